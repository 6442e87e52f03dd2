//! Uploads: what is detected, what may come in which order, what is refused.

use testkit::{Answer, TestApp};

use super::forms::{BULK, fields, sample, with_file};

async fn upload(app: &TestApp, form: reqwest::multipart::Form) -> Answer {
    let answer = app.own().post_form(BULK, form).await.expect(202);
    app.own().wait_for_batch(answer.text_of("batchId")).await
}

fn counts(batch: &Answer) -> [i64; 3] {
    ["accepted", "refused", "duplicates"].map(|name| batch.number_of(name))
}

#[tokio::test]
async fn a_windows_file_with_semicolons_and_swahili_headers_is_sent() {
    let app = TestApp::start().await;
    let form = fields(&[
        ("body", "Habari {{Jina}}, basi la {{Njia}} linafika {{Kituo}}"),
        ("region", "KE"),
    ]);
    let batch = upload(&app, with_file(form, sample("passengers-nairobi.csv"))).await;
    assert_eq!(batch.text_of("status"), "DONE");
    assert_eq!(batch.number_of("refused"), 0, "{}", batch.text);
    assert_eq!(batch.number_of("accepted") + batch.number_of("duplicates"), 1_200);
    app.run_until_idle().await;
    assert_eq!(app.recorder().count() as i64, batch.number_of("accepted"));
    let first = &app.recorder().seen_to("+254745279689")[0];
    assert_eq!(
        first.body,
        "Habari Njeri Mwangi \u{2013} Café, basi la CBD linafika Ngara"
    );
    assert_eq!(app.spooled(), 0);
}

#[tokio::test]
async fn a_plain_list_with_mixed_line_ends_is_sent() {
    let app = TestApp::builder().organization("school", "PK").start().await;
    let batch = upload(
        &app,
        with_file(fields(&[("body", "School is closed on Friday")]), sample("parents.txt")),
    )
    .await;
    assert_eq!(batch.number_of("refused"), 0, "{}", batch.text);
    assert_eq!(batch.number_of("accepted") + batch.number_of("duplicates"), 3_000);
    app.run_until_idle().await;
    assert_eq!(app.recorder().count() as i64, batch.number_of("accepted"));
}

const SMALL: &str = "id,name,mobile\n1,Ali,0722000001\n2,Sara,0722000002\n";

#[tokio::test]
async fn the_file_may_come_before_between_or_after_the_other_fields() {
    let app = TestApp::start().await;
    let last = with_file(fields(&[("body", "a {{name}}"), ("phoneColumn", "mobile")]), SMALL);
    let first = with_file(fields(&[]), SMALL)
        .text("body", "b {{name}}")
        .text("phoneColumn", "mobile");
    let between = with_file(fields(&[("body", "c {{name}}")]), SMALL).text("phoneColumn", "mobile");
    for form in [last, first, between] {
        assert_eq!(counts(&upload(&app, form).await), [2, 0, 0]);
    }
    app.run_until_idle().await;
    let mut bodies: Vec<String> = app.recorder().seen().iter().map(|one| one.body.clone()).collect();
    bodies.sort_unstable();
    assert_eq!(bodies, ["a Ali", "a Sara", "b Ali", "b Sara", "c Ali", "c Sara"]);
}

#[tokio::test]
async fn columns_may_be_in_any_order_and_are_named_in_any_case_or_by_place() {
    let app = TestApp::start().await;
    for (content, column) in [
        ("mobile,name\n0722000001,Ali\n", ""),
        ("name,mobile\nAli,0722000001\n", "MOBILE"),
        ("x\tname\tphone\n\tAli\t+254 722 000 001\n", "#3"),
        ("\"Name\";\"Mobile\"\r\n\"Ali\";\"0722-000-001\"\r\n", ""),
        ("name|mobile\rAli|722000001\r", ""),
    ] {
        let form = with_file(fields(&[("body", "Dear {{name}}"), ("phoneColumn", column)]), content);
        assert_eq!(counts(&upload(&app, form).await), [1, 0, 0], "{content:?}");
    }
    app.run_until_idle().await;
    let seen = app.recorder().seen();
    assert!(
        seen.iter()
            .all(|one| one.to == "+254722000001" && one.body == "Dear Ali")
    );
    assert_eq!(seen.len(), 5);
}

