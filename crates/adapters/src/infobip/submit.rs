//! The body of a call to `POST /sms/3/messages`.

use domain::{MessageId, Millis};
use serde_json::{Map, Value, json};

use super::settings::Settings;
use crate::Outgoing;

/// The longest validity that the carrier keeps.
const MAX_VALIDITY_SECONDS: i64 = 48 * 3_600;

/// The id that Tuma gives an attempt at the carrier.
pub(super) fn id(message: MessageId, attempt: u16) -> String {
    format!("{message}-{attempt}")
}

/// The message and attempt behind an id of [`id`].
pub(super) fn reference(id: &str) -> Option<(MessageId, u16)> {
    let (message, attempt) = id.rsplit_once('-')?;
    Some((message.parse().ok()?, attempt.parse().ok()?))
}

/// The body for `messages`.
pub(super) fn body(messages: &[(usize, &Outgoing)], settings: &Settings, now: Millis) -> Value {
    let messages: Vec<Value> = messages
        .iter()
        .map(|(_, message)| one(message, settings, now))
        .collect();
    json!({ "messages": messages, "options": { "includeSmsCountInResponse": true } })
}

fn one(message: &Outgoing, settings: &Settings, now: Millis) -> Value {
    let id = id(message.message, message.attempt);
    let to = message.to.trim_start_matches('+');
    let mut body = json!({
        "destinations": [{ "to": to, "messageId": id }],
        "content": { "text": &*message.body },
    });
    if let Some(sender) = settings.senders.choose(message.from.as_ref(), &message.to) {
        body["sender"] = json!(sender.trim_start_matches('+'));
    }
    let options = options(message, settings, now);
    if !options.is_empty() {
        body["options"] = Value::Object(options);
    }
    // The id comes back by itself; the callback data says the same where an account is set to ids of the carrier's.
    let mut webhooks = json!({ "callbackData": id });
    if let Some(url) = &settings.report_url {
        let intermediate = settings.intermediate_reports;
        webhooks["delivery"] = json!({ "url": url, "intermediateReport": intermediate, "notify": true });
        webhooks["contentType"] = json!("application/json");
    }
    body["webhooks"] = webhooks;
    body
}

fn options(message: &Outgoing, settings: &Settings, now: Millis) -> Map<String, Value> {
    let mut options = Map::new();
    if settings.validity {
        // Rounded up: a validity of zero would be refused or taken for the longest.
        let seconds = (message.expires_at - now + 999) / 1_000;
        let amount = seconds.clamp(1, MAX_VALIDITY_SECONDS);
        options.insert(
            "validityPeriod".to_owned(),
            json!({ "amount": amount, "timeUnit": "SECONDS" }),
        );
    }
    let ids = [
        ("entityId", &settings.entity_id),
        ("applicationId", &settings.application_id),
    ];
    let given = ids
        .into_iter()
        .filter_map(|(name, id)| Some((name.to_owned(), json!(id.as_ref()?))));
    let platform: Map<String, Value> = given.collect();
    if !platform.is_empty() {
        options.insert("platform".to_owned(), Value::Object(platform));
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_is_read_back_from_its_id() {
        let message = MessageId::new(77_000_123_456_789);
        assert_eq!(reference(&id(message, 3)), Some((message, 3)));
        for other in ["", "m-1", "msg_-1", &message.to_string(), "a1b2c3d4-0000-1111"] {
            assert_eq!(reference(other), None, "{other}");
        }
    }
}
