//! Who makes a change, and from where: what the log of changes says of it.

use domain::{OrganizationId, UserId};
use serde_json::Value;
use store::{AuditActor, AuditEntry};

use crate::{Actor, Caller, Origin, Person};

/// Whoever makes a change.
#[derive(Debug, Clone)]
pub struct Author {
    actor: AuditActor,
    origin: Origin,
}

impl Author {
    /// Tuma's operator, at the command line.
    pub fn operator() -> Self {
        Self {
            actor: AuditActor::Operator,
            origin: Origin::default(),
        }
    }

    /// A person, calling from `origin`.
    pub fn user(id: UserId, origin: &Origin) -> Self {
        Self {
            actor: AuditActor::User(id),
            origin: origin.clone(),
        }
    }

    /// A change of `object` in an organization, or of the installation's own: what was done, what it was before and what
    /// it is now. Neither holds a credential or a whole phone number.
    pub fn changes(
        &self,
        organization: Option<OrganizationId>,
        action: &'static str,
        object: impl std::fmt::Display,
        (before, after): (Option<Value>, Option<Value>),
    ) -> AuditEntry {
        AuditEntry {
            organization,
            actor: self.actor,
            action,
            object: object.to_string(),
            before: before.map(|value| value.to_string()),
            after: after.map(|value| value.to_string()),
            ip: self.origin.ip.map(|ip| ip.to_string()),
            agent: self.origin.agent.clone(),
            request_id: self.origin.request_id.clone(),
        }
    }
}

impl From<&Caller> for Author {
    fn from(caller: &Caller) -> Self {
        Self {
            actor: match caller.actor {
                Actor::Key(id) => AuditActor::Key(id),
                Actor::User(id) => AuditActor::User(id),
                Actor::System => AuditActor::Operator,
            },
            origin: caller.origin.as_deref().cloned().unwrap_or_default(),
        }
    }
}

impl From<&Person> for Author {
    fn from(person: &Person) -> Self {
        Self {
            actor: AuditActor::User(person.user.id),
            origin: (*person.origin).clone(),
        }
    }
}
