//! Sweeping: rows that nobody needs any more go, a bounded number at a time.

use domain::Millis;

use crate::Store;
use crate::conn::{Column, Each, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::receipts::early;
use crate::txn::Txn;

/// Rows of one table that one sweep removes, at most.
const CHUNK: i64 = 5_000;
/// How old an early receipt is when it is tried once more: any transaction that it missed has ended.
const RETRY_AFTER_MS: Millis = 5_000;
/// How long changes of providers' health are kept.
const HEALTH_KEEP_MS: Millis = 90 * 86_400_000;

// Rows are read first and deleted by their whole key: SQLite looks up no more than the first column of a row value in an
// IN, and would walk all keys of an organization.

const DELETE_KEY: Each = Each {
    sqlite: "DELETE FROM idempotency WHERE organization_id = $1 AND key = $2",
    postgres: "DELETE FROM idempotency i USING UNNEST($1::bigint[], $2::text[]) AS u (organization_id, key)
        WHERE i.organization_id = ANY (ARRAY[u.organization_id]) AND i.key = u.key",
};

const DELETE_AWAITED: Each = Each {
    sqlite: "DELETE FROM awaited
        WHERE bucket = $1 AND provider_id = $2 AND carrier_id = $3 AND message_id = $4 AND segment = $5",
    postgres: "DELETE FROM awaited a
        USING UNNEST($1::bigint[], $2::bigint[], $3::text[], $4::bigint[], $5::bigint[])
            AS u (bucket, provider_id, carrier_id, message_id, segment)
        WHERE a.bucket = ANY (ARRAY[u.bucket]) AND a.provider_id = u.provider_id AND a.carrier_id = u.carrier_id
            AND a.message_id = u.message_id AND a.segment = u.segment",
};

impl Txn {
    async fn sweep_idempotency(&mut self, before: Millis) -> Result<u64> {
        let old = self
            .conn
            .query(
                "SELECT organization_id, key FROM idempotency WHERE created_at <= $1 ORDER BY created_at LIMIT $2",
                &[Value::Int(before), Value::Int(CHUNK)],
                |row| Ok((row.int()?, row.text()?)),
            )
            .await?;
        let columns = [
            Column::Ints(old.iter().map(|(organization, _)| *organization).collect()),
            Column::Texts(old.iter().map(|(_, key)| key.as_str()).collect()),
        ];
        self.conn.each(&DELETE_KEY, &columns).await
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
        let old = self
            .conn
            .query(
                "SELECT provider_id, carrier_id, message_id, segment FROM awaited WHERE bucket = $1 LIMIT $2",
                &[Value::Int(bucket), Value::Int(CHUNK)],
                |row| Ok((row.int()?, row.text()?, row.int()?, row.int()?)),
            )
            .await?;
        if old.is_empty() {
            let sql = "UPDATE message_buckets SET awaited_until = 0 WHERE bucket = $1 AND awaited_until <= $2";
            self.conn.execute(sql, &[Value::Int(bucket), Value::Int(now)]).await?;
            return Ok(0);
        }
        let columns = [
            Column::Ints(vec![bucket; old.len()]),
            Column::Ints(old.iter().map(|row| row.0).collect()),
            Column::Texts(old.iter().map(|row| row.1.as_str()).collect()),
            Column::Ints(old.iter().map(|row| row.2).collect()),
            Column::Ints(old.iter().map(|row| row.3).collect()),
        ];
        self.conn.each(&DELETE_AWAITED, &columns).await
    }
}

impl Store {
    /// Removes old idempotency keys, receipts that nothing ever awaited, ids that await nothing any more, rows of the
    /// outboxes that nobody came for, tries to tell and live events that were kept long enough, what inbound deliveries
    /// were known by, what days of long ago counted, sessions, invitations and password resets that are over, failed
    /// sign-ins that are forgotten, old records of the API's use and of providers' health; tries early receipts once more; and sees to the
    /// partitions of the coming months. Answers how many rows went; call it again while that is not 0.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn sweep(&self, now: Millis) -> Result<usize> {
        let swept = self
            .write(Side::Back, async move |txn| {
                let config = std::sync::Arc::clone(&txn.shared.config);
                let keys = txn.sweep_idempotency(now - config.idempotency_keep_ms).await?;
                let early = early::sweep(txn, now - config.early_keep_ms, CHUNK).await?;
                let awaited = txn.sweep_awaited(now).await?;
                let untold = txn.outbox_sweep(now - config.outbox_keep_ms, CHUNK).await?;
                let days = txn.request_days_sweep(now - config.days_keep_ms, CHUNK).await?
                    + txn.recipient_days_sweep(now - config.days_keep_ms, CHUNK).await?;
                let seen = txn.inbound_sweep(now - config.inbound_seen_keep_ms, CHUNK).await?;
                let told = txn.hook_sweep(now - config.outbox_keep_ms, CHUNK).await?
                    + txn.deliveries_sweep(now - config.delivery_keep_ms, CHUNK).await?
                    + txn.live_sweep(now - config.live_keep_ms, CHUNK).await?;
                let keep = (now - config.usage_calls_keep_ms, now - config.usage_totals_keep_ms);
                let usage = txn.usage_sweep(keep, CHUNK).await?;
                let sessions = txn.sessions_sweep(now - config.ended_session_keep_ms, CHUNK).await?;
                let attempts = txn.sign_in_sweep(now - config.sign_in_keep_ms, CHUNK).await?;
                let invitations = txn.invitations_sweep(now - config.ended_session_keep_ms, CHUNK).await?;
                let health = txn.provider_health_sweep(now - HEALTH_KEEP_MS, CHUNK).await?;
                early::retry(txn, now - RETRY_AFTER_MS, CHUNK).await?;
                let gone = keys + early + awaited + untold + seen + told + days + usage + sessions + attempts;
                Ok((gone + invitations + health) as usize)
            })
            .await?;
        self.write(Side::Back, async move |txn| {
            crate::partitions::ensure(&mut txn.conn, now).await
        })
        .await?;
        Ok(swept)
    }
}
