//! Sending through Infobip: what goes over the wire, what becomes of every answer, and the questions to its log.

use std::collections::BTreeSet;

use adapters::infobip::{ERRORS, STATUSES};
use adapters::{AskError, Lookup, Outgoing, SendOutcome};
use domain::MessageId;
use doubles::infobip::{Failure, Infobip, Outcome, Settings, Step};
use doubles::{Answer, Misbehaviour};
use serde_json::{Value, json};

use crate::stage::{LONG, NOW, SHORT, Stage, from, long_text, message, said};

pub const KEY: &str = "ib-s3cr3t-key";

pub fn carrier() -> Infobip {
    Infobip::new(Settings {
        api_key: KEY.to_owned(),
        report_delay_ms: 0,
        retry_unit_ms: 1,
        ..Settings::default()
    })
}

pub fn settings(url: &str, more: Value) -> Value {
    let mut settings = json!({ "baseUrl": url, "apiKey": KEY, "logDelaySeconds": 0 });
    let more = more.as_object().cloned().unwrap_or_default();
    settings.as_object_mut().expect("an object").extend(more);
    settings
}

pub async fn stage(more: Value) -> Stage<Infobip> {
    Stage::start("infobip", carrier(), |url, _| settings(url, more)).await
}

fn outcome_of(stage: &Stage<Infobip>, outcome: Outcome) {
    stage
        .double
        .carrier()
        .set(|settings| settings.outcomes = [("256700000001".to_owned(), outcome)].into());
}

/// A message of its own id to the number whose outcome is scripted.
fn scripted(number: i64) -> Outgoing {
    message(number, "+256700000001", "hi")
}

#[tokio::test]
async fn every_status_in_an_answer_has_its_outcome() {
    let rows = [
        (26, "accepted"),
        (3, "accepted"),
        (7, "accepted"),
        (2, "accepted"),
        (5, "accepted"),
        (4, "rejected Refused 4"),
        (9, "rejected Refused 9"),
        (31, "rejected Refused 31"),
        (15, "rejected Refused 15"),
        (29, "unknown"),
        (87, "rejected Refused 87"),
        (6, "unroutable Route 6"),
        (8, "rejected InvalidNumber 8"),
        (10, "rejected OptedOut 10"),
        (11, "unroutable Sender 11"),
        (13, "unroutable Sender 13"),
        (12, "unroutable Account 12"),
        (14, "rejected OptedOut 14"),
        (17, "unroutable Account 17"),
        (18, "unroutable Route 18"),
        (19, "unroutable Route 19"),
        (20, "retry 20"),
        (21, "retry 21"),
        (23, "accepted"),
        (24, "rejected Refused 24"),
        (25, "rejected Refused 25"),
        (51, "rejected InvalidNumber 51"),
        (52, "rejected InvalidNumber 52"),
        (99, "rejected Refused 99"),
        (100, "rejected Refused 100"),
    ];
    let listed: BTreeSet<u16> = STATUSES.iter().map(|status| status.id).collect();
    assert_eq!(rows.iter().map(|(id, _)| *id).collect::<BTreeSet<_>>(), listed);
    let stage = stage(json!({})).await;
    for (id, expected) in rows {
        outcome_of(
            &stage,
            Outcome {
                answer: id,
                ..Outcome::default()
            },
        );
        let outcome = stage.send(vec![scripted(i64::from(id))]).await.remove(0);
        assert_eq!(said(&outcome), expected, "{id}");
    }
    // All of that came inside a 200, and the carrier's words are kept.
    outcome_of(
        &stage,
        Outcome {
            answer: 12,
            ..Outcome::default()
        },
    );
    let outcome = stage.send(vec![scripted(1_000)]).await.remove(0);
    let SendOutcome::Unroutable { reason, .. } = outcome else {
        panic!("{outcome:?}")
    };
    assert!(
        reason.starts_with("REJECTED_NOT_ENOUGH_CREDITS: rejected not enough credits: See"),
        "{reason}"
    );
}

