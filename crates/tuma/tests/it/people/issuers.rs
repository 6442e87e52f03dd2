//! Signing in at an issuer, as far as no issuer is needed for it: one that is down, one that is none, ways back that were
//! not begun here. Against a real one: `tests/interop/at_issuer.py`.

use std::sync::Arc;
use std::time::Duration;

use domain::{Clock, Role};
use identity::{Issuer, IssuerSettings, Trust};
use reqwest::{Method, Response};
use serde_json::json;
use tenancy::{Admits, IssuerWay, SignInWays};
use testkit::{Browser, TestApp};

/// An issuer on a port where nobody listens.
fn one_that_is_down(clock: Arc<dyn Clock>) -> SignInWays {
    let settings = IssuerSettings {
        url: "http://127.0.0.1:1".to_owned(),
        client_id: "tuma".to_owned(),
        client_secret: None,
        scopes: vec!["email".to_owned()],
        email_is_verified: false,
        connect_timeout: Duration::from_secs(3),
        timeout: Duration::from_secs(5),
    };
    let way = IssuerWay {
        name: "house".to_owned(),
        title: "Our House".to_owned(),
        issuer: Issuer::new(settings, &Trust::default(), clock).expect("an issuer"),
        admits: Admits::default(),
    };
    SignInWays {
        issuers: vec![way],
        directory: None,
    }
}

/// A page's first answer: the browser's own client would follow it.
async fn unfollowed(browser: &Browser, path: &str, cookie: Option<&str>) -> Response {
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    let mut request = browser.request(Method::GET, path);
    if let Some(cookie) = cookie {
        request = request.header("cookie", cookie);
    }
    let request = request.build().expect("a request");
    client
        .build()
        .expect("a client")
        .execute(request)
        .await
        .expect("an answer")
}

fn landed(response: &Response) -> &str {
    assert_eq!(response.status(), 303);
    response.headers()["location"].to_str().expect("an address")
}

#[tokio::test]
async fn an_issuer_that_is_down_is_told_on_the_page_that_was_asked_for() {
    let app = TestApp::builder().ways(one_that_is_down).start().await;
    let browser = app.browser();
    let listed = browser.get("/api/auth/issuers").await.expect(200);
    let house = json!({ "name": "house", "title": "Our House", "startPath": "/api/auth/issuers/house/start" });
    assert_eq!(listed.data()["issuers"], json!([house]));
    let path = "/api/auth/issuers/house/start?next=/messages?status=FAILED";
    let response = unfollowed(&browser, path, None).await;
    assert_eq!(landed(&response), "/messages?status=FAILED&signIn=unavailable");
    assert!(!response.headers().contains_key("set-cookie"));
    assert_eq!(response.headers()["cache-control"], "no-store");
}

#[tokio::test]
async fn only_pages_of_ours_are_come_back_to_and_only_known_issuers_gone_to() {
    let app = TestApp::builder().ways(one_that_is_down).start().await;
    let browser = app.browser();
    for next in [
        "//evil.example",
        "https://evil.example",
        "/%5Cevil.example",
        "/api/auth/me",
        "/%0d%0aset-cookie:x",
    ] {
        let refused = browser
            .get(&format!("/api/auth/issuers/house/start?next={next}"))
            .await
            .expect(400);
        assert_eq!(refused.json["error"]["details"][0]["field"], "next", "{next}");
    }
    for path in ["start", "callback"] {
        browser
            .get(&format!("/api/auth/issuers/nowhere/{path}"))
            .await
            .expect(404);
    }
}

#[tokio::test]
async fn a_way_back_that_was_not_begun_here_lets_nobody_in() {
    let app = TestApp::builder().ways(one_that_is_down).start().await;
    let browser = app.browser();
    for (query, cookie) in [
        ("code=c&state=s", None),
        ("code=c&state=s", Some("tuma_issuer=v1:test:AAAA")),
        ("error=access_denied", None),
        ("", None),
    ] {
        let response = unfollowed(&browser, &format!("/api/auth/issuers/house/callback?{query}"), cookie).await;
        assert_eq!(landed(&response), "/?signIn=stale", "{query}");
        let cookies: Vec<_> = response.headers().get_all("set-cookie").iter().collect();
        assert_eq!(cookies.len(), 1);
        let taken = cookies[0].to_str().expect("a text");
        assert!(
            taken.starts_with("tuma_issuer=;") && taken.contains("Max-Age=0"),
            "{taken}"
        );
    }
    let administrator = app.system_administrator("acme").await;
    let events = administrator
        .get("/api/system/security-events?kind=sign_in_failed")
        .await
        .expect(200);
    assert_eq!(
        events.data()["events"],
        json!([]),
        "nobody tried to sign in: any page may lead there"
    );
}

#[tokio::test]
async fn a_page_that_sends_browsers_to_a_way_back_locks_nobody_out() {
    let app = TestApp::builder()
        .ways(one_that_is_down)
        .people(|people| people.network_back_off.failures = 3)
        .start()
        .await;
    let browser = app.browser();
    for _ in 0..5 {
        let response = unfollowed(&browser, "/api/auth/issuers/house/callback?code=c", None).await;
        assert_eq!(landed(&response), "/?signIn=stale");
    }
    app.signed_in("acme", Role::Owner).await;
}

#[tokio::test]
async fn a_code_is_taken_from_nobody_whom_no_issuer_knows() {
    let app = TestApp::builder().ways(one_that_is_down).start().await;
    let browser = app.browser();
    for cookie in ["", "tuma_code=v1:test:AAAA"] {
        let request = browser
            .request(Method::POST, "/api/auth/issuers/code")
            .header("cookie", cookie);
        let refused = browser
            .send(request.json(&json!({ "code": "123456" })))
            .await
            .expect(401);
        assert_eq!(refused.json["error"]["code"], "UNAUTHENTICATED");
    }
}
