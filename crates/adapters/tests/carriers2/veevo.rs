//! Sending through Veevo Tech: what goes over the wire, what becomes of every answer, and its delivery reports.

use std::collections::BTreeSet;

use adapters::veevo::{ERROR_FILTERS, MAX_TEXT_CHARS, REPORT_WORDS};
use adapters::{AskError, Lookup, SendOutcome, WebhookKind, WebhookRefusal, WebhookRequest};
use domain::MessageId;
use domain::ReportStatus::{self, Delivered, Expired, Failed, Rejected, Sent};
use doubles::veevo::{ReportForm, Settings, Veevo};
use doubles::{Answer, Misbehaviour};
use serde_json::{Value, json};

use crate::stage::{LONG, PROVIDER, SHORT, Stage, form, from, long_text, message, said, webhook};

const HASH: &str = "vt-s3cr3t-hash";

fn carrier() -> Veevo {
    Veevo::new(Settings {
        hash: HASH.to_owned(),
        report_delay_ms: 0,
        ..Settings::default()
    })
}

fn settings(url: &str, more: Value) -> Value {
    let mut settings = json!({ "hash": HASH, "baseUrl": format!("{url}/v3") });
    let more = more.as_object().cloned().unwrap_or_default();
    settings.as_object_mut().expect("an object").extend(more);
    settings
}

async fn stage(more: Value) -> Stage<Veevo> {
    let stage = Stage::start("veevo", carrier(), |url, _| settings(url, more)).await;
    let url = stage.hook_url("/report");
    stage.double.carrier().set(|settings| settings.report_url = Some(url));
    stage
}

#[tokio::test]
async fn every_error_filter_has_its_outcome() {
    let rows = [
        ("AUTHENTICATION_FAILED", "unroutable Account"),
        ("INVALID_API_KEY", "unroutable Account"),
        ("ACCOUNT_DISABLED", "unroutable Account"),
        ("ACCOUNT_BLOCKED", "unroutable Account"),
        ("ACCOUNT_UNVERIFIED", "unroutable Account"),
        ("IP_NOT_ALLOWED", "unroutable Account"),
        ("TRAFFIC_NOT_ALLOWED", "unroutable Account"),
        ("LOW_BALANCE", "unroutable Account"),
        ("INSUFFICIENT_BALANCE", "unroutable Account"),
        ("SENDER_ID_MISSING", "unroutable Sender"),
        ("SENDER_ID_NOT FOUND", "unroutable Sender"),
        ("SENDER_ID_DISABLED", "unroutable Sender"),
        ("SENDERID_ROUTING_FAILED", "unroutable Sender"),
        ("NOT FOUND", "unroutable Sender"),
        ("INVALID_NUMBER", "rejected InvalidNumber"),
        ("RECEIVER_NUMBER_MISSING", "rejected InvalidNumber"),
        ("UNSUPPORTED_COUNTRY", "rejected InvalidNumber"),
        ("CONTENT_TOO_LONG", "rejected Refused"),
        ("SMS_TEXT_MISSING", "rejected Refused"),
        ("TECHNICAL_ISSUE", "retry"),
        ("CARRIER_ROUTING", "unroutable Route"),
    ];
    let names: Vec<&str> = rows.iter().map(|(filter, _)| *filter).collect();
    assert_eq!(names, doubles::veevo::ERROR_FILTERS);
    assert_eq!(
        names,
        ERROR_FILTERS.iter().map(|(filter, _)| *filter).collect::<Vec<_>>()
    );
    let stage = stage(json!({})).await;
    for (place, (filter, expected)) in (1..).zip(rows) {
        let outcome = stage.send_one(&format!("+92300{}", 5_550_000 + place), "hi").await;
        assert_eq!(said(&outcome), format!("{expected} {filter}"));
        assert!(
            format!("{outcome:?}").contains("The request was refused"),
            "{outcome:?}"
        );
    }
    // In another spelling it is the same filter.
    let body = json!({ "status": "error", "error_filter": "sender_id_not_found" });
    stage.double.misbehave(Misbehaviour::Answer(Answer::json(200, &body)));
    assert_eq!(
        said(&stage.send_one("+923001234567", "hi").await),
        "unroutable Sender sender_id_not_found"
    );
}

