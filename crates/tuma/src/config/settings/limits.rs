//! What callers may ask for at most: sizes, numbers, and how many requests may come from whom.

use domain::RequestLimits;
use serde::{Deserialize, Serialize};
use tenancy::LimitSettings;

/// The proxies that are believed where the configuration does not say: those on this machine.
pub(super) const TRUSTED_PROXIES: [&str; 2] = ["127.0.0.0/8", "::1"];

/// What callers may ask for at most; of those that count, 0 is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The largest JSON body of most calls.
    pub max_body_bytes: usize,
    /// The largest JSON body of a bulk call.
    pub max_bulk_body_bytes: usize,
    /// The largest uploaded file.
    pub max_file_bytes: u64,
    /// The most providers of an organization.
    pub max_providers: usize,
    /// Requests of one key in any sixty seconds, where nothing else was set for it.
    pub key_per_minute: u32,
    /// Requests of one key in a day, likewise.
    pub key_per_day: u32,
    /// Requests of one person in any sixty seconds.
    pub user_per_minute: u32,
    /// Requests of one person in a day.
    pub user_per_day: u32,
    /// Requests of one organization in any sixty seconds, where nothing else was agreed.
    pub organization_per_minute: u32,
    /// Requests of one organization in a day, likewise.
    pub organization_per_day: u32,
    /// Messages of one organization accepted in a day, likewise.
    pub recipients_per_day: u32,
    /// Tries to sign in from one address in any sixty seconds.
    pub sign_ins_per_minute: u32,
    /// Carriers' webhooks from one address in any sixty seconds.
    pub webhooks_per_minute: u32,
    /// Requests of one address in any sixty seconds that show no key that works.
    pub strangers_per_minute: u32,
    /// How often what was counted of a day is added to the database.
    pub flush_ms: u64,
}

impl Default for Limits {
    fn default() -> Self {
        let of = LimitSettings::default();
        Self {
            max_body_bytes: 1 << 20,
            max_bulk_body_bytes: 16 << 20,
            max_file_bytes: 64 << 20,
            max_providers: engine::EngineSettings::default().max_providers,
            key_per_minute: of.key.per_minute,
            key_per_day: of.key.per_day,
            user_per_minute: of.user.per_minute,
            user_per_day: of.user.per_day,
            organization_per_minute: of.organization.per_minute,
            organization_per_day: of.organization.per_day,
            recipients_per_day: of.recipients_per_day,
            sign_ins_per_minute: of.sign_ins_per_minute,
            webhooks_per_minute: of.webhooks_per_minute,
            strangers_per_minute: of.strangers_per_minute,
            flush_ms: of.flush_ms,
        }
    }
}

impl Limits {
    /// As tenancy takes them.
    pub fn of_requests(&self) -> LimitSettings {
        let limits = |per_minute, per_day| RequestLimits { per_minute, per_day };
        LimitSettings {
            key: limits(self.key_per_minute, self.key_per_day),
            user: limits(self.user_per_minute, self.user_per_day),
            organization: limits(self.organization_per_minute, self.organization_per_day),
            recipients_per_day: self.recipients_per_day,
            sign_ins_per_minute: self.sign_ins_per_minute,
            webhooks_per_minute: self.webhooks_per_minute,
            strangers_per_minute: self.strangers_per_minute,
            flush_ms: self.flush_ms,
        }
    }
}