#[tokio::test]
async fn a_status_that_is_new_is_read_by_its_group() {
    let stage = stage(json!({})).await;
    let id = format!("{}-1", MessageId::new(1));
    for (status, expected) in [
        (json!({ "groupId": 0, "groupName": "ACCEPTED", "id": 900 }), "accepted"),
        (json!({ "groupName": "ACCEPTED", "id": 900 }), "accepted"),
        (json!({ "groupId": 1, "id": 900 }), "accepted"),
        (json!({ "groupId": 2, "id": 900 }), "rejected Refused 900"),
        (json!({ "groupId": 3, "id": 900 }), "accepted"),
        (json!({ "groupId": 4, "id": 900 }), "unknown"),
        (json!({ "groupId": 5, "id": 900 }), "rejected Refused 900"),
        (json!({ "groupId": 9, "id": 900 }), "unknown"),
        (json!({}), "unknown"),
    ] {
        let body = json!({ "messages": [{ "messageId": id, "status": status }] });
        stage.double.misbehave(Misbehaviour::Answer(Answer::json(200, &body)));
        assert_eq!(said(&stage.send_one("+256700000001", "hi").await), expected, "{status}");
    }
    for body in [
        json!({}),
        json!({ "messages": [] }),
        json!({ "messages": [{ "messageId": "another" }] }),
    ] {
        stage.double.misbehave(Misbehaviour::Answer(Answer::json(200, &body)));
        assert_eq!(said(&stage.send_one("+256700000001", "hi").await), "unknown", "{body}");
    }
}

/// Sends a message that is answered with this status and this error.
async fn refused_with(stage: &Stage<Infobip>, number: i64, answer: u16, error: Failure) -> String {
    outcome_of(
        stage,
        Outcome {
            answer,
            answer_error: Some(error),
            ..Outcome::default()
        },
    );
    said(&stage.send(vec![scripted(number)]).await.remove(0))
}

#[tokio::test]
async fn every_error_refines_a_refusal_and_the_permanent_flag_tells_whether_another_try_may_help() {
    let rows: [(&[u16], &str, &str); 8] = [
        (
            &[1, 9, 11, 12, 568, 569, 629, 3041],
            "rejected InvalidNumber 99",
            "retry 99",
        ),
        (
            &[5, 6, 13, 27, 31, 32, 34, 255, 256, 2048],
            "rejected Refused 99",
            "retry 99",
        ),
        (&[573, 604, 2050, 2052], "rejected OptedOut 99", "rejected OptedOut 99"),
        (&[561, 603, 607], "rejected Refused 99", "retry 99"),
        (&[368, 375, 2053], "unroutable Sender 99", "unroutable Sender 99"),
        (&[433, 541, 542, 4099], "unroutable Account 99", "unroutable Account 99"),
        (&[5492], "accepted", "accepted"),
        // One that is not listed: the group says that it is the phone's or the subscription's.
        (&[8000], "rejected InvalidNumber 99", "retry 99"),
    ];
    let tested: BTreeSet<u64> = rows
        .iter()
        .flat_map(|(ids, ..)| ids.iter().map(|id| u64::from(*id)))
        .collect();
    let listed: BTreeSet<u64> = ERRORS.iter().map(|(id, _)| *id).chain([8000]).collect();
    assert_eq!(tested, listed);
    let stage = stage(json!({})).await;
    let mut number = 0;
    for (ids, permanently, passing) in rows {
        for (id, permanent) in ids.iter().flat_map(|id| [(*id, true), (*id, false)]) {
            number += 1;
            let group = 1;
            let outcome = refused_with(&stage, number, 99, Failure { id, permanent, group }).await;
            assert_eq!(
                outcome,
                if permanent { permanently } else { passing },
                "{id} {permanent}"
            );
        }
    }
}

#[tokio::test]
async fn a_flag_without_a_known_error_is_taken_at_its_word_where_the_status_says_no_more() {
    let stage = stage(json!({})).await;
    for (number, (status, permanent, group, expected)) in (1..).zip([
        // The sender's errors and the operator's say nothing about the number.
        (99, true, 2, "rejected Refused 99"),
        (99, true, 3, "rejected Refused 99"),
        (99, false, 3, "retry 99"),
        // "Not now" is for good where the flag says so.
        (20, true, 2, "rejected Refused 20"),
        (21, true, 1, "rejected InvalidNumber 21"),
        (21, false, 1, "retry 21"),
        // A status that says what is wrong is believed.
        (12, true, 2, "unroutable Account 12"),
        (8, false, 1, "rejected InvalidNumber 8"),
        (14, false, 2, "rejected OptedOut 14"),
        (26, true, 1, "accepted"),
    ]) {
        let error = Failure {
            id: 8000,
            permanent,
            group,
        };
        let outcome = refused_with(&stage, number, status, error).await;
        assert_eq!(outcome, expected, "{status} {permanent} {group}");
    }
}

