//! Invitations to organizations: known by the hash of what was mailed, taken once, ended by whoever made them.

use domain::{InvitationId, Millis, OrganizationId, UserId};

use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::memberships::role;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{Invitation, Membership, NewMail, User};
use crate::{Store, StoreError};

macro_rules! invitation_columns {
    () => {
        "organization_id, id, email, role, token_hash, invited_by, created_at, expires_at"
    };
}

fn read_invitation(row: &mut Cells<'_>) -> Result<Invitation> {
    Ok(Invitation {
        organization: OrganizationId::new(row.int()?),
        id: InvitationId::new(row.int()?),
        email: row.text()?,
        role: role(row.str()?)?,
        token_hash: row.hash()?,
        invited_by: row.opt_int()?.map(UserId::new),
        created_at: row.int()?,
        expires_at: row.int()?,
    })
}

impl Txn {
    /// Ends the open invitations that a user made, in this organization or in all: what it could give away goes with
    /// what it was.
    pub(crate) async fn invitations_of_end(
        &mut self,
        user: UserId,
        organization: Option<OrganizationId>,
        now: Millis,
    ) -> Result<u64> {
        self.conn
            .execute(
                "UPDATE invitations SET ended_at = $1
                 WHERE invited_by = $2 AND ended_at IS NULL AND ($3 IS NULL OR organization_id = $3)",
                &[
                    Value::Int(now),
                    Value::Int(user.get()),
                    Value::OptInt(organization.map(OrganizationId::get)),
                ],
            )
            .await
    }

    /// Removes invitations and resets that were over before `before`.
    pub(crate) async fn invitations_sweep(&mut self, before: Millis, limit: i64) -> Result<u64> {
        let values = [Value::Int(before), Value::Int(limit)];
        let resets = self
            .conn
            .execute(
                "DELETE FROM password_resets WHERE token_hash IN
                     (SELECT token_hash FROM password_resets WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)",
                &values,
            )
            .await?;
        let invitations = self
            .conn
            .execute(
                "DELETE FROM invitations WHERE token_hash IN
                     (SELECT token_hash FROM invitations WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)",
                &values,
            )
            .await?;
        Ok(resets + invitations)
    }
}

