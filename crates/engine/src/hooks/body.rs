//! What is told of an event: its type, when it happened, and the message as its status shows it, or what the event says
//! of itself. The same for webhooks and for those who follow live, but for what the latter may not see.

use std::borrow::Cow;

use domain::phone::mask;
use domain::{Direction, HookEvent, MessageState, Millis, Money, Numbers, Permission, ProviderId};
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;
use store::{HookRow, MessageRow};
use tenancy::Caller;

use crate::test_lane::is_test;

#[derive(Serialize)]
struct Event<'a, T> {
    r#type: &'a str,
    timestamp: String,
    data: T,
}

/// What a reader may see of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sight {
    /// Whole phone numbers; else their middle is hidden, and so is what callers kept with their messages, which may name
    /// people.
    pub numbers: bool,
    /// What phones wrote.
    pub inbox: bool,
    /// Nothing but test messages.
    pub test_only: bool,
}

impl Sight {
    /// Everything.
    pub const WHOLE: Self = Self {
        numbers: true,
        inbox: true,
        test_only: false,
    };

    /// What `caller` may see.
    pub fn of(caller: &Caller) -> Self {
        Self {
            // A key that does not read messages reads their numbers nowhere.
            numbers: caller.numbers() == Numbers::Whole
                && (caller.api_key().is_none() || caller.may(Permission::NumbersReveal)),
            inbox: caller.may(Permission::InboxRead),
            test_only: caller.is_test(),
        }
    }

    /// The same with numbers masked.
    #[must_use]
    pub const fn masked(self) -> Self {
        Self { numbers: false, ..self }
    }

    /// Whether it is no more than `other`.
    pub const fn is_within(self, other: Self) -> bool {
        (other.numbers || !self.numbers) && (other.inbox || !self.inbox) && (self.test_only || !other.test_only)
    }

    /// Whether it shows anything of a message.
    pub(crate) fn shows(self, message: &MessageRow) -> bool {
        !self.test_only || is_test(message)
    }
}

/// A message in an event.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MessageData<'a> {
    message_id: domain::MessageId,
    direction: Direction,
    status: MessageState,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    test: bool,
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
        let seen = |address: &'a str, is_phone: bool| match sight.numbers || !is_phone {
            true => Cow::Borrowed(address),
            false => Cow::Owned(mask(address)),
        };
        let total = message.currency.parse().map_or_else(
            |_| String::new(),
            |currency| Money::new(message.cost_micros, currency).amount(),
        );
        let metadata = message.metadata.as_deref().filter(|_| sight.numbers);
        Self {
            message_id: message.id,
            direction: message.direction,
            status: state,
            test: is_test(message),
            to: seen(&message.to, !inbound),
            from: message.from.as_deref().map(|from| seen(from, inbound)),
            body: (inbound && sight.inbox).then_some(&*message.body),
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
        &MessageData::new(message, state, provider, Sight::WHOLE),
    )
}

/// A body that was told, as far as `sight` allows; `None` where it is no JSON.
pub(super) fn seen(payload: &str, sight: Sight) -> Option<String> {
    if sight == Sight::WHOLE {
        return Some(payload.to_owned());
    }
    let mut event: Value = serde_json::from_str(payload).ok()?;
    let Some(data) = event.get_mut("data").and_then(Value::as_object_mut) else {
        return Some(event.to_string());
    };
    let inbound = data.get("direction").and_then(Value::as_str) == Some(Direction::Inbound.as_str());
    if !sight.numbers {
        if let Some(Value::String(phone)) = data.get_mut(if inbound { "from" } else { "to" }) {
            *phone = mask(phone);
        }
        if let Some(metadata) = data.get_mut("metadata") {
            *metadata = Value::Null;
        }
    }
    if !sight.inbox {
        data.remove("body");
    }
    Some(event.to_string())
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

#[cfg(test)]
mod tests {
    use super::*;

    const SIGHTS: [Sight; 4] = [
        Sight::WHOLE,
        Sight::WHOLE.masked(),
        Sight {
            inbox: false,
            ..Sight::WHOLE
        },
        Sight {
            inbox: false,
            ..Sight::WHOLE.masked()
        },
    ];

    #[test]
    fn a_body_is_shown_as_far_as_its_reader_may_see() {
        let inbound = r#"{"type":"message.inbound","timestamp":"","data":{"direction":"INBOUND","to":"20880",
            "from":"+254712345678","body":"MOI AVENUE","metadata":null}}"#;
        let outbound = r#"{"type":"message.sent","timestamp":"","data":{"direction":"OUTBOUND","to":"+254712345678",
            "from":"TUMA","metadata":{"name":"Wanjiru"}}}"#;
        for sight in SIGHTS {
            let shown = seen(inbound, sight).unwrap_or_default();
            assert!(shown.contains("20880"), "{shown}");
            assert_eq!(shown.contains("712345"), sight.numbers, "{shown}");
            assert_eq!(shown.contains("MOI AVENUE"), sight.inbox, "{shown}");
            let shown = seen(outbound, sight).unwrap_or_default();
            assert!(shown.contains("TUMA"), "{shown}");
            assert_eq!(shown.contains("712345"), sight.numbers, "{shown}");
            assert_eq!(shown.contains("Wanjiru"), sight.numbers, "{shown}");
        }
        assert_eq!(seen("no JSON", SIGHTS[1]), None);
    }

    #[test]
    fn a_sight_is_within_another_that_sees_as_much() {
        assert!(SIGHTS.into_iter().all(|sight| sight.is_within(Sight::WHOLE)));
        assert!(!Sight::WHOLE.is_within(SIGHTS[1]) && !SIGHTS[1].is_within(SIGHTS[2]));
        assert!(SIGHTS[3].is_within(SIGHTS[1]) && SIGHTS[3].is_within(SIGHTS[2]));
        let tester = Sight {
            test_only: true,
            ..Sight::WHOLE
        };
        assert!(tester.is_within(Sight::WHOLE) && !Sight::WHOLE.is_within(tester));
    }
}
