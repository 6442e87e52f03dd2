//! Users: the people who sign in. They are never removed, because logs and messages keep referring to them.

use domain::{Millis, UserId};

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::User;

/// The columns that [`read_user`] reads of a user `u`, in its order.
macro_rules! user_columns {
    () => {
        "u.id, u.email, u.name, u.password_hash, u.system_administrator, u.active, u.second_factor,
         u.second_factor_step, u.created_at, u.updated_at, u.last_sign_in_at"
    };
}
pub(crate) use user_columns;

pub(crate) fn read_user(row: &mut Cells<'_>) -> Result<User> {
    Ok(User {
        id: UserId::new(row.int()?),
        email: row.text()?,
        name: row.text()?,
        password_hash: row.opt_text()?,
        system_administrator: row.flag()?,
        active: row.flag()?,
        second_factor: row.opt_text()?,
        second_factor_step: row.int()?,
        created_at: row.int()?,
        updated_at: row.int()?,
        last_sign_in_at: row.opt_int()?,
    })
}

impl Txn {
    /// Adds a user.
    pub(crate) async fn user_insert(&mut self, user: &User) -> Result<()> {
        self.conn
            .execute(
                "INSERT INTO users (id, email, name, password_hash, system_administrator, active, second_factor,
                     second_factor_step, created_at, updated_at, last_sign_in_at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                &[
                    Value::Int(user.id.get()),
                    Value::Text(&user.email),
                    Value::Text(&user.name),
                    Value::OptText(user.password_hash.as_deref()),
                    Value::Int(i64::from(user.system_administrator)),
                    Value::Int(i64::from(user.active)),
                    Value::OptText(user.second_factor.as_deref()),
                    Value::Int(user.second_factor_step),
                    Value::Int(user.created_at),
                    Value::Int(user.updated_at),
                    Value::OptInt(user.last_sign_in_at),
                ],
            )
            .await
            .map_err(|error| error.named("a user with this address"))?;
        Ok(())
    }
}

impl Store {
    /// Adds a user, with its first place in an organization where there is one.
    ///
    /// # Errors
    /// `Exists` when the address is taken; `Busy`, `Unavailable`.
    pub async fn user_insert(&self, user: User, membership: Option<crate::Membership>) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            txn.user_insert(&user).await?;
            match &membership {
                Some(membership) => txn.membership_insert(membership).await,
                None => Ok(()),
            }
        })
        .await
    }

    /// The user with this id.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn user_get(&self, id: UserId) -> Result<Option<User>> {
        self.read(async move |conn| {
            conn.query_one(
                concat!("SELECT ", user_columns!(), " FROM users u WHERE u.id = $1"),
                &[Value::Int(id.get())],
                read_user,
            )
            .await
        })
        .await
    }

    /// The user with this address, in lower case.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn user_by_email(&self, email: &str) -> Result<Option<User>> {
        let email = email.to_owned();
        self.read(async move |conn| {
            conn.query_one(
                concat!("SELECT ", user_columns!(), " FROM users u WHERE u.email = $1"),
                &[Value::Text(&email)],
                read_user,
            )
            .await
        })
        .await
    }

    /// All users of the installation, by address.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn user_list_all(&self) -> Result<Vec<User>> {
        self.read(async |conn| {
            conn.query(
                concat!("SELECT ", user_columns!(), " FROM users u ORDER BY u.email"),
                &[],
                read_user,
            )
            .await
        })
        .await
    }

    /// Sets how a user is called.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn user_rename(&self, id: UserId, name: String, now: Millis) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let sql = "UPDATE users SET name = $1, updated_at = $2 WHERE id = $3";
            let values = [Value::Text(&name), Value::Int(now), Value::Int(id.get())];
            Ok(txn.conn.execute(sql, &values).await? > 0)
        })
        .await
    }

    /// Sets a user's password and ends its sessions but `keep`; `false` when there is no such user.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn user_password_set(
        &self,
        id: UserId,
        hash: String,
        keep: Option<domain::SessionId>,
        now: Millis,
    ) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let sql = "UPDATE users SET password_hash = $1, updated_at = $2 WHERE id = $3";
            let values = [Value::Text(&hash), Value::Int(now), Value::Int(id.get())];
            if txn.conn.execute(sql, &values).await? == 0 {
                return Ok(false);
            }
            txn.sessions_end(id, keep, now).await?;
            Ok(true)
        })
        .await
    }

    /// Lets a user sign in or not; one that may not any more loses its sessions, and what it invited
    /// to ends. `false` when there is no such user.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn user_active_set(&self, id: UserId, active: bool, now: Millis) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let sql = "UPDATE users SET active = $1, updated_at = $2 WHERE id = $3";
            let values = [Value::Int(i64::from(active)), Value::Int(now), Value::Int(id.get())];
            if txn.conn.execute(sql, &values).await? == 0 {
                return Ok(false);
            }
            if !active {
                txn.sessions_end(id, None, now).await?;
                txn.invitations_of_end(id, None, now).await?;
            }
            Ok(true)
        })
        .await
    }
}
