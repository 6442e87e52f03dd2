//! Sending, where only approved sender IDs may be sent from, and where not.

use serde_json::{Value, json};
use testkit::{Answer, ProviderSpec, TestApp, eventually};

use super::{approve, ask, two};
use crate::numbers::kenyan;
use crate::system::path_of;

async fn held(app: &TestApp, admin: &testkit::Browser, only: bool) {
    let changed = admin
        .put(&path_of(app, "acme"), json!({"approvedSendersOnly": only}))
        .await
        .expect(200);
    assert_eq!(changed.data()["approvedSendersOnly"], only);
}

async fn send(app: &TestApp, more: Value) -> Answer {
    let mut body = json!({"to": kenyan(1), "body": "x"});
    let fields = body.as_object_mut().expect("an object");
    fields.extend(more.as_object().expect("an object").clone());
    app.own().post("/api/sms/send", body).await
}

/// Sends until it is accepted: the engine reads decisions behind the decider's back.
async fn accepted(app: &TestApp, more: Value) -> Value {
    eventually("the engine to know what was decided", async || {
        let answer = send(app, more.clone()).await;
        (answer.status == 202).then(|| answer.data().clone())
    })
    .await
}

#[tokio::test]
async fn any_sender_may_be_used_until_an_organization_is_held_to_approved_ones() {
    let app = TestApp::start().await;
    let (owner, admin) = two(&app).await;
    send(&app, json!({"from": "ANYBODY"})).await.expect(202);
    held(&app, &admin, true).await;
    let refused = send(&app, json!({"from": "ANYBODY"})).await.expect(400);
    assert_eq!(refused.faulty_fields(), ["from"]);
    let (fault, mend) = refused.fault("from").expect("a fault");
    assert!(
        fault.contains("not approved") && mend.contains("POST /api/sms/senders"),
        "{fault} {mend}"
    );
    send(&app, json!({})).await.expect(202);

    let id = ask(&owner, "SCHOOL", json!({})).await;
    send(&app, json!({"from": "SCHOOL"})).await.expect(400);
    approve(&admin, &id, json!({})).await;
    accepted(&app, json!({"from": "SCHOOL"})).await;
    let refused = send(&app, json!({"from": "ANYBODY"})).await.expect(400);
    let (_, mend) = refused.fault("from").expect("a fault");
    assert!(mend.contains("SCHOOL"), "{mend}");
    let bulk = json!({"recipients": [{"to": kenyan(2)}], "body": "x", "from": "ANYBODY"});
    assert_eq!(
        app.post("/api/sms/send-bulk", bulk).await.expect(400).faulty_fields(),
        ["from"]
    );

    admin
        .post(&format!("/api/system/senders/{id}/reject"), json!({"reason": "x"}))
        .await
        .expect(200);
    eventually("the engine to know", async || {
        (send(&app, json!({"from": "SCHOOL"})).await.status == 400).then_some(())
    })
    .await;
    held(&app, &admin, false).await;
    send(&app, json!({"from": "SCHOOL"})).await.expect(202);
    app.run_until_idle().await;
}

#[tokio::test]
async fn the_whole_installation_may_be_held_to_approved_senders() {
    let app = TestApp::builder()
        .engine(|settings| settings.approved_senders_only = true)
        .start()
        .await;
    let (owner, admin) = two(&app).await;
    assert_eq!(
        owner.get("/api/sms/senders").await.expect(200).data()["approvedOnly"],
        true
    );
    send(&app, json!({"from": "SCHOOL"})).await.expect(400);
    let id = ask(&owner, "SCHOOL", json!({})).await;
    approve(&admin, &id, json!({})).await;
    accepted(&app, json!({"from": "SCHOOL"})).await;
    app.run_until_idle().await;
}

#[tokio::test]
async fn a_sender_goes_to_the_countries_and_through_the_providers_that_it_is_approved_for() {
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("first").rank(1))
        .provider(ProviderSpec::recorder("second").rank(2))
        .start()
        .await;
    let (owner, admin) = two(&app).await;
    let listed = owner.get("/api/sms/providers").await.expect(200);
    let second = listed.data()["providers"][1]["providerId"].clone();
    let id = ask(&owner, "SCHOOL", json!({"countries": ["KE"], "providerIds": [second]})).await;
    approve(&admin, &id, json!({})).await;
    held(&app, &admin, true).await;
    let sent = accepted(&app, json!({"from": "SCHOOL"})).await;
    let sent = sent["messageId"].as_str().expect("an id").to_owned();
    let status = app.wait_for_state(&sent, "DELIVERED").await;
    assert_eq!(status["provider"], "second", "{status}");

    let abroad = send(&app, json!({"from": "SCHOOL", "to": "+923001234567"}))
        .await
        .expect(400);
    assert_eq!(abroad.faulty_fields(), ["to"]);
    assert!(!abroad.text.contains("3001234567"));
    let forced = send(&app, json!({"from": "SCHOOL", "provider": "first"}))
        .await
        .expect(400);
    assert_eq!(forced.faulty_fields(), ["provider"]);
    send(&app, json!({"from": "SCHOOL", "provider": "second"}))
        .await
        .expect(202);
    let mixed = json!({"recipients": [{"to": kenyan(3)}, {"to": "+923001234567"}], "body": "x", "from": "SCHOOL"});
    let bulk = app.post("/api/sms/send-bulk", mixed).await.expect(202);
    assert_eq!((bulk.number_of("accepted"), bulk.number_of("refused")), (1, 1));
    app.run_until_idle().await;
}
