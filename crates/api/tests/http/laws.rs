//! Laws of every route: who may call it, what another tenant gets, that it is documented and counted, and that no path
//! and no method falls out of the envelope.

use axum::body::Body;
use axum::http::Request;
use metrics_exporter_prometheus::PrometheusBuilder;

use crate::app::{App, NUMBER};

const UNKNOWN_KEY: &str = "sk_live_0000000000000000000000000000000000000000000";

/// Every route of the product with a body that it takes: (method, path as documented, path to call, body).
const GUARDED: [(&str, &str, &str, Option<&str>); 8] = [
    ("POST", "/api/sms/send", "/api/sms/send", Some("{}")),
    ("POST", "/api/sms/send-bulk", "/api/sms/send-bulk", Some("{}")),
    (
        "GET",
        "/api/sms/status/{messageId}",
        "/api/sms/status/msg_0000000000001",
        None,
    ),
    ("GET", "/api/sms/messages", "/api/sms/messages", None),
    (
        "POST",
        "/api/sms/messages/{messageId}/cancel",
        "/api/sms/messages/msg_0000000000001/cancel",
        None,
    ),
    ("POST", "/api/sms/preview", "/api/sms/preview", Some("{}")),
    ("GET", "/api/sms/batches", "/api/sms/batches", None),
    (
        "GET",
        "/api/sms/batches/{batchId}",
        "/api/sms/batches/bat_0000000000001",
        None,
    ),
];
/// Every route that asks for no key.
const OPEN: [(&str, &str); 4] = [
    ("GET", "/health"),
    ("GET", "/health/live"),
    ("GET", "/health/ready"),
    ("GET", "/metrics"),
];

#[tokio::test]
async fn every_route_asks_for_a_key_and_its_scope_before_it_looks_at_anything_else() {
    let app = App::start().await;
    for (method, _, path, body) in GUARDED {
        for (key, status, code) in [
            (None, 401, "UNAUTHENTICATED"),
            (Some(UNKNOWN_KEY), 401, "UNAUTHENTICATED"),
            (Some("nonsense"), 401, "UNAUTHENTICATED"),
            (Some(app.contacts_key.as_str()), 403, "FORBIDDEN"),
        ] {
            let answer = app.with_key(method, path, key, body).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (status, code),
                "{method} {path}"
            );
            assert_eq!(answer.fields(), ["Authorization"], "{method} {path}");
            assert_eq!(
                !answer.header("www-authenticate").is_empty(),
                status == 401,
                "{method} {path}"
            );
        }
    }
}

#[tokio::test]
async fn the_missing_scope_is_named() {
    let app = App::start().await;
    let answer = app
        .with_key("POST", "/api/sms/send", Some(&app.contacts_key), Some("{}"))
        .await;
    assert!(
        answer.json()["error"]["message"]
            .as_str()
            .unwrap_or_default()
            .contains("sms:send")
    );
}

#[tokio::test]
async fn open_routes_answer_without_a_key() {
    let app = App::start().await;
    for (method, path) in OPEN {
        let answer = app.with_key(method, path, None, None).await;
        assert_eq!(answer.status, 200, "{path} {}", answer.json());
    }
    assert_eq!(app.with_key("GET", "/health", None, None).await.data()["ready"], true);
}

#[tokio::test]
async fn the_document_has_every_route_and_no_other() {
    let document = serde_json::to_value(api::openapi()).expect("a document");
    let mut documented = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            documented.push((method.to_uppercase(), path.clone()));
            assert!(
                operation["summary"].is_string() && operation["operationId"].is_string(),
                "{path}"
            );
        }
    }
    let guarded = GUARDED.iter().map(|(method, path, ..)| (*method, *path));
    let mut known: Vec<_> = guarded
        .chain(OPEN)
        .map(|(method, path)| (method.to_owned(), path.to_owned()))
        .collect();
    documented.sort();
    known.sort();
    assert_eq!(documented, known);
}

#[tokio::test]
async fn the_document_names_scope_success_and_refusals_of_every_guarded_route() {
    let document = serde_json::to_value(api::openapi()).expect("a document");
    for (method, path, ..) in GUARDED {
        let operation = &document["paths"][path][method.to_lowercase()];
        assert!(
            operation["security"][0]["apiKey"][0]
                .as_str()
                .is_some_and(|scope| scope.starts_with("sms:")),
            "{path}"
        );
        let responses = operation["responses"].as_object().expect("responses");
        assert!(responses.keys().any(|status| status.starts_with('2')), "{path}");
        for status in ["401", "403", "500", "503"] {
            let schema = &responses[status]["content"]["application/json"]["schema"];
            assert_eq!(schema["$ref"], "#/components/schemas/Error", "{path} {status}");
        }
    }
    assert_eq!(document["components"]["securitySchemes"]["apiKey"]["scheme"], "bearer");
}

#[tokio::test]
async fn every_reference_in_the_document_leads_somewhere() {
    let text = api::openapi().to_json().expect("a document");
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    for reference in text.split("\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap_or_default();
        assert!(document["components"]["schemas"][name].is_object(), "{name}");
    }
}

