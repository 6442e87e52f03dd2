//! How a sender ID looks to its organization.

use domain::{ProviderId, SenderId};
use serde::Serialize;
use store::SenderRow;
use utoipa::ToSchema;

use crate::time::Time;

/// A sender ID.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Sender)]
pub(crate) struct SenderView {
    /// Its id.
    #[schema(value_type = String, example = "snd_01k9zv0d3s8ra")]
    sender_id: SenderId,
    /// The sender, as a carrier takes it.
    #[schema(example = "GREENVALLEY")]
    sender: String,
    /// `pending`, `approved` or `rejected`.
    #[schema(example = "pending")]
    status: &'static str,
    /// What it is for.
    purpose: String,
    /// The countries of the numbers that it may be shown to; all if empty.
    #[schema(example = json!(["KE"]))]
    countries: Vec<String>,
    /// The providers that it is registered with; all if empty.
    #[schema(value_type = Vec<String>)]
    provider_ids: Vec<ProviderId>,
    /// Why it was rejected.
    reason: Option<String>,
    /// When it was asked for.
    #[schema(value_type = String, format = DateTime)]
    requested_at: Time,
    /// When it was decided about.
    #[schema(value_type = Option<String>, format = DateTime)]
    decided_at: Option<Time>,
}

impl From<SenderRow> for SenderView {
    fn from(row: SenderRow) -> Self {
        Self {
            sender_id: row.id,
            sender: row.sender,
            status: row.state.as_str(),
            purpose: row.purpose,
            countries: row.countries,
            provider_ids: row.providers,
            reason: row.reason,
            requested_at: Time(row.requested_at),
            decided_at: row.decided_at.map(Time),
        }
    }
}
