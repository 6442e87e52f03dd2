//! A key that is rotated has two secrets for a while.

use std::time::Duration;

use domain::Scope;
use serde_json::json;
use testkit::{Client, Org, TestApp};

const KEYS: &str = "/api/sms/api-keys";
const PATH: &str = "/api/sms/messages";

struct Case {
    app: TestApp,
    admin: Org,
    key: Client,
    path: String,
}

async fn case() -> Case {
    let app = TestApp::builder()
        .requests(|limits| limits.key.per_day = 10)
        .start()
        .await;
    let admin = app.key_like("acme", unlimited_admin()).await;
    let answer = admin.post(KEYS, json!({ "name": "till" })).await.expect(201);
    let path = format!("{KEYS}/{}", answer.text_of("keyId"));
    let key = admin.with_key(answer.text_of("apiKey"));
    Case { app, admin, key, path }
}

fn unlimited_admin() -> tenancy::NewKey {
    tenancy::NewKey {
        scopes: Scope::ALL.into_iter().collect(),
        per_minute: Some(0),
        per_day: Some(0),
        ..tenancy::NewKey::default()
    }
}

impl Case {
    async fn rotate(&self, overlap_seconds: i64) -> Client {
        let body = json!({ "overlapSeconds": overlap_seconds });
        let answer = self
            .admin
            .post(&format!("{}/rotate", self.path), body)
            .await
            .expect(200);
        assert_eq!(format!("{KEYS}/{}", answer.text_of("keyId")), self.path);
        self.admin.with_key(answer.text_of("apiKey"))
    }
}

#[tokio::test]
async fn both_secrets_work_until_the_overlap_ends_and_count_as_one_key() {
    let case = case().await;
    let fresh = case.rotate(3_600).await;
    assert_ne!(fresh.key(), case.key.key());
    for client in [&case.key, &fresh, &case.key] {
        client.get(PATH).await.expect(200);
    }
    let last = fresh.get(PATH).await.expect(200);
    assert_eq!(last.header("x-ratelimit-remaining"), Some("6"), "four of ten are used");
    let shown = case.admin.get(&case.path).await.expect(200);
    assert_eq!(shown.data()["previous"]["prefix"], &case.key.key()[..14]);
    assert_eq!(shown.data()["previous"]["until"], "2026-03-01T09:00:00.000Z");
    case.app.advance(Duration::from_millis(3_599_999));
    case.key.get(PATH).await.expect(200);
    case.app.advance(Duration::from_millis(1));
    case.key.get(PATH).await.expect(401);
    fresh.get(PATH).await.expect(200);
    assert!(case.admin.get(&case.path).await.expect(200).data()["previous"].is_null());
}

#[tokio::test]
async fn without_an_overlap_the_old_secret_stops_at_once() {
    let case = case().await;
    case.key.get(PATH).await.expect(200);
    let fresh = case.rotate(0).await;
    case.key.get(PATH).await.expect(401);
    fresh.get(PATH).await.expect(200);
}

#[tokio::test]
async fn a_second_rotation_stops_the_first_secret_and_a_revocation_both() {
    let case = case().await;
    let second = case.rotate(86_400).await;
    case.key.get(PATH).await.expect(200);
    let third = case.rotate(86_400).await;
    case.key.get(PATH).await.expect(401);
    for client in [&second, &third] {
        client.get(PATH).await.expect(200);
    }
    let revoked = case.admin.request(reqwest::Method::DELETE, &case.path);
    assert_eq!(revoked.send().await.expect("an answer").status(), 200);
    for client in [&second, &third] {
        client.get(PATH).await.expect(401);
    }
    let again = case
        .admin
        .post(&format!("{}/rotate", case.path), json!({}))
        .await
        .expect(400);
    assert_eq!(again.faulty_fields(), ["keyId"]);
}

#[tokio::test]
async fn an_overlap_has_bounds_and_the_usual_one_is_a_day() {
    let case = case().await;
    let rotate = format!("{}/rotate", case.path);
    for seconds in [-1, 2_592_001, i64::MAX] {
        let answer = case
            .admin
            .post(&rotate, json!({ "overlapSeconds": seconds }))
            .await
            .expect(400);
        assert_eq!(answer.faulty_fields(), ["overlapSeconds"], "{seconds}");
    }
    let answer = case.admin.post(&rotate, json!({})).await.expect(200);
    assert_eq!(answer.data()["previous"]["until"], "2026-03-02T08:00:00.000Z");
}