#[tokio::test]
async fn document_and_pages_are_served_from_inside() {
    let app = App::start().await;
    let served = app.with_key("GET", "/api/openapi.json", None, None).await;
    assert_eq!(served.json(), serde_json::to_value(api::openapi()).expect("a document"));
    let home = app.with_key("GET", "/", None, None).await;
    assert_eq!((home.status.as_u16(), home.header("location")), (303, "/docs"));
    let docs = app.with_key("GET", "/docs", None, None).await;
    assert_eq!((docs.status.as_u16(), docs.header("location")), (303, "/docs/"));
    let page = app.with_key("GET", "/docs/", None, None).await;
    let text = String::from_utf8_lossy(&page.bytes).into_owned();
    assert_eq!(page.status, 200);
    assert!(!text.contains("https://"), "the page loads something from the internet");
}

#[tokio::test]
async fn another_tenants_objects_are_not_found() {
    let app = App::start().await;
    let body = format!(r#"{{"recipients":[{{"to":"{NUMBER}"}}],"body":"Hello","scheduledAt":"2026-04-01T08:00:00Z"}}"#);
    let batch = app.post("/api/sms/send-bulk", &body).await.data()["batchId"]
        .as_str()
        .expect("a batch")
        .to_owned();
    let listed = app.get("/api/sms/messages").await.data();
    let message = listed["messages"][0]["messageId"]
        .as_str()
        .expect("a message")
        .to_owned();
    for (method, path) in [
        ("GET", format!("/api/sms/status/{message}")),
        ("POST", format!("/api/sms/messages/{message}/cancel")),
        ("GET", format!("/api/sms/batches/{batch}")),
        ("GET", format!("/api/sms/batches/{batch}?faultsAfter=0")),
    ] {
        let theirs = app.with_key(method, &path, Some(&app.other_key), None).await;
        assert_eq!(
            (theirs.status.as_u16(), theirs.code().as_str()),
            (404, "NOT_FOUND"),
            "{path}"
        );
        assert_eq!(
            app.with_key(method, &path, Some(&app.key), None).await.status,
            200,
            "{path}"
        );
    }
    for list in ["/api/sms/messages", "/api/sms/batches"] {
        let theirs = app.with_key("GET", list, Some(&app.other_key), None).await.data();
        assert!(
            theirs["messages"]
                .as_array()
                .or(theirs["batches"].as_array())
                .is_some_and(Vec::is_empty),
            "{list}"
        );
    }
    let filtered = format!("/api/sms/messages?batchId={batch}");
    let theirs = app.with_key("GET", &filtered, Some(&app.other_key), None).await.data();
    assert!(theirs["messages"].as_array().is_some_and(Vec::is_empty));
}

#[tokio::test]
async fn an_unknown_path_and_a_wrong_method_are_answered_in_the_envelope() {
    let app = App::start().await;
    let unknown = app.get("/api/sms/nothing").await;
    assert_eq!((unknown.status.as_u16(), unknown.code().as_str()), (404, "NOT_FOUND"));
    let wrong = app.get("/api/sms/send").await;
    assert_eq!(
        (wrong.status.as_u16(), wrong.code().as_str()),
        (405, "METHOD_NOT_ALLOWED")
    );
    assert_eq!(wrong.header("allow"), "POST");
}

#[tokio::test]
async fn every_answer_carries_the_requests_id() {
    let app = App::start().await;
    let drawn = app.get("/api/sms/messages").await;
    assert!(drawn.header("x-request-id").starts_with("req_"));
    assert_eq!(drawn.json()["metadata"]["requestId"], drawn.header("x-request-id"));
    for (given, kept) in [
        ("trace-7", true),
        ("two words", false),
        ("", false),
        (&"x".repeat(129), false),
    ] {
        let request = Request::builder().uri("/nowhere").header("x-request-id", given);
        let answer = app.call(request.body(Body::empty()).expect("a request")).await;
        assert_eq!(answer.header("x-request-id") == given, kept, "{given}");
        assert_eq!(answer.json()["metadata"]["requestId"], answer.header("x-request-id"));
    }
}

#[tokio::test]
async fn requests_are_counted_by_endpoint_method_and_status() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let text = recorder.handle();
    let _guard = metrics::set_default_local_recorder(&recorder);
    let app = App::start().await;
    app.get("/api/sms/status/msg_0000000000001").await;
    app.get("/made/up").await;
    app.with_key("DELETE", "/api/sms/send", None, None).await;
    let text = text.render();
    for series in [
        r#"endpoint="/api/sms/status/{messageId}",method="GET",status="404"} 1"#,
        r#"endpoint="unmatched",method="GET",status="404"} 1"#,
        r#"endpoint="/api/sms/send",method="OTHER",status="405"} 1"#,
        r#"sms_rate_limit_hits_total{scope="api_key"} 0"#,
    ] {
        assert!(text.contains(series), "{series} is not in\n{text}");
    }
}
