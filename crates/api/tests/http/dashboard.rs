//! The dashboard's way out of the binary: its page for addresses of pages, and never for programs. The tests hold with a
//! dashboard in `web/dist` and without one.

use axum::body::Body;
use axum::http::Request;

use crate::app::{Answer, App};

const BROWSER: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

async fn asked(app: &App, method: &str, path: &str, accept: &str) -> Answer {
    let request = Request::builder().method(method).uri(path).header("accept", accept);
    app.call(request.body(Body::empty()).expect("a request")).await
}

#[tokio::test]
async fn every_address_of_a_page_gets_the_same_page_under_a_strict_policy() {
    let app = App::start().await;
    let home = asked(&app, "GET", "/", "*/*").await;
    assert!(home.header("content-type").starts_with("text/html"));
    for path in [
        "/messages",
        "/messages/msg_0anxdkmkw0000?status=FAILED",
        "/inbox/%2B254712345678",
    ] {
        let page = asked(&app, "GET", path, BROWSER).await;
        assert_eq!(page.status, home.status, "{path}");
        let policy = page.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
        assert_eq!(page.header("x-content-type-options"), "nosniff", "{path}");
        assert!(!page.bytes.is_empty(), "{path}");
    }
}

#[tokio::test]
async fn no_two_pages_have_the_same_nonce() {
    let app = App::start().await;
    let first = asked(&app, "GET", "/", BROWSER).await;
    let second = asked(&app, "GET", "/", BROWSER).await;
    let policies = [&first, &second].map(|page| page.header("content-security-policy").to_owned());
    // A binary without the dashboard makes no styles, and needs no nonce.
    if policies[0].contains("nonce-") {
        assert_ne!(policies[0], policies[1]);
    }
}

#[tokio::test]
async fn what_is_no_page_stays_a_404_in_the_envelope() {
    let app = App::start().await;
    for (method, path, accept) in [
        ("GET", "/api/made-up", BROWSER),
        ("GET", "/assets/made-up.js", BROWSER),
        ("GET", "/made-up.png", BROWSER),
        ("GET", "/index.html", BROWSER),
        ("GET", "/.gitignore", BROWSER),
        ("GET", "/messages", "*/*"),
        ("POST", "/messages", BROWSER),
    ] {
        let answer = asked(&app, method, path, accept).await;
        let found = (answer.status.as_u16(), answer.code());
        assert_eq!(found, (404, "NOT_FOUND".to_owned()), "{method} {path}");
    }
}
