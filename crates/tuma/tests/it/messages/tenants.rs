//! What another organization, another key and no key get.

use std::time::Duration;

use domain::{Scope, Scopes};
use serde_json::json;
use testkit::TestApp;

use crate::numbers::kenyan;

async fn two() -> TestApp {
    TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await
}

#[tokio::test]
async fn another_organizations_messages_and_batches_are_not_there() {
    let app = two().await;
    let (acme, globex) = (app.org("acme"), app.org("globex"));
    let id = acme.send(&kenyan(1), "secret").await;
    let batch = acme
        .send_bulk([kenyan(2)], "secret")
        .await
        .text_of("batchId")
        .to_owned();
    app.run_until_idle().await;
    for path in [format!("/api/sms/status/{id}"), format!("/api/sms/batches/{batch}")] {
        let answer = globex.get(&path).await.expect(404);
        assert_eq!(answer.code(), "NOT_FOUND");
        acme.get(&path).await.expect(200);
    }
    globex
        .post(&format!("/api/sms/messages/{id}/cancel"), json!({}))
        .await
        .expect(404);
    assert!(globex.list_all("").await.is_empty());
    assert!(globex.list_all(&format!("batchId={batch}")).await.is_empty());
    assert!(globex.list_all("phone=0722000001").await.is_empty());
    assert!(globex.totals().await.is_empty());
    let batches = globex.get("/api/sms/batches").await.expect(200);
    assert_eq!(batches.data()["batches"], json!([]));
}

#[tokio::test]
async fn a_cursor_of_another_organization_shows_nothing_of_it() {
    let app = two().await;
    let (acme, globex) = (app.org("acme"), app.org("globex"));
    let own = globex.send(&kenyan(1), "x").await;
    let theirs = acme.send(&kenyan(2), "x").await;
    app.run_until_idle().await;
    let page = globex
        .get(&format!("/api/sms/messages?cursor={theirs}"))
        .await
        .expect(200);
    assert_eq!(page.data()["messages"].as_array().map(Vec::len), Some(1));
    assert_eq!(page.data()["messages"][0]["messageId"], own);
}

#[tokio::test]
async fn a_key_without_the_scope_is_forbidden_and_told_which_scope_is_missing() {
    let app = two().await;
    let reader = app.key_of("acme", Scopes::default().with(Scope::SmsRead)).await;
    let sender = app.key_of("acme", Scopes::default().with(Scope::SmsSend)).await;
    let id = sender.send(&kenyan(1), "x").await;
    reader.wait_for_state(&id, "DELIVERED").await;
    let body = json!({ "to": kenyan(1), "body": "x" });
    for path in [
        "/api/sms/send",
        "/api/sms/send-bulk",
        "/api/sms/preview",
        &format!("/api/sms/messages/{id}/cancel"),
    ] {
        let answer = reader.post(path, body.clone()).await.expect(403);
        assert_eq!(answer.code(), "FORBIDDEN");
        assert!(answer.text.contains("sms:send"), "{}", answer.text);
    }
    for path in [
        "/api/sms/messages",
        "/api/sms/batches",
        &format!("/api/sms/status/{id}"),
    ] {
        let answer = sender.get(path).await.expect(403);
        assert!(answer.text.contains("sms:read"), "{}", answer.text);
    }
}

#[tokio::test]
async fn without_a_good_key_nobody_gets_in() {
    let app = two().await;
    let answer = app.get_bare("/api/sms/messages").await.expect(401);
    assert_eq!(answer.code(), "UNAUTHENTICATED");
    assert!(
        answer
            .header("www-authenticate")
            .is_some_and(|challenge| challenge.starts_with("Bearer"))
    );
    let own = app.own();
    for key in [
        "nonsense".to_owned(),
        "sk_live_short".to_owned(),
        format!("{}x", own.key()),
        own.key().to_uppercase(),
    ] {
        own.with_key(key).get("/api/sms/messages").await.expect(401);
    }
}

#[tokio::test]
async fn a_revoked_key_stops_at_once_where_it_was_revoked() {
    let app = two().await;
    let other = app.key_of("acme", Scopes::MESSAGING).await;
    other.get("/api/sms/messages").await.expect(200);
    let (tenancy, organization, key) = (app.tenancy().clone(), other.id, other.key_id);
    app.inside(async move { tenancy.key_revoke(organization, key).await })
        .await
        .expect("revoked");
    other.get("/api/sms/messages").await.expect(401);
    app.own().get("/api/sms/messages").await.expect(200);
}

#[tokio::test]
async fn a_key_revoked_elsewhere_stops_within_a_second() {
    let app = two().await;
    let other = app.key_of("acme", Scopes::MESSAGING).await;
    other.get("/api/sms/messages").await.expect(200);
    // Past this process's own tenancy, as another node does it.
    let (store, organization, key, now) = (app.store().clone(), other.id, other.key_id, app.now_ms());
    app.inside(async move { store.api_key_revoke(organization, key, now).await })
        .await
        .expect("revoked");
    app.advance(Duration::from_secs(1));
    other.get("/api/sms/messages").await.expect(401);
}

#[tokio::test]
async fn a_key_ends_by_itself_at_its_time() {
    let app = two().await;
    let (tenancy, organization, end) = (app.tenancy().clone(), app.own().id, app.now_ms() + 60_000);
    let made = app.inside(async move {
        tenancy
            .key_create(organization, "short", Scopes::MESSAGING, Some(end))
            .await
    });
    let (row, key) = made.await.expect("a key");
    assert!(row.expires_at.is_some());
    let short = app.own().with_key(key);
    short.get("/api/sms/messages").await.expect(200);
    app.advance(Duration::from_millis(59_999));
    short.get("/api/sms/messages").await.expect(200);
    app.advance(Duration::from_millis(1));
    short.get("/api/sms/messages").await.expect(401);
}
