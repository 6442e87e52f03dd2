//! An organization that is suspended: nobody calls for it, and what it has queued waits and is not lost.

use std::time::Duration;

use ::smpp::HandshakeError;
use ::smpp::command::Mode;
use ::smpp::session::Ended;
use ::smpp::status::Status;
use domain::Role;
use serde_json::{Value, json};
use testkit::{Browser, TestApp, eventually};

use super::{administrator, noted, path_of};
use crate::numbers::kenyan;
use crate::smpp::esme::{Esme, try_bind, usual};

async fn two() -> TestApp {
    TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await
}

async fn suspend(app: &TestApp, admin: &Browser) {
    let path = format!("{}/suspend", path_of(app, "acme"));
    let stopped = admin.post(&path, json!({"reason": "unpaid"})).await.expect(200);
    assert_eq!(stopped.data()["suspended"]["reason"], "unpaid");
    noticed(app).await;
}

/// Waits until this node's engine knows.
async fn noticed(app: &TestApp) {
    let acme = app.org("acme").id;
    eventually("the engine to know", async || {
        app.engine().knows_suspended(acme).then_some(())
    })
    .await;
}

async fn resume(app: &TestApp, admin: &Browser) {
    let path = format!("{}/resume", path_of(app, "acme"));
    assert_eq!(
        admin.post(&path, json!({})).await.expect(200).data()["suspended"],
        Value::Null
    );
}

