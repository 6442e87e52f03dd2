//! What is told of an event: its type, when it happened, and the message as its status shows it, or what the event says
//! of itself. The same for webhooks and for those who follow live, but for what the latter may not see.

use std::borrow::Cow;

use domain::phone::mask;
use domain::{Direction, HookEvent, MessageState, Millis, Money, ProviderId};
use serde::Serialize;
use serde_json::value::RawValue;
use store::{HookRow, MessageRow};

#[derive(Serialize)]
struct Event<'a, T> {
    r#type: &'a str,
    timestamp: String,
    data: T,
}

/// What a reader may see of phone numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sight {
    /// Whole numbers.
    Whole,
    /// Their middle is hidden, and so is what callers kept with their messages, which may name people.
    Masked,
}

/// A message in an event.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MessageData<'a> {
    message_id: domain::MessageId,
    direction: Direction,
    status: MessageState,
    to: Cow<'a, str>,
    from: Option<Cow<'a, str>>,
    /// The text of an inbound message; what an organization sends it knows.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<&'a str>,
    segments: u16,
    provider: Option<String>,
    provider_msg_ids: &'a [String],
    error_code: Option<&'a str>,
    detail: Option<&'a str>,
    cost: Cost<'a>,
    batch_id: Option<domain::BatchId>,
    metadata: Option<&'a RawValue>,
    queued_at: String,
    submitted_at: Option<String>,
    ended_at: Option<String>,
}

#[derive(Serialize)]
struct Cost<'a> {
    total: String,
    currency: &'a str,
}

impl<'a> MessageData<'a> {
    /// A message that came into `state`, as far as `sight` allows.
    pub(crate) fn new(message: &'a MessageRow, state: MessageState, provider: Option<String>, sight: Sight) -> Self {
        let inbound = message.direction == Direction::Inbound;
        let seen = |address: &'a str, is_phone: bool| match sight {
            Sight::Masked if is_phone => Cow::Owned(mask(address)),
            _ => Cow::Borrowed(address),
        };
        let total = message.currency.parse().map_or_else(
            |_| String::new(),
            |currency| Money::new(message.cost_micros, currency).amount(),
        );
        let metadata = message.metadata.as_deref().filter(|_| sight == Sight::Whole);
        Self {
            message_id: message.id,
            direction: message.direction,
            status: state,
            to: seen(&message.to, !inbound),
            from: message.from.as_deref().map(|from| seen(from, inbound)),
            body: inbound.then_some(&*message.body),
            segments: message.segments,
            provider,
            provider_msg_ids: &message.carrier_ids,
            error_code: message.error_code.as_deref(),
            detail: message.detail.as_deref(),
            cost: Cost {
                total,
                currency: &message.currency,
            },
            batch_id: message.batch.map(|(batch, _)| batch),
            metadata: metadata.and_then(|text| serde_json::from_str(text).ok()),
            queued_at: time(message.accepted_at),
            submitted_at: message.submitted_at.map(time),
            ended_at: message.ended_at.map(time),
        }
    }
}

/// The JSON of an event; `None` where nothing is left of what it tells of.
pub(super) fn of(row: &HookRow, provider: impl FnOnce(ProviderId) -> Option<String>) -> Option<String> {
    if let Some(message) = &row.message
        && let Some(state) = row.state
    {
        let provider = message.provider.and_then(provider);
        return Some(of_message((row.event, row.created_at), message, state, provider));
    }
    let data: &RawValue = serde_json::from_str(row.data.as_deref()?).ok()?;
    Some(event(kind(row.event, row.name.as_deref()), row.created_at, &data))
}

/// The JSON of an event of a message.
pub(super) fn of_message(
    (told, at): (HookEvent, Millis),
    message: &MessageRow,
    state: MessageState,
    provider: Option<String>,
) -> String {
    event(
        told.as_str(),
        at,
        &MessageData::new(message, state, provider, Sight::Whole),
    )
}

/// The type of an event as receivers read it.
pub(crate) fn kind(event: HookEvent, name: Option<&str>) -> &str {
    match (event, name) {
        (HookEvent::Security, Some(name)) => name,
        _ => event.as_str(),
    }
}

/// The JSON of an event of this type.
pub(super) fn event<T: Serialize>(kind: &str, at: Millis, data: &T) -> String {
    let event = Event {
        r#type: kind,
        timestamp: time(at),
        data,
    };
    serde_json::to_string(&event).expect("texts, numbers and stored JSON are JSON")
}

/// A time as RFC 3339, UTC, to the millisecond.
pub(crate) fn time(at: Millis) -> String {
    let time = jiff::Timestamp::from_millisecond(at).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    format!("{time:.3}")
}
