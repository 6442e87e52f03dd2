//! Sending through Africa's Talking: what goes over the wire, and what becomes of every answer.

use std::collections::BTreeSet;
use std::time::Duration;

use adapters::africastalking::STATUS_CODES;
use adapters::{AskError, Outgoing, SendOutcome};
use doubles::africastalking::{AfricasTalking, Settings};
use doubles::{Answer, Misbehaviour};
use serde_json::{Value, json};

use crate::stage::{LONG, SHORT, Stage, from, long_text, message, said};

const KEY: &str = "atsk_s3cr3t";

fn carrier() -> AfricasTalking {
    AfricasTalking::new(Settings {
        username: "acme".to_owned(),
        api_key: KEY.to_owned(),
        ..Settings::default()
    })
}

async fn stage(more: Value) -> Stage<AfricasTalking> {
    Stage::start("africastalking", carrier(), |url, _| settings(url, more)).await
}

pub fn settings(url: &str, more: Value) -> Value {
    let mut settings = json!({ "username": "acme", "apiKey": KEY, "baseUrl": format!("{url}/version1") });
    let more = more.as_object().cloned().unwrap_or_default();
    settings.as_object_mut().expect("an object").extend(more);
    settings
}

/// The answer that the double gives instead of its own.
fn answers(status: u16, body: &Value) -> Misbehaviour {
    Misbehaviour::Answer(Answer::json(status, body))
}

fn one_recipient(fields: &Value) -> Value {
    json!({ "SMSMessageData": { "Message": "Sent to 1/1 Total Cost: KES 0.8000", "Recipients": [fields] } })
}

#[tokio::test]
async fn every_status_code_has_its_outcome() {
    let rows = [
        (100, "accepted"),
        (101, "accepted"),
        (102, "accepted"),
        (401, "unroutable Account 401"),
        (402, "unroutable Sender 402"),
        (403, "rejected InvalidNumber 403"),
        (404, "rejected InvalidNumber 404"),
        (405, "unroutable Account 405"),
        (406, "rejected OptedOut 406"),
        (407, "unroutable Route 407"),
        (409, "rejected Barred 409"),
        (500, "retry 500"),
        (501, "retry 501"),
        (502, "rejected Refused 502"),
    ];
    let listed: BTreeSet<u16> = STATUS_CODES.iter().map(|(code, ..)| *code).collect();
    assert_eq!(rows.iter().map(|(code, _)| *code).collect::<BTreeSet<_>>(), listed);
    let stage = stage(json!({})).await;
    for (code, expected) in rows {
        let to = format!("+25470{:07}", 5_550_000 + u32::from(code));
        let outcome = match code {
            // The double answers these as the call asks for them.
            101 | 102 => stage.send_one("+254700000001", "hello").await,
            _ => stage.send_one(&to, "hello").await,
        };
        assert_eq!(said(&outcome), expected, "{code}");
    }
    let unqueued = self::stage(json!({ "enqueue": false })).await;
    assert_eq!(said(&unqueued.send_one("+254700000001", "hello").await), "accepted");
    assert_eq!(
        unqueued.double.requests()[0].form_value("enqueue").as_deref(),
        Some("0")
    );
}

#[tokio::test]
async fn a_refused_recipient_tells_the_carriers_name_for_it_and_the_others_are_taken() {
    let stage = stage(json!({})).await;
    let batch = vec![
        message(1, "+254700000001", "hi"),
        message(2, "+254705550406", "hi"),
        message(3, "+254700000003", "hi"),
    ];
    let outcomes = stage.send(batch).await;
    assert_eq!(
        outcomes.iter().map(said).collect::<Vec<_>>(),
        ["accepted", "rejected OptedOut 406", "accepted"]
    );
    let SendOutcome::Rejected { reason, .. } = &outcomes[1] else {
        panic!("{outcomes:?}")
    };
    assert_eq!(reason, "UserInBlacklist");
    assert_eq!(stage.double.requests().len(), 1);
}

#[tokio::test]
async fn the_classic_call_is_the_documented_form() {
    let stage = stage(json!({ "fromNumber": "TUMA" })).await;
    stage
        .send(vec![
            message(1, "+254700000001", "Habari & karibu + 100%"),
            message(2, "+254700000002", "Habari & karibu + 100%"),
        ])
        .await;
    let request = stage.double.requests().remove(0);
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", "/version1/messaging")
    );
    assert_eq!(request.header("apikey"), Some(KEY));
    assert_eq!(request.header("accept"), Some("application/json"));
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let wanted = [
        pair("username", "acme"),
        pair("to", "+254700000001,+254700000002"),
        pair("message", "Habari & karibu + 100%"),
        pair("from", "TUMA"),
        pair("bulkSMSMode", "1"),
        pair("enqueue", "1"),
    ];
    assert_eq!(request.form(), wanted);
}

