//! Bad input is answered: each refusal names field, fault and mend, and nothing is stored or sent.

use serde_json::{Value, json};
use testkit::{Answer, TestApp};

use crate::numbers::kenyan;

const SEND: &str = "/api/sms/send";

async fn refused(app: &TestApp, body: Value) -> Answer {
    let answer = app.post(SEND, body).await.expect(400);
    assert_eq!(answer.code(), "INVALID_REQUEST");
    assert_eq!(answer.json["success"], false);
    answer
}

/// Nothing came of all the refused calls.
async fn assert_untouched(app: &TestApp) {
    assert_eq!(app.database().count("SELECT count(*) FROM messages").await, 0);
    assert_eq!(app.recorder().count(), 0);
}

#[tokio::test]
async fn every_bad_field_is_named_with_its_fault_and_mend() {
    let app = TestApp::start().await;
    let to = kenyan(1);
    let long = "x".repeat(1_601);
    let far = app.time_ahead(std::time::Duration::from_secs(401 * 86_400));
    let table = [
        ("to", json!({ "to": "12", "body": "x" })),
        ("to", json!({ "to": "", "body": "x" })),
        ("to", json!({ "to": "1-800-FLOWERS", "body": "x" })),
        ("to", json!({ "to": "9.23006E+11", "body": "x" })),
        ("body", json!({ "to": to, "body": "" })),
        ("body", json!({ "to": to, "body": "   " })),
        ("body", json!({ "to": to, "body": long })),
        ("body", json!({ "to": to, "body": "ہ".repeat(800) })),
        ("from", json!({ "to": to, "body": "x", "from": "A name too long" })),
        ("provider", json!({ "to": to, "body": "x", "provider": "nobody" })),
        ("region", json!({ "to": to, "body": "x", "region": "Kenya" })),
        ("scheduledAt", json!({ "to": to, "body": "x", "scheduledAt": far })),
        (
            "scheduledAt",
            json!({ "to": to, "body": "x", "scheduledAt": "tomorrow" }),
        ),
        (
            "validitySeconds",
            json!({ "to": to, "body": "x", "validitySeconds": 0 }),
        ),
        (
            "validitySeconds",
            json!({ "to": to, "body": "x", "validitySeconds": 604_801 }),
        ),
        (
            "callbackUrl",
            json!({ "to": to, "body": "x", "callbackUrl": "ftp://example.org" }),
        ),
        (
            "callbackUrl",
            json!({ "to": to, "body": "x", "callbackUrl": "example.org/sms" }),
        ),
        ("class", json!({ "to": to, "body": "x", "class": "urgent" })),
        (
            "metadata",
            json!({ "to": to, "body": "x", "metadata": { "x": "y".repeat(5_000) } }),
        ),
        ("metadata", json!({ "to": to, "body": "x", "metadata": [1] })),
        (
            "idempotencyKey",
            json!({ "to": to, "body": "x", "idempotencyKey": "k".repeat(129) }),
        ),
        ("idempotencyKey", json!({ "to": to, "body": "x", "idempotencyKey": "" })),
        ("to", json!({ "body": "x" })),
        ("body", json!({ "to": to })),
        ("body", json!({ "to": to, "body": 7 })),
        ("to", json!({ "to": null, "body": "x" })),
    ];
    for (field, body) in table {
        let shown = body.to_string().chars().take(90).collect::<String>();
        let answer = refused(&app, body).await;
        let Some((fault, mend)) = answer.fault(field) else {
            panic!("{shown}: {field} is not named: {}", answer.text)
        };
        assert!(!fault.is_empty() && !mend.is_empty(), "{shown}: {}", answer.text);
        assert!(
            answer.json["error"]["message"]
                .as_str()
                .is_some_and(|message| message.contains(field)),
            "{}",
            answer.text
        );
    }
    assert_untouched(&app).await;
}

#[tokio::test]
async fn several_bad_fields_are_named_at_once() {
    let app = TestApp::start().await;
    let body = json!({ "to": kenyan(1), "body": "x", "from": "A name too long", "callbackUrl": "x", "region": "XX" });
    let answer = refused(&app, body).await;
    let mut fields = answer.faulty_fields();
    fields.sort_unstable();
    assert_eq!(fields, ["callbackUrl", "from", "region"]);
}

