//! Forms with files: fields in any order, refusals that leave no file behind.

use api::Limits;
use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::app::{Answer, App};

const CSV: &str = "name,phone\nAli,0712345678\nSara,0712345679\nBad,12\n";

struct Part<'a>(&'a str, &'a [u8]);

async fn post(app: &App, parts: &[Part<'_>]) -> Answer {
    let mut body = Vec::new();
    for Part(name, value) in parts {
        let file = if *name == "file" {
            "; filename=\"../../etc/list.csv\""
        } else {
            ""
        };
        body.extend(format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n").bytes());
        body.extend(*value);
        body.extend(b"\r\n");
    }
    body.extend(b"--cut--\r\n");
    raw(app, "multipart/form-data; boundary=cut", body).await
}

async fn raw(app: &App, content_type: &str, body: Vec<u8>) -> Answer {
    let request = Request::post("/api/sms/send-bulk")
        .header("authorization", format!("Bearer {}", app.key))
        .header("content-type", content_type);
    app.call(request.body(Body::from(body)).expect("a request")).await
}

#[tokio::test]
async fn a_file_is_taken_whether_it_comes_first_or_last() {
    let app = App::start().await;
    let file = Part("file", CSV.as_bytes());
    for parts in [
        [
            Part("file", CSV.as_bytes()),
            Part("body", b"Dear {{name}}, first"),
            Part("region", b"KE"),
        ],
        [Part("body", b"Dear {{name}}, last"), Part("region", b"KE"), file],
    ] {
        let answer = post(&app, &parts).await;
        let data = answer.data();
        assert_eq!(
            (answer.status.as_u16(), &data["status"]),
            (202, &json!("DONE")),
            "{}",
            answer.json()
        );
        assert_eq!((&data["accepted"], &data["refused"]), (&json!(2), &json!(1)));
        assert_eq!(data["faults"][0]["row"], 3);
    }
}

#[tokio::test]
async fn a_form_that_is_refused_names_every_fault_and_leaves_no_file() {
    let app = App::start().await;
    let file = || Part("file", CSV.as_bytes());
    for (parts, fields) in [
        (vec![file()], vec!["body"]),
        (vec![Part("body", b"x")], vec!["file"]),
        (vec![], vec!["body", "file"]),
        (
            vec![file(), Part("body", b"x"), Part("phone_column", b"phone")],
            vec!["phone_column"],
        ),
        (
            vec![
                file(),
                Part("body", b"x"),
                Part("class", b"vip"),
                Part("validitySeconds", b"long"),
            ],
            vec!["class", "validitySeconds"],
        ),
        (vec![file(), Part("body", b"x"), Part("body", b"y")], vec!["body"]),
        (vec![file(), Part("body", b"\xff")], vec!["body", "body"]),
        (
            vec![file(), Part("body", b"x"), Part("scheduledAt", b"soon")],
            vec!["scheduledAt"],
        ),
        (
            vec![file(), Part("body", b"x"), Part("idempotencyKey", b"a\x00b")],
            vec!["idempotencyKey"],
        ),
    ] {
        let answer = post(&app, &parts).await;
        assert_eq!(
            (answer.status.as_u16(), answer.fields()),
            (400, fields.iter().map(|f| (*f).to_owned()).collect())
        );
        assert_eq!(app.spooled(), 0, "{fields:?}");
    }
}

#[tokio::test]
async fn a_file_or_field_over_its_limit_is_413_and_leaves_no_file() {
    let app = App::with(Limits {
        file_bytes: 100,
        ..Limits::default()
    })
    .await;
    let large = vec![b'x'; 101];
    let answer = post(&app, &[Part("body", b"x"), Part("file", &large)]).await;
    assert_eq!(
        (answer.status.as_u16(), answer.fields()),
        (413, vec!["file".to_owned()])
    );
    let long = vec![b'x'; (64 << 10) + 1];
    let answer = post(&app, &[Part("file", CSV.as_bytes()), Part("body", &long)]).await;
    assert_eq!(
        (answer.status.as_u16(), answer.fields()),
        (413, vec!["body".to_owned()])
    );
    assert_eq!(app.spooled(), 0);
}

#[tokio::test]
async fn a_broken_form_is_a_400() {
    let app = App::start().await;
    let whole = "--cut\r\ncontent-disposition: form-data; name=\"body\"\r\n\r\nx\r\n--cut--\r\n";
    for (content_type, body) in [
        ("multipart/form-data", whole),
        ("multipart/form-data; boundary=other", whole),
        ("multipart/form-data; boundary=cut", &whole[..40]),
        ("multipart/form-data; boundary=cut", ""),
    ] {
        let answer = raw(&app, content_type, body.as_bytes().to_vec()).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (400, "INVALID_REQUEST"),
            "{content_type} {body}"
        );
    }
    assert_eq!(app.spooled(), 0);
}

#[tokio::test]
async fn the_same_key_with_the_same_file_is_one_batch_and_with_another_file_a_conflict() {
    let app = App::start().await;
    let parts = |csv: &'static str| {
        [
            Part("file", csv.as_bytes()),
            Part("body", b"Dear {{name}}"),
            Part("idempotencyKey", b"k"),
        ]
    };
    let first = post(&app, &parts(CSV)).await;
    let again = post(&app, &parts(CSV)).await;
    assert_eq!((first.status.as_u16(), again.status.as_u16()), (202, 202));
    assert_eq!(first.data()["batchId"], again.data()["batchId"]);
    let other = post(&app, &parts("name,phone\nAli,0712345678\n")).await;
    assert_eq!(
        (other.status.as_u16(), other.code().as_str()),
        (409, "IDEMPOTENCY_CONFLICT")
    );
    assert_eq!(other.data()["first"]["batchId"], first.data()["batchId"]);
}

#[tokio::test]
async fn a_file_may_have_a_category() {
    let app = App::start().await;
    let file = Part("file", CSV.as_bytes());
    let body = Part("body", b"Hello");
    let long = "x".repeat(65);
    let refused = post(&app, &[file, Part("body", b"Hello"), Part("category", long.as_bytes())]).await;
    assert_eq!(
        (refused.status.as_u16(), refused.fields()),
        (400, vec!["category".to_owned()])
    );
    let file = Part("file", CSV.as_bytes());
    let taken = post(&app, &[Part("category", b"fees"), body, file]).await;
    assert_eq!(taken.status, 202, "{}", taken.json());
}
