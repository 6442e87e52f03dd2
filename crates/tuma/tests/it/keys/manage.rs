//! Making, changing and revoking keys over the API, and what a key may give to another.

use std::time::Duration;

use domain::{Networks, Scope, Scopes};
use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, Org, TestApp, eventually};

const KEYS: &str = "/api/sms/api-keys";

async fn call(org: &Org, method: Method, path: &str, body: Value) -> Answer {
    let request = org.request(method, path).json(&body);
    Answer::of(request.send().await.expect("an answer")).await
}

async fn admin(app: &TestApp) -> Org {
    app.key_of("acme", Scope::ALL.into_iter().collect()).await
}

/// A key made by `org`, as a client; and its id.
async fn made(org: &Org, body: Value) -> (testkit::Client, String) {
    let answer = org.post(KEYS, body).await.expect(201);
    (
        org.with_key(answer.text_of("apiKey")),
        format!("{KEYS}/{}", answer.text_of("keyId")),
    )
}

#[tokio::test]
async fn a_key_is_shown_once_and_works_until_it_is_revoked() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    let body = json!({ "name": "Production", "scopes": ["sms:read"], "limits": { "perMinute": 120 } });
    let answer = admin.post(KEYS, body).await.expect(201);
    let (text, id) = (answer.text_of("apiKey").to_owned(), answer.text_of("keyId").to_owned());
    assert!(text.starts_with("sk_live_") && text.len() == 51);
    assert_eq!(answer.text_of("prefix"), &text[..14]);
    let path = format!("{KEYS}/{id}");
    let shown = admin.get(&path).await.expect(200);
    assert_eq!(shown.data()["scopes"], json!(["sms:read"]));
    assert_eq!(
        shown.data()["limits"],
        json!({ "perMinute": 120, "perDay": null, "usual": false })
    );
    let listed = admin.get(KEYS).await.expect(200);
    assert_eq!(listed.data()["keys"][0]["keyId"], id.as_str());
    for answer in [&shown, &listed] {
        assert!(!answer.text.contains(&text) && !answer.text.contains("apiKey"));
    }
    let client = admin.with_key(&text);
    client.get("/api/sms/messages").await.expect(200);
    client.post("/api/sms/send", json!({})).await.expect(403);

    let change = json!({ "name": "Reports", "scopes": ["sms:send", "sms:read"], "expiresAt": app.time_ahead(Duration::from_secs(60)) });
    let changed = call(&admin, Method::PUT, &path, change).await.expect(200);
    assert_eq!(
        (changed.text_of("name"), changed.text_of("status")),
        ("Reports", "active")
    );
    client.post("/api/sms/send", json!({})).await.expect(400);
    app.advance(Duration::from_secs(60));
    client.get("/api/sms/messages").await.expect(401);
    call(&admin, Method::PUT, &path, json!({ "expiresAt": null }))
        .await
        .expect(200);
    client.get("/api/sms/messages").await.expect(200);

    let gone = call(&admin, Method::DELETE, &path, json!({})).await.expect(200);
    assert_eq!(gone.text_of("status"), "revoked");
    client.get("/api/sms/messages").await.expect(401);
    call(&admin, Method::DELETE, &path, json!({})).await.expect(200);
    call(&admin, Method::PUT, &path, json!({ "name": "again" }))
        .await
        .expect(400);
}

#[tokio::test]
async fn every_wrong_value_is_named() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    for (body, field) in [
        (json!({}), "name"),
        (json!({ "name": " " }), "name"),
        (json!({ "name": "x", "scopes": [] }), "scopes"),
        (json!({ "name": "x", "scopes": ["sms:sned"] }), "scopes[0]"),
        (
            json!({ "name": "x", "limits": { "perDay": 1_000_000_001_u32 } }),
            "limits.perDay",
        ),
        (
            json!({ "name": "x", "allowedNetworks": ["203.0.113.0/24", "nowhere"] }),
            "allowedNetworks[1]",
        ),
        (json!({ "name": "x", "expiresAt": "2020-01-01T00:00:00Z" }), "expiresAt"),
        (
            json!({ "name": "x", "test": true, "scopes": ["providers:read"] }),
            "scopes",
        ),
        (json!({ "name": "x", "scope": ["sms:send"] }), "scope"),
    ] {
        let answer = admin.post(KEYS, body.clone()).await.expect(400);
        assert_eq!(answer.faulty_fields(), [field], "{body}");
    }
    let (_, path) = made(&admin, json!({ "name": "x" })).await;
    let fixed = call(&admin, Method::PUT, &path, json!({ "test": true }))
        .await
        .expect(400);
    assert_eq!(fixed.faulty_fields(), ["test"]);
}

