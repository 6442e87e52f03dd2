//! Sender IDs as whoever decides about them reads them.

use serde::{Deserialize, Serialize};
use store::{AskedSender, SenderRow};

/// A sender ID.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SenderView {
    /// Its id.
    pub id: String,
    /// The name of its organization.
    pub organization: String,
    /// The sender.
    pub sender: String,
    /// `pending`, `approved` or `rejected`.
    pub status: String,
    /// What it is for.
    pub purpose: String,
    /// The countries of the numbers that it may be shown to; all if empty.
    pub countries: Vec<String>,
    /// The ids of the providers that it is registered with; all if empty.
    pub provider_ids: Vec<String>,
    /// Why it was rejected.
    pub reason: Option<String>,
}

impl SenderView {
    /// The sender ID `row` of the organization that is called so.
    pub fn new(row: &SenderRow, organization: &str) -> Self {
        Self {
            id: row.id.to_string(),
            organization: organization.to_owned(),
            sender: row.sender.clone(),
            status: row.state.as_str().to_owned(),
            purpose: row.purpose.clone(),
            countries: row.countries.clone(),
            provider_ids: row.providers.iter().map(ToString::to_string).collect(),
            reason: row.reason.clone(),
        }
    }
}

impl From<&AskedSender> for SenderView {
    fn from(found: &AskedSender) -> Self {
        Self::new(&found.row, &found.organization_name)
    }
}
