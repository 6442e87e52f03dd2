//! Sender IDs: asked for, approved, rejected.

use domain::{Millis, OrganizationId, ProviderId, SenderId};

/// What was decided about a sender ID.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(i64)]
pub enum SenderState {
    /// Nothing yet.
    Pending = 1,
    /// It may be used.
    Approved = 2,
    /// It may not.
    Rejected = 3,
}

impl SenderState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pending, Self::Approved, Self::Rejected];

    /// The state with this code.
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|state| *state as i64 == code)
    }

    /// The word that is shown.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
        }
    }

    /// The state with this word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// A sender ID of an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SenderRow {
    /// Its id.
    pub id: SenderId,
    /// Whose.
    pub organization: OrganizationId,
    /// The sender, as a carrier takes it.
    pub sender: String,
    /// What was decided.
    pub state: SenderState,
    /// What it is for, in the organization's words.
    pub purpose: String,
    /// The countries of the numbers that it may be shown to, ISO 3166-1; all if empty.
    pub countries: Vec<String>,
    /// The providers that it is registered with; all if empty.
    pub providers: Vec<ProviderId>,
    /// Why it was rejected.
    pub reason: Option<String>,
    /// When it was asked for.
    pub requested_at: Millis,
    /// When it was decided about.
    pub decided_at: Option<Millis>,
}

/// A sender ID as whoever decides about it sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedSender {
    /// The sender ID.
    pub row: SenderRow,
    /// Its organization's name.
    pub organization_name: String,
    /// How many other organizations it is approved for.
    pub approved_elsewhere: i64,
}