#[tokio::test]
async fn the_bulk_call_is_the_documented_json() {
    let stage = stage(json!({ "api": "bulk" })).await;
    let outcomes = stage
        .send(vec![
            from("20880", message(1, "+254700000001", "hi")),
            from("20880", message(2, "+254705550407", "hi")),
        ])
        .await;
    assert_eq!(
        outcomes.iter().map(said).collect::<Vec<_>>(),
        ["accepted", "unroutable Route 407"]
    );
    let request = stage.double.requests().remove(0);
    assert_eq!(
        (request.path.as_str(), request.header("apikey")),
        ("/version1/messaging/bulk", Some(KEY))
    );
    let wanted = json!({
        "username": "acme", "message": "hi", "senderId": "20880", "phoneNumbers": ["+254700000001", "+254705550407"],
        "enqueue": true,
    });
    assert_eq!(request.json(), wanted);
}

#[tokio::test]
async fn messages_share_a_call_only_with_the_same_text_and_sender_and_other_numbers() {
    let stage = stage(json!({ "chunk": 3 })).await;
    let batch: Vec<Outgoing> = vec![
        message(1, "+254700000001", "a"),
        message(2, "+254700000002", "b"),
        message(3, "+254700000003", "a"),
        from("TUMA", message(4, "+254700000004", "a")),
        // The same text to the same number: merged, the double would answer once and send once.
        message(5, "+254700000001", "a"),
        message(6, "+254700000006", "a"),
        message(7, "+254700000007", "a"),
    ];
    let outcomes = stage.send(batch).await;
    assert!(
        outcomes.iter().all(|outcome| said(outcome) == "accepted"),
        "{outcomes:?}"
    );
    let mut calls: Vec<String> = stage
        .double
        .requests()
        .iter()
        .filter_map(|call| call.form_value("to"))
        .collect();
    calls.sort_unstable();
    let wanted = [
        "+254700000001,+254700000003,+254700000006",
        "+254700000001,+254700000007",
        "+254700000002",
        "+254700000004",
    ];
    assert_eq!(calls, wanted);
    assert_eq!(stage.double.carrier().taken().len(), 7);
}

#[tokio::test]
async fn a_message_without_a_sender_gets_the_same_one_each_time() {
    let stage = stage(json!({ "senders": ["20880", "20881", "TUMA"] })).await;
    for round in 0..2 {
        stage
            .send(
                (0..20)
                    .map(|n| message(n + round * 20, &format!("+2547000000{n:02}"), "hi"))
                    .collect(),
            )
            .await;
    }
    let taken = stage.double.carrier().taken();
    let sender_of = |number: &str| {
        taken
            .iter()
            .filter(|one| one.number == number)
            .map(|one| &one.sender)
            .collect::<BTreeSet<_>>()
    };
    assert!((0..20).all(|n| sender_of(&format!("+2547000000{n:02}")).len() == 1));
    assert_eq!(taken.iter().map(|one| &one.sender).collect::<BTreeSet<_>>().len(), 3);
}

#[tokio::test]
async fn the_price_and_another_count_of_segments_are_kept() {
    let stage = stage(json!({})).await;
    let accepted = |price: &str, note: Option<&str>| (price.to_owned(), note.map(str::to_owned));
    let told = |outcome: SendOutcome| match outcome {
        SendOutcome::Accepted { price, note, .. } => (price.map_or("none".to_owned(), |price| price.to_string()), note),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        told(stage.send_one("+254700000001", "hello").await),
        accepted("KES 0.80", None)
    );
    let longer = Outgoing {
        segments: 1,
        ..message(1, "+254700000001", &"a".repeat(200))
    };
    let outcome = stage.send(vec![longer]).await.remove(0);
    assert_eq!(
        told(outcome),
        accepted("KES 1.60", Some("the carrier counts 2 segments"))
    );
    stage.double.carrier().set(|settings| settings.message_parts = false);
    assert_eq!(
        told(stage.send_one("+254700000001", "hello").await),
        accepted("KES 0.80", None)
    );
    let free = json!({ "statusCode": 101, "number": "+254700000001", "status": "Success", "cost": "0", "messageId": "ATXid_1" });
    stage.double.misbehave(answers(201, &one_recipient(&free)));
    assert_eq!(
        told(stage.send_one("+254700000001", "hello").await),
        accepted("none", None)
    );
}

