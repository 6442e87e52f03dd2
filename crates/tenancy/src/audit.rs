//! Entries of the log of changes, made from who asks and from where.

use store::{AuditActor, AuditEntry};

use crate::{Actor, Caller};

impl Caller {
    /// The entry that says that this caller did `action` to the object with this id in its organization.
    pub fn entry(&self, action: &'static str, object: String) -> AuditEntry {
        let origin = self.origin.as_deref();
        AuditEntry {
            organization: Some(self.organization_id()),
            actor: match self.actor {
                Actor::Key(id) => AuditActor::Key(id),
                Actor::User(id) => AuditActor::User(id),
                Actor::System => AuditActor::Operator,
            },
            action,
            object,
            before: None,
            after: None,
            ip: origin.and_then(|origin| origin.ip).map(|ip| ip.to_string()),
            agent: origin.and_then(|origin| origin.agent.clone()),
            request_id: origin.and_then(|origin| origin.request_id.clone()),
        }
    }
}
