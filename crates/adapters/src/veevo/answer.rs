//! The carrier's answer to a message.
//!
//! Success is the word SUCCESSFUL with an id beside it; errors have the same HTTP status 200. An answer that is no such
//! JSON leaves the message unknown: the carrier has no idempotency and no look-up, so it must not be sent again blindly.

use serde_json::Value;

use super::codes::{self, Meaning};
use super::settings::Settings;
use crate::http::{HttpAnswer, price, verdict};
use crate::{Rejection, SendOutcome, reason};

/// What became of the message.
pub(super) fn outcome(answer: &HttpAnswer, settings: &Settings) -> SendOutcome {
    let json: Option<Value> = serde_json::from_slice(&answer.body).ok();
    let clean = |text: &str| reason::clean(text, &[&settings.hash]);
    let Some(status) = json.as_ref().and_then(|json| text(json, "STATUS")) else {
        // Whatever the body is, it is not shown: it is no error of the carrier that could be read.
        return match answer.status {
            200..=299 => SendOutcome::Unknown {
                reason: "the carrier's answer cannot be read".to_owned(),
            },
            _ => verdict::of_status(answer, &clean(&String::from_utf8_lossy(&answer.body))),
        };
    };
    let json = json.unwrap_or_default();
    if settings.success_words.contains(&status.to_uppercase()) {
        return accepted(&json, answer, settings);
    }
    let filter = text(&json, "ERROR_FILTER").unwrap_or_default();
    let code = [filter.clone(), text(&json, "ERROR_CODE").unwrap_or_default()]
        .into_iter()
        .find(|code| !code.is_empty());
    let code = code.map(|code| clean(&code));
    let described = text(&json, "ERROR_DESCRIPTION").unwrap_or_else(|| status.clone());
    let reason = clean(&described);
    match codes::filter(&filter) {
        Some(Meaning::Refused(kind)) => SendOutcome::Rejected { kind, code, reason },
        Some(Meaning::Unroutable(fault)) => SendOutcome::Unroutable { fault, code, reason },
        Some(Meaning::Retry) => SendOutcome::RetryAfter {
            code,
            reason,
            pause: None,
        },
        // An error of its own HTTP status keeps that status's meaning, such as 429.
        None if answer.status >= 300 => verdict::of_status(answer, &reason),
        None => SendOutcome::Rejected {
            kind: Rejection::Refused,
            code,
            reason,
        },
    }
}

fn accepted(json: &Value, answer: &HttpAnswer, settings: &Settings) -> SendOutcome {
    let id = text(json, "MESSAGE_ID").filter(|_| matches!(answer.status, 200..=299));
    let Some(id) = id else {
        let reason = "the carrier calls it successful and gives no id".to_owned();
        return SendOutcome::Unknown { reason };
    };
    let charged = field(json, "CHARGED_BALANCE");
    SendOutcome::Accepted {
        carrier_ids: vec![id],
        price: settings.currency.and_then(|currency| price::of_json(charged, currency)),
        note: None,
    }
}

/// A field by its name in any case: deployments differ.
fn field<'a>(json: &'a Value, name: &str) -> &'a Value {
    let object = json.as_object();
    let found = object.and_then(|object| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)));
    found.map_or(&Value::Null, |(_, value)| value)
}

/// A text or a number that is not empty.
fn text(json: &Value, name: &str) -> Option<String> {
    let text = match field(json, name) {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    };
    (!text.is_empty()).then_some(text)
}