#[tokio::test]
async fn an_unknown_field_is_named_with_the_closest_known_one() {
    let app = TestApp::start().await;
    let answer = refused(
        &app,
        json!({ "to": kenyan(1), "body": "x", "callbackURL": "https://example.org" }),
    )
    .await;
    let (_, mend) = answer.fault("callbackURL").expect("the field is named");
    assert!(mend.contains("callbackUrl"), "{mend}");
    assert_untouched(&app).await;
}

#[tokio::test]
async fn malformed_json_is_told_where() {
    let app = TestApp::start().await;
    for body in [
        "{\"to\": \"+254722000001\",\n \"body\": }",
        "",
        "[]",
        "\"x\"",
        "{\"to\":\"+254722000001\"",
        "nonsense",
    ] {
        let answer = app.own().post_raw(SEND, "application/json", body).await.expect(400);
        assert_eq!(answer.code(), "INVALID_REQUEST", "{body}");
        assert_eq!(answer.faulty_fields().len(), 1, "{body}: {}", answer.text);
    }
    let answer = app
        .own()
        .post_raw(SEND, "application/json", "{\"to\": \"+254722000001\",\n \"body\": }")
        .await;
    assert!(answer.text.contains("line 2"), "{}", answer.text);
    assert_untouched(&app).await;
}

#[tokio::test]
async fn what_is_not_utf8_is_refused_as_such() {
    let app = TestApp::start().await;
    let body = b"{\"to\":\"+254722000001\",\"body\":\"Caf\xe9\"}".to_vec();
    let answer = app.own().post_raw(SEND, "application/json", body).await.expect(400);
    assert!(answer.text.contains("UTF-8"), "{}", answer.text);
    assert_untouched(&app).await;
}

#[tokio::test]
async fn another_content_type_is_unsupported() {
    let app = TestApp::start().await;
    let body = "{\"to\":\"+254722000001\",\"body\":\"x\"}";
    for content_type in ["text/plain", "application/x-www-form-urlencoded", "application/xml"] {
        let answer = app.own().post_raw(SEND, content_type, body).await.expect(415);
        assert_eq!(answer.code(), "UNSUPPORTED_MEDIA_TYPE");
    }
    app.own()
        .post_raw(SEND, "application/json; charset=utf-8", body)
        .await
        .expect(202);
    app.run_until_idle().await;
}

#[tokio::test]
async fn a_body_over_the_limit_is_too_large() {
    let app = TestApp::builder()
        .limits(|limits| limits.body_bytes = 10_000)
        .start()
        .await;
    let body = json!({ "to": kenyan(1), "body": "x", "metadata": { "pad": "y".repeat(10_000) } });
    let answer = app.post(SEND, body.clone()).await.expect(413);
    assert_eq!(answer.code(), "PAYLOAD_TOO_LARGE");
    // The limit of bulk calls is another one.
    let bulk = json!({ "recipients": [{ "to": kenyan(1) }], "body": "x".repeat(1_000), "metadata": { "pad": "y".repeat(3_000) } });
    app.post("/api/sms/send-bulk", bulk).await.expect(202);
    app.run_until_idle().await;
}

#[tokio::test]
async fn unknown_paths_and_methods_are_answered_in_the_same_form() {
    let app = TestApp::start().await;
    let answer = app.get("/api/sms/nothing").await.expect(404);
    assert_eq!(answer.code(), "NOT_FOUND");
    let answer = app.get(SEND).await.expect(405);
    assert_eq!(answer.code(), "METHOD_NOT_ALLOWED");
    assert!(answer.header("allow").is_some_and(|methods| methods.contains("POST")));
    for id in ["msg_x", "nonsense", "bat_0000000000000"] {
        let answer = app.get(&format!("/api/sms/status/{id}")).await;
        assert!([400, 404].contains(&answer.status), "{id}: {}", answer.text);
        assert!(!answer.code().is_empty(), "{}", answer.text);
    }
}

#[tokio::test]
async fn a_refusal_repeats_no_whole_number() {
    let app = TestApp::start().await;
    let number = "+25472200000112345678";
    let answer = refused(&app, json!({ "to": number, "body": "x" })).await;
    assert!(
        !answer.text.contains(number) && !answer.text.contains(&number[1..]),
        "{}",
        answer.text
    );
}