#[tokio::test]
async fn an_empty_list_of_recipients_is_a_failure_although_it_is_a_201() {
    let stage = stage(json!({})).await;
    stage
        .double
        .carrier()
        .set(|settings| settings.senders = vec!["TUMA".to_owned()]);
    let outcome = stage
        .send(vec![from("OTHER", message(1, "+254700000001", "hi"))])
        .await
        .remove(0);
    assert_eq!(said(&outcome), "unroutable Sender 402");
    for (summary, expected) in [
        ("InsufficientBalance", "unroutable Account 405"),
        ("riskhold", "unroutable Account 401"),
        ("CouldNotRoute", "unroutable Route 407"),
        ("InternalServerError", "retry 500"),
        ("Something new", "rejected Refused -"),
        ("Queued", "unknown"),
    ] {
        stage.double.misbehave(answers(
            201,
            &json!({ "SMSMessageData": { "Message": summary, "Recipients": [] } }),
        ));
        assert_eq!(
            said(&stage.send_one("+254700000001", "hi").await),
            expected,
            "{summary}"
        );
    }
}

#[tokio::test]
async fn answers_that_are_odd_are_read_as_far_as_they_go() {
    let stage = stage(json!({})).await;
    let number = "+254700000001";
    let rows = [
        (
            json!({ "statusCode": "102", "number": number, "status": "Success", "messageId": "a" }),
            "accepted",
        ),
        (
            json!({ "statusCode": 102, "number": "254700000001", "status": "Success", "messageId": "a" }),
            "accepted",
        ),
        (
            json!({ "statusCode": 103, "number": number, "status": "New", "messageId": "a" }),
            "accepted",
        ),
        (
            json!({ "status": "UserInBlackList", "number": number }),
            "rejected OptedOut 406",
        ),
        (
            json!({ "statusCode": 499, "number": number, "status": "New" }),
            "rejected Refused 499",
        ),
        (
            json!({ "statusCode": 599, "number": number, "status": "New" }),
            "retry 599",
        ),
        (json!({ "statusCode": 7, "number": number, "status": "New" }), "unknown"),
        (json!({ "number": number }), "unknown"),
        (
            json!({ "statusCode": 102, "number": "+254700000002", "status": "Success" }),
            "unknown",
        ),
    ];
    for (recipient, expected) in rows {
        stage.double.misbehave(answers(201, &one_recipient(&recipient)));
        assert_eq!(said(&stage.send_one(number, "hi").await), expected, "{recipient}");
    }
    for body in [json!({}), json!({ "SMSMessageData": {} }), json!([1])] {
        stage.double.misbehave(answers(201, &body));
        assert_eq!(said(&stage.send_one(number, "hi").await), "unknown", "{body}");
    }
    // Left out of the answer: nobody can tell whether it was taken.
    let outcomes = stage
        .send(vec![message(1, number, "hi"), message(2, "+254705550019", "hi")])
        .await;
    assert_eq!(outcomes.iter().map(said).collect::<Vec<_>>(), ["accepted", "unknown"]);
}

#[tokio::test]
async fn every_http_status_has_its_outcome() {
    let stage = stage(json!({})).await;
    let rows = [
        (200, "unknown"),
        (201, "unknown"),
        (302, "unroutable Account HTTP 302"),
        (400, "rejected Refused HTTP 400"),
        (401, "unroutable Account HTTP 401"),
        (403, "unroutable Account HTTP 403"),
        (404, "unroutable Account HTTP 404"),
        (408, "retry HTTP 408"),
        (413, "rejected Refused HTTP 413"),
        (429, "retry HTTP 429 pause 1s"),
        (500, "unknown"),
        (502, "unknown"),
        (503, "retry HTTP 503 pause 1s"),
        (504, "unknown"),
    ];
    for (status, expected) in rows {
        stage
            .double
            .misbehave(Misbehaviour::Answer(Answer::text(status, "plain words")));
        assert_eq!(said(&stage.send_one("+254700000001", "hi").await), expected, "{status}");
    }
    stage.double.misbehave(Misbehaviour::Answer(
        Answer::text(429, "").with_header("retry-after", "7"),
    ));
    assert_eq!(
        said(&stage.send_one("+254700000001", "hi").await),
        "retry HTTP 429 pause 7s"
    );
}

