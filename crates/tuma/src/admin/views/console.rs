//! What an organization has and may have, and who shares a provider.

use serde::{Deserialize, Serialize};
use store::{OrganizationOverview, Quotas, Sharing};

use crate::time;

/// How an organization stands.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StandingView {
    /// Its id.
    pub id: String,
    /// Its short name.
    pub slug: String,
    /// Since when it is suspended; absent while it works.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suspended_at: Option<String>,
    /// Why it is suspended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// What it has.
    pub has: HasView,
    /// How much it may have.
    pub quotas: QuotasView,
}

/// What an organization has.
#[derive(Clone, Serialize, Deserialize)]
pub struct HasView {
    /// Members.
    pub users: i64,
    /// API keys that work.
    pub keys: i64,
    /// Providers of its own.
    pub providers: i64,
}

/// How much an organization may have; null for no bound of its own.
#[derive(Clone, Serialize, Deserialize)]
pub struct QuotasView {
    /// Members.
    pub users: Option<u32>,
    /// API keys that work.
    pub keys: Option<u32>,
    /// Providers of its own.
    pub providers: Option<u32>,
}

impl From<OrganizationOverview> for StandingView {
    fn from(found: OrganizationOverview) -> Self {
        let (row, suspended) = (&found.organization, &found.organization.suspended);
        let Quotas { users, keys, providers } = found.quotas;
        Self {
            id: row.id.to_string(),
            slug: row.slug.clone(),
            suspended_at: suspended.as_ref().map(|one| time::show(one.since)),
            reason: suspended.as_ref().map(|one| one.why.clone()),
            has: HasView {
                users: found.users,
                keys: found.keys,
                providers: found.providers,
            },
            quotas: QuotasView { users, keys, providers },
        }
    }
}

/// Who may use one of the platform's providers.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SharedView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The ids of the organizations that alone may use it; null where all may.
    pub shared_with: Option<Vec<String>>,
}

impl SharedView {
    /// The provider `row`, shared like this.
    pub fn new(row: &store::Provider, sharing: &Sharing) -> Self {
        Self {
            id: row.id.to_string(),
            name: row.name.clone(),
            shared_with: match sharing {
                Sharing::All => None,
                Sharing::Chosen(chosen) => Some(chosen.iter().map(ToString::to_string).collect()),
            },
        }
    }
}
