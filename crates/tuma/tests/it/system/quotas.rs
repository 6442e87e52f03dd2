//! How much an organization may have.

use domain::{Role, Scope, Scopes};
use serde_json::{Value, json};
use tenancy::{NewUser, TenancyError};
use testkit::TestApp;

use super::{administrator, noted, path_of};

#[tokio::test]
async fn an_organization_gets_no_more_than_its_quotas_and_keeps_what_it_has() {
    let app = TestApp::start().await;
    let admin = administrator(&app).await;
    let manager = app
        .key_of(
            "acme",
            [Scope::ProvidersWrite, Scope::ProvidersRead].into_iter().collect(),
        )
        .await;
    app.signed_in("acme", Role::Owner).await;
    let path = format!("{}/quotas", path_of(&app, "acme"));
    let bounded = admin
        .put(&path, json!({"users": 1, "keys": 1, "providers": 1}))
        .await
        .expect(200);
    assert_eq!(bounded.data()["has"], json!({"users": 1, "keys": 2, "providers": 0}));
    assert_eq!(bounded.data()["quotas"], json!({"users": 1, "keys": 1, "providers": 1}));

    let new = |name: &str| json!({"kind": "simulator", "name": name});
    manager.post("/api/sms/providers", new("first")).await.expect(201);
    let full = manager.post("/api/sms/providers", new("second")).await.expect(400);
    assert_eq!(full.faulty_fields(), ["providers"]);

    let (tenancy, acme) = (app.tenancy().clone(), app.org("acme").id);
    let fields = app.inside(async move {
        let key = tenancy
            .key_create(acme, "one more", Scopes::MESSAGING, None)
            .await
            .err();
        let new = NewUser {
            email: "one@more.example".to_owned(),
            name: "one more".to_owned(),
            place: Some((acme, Role::Viewer)),
            system_administrator: false,
        };
        let user = tenancy.user_create(new).await.err();
        [key, user].map(|refused| match refused {
            Some(TenancyError::Invalid(fault)) => fault.field,
            other => panic!("{other:?}"),
        })
    });
    assert_eq!(fields.await, ["keys", "users"]);
    manager.get("/api/sms/providers").await.expect(200);

    let raised = admin
        .put(&path, json!({"providers": null, "keys": 3}))
        .await
        .expect(200);
    assert_eq!(
        raised.data()["quotas"],
        json!({"users": 1, "keys": 3, "providers": null})
    );
    manager.post("/api/sms/providers", new("second")).await.expect(201);
    app.key_of("acme", Scopes::MESSAGING).await;
    let log = noted(&app, Some("acme")).await;
    let quotas = log
        .iter()
        .find(|row| row.action == "organization.quotas")
        .expect("in the log");
    assert_eq!(quotas.before.as_deref(), Some(r#"{"keys":1,"providers":1,"users":1}"#));
}

#[tokio::test]
async fn a_quota_out_of_bounds_is_refused() {
    let app = TestApp::start().await;
    let admin = administrator(&app).await;
    let path = format!("{}/quotas", path_of(&app, "acme"));
    for (body, field) in [
        (json!({"users": 1_000_001}), "users"),
        (json!({"keys": -1}), "keys"),
        (json!({"seats": 1}), "seats"),
    ] {
        assert_eq!(admin.put(&path, body).await.expect(400).faulty_fields(), [field]);
    }
    let unchanged = admin.put(&path, json!({})).await.expect(200);
    assert_eq!(unchanged.data()["quotas"]["users"], Value::Null);
}

#[tokio::test]
async fn the_recipients_of_a_day_are_bounded_from_the_console() {
    let app = TestApp::start().await;
    let admin = administrator(&app).await;
    let key = app.key_of("acme", Scopes::MESSAGING).await;
    let path = format!("{}/limits", path_of(&app, "acme"));
    let none = json!({"perMinute": null, "perDay": null, "recipientsPerDay": null});
    assert_eq!(admin.get(&path).await.expect(200).data(), &none);
    let bounded = admin.put(&path, json!({"recipientsPerDay": 1})).await.expect(200);
    assert_eq!(bounded.data()["recipientsPerDay"], 1);
    let full = testkit::eventually("the bound to be known", async || {
        let sent = key
            .post("/api/sms/send", json!({"to": "+255712345678", "body": "x"}))
            .await;
        (sent.status == 429).then_some(sent)
    });
    assert_eq!(full.await.faulty_fields(), ["limits.organization.recipientsPerDay"]);

    let over = admin.put(&path, json!({"perMinute": 1_000_000_001})).await.expect(400);
    assert_eq!(over.faulty_fields(), ["perMinute"]);
    assert_eq!(
        admin
            .put(&path, json!({"recipientsPerDay": null}))
            .await
            .expect(200)
            .data(),
        &none
    );
    let log = noted(&app, Some("acme")).await;
    assert_eq!(log[0].action, "limits.change");
    assert_eq!(
        log[0].before.as_deref(),
        Some(r#"{"allow":[],"deny":[],"perDay":null,"perMinute":null,"recipientsPerDay":1}"#)
    );
}
