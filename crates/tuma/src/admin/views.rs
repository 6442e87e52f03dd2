//! What the [`super::Desk`] answers with: rows as people read them, times as text, keys by what they start with.

use serde::{Deserialize, Serialize};
use store::{ApiKey, Organization, Provider, Suppression};

use crate::time;

/// An organization.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationView {
    /// Its id.
    pub id: String,
    /// Shown name.
    pub name: String,
    /// Short name.
    pub slug: String,
    /// Region of numbers without `+`.
    pub region: String,
    /// The most segments a message may take.
    pub max_segments: u16,
    /// What happens to unknown outcomes: `resend`, `hold` or `by class`.
    pub unknown_policy: String,
    /// How long a message stays worth sending.
    pub validity_ms: i64,
    /// When it was created.
    pub created_at: String,
}

impl From<&Organization> for OrganizationView {
    fn from(row: &Organization) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.name.clone(),
            slug: row.slug.clone(),
            region: row.region.clone(),
            max_segments: row.max_segments,
            unknown_policy: row
                .unknown_policy
                .map_or("by class", |policy| policy.as_str())
                .to_owned(),
            validity_ms: row.validity_ms,
            created_at: time::show(row.created_at),
        }
    }
}

/// An API key, without the key.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeyView {
    /// Its id.
    pub id: String,
    /// What its holder calls it.
    pub name: String,
    /// What it starts with.
    pub prefix: String,
    /// What it may do.
    pub scopes: Vec<String>,
    /// `active`, `revoked` or `expired`.
    pub status: String,
    /// When it was created.
    pub created_at: String,
    /// When it stops working by itself.
    pub expires_at: Option<String>,
    /// When it was revoked.
    pub revoked_at: Option<String>,
    /// When it was last used, to the minute.
    pub last_used_at: Option<String>,
}

impl KeyView {
    /// The key as it stands at `now`.
    pub fn at(row: &ApiKey, now: domain::Millis) -> Self {
        let status = match (row.revoked_at, row.expires_at) {
            (Some(_), _) => "revoked",
            (None, Some(end)) if end <= now => "expired",
            _ => "active",
        };
        Self {
            id: row.id.to_string(),
            name: row.name.clone(),
            prefix: row.prefix.clone(),
            scopes: row.scopes.iter().map(|scope| scope.as_str().to_owned()).collect(),
            status: status.to_owned(),
            created_at: time::show(row.created_at),
            expires_at: row.expires_at.map(time::show),
            revoked_at: row.revoked_at.map(time::show),
            last_used_at: row.last_used_at.map(time::show),
        }
    }
}

/// A key that was made just now, with the key itself: this once.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedKeyView {
    /// The key itself.
    pub api_key: String,
    /// What is kept of it.
    #[serde(flatten)]
    pub key: KeyView,
}

/// A provider, without its settings: they may hold credentials.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProviderView {
    /// Its id.
    pub id: String,
    /// The organization that alone may use it; everybody may if absent.
    pub organization: Option<String>,
    /// Its name.
    pub name: String,
    /// Its adapter.
    pub adapter: String,
    /// Lower is tried first.
    pub rank: i64,
    /// Messages a second.
    pub rate_per_second: Option<u32>,
    /// The most messages handed over and not answered.
    pub window: u32,
    /// Price of a segment.
    pub price: String,
    /// Currency of the price.
    pub currency: String,
    /// Whether messages may be handed over.
    pub active: bool,
}

impl From<&Provider> for ProviderView {
    fn from(row: &Provider) -> Self {
        Self {
            id: row.id.to_string(),
            organization: row.organization.map(|id| id.to_string()),
            name: row.name.clone(),
            adapter: row.adapter.clone(),
            rank: row.rank,
            rate_per_second: row.rate_per_second,
            window: row.window,
            price: domain::Money::new(row.price_micros, row.currency).amount(),
            currency: row.currency.to_string(),
            active: row.active,
        }
    }
}

/// A number that may not be sent to. Shown whole: only the operator of the machine sees it, who must know which it is.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SuppressionView {
    /// E.164.
    pub number: String,
    /// `stop`, `carrier` or `person`; absent where it was not on the list.
    pub reason: Option<String>,
    /// Since when.
    pub at: Option<String>,
    /// Messages to it that a carrier may have by now; their timelines say so. Known when it is added.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub too_late: Option<usize>,
}

impl From<&Suppression> for SuppressionView {
    fn from(row: &Suppression) -> Self {
        Self {
            number: row.number.clone(),
            reason: Some(row.reason.clone()),
            at: Some(time::show(row.at)),
            too_late: None,
        }
    }
}

/// A page of suppressed numbers.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SuppressionPage {
    /// The numbers, in order.
    pub numbers: Vec<SuppressionView>,
    /// Whether there are more after the last one.
    pub more: bool,
}
