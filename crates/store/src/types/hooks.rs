//! Webhooks: who is told, what has to be told, and what became of it.

use domain::{
    DeliveryId, HookEvent, HookEventId, HookEvents, MessageId, MessageState, Millis, OrganizationId, WebhookId,
};
use sha2::{Digest, Sha256};

use super::reading::MessageRow;

/// An endpoint of an organization's.
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Whose.
    pub organization: OrganizationId,
    /// Its id.
    pub id: WebhookId,
    /// Where events are posted.
    pub url: String,
    /// What people call it.
    pub description: String,
    /// What it is told.
    pub events: HookEvents,
    /// Whether it is told anything.
    pub active: bool,
    /// Why it is not, where Tuma ended it.
    pub disabled_reason: Option<String>,
    /// What its requests are signed with, sealed.
    pub secret: String,
    /// The secret before, sealed, and until when it signs too.
    pub previous: Option<(String, Millis)>,
    /// How its requests fared.
    pub health: WebhookHealth,
    /// Another number after each change of anything but its health.
    pub version: i64,
    /// When it was made.
    pub created_at: Millis,
    /// When it was last changed by a person.
    pub updated_at: Millis,
}

/// How an endpoint's requests fared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WebhookHealth {
    /// Requests that failed since the last one that was taken.
    pub consecutive_fails: u32,
    /// When the first of them failed.
    pub failing_since: Option<Millis>,
    /// When anything was last posted.
    pub last_triggered_at: Option<Millis>,
    /// When anything was last taken.
    pub last_success_at: Option<Millis>,
}

/// What is to change of an endpoint.
#[derive(Clone, Default)]
pub struct WebhookChange {
    /// Where events are posted.
    pub url: Option<String>,
    /// What people call it.
    pub description: Option<String>,
    /// What it is told.
    pub events: Option<HookEvents>,
    /// Whether it is told anything; `true` forgets why it was ended and how it failed.
    pub active: Option<bool>,
    /// A new secret, sealed, and until when the one before signs too.
    pub secret: Option<(String, Millis)>,
    /// The same secrets sealed anew: the current one, and the one before with its end.
    pub resealed: Option<(String, Option<(String, Millis)>)>,
}

/// How much waits for an endpoint.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Events that were not taken yet, up to the bound of the count.
    pub events: usize,
    /// Whether there are more.
    pub is_more: bool,
    /// When the one that is due first was or is due.
    pub oldest_due_at: Option<Millis>,
}

/// The queue of a message's callbacks: one for each organization and origin (scheme, host and port), so that a slow
/// receiver holds up no other. Below 0, where endpoints and SMPP accounts are above.
pub fn callback_target(organization: OrganizationId, url: &str) -> i64 {
    let rest = url.find("://").map_or(0, |at| at + 3);
    let end = url[rest..].find(['/', '?', '#']).map_or(url.len(), |at| rest + at);
    let mut hash = Sha256::new();
    hash.update(organization.get().to_be_bytes());
    hash.update(url[..end].to_ascii_lowercase().as_bytes());
    let digest = hash.finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&digest[..8]);
    -(i64::from_be_bytes(first) & (i64::MAX >> 1)) - 1
}

/// Where a row of the hook outbox is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct HookKey {
    /// Above 0: an endpoint; below 0: callbacks to one origin.
    pub target: i64,
    /// The message; 0 for an event of none.
    pub message: i64,
    /// Its own id; those of a target and message rise in the order of what happened.
    pub id: i64,
}

/// An event that has to be told, with what it tells of.
#[derive(Clone)]
pub struct HookRow {
    /// Where it is.
    pub key: HookKey,
    /// Whose.
    pub organization: OrganizationId,
    /// What it tells.
    pub event: HookEvent,
    /// The state that it tells, which the message may have left since.
    pub state: Option<MessageState>,
    /// What receivers know it by.
    pub event_id: HookEventId,
    /// How often telling it failed.
    pub attempts: u16,
    /// When it was written.
    pub created_at: Millis,
    /// The name of a security event.
    pub name: Option<String>,
    /// What an event of no message says, JSON.
    pub data: Option<String>,
    /// The whole body, where it is told again as it was.
    pub payload: Option<String>,
    /// The message as it stands now; `None` for an event of none, and where the message is gone.
    pub message: Option<MessageRow>,
    /// The row of the same target and message that has to be told before it, if there is one: its id, and when it is due.
    pub behind: Option<(i64, Millis)>,
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookFate {
    /// It was taken, or nobody will take it: it goes.
    Done,
    /// It failed and is tried again then.
    Retry(Millis),
    /// It was not tried, and waits until then.
    Wait(Millis),
}

/// How a try ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i64)]
pub enum DeliveryOutcome {
    /// The receiver took it.
    Taken = 1,
    /// It is tried again.
    Retried = 2,
    /// It was the last try.
    GivenUp = 3,
    /// It was the last try, and somebody had it told again since.
    Replayed = 4,
}

impl DeliveryOutcome {
    /// The one stored as `code`.
    pub fn from_code(code: i64) -> Option<Self> {
        [Self::Taken, Self::Retried, Self::GivenUp, Self::Replayed]
            .into_iter()
            .find(|outcome| *outcome as i64 == code)
    }
}

/// One try to tell an event.
#[derive(Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Whose.
    pub organization: OrganizationId,
    /// To which endpoint; `None` to the callback of a message.
    pub webhook: Option<WebhookId>,
    /// Its id.
    pub id: DeliveryId,
    /// What receivers know the event by.
    pub event_id: HookEventId,
    /// The message that it is about.
    pub message: Option<MessageId>,
    /// What was told.
    pub event: HookEvent,
    /// The state that was told.
    pub state: Option<MessageState>,
    /// Which try, from 1; 0: a sample that a person asked for.
    pub attempt: u16,
    /// How it ended.
    pub outcome: DeliveryOutcome,
    /// The status that the receiver answered.
    pub http_status: Option<u16>,
    /// How long it took, ms.
    pub latency_ms: i64,
    /// When it began.
    pub created_at: Millis,
    /// The name of a security event.
    pub name: Option<String>,
    /// Where it was posted.
    pub url: Option<String>,
    /// The body, where it was kept.
    pub payload: Option<String>,
    /// The beginning of the answer.
    pub response_body: Option<String>,
    /// Why there was none.
    pub error: Option<String>,
}

