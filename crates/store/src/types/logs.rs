//! The logs of changes, of security and of providers' health.

use domain::{ApiKeyId, Millis, OrganizationId, ProviderId, UserId};

/// Who made a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AuditActor {
    /// Tuma itself, doing what the settings say.
    Tuma,
    /// Tuma's operator, at the command line.
    Operator,
    /// A machine with this key.
    Key(ApiKeyId),
    /// A person.
    User(UserId),
}

impl AuditActor {
    /// The codes that are stored: the kind, and the id where there is one.
    pub(crate) const fn codes(self) -> (i64, Option<i64>) {
        match self {
            Self::Operator => (0, None),
            Self::Key(id) => (1, Some(id.get())),
            Self::User(id) => (2, Some(id.get())),
            Self::Tuma => (3, None),
        }
    }

    pub(crate) fn from_codes(kind: i64, id: Option<i64>) -> Option<Self> {
        match (kind, id) {
            (0, None) => Some(Self::Operator),
            (1, Some(id)) => Some(Self::Key(ApiKeyId::new(id))),
            (2, Some(id)) => Some(Self::User(UserId::new(id))),
            (3, None) => Some(Self::Tuma),
            _ => None,
        }
    }
}

/// One change. It holds no credential and no whole phone number: whoever makes it leaves them out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// Whose object was changed; `None` for the installation's.
    pub organization: Option<OrganizationId>,
    /// Who did it.
    pub actor: AuditActor,
    /// What was done, such as `provider.change`.
    pub action: &'static str,
    /// The id of what was changed, as it is shown.
    pub object: String,
    /// What it was, JSON.
    pub before: Option<String>,
    /// What it is, JSON.
    pub after: Option<String>,
    /// From what address.
    pub ip: Option<String>,
    /// With what program.
    pub agent: Option<String>,
    /// In which request.
    pub request_id: Option<String>,
}

/// An entry as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// Its number; later ones are higher.
    pub id: i64,
    /// Who did it.
    pub actor: AuditActor,
    /// The name of the key, or of the person.
    pub actor_name: Option<String>,
    /// What was done.
    pub action: String,
    /// What was changed.
    pub object: String,
    /// What it was, JSON.
    pub before: Option<String>,
    /// What it is, JSON.
    pub after: Option<String>,
    /// From what address.
    pub ip: Option<String>,
    /// With what program.
    pub agent: Option<String>,
    /// In which request.
    pub request_id: Option<String>,
    /// When.
    pub at: Millis,
}

/// Which entries of the log of changes are asked for.
#[derive(Debug, Clone, Default)]
pub struct AuditFilter {
    /// Of this action, or of all below it (`provider` for `provider.change` and the others).
    pub action: Option<String>,
    /// About this object.
    pub object: Option<String>,
    /// By this person.
    pub user: Option<UserId>,
    /// At or after.
    pub from: Option<Millis>,
    /// Before.
    pub until: Option<Millis>,
}

/// What looks like an attack, or is worth knowing when there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityEvent {
    /// Whose; `None` for the installation's.
    pub organization: Option<OrganizationId>,
    /// What happened, such as `sign_in_failed`.
    pub kind: &'static str,
    /// The person that it is about.
    pub user: Option<UserId>,
    /// The key that it is about.
    pub api_key: Option<ApiKeyId>,
    /// From what address.
    pub ip: Option<String>,
    /// With what program.
    pub agent: Option<String>,
    /// More of it, JSON.
    pub detail: Option<String>,
}

/// A security event as it stands in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecurityRow {
    /// Its number; later ones are higher.
    pub id: i64,
    /// What happened.
    pub kind: String,
    /// The person that it is about, with its name.
    pub user: Option<(UserId, String)>,
    /// The key that it is about, with its name.
    pub api_key: Option<(ApiKeyId, String)>,
    /// From what address.
    pub ip: Option<String>,
    /// With what program.
    pub agent: Option<String>,
    /// More of it, JSON.
    pub detail: Option<String>,
    /// When.
    pub at: Millis,
}

/// A change of a provider's health, as a node saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HealthChange {
    /// Its number; later ones are higher. Given when it is written.
    pub id: i64,
    /// Which provider's.
    pub provider: ProviderId,
    /// Which node saw it.
    pub node: u16,
    /// How it was, such as `HEALTHY`.
    pub before: String,
    /// How it is.
    pub state: String,
    /// Why; a carrier's words may be in it.
    pub why: String,
    /// When.
    pub at: Millis,
}
