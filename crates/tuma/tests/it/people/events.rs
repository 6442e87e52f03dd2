//! The security log: what stands in it, who sees it, and what it never says.

use domain::{Role, Scopes};
use serde_json::{Value, json};
use testkit::{Browser, TestApp, eventually};

const AMINA: &str = "amina@example.org";

async fn events(browser: &Browser, query: &str) -> Vec<Value> {
    let found = browser.get(&format!("/api/security/events?{query}")).await.expect(200);
    found.data()["events"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn failed_sign_ins_and_the_wait_after_them_are_in_the_log_of_the_persons_organizations() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await;
    app.person_of(AMINA, &[("acme", Role::Viewer)]).await;
    for _ in 0..5 {
        app.browser().sign_in(AMINA, "hunter2hunter2").await.expect(401);
    }
    app.browser().sign_in(AMINA, "hunter2hunter2").await.expect(429);
    let owner = app.signed_in("acme", Role::Owner).await;
    let failed = events(&owner, "kind=sign_in_failed").await;
    assert_eq!(failed.len(), 5);
    assert_eq!(failed[0]["user"]["name"], AMINA);
    assert_eq!(failed[0]["ip"], "127.0.0.1");
    assert_eq!(failed[0]["detail"], json!({ "email": "a…@example.org" }));
    assert_eq!(events(&owner, "kind=account_locked").await.len(), 1);
    assert_eq!(events(&owner, "kind=signed_in").await.len(), 1);
    assert!(
        !serde_json::to_string(&events(&owner, "").await)
            .expect("JSON")
            .contains("hunter2")
    );
    let stranger = app.signed_in("globex", Role::Owner).await;
    assert!(events(&stranger, "kind=sign_in_failed").await.is_empty());
    app.signed_in("acme", Role::Operator)
        .await
        .get("/api/security/events")
        .await
        .expect(403);
}

#[tokio::test]
async fn the_log_is_paged_and_its_parameters_are_checked() {
    let app = TestApp::start().await;
    app.person_of(AMINA, &[("acme", Role::Viewer)]).await;
    for _ in 0..4 {
        app.browser().sign_in(AMINA, "wrong").await.expect(401);
    }
    let owner = app.signed_in("acme", Role::Owner).await;
    let first = owner.get("/api/security/events?limit=3").await.expect(200);
    let cursor = first.text_of("nextCursor");
    let second = owner
        .get(&format!("/api/security/events?limit=3&cursor={cursor}"))
        .await
        .expect(200);
    assert_eq!(second.data()["events"].as_array().map(Vec::len), Some(2));
    assert_eq!(second.data()["nextCursor"], Value::Null);
    for (query, field) in [("kind=made_up", "kind"), ("cursor=x", "cursor"), ("limit=0", "limit")] {
        let refused = owner.get(&format!("/api/security/events?{query}")).await.expect(400);
        assert_eq!(refused.faulty_fields(), [field]);
    }
}

#[tokio::test]
async fn sign_ins_of_nobody_are_the_installations_to_see() {
    let app = TestApp::start().await;
    app.browser().sign_in("nobody@example.org", "wrong").await.expect(401);
    let password = app.person_of("ops@example.org", &[]).await;
    let ops = app.browser();
    let body = json!({ "email": "ops@example.org", "password": password, "organization": "acme" });
    ops.sign_in_with(body).await.expect(200);
    let found = ops
        .get("/api/system/security-events?kind=sign_in_failed")
        .await
        .expect(200);
    assert_eq!(
        found.data()["events"][0]["detail"],
        json!({ "email": "n…@example.org" })
    );
    let owner = app.signed_in("acme", Role::Owner).await;
    assert!(events(&owner, "kind=sign_in_failed").await.is_empty());
}

#[tokio::test]
async fn a_key_that_turns_up_in_a_new_network_is_an_event() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let from = async |ip: &str| {
        let request = app.own().request(reqwest::Method::GET, "/api/sms/messages");
        let sent = request.header("x-forwarded-for", ip).send().await.expect("an answer");
        assert_eq!(sent.status(), 200);
    };
    from("198.51.100.1").await;
    // The first network is known before the second is seen.
    let (store, organization, key) = (app.store().clone(), app.own().id, app.own().key_id);
    eventually("the first network", async || {
        let event = store::SecurityEvent {
            organization: Some(organization),
            kind: "api_key_new_network",
            user: None,
            api_key: Some(key),
            ip: None,
            agent: None,
            detail: None,
        };
        let network = "198.51.100.0/24".to_owned();
        let noted = store.api_key_network_note(organization, key, network, event).await;
        (!noted.expect("the store answers")).then_some(())
    })
    .await;
    from("198.51.100.200").await;
    from("203.0.113.5").await;
    let found = eventually("the event", async || {
        let found = events(&owner, "kind=api_key_new_network").await;
        (!found.is_empty()).then_some(found)
    })
    .await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["ip"], "203.0.113.5");
    assert_eq!(found[0]["apiKey"]["id"], key.to_string());
}

#[tokio::test]
async fn a_key_that_is_used_after_its_end_is_an_event_once_an_hour() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let org = app.key_of("acme", Scopes::MESSAGING).await;
    let (tenancy, id, key) = (app.tenancy().clone(), org.id, org.key_id);
    app.inside(async move { tenancy.key_revoke(id, key).await })
        .await
        .expect("revoked");
    for _ in 0..5 {
        org.get("/api/sms/messages").await.expect(401);
    }
    let found = eventually("the event", async || {
        let found = events(&owner, "kind=api_key_refused").await;
        (!found.is_empty()).then_some(found)
    })
    .await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["apiKey"]["id"], key.to_string());
    assert_eq!(found[0]["detail"], json!({ "reason": "the API key was revoked" }));
}
