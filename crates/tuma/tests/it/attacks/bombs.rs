//! Bodies that are small to send and large to read, and files that are no lists of numbers: refused, or read to their end
//! within the bounds, and nothing of them is left.

use domain::Role;
use reqwest::multipart::{Form, Part};
use serde_json::json;
use testkit::{Answer, TestApp};

use crate::numbers::kenyan;

const UPLOADS: [&str; 3] = ["/api/sms/send-bulk", "/api/v1/files/upload", "/api/upload-phones"];

/// What gzip makes of ten megabytes of zeros begins like this; so does every other of its files.
const GZIP: &[u8] = &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xed, 0xc1, 1, 1];
const ZIP: &[u8] = b"PK\x03\x04\x14\x00\x08\x08\x08\x00list.csv\x00\x00\xff\xff\x00\x00";

async fn upload(app: &TestApp, path: &str, file: Vec<u8>) -> Answer {
    let form = Form::new().part("file", Part::bytes(file).file_name("list.csv"));
    let form = if path.ends_with("send-bulk") {
        form.text("body", "Hello")
    } else {
        form
    };
    app.own().post_form(path, form).await
}

/// Refused with the file named, or taken row by row; then none of the rows may be a message.
async fn is_defused(app: &TestApp, path: &str, file: Vec<u8>, what: &str) {
    let answer = upload(app, path, file).await;
    assert!(answer.status < 500, "{what} at {path}: {}", answer.text);
    if answer.status == 202 {
        let batch = app.own().wait_for_batch(answer.text_of("batchId")).await;
        assert_eq!(batch.number_of("accepted"), 0, "{what} at {path}: {}", batch.text);
        app.run_until_idle().await;
    } else {
        assert!((400..500).contains(&answer.status), "{what} at {path}: {}", answer.text);
    }
    assert_eq!(app.spooled(), 0, "{what} at {path} left a file behind");
}

#[tokio::test]
async fn a_file_that_is_packed_binary_or_endless_in_one_direction_is_defused() {
    let app = TestApp::start().await;
    let number = kenyan(1);
    let bombs: [(&str, Vec<u8>); 8] = [
        ("gzip", GZIP.repeat(1_000)),
        ("zip", ZIP.repeat(1_000)),
        ("zeros", vec![0; 1 << 20]),
        (
            "a million columns",
            [number.as_bytes(), &b",x".repeat(1_000_000)].concat(),
        ),
        (
            "one giant cell",
            [b"phone\n\"", &b"7".repeat(4 << 20)[..], b"\"\n"].concat(),
        ),
        (
            "a quote that never ends",
            [format!("phone\n{number},\"").as_bytes(), &b"x\n".repeat(1 << 20)].concat(),
        ),
        ("a line that never ends", b"7".repeat(4 << 20)),
        ("nothing but line ends", b"\n".repeat(1 << 20)),
    ];
    for (what, bomb) in bombs {
        for path in UPLOADS {
            is_defused(&app, path, bomb.clone(), what).await;
        }
    }
    assert_eq!(app.recorder().count(), 0);
}

#[tokio::test]
async fn a_packed_body_is_never_unpacked() {
    let app = TestApp::start().await;
    for coding in ["gzip", "br", "deflate", "zstd", "gzip, gzip, gzip"] {
        let request = app
            .own()
            .request(reqwest::Method::POST, "/api/sms/send")
            .header("content-type", "application/json")
            .header("content-encoding", coding)
            .body(GZIP.to_vec());
        let answer = Answer::of(request.send().await.expect("Tuma answers")).await;
        assert!([400, 415].contains(&answer.status), "{coding}: {}", answer.text);
    }
}

#[tokio::test]
async fn json_that_is_deep_wide_or_huge_in_a_number_is_refused() {
    let app = TestApp::start().await;
    let to = kenyan(1);
    let deep = |open: &str, close: &str| {
        let nested = format!("{}1{}", open.repeat(50_000), close.repeat(50_000));
        format!(r#"{{"to":"{to}","body":"x","metadata":{{"a":{nested}}}}}"#)
    };
    let wide = (0..50_000)
        .map(|n| format!(r#""k{n}":1"#))
        .collect::<Vec<_>>()
        .join(",");
    for (what, body) in [
        ("deep lists", deep("[", "]")),
        ("deep objects", deep(r#"{"a":"#, "}")),
        (
            "many keys",
            format!(r#"{{"to":"{to}","body":"x","metadata":{{{wide}}}}}"#),
        ),
        ("many unknown fields", format!("{{{wide}}}")),
        (
            "a field with a long name",
            format!(r#"{{"{}":1}}"#, "k".repeat(900_000)),
        ),
        (
            "a huge number",
            format!(r#"{{"to":"{to}","body":"x","validitySeconds":1e999999}}"#),
        ),
        (
            "a long number",
            format!(
                r#"{{"to":"{to}","body":"x","validitySeconds":{}}}"#,
                "9".repeat(100_000)
            ),
        ),
        (
            "a long text",
            format!(r#"{{"to":"{to}","body":"{}"}}"#, "x".repeat(900_000)),
        ),
    ] {
        let answer = app.own().post_raw("/api/sms/send", "application/json", body).await;
        assert_eq!(answer.status, 400, "{what}: {}", answer.text);
        assert!(
            answer.text.len() < 10_000,
            "{what} is answered with {} bytes",
            answer.text.len()
        );
    }
    assert_eq!(app.database().count("SELECT count(*) FROM messages").await, 0);
}

#[tokio::test]
async fn a_body_of_many_faults_is_answered_with_few() {
    let app = TestApp::start().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    let scopes = vec!["a"; 200_000];
    let answer = owner
        .post("/api/sms/api-keys", json!({ "name": "x", "scopes": scopes }))
        .await
        .expect(400);
    assert_eq!(answer.json["error"]["details"].as_array().map(Vec::len), Some(100));
    let to = vec!["1"; 40_000];
    let answer = app
        .post("/api/send-sms", json!({ "phone_numbers": to, "message": "x" }))
        .await
        .expect(400);
    assert!(answer.text.len() < 100_000, "{} bytes", answer.text.len());
}
