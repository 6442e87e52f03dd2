//! A school's whole file, as the README's reader sends it: every usable row once, every other with its reason.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;
use testkit::{Answer, ProviderSpec, TestApp};

use super::forms::{BULK, fields, sample, with_file};

/// The text of the README.
pub const BODY: &str =
    "Dear {{student_name}}, the fee of Rs {{fee_amount}} for {{class}} is due on {{due_date}}. Challan {{challan_no}}";
/// Rows that can be sent, and different numbers among them; see `testdata/README.md`.
const USABLE: i64 = 9_891;
const DISTINCT: i64 = 9_690;
const UNUSABLE: i64 = 109;

type Row = HashMap<String, String>;

fn rows() -> Vec<Row> {
    let content = sample("fees-lahore.csv");
    let text = content
        .strip_prefix(b"\xef\xbb\xbf")
        .expect("the file begins with a byte order mark");
    csv::Reader::from_reader(text)
        .deserialize()
        .map(|row| row.expect("a row"))
        .collect()
}

fn rendered(row: &Row) -> String {
    row.iter().fold(BODY.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{{{name}}}}}"), value)
    })
}

async fn faults_of(app: &TestApp, batch: &str) -> Vec<Value> {
    let page = app.get(&format!("/api/sms/batches/{batch}")).await.expect(200);
    assert_eq!(page.data()["moreFaults"], false);
    page.data()["faults"].as_array().expect("faults").clone()
}

fn of_kind<'a>(faults: &'a [Value], kind: &str) -> Vec<&'a Value> {
    faults.iter().filter(|fault| fault["kind"] == kind).collect()
}

async fn sent(app: &TestApp) -> Answer {
    let form = with_file(
        fields(&[("body", BODY), ("region", "PK"), ("phoneColumn", "mobile_num")]),
        sample("fees-lahore.csv"),
    );
    let answer = app.own().post_form(BULK, form).await.expect(202);
    let batch = app.own().wait_for_batch(answer.text_of("batchId")).await;
    app.run_until_idle().await;
    batch
}

#[tokio::test]
async fn every_usable_row_is_sent_once_and_every_other_has_its_reason() {
    let app = TestApp::start().await;
    let batch = sent(&app).await;
    assert_eq!(batch.text_of("status"), "DONE");
    let counts = ["row", "accepted", "refused", "duplicates"].map(|name| batch.number_of(name));
    assert_eq!(counts, [10_000, USABLE, UNUSABLE, 0]);

    let faults = faults_of(&app, batch.text_of("batchId")).await;
    let (refused, notices) = (of_kind(&faults, "refused"), of_kind(&faults, "notice"));
    assert_eq!(
        (refused.len() as i64, notices.len() as i64),
        (UNUSABLE, USABLE - DISTINCT)
    );
    for fault in &faults {
        assert_eq!(fault["field"], "mobile_num");
        assert!(
            ["fault", "mend"]
                .iter()
                .all(|part| fault[part].as_str().is_some_and(|text| !text.is_empty()))
        );
    }

    let rows = rows();
    let refused: BTreeSet<usize> = refused
        .iter()
        .map(|fault| fault["row"].as_u64().expect("a row") as usize)
        .collect();
    let expected: BTreeMap<String, usize> = rows
        .iter()
        .enumerate()
        .filter(|(index, _)| !refused.contains(&(index + 1)))
        .map(|(index, row)| (rendered(row), index + 1))
        .collect();
    let seen = app.recorder().seen();
    assert_eq!(seen.len() as i64, USABLE);
    let taken: BTreeSet<&str> = seen.iter().map(|one| one.body.as_str()).collect();
    assert_eq!(taken.len() as i64, USABLE, "no text went out twice");
    assert!(
        taken.iter().all(|body| expected.contains_key(*body)),
        "every text is that of a usable row"
    );
    let numbers: BTreeSet<&str> = seen.iter().map(|one| one.to.as_str()).collect();
    assert_eq!(numbers.len() as i64, DISTINCT);
    for one in &seen {
        let mobile = &rows[expected[&one.body] - 1]["mobile_num"];
        let digits: String = mobile.chars().filter(char::is_ascii_digit).collect();
        assert!(
            one.to.ends_with(&digits[digits.len() - 9..]),
            "a text went to another row's number"
        );
    }
}

#[tokio::test]
async fn urdu_goes_as_ucs2_and_the_rest_as_gsm7_all_arrive_and_the_totals_are_right() {
    let quick = r#"{"profile":"fastest"}"#;
    let app = TestApp::builder()
        .organization("school", "PK")
        .provider(ProviderSpec::simulator(quick))
        .start()
        .await;
    let batch = sent(&app).await;
    assert_eq!(batch.number_of("accepted"), USABLE);
    let messages = app.own().list_all("").await;
    assert_eq!(messages.len() as i64, USABLE);
    for message in &messages {
        let body = message["body"].as_str().expect("a body");
        let encoding = if body.is_ascii() { "GSM-7" } else { "UCS-2" };
        assert_eq!(
            (&message["status"], &message["encoding"]),
            (&Value::from("DELIVERED"), &Value::from(encoding))
        );
    }
    assert!(messages.iter().filter(|message| message["encoding"] == "UCS-2").count() > 2_000);

    assert_eq!(app.own().totals().await, [("DELIVERED".to_owned(), USABLE)].into());
    let page = app.get("/api/sms/messages?limit=1").await.expect(200);
    assert_eq!(page.data()["total"], USABLE);
    let segments: i64 = messages.iter().filter_map(|message| message["segments"].as_i64()).sum();
    assert_eq!(page.data()["totals"]["DELIVERED"]["segments"], segments);
    let metrics = app.get_bare("/metrics").await.expect(200).text;
    let total = metrics
        .lines()
        .find(|line| line.starts_with("tuma_messages{") && line.contains("status=\"DELIVERED\""));
    assert!(
        total.is_some_and(|line| line.ends_with(&format!(" {USABLE}"))),
        "{total:?}"
    );
}
