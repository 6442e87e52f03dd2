//! Samples of events, for whoever tries an endpoint: the shape of the real ones, about a message that never was.

use domain::phone::mask;
use domain::{Class, Direction, HookEvent, MessageId, MessageState, Millis, OrganizationId, WebhookId};
use serde_json::{Value, json};
use store::MessageRow;

use super::body::{MessageData, Sight, event, kind, time};

/// A number of nobody's: its exchange is given out to no one.
const PHONE: &str = "+15550001234";

/// The body of a sample, told to `webhook` at `now`.
pub(super) fn payload(of: HookEvent, webhook: WebhookId, now: Millis) -> String {
    if let Some(state) = state_of(of) {
        let message = message(state, now);
        let data = MessageData::new(&message, state, Some("sample".to_owned()), Sight::WHOLE);
        let mut data = serde_json::to_value(&data).unwrap_or_default();
        data["test"] = Value::Bool(true);
        return event(of.as_str(), now, &data);
    }
    let name = (of == HookEvent::Security).then_some("security.test");
    let data = match of {
        HookEvent::BalanceLow => json!({"test": true, "balance": {"amount": "9.50", "currency": "KES"},
            "threshold": {"amount": "10.00", "currency": "KES"}}),
        HookEvent::ProviderHealth => json!({"test": true, "providerId": domain::ProviderId::new(0),
            "provider": "sample", "kind": "simulator", "shared": false, "from": "HEALTHY", "status": "DOWN",
            "reason": "this is a sample", "since": time(now), "node": 0}),
        _ => json!({"test": true, "webhookId": webhook, "message": "This is a test from Tuma."}),
    };
    event(kind(of, name), now, &data)
}

fn state_of(event: HookEvent) -> Option<MessageState> {
    let told = |state: &MessageState| HookEvent::of_state(*state) == Some(event);
    MessageState::ALL.iter().copied().find(told)
}

fn message(state: MessageState, now: Millis) -> MessageRow {
    let inbound = state == MessageState::Received;
    let (from, to) = if inbound { (PHONE, "20880") } else { ("TUMA", PHONE) };
    let ended = state.is_final();
    MessageRow {
        id: MessageId::new(0),
        organization: OrganizationId::new(0),
        direction: if inbound {
            Direction::Inbound
        } else {
            Direction::Outbound
        },
        class: Class::Transactional,
        state,
        held: false,
        provider: None,
        batch: None,
        from: Some(from.to_owned()),
        to: to.to_owned(),
        country: "ZZ".to_owned(),
        body: "This is a sample.".to_owned(),
        ucs2: false,
        segments: 1,
        cost_micros: 0,
        currency: "KES".to_owned(),
        attempts: 1,
        carrier_ids: Vec::new(),
        error_code: None,
        detail: (state == MessageState::Failed).then(|| format!("no such number as {}", mask(PHONE))),
        metadata: None,
        callback_url: None,
        decision: None,
        unit: None,
        due_at: now,
        expires_at: now,
        accepted_at: now,
        submitted_at: (!inbound).then_some(now),
        ended_at: ended.then_some(now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_has_a_sample_that_says_that_it_is_one() {
        for of in HookEvent::ALL {
            let body: Value = serde_json::from_str(&payload(of, WebhookId::new(1), 0)).unwrap();
            assert_eq!(body["data"]["test"], true, "{of}");
            let kind = body["type"].as_str().unwrap();
            assert!(kind == of.as_str() || kind == "security.test", "{kind}");
        }
    }
}
