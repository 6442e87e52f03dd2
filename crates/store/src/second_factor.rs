//! The second factor of users: its sealed secret, and recovery codes by their hash. Each code is taken once.

use domain::{Millis, SessionId, UserId};

use crate::Store;
use crate::conn::{Column, Insert, Kind, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::txn::Txn;

static INSERT_CODES: std::sync::LazyLock<Insert> = std::sync::LazyLock::new(|| {
    let columns = [("user_id", Kind::Int), ("code_hash", Kind::Blob)];
    Insert::new("recovery_codes", &columns, "")
});

impl Txn {
    /// Takes a code's step; `false` where it, or a later one, was taken before.
    pub(crate) async fn second_factor_step_take(&mut self, user: UserId, step: i64) -> Result<bool> {
        let sql = "UPDATE users SET second_factor_step = $1 WHERE id = $2 AND second_factor_step < $1";
        let values = [Value::Int(step), Value::Int(user.get())];
        Ok(self.conn.execute(sql, &values).await? > 0)
    }

    /// Takes a recovery code; `false` where the user has no such code, or it was taken before.
    pub(crate) async fn recovery_code_take(&mut self, user: UserId, hash: &[u8; 32], now: Millis) -> Result<bool> {
        let taken = self
            .conn
            .execute(
                "UPDATE recovery_codes SET used_at = $1 WHERE user_id = $2 AND code_hash = $3 AND used_at IS NULL",
                &[Value::Int(now), Value::Int(user.get()), Value::Blob(hash)],
            )
            .await?;
        Ok(taken > 0)
    }

    async fn recovery_codes_put(&mut self, user: UserId, hashes: &[[u8; 32]]) -> Result<()> {
        let sql = "DELETE FROM recovery_codes WHERE user_id = $1";
        self.conn.execute(sql, &[Value::Int(user.get())]).await?;
        if hashes.is_empty() {
            return Ok(());
        }
        let columns = [
            Column::Ints(vec![user.get(); hashes.len()]),
            Column::Blobs(hashes.iter().map(|hash| &hash[..]).collect()),
        ];
        self.conn.insert(&INSERT_CODES, &columns).await
    }
}

impl Store {
    /// Gives a user a second factor (sealed, and the step of the code that proved it) with recovery codes, and ends its
    /// sessions but `keep`: none of them gave a code. `false` when there is no such user, or it has one.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn second_factor_enrol(
        &self,
        user: UserId,
        (sealed, step): (String, i64),
        recovery_hashes: Vec<[u8; 32]>,
        keep: SessionId,
    ) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let now = txn.now;
            let set = txn
                .conn
                .execute(
                    "UPDATE users SET second_factor = $1, second_factor_step = $2, updated_at = $3
                     WHERE id = $4 AND second_factor IS NULL",
                    &[
                        Value::Text(&sealed),
                        Value::Int(step),
                        Value::Int(now),
                        Value::Int(user.get()),
                    ],
                )
                .await?;
            if set == 0 {
                return Ok(false);
            }
            txn.recovery_codes_put(user, &recovery_hashes).await?;
            txn.sessions_end(user, Some(keep), now).await?;
            Ok(true)
        })
        .await
    }

    /// Takes a user's second factor away with its recovery codes; `false` when it has none.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn second_factor_remove(&self, user: UserId) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let now = txn.now;
            let sql = "UPDATE users SET second_factor = NULL, second_factor_step = 0, updated_at = $1
                 WHERE id = $2 AND second_factor IS NOT NULL";
            let removed = txn
                .conn
                .execute(sql, &[Value::Int(now), Value::Int(user.get())])
                .await?;
            txn.recovery_codes_put(user, &[]).await?;
            Ok(removed > 0)
        })
        .await
    }

    /// Seals a user's second factor anew, where it is still sealed as it was.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn second_factor_reseal(&self, user: UserId, (old, new): (String, String)) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let sql = "UPDATE users SET second_factor = $1 WHERE id = $2 AND second_factor = $3";
            let values = [Value::Text(&new), Value::Int(user.get()), Value::Text(&old)];
            Ok(txn.conn.execute(sql, &values).await? > 0)
        })
        .await
    }

    /// Takes a code's step; `false` where it, or a later one, was taken before.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn second_factor_step_take(&self, user: UserId, step: i64) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            txn.second_factor_step_take(user, step).await
        })
        .await
    }

    /// Takes a recovery code; `false` where the user has no such code, or it was taken before.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn recovery_code_take(&self, user: UserId, hash: [u8; 32], now: Millis) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            txn.recovery_code_take(user, &hash, now).await
        })
        .await
    }

    /// Gives a user these recovery codes and no others.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn recovery_codes_set(&self, user: UserId, hashes: Vec<[u8; 32]>) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            txn.recovery_codes_put(user, &hashes).await
        })
        .await
    }

    /// How many recovery codes a user has that were not taken.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn recovery_codes_left(&self, user: UserId) -> Result<usize> {
        let left = self.read(async move |conn| {
            let sql = "SELECT COUNT(*) FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL";
            conn.query_one(sql, &[Value::Int(user.get())], |row| row.int()).await
        });
        Ok(left.await?.map_or(0, |count| count as usize))
    }
}
