//! API key scopes: one permission each, and sets of them.

use serde::{Deserialize, Serialize};

/// One permission of an API key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[repr(u32)]
pub enum Scope {
    /// Send, preview and cancel messages.
    #[serde(rename = "sms:send")]
    SmsSend = 1,
    /// Read messages, batches and their timelines.
    #[serde(rename = "sms:read")]
    SmsRead = 2,
    /// Read contacts.
    #[serde(rename = "contacts:read")]
    ContactsRead = 4,
    /// Change contacts.
    #[serde(rename = "contacts:write")]
    ContactsWrite = 8,
    /// Read providers, routes and the callbacks' secret.
    #[serde(rename = "providers:read")]
    ProvidersRead = 16,
    /// Change and test providers, change routes.
    #[serde(rename = "providers:write")]
    ProvidersWrite = 32,
    /// Read webhook endpoints and what was told to them.
    #[serde(rename = "webhooks:read")]
    WebhooksRead = 1 << 16,
    /// Change and test webhook endpoints, tell events again.
    #[serde(rename = "webhooks:write")]
    WebhooksWrite = 1 << 17,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 8] = [
        Self::SmsSend,
        Self::SmsRead,
        Self::ContactsRead,
        Self::ContactsWrite,
        Self::ProvidersRead,
        Self::ProvidersWrite,
        Self::WebhooksRead,
        Self::WebhooksWrite,
    ];

    /// The scope's word, such as `sms:send`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SmsSend => "sms:send",
            Self::SmsRead => "sms:read",
            Self::ContactsRead => "contacts:read",
            Self::ContactsWrite => "contacts:write",
            Self::ProvidersRead => "providers:read",
            Self::ProvidersWrite => "providers:write",
            Self::WebhooksRead => "webhooks:read",
            Self::WebhooksWrite => "webhooks:write",
        }
    }

    /// The scope with this word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }
}

/// A set of scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scopes(u32);

impl Scopes {
    /// What a key gets unless it asks for less: send and read messages.
    pub const MESSAGING: Self = Self(Scope::SmsSend as u32 | Scope::SmsRead as u32);

    /// The set stored as `bits`; unknown bits are dropped.
    pub fn from_bits(bits: i64) -> Self {
        let known = Scope::ALL.into_iter().fold(0, |all, s| all | s as u32);
        Self(bits as u32 & known)
    }

    /// The integer that databases keep.
    pub const fn bits(self) -> i64 {
        self.0 as i64
    }

    /// The set with `scope` in it.
    #[must_use]
    pub const fn with(self, scope: Scope) -> Self {
        Self(self.0 | scope as u32)
    }

    /// Whether `scope` is in the set.
    pub const fn has(self, scope: Scope) -> bool {
        self.0 & scope as u32 != 0
    }

    /// The scopes in the set.
    pub fn iter(self) -> impl Iterator<Item = Scope> {
        Scope::ALL.into_iter().filter(move |s| self.has(*s))
    }
}

impl FromIterator<Scope> for Scopes {
    fn from_iter<I: IntoIterator<Item = Scope>>(scopes: I) -> Self {
        scopes.into_iter().fold(Self::default(), Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_keeps_what_it_was_given_and_drops_unknown_bits() {
        let set: Scopes = [Scope::SmsRead, Scope::ContactsWrite].into_iter().collect();
        assert_eq!(Scopes::from_bits(set.bits() | 1 << 20), set);
        assert!(set.has(Scope::SmsRead) && !set.has(Scope::SmsSend));
        assert_eq!(set.iter().count(), 2);
    }

    #[test]
    fn every_scope_is_found_by_its_word_and_has_a_bit_of_its_own() {
        for scope in Scope::ALL {
            assert_eq!(Scope::parse(scope.as_str()), Some(scope));
            assert_eq!((scope as u32).count_ones(), 1);
        }
        let all: Scopes = Scope::ALL.into_iter().collect();
        assert_eq!(all.iter().count(), Scope::ALL.len());
        assert_eq!(Scopes::from_bits(all.bits()), all);
    }

    #[test]
    fn providers_and_webhooks_are_nobodys_unless_asked_for() {
        for scope in [
            Scope::ProvidersRead,
            Scope::ProvidersWrite,
            Scope::WebhooksRead,
            Scope::WebhooksWrite,
        ] {
            assert!(!Scopes::MESSAGING.has(scope), "{}", scope.as_str());
        }
    }
}