#[tokio::test]
async fn a_batch_is_one_call_as_documented() {
    let more = json!({ "senders": ["+256711082000"], "entityId": "e", "applicationId": "a", "publicUrl": "https://sms.example.org/hooks/t/" });
    let stage = stage(more).await;
    let batch = vec![
        message(1, "+256700000001", "one"),
        from(
            "ACME",
            Outgoing {
                attempt: 3,
                expires_at: NOW + 500_000_000,
                ..message(2, "+256700000001", "two")
            },
        ),
        Outgoing {
            expires_at: NOW - 1,
            ..message(3, "+256700000003", "three")
        },
    ];
    let outcomes = stage.send(batch).await;
    let ids = [1, 2, 3].map(|n| format!("{}-{}", MessageId::new(n), if n == 2 { 3 } else { 1 }));
    let accepted = |id: &String| SendOutcome::accepted(vec![id.clone()]);
    assert_eq!(outcomes, ids.iter().map(accepted).collect::<Vec<_>>());
    let requests = stage.double.requests();
    assert_eq!((requests.len(), requests[0].path.as_str()), (1, "/sms/3/messages"));
    assert_eq!(requests[0].header("authorization"), Some(format!("App {KEY}").as_str()));
    let one = |id: &str, to: &str, text: &str, sender: &str, seconds: i64| {
        json!({
            "sender": sender, "destinations": [{ "to": to, "messageId": id }], "content": { "text": text },
            "options": {
                "validityPeriod": { "amount": seconds, "timeUnit": "SECONDS" },
                "platform": { "entityId": "e", "applicationId": "a" },
            },
            "webhooks": {
                "delivery": { "url": "https://sms.example.org/hooks/t/report", "intermediateReport": false, "notify": true },
                "contentType": "application/json", "callbackData": id,
            },
        })
    };
    let messages = [
        one(&ids[0], "256700000001", "one", "256711082000", 3_600),
        one(&ids[1], "256700000001", "two", "ACME", 172_800),
        one(&ids[2], "256700000003", "three", "256711082000", 1),
    ];
    assert_eq!(
        requests[0].json(),
        json!({ "messages": messages, "options": { "includeSmsCountInResponse": true } })
    );
}

#[tokio::test]
async fn what_is_not_set_is_not_sent_and_a_user_may_sign_in() {
    let login = json!({ "apiKey": null, "username": "double", "password": "double-password", "validity": false });
    let stage = stage(login).await;
    assert_eq!(said(&stage.send_one("+256700000001", "hi").await), "accepted");
    let id = format!("{}-1", MessageId::new(1));
    let message = json!({
        "destinations": [{ "to": "256700000001", "messageId": id }], "content": { "text": "hi" },
        "webhooks": { "callbackData": id },
    });
    assert_eq!(stage.double.requests()[0].json()["messages"], json!([message]));
}

#[tokio::test]
async fn a_call_refused_for_one_message_takes_the_others() {
    let stage = stage(json!({})).await;
    // An empty text is refused by a 400 for the whole call.
    let batch = vec![
        message(1, "+256700000001", "hi"),
        message(2, "+256700000002", ""),
        message(3, "+256700000003", "hi"),
    ];
    let outcomes = stage.send(batch).await;
    assert_eq!(
        outcomes.iter().map(said).collect::<Vec<_>>(),
        ["accepted", "rejected Refused E400", "accepted"]
    );
    let SendOutcome::Rejected { reason, .. } = &outcomes[1] else {
        panic!("{outcomes:?}")
    };
    assert!(
        reason.contains("messages[0].content.text: must not be empty"),
        "{reason}"
    );
    assert_eq!(stage.double.carrier().taken().len(), 2);
    assert_eq!(stage.double.requests().len(), 4);
}

