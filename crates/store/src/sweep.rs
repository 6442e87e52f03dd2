//! Sweeping: rows that nobody needs any more go, a bounded number at a time.

use domain::Millis;

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::txn::Txn;

/// Rows of one table that one sweep removes, at most.
const CHUNK: i64 = 5_000;

impl Txn {
    async fn sweep_idempotency(&mut self, before: Millis) -> Result<u64> {
        self.conn
            .execute(
                "DELETE FROM idempotency WHERE (organization_id, key) IN (
                     SELECT organization_id, key FROM idempotency WHERE created_at <= $1 ORDER BY created_at LIMIT $2)",
                &[Value::Int(before), Value::Int(CHUNK)],
            )
            .await
    }

    async fn sweep_early_receipts(&mut self, before: Millis) -> Result<u64> {
        self.conn
            .execute(
                "DELETE FROM early_receipts WHERE (provider_id, spelling, id) IN (
                     SELECT provider_id, spelling, id FROM early_receipts
                     WHERE received_at <= $1 ORDER BY received_at LIMIT $2)",
                &[Value::Int(before), Value::Int(CHUNK)],
            )
            .await
    }

    /// The awaited ids of a bucket go together, once no receipt can come for any of them.
    async fn sweep_awaited(&mut self, now: Millis) -> Result<u64> {
        let over = self
            .conn
            .query_one(
                "SELECT bucket FROM message_buckets WHERE awaited_until > 0 AND awaited_until <= $1
                 ORDER BY awaited_until LIMIT 1",
                &[Value::Int(now)],
                |row| row.int(),
            )
            .await?;
        let Some(bucket) = over else {
            return Ok(0);
        };
        let gone = self
            .conn
            .execute(
                "DELETE FROM awaited WHERE bucket = $1 AND (provider_id, carrier_id, message_id, segment) IN (
                     SELECT provider_id, carrier_id, message_id, segment FROM awaited WHERE bucket = $1 LIMIT $2)",
                &[Value::Int(bucket), Value::Int(CHUNK)],
            )
            .await?;
        if gone == 0 {
            self.conn
                .execute(
                    "UPDATE message_buckets SET awaited_until = 0 WHERE bucket = $1",
                    &[Value::Int(bucket)],
                )
                .await?;
        }
        Ok(gone)
    }
}

impl Store {
    /// Removes old idempotency keys, receipts that nothing ever awaited and ids that await nothing any more, and sees
    /// to the partitions of the coming months. Answers how many rows went; call it again while that is not 0.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn sweep(&self, now: Millis) -> Result<usize> {
        let swept = self
            .write(Side::Back, async move |txn| {
                let config = std::sync::Arc::clone(&txn.shared.config);
                let keys = txn.sweep_idempotency(now - config.idempotency_keep_ms).await?;
                let early = txn.sweep_early_receipts(now - config.early_keep_ms).await?;
                let awaited = txn.sweep_awaited(now).await?;
                Ok((keys + early + awaited) as usize)
            })
            .await?;
        self.write(Side::Back, async move |txn| {
            crate::partitions::ensure(&mut txn.conn, now).await
        })
        .await?;
        Ok(swept)
    }
}
