//! Where requests come from: limits of an address, lists of networks, and whose word on it is believed.

use ::smpp::HandshakeError;
use ::smpp::command::Mode;
use ::smpp::status::Status;
use domain::{Networks, Scope, Scopes};
use engine::SmppAccountChange;
use reqwest::Method;
use serde_json::json;
use tenancy::{Author, NetworksChange};
use testkit::{Answer, Builder, Org, TestApp};

use crate::smpp::esme::{account, try_bind};

const PATH: &str = "/api/sms/limits";

/// Behind a proxy on this machine.
fn proxied() -> Builder {
    TestApp::builder().limits(|limits| {
        limits.trusted_proxies = Networks::parse("trusted", &["127.0.0.0/8"]).expect("networks");
    })
}

/// A request that the proxy says comes from `ip`.
async fn from(org: &Org, ip: &str, (method, path): (Method, &str), key: Option<&str>) -> Answer {
    let mut request = reqwest::Client::new()
        .request(method, org.url(path))
        .header("x-forwarded-for", ip);
    if let Some(key) = key {
        request = request.bearer_auth(key);
    }
    Answer::of(request.send().await.expect("an answer")).await
}

async fn get_from(org: &Org, ip: &str) -> u16 {
    from(org, ip, (Method::GET, PATH), Some(org.key())).await.status
}

fn everything() -> Scopes {
    Scope::ALL.into_iter().collect()
}

#[tokio::test]
async fn carriers_are_held_to_a_limit_an_address_and_told_in_their_own_form() {
    let app = proxied()
        .requests(|limits| limits.webhooks_per_minute = 3)
        .start()
        .await;
    let hook = async |ip: &str| from(app.own(), ip, (Method::POST, "/hooks/unknown"), None).await;
    for left in [2, 1, 0] {
        let answer = hook("198.51.100.1").await.expect(404);
        assert_eq!(answer.header("x-ratelimit-remaining"), Some(left.to_string().as_str()));
    }
    let refused = hook("198.51.100.1").await.expect(429);
    assert!(
        refused.text.is_empty(),
        "some carriers send it to the phone: {}",
        refused.text
    );
    assert_eq!(refused.header("retry-after"), Some("60"));
    let reason = refused.header("x-tuma-reason").expect("a reason");
    assert!(
        reason.starts_with("the limit of 3 requests a minute of this address"),
        "{reason}"
    );
    hook("198.51.100.2").await.expect(404);
    for path in [
        "/sms/callback",
        "/api/sms/dlr?provider=x",
        "/api/sms/receive?provider=x",
    ] {
        from(app.own(), "198.51.100.1", (Method::POST, path), None)
            .await
            .expect(429);
    }
}

#[tokio::test]
async fn the_word_of_somebody_who_is_no_trusted_proxy_is_not_believed() {
    let app = TestApp::builder()
        .limits(|limits| limits.trusted_proxies = Networks::default())
        .requests(|limits| limits.webhooks_per_minute = 1)
        .start()
        .await;
    let hook = async |ip: &str| from(app.own(), ip, (Method::POST, "/hooks/unknown"), None).await;
    hook("198.51.100.1").await.expect(404);
    hook("198.51.100.2").await.expect(429);
}

#[tokio::test]
async fn who_shows_no_key_that_works_is_told_less_and_less_and_a_good_key_is_let_in_all_the_same() {
    let app = proxied()
        .requests(|limits| limits.strangers_per_minute = 2)
        .start()
        .await;
    let with = async |key: Option<&str>| from(app.own(), "198.51.100.1", (Method::GET, PATH), key).await;
    let first = with(None).await.expect(401);
    assert_eq!(first.header("x-ratelimit-remaining"), Some("1"));
    with(Some("sk_live_nonsense")).await.expect(401);
    let refused = with(None).await.expect(429);
    assert!(refused.fault("limits.address.minute").is_some(), "{}", refused.text);
    with(Some(app.own().key())).await.expect(200);
    from(app.own(), "198.51.100.2", (Method::GET, PATH), None)
        .await
        .expect(401);
}

