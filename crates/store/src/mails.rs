//! Mail that is to go out: written in the unit of what it tells, claimed in batches, gone when it was taken.
//!
//! What is claimed is due again after the lease, whatever became of whoever claimed it: mail goes at least once.

use domain::Millis;

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::txn::Txn;
use crate::types::{MailRow, NewMail};

impl Txn {
    /// Adds a mail that is due now.
    pub(crate) async fn mail_insert(&mut self, mail: &NewMail) -> Result<()> {
        let (id, now) = (self.draw_ids(1), self.now);
        self.conn
            .execute(
                "INSERT INTO mails (id, sealed, attempts, due_at, created_at) VALUES ($1, $2, 0, $3, $3)",
                &[Value::Int(id), Value::Text(&mail.sealed), Value::Int(now)],
            )
            .await?;
        Ok(())
    }
}

impl Store {
    /// The next mails of all organizations that are due at `now`; they are due again at `until` unless they are removed.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn mail_claim_all(&self, now: Millis, until: Millis, limit: usize) -> Result<Vec<MailRow>> {
        // Nearly always there is nothing, and that costs no write.
        let due = self.read(async move |conn| {
            let sql = "SELECT id FROM mails WHERE due_at <= $1 ORDER BY due_at LIMIT 1";
            conn.query_one(sql, &[Value::Int(now)], |row| row.int()).await
        });
        if due.await?.is_none() {
            return Ok(Vec::new());
        }
        self.write(Side::Front, async move |txn| {
            let sql = if txn.conn.is_postgres() {
                "SELECT id, sealed, attempts FROM mails WHERE due_at <= $1 ORDER BY due_at LIMIT $2
                 FOR UPDATE SKIP LOCKED"
            } else {
                "SELECT id, sealed, attempts FROM mails WHERE due_at <= $1 ORDER BY due_at LIMIT $2"
            };
            let rows = txn
                .conn
                .query(sql, &[Value::Int(now), Value::Int(limit as i64)], |row| {
                    Ok(MailRow {
                        id: row.int()?,
                        sealed: row.text()?,
                        attempts: row.int()?,
                    })
                })
                .await?;
            for row in &rows {
                let sql = "UPDATE mails SET due_at = $1, attempts = attempts + 1 WHERE id = $2";
                txn.conn.execute(sql, &[Value::Int(until), Value::Int(row.id)]).await?;
            }
            Ok(rows)
        })
        .await
    }

    /// Puts a mail off until `due_at`.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn mail_put_off_all(&self, id: i64, due_at: Millis) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            let sql = "UPDATE mails SET due_at = $1 WHERE id = $2";
            txn.conn.execute(sql, &[Value::Int(due_at), Value::Int(id)]).await?;
            Ok(())
        })
        .await
    }

    /// Removes a mail that was taken, or given up.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn mail_remove_all(&self, id: i64) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            txn.conn
                .execute("DELETE FROM mails WHERE id = $1", &[Value::Int(id)])
                .await?;
            Ok(())
        })
        .await
    }
}
