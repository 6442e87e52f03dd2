//! Who is let in of those whom an issuer or a directory knows: whoever is known to be somebody there; then whoever has an
//! account under the address that it vouches for, which is noted for good; then whoever is invited under it; then, where
//! the operator says so, anybody, with a place of the operator's choice.
//!
//! An address that it does not vouch for is as good as none. An account that is known to be somebody there is nobody
//! else's, whatever the addresses say: there, an address may be given to somebody new.

use domain::{Role, UserId};
use identity::Proven;
use serde_json::json;
use store::{Identity, Invitation, Membership, StoreError, User};

use crate::organizations::check_name;
use crate::security::{IDENTITY_LINKED, about_user};
use crate::users::checked_address;
use crate::ways::Admits;
use crate::{Author, Inner, Origin, TenancyError};

/// Who says who somebody is.
pub(crate) struct Voucher<'a> {
    /// Under what it is kept: an issuer's URL, or the directory.
    pub(crate) key: &'a str,
    /// Its name in logs.
    pub(crate) name: &'a str,
    /// Whom it lets in.
    pub(crate) admits: &'a Admits,
}

/// Why somebody is not let in of whom it is known who it is elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAdmitted {
    /// There is no account and no invitation, or the account may not sign in.
    #[error("there is no account")]
    NoAccount,
    /// There is no address that is vouched for.
    #[error("there is no verified address")]
    Unverified,
    /// The address is of a domain that is not let in this way.
    #[error("the address is of another domain")]
    Domain,
    /// The account under the address is known to be somebody else there.
    #[error("the account is somebody else's there")]
    SomebodyElses,
}

/// A refusal, with whom it is about where that is known.
pub(crate) type Refused = (NotAdmitted, Option<UserId>);

impl Inner {
    /// Who somebody is here.
    pub(crate) async fn admitted(
        &self,
        voucher: &Voucher<'_>,
        proven: &Proven,
        origin: &Origin,
    ) -> Result<Result<User, Refused>, TenancyError> {
        let email = proven.email.as_deref();
        let email = email.and_then(|email| checked_address("email", email).ok());
        if !voucher.admits.domains.is_empty() {
            match &email {
                None => return Ok(Err((NotAdmitted::Unverified, None))),
                Some(email) if !voucher.admits.has_domain_of(email) => return Ok(Err((NotAdmitted::Domain, None))),
                Some(_) => {}
            }
        }
        if let Some(user) = self.store.user_by_identity(voucher.key, &proven.subject).await? {
            return Ok(may_sign_in(user));
        }
        let Some(email) = email else {
            return Ok(Err((NotAdmitted::Unverified, None)));
        };
        let user = match self.store.user_by_email(&email).await? {
            Some(user) => match may_sign_in(user) {
                Ok(user) => user,
                Err(refused) => return Ok(Err(refused)),
            },
            None => match self.newcomer(voucher, (&email, proven.name.as_deref()), origin).await? {
                Some(user) => user,
                None => return Ok(Err((NotAdmitted::NoAccount, None))),
            },
        };
        match self.link(voucher, (&user, &proven.subject), origin).await? {
            true => Ok(Ok(user)),
            false => Ok(Err((NotAdmitted::SomebodyElses, Some(user.id)))),
        }
    }

    /// Notes who a user is elsewhere; `false` where it is known to be somebody else there.
    async fn link(
        &self,
        voucher: &Voucher<'_>,
        (user, subject): (&User, &str),
        origin: &Origin,
    ) -> Result<bool, TenancyError> {
        let identity = Identity {
            issuer: voucher.key.to_owned(),
            subject: subject.to_owned(),
            user: user.id,
            created_at: self.clock.now_ms(),
        };
        let after = Some(json!({ "issuer": voucher.name }));
        let entry = Author::user(user.id, origin).changes(None, "user.link", user.id, (None, after));
        match self.store.noting(entry).identity_insert(identity).await {
            Ok(()) => {}
            Err(StoreError::Exists(_)) => return Ok(false),
            Err(other) => return Err(other.into()),
        }
        let mut event = about_user(IDENTITY_LINKED, Some(user.id), origin);
        event.detail = Some(json!({ "issuer": voucher.name }).to_string());
        self.store.security_event_insert(event).await?;
        Ok(true)
    }