#[tokio::test]
async fn a_call_that_was_not_answered_is_unknown_and_one_that_was_not_sent_is_not() {
    let stage = Stage::with_timeout("africastalking", carrier(), SHORT, |url, _| settings(url, json!({}))).await;
    for (how, taken) in [
        (Misbehaviour::TakeAndClose, 1),
        (Misbehaviour::TakeAndWait(LONG), 2),
        (Misbehaviour::Close, 2),
        (Misbehaviour::Silence(LONG), 2),
    ] {
        stage.double.misbehave(how.clone());
        let outcomes = stage.send(vec![message(1, "+254700000001", "hi")]).await;
        assert_eq!(said(&outcomes[0]), "unknown", "{how:?}");
        assert_eq!(stage.double.carrier().taken().len(), taken, "{how:?}");
    }
    let Stage { double, adapter, .. } = stage;
    let url = double.url();
    drop(double);
    // The port is free again when nobody can connect to it any more.
    while tokio::net::TcpStream::connect(url.trim_start_matches("http://"))
        .await
        .is_ok()
    {
        tokio::task::yield_now().await;
    }
    let outcome = crate::stage::send(&*adapter, vec![message(1, "+254700000001", "hi")])
        .await
        .remove(0);
    assert_eq!(said(&outcome), format!("retry - pause {:?}", Duration::from_secs(1)));
}

#[tokio::test]
async fn ids_that_the_carrier_gives_twice_or_not_at_all_are_kept_as_they_are() {
    let stage = stage(json!({})).await;
    let entry =
        |number: &str, id: &str| json!({ "statusCode": 102, "number": number, "status": "Success", "messageId": id });
    let recipients = [
        entry("+254700000002", "same"),
        entry("+254700000001", "same"),
        entry("+254700000003", "None"),
    ];
    stage.double.misbehave(answers(
        201,
        &json!({ "SMSMessageData": { "Message": "", "Recipients": recipients } }),
    ));
    let outcomes = stage
        .send((1..4).map(|n| message(n, &format!("+25470000000{n}"), "hi")).collect())
        .await;
    let ids = |ids: &[&str]| SendOutcome::accepted(ids.iter().map(|&id| id.to_owned()).collect());
    assert_eq!(outcomes, [ids(&["same"]), ids(&["same"]), ids(&[])]);
}

#[tokio::test]
async fn a_long_text_arrives_byte_for_byte() {
    for api in ["classic", "bulk"] {
        let stage = stage(json!({ "api": api })).await;
        let outcome = stage.send_one("+254700000001", &long_text()).await;
        assert_eq!(said(&outcome), "accepted");
        assert_eq!(stage.double.carrier().taken()[0].text, long_text(), "{api}");
    }
}

#[tokio::test]
async fn the_balance_is_read_and_a_refusal_says_why() {
    let stage = stage(json!({})).await;
    stage.double.carrier().set(|settings| settings.balance = 12_345_600);
    assert_eq!(
        stage.adapter.balance().await.map(|balance| balance.to_string()),
        Ok("KES 1234.56".to_owned())
    );
    let request = stage.double.requests().remove(0);
    assert_eq!(
        (request.path.as_str(), request.query_value("username")),
        ("/version1/user", Some("acme"))
    );
    assert!(stage.adapter.check().await.is_ok());
    stage
        .double
        .carrier()
        .set(|settings| settings.api_key = "another".to_owned());
    let refused = AskError::Failed("the carrier answered HTTP 401: The supplied authentication is invalid".to_owned());
    assert_eq!(stage.adapter.check().await, Err(refused));
    assert_eq!(
        stage.adapter.query("ATXid_1", "+254700000001").await.err(),
        Some(AskError::Unsupported)
    );
}

#[tokio::test]
async fn no_secret_and_no_number_is_in_any_outcome() {
    let stage = stage(json!({})).await;
    let echo = format!("apiKey {KEY} may not send to +254700000001 or 0700000001");
    let answers = [
        Answer::text(400, &echo),
        Answer::text(401, &echo),
        Answer::text(429, &echo),
        Answer::json(201, &json!({ "SMSMessageData": { "Message": echo, "Recipients": [] } })),
        Answer::json(
            201,
            &one_recipient(&json!({ "statusCode": 499, "number": "+254700000001", "status": echo })),
        ),
    ];
    for answer in answers {
        stage.double.misbehave(Misbehaviour::Answer(answer));
        let shown = format!("{:?}", stage.send_one("+254700000001", "hi").await);
        assert!(shown.contains("•••••"), "{shown}");
        assert!(!shown.contains(KEY) && !shown.contains("0000000"), "{shown}");
    }
    stage.double.misbehave(Misbehaviour::Answer(Answer::text(401, &echo)));
    let shown = format!("{:?}", stage.adapter.balance().await);
    assert!(!shown.contains(KEY) && !shown.contains("0000000"), "{shown}");
}