#[tokio::test]
async fn the_call_is_json_with_the_credential_in_the_body() {
    let stage = stage(json!({ "senderId": "TUMA" })).await;
    let batch = vec![
        message(1, "+923001234567", "Fee due & paid"),
        from("8583", message(2, "+923001234568", "hi")),
    ];
    assert!(
        stage
            .send(batch)
            .await
            .iter()
            .all(|outcome| said(outcome) == "accepted")
    );
    let mut bodies: Vec<Value> = stage.double.requests().iter().map(doubles::Recorded::json).collect();
    bodies.sort_by_key(Value::to_string);
    let wanted = |to: &str, sender: &str, text: &str| json!({ "hash": HASH, "receivernum": to, "sendernum": sender, "textmessage": text });
    assert_eq!(
        bodies,
        [
            wanted("+923001234567", "TUMA", "Fee due & paid"),
            wanted("+923001234568", "8583", "hi")
        ]
    );
    for request in stage.double.requests() {
        assert_eq!(
            (request.method.as_str(), request.path.as_str()),
            ("POST", "/v3/sendsms")
        );
        assert!(request.query.is_empty() && request.header("accept") == Some("application/json"));
    }
}

#[tokio::test]
async fn the_names_of_fields_and_the_words_are_settings() {
    let more = json!({
        "credentialField": "apikey", "fields": { "text": "text_message", "sender": "from", "receiver": "receivenum" },
        "successWords": ["queued"],
    });
    let stage = stage(more).await;
    let answer = json!({ "STATUS": "Queued", "MESSAGE_ID": 17 });
    stage.double.misbehave(Misbehaviour::Answer(Answer::json(200, &answer)));
    assert_eq!(
        stage.send_one("+923001234567", "hi").await,
        SendOutcome::accepted(vec!["17".to_owned()])
    );
    let body = stage.double.requests()[0].json();
    assert_eq!(
        body,
        json!({ "apikey": HASH, "receivenum": "+923001234567", "text_message": "hi" })
    );
}

