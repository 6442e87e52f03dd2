//! Carriers' webhooks and what they bring: told to the provider they are for, answered in the carrier's own form, never
//! with a text that could end on a phone; and the inbox that shows what came in.

use std::net::SocketAddr;
use std::time::Duration;

use adapters::{WebhookKind, WebhookRequest};
use api::Limits;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use serde_json::{Value, json};

use crate::app::{Answer, App, OWN, PUBLIC_URL, THEIRS, hook_token};

const FORM: &str = "application/x-www-form-urlencoded";
const INBOUND: &str = "from=%2B254712345678&to=20880&text=Hello&id=1";

async fn post(app: &App, path: &str, content_type: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path).header("content-type", content_type);
    app.call(request.body(body.into()).expect("a request")).await
}

fn last_seen(app: &App) -> WebhookRequest {
    let seen = app.seen.lock().expect("nobody panicked");
    seen.last().expect("a webhook").clone()
}

fn own_hook() -> String {
    format!("/hooks/{}", hook_token(OWN))
}

#[tokio::test]
async fn a_webhook_is_answered_in_the_carriers_own_form() {
    let app = App::start().await;
    let answer = post(&app, &own_hook(), FORM, INBOUND).await;
    assert_eq!(
        (answer.status.as_u16(), answer.header("content-type")),
        (201, "application/xml")
    );
    assert_eq!(answer.bytes, b"<Response/>");
    let listed = app.get("/api/sms/inbox").await.data();
    assert_eq!(listed["messages"][0]["body"], "Hello");
}

#[tokio::test]
async fn nobody_is_asked_what_became_of_a_message_that_came_in() {
    let app = App::start().await;
    post(&app, &own_hook(), FORM, INBOUND).await;
    let listed = app.get("/api/sms/inbox").await.data();
    let id = listed["messages"][0]["messageId"].as_str().expect("an id").to_owned();
    let found = app.get(&format!("/api/sms/status/{id}?refresh=true")).await;
    assert_eq!(found.status, 200, "{}", found.json());
    let found = found.data();
    assert_eq!(
        (&found["status"], &found["direction"]),
        (&json!("RECEIVED"), &json!("INBOUND"))
    );
    assert_eq!(found["timeline"].as_array().map(Vec::len), Some(1), "{found}");
}

#[tokio::test]
async fn a_carriers_request_reaches_its_adapter_as_it_was() {
    let app = App::start().await;
    let path = format!("{}/inbound?a=1%2B1&a=two+words", own_hook());
    let peer: SocketAddr = "10.0.0.7:4711".parse().expect("an address");
    let request = Request::post(&path)
        .header("content-type", FORM)
        .header("host", "10.0.0.1")
        .header("X-Signature", "one")
        .header("x-signature", "two")
        .header("x-forwarded-for", "1.1.1.1, 198.51.100.4")
        .extension(ConnectInfo(peer));
    app.call(request.body(Body::from(INBOUND)).expect("a request")).await;
    let seen = last_seen(&app);
    assert_eq!(
        (seen.kind, seen.method.as_str(), seen.by_token),
        (WebhookKind::Inbound, "POST", true)
    );
    assert_eq!(seen.url, format!("{PUBLIC_URL}{path}"));
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(seen.query, [pair("a", "1+1"), pair("a", "two words")]);
    let signatures: Vec<_> = seen.headers.iter().filter(|(name, _)| name == "x-signature").collect();
    assert_eq!(signatures, [&pair("x-signature", "one"), &pair("x-signature", "two")]);
    assert_eq!(seen.body, INBOUND.as_bytes());
    assert_eq!(seen.peer.map(|peer| peer.to_string()).as_deref(), Some("198.51.100.4"));
    assert_eq!(seen.at, crate::app::START);
}

