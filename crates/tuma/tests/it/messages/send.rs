//! One message from the call to the handset, and what is told about it on the way.

use std::time::Duration;

use serde_json::json;
use testkit::{ProviderSpec, TestApp};

use crate::numbers::kenyan;

#[tokio::test]
async fn a_message_is_accepted_handed_over_and_delivered() {
    let app = TestApp::start().await;
    let answer = app
        .post("/api/sms/send", json!({ "to": "0722 000 001", "body": "Habari" }))
        .await
        .expect(202);
    assert_eq!(answer.json["success"], true);
    assert_eq!(answer.text_of("status"), "QUEUED");
    assert_eq!(answer.text_of("to"), "+254722000001");
    assert_eq!(answer.number_of("segments"), 1);
    assert_eq!(answer.text_of("encoding"), "GSM-7");
    assert_eq!(answer.text_of("estimatedCost"), "0.80");
    assert_eq!(answer.text_of("currency"), "KES");
    let id = answer.text_of("messageId");
    assert!(id.starts_with("msg_"));

    app.wait_for_state(id, "DELIVERED").await;
    let seen = app.recorder().seen();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].message.to_string(), id);
    assert_eq!(
        (seen[0].to.as_str(), seen[0].body.as_str(), seen[0].attempt),
        ("+254722000001", "Habari", 1)
    );
}

#[tokio::test]
async fn the_status_tells_timeline_cost_and_provider() {
    let app = TestApp::start().await;
    let fields = json!({ "from": "TUMA", "metadata": { "studentId": 42 }, "callbackUrl": "https://example.org/sms" });
    let id = app.own().send_with(&kenyan(1), "Habari", fields).await;
    let status = app.wait_for_state(&id, "DELIVERED").await;
    assert_eq!(status["messageId"], id);
    assert_eq!(status["direction"], "OUTBOUND");
    assert_eq!(status["class"], "transactional");
    assert_eq!(status["from"], "TUMA");
    assert_eq!(status["body"], "Habari");
    assert_eq!(status["provider"], "main");
    assert_eq!(status["providerMsgId"], "rec-1");
    assert_eq!(status["attempts"], 1);
    assert_eq!(status["held"], false);
    assert_eq!(status["country"], "KE");
    assert_eq!(status["cost"], json!({ "amount": "0.80", "currency": "KES" }));
    assert_eq!(status["metadata"], json!({ "studentId": 42 }));
    assert_eq!(status["callbackUrl"], "https://example.org/sms");
    assert_eq!(app.own().timeline(&id).await, ["QUEUED", "SUBMITTED", "DELIVERED"]);
    let timeline = status["timeline"].as_array().expect("a timeline");
    assert!(
        timeline.iter().all(|event| event["at"] == "2026-03-01T08:00:00.000Z"),
        "{timeline:?}"
    );
}

#[tokio::test]
async fn a_long_urdu_text_is_counted_in_ucs2_segments_and_costs_each() {
    let app = TestApp::start().await;
    let body = "محترم والدین، فیس جمع کرائیں۔ ".repeat(5);
    let id = app.send(&kenyan(1), &body).await;
    let status = app.wait_for_state(&id, "DELIVERED").await;
    let segments = body.trim_end().encode_utf16().count().max(71).div_ceil(67);
    assert_eq!(status["encoding"], "UCS-2");
    assert_eq!(status["segments"], segments);
    assert_eq!(status["cost"]["amount"], format!("{:.2}", 0.8 * segments as f64));
}

#[tokio::test]
async fn look_alikes_are_rewritten_only_when_asked() {
    let app = TestApp::start().await;
    let curly = "Don\u{2019}t forget \u{2013} fees";
    let plain = app
        .own()
        .send_with(&kenyan(1), curly, json!({ "gsm7Rewrite": true }))
        .await;
    let kept = app.send(&kenyan(2), curly).await;
    assert_eq!(app.wait_for_state(&plain, "DELIVERED").await["encoding"], "GSM-7");
    assert_eq!(app.wait_for_state(&kept, "DELIVERED").await["encoding"], "UCS-2");
    assert_eq!(app.recorder().seen_to(&kenyan(1))[0].body, "Don't forget - fees");
    assert_eq!(app.recorder().seen_to(&kenyan(2))[0].body, curly);
}

