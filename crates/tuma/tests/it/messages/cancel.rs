//! Taking a message back: possible until its hand-over begins.

use serde_json::json;
use testkit::{Reply, TestApp, eventually};

use crate::numbers::kenyan;

#[tokio::test]
async fn a_message_that_waits_can_be_taken_back() {
    let app = TestApp::start().await;
    app.pause_lanes(true);
    let id = app.send(&kenyan(1), "x").await;
    let answer = app
        .post(&format!("/api/sms/messages/{id}/cancel"), json!({}))
        .await
        .expect(200);
    assert_eq!(answer.text_of("status"), "CANCELLED");
    let again = app
        .post(&format!("/api/sms/messages/{id}/cancel"), json!({}))
        .await
        .expect(409);
    assert_eq!(again.code(), "TOO_LATE");
    app.pause_lanes(false);
    app.run_until_idle().await;
    assert_eq!(app.own().timeline(&id).await, ["QUEUED", "CANCELLED"]);
    assert_eq!(app.recorder().count(), 0);
}

#[tokio::test]
async fn it_is_too_late_once_the_hand_over_has_begun() {
    let app = TestApp::start().await;
    app.recorder().script(&kenyan(1), [Reply::Hang]);
    let id = app.send(&kenyan(1), "x").await;
    eventually("the hand-over", async || (app.recorder().open() == 1).then_some(())).await;
    let answer = app
        .post(&format!("/api/sms/messages/{id}/cancel"), json!({}))
        .await
        .expect(409);
    assert_eq!(answer.code(), "TOO_LATE");
    app.recorder().open_gate();
    app.wait_for_state(&id, "DELIVERED").await;
    let answer = app
        .post(&format!("/api/sms/messages/{id}/cancel"), json!({}))
        .await
        .expect(409);
    assert!(answer.text.contains("DELIVERED"), "{}", answer.text);
}

#[tokio::test]
async fn a_retry_that_waits_can_be_taken_back() {
    let app = TestApp::start().await;
    app.recorder().script(&kenyan(1), [Reply::Busy]);
    let id = app.send(&kenyan(1), "x").await;
    app.own().wait_for_event(&id, "RETRY").await;
    app.post(&format!("/api/sms/messages/{id}/cancel"), json!({}))
        .await
        .expect(200);
    app.advance(std::time::Duration::from_secs(60));
    app.run_until_idle().await;
    assert_eq!(app.own().status(&id).await["status"], "CANCELLED");
    assert_eq!(app.recorder().count(), 1);
}

#[tokio::test]
async fn nobody_can_take_back_another_organizations_message() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await;
    app.pause_lanes(true);
    let id = app.org("acme").send(&kenyan(1), "x").await;
    let path = format!("/api/sms/messages/{id}/cancel");
    app.org("globex").post(&path, json!({})).await.expect(404);
    app.pause_lanes(false);
    app.org("acme").wait_for_state(&id, "DELIVERED").await;
}