    /// Makes the account of somebody who has none: by an invitation, or where the operator gives everybody a place.
    async fn newcomer(
        &self,
        voucher: &Voucher<'_>,
        (email, name): (&str, Option<&str>),
        origin: &Origin,
    ) -> Result<Option<User>, TenancyError> {
        let user = self.without_password(email, name);
        let now = self.clock.now_ms();
        let home = match &voucher.admits.newcomers {
            Some((slug, role)) => match self.store.organization_by_slug(slug).await? {
                Some(organization) => Some((organization, role)),
                None => {
                    tracing::error!(organization = %slug, way = voucher.name, "newcomers have a place in no organization");
                    return Ok(None);
                }
            },
            None => None,
        };
        // Where newcomers have a place, nobody else's invitation takes them away: it waits for the link in its mail.
        let invitations = self.store.invitation_list_to_all(email, now).await?.into_iter();
        let own = |id| home.as_ref().is_none_or(|(home, _)| home.id == id);
        for invitation in invitations.filter(|invitation| own(invitation.organization)) {
            match self
                .invited_newcomer(voucher, (&user, email), &invitation, origin)
                .await
            {
                Err(StoreError::Full { .. }) => {}
                taken => return self.made(taken.map(|taken| taken.then_some(user)), email).await,
            }
        }
        let Some((organization, role)) = home else {
            return Ok(None);
        };
        let place = placed(&user, (organization.id, *role));
        let after = json!({ "email": email, "role": role, "issuer": voucher.name });
        let author = Author::user(user.id, origin);
        let entry = author.changes(Some(organization.id), "user.create", user.id, (None, Some(after)));
        let made = self.store.noting(entry).user_insert(user.clone(), Some(place)).await;
        self.made(made.map(|()| Some(user)), email).await
    }

    /// Makes the account of somebody who was invited; `false` where the invitation was taken up at the same time.
    async fn invited_newcomer(
        &self,
        voucher: &Voucher<'_>,
        (user, email): (&User, &str),
        invitation: &Invitation,
        origin: &Origin,
    ) -> Result<bool, StoreError> {
        let place = Membership {
            organization: invitation.organization,
            user: user.id,
            role: invitation.role,
            created_at: user.created_at,
        };
        let after = json!({ "email": email, "role": invitation.role, "issuer": voucher.name });
        let author = Author::user(user.id, origin);
        let entry = author.changes(Some(invitation.organization), "team.join", user.id, (None, Some(after)));
        let noted = self.store.noting(entry);
        noted
            .invitation_take(invitation.token_hash, Some(user.clone()), place)
            .await
    }

    /// What came of making an account: one that was made at the same time will do.
    async fn made(&self, made: Result<Option<User>, StoreError>, email: &str) -> Result<Option<User>, TenancyError> {
        match made {
            Ok(made) => Ok(made),
            Err(StoreError::Exists(_)) => Ok(self.store.user_by_email(email).await?.filter(|user| user.active)),
            Err(StoreError::Full { .. }) => {
                tracing::warn!("somebody has no place: the organization has as many users as it may have");
                Ok(None)
            }
            Err(other) => Err(other.into()),
        }
    }

    fn without_password(&self, email: &str, name: Option<&str>) -> User {
        let now = self.clock.now_ms();
        let name = name.filter(|name| check_name(name).is_ok()).unwrap_or(email);
        User {
            id: UserId::new(self.store.ids().next(now)),
            email: email.to_owned(),
            name: name.trim().to_owned(),
            password_hash: None,
            system_administrator: false,
            active: true,
            second_factor: None,
            second_factor_step: 0,
            created_at: now,
            updated_at: now,
            last_sign_in_at: None,
        }
    }
}

fn placed(user: &User, (organization, role): (domain::OrganizationId, Role)) -> Membership {
    Membership {
        organization,
        user: user.id,
        role,
        created_at: user.created_at,
    }
}

fn may_sign_in(user: User) -> Result<User, Refused> {
    match user.active {
        true => Ok(user),
        false => Err((NotAdmitted::NoAccount, Some(user.id))),
    }
}
