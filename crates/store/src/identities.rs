//! Identities: who a person is at an issuer or in the directory. One a person and issuer.

use domain::{Millis, UserId};

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::types::{Identity, User};
use crate::users::{read_user, user_columns};

fn read_identity(row: &mut Cells<'_>) -> Result<Identity> {
    Ok(Identity {
        issuer: row.text()?,
        subject: row.text()?,
        user: UserId::new(row.int()?),
        created_at: row.int()?,
    })
}

impl Store {
    /// Notes who a user is elsewhere.
    ///
    /// # Errors
    /// `Exists` when that is somebody else's already, or the user is somebody else there; `Busy`, `Unavailable`.
    pub async fn identity_insert(&self, identity: Identity) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            txn.conn
                .execute(
                    "INSERT INTO identities (issuer, subject, user_id, created_at) VALUES ($1, $2, $3, $4)",
                    &[
                        Value::Text(&identity.issuer),
                        Value::Text(&identity.subject),
                        Value::Int(identity.user.get()),
                        Value::Int(identity.created_at),
                    ],
                )
                .await
                .map_err(|error| error.named("this identity"))?;
            Ok(())
        })
        .await
    }

    /// The user who is `subject` at `issuer`.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn user_by_identity(&self, issuer: &str, subject: &str) -> Result<Option<User>> {
        let (issuer, subject) = (issuer.to_owned(), subject.to_owned());
        self.read(async move |conn| {
            conn.query_one(
                concat!(
                    "SELECT ",
                    user_columns!(),
                    " FROM identities i JOIN users u ON u.id = i.user_id WHERE i.issuer = $1 AND i.subject = $2"
                ),
                &[Value::Text(&issuer), Value::Text(&subject)],
                read_user,
            )
            .await
        })
        .await
    }

    /// Who a user is elsewhere, by issuer.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn identity_list_of(&self, user: UserId) -> Result<Vec<Identity>> {
        self.read(async move |conn| {
            conn.query(
                "SELECT issuer, subject, user_id, created_at FROM identities WHERE user_id = $1 ORDER BY issuer",
                &[Value::Int(user.get())],
                read_identity,
            )
            .await
        })
        .await
    }

    /// Forgets who a user is elsewhere, everywhere, and ends its sessions; says how many there were.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn identities_remove(&self, user: UserId, now: Millis) -> Result<u64> {
        self.write(Side::Front, async move |txn| {
            let sql = "DELETE FROM identities WHERE user_id = $1";
            let removed = txn.conn.execute(sql, &[Value::Int(user.get())]).await?;
            if removed > 0 {
                txn.sessions_end(user, None, now).await?;
            }
            Ok(removed)
        })
        .await
    }
}
