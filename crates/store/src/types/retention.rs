//! The removal of old messages, as whoever drives it sees it.

use domain::OrganizationId;

/// An organization whose old messages this owner may remove now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetentionTurn {
    /// Which.
    pub organization: OrganizationId,
    /// Where its round goes on.
    pub next_id: i64,
}

/// What one step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RetentionStep {
    /// Rows that went.
    pub removed: usize,
    /// Where the next step goes on; `None` when there is nothing left to look at.
    pub next_id: Option<i64>,
}

/// What one round removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RetentionRound {
    /// Messages, with all that hung on them.
    pub messages: u64,
    /// Batches, with the faults of their rows.
    pub batches: u64,
}
