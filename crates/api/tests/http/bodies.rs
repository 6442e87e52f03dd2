//! Bodies that are refused: each refusal is a clear 4xx that names field, fault and mend.

use std::time::Duration;

use api::Limits;
use axum::body::Body;
use axum::http::Request;
use futures::StreamExt;

use crate::app::{Answer, App, NUMBER};

async fn raw(app: &App, path: &str, content_type: Option<&str>, body: impl Into<Body>) -> Answer {
    let mut request = Request::post(path).header("authorization", format!("Bearer {}", app.key));
    if let Some(content_type) = content_type {
        request = request.header("content-type", content_type);
    }
    app.call(request.body(body.into()).expect("a request")).await
}

#[tokio::test]
async fn every_malformed_body_is_a_400_that_names_the_field() {
    let app = App::start().await;
    for (body, field) in [
        (&b""[..], "request"),
        (b"  ", "request"),
        (b"{", "request"),
        (b"[]", "request"),
        (b"null", "request"),
        (b"\xff\xfe{", "request"),
        (b"{\"to\":\"\xc3\x28\"}", "request"),
        (br#"{"to":1,"body":"x"}"#, "to"),
        (br#"{"to":"+254712345678"}"#, "body"),
        (br#"{"to":"+254712345678","body":"x","phone":"y"}"#, "phone"),
        (br#"{"to":"+254712345678","body":"x","class":"vip"}"#, "class"),
        (
            br#"{"to":"+254712345678","body":"x","scheduledAt":"soon"}"#,
            "scheduledAt",
        ),
        (br#"{"to":"+254712345678","body":"x","metadata":[1]}"#, "metadata"),
        (
            br#"{"to":"+254712345678","body":"x","idempotencyKey":"a\u0000b"}"#,
            "idempotencyKey",
        ),
        (br#"{"to":"","body":"x"}"#, "to"),
        (br#"{"to":"+254712345678","body":""}"#, "body"),
    ] {
        for path in ["/api/sms/send"] {
            let answer = raw(&app, path, Some("application/json"), body).await;
            let shown = String::from_utf8_lossy(body);
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (400, "INVALID_REQUEST"),
                "{shown}"
            );
            assert_eq!(answer.fields(), [field], "{shown}");
        }
    }
}

#[tokio::test]
async fn deeply_nested_json_is_refused_and_not_followed() {
    let app = App::start().await;
    let deep = format!(
        r#"{{"to":"{NUMBER}","body":"x","metadata":{}{}}}"#,
        "{\"a\":".repeat(5_000),
        "}".repeat(5_000)
    );
    assert_eq!(app.post("/api/sms/send", &deep).await.status, 400);
}

#[tokio::test]
async fn a_wrong_number_is_never_repeated_whole() {
    let app = App::start().await;
    for body in [
        r#"{"to":254712345678901234,"body":"x"}"#,
        r#"{"to":"+2547123456789012","body":"x"}"#,
    ] {
        let answer = app.post("/api/sms/send", body).await;
        assert_eq!(answer.status, 400);
        assert!(
            !String::from_utf8_lossy(&answer.bytes).contains("254712345678"),
            "{body}"
        );
    }
}

#[tokio::test]
async fn another_content_type_is_415() {
    let app = App::start().await;
    let body = format!(r#"{{"to":"{NUMBER}","body":"x"}}"#);
    for wrong in [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
        Some("application/jsonx"),
    ] {
        let answer = raw(&app, "/api/sms/send", wrong, body.clone()).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (415, "UNSUPPORTED_MEDIA_TYPE"),
            "{wrong:?}"
        );
    }
    let with_charset = raw(&app, "/api/sms/send", Some("Application/JSON; charset=utf-8"), body).await;
    assert_eq!(with_charset.status, 202);
}

#[tokio::test]
async fn a_body_at_the_limit_is_read_and_one_byte_more_is_413() {
    let app = App::with(Limits {
        body_bytes: 200,
        bulk_body_bytes: 300,
        ..Limits::default()
    })
    .await;
    let short = format!(r#"{{"to":"{NUMBER}","body":"x"}}"#);
    for (path, most) in [
        ("/api/sms/send", 200),
        ("/api/sms/preview", 200),
        ("/api/sms/send-bulk", 300),
    ] {
        let at_the_limit = format!("{short}{}", " ".repeat(most - short.len()));
        assert_ne!(
            raw(&app, path, Some("application/json"), at_the_limit.clone())
                .await
                .status,
            413,
            "{path}"
        );
        let over = raw(&app, path, Some("application/json"), format!("{at_the_limit} ")).await;
        assert_eq!(
            (over.status.as_u16(), over.code().as_str()),
            (413, "PAYLOAD_TOO_LARGE"),
            "{path}"
        );
        assert_eq!(over.fields(), ["body"]);
    }
}

#[tokio::test]
async fn a_body_in_pieces_is_read_whole() {
    let app = App::start().await;
    let body = format!(r#"{{"to":"{NUMBER}","body":"in pieces"}}"#);
    let pieces: Vec<Result<Vec<u8>, std::io::Error>> = body.as_bytes().chunks(7).map(|p| Ok(p.to_vec())).collect();
    let answer = raw(
        &app,
        "/api/sms/send",
        Some("application/json"),
        Body::from_stream(futures::stream::iter(pieces)),
    )
    .await;
    assert_eq!(answer.status, 202);
}

#[tokio::test]
async fn a_body_that_breaks_off_is_a_400() {
    let app = App::start().await;
    let pieces = vec![Ok("{\"to\":".to_owned()), Err(std::io::Error::other("gone"))];
    let answer = raw(
        &app,
        "/api/sms/send",
        Some("application/json"),
        Body::from_stream(futures::stream::iter(pieces)),
    )
    .await;
    assert_eq!(
        (answer.status.as_u16(), answer.fields()),
        (400, vec!["body".to_owned()])
    );
}

#[tokio::test]
async fn a_body_that_comes_too_slowly_is_given_up_on_however_long_it_may_pause() {
    let app = App::with(Limits {
        body_idle: Duration::from_secs(3_600),
        body_grace: Duration::from_millis(5),
        ..Limits::default()
    })
    .await;
    let drip = || futures::stream::iter([Ok::<_, std::io::Error>(b"{".to_vec())]).chain(futures::stream::pending());
    for (path, kind) in [
        ("/api/sms/send", "application/json"),
        ("/api/sms/send-bulk", "multipart/form-data; boundary=x"),
        ("/api/v1/files/upload", "multipart/form-data; boundary=x"),
    ] {
        let answer = raw(&app, path, Some(kind), Body::from_stream(drip())).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (408, "REQUEST_TIMEOUT"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_body_that_stops_coming_is_given_up_on() {
    let app = App::with(Limits {
        body_idle: Duration::from_millis(5),
        ..Limits::default()
    })
    .await;
    let endless = Body::from_stream(futures::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let answer = raw(&app, "/api/sms/send", Some("application/json"), endless).await;
    assert_eq!(
        (answer.status.as_u16(), answer.code().as_str()),
        (408, "REQUEST_TIMEOUT")
    );
}

#[tokio::test]
async fn a_form_of_endless_fields_is_refused() {
    let app = App::start().await;
    let field = "--b\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n1\r\n";
    let long_name = "n".repeat(1 << 20);
    let long_name = format!("--b\r\nContent-Disposition: form-data; name=\"{long_name}\"\r\n\r\n1\r\n");
    for (what, body) in [
        ("many fields", format!("{}--b--\r\n", field.repeat(5_000))),
        ("a field with a long name", format!("{long_name}--b--\r\n")),
        ("no border at all", "x".repeat(2 << 20)),
    ] {
        for path in ["/api/sms/send-bulk", "/api/v1/files/upload", "/api/upload-phones"] {
            let answer = raw(&app, path, Some("multipart/form-data; boundary=b"), body.clone()).await;
            assert_eq!(answer.status, 400, "{what} at {path}");
            assert!(
                answer.bytes.len() < 100_000,
                "{what} at {path}: {} bytes",
                answer.bytes.len()
            );
        }
    }
    assert_eq!(app.spooled(), 0);
}
