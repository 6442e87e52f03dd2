//! People are held to limits as keys are: each person, its organization, and the address of whoever wants to be one.

use std::time::Duration;

use domain::{RequestLimits, Role};
use reqwest::Method;
use serde_json::json;
use tenancy::{Author, NetworksChange};
use testkit::{Answer, Browser, TestApp};

const PATH: &str = "/api/sms/messages";
const AMINA: &str = "amina@example.org";

const fn a_minute(per_minute: u32) -> RequestLimits {
    RequestLimits { per_minute, per_day: 0 }
}

async fn from(browser: &Browser, ip: &str, path: &str) -> Answer {
    let request = browser.request(Method::GET, path).header("x-forwarded-for", ip);
    browser.send(request).await
}

fn layer(answer: &Answer) -> Option<&str> {
    answer.data()["limit"]["layer"].as_str()
}

#[tokio::test]
async fn a_person_has_a_limit_of_its_own_whatever_it_shows_and_whatever_it_asks_for() {
    let app = TestApp::builder()
        .requests(|limits| limits.user = a_minute(4))
        .start()
        .await;
    let password = app.person_of(AMINA, &[("acme", Role::Viewer)]).await;
    let (phone, laptop) = (app.browser(), app.browser());
    for browser in [&phone, &laptop] {
        browser.sign_in(AMINA, &password).await.expect(200);
    }
    let first = phone.get(PATH).await.expect(200);
    assert_eq!(first.header("x-ratelimit-limit"), Some("4"));
    assert_eq!(first.header("x-ratelimit-remaining"), Some("3"));
    laptop.get("/api/auth/me").await.expect(200);
    // What it may not do counts too.
    laptop.post("/api/sms/send", json!({})).await.expect(403);
    phone.get(PATH).await.expect(200);
    for browser in [&phone, &laptop] {
        let refused = browser.get(PATH).await.expect(429);
        assert_eq!((refused.code(), layer(&refused)), ("TOO_MANY_REQUESTS", Some("user")));
        assert_eq!(refused.header("retry-after"), Some("60"));
    }
    app.own().get(PATH).await.expect(200);
    app.advance(Duration::from_secs(60));
    phone.get(PATH).await.expect(200);
}

#[tokio::test]
async fn people_and_keys_of_an_organization_share_its_limit() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("clinic", "KE")
        .requests(|limits| limits.organization = a_minute(3))
        .start()
        .await;
    let browser = app.signed_in("acme", Role::Viewer).await;
    browser.get(PATH).await.expect(200);
    app.own().get(PATH).await.expect(200);
    browser.get(PATH).await.expect(200);
    let refused = app.own().get(PATH).await.expect(429);
    assert_eq!(layer(&refused), Some("organization"));
    app.org("clinic").get(PATH).await.expect(200);
}

#[tokio::test]
async fn tries_to_sign_in_are_counted_under_their_address_right_or_wrong() {
    let app = TestApp::builder()
        .requests(|limits| limits.sign_ins_per_minute = 3)
        .start()
        .await;
    let password = app.person_of(AMINA, &[("acme", Role::Viewer)]).await;
    let browser = app.browser();
    let try_from = async |ip: &str, path: &str, password: &str| {
        let request = browser.request(Method::POST, path).header("x-forwarded-for", ip);
        let body = json!({ "email": AMINA, "password": password });
        browser.send(request.json(&body)).await
    };
    try_from("198.51.100.1", "/api/auth/sign-in", &password)
        .await
        .expect(200);
    try_from("198.51.100.1", "/api/auth/sign-in", "wrong").await.expect(401);
    try_from("198.51.100.1", "/api/v1/auth/token", &password)
        .await
        .expect(200);
    let before = app.tenancy().password_hashes();
    let refused = try_from("198.51.100.1", "/api/auth/sign-in", &password)
        .await
        .expect(429);
    assert_eq!(layer(&refused), Some("address"));
    assert_eq!(
        app.tenancy().password_hashes(),
        before,
        "it costs no look at the password"
    );
    try_from("198.51.100.2", "/api/auth/sign-in", &password)
        .await
        .expect(200);
}

