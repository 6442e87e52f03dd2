//! Laws of every route: what another tenant gets, that it is documented and counted, and that no path and no method
//! falls out of the envelope (but for what carriers call). Who may call it is in `access.rs`.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::Request;
use domain::{Permission, Role};
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::json;

use crate::access::{DOORS, EVERYBODY as LETTERS, GUARDED, OPEN, PERSONS};
use crate::app::{App, NUMBER, OWN, OWN_TWILIO};

/// Every route that carriers call, by GET and by POST: (path as documented, path to call that no provider takes).
pub(crate) const WEBHOOKS: [(&str, &str); 5] = [
    ("/hooks/{token}", "/hooks/0123456789abcdef"),
    ("/hooks/{token}/{kind}", "/hooks/0123456789abcdef/report"),
    ("/api/sms/receive", "/api/sms/receive?provider=nobody"),
    ("/api/sms/dlr", "/api/sms/dlr?provider=nobody"),
    ("/sms/callback", "/sms/callback?forged=1"),
];

/// What payment providers call, by POST alone: (path as documented, path to call that none takes).
pub(crate) const PAYMENTS: (&str, &str) = ("/payments/{provider}", "/payments/nobody");

#[tokio::test]
async fn carriers_are_asked_for_no_key_and_are_answered_outside_of_the_envelope() {
    let app = App::start().await;
    for (_, path) in WEBHOOKS {
        for method in ["GET", "POST"] {
            let answer = app.with_key(method, path, None, None).await;
            let expected = if path.starts_with("/sms/callback") { 403 } else { 404 };
            assert_eq!(answer.status, expected, "{method} {path}");
            assert!(answer.bytes.is_empty(), "{method} {path}");
            assert!(!answer.header("x-tuma-reason").is_empty(), "{method} {path}");
            assert!(answer.header("x-request-id").starts_with("req_"), "{method} {path}");
        }
        let other = app.with_key("DELETE", path, None, None).await;
        assert_eq!(
            (other.status.as_u16(), other.code().as_str()),
            (405, "METHOD_NOT_ALLOWED"),
            "{path}"
        );
    }
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
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("operations") {
            documented.push((method.to_uppercase(), path.clone()));
            assert!(
                operation["summary"].is_string() && operation["operationId"].is_string(),
                "{path}"
            );
            assert!(ids.insert(operation["operationId"].to_string()), "{method} {path}");
        }
    }
    let guarded = GUARDED.iter().map(|row| (row.method, row.path));
    let persons = PERSONS.iter().map(|(method, path, ..)| (*method, *path));
    let webhooks = WEBHOOKS.iter().flat_map(|(path, _)| [("GET", *path), ("POST", *path)]);
    let mut known: Vec<_> = guarded
        .chain(persons)
        .chain(DOORS)
        .chain(OPEN)
        .chain(webhooks)
        .chain([("POST", PAYMENTS.0)])
        .map(|(method, path)| (method.to_owned(), path.to_owned()))
        .collect();
    documented.sort();
    known.sort();
    assert_eq!(documented, known);
}

#[tokio::test]
async fn the_document_names_credentials_success_and_refusals_of_every_guarded_route() {
    let document = serde_json::to_value(api::openapi()).expect("a document");
    let guarded = GUARDED.iter().map(|row| (row.method, row.path, row.scope));
    let persons = PERSONS.iter().map(|(method, path, ..)| (*method, *path, None));
    for (method, path, scope) in guarded.chain(persons) {
        let operation = &document["paths"][path][method.to_lowercase()];
        let mut expected: Vec<_> = scope
            .map(|scope| json!({"apiKey": [scope.as_str()]}))
            .into_iter()
            .collect();
        expected.extend([json!({"token": []}), json!({"session": []})]);
        assert_eq!(operation["security"], json!(expected), "{method} {path}");
        let responses = operation["responses"].as_object().expect("responses");
        assert!(responses.keys().any(|status| status.starts_with('2')), "{path}");
        for status in ["401", "403", "429", "500", "503"] {
            let schema = &responses[status]["content"]["application/json"]["schema"];
            let expected = format!("#/components/schemas/{}", refusal_of(path, status));
            assert_eq!(schema["$ref"], expected, "{path} {status}");
        }
    }
    for row in GUARDED {
        let operation = &document["paths"][row.path][row.method.to_lowercase()];
        let permission = operation["x-permission"].as_str().and_then(Permission::parse);
        let roles = permission.expect("a permission of the table");
        for role in Role::IN_ORGANIZATIONS.into_iter().chain([Role::SystemAdministrator]) {
            let letter = LETTERS.iter().find(|(one, _)| *one == role).expect("a letter").1;
            assert_eq!(
                role.permissions().has(roles),
                row.roles.contains(letter),
                "{} {role:?}",
                row.path
            );
        }
    }
    assert_eq!(document["components"]["securitySchemes"]["apiKey"]["scheme"], "bearer");
    for (path, _) in WEBHOOKS {
        for method in ["get", "post"] {
            let operation = &document["paths"][path][method];
            assert_eq!(operation["tags"], json!(["webhooks"]), "{method} {path}");
            assert!(operation["security"].is_null(), "{method} {path}");
        }
    }
}

