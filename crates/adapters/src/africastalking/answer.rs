//! The carrier's answer to a call, made into an outcome for each message.
//!
//! Success is HTTP 201 with every recipient listed; a 201 with an empty list is a refusal of the whole call, and errors
//! of the HTTP layer are plain text. A status 500 or a gateway's error leaves a call unknown, since the carrier may have
//! taken it and has no way to ask; its own code 500 of a single recipient says that this one was not taken.

use serde_json::Value;

use super::calls::Call;
use super::codes::{self, Meaning};
use super::settings::Settings;
use crate::http::{HttpAnswer, price, verdict};
use crate::{Rejection, SendOutcome, reason};

/// The word for "no message id".
const NO_ID: &str = "None";

/// The answer as JSON, whatever its content type says.
pub(super) fn json(answer: &HttpAnswer) -> Option<Value> {
    serde_json::from_slice(&answer.body).ok()
}

/// What became of each message of `call`.
pub(super) fn outcomes(call: &Call<'_>, answer: &HttpAnswer, settings: &Settings) -> Vec<(usize, SendOutcome)> {
    let secrets = [settings.api_key.as_str()];
    let data = json(answer).and_then(|json| json.get("SMSMessageData").cloned());
    let Some(data) = data.filter(|_| matches!(answer.status, 200..=299)) else {
        let said = reason::clean(&String::from_utf8_lossy(&answer.body), &secrets);
        return call.all(&verdict::of_status(answer, &said));
    };
    let summary = data["Message"].as_str().unwrap_or_default();
    match data["Recipients"].as_array() {
        Some(recipients) if !recipients.is_empty() => recipients_of(call, recipients, parts_of(summary), &secrets),
        Some(_) => call.all(&of_whole(summary, &secrets)),
        None => call.all(&SendOutcome::Unknown {
            reason: "the answer lists no recipients".to_owned(),
        }),
    }
}

/// The outcome of a call that was refused as a whole: the summary is the name of a code, or the carrier's words.
fn of_whole(summary: &str, secrets: &[&str]) -> SendOutcome {
    match codes::status_name(summary) {
        // An accepting word beside an empty list contradicts itself.
        Some((_, Meaning::Taken)) => SendOutcome::Unknown {
            reason: "the answer lists no recipients".to_owned(),
        },
        Some((code, meaning)) => outcome(meaning, code, summary.trim().to_owned()),
        None => SendOutcome::Rejected {
            kind: Rejection::Refused,
            code: None,
            reason: format!("the carrier took no recipient: {}", reason::clean(summary, secrets)),
        },
    }
}

fn recipients_of(
    call: &Call<'_>,
    recipients: &[Value],
    parts: Option<u16>,
    secrets: &[&str],
) -> Vec<(usize, SendOutcome)> {
    let of_number = |to: &str| {
        recipients
            .iter()
            .find(|entry| entry["number"].as_str().is_some_and(|n| is_same(n, to)))
    };
    let settled = call.messages.iter().map(|(index, message)| {
        let outcome = match of_number(&message.to) {
            Some(entry) => of_recipient(entry, parts.filter(|parts| *parts != message.segments), secrets),
            None => SendOutcome::Unknown {
                reason: "the answer does not name this recipient".to_owned(),
            },
        };
        (*index, outcome)
    });
    settled.collect()
}

/// Numbers come back normalized, but a missing `+` must not make a taken message unknown.
fn is_same(number: &str, to: &str) -> bool {
    number.trim().trim_start_matches('+') == to.trim_start_matches('+')
}

fn of_recipient(entry: &Value, other_parts: Option<u16>, secrets: &[&str]) -> SendOutcome {
    let word = entry["status"].as_str().unwrap_or_default();
    let code = match &entry["statusCode"] {
        Value::Number(number) => number.as_u64().and_then(|code| u16::try_from(code).ok()),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    let known = code
        .and_then(|code| Some((code, codes::status_code(code)?)))
        .or_else(|| codes::status_name(word));
    match known {
        Some((_, Meaning::Taken)) => accepted(entry, other_parts),
        Some((code, meaning)) => outcome(meaning, code, reason::clean(word, secrets)),
        None => SendOutcome::Unknown {
            reason: format!("the carrier's status is not known: {}", reason::clean(word, secrets)),
        },
    }
}

fn accepted(entry: &Value, other_parts: Option<u16>) -> SendOutcome {
    let id = entry["messageId"]
        .as_str()
        .map(str::trim)
        .filter(|id| !id.is_empty() && *id != NO_ID);
    SendOutcome::Accepted {
        carrier_ids: id.map(str::to_owned).into_iter().collect(),
        // A cost of plain `0` names no currency and is no price.
        price: entry["cost"].as_str().and_then(price::labelled),
        note: other_parts.map(|parts| format!("the carrier counts {parts} segments")),
    }
}

fn outcome(meaning: Meaning, code: u16, reason: String) -> SendOutcome {
    let code = Some(code.to_string());
    match meaning {
        Meaning::Refused(kind) => SendOutcome::Rejected { kind, code, reason },
        Meaning::Unroutable(fault) => SendOutcome::Unroutable { fault, code, reason },
        Meaning::Retry => SendOutcome::RetryAfter {
            code,
            reason,
            pause: None,
        },
        Meaning::Taken => SendOutcome::Unknown { reason },
    }
}

/// The `n` of `… Message parts: n`, where the summary has it.
fn parts_of(summary: &str) -> Option<u16> {
    let (_, after) = summary.rsplit_once("Message parts:")?;
    after.split_whitespace().next()?.parse().ok()
}
