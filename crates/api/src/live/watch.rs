//! Whether a follower may still see what its stream tells.
//!
//! A stream outlasts the request that began it: the key may be revoked, the session end, the role change. Looking does
//! not count as use, so that a page that was left open keeps no session alive; and a session is found by its id, because
//! what its browser shows is replaced while the stream goes on.

use std::sync::Arc;

use axum::http::request::Parts;
use domain::Permission;
use engine::Sight;
use tenancy::{AuthError, Caller, Person};

use crate::ApiState;
use crate::credential::Credential;

/// Who follows.
pub(super) enum Follower {
    /// A machine, with this key.
    Key(String),
    /// A person.
    Person(Arc<Person>),
}

/// Why a stream is over that its follower may not read any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Barred {
    /// The key or the session is over.
    Unauthenticated,
    /// They may see less than before.
    Forbidden,
}

impl Barred {
    /// The word for followers.
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
        }
    }
}

impl Follower {
    /// Whom the gate let through with these headers.
    pub(super) fn of(parts: &Parts) -> Option<Self> {
        if let Some(person) = parts.extensions.get::<Arc<Person>>() {
            return Some(Self::Person(Arc::clone(person)));
        }
        match Credential::of(&parts.headers) {
            Ok(Credential::Bearer(_, key)) => Some(Self::Key(key.to_owned())),
            _ => None,
        }
    }

    /// Why what `sight` sees may not be told any more, if so. A database that does not answer takes nothing away.
    pub(super) async fn barred(&self, api: &ApiState, (caller, sight): (&Caller, Sight)) -> Option<Barred> {
        let known = match self {
            Self::Key(key) => api.tenancy.authenticate(key).await.map(|known| (*known).clone()),
            Self::Person(person) => match api.tenancy.person_now(person).await {
                Ok(person) => person.caller(),
                Err(error) => Err(error),
            },
        };
        match known {
            Ok(now) if now.organization.id != caller.organization.id => Some(Barred::Forbidden),
            Ok(now) if !now.may(Permission::MessagesRead) || now.units.is_some() => Some(Barred::Forbidden),
            Ok(now) if !sight.is_within(Sight::of(&now)) => Some(Barred::Forbidden),
            Ok(_) | Err(AuthError::Unavailable) => None,
            Err(AuthError::NoOrganization | AuthError::SecondFactorMissing) => Some(Barred::Forbidden),
            Err(_) => Some(Barred::Unauthenticated),
        }
    }
}