/// What was told and what came of it, to be written together.
#[derive(Clone, Default)]
pub struct HookBatch {
    /// What becomes of rows.
    pub fates: Vec<(HookKey, HookFate)>,
    /// Tries for the log.
    pub deliveries: Vec<Delivery>,
}

/// How an endpoint's requests fared since the last such word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookTally {
    /// Whose.
    pub organization: OrganizationId,
    /// Which.
    pub webhook: WebhookId,
    /// Requests that failed since the last one that was taken.
    pub fails: u32,
    /// When the first of them failed.
    pub failing_since: Option<Millis>,
    /// When anything was last posted.
    pub last_triggered_at: Millis,
    /// When anything was last taken; `None` where nothing was.
    pub last_success_at: Option<Millis>,
    /// Set where the receiver said that it wants nothing any more.
    pub gone: bool,
}

/// An endpoint that Tuma ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisabledWebhook {
    /// Whose.
    pub organization: OrganizationId,
    /// Which.
    pub webhook: WebhookId,
    /// Why.
    pub reason: String,
}

/// Something to tell that is no message's state.
#[derive(Clone, PartialEq, Eq)]
pub struct Emission {
    /// Whom; `None` tells every organization that listens.
    pub organization: Option<OrganizationId>,
    /// Of those that listen, these alone; all where it is `None`.
    pub only: Option<Vec<OrganizationId>>,
    /// What kind.
    pub event: HookEvent,
    /// The name of a security event, `security.…`.
    pub name: Option<String>,
    /// What it says: a JSON object.
    pub data: String,
}

impl Emission {
    /// That something happened which whoever looks after the organization's safety should know: `name` is
    /// `security.…`, `data` a JSON object.
    pub fn security(organization: OrganizationId, name: &str, data: String) -> Self {
        debug_assert!(
            domain::hook::is_security_name(name),
            "not the name of a security event: {name}"
        );
        Self {
            organization: Some(organization),
            only: None,
            event: HookEvent::Security,
            name: Some(name.to_owned()),
            data,
        }
    }

    /// That the organization's balance is low; `data` is a JSON object.
    pub fn balance_low(organization: OrganizationId, data: String) -> Self {
        Self {
            organization: Some(organization),
            only: None,
            event: HookEvent::BalanceLow,
            name: None,
            data,
        }
    }
}

/// Which deliveries to list, newest first.
#[derive(Clone, Copy, Debug, Default)]
pub struct DeliveryFilter {
    /// Only this event.
    pub event: Option<HookEvent>,
    /// Only those that were taken, or were not.
    pub success: Option<bool>,
    /// Only of this message.
    pub message: Option<MessageId>,
    /// Begun at or after.
    pub from: Option<Millis>,
    /// Begun before.
    pub until: Option<Millis>,
}

/// What to tell again.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReplayFilter {
    /// Only these events; all where none is named.
    pub events: HookEvents,
    /// Only those that were given up.
    pub failed_only: bool,
    /// First tried at or after.
    pub from: Millis,
    /// Tried before.
    pub until: Millis,
}

/// What was told again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Replayed {
    /// Events that wait to be told again.
    pub events: usize,
    /// Where to go on; `None` when all was looked at.
    pub next: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn callbacks_share_a_queue_by_organization_and_origin() {
        let (one, other) = (OrganizationId::new(7), OrganizationId::new(8));
        let target = callback_target(one, "https://example.com/a?b");
        assert!(target < 0);
        for same in [
            "https://example.com",
            "https://EXAMPLE.com/other",
            "https://example.com?x",
            "https://example.com#x",
        ] {
            assert_eq!(callback_target(one, same), target, "{same}");
        }
        for another in [
            "http://example.com/a",
            "https://example.com:8443/a",
            "https://example.org/a",
            "",
        ] {
            assert_ne!(callback_target(one, another), target, "{another}");
        }
        assert_ne!(callback_target(other, "https://example.com/a?b"), target);
    }
}
