//! Bulk calls with recipients in the call itself: one transaction, good rows accepted, bad ones named.

use serde_json::{Value, json};
use testkit::TestApp;

use crate::numbers::{kenyan, kenyans};

const BULK: &str = "/api/sms/send-bulk";

#[tokio::test]
async fn a_bulk_call_renders_a_text_for_each_recipient() {
    let app = TestApp::start().await;
    let body = json!({
        "recipients": [
            { "to": "0722000001", "variables": { "name": "Ali", "amount": "5000" } },
            { "to": kenyan(2), "variables": { "amount": "7500" } },
        ],
        "body": "Dear {{name|parent}}, Rs {{amount}} is due.",
    });
    let answer = app.post(BULK, body).await.expect(202);
    assert!(answer.text_of("batchId").starts_with("bat_"));
    assert_eq!(answer.text_of("status"), "DONE");
    assert_eq!(
        (answer.number_of("totalRecipients"), answer.number_of("accepted")),
        (2, 2)
    );
    app.run_until_idle().await;
    let recorder = app.recorder();
    assert_eq!(recorder.seen_to(&kenyan(1))[0].body, "Dear Ali, Rs 5000 is due.");
    assert_eq!(recorder.seen_to(&kenyan(2))[0].body, "Dear parent, Rs 7500 is due.");
    let batch = answer.text_of("batchId");
    let messages = app.own().list_all(&format!("batchId={batch}")).await;
    let mut rows: Vec<i64> = messages
        .iter()
        .filter_map(|message| message["batchRow"].as_i64())
        .collect();
    rows.sort_unstable();
    assert_eq!(rows, [1, 2]);
}

fn mixed() -> Value {
    json!({
        "recipients": [
            { "to": kenyan(1), "variables": { "name": "a" } },
            { "to": "12", "variables": { "name": "b" } },
            { "to": kenyan(3) },
            { "to": kenyan(1), "variables": { "name": "a" } },
            { "to": kenyan(1), "variables": { "name": "z" } },
        ],
        "body": "Hello {{name}}",
    })
}

fn with(mut body: Value, name: &str, value: Value) -> Value {
    body[name] = value;
    body
}

#[tokio::test]
async fn good_rows_are_accepted_and_bad_ones_listed_by_row() {
    let app = TestApp::start().await;
    let answer = app.post(BULK, mixed()).await.expect(202);
    let counts = ["totalRecipients", "accepted", "refused", "duplicates"].map(|name| answer.number_of(name));
    assert_eq!(counts, [5, 2, 2, 1]);
    let faults = answer.data()["faults"].as_array().expect("faults");
    let told: Vec<(i64, &str, &str)> = faults
        .iter()
        .map(|fault| {
            let text = |name: &str| fault[name].as_str().expect("a text");
            assert!(!text("fault").is_empty() && !text("mend").is_empty());
            (fault["row"].as_i64().expect("a row"), text("kind"), text("field"))
        })
        .collect();
    assert_eq!(
        told,
        [
            (2, "refused", "to"),
            (3, "refused", "variables"),
            (4, "duplicate", "to"),
            (5, "notice", "to")
        ]
    );
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 2);
}

#[tokio::test]
async fn a_call_that_asks_for_it_is_refused_whole() {
    let app = TestApp::start().await;
    let answer = app
        .post(BULK, with(mixed(), "onInvalid", json!("reject")))
        .await
        .expect(400);
    assert_eq!(answer.faulty_fields(), ["recipients[1].to", "recipients[2].variables"]);
    assert_eq!(app.database().count("SELECT count(*) FROM messages").await, 0);
    assert_eq!(app.database().count("SELECT count(*) FROM batches").await, 0);
}

#[tokio::test]
async fn one_message_a_number_is_an_option() {
    let app = TestApp::start().await;
    let answer = app
        .post(BULK, with(mixed(), "dedupe", json!("number")))
        .await
        .expect(202);
    assert_eq!((answer.number_of("accepted"), answer.number_of("duplicates")), (1, 2));
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 1);
}

#[tokio::test]
async fn the_number_of_recipients_is_bounded() {
    let app = TestApp::start().await;
    let recipients = |count: usize| kenyans(0, count).map(|to| json!({ "to": to })).collect::<Vec<_>>();
    for count in [0, 10_001] {
        let answer = app
            .post(BULK, json!({ "recipients": recipients(count), "body": "x" }))
            .await
            .expect(400);
        assert!(answer.fault("recipients").is_some(), "{}", answer.text);
    }
    let answer = app
        .post(BULK, json!({ "recipients": recipients(10_000), "body": "x" }))
        .await
        .expect(202);
    assert_eq!(answer.number_of("accepted"), 10_000);
    app.run_until_idle().await;
    assert_eq!(app.own().totals().await, [("DELIVERED".to_owned(), 10_000)].into());
    assert_eq!(app.recorder().count(), 10_000);
}

#[tokio::test]
async fn what_is_wrong_with_the_call_as_a_whole_refuses_it() {
    let app = TestApp::start().await;
    for (field, value) in [
        ("body", json!("Dear {{name")),
        ("onInvalid", json!("maybe")),
        ("dedupe", json!("sometimes")),
        ("from", json!("A name too long")),
        ("provider", json!("nobody")),
        ("recipient", json!([])),
    ] {
        let answer = app.post(BULK, with(mixed(), field, value)).await.expect(400);
        assert!(answer.fault(field).is_some(), "{field}: {}", answer.text);
    }
    let bad_variable = json!({ "recipients": [{ "to": kenyan(1), "variables": { "n": 7 } }], "body": "x" });
    let answer = app.post(BULK, bad_variable).await.expect(400);
    assert!(
        answer.faulty_fields()[0].starts_with("recipients[0].variables"),
        "{}",
        answer.text
    );
}

#[tokio::test]
async fn a_thousand_faults_are_answered_and_the_rest_is_read_page_by_page() {
    let app = TestApp::start().await;
    let recipients: Vec<Value> = (0..2_500).map(|_| json!({ "to": "12" })).collect();
    let answer = app
        .post(BULK, json!({ "recipients": recipients, "body": "x" }))
        .await
        .expect(202);
    assert_eq!((answer.number_of("accepted"), answer.number_of("refused")), (0, 2_500));
    assert_eq!(answer.data()["faults"].as_array().map(Vec::len), Some(1_000));
    assert_eq!(answer.data()["moreFaults"], true);
    let batch = answer.text_of("batchId");
    let mut rows = Vec::new();
    let mut after = Some(0);
    while let Some(row) = after {
        let page = app
            .get(&format!("/api/sms/batches/{batch}?faultsAfter={row}&limit=700"))
            .await
            .expect(200);
        rows.extend(
            page.data()["faults"]
                .as_array()
                .expect("faults")
                .iter()
                .filter_map(|fault| fault["row"].as_i64()),
        );
        after = page.data()["nextFaultsAfter"].as_i64();
    }
    assert_eq!(rows, (1..=2_500).collect::<Vec<_>>());
}
