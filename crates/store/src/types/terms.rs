//! In which amount and from where an organization may do what it may, and what is counted of that.

use domain::{ApiKeyId, Millis, OrganizationId, UserId};

/// What was agreed with an organization, or holds for the platform as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrganizationTerms {
    /// Whose; `None` for the platform, of which only the networks count.
    pub organization: Option<OrganizationId>,
    /// Requests in a minute; `None` for the platform's limit, 0 for none.
    pub per_minute: Option<u32>,
    /// Requests in a day, likewise.
    pub per_day: Option<u32>,
    /// Messages accepted in a day, likewise.
    pub recipients_per_day: Option<u32>,
    /// Networks that may call; all if empty.
    pub allow: Vec<String>,
    /// Networks that may not.
    pub deny: Vec<String>,
    /// When they were last changed.
    pub updated_at: Millis,
}

impl OrganizationTerms {
    /// Those of an organization (or the platform) for which nothing was agreed.
    pub const fn usual(organization: Option<OrganizationId>) -> Self {
        Self {
            organization,
            per_minute: None,
            per_day: None,
            recipients_per_day: None,
            allow: Vec::new(),
            deny: Vec::new(),
            updated_at: 0,
        }
    }
}

/// Under whose name requests are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Counted {
    /// A key of the organization.
    Key(OrganizationId, ApiKeyId),
    /// A person in the organization.
    User(OrganizationId, UserId),
    /// The organization as a whole.
    Organization(OrganizationId),
}

impl Counted {
    /// The organization.
    pub const fn organization(self) -> OrganizationId {
        match self {
            Self::Key(organization, _) | Self::User(organization, _) | Self::Organization(organization) => organization,
        }
    }

    /// The key or person inside of it; 0 for the organization as a whole.
    pub const fn subject(self) -> i64 {
        match self {
            Self::Key(_, key) => key.get(),
            Self::User(_, user) => user.get(),
            Self::Organization(_) => 0,
        }
    }
}

/// Requests of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RequestDay {
    /// Whose.
    pub counted: Counted,
    /// The day in UTC, counted from 1970.
    pub day: i64,
    /// How many.
    pub requests: i64,
}
