//! Invitations: a mail with a token, of which only the hash is stored; good for a week, taken up once.
//!
//! The token shows that somebody reads the mail of an address: whoever has an account under it gets a place, everybody
//! else makes one. Nobody is signed in by it.

use domain::{InvitationId, Millis, OrganizationId, Role, UserId};
use serde_json::json;
use store::{Invitation, Membership, Organization, StoreError, User};

use crate::mail::Mail;
use crate::organizations::check_name;
use crate::team::may_give;
use crate::users::checked_address;
use crate::{Author, Caller, Inner, Origin, Person, Tenancy, TenancyError, secret};

/// How long an invitation can be taken up.
const INVITATION_MS: Millis = 7 * 86_400_000;
const DAY_MS: Millis = 86_400_000;
/// Invitations that an organization may make within a day: mail to strangers is not for more.
const MOST_A_DAY: i64 = 500;

/// An invitation as whoever was invited sees it.
#[derive(Debug, Clone)]
pub struct InvitedTo {
    /// Where to.
    pub organization: Organization,
    /// As what.
    pub role: Role,
    /// Under which address.
    pub email: String,
    /// Whether there is an account under that address already.
    pub has_account: bool,
    /// Until when.
    pub expires_at: Millis,
}

impl Tenancy {
    /// Invites somebody to the caller's organization. An open invitation of the same address ends.
    pub async fn invite(&self, caller: &Caller, email: &str, role: Role) -> Result<Invitation, TenancyError> {
        may_give(caller, role)?;
        let by = (Author::from(caller), caller.actor.user());
        self.invite_to(&caller.organization, by, email, role).await
    }

    /// Invites somebody to an organization as its owner, who need not be the first one, for whoever runs the installation.
    pub async fn invite_owner(
        &self,
        person: &Person,
        organization: OrganizationId,
        email: &str,
    ) -> Result<Invitation, TenancyError> {
        let organization = self.organization(organization).await?;
        let by = (Author::from(person), Some(person.user.id));
        self.invite_to(&organization, by, email, Role::Owner).await
    }

    async fn invite_to(
        &self,
        organization: &Organization,
        (author, invited_by): (Author, Option<UserId>),
        email: &str,
        role: Role,
    ) -> Result<Invitation, TenancyError> {
        let now = self.inner.clock.now_ms();
        let email = checked_address("email", email)?;
        self.inner.check_not_a_member(organization.id, &email).await?;
        let token = secret::token(&*self.inner.random);
        let invitation = Invitation {
            organization: organization.id,
            id: InvitationId::new(self.inner.store.ids().next(now)),
            email,
            role,
            token_hash: secret::sha256(&token),
            invited_by,
            created_at: now,
            expires_at: now + INVITATION_MS,
        };
        let mail = self
            .inner
            .sealed(&self.inner.invitation_mail(organization, &invitation, &token))?;
        let after = json!({ "email": invitation.email, "role": role });
        let entry = author.changes(Some(organization.id), "team.invite", invitation.id, (None, Some(after)));
        let bound = (now - DAY_MS, MOST_A_DAY);
        let noted = self.inner.store.noting(entry);
        if !noted.invitation_insert(invitation.clone(), bound, mail).await? {
            let fault = format!("would be more than the {MOST_A_DAY} invitations of a day");
            return Err(TenancyError::fault("email", fault, "go on tomorrow"));
        }
        self.inner.mail_waits.notify_one();
        Ok(invitation)
    }

    /// The organization's open invitations, newest first.
    pub async fn invitations(&self, organization: OrganizationId) -> Result<Vec<Invitation>, TenancyError> {
        let now = self.inner.clock.now_ms();
        Ok(self.inner.store.invitation_list(organization, now).await?)
    }

    /// Takes an invitation back.
    pub async fn invitation_end(&self, caller: &Caller, id: InvitationId) -> Result<(), TenancyError> {
        let (organization, now) = (caller.organization_id(), self.inner.clock.now_ms());
        let open = self
            .invitations(organization)
            .await?
            .into_iter()
            .find(|one| one.id == id);
        let open = open.ok_or(TenancyError::NotFound("invitation"))?;
        may_give(caller, open.role)?;
        let before = json!({ "email": open.email, "role": open.role });
        let entry = Author::from(caller).changes(Some(organization), "team.uninvite", id, (Some(before), None));
        match self
            .inner
            .store
            .noting(entry)
            .invitation_end(organization, id, now)
            .await?
        {
            true => Ok(()),
            false => Err(TenancyError::NotFound("invitation")),
        }
    }

