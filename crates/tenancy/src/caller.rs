//! Who asks: the organization, the actor in it, what the actor may do, and from where.
//!
//! Every door (HTTP with a key, a token or a session, SMPP, the command line) makes one of these, and nothing below a
//! door reads an organization from anywhere else, or asks for a role or a scope: only for permissions.

use std::net::IpAddr;
use std::sync::Arc;

use domain::{ApiKeyId, OrganizationId, Permission, Permissions, UserId};
use store::Organization;

use crate::Terms;

/// An authenticated caller.
#[derive(Debug, Clone)]
pub struct Caller {
    /// Whose data it sees.
    pub organization: Arc<Organization>,
    /// Who it is inside the organization.
    pub actor: Actor,
    /// What it may do.
    pub permissions: Permissions,
    /// In which amount and from where.
    pub terms: Arc<Terms>,
    /// Where it calls from; `None` where it is Tuma itself.
    pub origin: Option<Arc<Origin>>,
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A machine with this key.
    Key(ApiKeyId),
    /// A person.
    User(UserId),
    /// Tuma itself, or its operator at the command line.
    System,
}

/// Where a request comes from, for the logs of changes and of security.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The caller's address, where it is known.
    pub ip: Option<IpAddr>,
    /// What the caller says it is: the start of its `User-Agent`.
    pub agent: Option<String>,
    /// The request's id.
    pub request_id: Option<String>,
}

impl Actor {
    /// The key, when it is a machine.
    pub const fn api_key(self) -> Option<ApiKeyId> {
        match self {
            Self::Key(id) => Some(id),
            Self::User(_) | Self::System => None,
        }
    }

    /// The id of the key or the person, as it is shown; `None` for Tuma itself.
    pub fn shown(self) -> Option<String> {
        match self {
            Self::Key(id) => Some(id.to_string()),
            Self::User(id) => Some(id.to_string()),
            Self::System => None,
        }
    }

    /// The person, when it is one.
    pub const fn user(self) -> Option<UserId> {
        match self {
            Self::User(id) => Some(id),
            Self::Key(_) | Self::System => None,
        }
    }
}

impl Caller {
    /// Tuma itself, acting in `organization` with every permission.
    pub fn system(organization: Arc<Organization>) -> Self {
        Self {
            organization,
            actor: Actor::System,
            permissions: Permissions::all(),
            terms: Arc::default(),
            origin: None,
        }
    }

    /// Whether it may do what `permission` names.
    pub const fn may(&self, permission: Permission) -> bool {
        self.permissions.has(permission)
    }

    /// Whether what it sends goes to the simulated carrier alone.
    pub fn is_test(&self) -> bool {
        self.terms.test
    }

    /// Whether it is Tuma itself or its operator.
    pub fn is_system(&self) -> bool {
        self.actor == Actor::System
    }

    /// Its organization's id.
    pub fn organization_id(&self) -> OrganizationId {
        self.organization.id
    }

    /// Its key, when it is a machine.
    pub const fn api_key(&self) -> Option<ApiKeyId> {
        self.actor.api_key()
    }
}
