//! What a callback says: the message as its status shows it, and which event this is.

use domain::{MessageState, Millis, Money};
use serde::Serialize;
use serde_json::value::RawValue;
use store::OutboxRow;

use crate::test_lane::is_test;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Event<'a> {
    r#type: String,
    timestamp: String,
    data: Data<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Data<'a> {
    message_id: domain::MessageId,
    status: MessageState,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    test: bool,
    to: &'a str,
    from: Option<&'a str>,
    segments: u16,
    provider: Option<String>,
    provider_msg_ids: &'a [String],
    error_code: Option<&'a str>,
    detail: Option<&'a str>,
    cost: Cost,
    batch_id: Option<domain::BatchId>,
    metadata: Option<&'a RawValue>,
    queued_at: String,
    submitted_at: Option<String>,
    ended_at: Option<String>,
}

#[derive(Serialize)]
struct Cost {
    total: String,
    currency: String,
}

/// The JSON of a final state.
pub(super) fn of(row: &OutboxRow, provider: Option<String>) -> String {
    let message = &row.message;
    let currency = message.currency.parse().ok();
    let total = currency.map_or_else(String::new, |currency| {
        Money::new(message.cost_micros, currency).amount()
    });
    let metadata = message
        .metadata
        .as_deref()
        .and_then(|text| serde_json::from_str(text).ok());
    let event = Event {
        r#type: format!("message.{}", row.state.as_str().to_ascii_lowercase()),
        timestamp: time(row.created_at),
        data: Data {
            message_id: message.id,
            status: row.state,
            test: is_test(message),
            to: &message.to,
            from: message.from.as_deref(),
            segments: message.segments,
            provider,
            provider_msg_ids: &message.carrier_ids,
            error_code: message.error_code.as_deref(),
            detail: message.detail.as_deref(),
            cost: Cost {
                total,
                currency: message.currency.clone(),
            },
            batch_id: message.batch.map(|(batch, _)| batch),
            metadata,
            queued_at: time(message.accepted_at),
            submitted_at: message.submitted_at.map(time),
            ended_at: message.ended_at.map(time),
        },
    };
    serde_json::to_string(&event).expect("texts, numbers and stored JSON are JSON")
}

/// A time as RFC 3339, UTC, to the millisecond.
fn time(at: Millis) -> String {
    let time = jiff::Timestamp::from_millisecond(at).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    format!("{time:.3}")
}