    /// What a token invites to.
    pub async fn invited_to(&self, token: &str) -> Result<InvitedTo, TenancyError> {
        let (invitation, account) = self.invitation_of(token).await?;
        self.invited(&invitation, account.is_some()).await
    }

    /// Takes an invitation up. Whoever has no account under its address gives a name and a password for one.
    pub async fn invitation_accept(
        &self,
        token: &str,
        account: Option<(&str, &str)>,
        origin: &Origin,
    ) -> Result<InvitedTo, TenancyError> {
        let (invitation, known) = self.invitation_of(token).await?;
        let invited = self.invited(&invitation, known.is_some()).await?;
        let new = match (&known, account) {
            (Some(_), _) => None,
            (None, Some((name, password))) => Some(self.new_account(&invitation, name, password).await?),
            (None, None) => {
                let mend = "give a name, and a password of at least ten characters: there is no account yet";
                return Err(TenancyError::fault("password", "is missing", mend));
            }
        };
        let user = known.as_ref().or(new.as_ref()).ok_or(TenancyError::Internal)?.id;
        let membership = Membership {
            organization: invitation.organization,
            user,
            role: invitation.role,
            created_at: self.inner.clock.now_ms(),
        };
        let after = json!({ "email": invitation.email, "role": invitation.role });
        let author = Author::user(user, origin);
        let entry = author.changes(Some(invitation.organization), "team.join", user, (None, Some(after)));
        let noted = self.inner.store.noting(entry);
        match noted.invitation_take(invitation.token_hash, new, membership).await {
            Ok(true) => Ok(invited),
            Ok(false) => Err(no_invitation()),
            Err(StoreError::Exists(_)) => Err(TenancyError::fault(
                "token",
                "is of somebody who belongs to the organization already",
                "sign in",
            )),
            Err(other) => Err(other.into()),
        }
    }

    async fn invited(&self, invitation: &Invitation, has_account: bool) -> Result<InvitedTo, TenancyError> {
        Ok(InvitedTo {
            organization: self.organization(invitation.organization).await?,
            role: invitation.role,
            email: invitation.email.clone(),
            has_account,
            expires_at: invitation.expires_at,
        })
    }

    async fn new_account(&self, invitation: &Invitation, name: &str, password: &str) -> Result<User, TenancyError> {
        check_name(name)?;
        self.inner
            .passwords
            .judge("password", password, &[&invitation.email, name])?;
        let now = self.inner.clock.now_ms();
        Ok(User {
            id: UserId::new(self.inner.store.ids().next(now)),
            email: invitation.email.clone(),
            name: name.trim().to_owned(),
            password_hash: Some(self.inner.passwords.hash(password).await?),
            system_administrator: false,
            active: true,
            second_factor: None,
            second_factor_step: 0,
            created_at: now,
            updated_at: now,
            last_sign_in_at: None,
        })
    }

    async fn invitation_of(&self, token: &str) -> Result<(Invitation, Option<User>), TenancyError> {
        let hash = secret::token_hash(token).ok_or_else(no_invitation)?;
        let now = self.inner.clock.now_ms();
        let found = self.inner.store.invitation_by_token(hash, now).await?;
        let invitation = found.ok_or_else(no_invitation)?;
        let account = self.inner.store.user_by_email(&invitation.email).await?;
        Ok((invitation, account))
    }
}

fn no_invitation() -> TenancyError {
    let mend = "ask whoever invited you for another";
    TenancyError::fault("token", "is of no invitation, or of one that is over", mend)
}

impl Inner {
    async fn check_not_a_member(&self, organization: OrganizationId, email: &str) -> Result<(), TenancyError> {
        let Some(user) = self.store.user_by_email(email).await? else {
            return Ok(());
        };
        if self.store.membership_get(organization, user.id).await?.is_none() {
            return Ok(());
        }
        let mend = "change the role instead, at PUT /api/team/{userId}";
        Err(TenancyError::fault(
            "email",
            "belongs to the organization already",
            mend,
        ))
    }

    fn invitation_mail(&self, organization: &Organization, invitation: &Invitation, token: &str) -> Mail {
        let (name, role) = (&organization.name, invitation.role.as_str());
        let base = &self.people.base_url;
        Mail {
            to: invitation.email.clone(),
            subject: format!("You are invited to {name}"),
            text: format!(
                "You are invited to {name} on Tuma, as {role}.\n\nTake it up within a week:\n\n\
                 {base}/invitation#{token}\n\nIf you did not expect this, do nothing.\n"
            ),
        }
    }
}