#[tokio::test]
async fn both_envelopes_of_errors_are_read_at_every_http_status() {
    let stage = stage(json!({})).await;
    let rows = [
        (400, "E400", "BAD_REQUEST", "rejected Refused"),
        (401, "E401", "UNAUTHORIZED", "unroutable Account"),
        (403, "E403", "FORBIDDEN", "unroutable Account"),
        (404, "E404", "NOT_FOUND", "unroutable Account"),
        (429, "E429", "TOO_MANY_REQUESTS", "retry"),
        (500, "E500", "GENERAL_ERROR", "unknown"),
        (502, "", "", "unknown"),
        (503, "E503", "SERVICE_UNAVAILABLE", "retry"),
    ];
    for (status, new, old, expected) in rows {
        let exception = json!({ "messageId": old, "text": "words", "validationErrors": {} });
        for (code, body) in [
            (
                new,
                json!({ "errorCode": new, "description": "words", "action": "", "violations": [], "resources": [] }),
            ),
            (old, json!({ "requestError": { "serviceException": exception } })),
        ] {
            stage
                .double
                .misbehave(Misbehaviour::Answer(Answer::json(status, &body)));
            let outcome = stage.send_one("+256700000001", "hi").await;
            let pause = if matches!(status, 429 | 503) { " pause 1s" } else { "" };
            let expected = if expected == "unknown" {
                "unknown".to_owned()
            } else {
                format!("{expected} {code}{pause}")
            };
            assert_eq!(said(&outcome), expected, "{status} {body}");
            assert!(format!("{outcome:?}").contains("words"), "{outcome:?}");
        }
    }
    let limited = Answer::json(429, &json!({ "errorCode": "E429" })).with_header("retry-after", "30");
    stage.double.misbehave(Misbehaviour::Answer(limited));
    assert_eq!(
        said(&stage.send_one("+256700000001", "hi").await),
        "retry E429 pause 30s"
    );
    for (body, expected) in [
        ("<html>", "unroutable Account HTTP 401"),
        ("{}", "unroutable Account HTTP 401"),
    ] {
        stage.double.misbehave(Misbehaviour::Answer(Answer::text(401, body)));
        assert_eq!(said(&stage.send_one("+256700000001", "hi").await), expected, "{body}");
    }
}

#[tokio::test]
async fn an_attempt_that_is_sent_again_is_told_as_taken_and_goes_out_once() {
    let stage = stage(json!({})).await;
    let first = stage.send_one("+256700000001", "hi").await;
    let again = stage.send_one("+256700000001", "hi").await;
    let SendOutcome::Accepted { carrier_ids, note, .. } = again else {
        panic!("{again:?}")
    };
    assert_eq!(note.as_deref(), Some("the carrier had taken this attempt before"));
    assert_eq!(first, SendOutcome::accepted(carrier_ids));
    assert_eq!(stage.double.carrier().taken().len(), 1);
    let second_attempt = Outgoing {
        attempt: 2,
        ..message(1, "+256700000001", "hi")
    };
    assert_eq!(said(&stage.send(vec![second_attempt]).await[0]), "accepted");
    assert_eq!(stage.double.carrier().taken().len(), 2);
}

#[tokio::test]
async fn after_a_timeout_the_log_tells_whether_the_message_was_taken() {
    let stage = Stage::with_timeout("infobip", carrier(), SHORT, |url, _| settings(url, json!({}))).await;
    let rows = [
        (Misbehaviour::TakeAndClose, true),
        (Misbehaviour::TakeAndWait(LONG), true),
        (Misbehaviour::Close, false),
        (Misbehaviour::Silence(LONG), false),
    ];
    for (number, (how, taken)) in (1..).zip(rows) {
        stage.double.misbehave(how.clone());
        let outcome = stage.send(vec![message(number, "+256700000001", "hi")]).await.remove(0);
        assert_eq!(said(&outcome), "unknown", "{how:?}");
        let id = format!("{}-1", MessageId::new(number));
        let wanted = if taken {
            Lookup::Taken(vec![id])
        } else {
            Lookup::NotTaken
        };
        assert_eq!(stage.adapter.lookup(MessageId::new(number), 1).await, wanted, "{how:?}");
        assert_eq!(stage.adapter.lookup(MessageId::new(number), 2).await, Lookup::NotTaken);
    }
    let asked = stage.double.requests();
    assert!(
        asked.iter().all(|request| request.path != "/sms/3/reports"),
        "reports are given away once"
    );
}

#[tokio::test]
async fn a_rejected_message_was_not_taken_and_a_log_that_fails_cannot_tell() {
    let stage = stage(json!({})).await;
    outcome_of(
        &stage,
        Outcome {
            answer: 19,
            ..Outcome::default()
        },
    );
    assert_eq!(said(&stage.send(vec![scripted(5)]).await[0]), "unroutable Route 19");
    assert_eq!(stage.adapter.lookup(MessageId::new(5), 1).await, Lookup::NotTaken);
    for answer in [
        Answer::text(500, "oops"),
        Answer::json(429, &json!({ "errorCode": "E429" })),
        Answer::text(200, "{}"),
    ] {
        stage.double.misbehave(Misbehaviour::Answer(answer));
        assert_eq!(stage.adapter.lookup(MessageId::new(5), 1).await, Lookup::CannotTell);
    }
    // An empty log counts only when it is still empty a while later.
    let before = stage.double.requests().len();
    assert_eq!(stage.adapter.lookup(MessageId::new(6), 1).await, Lookup::NotTaken);
    assert_eq!(stage.double.requests().len(), before + 2);
}

