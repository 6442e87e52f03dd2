//! Reclaiming: what a dead process held goes on.
//!
//! Entries that merely waited in its memory wait again for everybody. Those whose attempt had begun become this
//! owner's, who settles them as unknown: nobody can tell whether the carrier took them. What the dead process was
//! telling of the outboxes waits again too.

use domain::{MessageId, Millis, OrganizationId};

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::lane::WAITING;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::Reclaimed;

struct Held {
    organization: OrganizationId,
    message: MessageId,
    begun: bool,
}

impl Txn {
    /// Entries of an owner. SQLite walks them in the order of ids, from `after`; PostgreSQL, whose key starts with the
    /// organization, takes any that no other node is taking.
    async fn lane_held(&mut self, owner: i64, after: i64, limit: usize) -> Result<Vec<Held>> {
        let (owner, limit) = (Value::Int(owner), Value::Int(limit as i64));
        let read = |row: &mut Cells<'_>| {
            Ok(Held {
                organization: OrganizationId::new(row.int()?),
                message: MessageId::new(row.int()?),
                begun: row.opt_int()?.is_some(),
            })
        };
        if self.conn.is_postgres() {
            let sql = "SELECT organization_id, message_id, begun_at FROM lane_entries
                WHERE owner = $1 LIMIT $2 FOR UPDATE SKIP LOCKED";
            return self.conn.query(sql, &[owner, limit], read).await;
        }
        let sql = "SELECT organization_id, message_id, begun_at FROM lane_entries
            WHERE owner = $1 AND message_id > $2 ORDER BY message_id LIMIT $3";
        self.conn.query(sql, &[owner, Value::Int(after), limit], read).await
    }
}

impl Store {
    /// Takes up to `limit` entries from an owner whose lease is over, those after message `after`; call it again with
    /// `next` until that is `None`, and the owner is forgotten. From the first call on the dead owner is fenced off.
    /// Takes nothing from an owner whose lease still runs.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn lane_reclaim(
        &self,
        dead_owner: i64,
        after: Option<MessageId>,
        limit: usize,
        now: Millis,
    ) -> Result<Reclaimed> {
        let after = after.map_or(0, MessageId::get);
        let limit = limit.max(1);
        self.write(Side::Back, async move |txn| {
            let this_owner = txn.shared.owner;
            if dead_owner == this_owner || !txn.owner_fence_off(dead_owner, now).await? {
                return Ok(Reclaimed::default());
            }
            let held = txn.lane_held(dead_owner, after, limit).await?;
            let pick = |begun: bool| -> Vec<(OrganizationId, MessageId)> {
                held.iter()
                    .filter(|h| h.begun == begun)
                    .map(|h| (h.organization, h.message))
                    .collect()
            };
            let (waiting, begun) = (pick(false), pick(true));
            txn.lane_take(WAITING, &waiting).await?;
            txn.lane_take(this_owner, &begun).await?;
            let begun = txn.lane_load(&begun).await?;
            let begun = begun
                .into_iter()
                .map(|mut message| {
                    let attempt = message.attempts.max(1);
                    message.attempts = attempt - 1;
                    (message, attempt)
                })
                .collect();
            let next = held.last().map(|last| last.message).filter(|_| held.len() == limit);
            if next.is_none() {
                txn.outbox_free(dead_owner).await?;
                txn.hook_free(dead_owner).await?;
                txn.owner_forget(dead_owner).await?;
            }
            Ok(Reclaimed {
                waiting: waiting.len(),
                begun,
                next,
            })
        })
        .await
    }
}
