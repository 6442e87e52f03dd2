//! Users: made, shown, disabled and given new passwords by whoever runs the installation.

use domain::{Millis, OrganizationId, Role, UserId};
use email_address::{EmailAddress, Options};
use serde_json::json;
use store::{Membership, Organization, StoreError, User};

use crate::organizations::check_name;
use crate::{Author, Tenancy, TenancyError, secret};

/// A person to be made.
#[derive(Debug, Clone)]
pub struct NewUser {
    /// Its address.
    pub email: String,
    /// How it is called.
    pub name: String,
    /// Where it belongs, and as what.
    pub place: Option<(OrganizationId, Role)>,
    /// Whether it runs the installation.
    pub system_administrator: bool,
}

/// An address as it is kept and compared: without blanks around it, in lower case.
pub(crate) fn address(text: &str) -> String {
    text.trim().to_lowercase()
}

/// The same, of an address that somebody is to be reached under.
pub(crate) fn checked_address(field: &str, text: &str) -> Result<String, TenancyError> {
    let email = address(text);
    let options = Options {
        minimum_sub_domains: 2,
        allow_domain_literal: false,
        allow_display_text: false,
        ..Options::default()
    };
    match EmailAddress::parse_with_options(&email, options) {
        Ok(_) => Ok(email),
        Err(_) => {
            let mend = "write it as amina@example.org";
            Err(TenancyError::fault(field, "is not an address of e-mail", mend))
        }
    }
}

impl Tenancy {
    /// Makes a user with a drawn password, which is answered beside it and known to nobody else.
    pub async fn user_create(&self, new: NewUser) -> Result<(User, String), TenancyError> {
        let now = self.inner.clock.now_ms();
        let email = checked_address("email", &new.email)?;
        check_name(&new.name)?;
        let password = secret::readable(&*self.inner.random);
        let user = User {
            id: UserId::new(self.inner.store.ids().next(now)),
            email,
            name: new.name.trim().to_owned(),
            password_hash: Some(self.inner.passwords.hash(&password).await?),
            system_administrator: new.system_administrator,
            active: true,
            second_factor: None,
            second_factor_step: 0,
            created_at: now,
            updated_at: now,
            last_sign_in_at: None,
        };
        let membership = new.place.map(|(organization, role)| Membership {
            organization,
            user: user.id,
            role,
            created_at: now,
        });
        let after = json!({
            "email": user.email,
            "role": membership.map(|place| place.role),
            "systemAdministrator": user.system_administrator,
        });
        let organization = membership.map(|place| place.organization);
        let entry = Author::operator().changes(organization, "user.create", user.id, (None, Some(after)));
        match self
            .inner
            .store
            .noting(entry)
            .user_insert(user.clone(), membership)
            .await
        {
            Ok(()) => Ok((user, password)),
            Err(StoreError::Exists(_)) => Err(TenancyError::fault(
                "email",
                "belongs to another user",
                "invite that user to the organization instead",
            )),
            Err(other) => Err(other.into()),
        }
    }

    /// Where a user belongs, with its role there, by the organizations' names.
    pub async fn places(&self, id: UserId) -> Result<Vec<(Organization, Role)>, TenancyError> {
        Ok(self.inner.store.membership_list_of(id).await?)
    }

    /// All users of the installation.
    pub async fn users(&self) -> Result<Vec<User>, TenancyError> {
        Ok(self.inner.store.user_list_all().await?)
    }

    /// The user with this address or id.
    pub async fn user_named(&self, named: &str) -> Result<User, TenancyError> {
        let found = match named.parse::<UserId>() {
            Ok(id) => self.inner.store.user_get(id).await?,
            Err(_) => self.inner.store.user_by_email(&address(named)).await?,
        };
        found.ok_or(TenancyError::NotFound("user"))
    }

    /// Lets a user sign in or not; one that may not any more loses its sessions at once.
    pub async fn user_active_set(&self, id: UserId, active: bool) -> Result<(), TenancyError> {
        let now: Millis = self.inner.clock.now_ms();
        let action = if active { "user.enable" } else { "user.disable" };
        let entry = Author::operator().changes(None, action, id, (None, None));
        if self.inner.store.noting(entry).user_active_set(id, active, now).await? {
            Ok(())
        } else {
            Err(TenancyError::NotFound("user"))
        }
    }

    /// Draws a new password for a user and ends its sessions.
    pub async fn user_password_reset(&self, id: UserId) -> Result<String, TenancyError> {
        let now = self.inner.clock.now_ms();
        let password = secret::readable(&*self.inner.random);
        let hash = self.inner.passwords.hash(&password).await?;
        let entry = Author::operator().changes(None, "user.password_draw", id, (None, None));
        let noted = self.inner.store.noting(entry);
        if noted.user_password_set(id, hash, None, now).await? {
            Ok(password)
        } else {
            Err(TenancyError::NotFound("user"))
        }
    }

    /// Whether a user's password is this one. Says so to nobody outside: it counts no failures.
    pub async fn user_password_is(&self, user: &User, password: &str) -> Result<bool, TenancyError> {
        let kept = user.password_hash.as_deref();
        Ok(self.inner.passwords.verify(password, kept).await?.right)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_compared_in_lower_case_and_checked() {
        assert_eq!(
            checked_address("email", " Amina@Example.ORG "),
            Ok("amina@example.org".to_owned())
        );
        for wrong in [
            "",
            "amina",
            "amina@",
            "@example.org",
            "amina@localhost",
            "a b@example.org",
            "<a@example.org>",
        ] {
            assert!(checked_address("email", wrong).is_err(), "{wrong}");
        }
    }
}
