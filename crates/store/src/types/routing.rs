//! How messages find their provider: routes on the way out, numbers on the way in.

use domain::{Millis, OrganizationId, ProviderId, RouteId};

/// A rule that turns a message into an ordered list of providers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// Its id.
    pub id: RouteId,
    /// Whose.
    pub organization: OrganizationId,
    /// A name unique within the organization.
    pub name: String,
    /// Lower is asked first.
    pub rank: i64,
    /// What it matches and where that goes, JSON that `engine` wrote.
    pub rule: String,
    /// Whether it is asked at all.
    pub active: bool,
    /// When it was created.
    pub created_at: Millis,
    /// When it was last changed.
    pub updated_at: Millis,
}

/// Who gets what comes in through a shared provider for one of its addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboundNumber {
    /// Through which provider.
    pub provider: ProviderId,
    /// The number, shortcode or sender that phones write to.
    pub address: String,
    /// The word that the text starts with; empty for every text.
    pub keyword: String,
    /// Who gets it.
    pub organization: OrganizationId,
    /// Since when.
    pub created_at: Millis,
}
