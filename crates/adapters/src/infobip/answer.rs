//! The carrier's answer to a call, made into an outcome for each message.
//!
//! A 200 holds a status for each message, rejections among them. A server error leaves the call unknown: the carrier may
//! have taken it, and its log tells (`lookup`). Two envelopes of errors are met and both are read.

use std::collections::HashMap;

use serde_json::Value;

use super::codes::{self, Sending};
use super::errors::Error;
use super::settings::Settings;
use super::submit;
use crate::http::{HttpAnswer, verdict};
use crate::{Outgoing, SendOutcome, reason};

/// What became of each of `messages`.
pub(super) fn outcomes(
    messages: &[(usize, &Outgoing)],
    answer: &HttpAnswer,
    settings: &Settings,
) -> Vec<(usize, SendOutcome)> {
    let listed = listed(answer);
    if listed.is_none() {
        let outcome = refusal(answer, settings);
        return messages.iter().map(|(index, _)| (*index, outcome.clone())).collect();
    }
    let listed = listed.unwrap_or_default();
    let by_id: HashMap<&str, &Value> = listed
        .iter()
        .filter_map(|entry| Some((entry["messageId"].as_str()?, entry)))
        .collect();
    let settled = messages.iter().map(|(index, message)| {
        let id = submit::id(message.message, message.attempt);
        let outcome = match by_id.get(id.as_str()) {
            Some(entry) => of_entry(entry, &id, message.segments, settings),
            None => SendOutcome::Unknown {
                reason: "the answer does not name this message".to_owned(),
            },
        };
        (*index, outcome)
    });
    settled.collect()
}

/// The messages that a success lists.
fn listed(answer: &HttpAnswer) -> Option<Vec<Value>> {
    let json: Value = serde_json::from_slice(&answer.body).ok()?;
    let success = matches!(answer.status, 200..=299);
    json["messages"].as_array().filter(|_| success).cloned()
}

fn of_entry(entry: &Value, id: &str, segments: u16, settings: &Settings) -> SendOutcome {
    let status = &entry["status"];
    let Some(known) = codes::status_of(status) else {
        return SendOutcome::Unknown {
            reason: "the carrier's status is not known".to_owned(),
        };
    };
    let error = Error::read(&entry["error"]);
    let sending = error
        .as_ref()
        .map_or(known.sending, |error| error.refine(known.sending));
    let code = status["id"].as_u64().map(|id| id.to_string());
    let reason = words(status, settings);
    match sending {
        Sending::Taken => SendOutcome::Accepted {
            carrier_ids: vec![id.to_owned()],
            price: None,
            note: note(entry, segments),
        },
        Sending::Duplicate => SendOutcome::Accepted {
            carrier_ids: vec![id.to_owned()],
            price: None,
            note: Some("the carrier had taken this attempt before".to_owned()),
        },
        Sending::Refused(kind) => SendOutcome::Rejected { kind, code, reason },
        Sending::Unroutable(fault) => SendOutcome::Unroutable { fault, code, reason },
        Sending::Retry => SendOutcome::RetryAfter {
            code,
            reason,
            pause: None,
        },
        Sending::Unknown => SendOutcome::Unknown { reason },
    }
}

fn note(entry: &Value, segments: u16) -> Option<String> {
    let counted = entry.pointer("/details/messageCount").and_then(Value::as_u64);
    let other = counted.filter(|counted| *counted != u64::from(segments))?;
    Some(format!("the carrier counts {other} segments"))
}

/// The name, the description and the advice of a status.
fn words(status: &Value, settings: &Settings) -> String {
    let parts = ["name", "description", "action"].map(|field| status[field].as_str().unwrap_or_default());
    let said: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    reason::clean(&said.join(": "), &settings.secrets())
}

/// What an answer that lists no messages means for every message of the call.
fn refusal(answer: &HttpAnswer, settings: &Settings) -> SendOutcome {
    let (code, said) = envelope(answer, settings);
    let outcome = verdict::of_status(answer, &said);
    match outcome {
        SendOutcome::Rejected {
            kind,
            reason,
            code: http,
        } => SendOutcome::Rejected {
            kind,
            reason,
            code: code.or(http),
        },
        SendOutcome::Unroutable {
            fault,
            reason,
            code: http,
        } => SendOutcome::Unroutable {
            fault,
            reason,
            code: code.or(http),
        },
        SendOutcome::RetryAfter {
            reason,
            pause,
            code: http,
        } => SendOutcome::RetryAfter {
            reason,
            pause,
            code: code.or(http),
        },
        other => other,
    }
}

/// The code and the words of either envelope; the body itself where it is neither.
pub(super) fn envelope(answer: &HttpAnswer, settings: &Settings) -> (Option<String>, String) {
    let clean = |text: &str| reason::clean(text, &settings.secrets());
    let Ok(json) = serde_json::from_slice::<Value>(&answer.body) else {
        return (None, clean(&String::from_utf8_lossy(&answer.body)));
    };
    if let Some(code) = json["errorCode"].as_str() {
        let violations = json["violations"].as_array().map(Vec::as_slice).unwrap_or_default();
        let violations = violations.iter().filter_map(|found| {
            Some(format!(
                "{}: {}",
                found["property"].as_str()?,
                found["violation"].as_str().unwrap_or_default()
            ))
        });
        let first = json["description"].as_str().map(str::to_owned);
        let said: Vec<String> = first.into_iter().chain(violations).collect();
        return (Some(clean(code)), clean(&said.join("; ")));
    }
    let exception = json.pointer("/requestError/serviceException").unwrap_or(&Value::Null);
    let code = exception["messageId"].as_str().map(&clean);
    (code, clean(exception["text"].as_str().unwrap_or_default()))
}
