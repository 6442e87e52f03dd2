//! The three examples of `docs/carriers/http.md`, taken from the page itself.

use adapters::{ProviderFault, Rejection, SendOutcome};
use doubles::Answer;
use serde_json::{Value, json};

use crate::stage::{MESSAGE, Stage, message};

/// The settings under this heading of the page.
pub fn documented(heading: &str) -> Value {
    let page = include_str!("../../../../docs/carriers/http.md");
    let (_, section) = page.split_once(&format!("## {heading}\n")).expect("the heading");
    let (_, block) = section.split_once("```json\n").expect("a block");
    let (block, _) = block.split_once("```").expect("its end");
    serde_json::from_str(block).expect("JSON")
}

fn word(outcome: &SendOutcome) -> &'static str {
    match outcome {
        SendOutcome::Accepted { .. } => "accepted",
        SendOutcome::Rejected {
            kind: Rejection::Refused,
            ..
        } => "rejected",
        SendOutcome::Rejected {
            kind: Rejection::InvalidNumber,
            ..
        } => "invalidNumber",
        SendOutcome::Rejected {
            kind: Rejection::OptedOut,
            ..
        } => "optedOut",
        SendOutcome::Rejected {
            kind: Rejection::Barred,
            ..
        } => "barred",
        SendOutcome::Unroutable {
            fault: ProviderFault::Account,
            ..
        } => "account",
        SendOutcome::Unroutable {
            fault: ProviderFault::Sender,
            ..
        } => "sender",
        SendOutcome::Unroutable {
            fault: ProviderFault::Route,
            ..
        } => "route",
        SendOutcome::RetryAfter { pause: None, .. } => "retry",
        SendOutcome::RetryAfter { pause: Some(_), .. } => "throttled",
        SendOutcome::Unknown { .. } => "unknown",
    }
}

