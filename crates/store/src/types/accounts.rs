//! Organizations and what they configure: keys, providers, suppressed numbers.

use std::fmt;

use domain::{ApiKeyId, Millis, OrganizationId, ProviderId};

/// Whose messages these are and how they are treated.
#[derive(Clone, PartialEq, Eq)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Shown name.
    pub name: String,
    /// Unique short name, `[a-z0-9-]{1,64}`.
    pub slug: String,
    /// Default region for numbers without `+`, ISO 3166-1 alpha-2.
    pub region: String,
    /// The most segments a message may take.
    pub max_segments: u16,
    /// `resend` or `hold` for all classes, or each class's default when absent.
    pub unknown_policy: Option<domain::class::UnknownPolicy>,
    /// How long a message stays worth sending, ms.
    pub validity_ms: Millis,
    /// What callbacks are signed with, sealed; opaque here.
    pub callback_secret: Option<String>,
    /// The time zone that its days and hours are cut by, a name of the IANA database.
    pub time_zone: String,
    /// Whether members need a second factor to get in.
    pub second_factor_required: bool,
    /// When it was created.
    pub created_at: Millis,
}

impl fmt::Debug for Organization {
    /// Without the secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Organization")
            .field("id", &self.id)
            .field("name", &self.name)
            .field("slug", &self.slug)
            .field("region", &self.region)
            .field("max_segments", &self.max_segments)
            .field("unknown_policy", &self.unknown_policy)
            .field("validity_ms", &self.validity_ms)
            .field("time_zone", &self.time_zone)
            .field("second_factor_required", &self.second_factor_required)
            .field("created_at", &self.created_at)
            .finish_non_exhaustive()
    }
}

/// A machine's credential as stored; the key itself is known to its holder only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    /// Its id.
    pub id: ApiKeyId,
    /// Whose it is.
    pub organization: OrganizationId,
    /// A person's name for it.
    pub name: String,
    /// SHA-256 of the key.
    pub hash: [u8; 32],
    /// `sk_live_` or `sk_test_` and six more characters.
    pub prefix: String,
    /// What the key was before its last rotation.
    pub previous: Option<PreviousSecret>,
    /// Whether it reaches the simulated carrier alone.
    pub test: bool,
    /// What it may do.
    pub scopes: domain::Scopes,
    /// Requests in a minute; `None` for the platform's limit, 0 for none.
    pub per_minute: Option<u32>,
    /// Requests in a day, likewise.
    pub per_day: Option<u32>,
    /// Networks that it may be used from; anywhere if empty.
    pub networks: Vec<String>,
    /// When it was created.
    pub created_at: Millis,
    /// When it stops working by itself.
    pub expires_at: Option<Millis>,
    /// When it was revoked.
    pub revoked_at: Option<Millis>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Millis>,
    /// Requests that it made, but for those of the last moment.
    pub requests: i64,
}

/// What a rotated key was before: it works for a while beside the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviousSecret {
    /// SHA-256 of it.
    pub hash: [u8; 32],
    /// What it starts with.
    pub prefix: String,
    /// When it stops working.
    pub until: Millis,
}

/// One configured connection to a carrier.
#[derive(Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its id.
    pub id: ProviderId,
    /// Whose it is; `None` for the platform's, shared by all.
    pub organization: Option<OrganizationId>,
    /// The adapter's name: `simulator`.
    pub adapter: String,
    /// A name unique within its owner.
    pub name: String,
    /// The adapter's settings, JSON.
    pub config: String,
    /// Its credentials, sealed; opaque here. Empty where it has none.
    pub secrets: String,
    /// The unguessable part of its webhook's address; `None` for providers made before there were webhooks.
    pub hook_token: Option<String>,
    /// Lower goes first.
    pub rank: i64,
    /// Messages a second; `None` for no limit.
    pub rate_per_second: Option<u32>,
    /// The most messages handed over and not answered.
    pub window: u32,
    /// Price of a segment in micros.
    pub price_micros: i64,
    /// Currency of the price.
    pub currency: domain::Currency,
    /// Whether it gives delivery reports; where not, SENT is final.
    pub reports: bool,
    /// Whether messages may be handed over.
    pub active: bool,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last changed.
    pub updated_at: Millis,
}

impl fmt::Debug for Provider {
    /// Without settings, credentials and token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider")
            .field("id", &self.id)
            .field("organization", &self.organization)
            .field("adapter", &self.adapter)
            .field("name", &self.name)
            .field("rank", &self.rank)
            .field("rate_per_second", &self.rate_per_second)
            .field("window", &self.window)
            .field("reports", &self.reports)
            .field("active", &self.active)
            .field("created_at", &self.created_at)
            .field("updated_at", &self.updated_at)
            .finish_non_exhaustive()
    }
}

/// One reason why an organization may not send to a number; it may have several.
#[derive(Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Whose list.
    pub organization: OrganizationId,
    /// E.164.
    pub number: String,
    /// `stop`, `carrier` or `person`.
    pub reason: String,
    /// Since when.
    pub at: Millis,
}

/// What became of the reasons of a number.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Lifted {
    /// Those that are gone.
    pub lifted: Vec<Suppression>,
    /// Those that stay; the number is sent nothing while there is one.
    pub left: Vec<Suppression>,
}
