//! Settings: read, changed, checked, in force at once, and in the log of changes.

use domain::{Role, Scope, Scopes};
use serde_json::{Value, json};
use store::{AuditActor, AuditFilter, AuditRow};
use testkit::{TestApp, eventually};

const SETTINGS: &str = "/api/organization/settings";

/// The log of changes of `acme`, newest first.
async fn log(app: &TestApp) -> Vec<AuditRow> {
    let (store, id) = (app.store().clone(), app.own().id);
    let filter = AuditFilter {
        action: Some("settings".to_owned()),
        ..AuditFilter::default()
    };
    let found = app.inside(async move { store.audit_list(Some(id), filter, None, 50).await });
    found.await.expect("the log")
}

fn json_of(text: Option<&String>) -> Value {
    serde_json::from_str(text.expect("JSON")).expect("JSON")
}

#[tokio::test]
async fn a_new_organization_masks_by_role_and_keeps_its_messages() {
    let app = TestApp::start().await;
    let viewer = app.signed_in("acme", Role::Viewer).await;
    let settings = viewer.get(SETTINGS).await.expect(200);
    let expected = json!({
        "organizationId": app.own().id.to_string(), "slug": "acme", "name": "acme", "region": "KE", "timeZone": "UTC",
        "currency": "USD", "privacy": "by_role", "retentionDays": 0,
    });
    assert_eq!(*settings.data(), expected);
    assert!(log(&app).await.is_empty());
}

#[tokio::test]
async fn a_change_says_what_was_and_what_is_and_who_did_it() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let body = json!({
        "name": " Green Valley ", "region": "pk", "timeZone": "asia/karachi", "currency": "PKR", "privacy": "masked",
        "retentionDays": 365,
    });
    let changed = owner.patch(SETTINGS, body).await.expect(200);
    assert_eq!(changed.data()["name"], "Green Valley");
    assert_eq!(changed.data()["timeZone"], "Asia/Karachi");
    assert_eq!(changed.data(), owner.get(SETTINGS).await.expect(200).data());
    owner.patch(SETTINGS, json!({"currency": "PKR"})).await.expect(200);
    owner.patch(SETTINGS, json!({})).await.expect(200);
    owner.patch(SETTINGS, json!({"retentionDays": 0})).await.expect(200);
    let log = log(&app).await;
    assert_eq!(log.len(), 2, "what changes nothing is no change");
    let last = (json_of(log[0].before.as_ref()), json_of(log[0].after.as_ref()));
    assert_eq!(last, (json!({"retentionDays": 365}), json!({"retentionDays": 0})));
    let first = json_of(log[1].before.as_ref());
    assert_eq!((&first["name"], &first["privacy"]), (&json!("acme"), &json!("by_role")));
    assert_eq!(json_of(log[1].after.as_ref())["region"], "PK");
    assert!(matches!(log[1].actor, AuditActor::User(_)));
    assert_eq!(log[1].actor_name.as_deref(), Some("owner@acme.example"));
    assert_eq!(log[1].ip.as_deref(), Some("127.0.0.1"));
    assert!(log[1].request_id.as_deref().is_some_and(|id| id.starts_with("req_")));
}

#[tokio::test]
async fn a_wrong_value_is_named_and_changes_nothing() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let before = owner.get(SETTINGS).await.expect(200);
    for (body, field) in [
        (json!({"name": "x", "currency": "XXX"}), "currency"),
        (json!({"currency": "kes"}), "currency"),
        (json!({"timeZone": "Nairobi"}), "timeZone"),
        (json!({"region": "Kenya"}), "region"),
        (json!({"name": ""}), "name"),
        (json!({"privacy": "by role"}), "privacy"),
        (json!({"retentionDays": 6}), "retentionDays"),
        (json!({"retentionDays": 4000}), "retentionDays"),
        (json!({"retentionDays": -1}), "retentionDays"),
        (json!({"slug": "other"}), "slug"),
    ] {
        let refused = owner.patch(SETTINGS, body.clone()).await.expect(400);
        assert_eq!(refused.faulty_fields(), [field], "{body}");
    }
    assert_eq!(owner.get(SETTINGS).await.expect(200).data(), before.data());
    assert!(log(&app).await.is_empty());
}

#[tokio::test]
async fn a_change_holds_at_once_for_keys_and_is_one_organizations() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("other", "KE")
        .start()
        .await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let national = json!({"to": "03001234567", "body": "x"});
    app.post("/api/sms/send", national.clone()).await.expect(400);
    owner.patch(SETTINGS, json!({"region": "PK"})).await.expect(200);
    let sent = app.post("/api/sms/send", national.clone()).await.expect(202);
    assert_eq!(sent.text_of("to"), "+923001234567");
    app.org("other").post("/api/sms/send", national).await.expect(400);
    app.run_until_idle().await;
}

#[tokio::test]
async fn a_change_on_another_node_holds_within_a_second() {
    let app = TestApp::start().await;
    let national = json!({"to": "03001234567", "body": "x"});
    app.post("/api/sms/send", national.clone()).await.expect(400);
    let (store, id) = (app.store().clone(), app.own().id);
    let elsewhere = app.inside(async move {
        let before = store.organization_get(id).await?.expect("the organization");
        let after = store::Organization {
            region: "PK".to_owned(),
            ..before.clone()
        };
        store.organization_settings_set(before, after).await
    });
    assert!(elsewhere.await.expect("a change"));
    app.advance(std::time::Duration::from_secs(1));
    eventually("the change to hold here", async || {
        let sent = app.post("/api/sms/send", national.clone()).await;
        (sent.status == 202).then_some(())
    })
    .await;
    app.run_until_idle().await;
}

#[tokio::test]
async fn a_new_provider_counts_in_the_organizations_currency() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    owner.patch(SETTINGS, json!({"currency": "UGX"})).await.expect(200);
    let body = json!({"kind": "simulator", "name": "free"});
    let made = owner.post("/api/sms/providers", body).await.expect(201);
    assert_eq!(
        made.data()["pricePerSegment"],
        json!({"amount": "0.00", "currency": "UGX"})
    );
}

#[tokio::test]
async fn two_who_change_at_once_both_have_their_way() {
    let app = TestApp::start().await;
    let (one, two) = (
        app.signed_in("acme", Role::Owner).await,
        app.signed_in("acme", Role::OrgAdmin).await,
    );
    let (first, second) = tokio::join!(
        one.patch(SETTINGS, json!({"name": "Green Valley"})),
        two.patch(SETTINGS, json!({"currency": "KES"})),
    );
    first.expect(200);
    second.expect(200);
    let settings = one.get(SETTINGS).await.expect(200);
    assert_eq!(
        (&settings.data()["name"], &settings.data()["currency"]),
        (&json!("Green Valley"), &json!("KES"))
    );
    assert_eq!(log(&app).await.len(), 2);
}

#[tokio::test]
async fn no_key_reads_or_changes_settings() {
    let app = TestApp::start().await;
    let all = app.key_of("acme", Scope::ALL.into_iter().collect::<Scopes>()).await;
    all.get(SETTINGS).await.expect(403);
    let viewer = app.signed_in("acme", Role::Viewer).await;
    let refused = viewer.patch(SETTINGS, json!({"privacy": "shown"})).await.expect(403);
    assert_eq!(refused.faulty_fields(), ["role"]);
}