#[tokio::test]
async fn keys_and_sessions_of_a_suspended_organization_are_refused_and_told_so() {
    let app = two().await;
    let (admin, owner) = (administrator(&app).await, app.signed_in("acme", Role::Owner).await);
    app.own().get("/api/sms/messages").await.expect(200);
    suspend(&app, &admin).await;
    let refused = app
        .own()
        .post("/api/sms/send", json!({"to": kenyan(1), "body": "x"}))
        .await
        .expect(403);
    assert_eq!(refused.code(), "ORGANIZATION_SUSPENDED");
    assert_eq!(refused.faulty_fields(), ["organization"]);
    let refused = owner.get("/api/sms/messages").await.expect(403);
    assert_eq!(refused.code(), "ORGANIZATION_SUSPENDED");
    let me = owner.get("/api/auth/me").await.expect(200);
    assert_eq!(me.data()["organization"]["suspended"]["reason"], "unpaid");
    app.org("globex").get("/api/sms/messages").await.expect(200);

    let to = json!({"organizationId": app.org("acme").id.to_string()});
    admin.post("/api/auth/switch", to).await.expect(200);
    admin.get("/api/sms/messages").await.expect(200);

    resume(&app, &admin).await;
    app.own().get("/api/sms/messages").await.expect(200);
    owner.get("/api/sms/messages").await.expect(200);
    assert_eq!(
        owner.get("/api/auth/me").await.data()["organization"]["suspended"],
        Value::Null
    );
    let log = noted(&app, Some("acme")).await;
    let actions: Vec<_> = log.iter().map(|row| row.action.as_str()).collect();
    assert_eq!(actions, ["organization.resume", "organization.suspend"]);
    assert_eq!(log[1].after.as_deref(), Some(r#"{"reason":"unpaid","suspended":true}"#));
}

#[tokio::test]
async fn what_a_suspended_organization_has_queued_waits_and_goes_on_when_it_is_resumed() {
    let app = two().await;
    let admin = administrator(&app).await;
    app.pause_lanes(true);
    let queued = app.send(&kenyan(1), "queued").await;
    let at = app.time_ahead(Duration::from_secs(600));
    let scheduled = app
        .own()
        .send_with(&kenyan(2), "later", json!({"scheduledAt": at}))
        .await;
    suspend(&app, &admin).await;
    app.pause_lanes(false);
    app.advance(Duration::from_secs(1_200));

    let theirs = app.org("globex").send(&kenyan(3), "theirs").await;
    app.org("globex").wait_for_state(&theirs, "DELIVERED").await;
    let to = json!({"organizationId": app.org("acme").id.to_string()});
    admin.post("/api/auth/switch", to).await.expect(200);
    let status = async |id: &str| {
        admin
            .get(&format!("/api/sms/status/{id}"))
            .await
            .expect(200)
            .text_of("status")
            .to_owned()
    };
    eventually("the scheduled one to be due", async || {
        (status(&scheduled).await == "QUEUED").then_some(())
    })
    .await;
    assert_eq!(status(&queued).await, "QUEUED");
    assert_eq!(
        app.recorder().taken().len(),
        1,
        "only the other organization's was handed over"
    );

    resume(&app, &admin).await;
    app.own().wait_for_state(&queued, "DELIVERED").await;
    app.own().wait_for_state(&scheduled, "DELIVERED").await;
    assert_eq!(app.recorder().taken().len(), 3);
}

#[tokio::test]
async fn what_waits_survives_a_restart_while_the_organization_is_suspended() {
    let mut app = two().await;
    let admin = administrator(&app).await;
    app.pause_lanes(true);
    let queued = app.send(&kenyan(1), "queued").await;
    suspend(&app, &admin).await;
    app.allow_unprocessed();
    app.shutdown().await;
    app.start_again().await;
    noticed(&app).await;
    let theirs = app.org("globex").send(&kenyan(3), "theirs").await;
    app.org("globex").wait_for_state(&theirs, "DELIVERED").await;
    assert_eq!(app.recorder().taken().len(), 1);
    resume(&app, &admin).await;
    app.own().wait_for_state(&queued, "DELIVERED").await;
}

#[tokio::test]
async fn a_suspension_that_another_node_made_holds_here_within_a_second_and_ends_likewise() {
    let app = two().await;
    app.own().get("/api/sms/messages").await.expect(200);
    let (store, acme, now) = (app.store().clone(), app.org("acme").id, app.now_ms());
    app.inside(async move { store.organization_suspend(acme, "unpaid".to_owned(), now).await })
        .await
        .expect("written");
    app.advance(Duration::from_secs(1));
    assert_eq!(
        app.own().get("/api/sms/messages").await.expect(403).code(),
        "ORGANIZATION_SUSPENDED"
    );
    noticed(&app).await;
    let store = app.store().clone();
    app.inside(async move { store.organization_resume(acme).await })
        .await
        .expect("written");
    app.advance(Duration::from_secs(1));
    app.own().get("/api/sms/messages").await.expect(200);
    let sent = app.send(&kenyan(1), "x").await;
    app.wait_for_state(&sent, "DELIVERED").await;
}

#[tokio::test]
async fn binds_of_a_suspended_organization_end_and_are_refused_until_it_is_resumed() {
    let app = two().await;
    let admin = administrator(&app).await;
    let (login, esme) = usual(&app).await;
    suspend(&app, &admin).await;
    assert_eq!(esme.ended().await, Ended::UnboundByPeer);
    let refused = try_bind(&app, &login, Mode::Transceiver, 0x34).await.err();
    assert_eq!(refused, Some(HandshakeError::Refused(Status::RBINDFAIL)));
    resume(&app, &admin).await;
    Esme::bind(&app, &login, Mode::Transceiver).await;
}

#[tokio::test]
async fn a_suspension_needs_a_reason_and_the_first_one_stays() {
    let app = two().await;
    let admin = administrator(&app).await;
    let path = format!("{}/suspend", path_of(&app, "acme"));
    let empty = admin.post(&path, json!({"reason": " "})).await.expect(400);
    assert_eq!(empty.faulty_fields(), ["reason"]);
    suspend(&app, &admin).await;
    let again = admin.post(&path, json!({"reason": "other"})).await.expect(200);
    assert_eq!(again.data()["suspended"]["reason"], "unpaid");
    let listed = admin.get("/api/system/organizations?suspended=true").await.expect(200);
    assert_eq!(listed.data()["organizations"].as_array().map(Vec::len), Some(1));
    let nobody = "/api/system/organizations/org_0000000000001";
    admin
        .post(&format!("{nobody}/suspend"), json!({"reason": "x"}))
        .await
        .expect(404);
    admin.post(&format!("{nobody}/resume"), json!({})).await.expect(404);
    resume(&app, &admin).await;
    resume(&app, &admin).await;
}