/// The schema of a refusal: source 001's under its paths, either where the body decides.
fn refusal_of(path: &str, status: &str) -> &'static str {
    let of_webapp = path.starts_with("/api/v1/") || ["/api/send-sms", "/api/upload-phones"].contains(&path);
    match (of_webapp, path, status) {
        (true, ..) => "WebappRefusal",
        (false, "/api/sms/send", "429" | "500" | "503") => "EitherError",
        _ => "Error",
    }
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
    let webapp = app.with_key("GET", "/api/v1/docs", None, None).await;
    assert_eq!((webapp.status.as_u16(), webapp.header("location")), (303, "/docs"));
    let docs = app.with_key("GET", "/docs", None, None).await;
    assert_eq!((docs.status.as_u16(), docs.header("location")), (303, "/docs/"));
    let page = app.with_key("GET", "/docs/", None, None).await;
    let text = String::from_utf8_lossy(&page.bytes).into_owned();
    assert_eq!(page.status, 200);
    assert!(!text.contains("https://"), "the page loads something from the internet");
}

/// Calls, each with a body where it takes one: nobody else finds what they are about, its owner does.
async fn only_its_owner_finds(app: &App, noun: &str, calls: &[(&str, String, Option<&str>)]) {
    for (method, path, body) in calls {
        let theirs = app.with_key(method, path, Some(&app.other_key), *body).await;
        assert_eq!(
            (theirs.status.as_u16(), theirs.code().as_str()),
            (404, "NOT_FOUND"),
            "{method} {path}"
        );
        let message = format!("{noun} was not found");
        assert_eq!(theirs.json()["error"]["message"], message, "{method} {path}");
        assert_eq!(app.as_admin(method, path, *body).await.status, 200, "{method} {path}");
    }
}

#[tokio::test]
async fn another_tenants_providers_and_routes_are_not_found() {
    let app = App::start().await;
    let route = format!(r#"{{"name":"all","providers":[{{"providerId":"{OWN}"}}]}}"#);
    let route = app.as_admin("POST", "/api/sms/routes", Some(&route)).await.data()["routeId"]
        .as_str()
        .expect("a route")
        .to_owned();
    let route = format!("/api/sms/routes/{route}");
    let listed = app.with_key("GET", "/api/sms/routes", Some(&app.other_key), None).await;
    assert_eq!(listed.data()["routes"].as_array().map(Vec::len), Some(0));
    let calls = [
        ("GET", route.clone(), None),
        ("PUT", route.clone(), Some("{}")),
        ("DELETE", route, None),
    ];
    only_its_owner_finds(&app, "the route", &calls).await;
    let provider = format!("/api/sms/providers/{OWN}");
    let calls = [
        ("GET", provider.clone(), None),
        ("GET", format!("{provider}/ceiling"), None),
        ("POST", format!("{provider}/test"), Some("{}")),
        ("DELETE", provider, None),
    ];
    only_its_owner_finds(&app, "the provider", &calls).await;
    let other = format!("/api/sms/providers/{OWN_TWILIO}");
    let theirs = app.with_key("PUT", &other, Some(&app.other_key), Some("{}")).await;
    assert_eq!(theirs.status, 404);
}

#[tokio::test]
async fn another_tenants_messages_and_batches_are_not_found() {
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
    let calls = [
        ("GET", format!("/api/sms/status/{message}"), None),
        ("GET", format!("/api/sms/status/{message}?refresh=true"), None),
        ("POST", format!("/api/sms/messages/{message}/reveal"), None),
        ("POST", format!("/api/sms/messages/{message}/cancel"), None),
    ];
    only_its_owner_finds(&app, "the message", &calls).await;
    let calls = [
        ("GET", format!("/api/sms/batches/{batch}"), None),
        ("GET", format!("/api/sms/batches/{batch}?faultsAfter=0"), None),
    ];
    only_its_owner_finds(&app, "the batch", &calls).await;
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
    app.with_key("PATCH", "/api/sms/send", None, None).await;
    let text = text.render();
    for series in [
        r#"endpoint="/api/sms/status/{messageId}",method="GET",status="404"} 1"#,
        r#"endpoint="unmatched",method="GET",status="404"} 1"#,
        r#"endpoint="/api/sms/send",method="DELETE",status="405"} 1"#,
        r#"endpoint="/api/sms/send",method="DELETE",status="405"} 1"#,
        r#"sms_rate_limit_hits_total{layer="api_key"} 0"#,
    ] {
        assert!(text.contains(series), "{series} is not in\n{text}");
    }
}
