//! Memberships: who belongs to which organization, and as what. An organization that has an owner always keeps one.

use domain::{Millis, OrganizationId, Role, UserId};

use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{Member, Membership, MembershipChange, Organization};
use crate::users::{read_user, user_columns};
use crate::{Store, StoreError};

/// A role as it is stored.
pub(crate) fn role(text: &str) -> Result<Role> {
    Role::parse(text).ok_or_else(|| StoreError::Internal(format!("no role is called {text}")))
}

fn read_membership(row: &mut Cells<'_>) -> Result<Membership> {
    Ok(Membership {
        organization: OrganizationId::new(row.int()?),
        user: UserId::new(row.int()?),
        role: role(row.str()?)?,
        created_at: row.int()?,
    })
}

impl Txn {
    /// Adds a place.
    pub(crate) async fn membership_insert(&mut self, membership: &Membership) -> Result<()> {
        self.conn
            .execute(
                "INSERT INTO memberships (organization_id, user_id, role, created_at) VALUES ($1, $2, $3, $4)",
                &[
                    Value::Int(membership.organization.get()),
                    Value::Int(membership.user.get()),
                    Value::Text(membership.role.as_str()),
                    Value::Int(membership.created_at),
                ],
            )
            .await
            .map_err(|error| error.named("this member"))?;
        Ok(())
    }

    /// The user's role, and whether it is the organization's only owner who can sign in.
    async fn place(&mut self, organization: OrganizationId, user: UserId) -> Result<Option<(Role, bool)>> {
        // On PostgreSQL two changes of one team wait for each other: neither may count the other's owner.
        if self.conn.is_postgres() {
            let sql = "SELECT id FROM organizations WHERE id = $1 FOR UPDATE";
            self.conn
                .query_one(sql, &[Value::Int(organization.get())], |row| row.int())
                .await?;
        }
        let values = [Value::Int(organization.get()), Value::Int(user.get())];
        let sql = "SELECT role FROM memberships WHERE organization_id = $1 AND user_id = $2";
        let Some(role) = self.conn.query_one(sql, &values, |row| role(row.str()?)).await? else {
            return Ok(None);
        };
        let sql = "SELECT COUNT(*) FROM memberships m JOIN users u ON u.id = m.user_id
             WHERE m.organization_id = $1 AND m.user_id <> $2 AND m.role = 'owner' AND u.active = 1";
        let others = self.conn.query_one(sql, &values, |row| row.int()).await?;
        Ok(Some((role, role == Role::Owner && others.unwrap_or(0) == 0)))
    }
}

impl Store {
    /// Adds a user to an organization.
    ///
    /// # Errors
    /// `Exists` when it belongs there already; `Busy`, `Unavailable`.
    pub async fn membership_insert(&self, membership: Membership) -> Result<()> {
        self.write(Side::Front, async move |txn| txn.membership_insert(&membership).await)
            .await
    }

    /// Gives a member another role than `from`; the open invitations that it made end.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn membership_role_set(
        &self,
        organization: OrganizationId,
        user: UserId,
        (from, role): (Role, Role),
    ) -> Result<MembershipChange> {
        self.write(Side::Front, async move |txn| {
            match txn.place(organization, user).await? {
                None => return Ok(MembershipChange::Missing),
                Some((now, _)) if now != from => return Ok(MembershipChange::Other),
                Some((_, true)) if role != Role::Owner => return Ok(MembershipChange::LastOwner),
                Some(_) => {}
            }
            txn.conn
                .execute(
                    "UPDATE memberships SET role = $1 WHERE organization_id = $2 AND user_id = $3",
                    &[
                        Value::Text(role.as_str()),
                        Value::Int(organization.get()),
                        Value::Int(user.get()),
                    ],
                )
                .await?;
            let now = txn.now;
            txn.invitations_of_end(user, Some(organization), now).await?;
            Ok(MembershipChange::Done)
        })
        .await
    }

    /// Takes a member with the role `from` out of an organization: its sessions there and the open invitations that it
    /// made end.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn membership_remove(
        &self,
        organization: OrganizationId,
        (user, from): (UserId, Role),
        now: Millis,
    ) -> Result<MembershipChange> {
        self.write(Side::Front, async move |txn| {
            match txn.place(organization, user).await? {
                None => return Ok(MembershipChange::Missing),
                Some((now, _)) if now != from => return Ok(MembershipChange::Other),
                Some((_, true)) => return Ok(MembershipChange::LastOwner),
                Some(_) => {}
            }
            let values = [Value::Int(organization.get()), Value::Int(user.get())];
            txn.conn
                .execute(
                    "DELETE FROM memberships WHERE organization_id = $1 AND user_id = $2",
                    &values,
                )
                .await?;
            txn.conn
                .execute(
                    "UPDATE sessions SET ended_at = $1
                     WHERE user_id = $2 AND organization_id = $3 AND ended_at IS NULL",
                    &[Value::Int(now), Value::Int(user.get()), Value::Int(organization.get())],
                )
                .await?;
            txn.invitations_of_end(user, Some(organization), now).await?;
            Ok(MembershipChange::Done)
        })
        .await
    }

    /// The organization's members, by address.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn membership_list(&self, organization: OrganizationId) -> Result<Vec<Member>> {
        self.read(async move |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    user_columns!(),
                    ", m.organization_id, m.user_id, m.role, m.created_at
                     FROM memberships m JOIN users u ON u.id = m.user_id
                     WHERE m.organization_id = $1 ORDER BY u.email"
                ),
                &[Value::Int(organization.get())],
                |row| {
                    Ok(Member {
                        user: read_user(row)?,
                        membership: read_membership(row)?,
                    })
                },
            )
            .await
        })
        .await
    }

    /// One of the organization's members.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn membership_get(&self, organization: OrganizationId, user: UserId) -> Result<Option<Membership>> {
        self.read(async move |conn| {
            conn.query_one(
                "SELECT organization_id, user_id, role, created_at FROM memberships
                 WHERE organization_id = $1 AND user_id = $2",
                &[Value::Int(organization.get()), Value::Int(user.get())],
                read_membership,
            )
            .await
        })
        .await
    }

    /// Where a user belongs, with its role there, by the organizations' names.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn membership_list_of(&self, user: UserId) -> Result<Vec<(Organization, Role)>> {
        self.read(async move |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    crate::organizations::organization_columns!("o."),
                    ", m.role FROM memberships m JOIN organizations o ON o.id = m.organization_id
                     WHERE m.user_id = $1 ORDER BY o.name, o.id"
                ),
                &[Value::Int(user.get())],
                |row| Ok((crate::organizations::read_organization(row)?, role(row.str()?)?)),
            )
            .await
        })
        .await
    }
}
