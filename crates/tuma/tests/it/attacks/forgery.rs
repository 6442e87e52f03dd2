//! Requests that another page makes a browser send. That no route changes anything without the session's token is a law of
//! `api`'s `tests/http/access.rs`; here stands what a page of another origin can try beside that.

use domain::Role;
use reqwest::Method;
use serde_json::json;
use testkit::TestApp;

use crate::numbers::kenyan;

const EVIL: &str = "https://evil.example";

#[tokio::test]
async fn a_form_of_another_page_changes_nothing_whatever_it_says_it_is() {
    let app = TestApp::start().await;
    let victim = app.signed_in("acme", Role::Owner).await.with_csrf_token(None);
    let body = json!({ "to": kenyan(1), "body": "forged" }).to_string();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/json"] {
        let request = victim
            .request(Method::POST, "/api/sms/send")
            .header("origin", EVIL)
            .header("content-type", kind)
            .body(body.clone());
        let answer = victim.send(request).await.expect(403);
        assert!(answer.fault("X-CSRF-Token").is_some(), "{}", answer.text);
    }
    assert_eq!(app.database().count("SELECT count(*) FROM messages").await, 0);
}

#[tokio::test]
async fn another_sessions_token_is_as_good_as_none() {
    let app = TestApp::start().await;
    let victim = app.signed_in("acme", Role::Owner).await;
    let attacker = app.signed_in("acme", Role::Viewer).await;
    let forged = victim.with_csrf_token(attacker.csrf_token().as_deref());
    forged.post("/api/units", json!({ "name": "North" })).await.expect(403);
    victim.post("/api/units", json!({ "name": "North" })).await.expect(201);
}

#[tokio::test]
async fn no_other_origin_may_read_an_answer_or_ask_before_it_calls() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    for method in [Method::GET, Method::OPTIONS] {
        for path in ["/api/auth/me", "/api/sms/messages", "/health", "/api/openapi.json"] {
            let request = owner
                .request(method.clone(), path)
                .header("origin", EVIL)
                .header("access-control-request-method", "POST")
                .header("access-control-request-headers", "x-csrf-token");
            let answer = owner.send(request).await;
            let told = answer
                .headers
                .iter()
                .find(|(name, _)| name.starts_with("access-control-"));
            assert_eq!(told, None, "{method} {path}");
            assert_eq!(
                answer.header("cross-origin-resource-policy"),
                Some("same-origin"),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn a_method_in_a_header_or_a_parameter_is_not_the_method() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await.with_csrf_token(None);
    for name in ["x-http-method-override", "x-method-override", "x-http-method"] {
        let request = owner
            .request(Method::GET, "/api/auth/sessions?_method=DELETE")
            .header(name, "DELETE");
        let answer = owner.send(request).await;
        assert!([200, 400].contains(&answer.status), "{}", answer.text);
    }
    owner.get("/api/auth/me").await.expect(200);
}