#[tokio::test]
async fn an_organization_says_from_where_it_may_be_called() {
    let app = proxied()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await;
    let admin = app.key_of("acme", everything()).await;
    let put = async |ip: &str, body: serde_json::Value| {
        let request = admin.request(Method::PUT, "/api/sms/networks").json(&body);
        Answer::of(request.header("x-forwarded-for", ip).send().await.expect("an answer")).await
    };
    let lists = json!({ "allow": ["203.0.113.0/24", "2001:db8::/32"], "deny": ["203.0.113.9"] });
    let shut_out = put("198.51.100.1", lists.clone()).await.expect(400);
    assert_eq!(shut_out.faulty_fields(), ["allow"]);
    let wrong = put("203.0.113.1", json!({ "deny": ["203.0.113.9", "nowhere"] }))
        .await
        .expect(400);
    assert_eq!(wrong.faulty_fields(), ["deny[1]"]);
    let changed = put("203.0.113.1", lists.clone()).await.expect(200);
    assert_eq!(changed.data()["allow"], lists["allow"]);
    assert_eq!(changed.data()["yourAddress"], "203.0.113.1");
    for (ip, status) in [
        ("203.0.113.1", 200),
        ("203.0.113.9", 403),
        ("198.51.100.1", 403),
        ("2001:db8:7::1", 200),
        ("2001:db9::1", 403),
        ("::ffff:203.0.113.1", 200),
    ] {
        assert_eq!(get_from(app.own(), ip).await, status, "{ip}");
    }
    assert_eq!(get_from(app.org("globex"), "198.51.100.1").await, 200);
    let refused = from(app.own(), "198.51.100.1", (Method::GET, PATH), Some(app.own().key())).await;
    assert_eq!(
        (refused.code(), refused.faulty_fields()),
        ("FORBIDDEN", vec!["address"])
    );
    put("203.0.113.1", json!({ "allow": [], "deny": [] })).await.expect(200);
    assert_eq!(get_from(app.own(), "198.51.100.1").await, 200);
}

#[tokio::test]
async fn who_the_platform_denies_reaches_nothing() {
    let app = proxied().start().await;
    let tenancy = app.tenancy().clone();
    let change = NetworksChange {
        deny: Some(vec!["198.51.100.0/24".to_owned()]),
        ..NetworksChange::default()
    };
    app.inside(async move { tenancy.networks_change(None, change, (None, &Author::operator())).await })
        .await
        .expect("changed");
    for (method, path, key) in [
        (Method::GET, PATH, Some(app.own().key())),
        (Method::POST, "/hooks/unknown", None),
        (Method::GET, "/health", None),
        (Method::GET, "/docs/", None),
    ] {
        let denied = from(app.own(), "198.51.100.1", (method.clone(), path), key)
            .await
            .expect(403);
        assert_eq!(denied.code(), "FORBIDDEN", "{path}");
        let other = from(app.own(), "203.0.113.1", (method, path), key).await;
        assert_ne!(other.status, 403, "{path}");
    }
}

#[tokio::test]
async fn networks_hold_for_binds_too() {
    let app = TestApp::start().await;
    let login = account(&app, "acme", "clinic1", SmppAccountChange::default()).await;
    try_bind(&app, &login, Mode::Transceiver, 0x34)
        .await
        .expect("it may bind");
    let (tenancy, id) = (app.tenancy().clone(), app.own().id);
    let change = NetworksChange {
        allow: Some(vec!["203.0.113.0/24".to_owned()]),
        ..NetworksChange::default()
    };
    app.inside(async move {
        tenancy
            .networks_change(Some(id), change, (None, &Author::operator()))
            .await
    })
    .await
    .expect("changed");
    testkit::eventually("binds to be refused", async || {
        let refused = try_bind(&app, &login, Mode::Transceiver, 0x34).await.err();
        (refused == Some(HandshakeError::Refused(Status::RBINDFAIL))).then_some(())
    })
    .await;
}
