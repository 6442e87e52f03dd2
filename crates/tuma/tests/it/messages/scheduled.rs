//! Messages for later: they wait without cost and go out when they are due.

use std::time::Duration;

use serde_json::json;
use testkit::TestApp;

use crate::numbers::{kenyan, kenyans};

const HOUR: Duration = Duration::from_secs(3_600);

#[tokio::test]
async fn a_scheduled_message_waits_and_goes_out_when_due() {
    let app = TestApp::start().await;
    let at = app.time_ahead(HOUR);
    let answer = app
        .post(
            "/api/sms/send",
            json!({ "to": kenyan(1), "body": "x", "scheduledAt": at }),
        )
        .await
        .expect(202);
    assert_eq!(answer.text_of("status"), "SCHEDULED");
    assert_eq!(answer.text_of("scheduledAt"), at);
    let id = answer.text_of("messageId");
    app.run_until_idle().await;
    app.advance(HOUR - Duration::from_millis(1));
    app.run_until_idle().await;
    assert_eq!(app.own().status(id).await["status"], "SCHEDULED");
    assert_eq!(app.recorder().count(), 0);

    app.advance(Duration::from_millis(1));
    app.wait_for_state(id, "DELIVERED").await;
    assert_eq!(
        app.own().timeline(id).await,
        ["SCHEDULED", "QUEUED", "SUBMITTED", "DELIVERED"]
    );
}

#[tokio::test]
async fn many_messages_for_later_take_no_place_in_memory_and_none_in_the_lane() {
    let app = TestApp::start().await;
    let recipients: Vec<_> = kenyans(1, 5_000).map(|to| json!({ "to": to })).collect();
    let body = json!({ "recipients": recipients, "body": "x", "scheduledAt": app.time_ahead(HOUR) });
    app.post("/api/sms/send-bulk", body).await.expect(202);
    assert_eq!(
        app.database()
            .count("SELECT count(*) FROM lane_entries WHERE owner = -1")
            .await,
        5_000
    );
    assert_eq!(
        app.database()
            .count("SELECT count(*) FROM lane_entries WHERE owner <> -1")
            .await,
        0
    );
    // Others pass them by.
    let now = app.send(&kenyan(900_000), "now").await;
    app.wait_for_state(&now, "DELIVERED").await;
    assert_eq!(app.recorder().count(), 1);

    app.advance(HOUR);
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 5_001);
    assert_eq!(app.own().totals().await, [("DELIVERED".to_owned(), 5_001)].into());
}

#[tokio::test]
async fn a_time_that_has_passed_means_now() {
    let app = TestApp::start().await;
    let at = app.time_ahead(Duration::ZERO);
    app.advance(HOUR);
    let answer = app
        .post(
            "/api/sms/send",
            json!({ "to": kenyan(1), "body": "x", "scheduledAt": at }),
        )
        .await
        .expect(202);
    assert_eq!(answer.text_of("status"), "QUEUED");
    app.wait_for_state(answer.text_of("messageId"), "DELIVERED").await;
}

#[tokio::test]
async fn a_scheduled_message_that_is_cancelled_never_goes_out() {
    let app = TestApp::start().await;
    let id = app
        .own()
        .send_with(&kenyan(1), "x", json!({ "scheduledAt": app.time_ahead(HOUR) }))
        .await;
    app.post(&format!("/api/sms/messages/{id}/cancel"), json!({}))
        .await
        .expect(200);
    app.advance(HOUR * 2);
    app.run_until_idle().await;
    assert_eq!(app.own().status(&id).await["status"], "CANCELLED");
    assert_eq!(app.recorder().count(), 0);
}

#[tokio::test]
async fn a_scheduled_message_survives_a_restart() {
    let mut app = TestApp::start().await;
    let id = app
        .own()
        .send_with(&kenyan(1), "x", json!({ "scheduledAt": app.time_ahead(HOUR) }))
        .await;
    app.crash();
    app.advance(HOUR * 2);
    app.start_again().await;
    app.wait_for_state(&id, "DELIVERED").await;
    assert_eq!(app.recorder().count(), 1);
}
