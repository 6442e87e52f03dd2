//! Where nobody can tell whether the carrier took a message: its look-up, else a report, else the policy decides.

use std::time::Duration;

use adapters::Lookup;
use domain::ReportStatus;
use domain::class::UnknownPolicy;
use serde_json::json;
use tenancy::NewOrganization;
use testkit::{Builder, Reply, TestApp};

use crate::numbers::kenyan;

fn with_policy(policy: UnknownPolicy) -> Builder {
    TestApp::builder().organization_like(NewOrganization {
        name: "acme".to_owned(),
        slug: "acme".to_owned(),
        region: "KE".to_owned(),
        unknown_policy: Some(policy),
        ..NewOrganization::default()
    })
}

#[tokio::test]
async fn under_resend_it_is_sent_again_and_the_timeline_says_so() {
    let app = with_policy(UnknownPolicy::Resend).start().await;
    app.recorder().script(&kenyan(1), [Reply::Unsure]);
    let id = app.send(&kenyan(1), "x").await;
    app.own().wait_for_event(&id, "UNKNOWN").await;
    app.advance(Duration::from_secs(30));
    let status = app.wait_for_state(&id, "DELIVERED").await;
    assert_eq!(status["attempts"], 2);
    assert_eq!(
        app.own().timeline(&id).await,
        ["QUEUED", "UNKNOWN", "RETRY", "SUBMITTED", "DELIVERED"]
    );
}

#[tokio::test]
async fn under_hold_it_waits_marked_held_and_a_report_settles_it() {
    let app = with_policy(UnknownPolicy::Hold).start().await;
    app.recorder().script(&kenyan(1), [Reply::Unsure]);
    let id = app.send(&kenyan(1), "x").await;
    let status = app.own().wait_for_event(&id, "HELD").await;
    assert_eq!(
        (&status["status"], &status["held"]),
        (&json!("SUBMITTED"), &json!(true))
    );
    app.advance(Duration::from_secs(3_600));
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 1, "a held message is not sent again");

    let seen = &app.recorder().seen()[0];
    let mut report = app.recorder().report_of("theirs-1", ReportStatus::Delivered);
    report.reference = Some((seen.message, seen.attempt));
    app.recorder().push(vec![report]).await;
    let status = app.wait_for_state(&id, "DELIVERED").await;
    assert_eq!(status["held"], false);
}

#[tokio::test]
async fn a_held_message_expires_at_the_end_of_its_validity() {
    let app = with_policy(UnknownPolicy::Hold).start().await;
    app.recorder().script(&kenyan(1), [Reply::Unsure]);
    let id = app.send(&kenyan(1), "x").await;
    app.own().wait_for_event(&id, "HELD").await;
    app.advance(Duration::from_secs(48 * 3_600 + 60));
    let status = app.wait_for_state(&id, "EXPIRED").await;
    assert_eq!(status["held"], false);
}

#[tokio::test]
async fn the_class_decides_where_the_organization_does_not() {
    let app = TestApp::start().await;
    app.recorder().usually(Reply::Unsure);
    let promotional = app
        .own()
        .send_with(&kenyan(1), "x", json!({ "class": "promotional" }))
        .await;
    let transactional = app.send(&kenyan(2), "x").await;
    let otp = app.own().send_with(&kenyan(3), "x", json!({ "class": "otp" })).await;
    app.own().wait_for_event(&promotional, "HELD").await;
    for id in [&transactional, &otp] {
        app.own().wait_for_event(id, "RETRY").await;
    }
    app.recorder().usually(Reply::Take);
    app.advance(Duration::from_secs(30));
    for id in [&transactional, &otp] {
        app.wait_for_state(id, "DELIVERED").await;
    }
    assert_eq!(app.recorder().seen_to(&kenyan(1)).len(), 1);
    app.advance(Duration::from_secs(48 * 3_600 + 60));
    app.wait_for_state(&promotional, "EXPIRED").await;
}

#[tokio::test]
async fn the_carriers_look_up_settles_it_before_the_policy_is_asked() {
    let app = with_policy(UnknownPolicy::Hold).start().await;
    app.recorder().looked_up(Lookup::Taken(vec!["found-1".to_owned()]));
    app.recorder().script(&kenyan(1), [Reply::Unsure]);
    let taken = app.send(&kenyan(1), "x").await;
    let status = app.wait_for_state(&taken, "SUBMITTED").await;
    assert_eq!(
        (&status["held"], &status["providerMsgId"]),
        (&json!(false), &json!("found-1"))
    );
    app.recorder().report_id("found-1", ReportStatus::Delivered).await;
    app.wait_for_state(&taken, "DELIVERED").await;

    app.recorder().looked_up(Lookup::NotTaken);
    app.recorder().script(&kenyan(2), [Reply::Unsure]);
    let not_taken = app.send(&kenyan(2), "x").await;
    app.own().wait_for_event(&not_taken, "RETRY").await;
    app.advance(Duration::from_secs(30));
    app.wait_for_state(&not_taken, "DELIVERED").await;
    assert_eq!(app.recorder().seen_to(&kenyan(2)).len(), 2);
}

#[tokio::test]
async fn an_attempt_without_an_answer_in_time_is_unknown() {
    let app = with_policy(UnknownPolicy::Hold)
        .engine(|settings| settings.attempt_timeout_ms = 100)
        .start()
        .await;
    app.recorder().script(&kenyan(1), [Reply::Hang]);
    let id = app.send(&kenyan(1), "x").await;
    let status = app.own().wait_for_event(&id, "HELD").await;
    assert!(status.to_string().contains("no answer in time"), "{status}");
    assert_eq!(
        app.recorder().open(),
        0,
        "what is given up is given up at the carrier's door too"
    );
    app.advance(Duration::from_secs(48 * 3_600 + 60));
    app.wait_for_state(&id, "EXPIRED").await;
}

#[tokio::test]
async fn a_report_that_comes_before_the_resend_makes_it_needless() {
    let app = with_policy(UnknownPolicy::Resend).start().await;
    app.recorder().script(&kenyan(1), [Reply::Unsure]);
    let id = app.send(&kenyan(1), "x").await;
    app.own().wait_for_event(&id, "RETRY").await;
    let seen = &app.recorder().seen()[0];
    let mut report = app.recorder().report_of("theirs-1", ReportStatus::Delivered);
    report.reference = Some((seen.message, seen.attempt));
    app.recorder().push(vec![report]).await;
    app.wait_for_state(&id, "DELIVERED").await;
    app.advance(Duration::from_secs(600));
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 1);
}
