//! What became of rows that were told: gone, or waiting for another try; and each try in the log.

use std::sync::{Arc, LazyLock};

use crate::Store;
use crate::conn::{Column, Each, Insert, Kind};
use crate::error::Result;
use crate::hooks::claim::key_columns;
use crate::journal::Side;
use crate::txn::Txn;
use crate::types::{Delivery, HookBatch, HookFate, HookKey};

const DONE: Each = Each {
    sqlite: "DELETE FROM hook_outbox WHERE owner = $1 AND target = $2 AND message_id = $3 AND id = $4",
    postgres: "DELETE FROM hook_outbox o
        USING UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) AS u (owner, target, message_id, id)
        WHERE o.owner = u.owner AND o.target = ANY (ARRAY[u.target]) AND o.message_id = u.message_id AND o.id = u.id",
};

const WAIT: Each = Each {
    sqlite: "UPDATE hook_outbox SET owner = 0, attempts = attempts + $1, due_at = $2
        WHERE owner = $3 AND target = $4 AND message_id = $5 AND id = $6",
    postgres: "UPDATE hook_outbox o SET owner = 0, attempts = o.attempts + u.failed, due_at = u.due_at
        FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
            AS u (failed, due_at, owner, target, message_id, id)
        WHERE o.owner = u.owner AND o.target = ANY (ARRAY[u.target]) AND o.message_id = u.message_id AND o.id = u.id",
};

static LOG: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "webhook_deliveries",
        &[
            ("organization_id", Kind::Int),
            ("target", Kind::Int),
            ("id", Kind::Int),
            ("event_id", Kind::Int),
            ("message_id", Kind::Int),
            ("event", Kind::Int),
            ("state", Kind::Int),
            ("attempt", Kind::Int),
            ("outcome", Kind::Int),
            ("http_status", Kind::Int),
            ("latency_ms", Kind::Int),
            ("created_at", Kind::Int),
            ("name", Kind::Text),
            ("url", Kind::Text),
            ("payload", Kind::Text),
            ("response_body", Kind::Text),
            ("error", Kind::Text),
        ],
        "",
    )
});

impl Txn {
    /// Writes tries into the log.
    pub(super) async fn deliveries_insert(&mut self, deliveries: &[Delivery]) -> Result<()> {
        let ints = |pick: &dyn Fn(&Delivery) -> i64| Column::Ints(deliveries.iter().map(pick).collect());
        let texts = |pick: fn(&Delivery) -> &Option<String>| {
            Column::OptTexts(deliveries.iter().map(|one| pick(one).as_deref()).collect())
        };
        let status = deliveries.iter().map(|d| d.http_status.map(i64::from)).collect();
        let columns = [
            ints(&|d| d.organization.get()),
            ints(&|d| d.webhook.map_or(0, |id| id.get())),
            ints(&|d| d.id.get()),
            ints(&|d| d.event_id.get()),
            ints(&|d| d.message.map_or(0, |id| id.get())),
            ints(&|d| d.event as i64),
            ints(&|d| d.state.map_or(0, |state| state as i64)),
            ints(&|d| i64::from(d.attempt)),
            ints(&|d| d.outcome as i64),
            Column::OptInts(status),
            ints(&|d| d.latency_ms),
            ints(&|d| d.created_at),
            texts(|d| &d.name),
            texts(|d| &d.url),
            texts(|d| &d.payload),
            texts(|d| &d.response_body),
            texts(|d| &d.error),
        ];
        self.conn.insert(&LOG, &columns).await
    }

    async fn hook_fates(&mut self, fates: &[(HookKey, HookFate)]) -> Result<u64> {
        let owner = self.shared.owner;
        let (mut done, mut waiting, mut due, mut failed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (key, fate) in fates {
            let (at, fails) = match fate {
                HookFate::Done => {
                    done.push(*key);
                    continue;
                }
                HookFate::Retry(at) => (*at, 1),
                HookFate::Wait(at) => (*at, 0),
            };
            waiting.push(*key);
            due.push(at);
            failed.push(fails);
        }
        let [targets, messages, ids] = key_columns(&done);
        let owners = Column::Ints(vec![owner; done.len()]);
        let gone = self.conn.each(&DONE, &[owners, targets, messages, ids]).await?;
        let [targets, messages, ids] = key_columns(&waiting);
        let owners = Column::Ints(vec![owner; waiting.len()]);
        let columns = [Column::Ints(failed), Column::Ints(due), owners, targets, messages, ids];
        Ok(gone + self.conn.each(&WAIT, &columns).await?)
    }
}

impl Store {
    /// Writes what became of rows of this owner, and the log. Answers how many rows were still this owner's: those that
    /// another one took meanwhile are its to settle.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn hook_settle(&self, batch: Arc<HookBatch>) -> Result<usize> {
        self.write(Side::Back, async move |txn| {
            let settled = txn.hook_fates(&batch.fates).await?;
            txn.deliveries_insert(&batch.deliveries).await?;
            Ok(settled as usize)
        })
        .await
    }
}