#[tokio::test]
async fn a_query_tells_what_became_of_a_message() {
    let stage = stage(json!({})).await;
    let last = Step {
        status: 9,
        error: Some(Failure {
            id: 27,
            permanent: false,
            group: 1,
        }),
    };
    outcome_of(
        &stage,
        Outcome {
            reports: vec![last],
            ..Outcome::default()
        },
    );
    stage.send(vec![scripted(5)]).await;
    let id = format!("{}-1", MessageId::new(5));
    let report = stage.adapter.query(&id, "+256700000001").await.expect("the log has it");
    assert_eq!(
        (report.status, report.error_code.as_deref()),
        (domain::ReportStatus::Failed, Some("27"))
    );
    assert_eq!(report.price.map(|price| price.to_string()).as_deref(), Some("EUR 0.02"));
    assert_eq!(report.reference, Some((MessageId::new(5), 1)));
    outcome_of(
        &stage,
        Outcome {
            reports: Vec::new(),
            ..Outcome::default()
        },
    );
    stage.send(vec![scripted(6)]).await;
    for number in [6, 7] {
        let id = format!("{}-1", MessageId::new(number));
        assert!(
            matches!(
                stage.adapter.query(&id, "+256700000001").await,
                Err(AskError::Failed(_))
            ),
            "{number}"
        );
    }
}

#[tokio::test]
async fn the_balance_is_read_and_a_refusal_says_why() {
    let stage = stage(json!({})).await;
    assert_eq!(
        stage.adapter.balance().await.map(|balance| balance.to_string()),
        Ok("EUR 47.79".to_owned())
    );
    assert!(stage.adapter.check().await.is_ok());
    stage
        .double
        .carrier()
        .set(|settings| settings.api_key = "another".to_owned());
    let refused = AskError::Failed("the carrier answered HTTP 401: The request was refused.".to_owned());
    assert_eq!(stage.adapter.check().await, Err(refused));
}

#[tokio::test]
async fn a_long_text_arrives_byte_for_byte_and_another_count_is_noted() {
    let stage = stage(json!({})).await;
    assert_eq!(said(&stage.send_one("+256700000001", &long_text()).await), "accepted");
    assert_eq!(stage.double.carrier().taken()[0].text, long_text());
    let miscounted = Outgoing {
        segments: 1,
        ..message(2, "+256700000001", &long_text())
    };
    let outcome = stage.send(vec![miscounted]).await.remove(0);
    let SendOutcome::Accepted { note, .. } = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(note.as_deref(), Some("the carrier counts 9 segments"));
}

#[tokio::test]
async fn no_secret_and_no_number_is_in_any_outcome() {
    let stage = stage(json!({})).await;
    let echo = format!("key {KEY} may not send to 256700000001");
    let id = format!("{}-1", MessageId::new(1));
    let status = json!({ "groupId": 5, "id": 99, "name": "REJECTED", "description": echo });
    let answers = [
        Answer::json(400, &json!({ "errorCode": "E400", "description": echo })),
        Answer::json(
            401,
            &json!({ "requestError": { "serviceException": { "messageId": "X", "text": echo } } }),
        ),
        Answer::text(403, &echo),
        Answer::json(200, &json!({ "messages": [{ "messageId": id, "status": status }] })),
    ];
    for answer in answers {
        stage.double.misbehave(Misbehaviour::Answer(answer.clone()));
        let shown = format!("{:?}", stage.send_one("+256700000001", "hi").await);
        assert!(shown.contains("•••••"), "{shown}");
        assert!(!shown.contains(KEY) && !shown.contains("0000000"), "{shown}");
        if answer.status != 200 {
            stage.double.misbehave(Misbehaviour::Answer(answer));
            let shown = format!("{:?}", stage.adapter.balance().await);
            assert!(!shown.contains(KEY) && !shown.contains("0000000"), "{shown}");
        }
    }
}