#[tokio::test]
async fn keys_are_managed_only_where_that_was_asked_for_and_nobody_sees_anothers() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await;
    let admin = admin(&app).await;
    for usual in [
        app.own(),
        &app.key_of("acme", Scopes::default().with(Scope::KeysRead)).await,
    ] {
        usual.post(KEYS, json!({ "name": "x" })).await.expect(403);
    }
    app.own().get(KEYS).await.expect(403);
    let (_, path) = made(&admin, json!({ "name": "x" })).await;
    let other = app.key_of("globex", Scope::ALL.into_iter().collect()).await;
    for (method, path) in [
        (Method::GET, path.clone()),
        (Method::PUT, path.clone()),
        (Method::DELETE, path.clone()),
        (Method::POST, format!("{path}/rotate")),
    ] {
        call(&other, method, &path, json!({})).await.expect(404);
    }
    let listed = other.get(KEYS).await.expect(200).data()["keys"].clone();
    assert_eq!(listed.as_array().map(Vec::len), Some(2), "its own two: {listed}");
}

#[tokio::test]
async fn a_key_gives_no_other_key_more_than_it_has_itself() {
    let app = TestApp::builder()
        .limits(|limits| limits.trusted_proxies = Networks::parse("trusted", &["127.0.0.0/8"]).expect("networks"))
        .start()
        .await;
    let admin = admin(&app).await;
    let maker = json!({
        "name": "maker", "scopes": ["sms:send", "keys:read", "keys:write"],
        "limits": { "perMinute": 10 }, "allowedNetworks": ["127.0.0.0/8"], "expiresAt": app.time_ahead(Duration::from_secs(3_600)),
    });
    let (_, maker_path) = made(&admin, maker.clone()).await;
    let maker_key = {
        let answer = admin.post(&format!("{maker_path}/rotate"), json!({})).await.expect(200);
        admin.with_key(answer.text_of("apiKey"))
    };
    let least = json!({
        "name": "least", "scopes": ["sms:send"], "limits": { "perMinute": 10 },
        "allowedNetworks": ["127.0.0.1"], "expiresAt": app.time_ahead(Duration::from_secs(60)),
    });
    maker_key.post(KEYS, least.clone()).await.expect(201);
    for (name, value, field) in [
        ("scopes", json!(["sms:send", "sms:read"]), "scopes"),
        ("limits", json!({ "perMinute": 0 }), "limits"),
        ("limits", json!({ "perMinute": 11 }), "limits"),
        ("allowedNetworks", json!([]), "allowedNetworks"),
        ("allowedNetworks", json!(["0.0.0.0/0"]), "allowedNetworks"),
        ("expiresAt", Value::Null, "expiresAt"),
    ] {
        let mut more = least.clone();
        more[name] = value;
        let answer = maker_key.post(KEYS, more).await.expect(403);
        assert_eq!(answer.faulty_fields(), [field], "{name}");
    }
    let (_, stronger) = made(&admin, json!({ "name": "stronger", "scopes": ["providers:write"] })).await;
    maker_key
        .post(&format!("{stronger}/rotate"), json!({}))
        .await
        .expect(403);
}

#[tokio::test]
async fn a_key_may_be_used_from_its_networks_alone() {
    let app = TestApp::builder()
        .limits(|limits| limits.trusted_proxies = Networks::parse("trusted", &["127.0.0.0/8"]).expect("networks"))
        .start()
        .await;
    let admin = admin(&app).await;
    let (key, _) = made(
        &admin,
        json!({ "name": "till", "allowedNetworks": ["203.0.113.0/24", "2001:db8::/32"] }),
    )
    .await;
    for (ip, status) in [
        ("203.0.113.7", 200),
        ("2001:db8::7", 200),
        ("203.0.114.7", 403),
        ("10.0.0.1", 403),
    ] {
        let request = key
            .request(Method::GET, "/api/sms/messages")
            .header("x-forwarded-for", ip);
        let answer = Answer::of(request.send().await.expect("an answer"))
            .await
            .expect(status);
        assert!(
            status == 200 || answer.faulty_fields() == ["Authorization"],
            "{ip}: {}",
            answer.text
        );
    }
    key.get("/api/sms/messages").await.expect(403);
}

#[tokio::test]
async fn requests_and_the_last_use_of_a_key_are_shown() {
    let app = TestApp::start().await;
    let admin = admin(&app).await;
    let (key, path) = made(&admin, json!({ "name": "till" })).await;
    assert!(admin.get(&path).await.expect(200).data()["lastUsedAt"].is_null());
    for _ in 0..5 {
        key.get("/api/sms/messages").await.expect(200);
    }
    let shown = eventually("the requests to be counted", async || {
        let shown = admin.get(&path).await.expect(200);
        let used = shown.data()["lastUsedAt"].is_string();
        (shown.number_of("requests") == 5 && used).then_some(shown)
    })
    .await;
    assert_eq!(shown.text_of("lastUsedAt"), "2026-03-01T08:00:00.000Z");
}
