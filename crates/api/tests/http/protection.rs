//! The law of what browsers are told: every answer of every route says it, whoever asks and whatever comes of it, and so do
//! files, pages, refusals and what no route answers. And the bounds of a request's head, over a real connection.

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::routing::get;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

use crate::access::{DOORS, GUARDED, OPEN, PERSONS};
use crate::app::{Answer, App};
use crate::laws::{PAYMENTS, WEBHOOKS};

/// What source 001 lists, and what browsers learned since.
const ALWAYS: [(&str, &str); 8] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("x-xss-protection", "1; mode=block"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
    ("strict-transport-security", "max-age=31536000; includeSubDomains"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
];
const OF_PROGRAMS: &str = "default-src 'none'; frame-ancestors 'none'";

fn is_guarded(answer: &Answer, what: &str) {
    for (name, value) in ALWAYS {
        assert_eq!(answer.header(name), value, "{name} of {what}");
    }
    assert!(!answer.header("x-request-id").is_empty(), "{what}");
    assert!(!answer.header("server").contains('/'), "{what} names its software");
}

fn is_for_programs(answer: &Answer, what: &str) {
    is_guarded(answer, what);
    assert_eq!(answer.header("content-security-policy"), OF_PROGRAMS, "{what}");
    assert_eq!(answer.header("cache-control"), "no-store", "{what}");
}

#[tokio::test]
async fn every_answer_of_every_route_tells_browsers_to_guess_load_frame_and_keep_nothing() {
    let app = App::start().await;
    let guarded = GUARDED.iter().map(|row| (row.method, row.call, row.body));
    let persons = PERSONS.iter().map(|(method, _, call, body)| (*method, *call, *body));
    let doors = DOORS.into_iter().map(|(method, path)| (method, path, Some("{}")));
    let open = OPEN.into_iter().map(|(method, path)| (method, path, None));
    let webhooks = WEBHOOKS.into_iter().map(|(_, call)| ("POST", call, None));
    let calls: Vec<_> = guarded
        .chain(persons)
        .chain(doors)
        .chain(open)
        .chain(webhooks)
        .collect();
    assert!(calls.len() > 100);
    for (method, path, body) in calls.into_iter().chain([("POST", PAYMENTS.1, None)]) {
        for key in [None, Some(app.admin_key.as_str())] {
            let answer = app.with_key(method, path, key, body).await;
            is_for_programs(&answer, &format!("{method} {path} {}", answer.status));
        }
        let wrong = app.with_key("TRACE", path, None, None).await;
        is_for_programs(&wrong, &format!("TRACE {path}"));
    }
}

#[tokio::test]
async fn what_no_route_answers_and_what_the_platform_sends_away_is_guarded_too() {
    let app = App::start().await;
    for path in [
        "/api/made-up",
        "/made-up.js",
        "/api/sms/status/../../etc/passwd",
        "/hooks/a/b/c",
    ] {
        let answer = app.with_key("GET", path, None, None).await;
        assert_eq!(answer.status, 404, "{path}");
        is_for_programs(&answer, path);
    }
}

#[tokio::test]
async fn pages_and_files_have_policies_of_their_own() {
    let app = App::start().await;
    for path in [
        "/",
        "/docs/",
        "/docs/swagger-ui-bundle.js",
        "/api/openapi.json",
        "/docs",
        "/api/v1/docs",
    ] {
        let request = Request::get(path).header("accept", "text/html");
        let answer = app.call(request.body(Body::empty()).expect("a request")).await;
        is_guarded(&answer, path);
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(
            !policy.contains("script-src 'unsafe") && !policy.contains('*'),
            "{path}: {policy}"
        );
    }
    let bundle = app.with_key("GET", "/docs/swagger-ui-bundle.js", None, None).await;
    assert_eq!(
        (bundle.status.as_u16(), bundle.header("cache-control")),
        (200, "no-cache")
    );
}

/// What a server that does nothing else answers to these bytes, until it closes the connection or has answered.
async fn answered(sent: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let stop = CancellationToken::new();
    let router = Router::new().route("/", get(async || "here"));
    tokio::spawn(api::serve(listener, router, stop.clone()));
    let mut stream = TcpStream::connect(address).await.expect("a connection");
    // The server may close the connection before all of it is written.
    let _ = stream.write_all(sent.as_bytes()).await;
    let mut text = Vec::new();
    let mut buffer = [0; 1_024];
    while let Ok(read @ 1..) = stream.read(&mut buffer).await {
        text.extend_from_slice(&buffer[..read]);
        if text.windows(4).any(|four| four == b"\r\n\r\n") {
            break;
        }
    }
    stop.cancel();
    String::from_utf8_lossy(&text).into_owned()
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused_before_anything_is_done() {
    let good = format!(
        "GET / HTTP/1.1\r\nhost: tuma\r\nx-long: {}\r\n\r\n",
        "x".repeat(30 << 10)
    );
    assert!(answered(&good).await.starts_with("HTTP/1.1 200"));
    let long = format!(
        "GET / HTTP/1.1\r\nhost: tuma\r\nx-long: {}\r\n\r\n",
        "x".repeat(200 << 10)
    );
    let many = format!("GET / HTTP/1.1\r\nhost: tuma\r\n{}\r\n", "x-one: 1\r\n".repeat(101));
    for (head, what) in [(long, "one long header"), (many, "many headers")] {
        let answer = answered(&head).await;
        assert!(answer.starts_with("HTTP/1.1 431"), "{what}: {answer}");
    }
    let path = format!("GET /{} HTTP/1.1\r\nhost: tuma\r\n\r\n", "x".repeat(70 << 10));
    let answer = answered(&path).await;
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
}

#[tokio::test(start_paused = true)]
async fn a_head_that_never_ends_is_given_up_on() {
    assert_eq!(answered("GET / HTTP/1.1\r\nhost: tuma\r\nx-slow: ").await, "");
}

#[tokio::test]
async fn a_head_cannot_say_two_things_at_once() {
    for head in [
        "POST / HTTP/1.1\r\nhost: tuma\r\ncontent-length: 3\r\ncontent-length: 4\r\n\r\nabcd",
        "GET / HTTP/1.1\r\nhost: tuma\r\nx-request-id: a\r\n b: c\r\n\r\n",
        "GET / HTTP/1.1\r\nhost: tuma\r\nx one: 1\r\n\r\n",
        "GET /\u{1}x HTTP/1.1\r\nhost: tuma\r\n\r\n",
    ] {
        let answer = answered(head).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{head:?}: {answer}");
    }
}
