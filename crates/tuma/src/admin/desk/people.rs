//! Users at the desk: made, listed, disabled and given new passwords.

use domain::{Fault, Role};
use store::User;
use tenancy::{Author, NewUser, TenancyError};

use super::{Desk, refused};
use crate::admin::request::{UserAdd, UserList, UserReset, UserSecondFactorRemove, UserSet, UserUnlink};
use crate::admin::views::{CreatedUserView, UserView};
use crate::failure::Failure;

impl Desk {
    pub(super) async fn user_add(&self, ask: UserAdd) -> Result<CreatedUserView, Failure> {
        let role = ask.role.or((!ask.system_administrator).then_some(Role::Owner));
        let place = match role {
            Some(role) => Some((self.organization(ask.organization.as_deref()).await?.id, role)),
            None => None,
        };
        let new = NewUser {
            name: ask.name.unwrap_or_else(|| ask.email.clone()),
            email: ask.email,
            place,
            system_administrator: ask.system_administrator,
        };
        let (user, password) = self.tenancy.user_create(new).await?;
        Ok(CreatedUserView {
            password,
            user: self.user_view(&user).await?,
        })
    }

    pub(super) async fn user_list(&self, ask: UserList) -> Result<Vec<UserView>, Failure> {
        let users = match &ask.organization {
            Some(named) => {
                let organization = self.organization(Some(named)).await?;
                let members = self.store.membership_list(organization.id).await?;
                members.into_iter().map(|member| member.user).collect()
            }
            None => self.tenancy.users().await?,
        };
        let mut views = Vec::with_capacity(users.len());
        for user in &users {
            views.push(self.user_view(user).await?);
        }
        Ok(views)
    }

    pub(super) async fn user_set(&self, ask: UserSet) -> Result<UserView, Failure> {
        let user = self.user(&ask.user).await?;
        self.tenancy.user_active_set(user.id, ask.active).await?;
        let user = User {
            active: ask.active,
            ..user
        };
        self.user_view(&user).await
    }

    pub(super) async fn user_second_factor_remove(&self, ask: UserSecondFactorRemove) -> Result<UserView, Failure> {
        let user = self.user(&ask.user).await?;
        if !self.tenancy.second_factor_reset(&Author::operator(), &user).await? {
            return Err(refused(Fault::new(
                "user",
                "has no second factor",
                "there is nothing to do",
            )));
        }
        let user = User {
            second_factor: None,
            ..user
        };
        self.user_view(&user).await
    }

    pub(super) async fn user_unlink(&self, ask: UserUnlink) -> Result<UserView, Failure> {
        let user = self.user(&ask.user).await?;
        if self.tenancy.user_unlink(user.id).await? == 0 {
            return Err(refused(Fault::new(
                "user",
                "is known at no issuer and in no directory",
                "there is nothing to do",
            )));
        }
        self.user_view(&user).await
    }

    pub(super) async fn user_reset(&self, ask: UserReset) -> Result<CreatedUserView, Failure> {
        let user = self.user(&ask.user).await?;
        let password = self.tenancy.user_password_reset(user.id).await?;
        Ok(CreatedUserView {
            password,
            user: self.user_view(&user).await?,
        })
    }

    async fn user(&self, named: &str) -> Result<User, Failure> {
        let found = self.tenancy.user_named(named).await;
        found.map_err(|error| match error {
            TenancyError::NotFound(_) => {
                let mend = "`tuma user list` shows all of them";
                refused(Fault::new("user", "there is no such user", mend))
            }
            other => other.into(),
        })
    }

    async fn user_view(&self, user: &User) -> Result<UserView, Failure> {
        let places = self.tenancy.places(user.id).await?;
        Ok(UserView::new(user, &places))
    }
}
