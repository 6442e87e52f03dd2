//! The events that webhooks tell: their words, and sets of them that an endpoint asks for.
//!
//! An event of a message is one of its states, told at most once; the others name what happened to the organization.
//! `security.*` is one kind with many names (`security.webhook_disabled`), so that new ones reach whoever asked for all.

use crate::MessageState;

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(i64)]
pub enum HookEvent {
    /// A message waits in a lane: accepted, or its time has come.
    MessageQueued = 1,
    /// A carrier took it.
    MessageSent = 2,
    /// It arrived.
    MessageDelivered = 3,
    /// It failed for good.
    MessageFailed = 4,
    /// It was refused before it could be sent.
    MessageRejected = 5,
    /// Its validity ended.
    MessageExpired = 6,
    /// A person took it back.
    MessageCancelled = 7,
    /// A phone wrote.
    MessageInbound = 8,
    /// The organization's balance is low.
    BalanceLow = 9,
    /// A provider's health changed.
    ProviderHealth = 10,
    /// Something that whoever looks after the organization's safety should know.
    Security = 11,
    /// A try of the endpoint, asked for by a person. Nobody can ask for it as an event.
    Test = 12,
}

/// What stands for all that can be asked for.
const EVERYTHING: &str = "*";
/// What stands for every event of a message.
const OF_MESSAGES: &str = "message.*";

impl HookEvent {
    /// All of them, by code.
    pub const ALL: [Self; 12] = [
        Self::MessageQueued,
        Self::MessageSent,
        Self::MessageDelivered,
        Self::MessageFailed,
        Self::MessageRejected,
        Self::MessageExpired,
        Self::MessageCancelled,
        Self::MessageInbound,
        Self::BalanceLow,
        Self::ProviderHealth,
        Self::Security,
        Self::Test,
    ];

    /// The word in API and payloads; of [`HookEvent::Security`], whose events have names of their own, what they start with
    /// and a star.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::MessageQueued => "message.queued",
            Self::MessageSent => "message.sent",
            Self::MessageDelivered => "message.delivered",
            Self::MessageFailed => "message.failed",
            Self::MessageRejected => "message.rejected",
            Self::MessageExpired => "message.expired",
            Self::MessageCancelled => "message.cancelled",
            Self::MessageInbound => "message.inbound",
            Self::BalanceLow => "balance.low",
            Self::ProviderHealth => "provider.health",
            Self::Security => "security.*",
            Self::Test => "webhook.test",
        }
    }

    /// The one with this word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|event| event.as_str() == word)
    }

    /// The one stored as `code`.
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|event| *event as i64 == code)
    }

    /// What tells that a message is in `state`; SCHEDULED is told by nothing: it is told once it is QUEUED.
    pub const fn of_state(state: MessageState) -> Option<Self> {
        match state {
            MessageState::Scheduled => None,
            MessageState::Queued => Some(Self::MessageQueued),
            MessageState::Submitted | MessageState::Sent => Some(Self::MessageSent),
            MessageState::Delivered => Some(Self::MessageDelivered),
            MessageState::Failed => Some(Self::MessageFailed),
            MessageState::Rejected => Some(Self::MessageRejected),
            MessageState::Expired => Some(Self::MessageExpired),
            MessageState::Cancelled => Some(Self::MessageCancelled),
            MessageState::Received => Some(Self::MessageInbound),
        }
    }

    /// Whether it is about one message.
    pub const fn is_of_message(self) -> bool {
        self as i64 <= Self::MessageInbound as i64
    }

    const fn bit(self) -> i64 {
        1 << (self as i64)
    }
}

impl std::fmt::Display for HookEvent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A set of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct HookEvents(i64);

impl HookEvents {
    /// The set stored as `bits`; unknown bits are dropped.
    pub fn from_bits(bits: i64) -> Self {
        let known = HookEvent::ALL.into_iter().fold(0, |all, event| all | event.bit());
        Self(bits & known)
    }

