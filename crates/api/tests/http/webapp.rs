//! Source 001's API: its envelope on every answer, its shapes, the path that two sources share, and files.

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use crate::app::{Answer, App, NUMBER};

const SEND: &str = "/api/v1/sms/send";
const UPLOAD: &str = "/api/v1/files/upload";

fn body(number: &str) -> String {
    json!({"phone_numbers": [number], "message": "Hello"}).to_string()
}

/// Checks the envelope and answers its error.
fn refused(answer: &Answer, status: u16, code: &str) -> Value {
    let json = answer.json();
    assert_eq!(answer.status, status, "{json}");
    assert_eq!(
        (&json["success"], &json["data"]),
        (&json!(false), &Value::Null),
        "{json}"
    );
    assert_eq!(json["metadata"]["request_id"], answer.header("x-request-id"), "{json}");
    assert!(
        json["metadata"]["duration_ms"].is_i64() && json["timestamp"].is_string(),
        "{json}"
    );
    assert_eq!(json["error"]["code"], code, "{json}");
    json["error"].clone()
}

#[tokio::test]
async fn a_send_is_answered_in_the_sources_shape() {
    let app = App::start().await;
    let two = json!({
        "phone_numbers": [NUMBER, "0712345679"],
        "message": "Hello, this is {{not}} a template",
        "sender_id": "YourBrand",
        "callback_url": "https://your-app.example/webhook"
    });
    for path in [SEND, "/api/send-sms", "/api/sms/send"] {
        let answer = app.post(path, &two.to_string()).await;
        let json = answer.json();
        assert_eq!(answer.status, 200, "{path} {json}");
        assert_eq!(
            (&json["success"], &json["error"]),
            (&json!(true), &Value::Null),
            "{path}"
        );
        assert_eq!(json["metadata"]["request_id"], answer.header("x-request-id"));
        let data = answer.data();
        assert!(
            data["bulk_id"].as_str().is_some_and(|id| id.starts_with("bat_")),
            "{data}"
        );
        assert_eq!(
            (&data["total_sent"], &data["successful"], &data["failed"]),
            (&json!(2), &json!(2), &json!(0))
        );
        let messages = data["messages"].as_array().expect("messages");
        let to: Vec<_> = messages
            .iter()
            .map(|one| one["to"].as_str().unwrap_or_default())
            .collect();
        assert_eq!(to, [NUMBER, "+254712345679"]);
        assert!(
            messages
                .iter()
                .all(|one| one["status"] == "PENDING" && one["message_id"].is_string()),
            "{data}"
        );
        let id = messages[0]["message_id"].as_str().expect("an id");
        let kept = app.get(&format!("/api/sms/status/{id}")).await.data();
        assert_eq!(kept["body"], "Hello, this is {{not}} a template");
        assert_eq!(
            (&kept["from"], &kept["callbackUrl"]),
            (&json!("YourBrand"), &json!("https://your-app.example/webhook"))
        );
    }
}

#[tokio::test]
async fn a_number_that_cannot_be_sent_to_refuses_the_call_by_field_and_value() {
    let app = App::start().await;
    let bad = json!({"phone_numbers": ["invalid-number", NUMBER, "+25471"], "message": "Hello"}).to_string();
    let error = refused(&app.post(SEND, &bad).await, 400, "VALIDATION_ERROR");
    assert_eq!(error["details"]["field"], "phone_numbers[0]");
    assert_eq!(error["details"]["value"], "invalid-number");
    assert_eq!(error["more"][0]["field"], "phone_numbers[2]");
    assert!(!error.to_string().contains("25471"), "{error}");
    assert_eq!(app.get("/api/sms/messages").await.data()["messages"], json!([]));
}

#[tokio::test]
async fn what_is_wrong_is_named_in_the_sources_words() {
    let app = App::start().await;
    let many: Vec<String> = (0..101).map(|n| format!("+2547123450{n:02}")).collect();
    for (body, field) in [
        (json!({"phone_numbers": [], "message": "x"}), "phone_numbers"),
        (json!({"phone_numbers": many, "message": "x"}), "phone_numbers"),
        (json!({"phone_numbers": [NUMBER], "message": ""}), "message"),
        (
            json!({"phone_numbers": [NUMBER], "message": "x".repeat(1_601)}),
            "message",
        ),
        (
            json!({"phone_numbers": [NUMBER], "message": "x", "sender_id": "TwelveLetter"}),
            "sender_id",
        ),
        (
            json!({"phone_numbers": [NUMBER], "message": "x", "schedule_time": "tomorrow"}),
            "schedule_time",
        ),
        (
            json!({"phone_numbers": [NUMBER], "message": "x", "schedule_time": "2030-01-01T00:00:00Z"}),
            "schedule_time",
        ),
        (
            json!({"phone_numbers": [NUMBER], "message": "x", "callback_url": "ftp://x"}),
            "callback_url",
        ),
        (
            json!({"phone_numbers": [NUMBER], "message": "x", "senderId": "X"}),
            "senderId",
        ),
        (json!({"phone_numbers": NUMBER, "message": "x"}), "phone_numbers"),
        (json!({"phone_numbers": [NUMBER]}), "message"),
    ] {
        let answer = app.post(SEND, &body.to_string()).await;
        let error = refused(&answer, 400, "VALIDATION_ERROR");
        assert_eq!(error["details"]["field"], field, "{body}");
    }
}

