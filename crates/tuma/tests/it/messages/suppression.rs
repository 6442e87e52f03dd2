//! Opt-out wins, from the moment it is committed.

use serde_json::json;
use tenancy::Caller;
use testkit::{Org, Reply, TestApp, eventually};

use crate::numbers::{kenyan, kenyans};

async fn suppress(app: &TestApp, org: &Org, number: &str) {
    let (engine, tenancy, id, number) = (app.engine().clone(), app.tenancy().clone(), org.id, number.to_owned());
    let done = app.inside(async move {
        let organization = tenancy.organization(id).await?;
        engine
            .suppress(&Caller::system(organization.into()), &number, "stop")
            .await?;
        anyhow::Ok(())
    });
    done.await.expect("the number is suppressed");
}

async fn unsuppress(app: &TestApp, org: &Org, number: &str) {
    let (engine, tenancy, id, number) = (app.engine().clone(), app.tenancy().clone(), org.id, number.to_owned());
    let done = app.inside(async move {
        let organization = tenancy.organization(id).await?;
        engine
            .unsuppress(&Caller::system(organization.into()), &number, &["stop"])
            .await?;
        anyhow::Ok(())
    });
    done.await.expect("the number is free again");
}

#[tokio::test]
async fn a_suppressed_number_is_refused_at_accept_and_the_message_kept_as_rejected() {
    let app = TestApp::start().await;
    suppress(&app, app.own(), "0722 000 001").await;
    let answer = app
        .post("/api/sms/send", json!({ "to": kenyan(1), "body": "x" }))
        .await
        .expect(422);
    assert_eq!(answer.code(), "OPTED_OUT");
    let id = answer.text_of("messageId");
    let status = app.own().status(id).await;
    assert_eq!(status["status"], "REJECTED");
    assert_eq!(app.own().timeline(id).await, ["REJECTED"]);
    assert_eq!(app.recorder().count(), 0);

    unsuppress(&app, app.own(), &kenyan(1)).await;
    let id = app.send(&kenyan(1), "x").await;
    app.wait_for_state(&id, "DELIVERED").await;
}

#[tokio::test]
async fn a_call_that_was_refused_is_refused_again_under_its_key() {
    let app = TestApp::start().await;
    suppress(&app, app.own(), &kenyan(1)).await;
    let body = json!({ "to": kenyan(1), "body": "x", "idempotencyKey": "fee-1" });
    let first = app.post("/api/sms/send", body.clone()).await.expect(422);
    let again = app.post("/api/sms/send", body).await.expect(422);
    assert_eq!(first.text_of("messageId"), again.text_of("messageId"));
    assert_eq!(app.recorder().count(), 0);
}

#[tokio::test]
async fn a_number_suppressed_while_its_message_waits_gets_nothing() {
    let app = TestApp::start().await;
    app.pause_lanes(true);
    let stopped = app.send(&kenyan(1), "x").await;
    let other = app.send(&kenyan(2), "x").await;
    suppress(&app, app.own(), &kenyan(1)).await;
    app.pause_lanes(false);
    app.wait_for_state(&stopped, "REJECTED").await;
    app.wait_for_state(&other, "DELIVERED").await;
    assert!(app.recorder().seen_to(&kenyan(1)).is_empty());
}

#[tokio::test]
async fn a_bulk_call_skips_the_suppressed_and_sends_the_rest() {
    let app = TestApp::start().await;
    suppress(&app, app.own(), &kenyan(3)).await;
    app.own().send_bulk(kenyans(1, 5), "x").await;
    app.run_until_idle().await;
    let totals = app.own().totals().await;
    assert_eq!(totals, [("DELIVERED".to_owned(), 4), ("REJECTED".to_owned(), 1)].into());
    assert!(app.recorder().seen_to(&kenyan(3)).is_empty());
}

#[tokio::test]
async fn a_retry_stops_at_a_suppression_that_came_meanwhile() {
    let app = TestApp::start().await;
    app.recorder().script(&kenyan(1), [Reply::Busy]);
    let id = app.send(&kenyan(1), "x").await;
    app.own().wait_for_event(&id, "RETRY").await;
    suppress(&app, app.own(), &kenyan(1)).await;
    app.advance(std::time::Duration::from_secs(30));
    app.wait_for_state(&id, "REJECTED").await;
    assert_eq!(app.recorder().count(), 1);
}

#[tokio::test]
async fn where_it_came_too_late_the_timeline_says_so() {
    let app = TestApp::start().await;
    app.recorder().script(&kenyan(1), [Reply::Hang]);
    let id = app.send(&kenyan(1), "x").await;
    eventually("the hand-over", async || (app.recorder().open() == 1).then_some(())).await;
    suppress(&app, app.own(), &kenyan(1)).await;
    app.own().wait_for_event(&id, "STOP_TOO_LATE").await;
    app.recorder().open_gate();
    app.wait_for_state(&id, "DELIVERED").await;
}

#[tokio::test]
async fn one_organizations_list_is_not_anothers() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await;
    suppress(&app, app.org("acme"), &kenyan(1)).await;
    let id = app.org("globex").send(&kenyan(1), "x").await;
    app.org("globex").wait_for_state(&id, "DELIVERED").await;
}