#[tokio::test]
async fn options_of_the_form_reach_every_message() {
    let app = TestApp::start().await;
    let at = app.time_ahead(std::time::Duration::from_secs(3_600));
    let form = fields(&[
        ("body", "Hello"),
        ("class", "promotional"),
        ("from", "TUMA"),
        ("scheduledAt", &at),
        ("region", "PK"),
        ("dedupe", "number"),
        ("validitySeconds", "60"),
    ]);
    let batch = upload(&app, with_file(form, "03001234567\n0300 1234567\n+254722000001\n")).await;
    assert_eq!(counts(&batch), [2, 0, 1]);
    app.run_until_idle().await;
    assert_eq!(app.own().totals().await, [("SCHEDULED".to_owned(), 2)].into());
    app.advance(std::time::Duration::from_secs(3_600));
    app.run_until_idle().await;
    let seen = &app.recorder().seen_to("+923001234567")[0];
    assert_eq!(seen.from.as_deref(), Some("TUMA"));
    assert_eq!(seen.expires_at, app.now_ms() + 60_000);
    let messages = app.own().list_all("").await;
    assert!(
        messages
            .iter()
            .all(|message| message["class"] == "promotional" && message["status"] == "DELIVERED")
    );
}

#[tokio::test]
async fn a_file_or_form_that_cannot_be_used_is_refused_and_leaves_nothing_behind() {
    let app = TestApp::start().await;
    let table: Vec<(&str, reqwest::multipart::Form)> = vec![
        ("file", fields(&[("body", "x")])),
        ("body", with_file(fields(&[]), SMALL)),
        ("file", with_file(fields(&[("body", "x")]), "")),
        (
            "file",
            with_file(fields(&[("body", "x")]), b"PK\x03\x04spreadsheet".to_vec()),
        ),
        (
            "phoneColumn",
            with_file(fields(&[("body", "x")]), "name,age\nAli,7\nSara,8\n"),
        ),
        (
            "phoneColumn",
            with_file(fields(&[("body", "x"), ("phoneColumn", "cell")]), SMALL),
        ),
        ("body", with_file(fields(&[("body", "Dear {{surname}}")]), SMALL)),
        ("body", with_file(fields(&[("body", "Dear {{name")]), SMALL)),
        (
            "region",
            with_file(fields(&[("body", "x"), ("region", "Kenya")]), SMALL),
        ),
        ("class", with_file(fields(&[("body", "x"), ("class", "urgent")]), SMALL)),
        (
            "phone_column",
            with_file(fields(&[("body", "x"), ("phone_column", "mobile")]), SMALL),
        ),
        ("body", with_file(fields(&[("body", "x"), ("body", "y")]), SMALL)),
    ];
    for (field, form) in table {
        let answer = app.own().post_form(BULK, form).await.expect(400);
        let Some((fault, mend)) = answer.fault(field) else {
            panic!("{field} is not named: {}", answer.text)
        };
        assert!(!fault.is_empty() && !mend.is_empty());
    }
    assert_eq!(app.spooled(), 0);
    assert_eq!(app.database().count("SELECT count(*) FROM batches").await, 0);
}

#[tokio::test]
async fn a_file_over_the_limit_is_too_large() {
    let small = |limits: &mut api::Limits| limits.file_bytes = 50_000;
    let app = TestApp::builder()
        .limits(small)
        .engine(|settings| settings.max_file_bytes = 50_000)
        .start()
        .await;
    let form = with_file(fields(&[("body", "x")]), "0722000001\n".repeat(10_000));
    let answer = app.own().post_form(BULK, form).await.expect(413);
    assert_eq!(answer.code(), "PAYLOAD_TOO_LARGE");
    assert_eq!(app.spooled(), 0);
}

#[tokio::test]
async fn a_form_that_breaks_off_is_a_bad_request() {
    let app = TestApp::start().await;
    let body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n0722000001\n";
    let answer = app
        .own()
        .post_raw(BULK, "multipart/form-data; boundary=b", body)
        .await
        .expect(400);
    assert_eq!(answer.code(), "INVALID_REQUEST");
    app.own().post_raw(BULK, "multipart/form-data", body).await.expect(400);
    assert_eq!(app.spooled(), 0);
}

#[tokio::test]
async fn an_upload_again_under_its_key_is_the_same_batch() {
    let app = TestApp::start().await;
    let form = |body: &str| with_file(fields(&[("body", body), ("idempotencyKey", "fees-3")]), SMALL);
    let first = upload(&app, form("x")).await;
    let again = upload(&app, form("x")).await;
    assert_eq!(first.text_of("batchId"), again.text_of("batchId"));
    app.own().post_form(BULK, form("y")).await.expect(409);
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 2);
    assert_eq!(app.spooled(), 0);
}