impl Store {
    /// Adds an invitation with its mail; one of the same address that was open ends. `false`, and nothing is written,
    /// where the organization has made `most` since `since`.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn invitation_insert(
        &self,
        invitation: Invitation,
        (since, most): (Millis, i64),
        mail: NewMail,
    ) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let sql = "SELECT COUNT(*) FROM invitations WHERE organization_id = $1 AND created_at > $2";
            let values = [Value::Int(invitation.organization.get()), Value::Int(since)];
            let made = txn.conn.query_one(sql, &values, |row| row.int()).await?;
            if made.unwrap_or(0) >= most {
                return Ok(false);
            }
            txn.conn
                .execute(
                    "UPDATE invitations SET ended_at = $1
                     WHERE organization_id = $2 AND email = $3 AND ended_at IS NULL",
                    &[
                        Value::Int(invitation.created_at),
                        Value::Int(invitation.organization.get()),
                        Value::Text(&invitation.email),
                    ],
                )
                .await?;
            txn.conn
                .execute(
                    concat!(
                        "INSERT INTO invitations (",
                        invitation_columns!(),
                        ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"
                    ),
                    &[
                        Value::Int(invitation.organization.get()),
                        Value::Int(invitation.id.get()),
                        Value::Text(&invitation.email),
                        Value::Text(invitation.role.as_str()),
                        Value::Blob(&invitation.token_hash),
                        Value::OptInt(invitation.invited_by.map(UserId::get)),
                        Value::Int(invitation.created_at),
                        Value::Int(invitation.expires_at),
                    ],
                )
                .await?;
            txn.mail_insert(&mail).await?;
            Ok(true)
        })
        .await
    }

    /// The organization's invitations that are open at `now`, newest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn invitation_list(&self, organization: OrganizationId, now: Millis) -> Result<Vec<Invitation>> {
        self.read(async move |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    invitation_columns!(),
                    " FROM invitations WHERE organization_id = $1 AND ended_at IS NULL AND expires_at > $2
                     ORDER BY id DESC"
                ),
                &[Value::Int(organization.get()), Value::Int(now)],
                read_invitation,
            )
            .await
        })
        .await
    }

    /// The open invitation that was mailed with this token, of whatever organization: the token is the permission.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn invitation_by_token(&self, hash: [u8; 32], now: Millis) -> Result<Option<Invitation>> {
        self.read(async move |conn| {
            conn.query_one(
                concat!(
                    "SELECT ",
                    invitation_columns!(),
                    " FROM invitations WHERE token_hash = $1 AND ended_at IS NULL AND expires_at > $2"
                ),
                &[Value::Blob(&hash), Value::Int(now)],
                read_invitation,
            )
            .await
        })
        .await
    }

    /// The invitations of an address that are open at `now`, of all organizations, the oldest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn invitation_list_to_all(&self, email: &str, now: Millis) -> Result<Vec<Invitation>> {
        let email = email.to_owned();
        self.read(async move |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    invitation_columns!(),
                    " FROM invitations WHERE email = $1 AND ended_at IS NULL AND expires_at > $2 ORDER BY id"
                ),
                &[Value::Text(&email), Value::Int(now)],
                read_invitation,
            )
            .await
        })
        .await
    }

    /// Takes an invitation back; `false` when the organization has none with this id that is open.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn invitation_end(&self, organization: OrganizationId, id: InvitationId, now: Millis) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let sql = "UPDATE invitations SET ended_at = $1
                 WHERE organization_id = $2 AND id = $3 AND ended_at IS NULL";
            let values = [Value::Int(now), Value::Int(organization.get()), Value::Int(id.get())];
            Ok(txn.conn.execute(sql, &values).await? > 0)
        })
        .await
    }

    /// Takes an invitation up: makes `new` where there is no such user yet, and gives it its place. `false` when the
    /// invitation is not open any more.
    ///
    /// # Errors
    /// `Exists` when the address became a user's meanwhile, or the user a member; `Busy`, `Unavailable`.
    pub async fn invitation_take(&self, hash: [u8; 32], new: Option<User>, membership: Membership) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let now = txn.now;
            let sql = "UPDATE invitations SET ended_at = $1
                 WHERE token_hash = $2 AND ended_at IS NULL AND expires_at > $1";
            if txn.conn.execute(sql, &[Value::Int(now), Value::Blob(&hash)]).await? == 0 {
                return Ok(false);
            }
            if let Some(user) = &new {
                txn.user_insert(user).await?;
            }
            txn.membership_insert(&membership).await?;
            Ok(true)
        })
        .await
    }

    /// Adds a password reset with its mail, unless the user got one since `not_since`; whether it did.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn password_reset_insert(
        &self,
        user: UserId,
        (hash, expires_at): ([u8; 32], Millis),
        not_since: Millis,
        mail: NewMail,
    ) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let now = txn.now;
            let recent = txn
                .conn
                .query_one(
                    "SELECT COUNT(*) FROM password_resets WHERE user_id = $1 AND created_at > $2",
                    &[Value::Int(user.get()), Value::Int(not_since)],
                    |row| row.int(),
                )
                .await?;
            if recent.unwrap_or(0) > 0 {
                return Ok(false);
            }
            txn.conn
                .execute(
                    "INSERT INTO password_resets (token_hash, user_id, created_at, expires_at) VALUES ($1, $2, $3, $4)",
                    &[
                        Value::Blob(&hash),
                        Value::Int(user.get()),
                        Value::Int(now),
                        Value::Int(expires_at),
                    ],
                )
                .await
                .map_err(|error| error.named("this reset"))?;
            txn.mail_insert(&mail).await?;
            Ok(true)
        })
        .await
    }

    /// The user whose password may be reset with this token.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn password_reset_by_token(&self, hash: [u8; 32], now: Millis) -> Result<Option<UserId>> {
        self.read(async move |conn| {
            let sql = "SELECT user_id FROM password_resets WHERE token_hash = $1 AND expires_at > $2";
            let values = [Value::Blob(&hash), Value::Int(now)];
            conn.query_one(sql, &values, |row| row.int().map(UserId::new)).await
        })
        .await
    }

    /// Sets a password by a reset's token, which is good no more, nor is any other of the user's; ends its sessions.
    /// `false` when the token is not good.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn password_reset_take(&self, hash: [u8; 32], password_hash: String) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let now = txn.now;
            let sql = "SELECT user_id FROM password_resets WHERE token_hash = $1 AND expires_at > $2";
            let values = [Value::Blob(&hash), Value::Int(now)];
            let Some(user) = txn.conn.query_one(sql, &values, |row| row.int()).await? else {
                return Ok(false);
            };
            // Whoever removes the token has it, whichever node saw it first.
            let sql = "DELETE FROM password_resets WHERE token_hash = $1";
            if txn.conn.execute(sql, &[Value::Blob(&hash)]).await? == 0 {
                return Ok(false);
            }
            let sql = "DELETE FROM password_resets WHERE user_id = $1";
            txn.conn.execute(sql, &[Value::Int(user)]).await?;
            let sql = "UPDATE users SET password_hash = $1, updated_at = $2 WHERE id = $3";
            let values = [Value::Text(&password_hash), Value::Int(now), Value::Int(user)];
            if txn.conn.execute(sql, &values).await? == 0 {
                return Err(StoreError::internal("a reset of nobody"));
            }
            txn.sessions_end(UserId::new(user), None, now).await?;
            Ok(true)
        })
        .await
    }
}
