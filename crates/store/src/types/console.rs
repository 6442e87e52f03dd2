//! What whoever runs the installation decides about organizations, and sees of them.

use domain::{OrganizationId, ProviderId};

use super::Organization;

/// How much an organization may have; `None` for no bound of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Quotas {
    /// Members.
    pub users: Option<u32>,
    /// API keys that are neither revoked nor expired.
    pub keys: Option<u32>,
    /// Providers of its own; the platform's bound holds besides.
    pub providers: Option<u32>,
}

/// An organization as whoever runs the installation sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationOverview {
    /// The organization.
    pub organization: Organization,
    /// Its members.
    pub users: i64,
    /// Its API keys that are neither revoked nor expired.
    pub keys: i64,
    /// Its own providers.
    pub providers: i64,
    /// How much it may have.
    pub quotas: Quotas,
}

/// Which organizations to list, by slug.
#[derive(Debug, Clone, Default)]
pub struct OrganizationFilter {
    /// Only those with this text in their name or slug, whatever its case.
    pub text: Option<String>,
    /// Only those that are suspended, or that work.
    pub suspended: Option<bool>,
    /// Only those behind this slug.
    pub after: Option<String>,
}

/// Who may use one of the platform's providers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sharing {
    /// Every organization.
    All,
    /// These alone.
    Chosen(Vec<OrganizationId>),
}

impl Sharing {
    /// Whether `organization` may use it.
    pub fn includes(&self, organization: OrganizationId) -> bool {
        match self {
            Self::All => true,
            Self::Chosen(chosen) => chosen.contains(&organization),
        }
    }
}

/// One of the platform's providers that only chosen organizations may use.
pub type ChosenProvider = (ProviderId, Vec<OrganizationId>);