#[tokio::test]
async fn who_shows_no_session_that_works_is_counted_under_its_address() {
    let app = TestApp::builder()
        .requests(|limits| limits.strangers_per_minute = 2)
        .start()
        .await;
    let browser = app.browser();
    for _ in 0..2 {
        from(&browser, "198.51.100.1", PATH).await.expect(401);
    }
    let refused = from(&browser, "198.51.100.1", "/api/auth/me").await.expect(429);
    assert_eq!(layer(&refused), Some("address"));
    from(&browser, "198.51.100.2", PATH).await.expect(401);
}

#[tokio::test]
async fn an_organizations_networks_hold_for_its_people_but_let_them_leave() {
    let app = TestApp::start().await;
    let browser = app.signed_in("acme", Role::Owner).await;
    let (tenancy, id) = (app.tenancy().clone(), app.own().id);
    let change = NetworksChange {
        deny: Some(vec!["198.51.100.7".to_owned()]),
        ..NetworksChange::default()
    };
    app.inside(async move {
        tenancy
            .networks_change(Some(id), change, (None, &Author::operator()))
            .await
    })
    .await
    .expect("changed");
    from(&browser, "198.51.100.8", PATH).await.expect(200);
    let refused = from(&browser, "198.51.100.7", PATH).await.expect(403);
    assert_eq!(refused.faulty_fields(), ["address"]);
    from(&browser, "198.51.100.7", "/api/auth/me").await.expect(200);
    let out = browser
        .request(Method::POST, "/api/auth/sign-out")
        .header("x-forwarded-for", "198.51.100.7");
    assert!(browser.send(out).await.status < 300);
}

#[tokio::test]
async fn people_and_their_sign_in_come_from_where_the_platform_allows() {
    let app = TestApp::start().await;
    let browser = app.signed_in("acme", Role::Owner).await;
    let tenancy = app.tenancy().clone();
    let change = NetworksChange {
        allow: Some(vec!["127.0.0.0/8".to_owned(), "203.0.113.0/24".to_owned()]),
        ..NetworksChange::default()
    };
    app.inside(async move { tenancy.networks_change(None, change, (None, &Author::operator())).await })
        .await
        .expect("changed");
    from(&browser, "203.0.113.9", "/api/auth/me").await.expect(200);
    for path in [PATH, "/api/auth/me"] {
        from(&browser, "198.51.100.7", path).await.expect(403);
    }
    let sign_in = browser
        .request(Method::POST, "/api/auth/sign-in")
        .header("x-forwarded-for", "198.51.100.7")
        .json(&json!({ "email": "owner@acme.example", "password": "x" }));
    browser.send(sign_in).await.expect(403);
}

#[tokio::test]
async fn a_person_manages_keys_by_its_role_and_gives_no_key_more_than_that_allows() {
    let app = TestApp::start().await;
    let (admin, viewer) = (
        app.signed_in("acme", Role::OrgAdmin).await,
        app.signed_in("acme", Role::Viewer).await,
    );
    viewer.get("/api/sms/api-keys").await.expect(403);
    let new = json!({ "name": "till", "scopes": ["sms:send", "providers:write", "keys:write"] });
    let made = admin.post("/api/sms/api-keys", new).await.expect(201);
    let id = made.data()["keyId"].as_str().expect("an id").to_owned();
    let path = format!("/api/sms/api-keys/{id}");
    let changed = admin.put(&path, json!({ "scopes": ["sms:read"] })).await.expect(200);
    assert_eq!(changed.data()["scopes"], json!(["sms:read"]));
    assert_eq!(admin.delete(&path).await.expect(200).data()["status"], "revoked");
}
