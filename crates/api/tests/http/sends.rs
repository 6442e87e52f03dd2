//! Single and bulk sends, cancelling and previewing, as they look over HTTP.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::app::{Answer, App, NUMBER};

async fn send_with_key(app: &App, header: Option<&str>, body: serde_json::Value) -> Answer {
    let mut request = Request::post("/api/sms/send")
        .header("authorization", format!("Bearer {}", app.key))
        .header("content-type", "application/json");
    if let Some(key) = header {
        request = request.header("idempotency-key", key);
    }
    app.call(request.body(Body::from(body.to_string())).expect("a request"))
        .await
}

#[tokio::test]
async fn an_accepted_message_is_answered_in_the_shape_of_the_source() {
    let app = App::start().await;
    let answer = app
        .post(
            "/api/sms/send",
            &json!({"to": "0712345678", "body": "Hello"}).to_string(),
        )
        .await;
    assert_eq!(answer.status, 202);
    let whole = answer.json();
    assert_eq!(
        (&whole["success"], &whole["timestamp"].as_str().map(str::len)),
        (&json!(true), &Some(24))
    );
    assert!(whole["metadata"]["durationMs"].is_i64());
    let data = answer.data();
    assert!(data["messageId"].as_str().is_some_and(|id| id.starts_with("msg_")));
    assert_eq!(data["to"], NUMBER);
    assert_eq!(
        (&data["status"], &data["segments"], &data["encoding"]),
        (&json!("QUEUED"), &json!(1), &json!("GSM-7"))
    );
    assert_eq!(
        (&data["estimatedCost"], &data["currency"]),
        (&json!("0.80"), &json!("KES"))
    );
    assert_eq!(data["queuedAt"], "2026-03-01T08:00:00.000Z");
}

#[tokio::test]
async fn a_message_is_followed_with_its_timeline_and_cost() {
    let app = App::start().await;
    let body = json!({"to": NUMBER, "body": "Hello", "metadata": {"studentId": 42}, "scheduledAt": "2026-04-01T08:00:00+03:00"});
    let sent = app.post("/api/sms/send", &body.to_string()).await.data();
    assert_eq!(
        (&sent["status"], &sent["scheduledAt"]),
        (&json!("SCHEDULED"), &json!("2026-04-01T05:00:00.000Z"))
    );
    let found = app
        .get(&format!(
            "/api/sms/status/{}",
            sent["messageId"].as_str().unwrap_or_default()
        ))
        .await
        .data();
    assert_eq!((&found["body"], &found["to"]), (&json!("Hello"), &json!(NUMBER)));
    assert_eq!(found["metadata"], json!({"studentId": 42}));
    assert_eq!(found["cost"], json!({"amount": "0.80", "currency": "KES"}));
    assert_eq!(found["provider"], "main");
    assert_eq!(found["timeline"][0]["event"], "SCHEDULED");
    assert_eq!(found["timeline"][0]["at"], "2026-03-01T08:00:00.000Z");
}

#[tokio::test]
async fn an_id_that_is_none_is_a_400_and_one_that_is_nobodys_a_404() {
    let app = App::start().await;
    assert_eq!(app.get("/api/sms/status/98765").await.fields(), ["messageId"]);
    assert_eq!(app.get("/api/sms/status/%FF").await.fields(), ["messageId"]);
    assert_eq!(
        app.get("/api/sms/batches/msg_0000000000001").await.fields(),
        ["batchId"]
    );
    assert_eq!(app.get("/api/sms/status/msg_0000000000001").await.status, 404);
}

#[tokio::test]
async fn a_scheduled_message_is_cancelled_once() {
    let app = App::start().await;
    let body = json!({"to": NUMBER, "body": "Hello", "scheduledAt": "2026-04-01T08:00:00Z"}).to_string();
    let id = app.post("/api/sms/send", &body).await.data()["messageId"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    let path = format!("/api/sms/messages/{id}/cancel");
    let first = app.with_key("POST", &path, Some(&app.key), None).await;
    assert_eq!(
        (first.status.as_u16(), &first.data()["status"]),
        (200, &json!("CANCELLED"))
    );
    let again = app.with_key("POST", &path, Some(&app.key), None).await;
    assert_eq!((again.status.as_u16(), again.code().as_str()), (409, "TOO_LATE"));
}

#[tokio::test]
async fn the_same_key_and_request_get_the_first_answer_again() {
    let app = App::start().await;
    let body = json!({"to": NUMBER, "body": "Hello"});
    let first = send_with_key(&app, Some("fee-1"), body.clone()).await;
    let again = send_with_key(
        &app,
        None,
        json!({"body": "Hello", "to": NUMBER, "idempotencyKey": "fee-1"}),
    )
    .await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (202, 202));
    assert_eq!(first.data(), again.data());
    let other = send_with_key(&app, Some("fee-1"), json!({"to": NUMBER, "body": "Bye"})).await;
    assert_eq!(
        (other.status.as_u16(), other.code().as_str()),
        (409, "IDEMPOTENCY_CONFLICT")
    );
    assert_eq!(other.data()["first"], first.data());
}

