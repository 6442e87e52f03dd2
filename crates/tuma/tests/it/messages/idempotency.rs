//! The same call twice is one message; the same key with another call is a conflict.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use testkit::{Answer, TestApp};

use crate::numbers::{kenyan, kenyans};

const SEND: &str = "/api/sms/send";

async fn with_header(app: &TestApp, path: &str, key: &str, body: Value) -> Answer {
    let request = app
        .own()
        .request(Method::POST, path)
        .header("Idempotency-Key", key)
        .json(&body);
    Answer::of(request.send().await.expect("an answer")).await
}

#[tokio::test]
async fn the_same_key_and_call_get_the_first_answer_again() {
    let app = TestApp::start().await;
    let body = json!({ "to": kenyan(1), "body": "x", "idempotencyKey": "fee-1" });
    let first = app.post(SEND, body.clone()).await.expect(202);
    app.run_until_idle().await;
    app.advance(Duration::from_secs(3_600));
    let again = app.post(SEND, body).await.expect(202);
    assert_eq!(first.data(), again.data());
    assert_eq!(app.recorder().count(), 1);
}

#[tokio::test]
async fn the_header_is_as_good_as_the_field() {
    let app = TestApp::start().await;
    let body = json!({ "to": kenyan(1), "body": "x" });
    let first = with_header(&app, SEND, "fee-1", body.clone()).await.expect(202);
    let by_field = json!({ "to": kenyan(1), "body": "x", "idempotencyKey": "fee-1" });
    let again = app.post(SEND, by_field.clone()).await.expect(202);
    assert_eq!(first.text_of("messageId"), again.text_of("messageId"));
    let both = with_header(&app, SEND, "fee-1", by_field.clone()).await.expect(202);
    assert_eq!(first.text_of("messageId"), both.text_of("messageId"));
    let two_minds = with_header(&app, SEND, "fee-2", by_field).await.expect(400);
    assert!(two_minds.fault("idempotencyKey").is_some(), "{}", two_minds.text);
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 1);
}

#[tokio::test]
async fn the_same_key_with_another_call_is_a_conflict_that_shows_the_first_answer() {
    let app = TestApp::start().await;
    let first = with_header(&app, SEND, "fee-1", json!({ "to": kenyan(1), "body": "x" }))
        .await
        .expect(202);
    let other = with_header(&app, SEND, "fee-1", json!({ "to": kenyan(1), "body": "y" }))
        .await
        .expect(409);
    assert_eq!(other.code(), "IDEMPOTENCY_CONFLICT");
    assert_eq!(other.json["data"]["first"]["messageId"], first.text_of("messageId"));
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 1);
}

#[tokio::test]
async fn two_organizations_may_use_the_same_key() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await;
    let body = json!({ "to": kenyan(1), "body": "x", "idempotencyKey": "fee-1" });
    let acme = app.org("acme").post(SEND, body.clone()).await.expect(202);
    let globex = app.org("globex").post(SEND, body).await.expect(202);
    assert_ne!(acme.text_of("messageId"), globex.text_of("messageId"));
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 2);
}

#[tokio::test]
async fn many_equal_calls_at_once_are_one_message() {
    let app = TestApp::start().await;
    let calls = (0..32).map(|_| {
        let own = app.own().clone();
        tokio::spawn(async move {
            own.post(SEND, json!({ "to": kenyan(1), "body": "x", "idempotencyKey": "fee-1" }))
                .await
        })
    });
    let mut ids = std::collections::BTreeSet::new();
    for call in calls.collect::<Vec<_>>() {
        let answer = call.await.expect("no panic").expect(202);
        ids.insert(answer.text_of("messageId").to_owned());
    }
    assert_eq!(ids.len(), 1);
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 1);
}

#[tokio::test]
async fn a_bulk_call_again_is_the_same_batch() {
    let app = TestApp::start().await;
    let recipients: Vec<Value> = kenyans(1, 5).map(|to| json!({ "to": to })).collect();
    let body = json!({ "recipients": recipients, "body": "x" });
    let first = with_header(&app, "/api/sms/send-bulk", "bulk-1", body.clone())
        .await
        .expect(202);
    let again = with_header(&app, "/api/sms/send-bulk", "bulk-1", body)
        .await
        .expect(202);
    assert_eq!(first.text_of("batchId"), again.text_of("batchId"));
    let other = json!({ "recipients": [{ "to": kenyan(9) }], "body": "x" });
    let conflict = with_header(&app, "/api/sms/send-bulk", "bulk-1", other)
        .await
        .expect(409);
    assert_eq!(conflict.json["data"]["first"]["batchId"], first.text_of("batchId"));
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 5);
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day() {
    let app = TestApp::start().await;
    let body = json!({ "to": kenyan(1), "body": "x", "idempotencyKey": "fee-1" });
    let first = app.post(SEND, body.clone()).await.expect(202);
    app.run_until_idle().await;
    app.advance(Duration::from_secs(25 * 3_600));
    testkit::eventually("the key to be swept away", async || {
        (app.database().count("SELECT count(*) FROM idempotency").await == 0).then_some(())
    })
    .await;
    let anew = app.post(SEND, body).await.expect(202);
    assert_ne!(first.text_of("messageId"), anew.text_of("messageId"));
    app.run_until_idle().await;
}
