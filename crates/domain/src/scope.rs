//! API key scopes: the words with which keys are made, what each allows, and sets of them.
//!
//! A key may send and read messages unless it asks for less or more; what manages the organization (providers, keys,
//! webhooks) is in no key that did not ask for it, and campaigns are in none.

use serde::{Deserialize, Serialize};

use crate::permission::{Permission, Permissions};

/// One thing that an API key is made for.
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
    /// Read API keys.
    #[serde(rename = "keys:read")]
    KeysRead = 64,
    /// Make, rotate and revoke API keys that may no more than this one.
    #[serde(rename = "keys:write")]
    KeysWrite = 128,
    /// Read webhooks and their deliveries.
    #[serde(rename = "webhooks:read")]
    WebhooksRead = 256,
    /// Change, test and replay webhooks.
    #[serde(rename = "webhooks:write")]
    WebhooksWrite = 512,
    /// Read the numbers that may not be sent to.
    #[serde(rename = "suppressions:read")]
    SuppressionsRead = 1024,
    /// Add and remove numbers that may not be sent to.
    #[serde(rename = "suppressions:write")]
    SuppressionsWrite = 2048,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 12] = [
        Self::SmsSend,
        Self::SmsRead,
        Self::ContactsRead,
        Self::ContactsWrite,
        Self::ProvidersRead,
        Self::ProvidersWrite,
        Self::KeysRead,
        Self::KeysWrite,
        Self::WebhooksRead,
        Self::WebhooksWrite,
        Self::SuppressionsRead,
        Self::SuppressionsWrite,
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
            Self::KeysRead => "keys:read",
            Self::KeysWrite => "keys:write",
            Self::WebhooksRead => "webhooks:read",
            Self::WebhooksWrite => "webhooks:write",
            Self::SuppressionsRead => "suppressions:read",
            Self::SuppressionsWrite => "suppressions:write",
        }
    }

    /// The scope with this word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.as_str() == text)
    }

    /// What it allows. Campaigns, people, money, settings and the logs are in no scope: they are for people.
    pub const fn permissions(self) -> &'static [Permission] {
        match self {
            Self::SmsSend => &[Permission::MessagesSend],
            // A program gets the numbers as it gave them: masking is for people who look on.
            Self::SmsRead => &[
                Permission::MessagesRead,
                Permission::InboxRead,
                Permission::ReportsRead,
                Permission::BalanceRead,
                Permission::NumbersReveal,
            ],
            Self::ContactsRead => &[Permission::ContactsRead],
            Self::ContactsWrite => &[Permission::ContactsWrite],
            Self::ProvidersRead => &[Permission::ProvidersRead],
            Self::ProvidersWrite => &[Permission::ProvidersWrite],
            Self::KeysRead => &[Permission::KeysRead],
            Self::KeysWrite => &[Permission::KeysWrite],
            Self::WebhooksRead => &[Permission::WebhooksRead],
            Self::WebhooksWrite => &[Permission::WebhooksWrite],
            Self::SuppressionsRead => &[Permission::SuppressionsRead],
            Self::SuppressionsWrite => &[Permission::SuppressionsWrite],
        }
    }

    /// The scope that gives `permission` to a key, if there is one.
    pub fn giving(permission: Permission) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.permissions().contains(&permission))
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

    /// What the scopes allow together.
    pub fn permissions(self) -> Permissions {
        self.iter()
            .flat_map(|scope| scope.permissions().iter().copied())
            .collect()
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
    fn what_manages_an_organization_is_in_no_key_that_did_not_ask_for_it() {
        let usual = Scopes::MESSAGING.permissions();
        for word in ["providers:", "keys:", "webhooks:", "suppressions:", "contacts:"] {
            assert!(!usual.iter().any(|one| one.as_str().starts_with(word)), "{word}");
        }
        assert!(usual.has(Permission::MessagesSend) && usual.has(Permission::MessagesRead));
    }

    #[test]
    fn no_scope_reaches_campaigns_people_money_logs_or_the_system() {
        let all: Scopes = Scope::ALL.into_iter().collect();
        for word in [
            "campaigns:",
            "team:",
            "owners:",
            "billing:",
            "settings:",
            "audit:",
            "security:",
            "analytics:",
            "system:",
        ] {
            assert!(
                !all.permissions().iter().any(|one| one.as_str().starts_with(word)),
                "{word}"
            );
        }
    }

    #[test]
    fn a_permission_names_the_scope_that_gives_it() {
        assert_eq!(Scope::giving(Permission::MessagesSend), Some(Scope::SmsSend));
        assert_eq!(Scope::giving(Permission::InboxRead), Some(Scope::SmsRead));
        assert_eq!(Scope::giving(Permission::CampaignsWrite), None);
    }
}
