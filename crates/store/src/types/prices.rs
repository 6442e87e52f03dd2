//! Price lists as they are stored, and what is kept in memory of them.

use domain::{Millis, OrganizationId, PriceId, PriceRule};

use super::ledger::Billing;

/// One line of a price list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Price {
    /// Its id.
    pub id: PriceId,
    /// Whose list; `None` for the platform's.
    pub organization: Option<OrganizationId>,
    /// What it says.
    pub rule: PriceRule,
    /// When it was made.
    pub created_at: Millis,
}

/// Everything that prices messages, of all organizations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tariff {
    /// Rises with every change.
    pub version: i64,
    /// All price lists.
    pub prices: Vec<Price>,
    /// How organizations pay that have a balance.
    pub billing: Vec<Billing>,
}