fn ids(outcome: &SendOutcome) -> Vec<&str> {
    match outcome {
        SendOutcome::Accepted { carrier_ids, .. } => carrier_ids.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn a_json_api_is_sent_to_as_documented() {
    let stage = Stage::new(&documented("A JSON API")).await;
    let answer = json!({"status": "accepted", "segments": [{"id": "s-1"}, {"id": "s-2"}]});
    let text = "Fee \"due\"\nشکریہ 🙂";
    let outcome = stage.send(message(text), Answer::json(202, &answer)).await;
    assert_eq!(ids(&outcome), ["s-1", "s-2"]);
    let [request] = stage.carrier.requests().try_into().expect("one request");
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", "/v1/messages")
    );
    assert_eq!(request.header("authorization"), Some("Bearer k-123"));
    assert_eq!(request.header("content-type"), Some("application/json"));
    let expected = json!({
        "to": "+254700000001", "from": "TUMA", "text": text, "callbackData": format!("{MESSAGE}.2"), "ttl": "3600",
    });
    assert_eq!(request.json(), expected);
}

#[tokio::test]
async fn a_json_apis_answers_mean_what_the_settings_say() {
    let stage = Stage::new(&documented("A JSON API")).await;
    let error = |code: &str| json!({"error": {"code": code, "message": "no: key k-123, phone +254700000001"}});
    for (status, body, expected) in [
        (200, json!({"status": "queued", "segments": []}), "accepted"),
        (202, json!({"status": "accepted"}), "accepted"),
        (200, json!({"status": "odd"}), "unknown"),
        (200, json!("no object"), "unknown"),
        (201, json!({"status": "accepted"}), "unknown"),
        (400, error("bad_number"), "invalidNumber"),
        (200, error("landline"), "invalidNumber"),
        (400, error("opted_out"), "optedOut"),
        (402, error("no_credit"), "account"),
        (400, error("bad_sender"), "sender"),
        (429, error("slow"), "throttled"),
        (400, error("else"), "rejected"),
        (401, error("else"), "account"),
        (500, error("else"), "unknown"),
        (503, json!({}), "throttled"),
    ] {
        let outcome = stage.send(message("x"), Answer::json(status, &body)).await;
        assert_eq!(word(&outcome), expected, "{status} {body}");
        let shown = format!("{outcome:?}");
        assert!(!shown.contains("k-123") && !shown.contains("+254700000001"), "{shown}");
    }
}

#[tokio::test]
async fn a_taken_message_without_an_id_says_so_in_its_timeline() {
    let stage = Stage::new(&documented("A JSON API")).await;
    let outcome = stage
        .send(message("x"), Answer::json(200, &json!({"status": "queued"})))
        .await;
    let SendOutcome::Accepted {
        carrier_ids,
        note: Some(note),
        ..
    } = outcome
    else {
        panic!("{outcome:?}")
    };
    assert!(carrier_ids.is_empty() && note.contains("no id"), "{note}");
}

#[tokio::test]
async fn kannel_is_sent_to_as_documented() {
    let stage = Stage::new(&documented("Kannel")).await;
    let outcome = stage
        .send(message("A&B = 5%+1 é"), Answer::text(202, "0: Accepted for delivery"))
        .await;
    assert_eq!(outcome, SendOutcome::accepted(vec![]));
    let [request] = stage.carrier.requests().try_into().expect("one request");
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("GET", "/cgi-bin/sendsms")
    );
    let expected = [
        ("username", "tuma"),
        ("password", "p&ss"),
        ("from", "TUMA"),
        ("to", "254700000001"),
        ("text", "A&B = 5%+1 é"),
        ("charset", "UTF-8"),
        ("coding", "0"),
        ("dlr-mask", "19"),
        (
            "dlr-url",
            &format!("https://sms.example.org/hooks/token/report?message={MESSAGE}&attempt=2&status=%d"),
        ),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(request.query, expected);
    assert!(request.body.is_empty());

    stage
        .send(message("شکریہ"), Answer::text(202, "0: Accepted for delivery"))
        .await;
    assert_eq!(stage.carrier.requests()[1].query_value("coding"), Some("2"));
}

#[tokio::test]
async fn kannels_answers_mean_what_the_settings_say() {
    let stage = Stage::new(&documented("Kannel")).await;
    for (status, body, expected) in [
        (202, "0: Accepted for delivery", "accepted"),
        (202, "3: Queued for later delivery", "accepted"),
        (202, "4: what is this", "unknown"),
        (403, "Authorization failed for sendsms", "account"),
        (400, "Sender missing and no global set, rejected", "sender"),
        (400, "Empty text not allowed, rejected", "rejected"),
        (503, "Temporal failure, try again later.", "retry"),
        (500, "", "unknown"),
    ] {
        let outcome = stage.send(message("x"), Answer::text(status, body)).await;
        assert_eq!(word(&outcome), expected, "{status} {body}");
    }
}

#[tokio::test]
async fn playsms_is_sent_to_as_documented() {
    let stage = Stage::new(&documented("playSMS")).await;
    let taken = json!({"data": [{"status": "OK", "error": "0", "smslog_id": "1234", "to": "+254700000001"}]});
    let outcome = stage.send(message("50% off & more"), Answer::json(200, &taken)).await;
    assert_eq!(ids(&outcome), ["1234"]);
    let [request] = stage.carrier.requests().try_into().expect("one request");
    assert_eq!(request.query_value("app"), Some("ws"));
    assert_eq!(
        request.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    for (name, value) in [
        ("op", "pv"),
        ("h", "t-789"),
        ("to", "+254700000001"),
        ("msg", "50% off & more"),
        ("unicode", "0"),
    ] {
        assert_eq!(request.form_value(name).as_deref(), Some(value), "{name}");
    }
}

#[tokio::test]
async fn playsms_errors_inside_a_200_are_found() {
    let stage = Stage::new(&documented("playSMS")).await;
    for (code, expected) in [
        ("100", "account"),
        ("103", "account"),
        ("106", "account"),
        ("200", "retry"),
        ("102", "rejected"),
        ("201", "rejected"),
        ("501", "unknown"),
    ] {
        let body = format!(r#"{{"status":"ERR","error":"{code}","error_string":"what it says"}}"#);
        let outcome = stage
            .send(message("x"), Answer::new(200, "application/json", body))
            .await;
        assert_eq!(word(&outcome), expected, "{code}");
        if let SendOutcome::Unroutable { code: said, reason, .. } = outcome {
            assert_eq!((said.as_deref(), reason.as_str()), (Some(code), "what it says"));
        }
    }
}

#[tokio::test]
async fn balances_are_asked_for_as_documented() {
    for (heading, body, expected, header) in [
        (
            "A JSON API",
            json!({"balance": {"amount": 1234.5}}),
            "KES 1234.50",
            Some("Bearer k-123"),
        ),
        ("playSMS", json!({"status": "OK", "credit": "17"}), "CRD 17.00", None),
    ] {
        let stage = Stage::new(&documented(heading)).await;
        stage.carrier.carrier().next(Answer::json(200, &body));
        assert_eq!(
            stage.adapter.balance().await.map(|money| money.to_string()).as_deref(),
            Ok(expected),
            "{heading}"
        );
        assert_eq!(stage.carrier.requests()[0].header("authorization"), header);
        for wrong in [
            Answer::json(200, &json!({})),
            Answer::json(500, &body),
            Answer::text(200, "much"),
        ] {
            stage.carrier.carrier().next(wrong);
            assert!(stage.adapter.balance().await.is_err(), "{heading}");
        }
    }
    let stage = Stage::new(&documented("Kannel")).await;
    assert_eq!(stage.adapter.balance().await, Err(adapters::AskError::Unsupported));
}