    /// The integer that databases keep.
    pub const fn bits(self) -> i64 {
        self.0
    }

    /// Whether `event` is in the set.
    pub const fn has(self, event: HookEvent) -> bool {
        self.0 & event.bit() != 0
    }

    /// Whether nothing is in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set with `event` in it.
    #[must_use]
    pub const fn with(self, event: HookEvent) -> Self {
        Self(self.0 | event.bit())
    }

    /// The events in the set.
    pub fn iter(self) -> impl Iterator<Item = HookEvent> {
        HookEvent::ALL.into_iter().filter(move |event| self.has(*event))
    }

    /// Adds what a word asks for: an event, `message.*`, `security.*`, or `*` for all; `false` where it asks for nothing
    /// that there is.
    pub fn add(&mut self, word: &str) -> bool {
        let asked = |event: &HookEvent| match word {
            EVERYTHING => true,
            OF_MESSAGES => event.is_of_message(),
            word => event.as_str() == word,
        };
        let before = self.0;
        let mut any = false;
        for event in HookEvent::ALL.into_iter().filter(|event| *event != HookEvent::Test) {
            if asked(&event) {
                any = true;
                self.0 |= event.bit();
            }
        }
        debug_assert!(any || before == self.0);
        any
    }
}

impl FromIterator<HookEvent> for HookEvents {
    fn from_iter<I: IntoIterator<Item = HookEvent>>(events: I) -> Self {
        events.into_iter().fold(Self::default(), Self::with)
    }
}

/// Whether `name` can be that of a security event: `security.` and words of lower-case letters, digits, `_` and `.`, at
/// most 64 characters.
pub fn is_security_name(name: &str) -> bool {
    name.len() <= 64
        && name.strip_prefix("security.").is_some_and(|rest| {
            !rest.is_empty()
                && rest
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'.')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_codes_round_trip_and_bits_are_distinct() {
        let mut all = HookEvents::default();
        for event in HookEvent::ALL {
            assert_eq!(HookEvent::parse(event.as_str()), Some(event));
            assert_eq!(HookEvent::from_code(event as i64), Some(event));
            assert!(!all.has(event));
            all = all.with(event);
        }
        assert_eq!(HookEvents::from_bits(all.bits() | 1 << 40), all);
        assert_eq!(all.iter().count(), HookEvent::ALL.len());
    }

    #[test]
    fn every_state_but_scheduled_is_told() {
        for state in MessageState::ALL.iter().copied() {
            let told = HookEvent::of_state(state);
            assert_eq!(told.is_none(), state == MessageState::Scheduled, "{state}");
            assert!(told.is_none_or(HookEvent::is_of_message), "{state}");
        }
        assert!(!HookEvent::BalanceLow.is_of_message());
    }

    #[test]
    fn words_ask_for_one_for_many_or_for_all() {
        let set = |words: &[&str]| {
            let mut set = HookEvents::default();
            words.iter().all(|word| set.add(word)).then_some(set)
        };
        assert_eq!(set(&["message.sent"]).map(|s| s.iter().count()), Some(1));
        assert_eq!(set(&["message.*", "message.sent"]).map(|s| s.iter().count()), Some(8));
        let all = set(&["*"]).expect("all");
        assert!(all.has(HookEvent::Security) && !all.has(HookEvent::Test));
        for nothing in ["", "message", "message.SENT", "webhook.test", "security.login", "**"] {
            assert_eq!(set(&[nothing]), None, "{nothing}");
        }
    }

    #[test]
    fn security_events_have_plain_names() {
        for good in ["security.webhook_disabled", "security.login.failed"] {
            assert!(is_security_name(good), "{good}");
        }
        for bad in ["security.", "security", "balance.low", "security.Login", "security.a b"] {
            assert!(!is_security_name(bad), "{bad}");
        }
    }
}
