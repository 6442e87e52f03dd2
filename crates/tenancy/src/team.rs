//! The team: who belongs to an organization, as what; changed by whoever may, never beyond what they may themselves.
//!
//! Nobody gives a role that allows more than their own, and only owners make and unmake owners. The last owner stays.

use domain::{Fault, OrganizationId, Permission, Role, UserId};
use serde_json::json;
use store::{Member, Membership, MembershipChange};

use crate::{Author, Caller, Tenancy, TenancyError};

/// How often a change is tried again where the member became something else meanwhile.
const MOST_LOOKS: usize = 3;

impl Tenancy {
    /// Who belongs to the organization, by address.
    pub async fn team(&self, organization: OrganizationId) -> Result<Vec<Member>, TenancyError> {
        Ok(self.inner.store.membership_list(organization).await?)
    }

    /// Gives a member another role.
    pub async fn member_role_set(&self, caller: &Caller, user: UserId, role: Role) -> Result<(), TenancyError> {
        may_give(caller, role)?;
        self.member_change(caller, user, Some(role)).await
    }

    /// Takes a member out of the organization; its sessions there end at once.
    pub async fn member_remove(&self, caller: &Caller, user: UserId) -> Result<(), TenancyError> {
        self.member_change(caller, user, None).await
    }

    /// Looks at what a member is, whether the caller may change that, and does it; again where it became something else
    /// in between. Without a role it is removed.
    async fn member_change(&self, caller: &Caller, user: UserId, role: Option<Role>) -> Result<(), TenancyError> {
        let (organization, now) = (caller.organization_id(), self.inner.clock.now_ms());
        for _ in 0..MOST_LOOKS {
            let from = self.member(organization, user).await?.role;
            may_give(caller, from)?;
            let value = |role: Role| json!({ "role": role });
            let change = (Some(value(from)), role.map(value));
            let action = role.map_or("team.remove", |_| "team.role");
            let entry = Author::from(caller).changes(Some(organization), action, user, change);
            let noted = self.inner.store.noting(entry);
            let changed = match role {
                Some(role) => noted.membership_role_set(organization, user, (from, role)).await?,
                None => noted.membership_remove(organization, (user, from), now).await?,
            };
            if changed != MembershipChange::Other {
                return done(changed);
            }
        }
        Err(TenancyError::Busy)
    }

    async fn member(&self, organization: OrganizationId, user: UserId) -> Result<Membership, TenancyError> {
        let found = self.inner.store.membership_get(organization, user).await?;
        found.ok_or(TenancyError::NotFound("member"))
    }

    /// Says whether members need a second factor to get in. Refused to whoever it would shut out.
    pub async fn second_factor_require(&self, caller: &Caller, required: bool) -> Result<(), TenancyError> {
        let organization = caller.organization_id();
        if required && let Some(user) = caller.actor.user() {
            let user = self
                .inner
                .store
                .user_get(user)
                .await?
                .ok_or(TenancyError::NotFound("user"))?;
            if user.second_factor.is_none() {
                let mend = "enrol your own second factor first";
                let fault = "would shut you out yourself";
                return Err(TenancyError::fault("secondFactorRequired", fault, mend));
            }
        }
        let before = self.organization(organization).await?.second_factor_required;
        let value = |required: bool| Some(json!({ "secondFactorRequired": required }));
        let change = (value(before), value(required));
        let entry = Author::from(caller).changes(Some(organization), "security.policy", organization, change);
        let noted = self.inner.store.noting(entry);
        match noted.organization_second_factor_set(organization, required).await? {
            true => Ok(()),
            false => Err(TenancyError::NotFound("organization")),
        }
    }
}

/// Refuses to give a role, or to take it, that is beyond what the caller may.
pub(crate) fn may_give(caller: &Caller, role: Role) -> Result<(), TenancyError> {
    let beyond = match role {
        Role::Owner => !caller.may(Permission::OwnersWrite),
        other => !caller.permissions.covers(other.permissions()),
    };
    if beyond {
        let fault = format!("{} is more than you may yourself", role.as_str());
        let mend = "ask an owner of the organization";
        return Err(TenancyError::Forbidden(Fault::new("role", fault, mend)));
    }
    Ok(())
}

fn done(change: MembershipChange) -> Result<(), TenancyError> {
    match change {
        MembershipChange::Done => Ok(()),
        MembershipChange::Missing | MembershipChange::Other => Err(TenancyError::NotFound("member")),
        MembershipChange::LastOwner => Err(TenancyError::fault(
            "role",
            "is that of the last owner who can sign in",
            "make somebody else an owner first",
        )),
    }
}