#[tokio::test]
async fn every_path_says_what_kind_it_is_and_finds_its_provider() {
    let app = App::start().await;
    let token = hook_token(OWN);
    for (path, kind, by_token) in [
        (format!("/hooks/{token}"), WebhookKind::Any, true),
        (format!("/hooks/{token}/report"), WebhookKind::Report, true),
        (format!("/hooks/{token}/inbound"), WebhookKind::Inbound, true),
        (format!("/hooks/{token}/optout"), WebhookKind::OptOut, true),
        (
            "/api/sms/receive?provider=africastalking".to_owned(),
            WebhookKind::Inbound,
            false,
        ),
        (format!("/api/sms/receive?provider={OWN}"), WebhookKind::Inbound, false),
        (
            "/api/sms/dlr?provider=africastalking".to_owned(),
            WebhookKind::Report,
            false,
        ),
        ("/sms/callback".to_owned(), WebhookKind::Any, false),
    ] {
        let posted = post(&app, &path, FORM, INBOUND).await;
        assert_eq!(posted.status, 201, "{path}");
        let seen = last_seen(&app);
        assert_eq!(
            (seen.kind, seen.by_token, seen.method.as_str()),
            (kind, by_token, "POST"),
            "{path}"
        );
        let more = if path.contains('?') { "&" } else { "?" };
        let got = app.with_key("GET", &format!("{path}{more}{INBOUND}"), None, None).await;
        assert_eq!(got.status, 201, "{path}");
        let seen = last_seen(&app);
        assert_eq!(
            (seen.kind, seen.by_token, seen.method.as_str()),
            (kind, by_token, "GET"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn twilio_is_known_by_its_fields_and_others_must_be_named() {
    let app = App::start().await;
    let twilio = format!("{INBOUND}&MessageSid=SM1");
    for path in ["/api/sms/receive", "/api/sms/dlr", "/api/sms/receive?provider="] {
        assert_eq!(post(&app, path, FORM, twilio.clone()).await.status, 201, "{path}");
    }
    let by_get = format!("/api/sms/receive?{twilio}");
    assert_eq!(app.with_key("GET", &by_get, None, None).await.status, 201);
    for path in ["/api/sms/receive", "/api/sms/dlr"] {
        let answer = post(&app, path, FORM, INBOUND).await;
        assert_eq!(answer.status, 400, "{path}");
        assert!(
            String::from_utf8_lossy(&answer.bytes).starts_with("provider: is missing"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_refused_webhook_has_a_status_a_reason_and_no_body() {
    let app = App::start().await;
    let hook = own_hook();
    for (path, body, status, reason) in [
        (hook.clone(), "forged=1", 403, "the signature does not fit"),
        (hook.clone(), "unstored=1", 503, "it could not be stored; send it again"),
        (hook.clone(), "", 400, "text is missing"),
        (hook.clone(), "%%%", 400, "text is missing"),
        ("/hooks/unknown".to_owned(), INBOUND, 404, "no provider takes this"),
        (format!("/hooks/{:048x}", 99), INBOUND, 404, "no provider takes this"),
        ("/hooks/%FF".to_owned(), INBOUND, 404, "no provider takes this"),
        (format!("{hook}/nonsense"), INBOUND, 404, "no provider takes this"),
        (
            "/sms/callback".to_owned(),
            "forged=1",
            403,
            "the signature does not fit",
        ),
        (
            "/api/sms/receive?provider=nobody".to_owned(),
            INBOUND,
            404,
            "no provider takes this",
        ),
        (
            "/api/sms/dlr?provider=simulator".to_owned(),
            INBOUND,
            404,
            "no provider takes this",
        ),
    ] {
        let answer = post(&app, &path, FORM, body).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("x-tuma-reason")),
            (status, reason),
            "{path} {body}"
        );
        assert!(answer.bytes.is_empty(), "{path} {body}");
        assert_eq!(answer.header("retry-after").is_empty(), status != 503, "{path} {body}");
    }
}

#[tokio::test]
async fn garbage_is_never_our_fault() {
    let app = App::start().await;
    let deep = "[".repeat(100_000);
    for path in [
        own_hook(),
        "/sms/callback".to_owned(),
        "/api/sms/receive?provider=twilio".to_owned(),
    ] {
        for (content_type, body) in [
            ("application/json", &b"{"[..]),
            ("application/json", deep.as_bytes()),
            ("text/plain", b"\xff\xfe\x00"),
            (FORM, b"\xff=\xff&&&=&from"),
            ("multipart/form-data", b"--"),
            ("\u{e9}", b"x"),
            ("", b""),
        ] {
            let answer = post(&app, &path, content_type, body.to_vec()).await;
            assert_eq!(answer.status, 400, "{path} {content_type}");
            assert!(answer.bytes.is_empty(), "{path} {content_type}");
        }
    }
}

#[tokio::test]
async fn a_webhook_at_the_limit_is_read_and_one_byte_more_is_413() {
    let app = App::start().await;
    let padded = |bytes: usize| format!("{INBOUND}&pad={}", "x".repeat(bytes - INBOUND.len() - "&pad=".len()));
    let most = api::limits::MAX_WEBHOOK_BYTES;
    assert_eq!(post(&app, &own_hook(), FORM, padded(most)).await.status, 201);
    for path in [
        own_hook(),
        "/api/sms/receive".to_owned(),
        "/api/sms/dlr".to_owned(),
        "/sms/callback".to_owned(),
    ] {
        let over = post(&app, &path, FORM, padded(most + 1)).await;
        assert_eq!((over.status.as_u16(), over.bytes.len()), (413, 0), "{path}");
    }
}

#[tokio::test]
async fn a_webhook_that_stops_coming_is_given_up_on() {
    let limits = Limits {
        body_idle: Duration::from_millis(5),
        ..Limits::default()
    };
    let app = App::with(limits).await;
    let endless = Body::from_stream(futures::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let answer = post(&app, &own_hook(), FORM, endless).await;
    assert_eq!((answer.status.as_u16(), answer.bytes.len()), (408, 0));
}

#[tokio::test]
async fn the_inbox_has_what_came_in_for_the_organization_and_nothing_else() {
    let app = App::start().await;
    let theirs = format!("/hooks/{}", hook_token(THEIRS));
    for (hook, body) in [
        (own_hook(), "from=%2B254712345678&to=20880&text=one&id=1"),
        (own_hook(), "from=254712345679&to=%2B254700000001&text=two&id=2"),
        (own_hook(), "from=%2B254712345678&to=20880&text=three&id=3"),
        // The carrier delivers it again.
        (own_hook(), "from=%2B254712345678&to=20880&text=three&id=3"),
        (theirs, "from=%2B254712345678&to=20880&text=other&id=1"),
    ] {
        assert_eq!(post(&app, &hook, FORM, body).await.status, 201, "{body}");
    }
    let sent = json!({"to": "+254712345678", "body": "outbound"}).to_string();
    assert_eq!(app.post("/api/sms/send", &sent).await.status, 202);
    let bodies = |data: &Value| -> Vec<String> {
        let messages = data["messages"].as_array().expect("messages");
        messages
            .iter()
            .map(|one| one["body"].as_str().expect("a body").to_owned())
            .collect()
    };
    for (query, expected) in [
        ("", vec!["three", "two", "one"]),
        ("?phone=%2B254712345678", vec!["three", "one"]),
        ("?phone=0712345679", vec!["two"]),
        ("?to=20880", vec!["three", "one"]),
        ("?to=%2B254700000001", vec!["two"]),
        ("?to=+254700000001", vec!["two"]),
        ("?to=20881", vec![]),
        ("?from=2026-03-01&until=2026-03-01", vec!["three", "two", "one"]),
        ("?from=2026-03-01T08:00:00.001Z", vec![]),
        ("?until=2026-03-01T08:00:00Z", vec![]),
    ] {
        let answer = app.get(&format!("/api/sms/inbox{query}")).await;
        assert_eq!(answer.status, 200, "{query} {}", answer.json());
        assert_eq!(bodies(&answer.data()), expected, "{query}");
    }
    let first = app.get("/api/sms/inbox?limit=2").await.data();
    assert_eq!(
        (bodies(&first), &first["limit"]),
        (vec!["three".to_owned(), "two".to_owned()], &json!(2))
    );
    let cursor = first["nextCursor"].as_str().expect("a cursor");
    let rest = app.get(&format!("/api/sms/inbox?limit=2&cursor={cursor}")).await.data();
    assert_eq!((bodies(&rest), rest.get("nextCursor")), (vec!["one".to_owned()], None));
    let shown = &rest["messages"][0];
    for (field, value) in [
        ("direction", json!("INBOUND")),
        ("status", json!("RECEIVED")),
        ("from", json!("+254712345678")),
        ("to", json!("20880")),
        ("country", json!("KE")),
        ("provider", json!("africastalking")),
    ] {
        assert_eq!(shown[field], value, "{field}");
    }
    let theirs = app
        .with_key("GET", "/api/sms/inbox", Some(&app.other_key), None)
        .await
        .data();
    assert_eq!(bodies(&theirs), ["other"]);
}

#[tokio::test]
async fn wrong_parameters_of_the_inbox_are_all_named() {
    let app = App::start().await;
    let long = "9".repeat(65);
    let answer = app
        .get(&format!(
            "/api/sms/inbox?phone=12&to={long}&from=x&until=y&limit=0&cursor=z&direction=OUTBOUND"
        ))
        .await;
    assert_eq!(answer.status, 400);
    assert_eq!(
        answer.fields(),
        ["phone", "to", "from", "until", "limit", "cursor", "direction"]
    );
}