#[tokio::test]
async fn a_key_in_the_header_and_another_in_the_field_are_refused() {
    let app = App::start().await;
    let body = json!({"to": NUMBER, "body": "Hello", "idempotencyKey": "b"});
    assert_eq!(
        send_with_key(&app, Some("a"), body.clone()).await.fields(),
        ["idempotencyKey"]
    );
    assert_eq!(send_with_key(&app, Some("b"), body).await.status, 202);
}

#[tokio::test]
async fn a_number_that_opted_out_is_422_and_its_message_is_kept_as_rejected() {
    let app = App::start().await;
    let organization = app
        .engine
        .store()
        .organization_list()
        .await
        .expect("organizations")
        .remove(0);
    let caller = tenancy::Caller::system(organization.into());
    app.engine.suppress(&caller, NUMBER, "stop").await.expect("suppressed");
    let answer = app
        .post("/api/sms/send", &json!({"to": NUMBER, "body": "Hello"}).to_string())
        .await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (422, "OPTED_OUT"));
    let id = answer.data()["messageId"].as_str().unwrap_or_default().to_owned();
    assert_eq!(
        app.get(&format!("/api/sms/status/{id}")).await.data()["status"],
        "REJECTED"
    );
}

#[tokio::test]
async fn a_bulk_call_accepts_the_good_and_lists_the_bad() {
    let app = App::start().await;
    let body = json!({
        "recipients": [
            {"to": NUMBER, "variables": {"name": "Ali"}},
            {"to": "12", "variables": {"name": "Sara"}},
            {"to": NUMBER, "variables": {"name": "Ali"}},
        ],
        "body": "Dear {{name}}",
    });
    let answer = app.post("/api/sms/send-bulk", &body.to_string()).await;
    let data = answer.data();
    assert_eq!((answer.status.as_u16(), &data["status"]), (202, &json!("DONE")));
    assert_eq!(
        (&data["accepted"], &data["refused"], &data["duplicates"]),
        (&json!(1), &json!(1), &json!(1))
    );
    assert_eq!(
        (&data["totalRecipients"], &data["moreFaults"]),
        (&json!(3), &json!(false))
    );
    assert_eq!(
        (&data["faults"][0]["row"], &data["faults"][0]["kind"]),
        (&json!(2), &json!("refused"))
    );
    let page = app
        .get(&format!(
            "/api/sms/batches/{}?limit=1",
            data["batchId"].as_str().unwrap_or_default()
        ))
        .await
        .data();
    assert_eq!(
        (&page["moreFaults"], &page["nextFaultsAfter"]),
        (&json!(true), &json!(2))
    );
    let path = format!(
        "/api/sms/batches/{}?faultsAfter=2&limit=1",
        data["batchId"].as_str().unwrap_or_default()
    );
    let rest = app.get(&path).await.data();
    assert_eq!(
        (&rest["faults"][0]["row"], &rest["moreFaults"]),
        (&json!(3), &json!(false))
    );
}

#[tokio::test]
async fn a_bulk_call_that_asks_for_it_is_refused_whole() {
    let app = App::start().await;
    let body = json!({"recipients": [{"to": NUMBER}, {"to": "12"}], "body": "Hello", "onInvalid": "reject"});
    let answer = app.post("/api/sms/send-bulk", &body.to_string()).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (400, "INVALID_REQUEST")
    );
    assert!(
        app.get("/api/sms/messages").await.data()["messages"]
            .as_array()
            .is_some_and(Vec::is_empty)
    );
}

#[tokio::test]
async fn a_preview_tells_encoding_units_offenders_and_cost() {
    let app = App::start().await;
    let body = json!({"body": "Dear {{name}}, it’s due", "rows": [{"name": "Ali"}, {}]});
    let data = app.post("/api/sms/preview", &body.to_string()).await.data();
    assert_eq!(data["variables"], json!(["name"]));
    assert_eq!(
        (&data["rows"][0]["encoding"], &data["rows"][0]["segments"]),
        (&json!("UCS-2"), &json!(1))
    );
    assert_eq!(
        data["rows"][0]["offending"],
        json!([{"character": "’", "codePoint": "U+2019"}])
    );
    assert_eq!(data["rows"][0]["cost"]["amount"], "0.80");
    assert!(data["rows"][1]["text"].is_null() && data["rows"][1]["fault"]["mend"].is_string());
    let rewritten = json!({"body": "it’s due", "gsm7Rewrite": true});
    let data = app.post("/api/sms/preview", &rewritten.to_string()).await.data();
    assert_eq!(
        (&data["rows"][0]["text"], &data["rows"][0]["encoding"]),
        (&json!("it's due"), &json!("GSM-7"))
    );
}
