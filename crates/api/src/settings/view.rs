//! How an organization's settings look to callers.

use domain::OrganizationId;
use serde::{Deserialize, Serialize};
use store::Organization;
use utoipa::ToSchema;

/// The settings of an organization.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Settings)]
pub(crate) struct SettingsView {
    /// The organization's id.
    #[schema(value_type = String, example = "org_01k9zv0d3s8ra")]
    organization_id: OrganizationId,
    /// Its short name, which never changes.
    #[schema(example = "green-valley")]
    slug: String,
    /// Its shown name.
    #[schema(example = "Green Valley School")]
    name: String,
    /// The region of numbers without `+`, ISO 3166-1.
    #[schema(example = "PK")]
    region: String,
    /// The time zone that its days and hours are cut by, a name of the IANA database.
    #[schema(example = "Asia/Karachi")]
    time_zone: String,
    /// What it counts money in where nothing else says, ISO 4217.
    #[schema(example = "PKR")]
    currency: String,
    /// Who sees whole phone numbers.
    privacy: PrivacyWord,
    /// How many days after their end messages are removed; 0 where they are kept.
    #[schema(example = 365)]
    retention_days: u16,
}

/// Who sees whole phone numbers. Programs with an API key always do.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = Privacy)]
pub(crate) enum PrivacyWord {
    /// Nobody; who has `numbers:reveal` may ask for one at a time, which is noted.
    Masked,
    /// Whoever has `numbers:reveal`: owners and administrators.
    ByRole,
    /// Everybody who may read the messages.
    Shown,
}

impl From<domain::Privacy> for PrivacyWord {
    fn from(privacy: domain::Privacy) -> Self {
        match privacy {
            domain::Privacy::Masked => Self::Masked,
            domain::Privacy::ByRole => Self::ByRole,
            domain::Privacy::Shown => Self::Shown,
        }
    }
}

impl From<PrivacyWord> for domain::Privacy {
    fn from(word: PrivacyWord) -> Self {
        match word {
            PrivacyWord::Masked => Self::Masked,
            PrivacyWord::ByRole => Self::ByRole,
            PrivacyWord::Shown => Self::Shown,
        }
    }
}

impl From<&Organization> for SettingsView {
    fn from(row: &Organization) -> Self {
        Self {
            organization_id: row.id,
            slug: row.slug.clone(),
            name: row.name.clone(),
            region: row.region.clone(),
            time_zone: row.time_zone.clone(),
            currency: row.currency.to_string(),
            privacy: row.privacy.into(),
            retention_days: row.retention_days,
        }
    }
}