#[tokio::test]
async fn the_bodys_shape_decides_on_the_shared_path() {
    let app = App::start().await;
    let own = app
        .post("/api/sms/send", &json!({"to": NUMBER, "body": "x"}).to_string())
        .await;
    assert_eq!(
        (own.status.as_u16(), own.json()["metadata"]["requestId"].is_string()),
        (202, true)
    );
    let both = json!({"to": NUMBER, "body": "x", "phone_numbers": [NUMBER], "message": "x"}).to_string();
    let both = app.post("/api/sms/send", &both).await;
    assert_eq!(
        (both.status.as_u16(), both.code().as_str()),
        (400, "INVALID_REQUEST"),
        "{}",
        both.json()
    );
    let theirs = app.post("/api/sms/send", &body("+25471")).await;
    refused(&theirs, 400, "VALIDATION_ERROR");
    let theirs = app
        .post("/api/sms/send", r#"{"phone_numbers":["+254712345678"],"message":7}"#)
        .await;
    assert_eq!(refused(&theirs, 400, "VALIDATION_ERROR")["details"]["field"], "message");
    for neither in ["{}", "{", r#"{"too":"x"}"#] {
        let answer = app.post("/api/sms/send", neither).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (400, "INVALID_REQUEST"),
            "{neither}"
        );
    }
}

#[tokio::test]
async fn every_answer_under_its_paths_has_its_envelope() {
    let app = App::start().await;
    refused(&app.get("/api/v1/nothing").await, 404, "NOT_FOUND");
    refused(&app.get(SEND).await, 405, "METHOD_NOT_ALLOWED");
    refused(
        &app.with_key("POST", SEND, None, Some("{}")).await,
        401,
        "UNAUTHENTICATED",
    );
    refused(
        &app.with_key("GET", "/api/v1/sms/reports", Some(&app.contacts_key), None)
            .await,
        403,
        "FORBIDDEN",
    );
    refused(&app.get("/api/v1/sms/reports?limit=0").await, 400, "VALIDATION_ERROR");
    refused(&app.get("/api/v1/sms/reports/nonsense").await, 400, "VALIDATION_ERROR");
    refused(
        &app.get("/api/v1/sms/reports/msg_0000000000001").await,
        404,
        "NOT_FOUND",
    );
    let health = app.with_key("GET", "/api/v1/health", None, None).await.json();
    assert_eq!(
        (&health["data"]["ready"], &health["error"]),
        (&json!(true), &Value::Null)
    );
    let text = Request::post(SEND).header("authorization", format!("Bearer {}", app.key));
    let text = text
        .header("content-type", "text/plain")
        .body(Body::from("x"))
        .expect("a request");
    refused(&app.call(text).await, 415, "UNSUPPORTED_MEDIA_TYPE");
}

#[tokio::test]
async fn a_key_may_come_in_the_sources_header() {
    let app = App::start().await;
    let with = |key: &str| {
        Request::get("/api/v1/sms/reports")
            .header("x-api-key", key)
            .body(Body::empty())
    };
    assert_eq!(app.call(with(&app.key).expect("a request")).await.status, 200);
    let unknown = app
        .call(with("sk_live_0000000000000000000000000000000000000000000").expect("a request"))
        .await;
    refused(&unknown, 401, "UNAUTHENTICATED");
}

#[tokio::test]
async fn the_same_key_and_request_get_the_same_bulk_again() {
    let app = App::start().await;
    let send = async |text: &str| {
        let request = Request::post(SEND)
            .header("authorization", format!("Bearer {}", app.key))
            .header("content-type", "application/json")
            .header("idempotency-key", "fees-7");
        app.call(request.body(Body::from(text.to_owned())).expect("a request"))
            .await
    };
    let first = send(&body(NUMBER)).await.data();
    let again = send(&body(NUMBER)).await.data();
    assert_eq!(first["bulk_id"], again["bulk_id"]);
    let other = send(&body("+254712345679")).await;
    assert_eq!(
        (other.status.as_u16(), other.code().as_str()),
        (409, "IDEMPOTENCY_CONFLICT")
    );
    assert_eq!(other.json()["data"]["first"]["bulk_id"], first["bulk_id"]);
}

async fn upload(app: &App, path: &str, name: &str, content: &[u8]) -> Answer {
    let mut body = Vec::new();
    body.extend(format!("--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").bytes());
    body.extend(content);
    body.extend(b"\r\n--cut--\r\n");
    form(app, path, body).await
}

