//! The end of a message's validity, and reports that come after it.

use std::time::Duration;

use domain::ReportStatus;
use serde_json::json;
use testkit::{Reply, TestApp};

use crate::numbers::{kenyan, kenyans};

const HOUR: Duration = Duration::from_secs(3_600);
/// Deadlines are looked through by the minute.
const MINUTE: Duration = Duration::from_secs(60);

async fn expired_without_report(app: &TestApp) -> String {
    app.recorder().script(&kenyan(1), [Reply::TakeSilently]);
    let id = app.send(&kenyan(1), "x").await;
    app.wait_for_state(&id, "SUBMITTED").await;
    app.advance(HOUR * 48 - MINUTE);
    app.run_until_idle().await;
    assert_eq!(app.own().status(&id).await["status"], "SUBMITTED");
    app.advance(MINUTE * 2);
    app.wait_for_state(&id, "EXPIRED").await;
    id
}

#[tokio::test]
async fn a_message_without_a_report_expires_after_48_hours() {
    let app = TestApp::start().await;
    let id = expired_without_report(&app).await;
    assert_eq!(app.own().timeline(&id).await, ["QUEUED", "SUBMITTED", "EXPIRED"]);
}

#[tokio::test]
async fn a_report_within_72_hours_of_the_end_still_counts() {
    let app = TestApp::start().await;
    let id = expired_without_report(&app).await;
    app.advance(HOUR * 71);
    app.recorder().report(&id, ReportStatus::Delivered).await;
    app.wait_for_state(&id, "DELIVERED").await;
    assert_eq!(
        app.own().timeline(&id).await,
        ["QUEUED", "SUBMITTED", "EXPIRED", "DELIVERED"]
    );
    assert_eq!(app.own().totals().await, [("DELIVERED".to_owned(), 1)].into());
}

#[tokio::test]
async fn a_report_after_72_hours_moves_nothing() {
    let app = TestApp::start().await;
    let id = expired_without_report(&app).await;
    app.advance(HOUR * 73);
    app.recorder().report(&id, ReportStatus::Delivered).await;
    assert_eq!(app.own().status(&id).await["status"], "EXPIRED");
}

#[tokio::test]
async fn a_report_after_72_hours_is_noted_where_it_names_our_reference() {
    let app = TestApp::start().await;
    let id = expired_without_report(&app).await;
    app.advance(HOUR * 73);
    let seen = &app.recorder().seen()[0];
    let mut report = app.recorder().report_of("rec-1", ReportStatus::Delivered);
    report.reference = Some((seen.message, seen.attempt));
    app.recorder().push(vec![report]).await;
    assert_eq!(
        app.own().timeline(&id).await,
        ["QUEUED", "SUBMITTED", "EXPIRED", "REPORT"]
    );
    assert_eq!(app.own().totals().await, [("EXPIRED".to_owned(), 1)].into());
}

#[tokio::test]
async fn a_message_that_waits_past_its_validity_is_never_handed_over() {
    let app = TestApp::start().await;
    app.pause_lanes(true);
    let short = app
        .own()
        .send_with(&kenyan(1), "x", json!({ "validitySeconds": 60 }))
        .await;
    let long = app.send(&kenyan(2), "x").await;
    app.advance(HOUR);
    app.pause_lanes(false);
    app.wait_for_state(&short, "EXPIRED").await;
    app.wait_for_state(&long, "DELIVERED").await;
    assert!(app.recorder().seen_to(&kenyan(1)).is_empty());
}

#[tokio::test]
async fn a_retry_that_would_come_after_the_validity_expires_instead() {
    let app = TestApp::start().await;
    app.recorder().script(&kenyan(1), vec![Reply::Busy; 4]);
    let id = app
        .own()
        .send_with(&kenyan(1), "x", json!({ "validitySeconds": 100 }))
        .await;
    app.own().wait_for_event(&id, "RETRY").await;
    app.advance(HOUR);
    app.wait_for_state(&id, "EXPIRED").await;
    assert_eq!(app.recorder().count(), 1);
}

#[tokio::test]
async fn a_scheduled_messages_validity_begins_when_it_is_due() {
    let app = TestApp::start().await;
    let fields = json!({ "scheduledAt": app.time_ahead(HOUR * 24), "validitySeconds": 60 });
    let id = app.own().send_with(&kenyan(1), "x", fields).await;
    app.advance(HOUR * 24);
    app.wait_for_state(&id, "DELIVERED").await;
}

#[tokio::test]
async fn many_messages_expire_together_and_those_that_ended_stay() {
    let app = TestApp::start().await;
    app.own().send_bulk(kenyans(1, 300), "ended").await;
    app.run_until_idle().await;
    app.recorder().usually(Reply::TakeSilently);
    app.own().send_bulk(kenyans(1, 2_500), "open").await;
    app.run_until_idle().await;
    app.advance(HOUR * 48 + MINUTE * 2);
    testkit::eventually("all to expire", async || {
        let totals = app.own().totals().await;
        (totals.get("EXPIRED") == Some(&2_500) && totals.get("DELIVERED") == Some(&300)).then_some(())
    })
    .await;
    assert_eq!(app.database().count("SELECT count(*) FROM deadlines").await, 0);
}
