//! Who asks: the organization, the actor in it and what the actor may do.
//!
//! Every door (HTTP, the command line, later SMPP and people's sessions) makes one of these, and nothing below a door
//! reads an organization from anywhere else.

use std::sync::Arc;

use domain::{ApiKeyId, OrganizationId, Scope, Scopes};
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
    pub scopes: Scopes,
    /// In which amount and from where.
    pub terms: Arc<Terms>,
}

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// A machine with this key.
    Key(ApiKeyId),
    /// Tuma itself, or its operator at the command line.
    System,
}

impl Caller {
    /// Tuma itself, acting in `organization` with every scope.
    pub fn system(organization: Arc<Organization>) -> Self {
        Self {
            organization,
            actor: Actor::System,
            scopes: Scope::ALL.into_iter().collect(),
            terms: Arc::default(),
        }
    }

    /// Whether it may do what `scope` names.
    pub fn may(&self, scope: Scope) -> bool {
        self.scopes.has(scope)
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
    pub fn api_key(&self) -> Option<ApiKeyId> {
        match self.actor {
            Actor::Key(id) => Some(id),
            Actor::System => None,
        }
    }
}