#[tokio::test]
async fn a_forced_provider_takes_the_message_and_no_other() {
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("first"))
        .provider(ProviderSpec::recorder("second"))
        .start()
        .await;
    let usual = app.send(&kenyan(1), "one").await;
    let forced = app
        .own()
        .send_with(&kenyan(2), "two", json!({ "provider": "second" }))
        .await;
    assert_eq!(app.wait_for_state(&usual, "DELIVERED").await["provider"], "first");
    assert_eq!(app.wait_for_state(&forced, "DELIVERED").await["provider"], "second");
    assert_eq!(app.recorder_of("first").count(), 1);
    assert_eq!(app.recorder_of("second").seen_to(&kenyan(2)).len(), 1);
}

#[tokio::test]
async fn an_organizations_own_provider_serves_nobody_else() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .provider(ProviderSpec::recorder("theirs").only_for("globex"))
        .start()
        .await;
    let refused = app
        .post("/api/sms/send", json!({ "to": kenyan(1), "body": "x" }))
        .await
        .expect(422);
    assert_eq!(refused.code(), "NO_PROVIDER");
    let forced = json!({ "to": kenyan(1), "body": "x", "provider": "theirs" });
    let refused = app.post("/api/sms/send", forced).await.expect(400);
    assert!(refused.fault("provider").is_some(), "{}", refused.text);
    let id = app.org("globex").send(&kenyan(1), "x").await;
    app.org("globex").wait_for_state(&id, "DELIVERED").await;
}

#[tokio::test]
async fn an_inactive_provider_keeps_what_it_has_and_takes_nothing_new() {
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("off").inactive())
        .start()
        .await;
    let refused = app
        .post("/api/sms/send", json!({ "to": kenyan(1), "body": "x" }))
        .await
        .expect(422);
    assert_eq!(refused.code(), "NO_PROVIDER");
}

#[tokio::test]
async fn the_carrier_gets_the_validity_that_was_asked_for() {
    let app = TestApp::start().await;
    let id = app
        .own()
        .send_with(&kenyan(1), "x", json!({ "validitySeconds": 600 }))
        .await;
    app.wait_for_state(&id, "DELIVERED").await;
    let expires_at = app.recorder().seen()[0].expires_at;
    assert_eq!(expires_at - app.now_ms(), Duration::from_secs(600).as_millis() as i64);
}

#[tokio::test]
async fn the_simulated_carrier_plays_its_magic_numbers() {
    use crate::numbers::magic;
    let quick = r#"{"profile":"fastest","reports":{"delay":{"min_ms":1,"max_ms":5}}}"#;
    let app = TestApp::builder()
        .provider(ProviderSpec::simulator(quick))
        .start()
        .await;
    let table = [
        (1, "REJECTED"),
        (2, "FAILED"),
        (3, "FAILED"),
        (8, "DELIVERED"),
        (9, "DELIVERED"),
        (15, "DELIVERED"),
        (16, "FAILED"),
        (17, "FAILED"),
        (18, "REJECTED"),
    ];
    for (code, state) in table {
        let id = app.send(&magic(code), "x").await;
        app.wait_for_state(&id, state).await;
    }
    let plain = app.send(&kenyan(1), "x").await;
    app.wait_for_state(&plain, "DELIVERED").await;
}

#[tokio::test]
async fn the_answer_carries_the_request_id_that_came_or_one_of_its_own() {
    let app = TestApp::start().await;
    let own = app.own();
    let asked = own
        .request(reqwest::Method::GET, "/api/sms/messages")
        .header("x-request-id", "trace-7");
    let answer = testkit::Answer::of(asked.send().await.expect("an answer"))
        .await
        .expect(200);
    assert_eq!(answer.header("x-request-id"), Some("trace-7"));
    assert_eq!(answer.json["metadata"]["requestId"], "trace-7");
    assert!(answer.json["metadata"]["durationMs"].is_i64());
    let answer = app.get("/api/sms/messages").await.expect(200);
    assert!(answer.header("x-request-id").is_some_and(|id| !id.is_empty()));
}
