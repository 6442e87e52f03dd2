//! A person who is signed in: who it is, where its session is now, and what it may do there.

use std::sync::Arc;

use domain::{Permissions, Role};
use store::{Organization, Session, SessionFound, User};

use crate::{Actor, AuthError, Caller, Origin, Terms};

/// A person with its session.
#[derive(Debug, Clone)]
pub struct Person {
    /// Who.
    pub user: User,
    /// By which sign-in.
    pub session: Session,
    /// The organization that the session is in, where the person may be in it.
    pub organization: Option<Arc<Organization>>,
    /// Its role there; `None` for a system administrator who does not belong to it.
    pub role: Option<Role>,
    /// What it may do there.
    pub permissions: Permissions,
    /// In which amount and from where.
    pub terms: Arc<Terms>,
    /// Where it calls from.
    pub origin: Arc<Origin>,
}

impl Person {
    /// What a session that was found makes of its person. One that left the organization is in none. Its terms are those
    /// of nobody yet: [`Person::within`].
    pub(crate) fn of(found: SessionFound, origin: Arc<Origin>) -> Self {
        let SessionFound {
            session,
            user,
            organization,
            role,
        } = found;
        let organization = organization.filter(|_| role.is_some() || user.system_administrator);
        Self {
            permissions: permissions(role, user.system_administrator),
            organization: organization.map(Arc::new),
            role,
            session,
            user,
            terms: Arc::default(),
            origin,
        }
    }

    /// The person, held to these terms.
    pub(crate) fn within(self, terms: Terms) -> Self {
        Self {
            terms: Arc::new(terms),
            ..self
        }
    }

    /// The person as a caller in its organization.
    ///
    /// # Errors
    /// `NoOrganization` where the session is in none, `SecondFactorMissing` where the organization asks for more than the
    /// person has.
    pub fn caller(&self) -> Result<Caller, AuthError> {
        let organization = self.organization.clone().ok_or(AuthError::NoOrganization)?;
        if organization.second_factor_required && self.user.second_factor.is_none() {
            return Err(AuthError::SecondFactorMissing);
        }
        Ok(Caller {
            organization,
            actor: Actor::User(self.user.id),
            permissions: self.permissions,
            terms: Arc::clone(&self.terms),
            origin: Some(Arc::clone(&self.origin)),
        })
    }
}

/// What a role allows, with what a system administrator may do everywhere.
pub(crate) fn permissions(role: Option<Role>, system_administrator: bool) -> Permissions {
    let own = role.map_or(Permissions::NONE, Role::permissions);
    if system_administrator {
        own.and(Role::SystemAdministrator.permissions())
    } else {
        own
    }
}