async fn form(app: &App, path: &str, body: Vec<u8>) -> Answer {
    let request = Request::post(path)
        .header("authorization", format!("Bearer {}", app.key))
        .header("content-type", "multipart/form-data; boundary=cut");
    app.call(request.body(Body::from(body)).expect("a request")).await
}

#[tokio::test]
async fn an_upload_answers_the_numbers_and_leaves_only_its_list() {
    let app = App::start().await;
    for path in [UPLOAD, "/api/upload-phones"] {
        let content = b"name,phone,other\nAli,0712345678,0712345679\nSara,0712345678,\nBad,12,\nOk,0712345670,\n";
        let before = app.spooled();
        let answer = upload(&app, path, "../../etc/parents.csv", content).await;
        let data = answer.data();
        assert_eq!(answer.status, 200, "{}", answer.json());
        assert_eq!(
            data["phone_numbers"],
            json!(["+254712345678", "+254712345679", "+254712345670"])
        );
        assert_eq!(
            (&data["phone_count"], &data["duplicates"], &data["refused_count"]),
            (&json!(3), &json!(1), &json!(1))
        );
        assert_eq!(
            (&data["original_filename"], &data["status"]),
            (&json!("parents.csv"), &json!("PROCESSED"))
        );
        assert_eq!(
            (&data["file_size"], &data["more_numbers"]),
            (&json!(content.len()), &json!(false))
        );
        assert!(
            data["uploaded_at"].is_string() && data["processed_at"].is_string(),
            "{data}"
        );
        assert_eq!(app.spooled(), before + 1, "the list alone is kept");
        let id = data["file_id"].as_str().expect("an id");
        let found = app.get(&format!("/api/v1/files/{id}")).await.data();
        assert_eq!(found["phone_count"], 3);
        let theirs = app
            .with_key("GET", &format!("/api/v1/files/{id}"), Some(&app.other_key), None)
            .await;
        refused(&theirs, 404, "NOT_FOUND");
    }
    let listed = app.get("/api/v1/files?limit=1").await.data();
    assert_eq!(listed["files"].as_array().map(Vec::len), Some(1));
    assert!(listed["next_cursor"].is_string());
}

#[tokio::test]
async fn a_file_that_is_refused_leaves_nothing_behind() {
    let app = App::start().await;
    for (name, content) in [
        ("list.exe", &b"0712345678\n"[..]),
        ("list.csv", b"0712345678,<script>alert(1)</script>\n"),
        ("list.csv", b"0712345678,JAVASCRIPT:alert(1)\n"),
        ("list.csv", b"PK\x03\x04zip"),
        ("list.txt", b"no numbers at all\n"),
        ("list.txt", b""),
    ] {
        let answer = upload(&app, UPLOAD, name, content).await;
        let error = refused(&answer, 400, "VALIDATION_ERROR");
        assert_eq!(error["details"]["field"], "file", "{name}");
        assert_eq!(app.spooled(), 0, "{name}");
    }
    let other = b"--cut\r\ncontent-disposition: form-data; name=\"phones\"\r\n\r\nx\r\n--cut--\r\n".to_vec();
    assert_eq!(
        refused(&form(&app, UPLOAD, other).await, 400, "VALIDATION_ERROR")["details"]["field"],
        "phones"
    );
    assert_eq!(
        refused(
            &form(&app, UPLOAD, b"--cut--\r\n".to_vec()).await,
            400,
            "VALIDATION_ERROR"
        )["details"]["field"],
        "file"
    );
    assert_eq!(app.spooled(), 0);
}

#[tokio::test]
async fn a_bulk_takes_numbers_or_a_file_and_not_both() {
    let app = App::start().await;
    let id = upload(&app, UPLOAD, "list.txt", b"0712345678\n").await.data()["file_id"].clone();
    for (body, status, field) in [
        (json!({"message": "x"}), 400, "phone_numbers"),
        (
            json!({"phone_numbers": [NUMBER], "file_id": id, "message": "x"}),
            400,
            "file_id",
        ),
        (json!({"file_id": "nonsense", "message": "x"}), 400, "file_id"),
        (json!({"file_id": id, "message": ""}), 400, "message"),
        (json!({"phone_numbers": [], "message": "x"}), 400, "phone_numbers"),
    ] {
        let error = refused(
            &app.post("/api/v1/sms/bulk", &body.to_string()).await,
            status,
            "VALIDATION_ERROR",
        );
        assert_eq!(error["details"]["field"], field, "{body}");
    }
    let unknown = json!({"file_id": "fil_0000000000001", "message": "x"}).to_string();
    refused(&app.post("/api/v1/sms/bulk", &unknown).await, 404, "NOT_FOUND");
    let theirs = json!({"file_id": id, "message": "x"}).to_string();
    let theirs = app
        .with_key("POST", "/api/v1/sms/bulk", Some(&app.other_key), Some(&theirs))
        .await;
    refused(&theirs, 404, "NOT_FOUND");
}
