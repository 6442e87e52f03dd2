//! Looking before sending: what a text would be and cost.

use serde_json::json;
use testkit::TestApp;

#[tokio::test]
async fn a_preview_tells_encoding_segments_units_offenders_and_cost_and_sends_nothing() {
    let app = TestApp::start().await;
    let body = json!({
        "body": "Dear {{name|parent}}, the fee is Rs {{amount}}.",
        "rows": [{ "name": "Ali", "amount": "5000" }, { "amount": "7500" }, { "name": "محمد", "amount": "1" }, { "name": "x" }],
    });
    let answer = app.post("/api/sms/preview", body).await.expect(200);
    let data = answer.data();
    assert_eq!(data["variables"], json!(["name", "amount"]));
    let rows = data["rows"].as_array().expect("rows");
    assert_eq!(rows[0]["text"], "Dear Ali, the fee is Rs 5000.");
    assert_eq!(rows[1]["text"], "Dear parent, the fee is Rs 7500.");
    assert_eq!(
        (&rows[0]["encoding"], &rows[2]["encoding"]),
        (&json!("GSM-7"), &json!("UCS-2"))
    );
    assert_eq!(rows[0]["units"], 29);
    assert_eq!(rows[0]["unitsLeft"], 131);
    assert_eq!(rows[2]["offending"][0]["codePoint"], "U+0645");
    assert!(rows[3]["fault"]["fault"].is_string(), "{rows:?}");
    assert_eq!(data["cost"], json!({ "amount": "2.40", "currency": "KES" }));
    assert_eq!(app.database().count("SELECT count(*) FROM messages").await, 0);
}

#[tokio::test]
async fn a_template_that_cannot_be_read_is_refused_at_its_place() {
    let app = TestApp::start().await;
    let answer = app
        .post("/api/sms/preview", json!({ "body": "Dear {{name" }))
        .await
        .expect(400);
    assert!(answer.fault("body").is_some(), "{}", answer.text);
}