#[tokio::test]
async fn the_charge_is_the_price_whether_text_or_number() {
    let stage = stage(json!({})).await;
    for to in ["+923001234567", "+923005550204"] {
        let SendOutcome::Accepted { price, note, .. } = stage.send_one(to, "hi").await else {
            panic!()
        };
        assert_eq!(
            (price.map(|price| price.to_string()).as_deref(), note),
            (Some("PKR 2.50"), None)
        );
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_is_unknown_and_so_is_a_success_without_an_id() {
    let stage = stage(json!({})).await;
    assert_eq!(said(&stage.send_one("+923005550201", "hi").await), "unknown");
    assert_eq!(said(&stage.send_one("+923005550202", "hi").await), "unknown");
    assert_eq!(said(&stage.send_one("+923005550203", "hi").await), "rejected Refused -");
    for body in ["", "[]", "{}", "\"SUCCESSFUL\"", "<html></html>"] {
        stage.double.misbehave(Misbehaviour::Answer(Answer::text(200, body)));
        assert_eq!(said(&stage.send_one("+923001234567", "hi").await), "unknown", "{body}");
    }
    let body = json!({ "STATUS": "ERROR", "ERROR_CODE": "TAPI-1", "ERROR_DESCRIPTION": "new" });
    stage.double.misbehave(Misbehaviour::Answer(Answer::json(200, &body)));
    assert_eq!(
        said(&stage.send_one("+923001234567", "hi").await),
        "rejected Refused TAPI-1"
    );
}

#[tokio::test]
async fn every_http_status_has_its_outcome() {
    let stage = stage(json!({})).await;
    for (status, expected) in [
        (302, "unroutable Account HTTP 302"),
        (400, "rejected Refused HTTP 400"),
        (401, "unroutable Account HTTP 401"),
        (403, "unroutable Account HTTP 403"),
        (404, "unroutable Account HTTP 404"),
        (429, "retry HTTP 429 pause 1s"),
        (500, "unknown"),
        (502, "unknown"),
        (503, "retry HTTP 503 pause 1s"),
        (504, "unknown"),
    ] {
        stage
            .double
            .misbehave(Misbehaviour::Answer(Answer::text(status, "words")));
        assert_eq!(said(&stage.send_one("+923001234567", "hi").await), expected, "{status}");
        let body = json!({ "STATUS": "ERROR", "ERROR_DESCRIPTION": "new" });
        stage
            .double
            .misbehave(Misbehaviour::Answer(Answer::json(status, &body)));
        assert_eq!(said(&stage.send_one("+923001234567", "hi").await), expected, "{status}");
    }
    let body = json!({ "STATUS": "ERROR", "ERROR_FILTER": "LOW_BALANCE" });
    stage.double.misbehave(Misbehaviour::Answer(Answer::json(500, &body)));
    assert_eq!(
        said(&stage.send_one("+923001234567", "hi").await),
        "unroutable Account LOW_BALANCE"
    );
}

#[tokio::test]
async fn a_text_that_is_too_long_is_refused_and_never_cut() {
    let stage = stage(json!({})).await;
    let fits = "😀".repeat(MAX_TEXT_CHARS);
    assert_eq!(said(&stage.send_one("+923001234567", &fits).await), "accepted");
    let outcome = stage.send_one("+923001234567", &format!("{fits}a")).await;
    assert_eq!(said(&outcome), "rejected Refused CONTENT_TOO_LONG");
    assert!(format!("{outcome:?}").contains("801 characters"), "{outcome:?}");
    assert_eq!(stage.double.requests().len(), 1);
    assert_eq!(said(&stage.send_one("+923001234567", &long_text()).await), "accepted");
    let texts: Vec<String> = stage
        .double
        .carrier()
        .taken()
        .into_iter()
        .map(|taken| taken.text)
        .collect();
    assert_eq!(texts, [fits, long_text()]);
}

#[tokio::test]
async fn a_call_that_was_not_answered_is_unknown_and_nothing_can_be_asked() {
    let stage = Stage::with_timeout("veevo", carrier(), SHORT, |url, _| settings(url, json!({}))).await;
    for (how, taken) in [
        (Misbehaviour::TakeAndClose, 1),
        (Misbehaviour::TakeAndWait(LONG), 2),
        (Misbehaviour::Close, 2),
        (Misbehaviour::Silence(LONG), 2),
    ] {
        stage.double.misbehave(how.clone());
        assert_eq!(said(&stage.send_one("+923001234567", "hi").await), "unknown", "{how:?}");
        assert_eq!(stage.double.carrier().taken().len(), taken, "{how:?}");
    }
    assert_eq!(stage.adapter.lookup(MessageId::new(1), 1).await, Lookup::CannotTell);
    assert_eq!(stage.adapter.balance().await, Err(AskError::Unsupported));
    assert_eq!(
        stage.adapter.query("1", "+923001234567").await.err(),
        Some(AskError::Unsupported)
    );
    let nowhere = Stage::start("veevo", carrier(), |_, _| settings("http://127.0.0.1:1", json!({}))).await;
    assert_eq!(said(&nowhere.send_one("+923001234567", "hi").await), "retry - pause 1s");
}

#[tokio::test]
async fn every_word_of_a_report_is_read_in_every_form() {
    let rows: [(u16, &[ReportStatus], Option<&str>); 7] = [
        (0, &[Delivered], None),
        (101, &[Sent, Sent, Sent, Delivered], None),
        (102, &[Failed], Some("UNDELIV")),
        (103, &[Rejected], Some("REJECTD")),
        (104, &[Expired], Some("EXPIRED")),
        (105, &[Failed], Some("UNKNOWN")),
        (107, &[Delivered, Delivered], None),
    ];
    for report_form in [ReportForm::Json, ReportForm::Form, ReportForm::Query] {
        let stage = stage(json!({})).await;
        stage
            .double
            .carrier()
            .set(|settings| settings.report_form = report_form);
        for (ending, statuses, code) in rows {
            let before = stage.sink.stored().len();
            let outcome = stage
                .send_one(&format!("+92300{}", 5_550_000 + u32::from(ending)), "hi")
                .await;
            let SendOutcome::Accepted { carrier_ids, .. } = outcome else {
                panic!("{outcome:?}")
            };
            let reports = stage
                .sink
                .wait_for(|reports| reports.len() == before + statuses.len())
                .await;
            for (report, status) in reports[before..].iter().zip(statuses) {
                assert_eq!(
                    (&report.carrier_id, report.status),
                    (&carrier_ids[0], *status),
                    "{ending}"
                );
                assert_eq!(report.error_code.as_deref(), code, "{ending}");
                assert_eq!((report.provider, report.price), (PROVIDER, None));
            }
        }
    }
    let words: BTreeSet<&str> = REPORT_WORDS.iter().map(|(word, _)| *word).collect();
    assert_eq!(
        words,
        BTreeSet::from(["", "ACCEPTD", "ENROUTE", "DELIVRD", "UNDELIV", "REJECTD", "EXPIRED"])
    );
}

#[tokio::test]
async fn a_report_of_another_medium_is_answered_and_passed_over() {
    let stage = stage(json!({})).await;
    let report = |medium: &str| form(&format!("MESSAGE_ID=1&DELIVERY_STATUS=DELIVRD&MEDIUM={medium}"));
    for (medium, stored) in [("WHATSAPP", 0), ("sms", 1), ("", 2)] {
        stage.adapter.webhook(&report(medium)).await.unwrap();
        assert_eq!(stage.sink.stored().len(), stored, "{medium}");
    }
    for body in [
        "",
        "MESSAGE_ID=1",
        "DELIVERY_STATUS=DELIVRD",
        "MESSAGE_ID=&DELIVERY_STATUS=DELIVRD",
    ] {
        let refused = stage.adapter.webhook(&form(body)).await;
        assert!(matches!(refused, Err(WebhookRefusal::Malformed(_))), "{body}");
    }
    stage.sink.refuse(1);
    assert_eq!(
        stage.adapter.webhook(&report("SMS")).await,
        Err(WebhookRefusal::NotStored)
    );
}

#[tokio::test]
async fn reports_in_words_of_an_accounts_own_are_read_as_configured() {
    let more = json!({
        "reportWords": { "Gone": "delivered", "delivrd": "sent" },
        "fields": { "reportId": "id", "reportStatus": "state" },
    });
    let stage = stage(more).await;
    for (word, status) in [("gone", Delivered), ("DELIVRD", Sent), ("EXPIRED", Expired)] {
        let body = json!({ "ID": "1", "State": word }).to_string();
        stage
            .adapter
            .webhook(&webhook(
                WebhookKind::Any,
                &[("content-type", "application/json")],
                &body,
            ))
            .await
            .unwrap();
        assert_eq!(stage.sink.statuses().last(), Some(&status), "{word}");
    }
}

#[tokio::test]
async fn a_report_without_the_token_is_refused() {
    let stage = stage(json!({})).await;
    let bare = WebhookRequest {
        by_token: false,
        ..form("MESSAGE_ID=1&DELIVERY_STATUS=DELIVRD")
    };
    assert!(matches!(
        stage.adapter.webhook(&bare).await,
        Err(WebhookRefusal::NotAuthentic(_))
    ));
    assert!(stage.sink.stored().is_empty());
}

#[tokio::test]
async fn a_message_without_reports_is_accepted_all_the_same() {
    let stage = stage(json!({})).await;
    stage.double.carrier().set(|settings| settings.report_url = None);
    assert_eq!(said(&stage.send_one("+923005550106", "hi").await), "accepted");
    assert!(stage.double.webhooks().is_empty() && stage.sink.stored().is_empty());
}

#[tokio::test]
async fn no_secret_and_no_number_is_in_any_outcome() {
    let stage = stage(json!({})).await;
    let echo = format!("hash {HASH} may not send to 03001234567");
    let error = |fields: Value| Answer::json(200, &fields);
    for answer in [
        Answer::text(400, &echo),
        Answer::text(403, &echo),
        Answer::text(429, &echo),
        error(json!({ "STATUS": "ERROR", "ERROR_FILTER": "NOT FOUND", "ERROR_DESCRIPTION": echo })),
        error(json!({ "STATUS": "ERROR", "ERROR_FILTER": echo, "ERROR_DESCRIPTION": echo })),
        error(json!({ "STATUS": echo })),
    ] {
        stage.double.misbehave(Misbehaviour::Answer(answer));
        let shown = format!("{:?}", stage.send_one("+923001234567", "hi").await);
        assert!(shown.contains("•••••"), "{shown}");
        assert!(!shown.contains(HASH) && !shown.contains("1234567"), "{shown}");
    }
}
