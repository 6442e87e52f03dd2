//! Buckets: runs of 200,000 messages that keep secondary indexes narrow.
//!
//! An index over all messages in random order costs most of the insertion rate; one whose first column is the bucket
//! stays in the cache. Each journal is the only writer of its buckets and keeps the newest in memory: the one that accepts
//! fills them with outbound messages, the other one, on PostgreSQL, with inbound ones.
//! `first_id` and `last_id` bound a bucket's ids, so that readers can walk overlapping buckets in the order of ids.

use std::sync::LazyLock;

use domain::Millis;

use crate::conn::{Column, Conn, Insert, Kind, Rows, Value};
use crate::error::Result;
use crate::txn::Txn;

static INSERT_BUCKET: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "message_buckets",
        &[
            ("bucket", Kind::Int),
            ("node", Kind::Int),
            ("side", Kind::Int),
            ("first_id", Kind::Int),
            ("last_id", Kind::Int),
            ("messages", Kind::Int),
            ("awaited_until", Kind::Int),
        ],
        "ON CONFLICT (bucket) DO UPDATE SET first_id = excluded.first_id, last_id = excluded.last_id,
             messages = excluded.messages, awaited_until = excluded.awaited_until",
    )
});

#[derive(Clone, Copy)]
struct Bucket {
    number: i64,
    first_id: i64,
    last_id: i64,
    messages: i64,
    awaited_until: Millis,
}

/// What the journal knows of its node's newest bucket.
#[derive(Clone, Default)]
pub(crate) struct Buckets {
    newest: Option<Bucket>,
    loaded: bool,
}

impl Txn {
    /// Counts messages with these ids into the newest bucket, opening one where there is none or it is full.
    /// Answers the bucket's number, and its row to be written. `ids` is not empty; without an expiry no receipt is awaited
    /// for any of them.
    pub(crate) async fn bucket_fill<'a>(&mut self, ids: &[i64], expires_at: Option<Millis>) -> Result<(i64, Rows<'a>)> {
        self.load_newest().await?;
        let (Some(first), Some(last)) = (ids.iter().min().copied(), ids.iter().max().copied()) else {
            return Err(crate::StoreError::internal("no ids to put into a bucket"));
        };
        let awaited_until = expires_at.map_or(0, |at| at + self.shared.config.awaited_keep_ms);
        let full = self.shared.config.bucket_messages;
        let bucket = match self.buckets.newest.filter(|bucket| bucket.messages < full) {
            Some(bucket) => Bucket {
                first_id: bucket.first_id.min(first),
                last_id: bucket.last_id.max(last),
                messages: bucket.messages + ids.len() as i64,
                awaited_until: bucket.awaited_until.max(awaited_until),
                ..bucket
            },
            None => Bucket {
                number: first,
                first_id: first,
                last_id: last,
                messages: ids.len() as i64,
                awaited_until,
            },
        };
        let row = [
            bucket.number,
            i64::from(self.shared.node),
            self.side as i64,
            bucket.first_id,
            bucket.last_id,
            bucket.messages,
            bucket.awaited_until,
        ];
        self.buckets.newest = Some(bucket);
        let row = row.map(|value| Column::Ints(vec![value]));
        Ok((bucket.number, Rows::new(&INSERT_BUCKET, row)))
    }

    /// After a restart the newest bucket of this node's journal goes on.
    async fn load_newest(&mut self) -> Result<()> {
        if self.buckets.loaded {
            return Ok(());
        }
        self.buckets.newest = self
            .conn
            .query_one(
                "SELECT bucket, first_id, last_id, messages, awaited_until FROM message_buckets
                 WHERE node = $1 AND side = $2 ORDER BY bucket DESC LIMIT 1",
                &[Value::Int(i64::from(self.shared.node)), Value::Int(self.side as i64)],
                |row| {
                    Ok(Bucket {
                        number: row.int()?,
                        first_id: row.int()?,
                        last_id: row.int()?,
                        messages: row.int()?,
                        awaited_until: row.int()?,
                    })
                },
            )
            .await?;
        self.buckets.loaded = true;
        Ok(())
    }
}

/// A bucket's number and the highest id in it, for walking.
pub(crate) struct BucketSpan {
    pub(crate) number: i64,
    pub(crate) last_id: i64,
}

/// Up to `limit` buckets that may hold ids in `[from_id, before_id)`, highest ids first.
pub(crate) async fn bucket_spans(
    conn: &mut Conn,
    from_id: i64,
    before_id: i64,
    limit: usize,
) -> Result<Vec<BucketSpan>> {
    conn.query(
        "SELECT bucket, last_id FROM message_buckets WHERE last_id >= $1 AND first_id < $2
         ORDER BY last_id DESC LIMIT $3",
        &[Value::Int(from_id), Value::Int(before_id), Value::Int(limit as i64)],
        |row| {
            Ok(BucketSpan {
                number: row.int()?,
                last_id: row.int()?,
            })
        },
    )
    .await
}

/// The buckets in which receipts are still awaited, newest first.
pub(crate) async fn buckets_live(conn: &mut Conn, now: Millis) -> Result<Vec<i64>> {
    // Sorted here: an ORDER BY would make SQLite walk all buckets there ever were instead of the index.
    let sql = "SELECT bucket FROM message_buckets WHERE awaited_until > $1";
    let mut live = conn.query(sql, &[Value::Int(now)], |row| row.int()).await?;
    live.sort_unstable_by(|a, b| b.cmp(a));
    Ok(live)
}
