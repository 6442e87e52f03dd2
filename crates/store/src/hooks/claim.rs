//! What waits to be told: found, claimed, read with what it tells of; and freed from owners that are dead.

use domain::{HookEvent, HookEventId, MessageState, Millis, OrganizationId, WebhookId};

use crate::Store;
use crate::conn::{Column, Each, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::messages::{message_columns, read_message};
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{HookKey, HookRow};

/// Rows of an endpoint that is gone that are removed in one go.
const DROPPED: i64 = 5_000;

const TAKE: Each = Each {
    sqlite: "UPDATE hook_outbox SET owner = $1 WHERE target = $2 AND message_id = $3 AND id = $4",
    postgres: "UPDATE hook_outbox o SET owner = u.owner
        FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) AS u (owner, target, message_id, id)
        WHERE o.target = ANY (ARRAY[u.target]) AND o.message_id = u.message_id AND o.id = u.id",
};

const DROP: Each = Each {
    sqlite: "DELETE FROM hook_outbox WHERE target = $1 AND message_id = $2 AND id = $3",
    postgres: "DELETE FROM hook_outbox o
        USING UNNEST($1::bigint[], $2::bigint[], $3::bigint[]) AS u (target, message_id, id)
        WHERE o.target = ANY (ARRAY[u.target]) AND o.message_id = u.message_id AND o.id = u.id",
};

/// A row, the one that has to be told before it, and its message: the columns that [`read_hook`] reads.
macro_rules! hook_columns {
    () => {
        concat!(
            "o.target, o.message_id, o.id, o.organization_id, o.event, o.state, o.event_id, o.attempts, o.created_at,
             o.name, o.data, o.payload, p.id, p.due_at, CAST(CASE WHEN m.id IS NULL THEN 0 ELSE 1 END AS BIGINT), ",
            message_columns!()
        )
    };
}

const LOAD: Each = Each {
    sqlite: concat!(
        "SELECT ",
        hook_columns!(),
        " FROM hook_outbox o
          LEFT JOIN messages m ON m.organization_id = o.organization_id AND m.id = o.message_id
          LEFT JOIN hook_outbox p ON o.message_id <> 0 AND p.target = o.target AND p.message_id = o.message_id
              AND p.id = (SELECT MIN(q.id) FROM hook_outbox q
                  WHERE q.target = o.target AND q.message_id = o.message_id AND q.id < o.id)
          WHERE o.target = $1 AND o.message_id = $2 AND o.id = $3"
    ),
    postgres: concat!(
        "SELECT u.n, ",
        hook_columns!(),
        " FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS u (target, message_id, id, n)
          JOIN hook_outbox o ON o.target = ANY (ARRAY[u.target]) AND o.message_id = u.message_id AND o.id = u.id
          LEFT JOIN messages m ON m.organization_id = o.organization_id AND m.id = o.message_id
          LEFT JOIN LATERAL (SELECT q.id, q.due_at FROM hook_outbox q
              WHERE o.message_id <> 0 AND q.target = o.target AND q.message_id = o.message_id AND q.id < o.id
              ORDER BY q.id LIMIT 1) p ON TRUE
          ORDER BY u.n"
    ),
};

fn read_hook(row: &mut Cells<'_>) -> Result<HookRow> {
    let key = HookKey {
        target: row.int()?,
        message: row.int()?,
        id: row.int()?,
    };
    Ok(HookRow {
        key,
        organization: OrganizationId::new(row.int()?),
        event: row.coded(HookEvent::from_code)?,
        state: MessageState::from_code(row.int()?),
        event_id: HookEventId::new(row.int()?),
        attempts: row.small()?,
        created_at: row.int()?,
        name: row.opt_text()?,
        data: row.opt_text()?,
        payload: row.opt_text()?,
        behind: row.opt_int()?.zip(row.opt_int()?),
        message: if row.flag()? { Some(read_message(row)?) } else { None },
    })
}

/// The targets, messages and ids of keys, as columns.
pub(super) fn key_columns<'a>(keys: &[HookKey]) -> [Column<'a>; 3] {
    let ints = |pick: &dyn Fn(&HookKey) -> i64| Column::Ints(keys.iter().map(pick).collect());
    [ints(&|key| key.target), ints(&|key| key.message), ints(&|key| key.id)]
}

fn read_key(row: &mut Cells<'_>) -> Result<HookKey> {
    Ok(HookKey {
        target: row.int()?,
        message: row.int()?,
        id: row.int()?,
    })
}

impl Txn {
    /// The oldest due rows of a target; those that other nodes are taking are passed over.
    async fn hook_due(&mut self, target: i64, limit: usize, now: Millis) -> Result<Vec<HookKey>> {
        let sql = if self.conn.is_postgres() {
            "SELECT target, message_id, id FROM hook_outbox WHERE owner = 0 AND target = $1 AND due_at <= $2
             ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED"
        } else {
            "SELECT target, message_id, id FROM hook_outbox WHERE owner = 0 AND target = $1 AND due_at <= $2
             ORDER BY due_at, id LIMIT $3"
        };
        let values = [Value::Int(target), Value::Int(now), Value::Int(limit as i64)];
        self.conn.query(sql, &values, read_key).await
    }

    async fn hook_take(&mut self, keys: &[HookKey]) -> Result<()> {
        let [targets, messages, ids] = key_columns(keys);
        let owner = Column::Ints(vec![self.shared.owner; keys.len()]);
        self.conn.each(&TAKE, &[owner, targets, messages, ids]).await?;
        Ok(())
    }

    /// Removes rows, whoever has them; answers how many.
    pub(super) async fn hook_remove(&mut self, keys: &[HookKey]) -> Result<u64> {
        self.conn.each(&DROP, &key_columns(keys)).await
    }

    /// Lets the rows wait again that a dead owner was telling.
    pub(crate) async fn hook_free(&mut self, dead_owner: i64) -> Result<()> {
        let sql = "UPDATE hook_outbox SET owner = 0 WHERE owner = $1";
        self.conn.execute(sql, &[Value::Int(dead_owner)]).await?;
        Ok(())
    }
}

impl Store {
    /// The way from this process's journals to whoever tells over HTTP.
    pub fn hook_feed(&self) -> &super::HookFeed {
        &self.shared().feed
    }

    /// The targets above `after` that have rows that wait, at most `limit`, each with when its first one is due.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn hook_waiting_all(&self, after: i64, limit: usize) -> Result<Vec<(i64, Millis)>> {
        self.read(async move |conn| {
            conn.query(
                "WITH RECURSIVE targets (target) AS (
                     SELECT MIN(target) FROM hook_outbox WHERE owner = 0 AND target > $1
                     UNION ALL
                     SELECT (SELECT MIN(o.target) FROM hook_outbox o WHERE o.owner = 0 AND o.target > targets.target)
                     FROM targets WHERE targets.target IS NOT NULL)
                 SELECT target, (SELECT MIN(o.due_at) FROM hook_outbox o
                     WHERE o.owner = 0 AND o.target = targets.target)
                 FROM targets WHERE target IS NOT NULL LIMIT $2",
                &[Value::Int(after), Value::Int(limit as i64)],
                |row| Ok((row.int()?, row.opt_int()?.unwrap_or(Millis::MAX))),
            )
            .await
        })
        .await
    }

    /// Takes rows that are due by `now` for this owner: of each target up to so many, the oldest due first. To be given
    /// back by [`Store::hook_settle`].
    ///
    /// # Errors
    /// `Busy`, `Unavailable`, `Fenced`.
    pub async fn hook_claim(&self, asked: Vec<(i64, usize)>, now: Millis) -> Result<Vec<HookKey>> {
        self.write(Side::Back, async move |txn| {
            txn.owner_hold(txn.shared.owner, now).await?;
            let mut claimed = Vec::new();
            for (target, limit) in &asked {
                claimed.extend(txn.hook_due(*target, *limit, now).await?);
            }
            txn.hook_take(&claimed).await?;
            Ok(claimed)
        })
        .await
    }

    /// Reads claimed rows with what they tell of, in the order of `keys`; those that are gone are left out.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn hook_load_all(&self, keys: Vec<HookKey>) -> Result<Vec<HookRow>> {
        self.read(async move |conn| {
            conn.query_each(&LOAD, &key_columns(&keys), |_, row| read_hook(row))
                .await
        })
        .await
    }

    /// Removes rows of an endpoint that is gone; answers how many, and does nothing while the endpoint is there.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn hook_drop(&self, webhook: WebhookId) -> Result<usize> {
        self.write(Side::Back, async move |txn| {
            let id = Value::Int(webhook.get());
            let there = txn
                .conn
                .query_one("SELECT 1 FROM webhooks WHERE id = $1", &[id], |_| Ok(()))
                .await?;
            if there.is_some() {
                return Ok(0);
            }
            let sql = "SELECT target, message_id, id FROM hook_outbox WHERE target = $1 LIMIT $2";
            let rows = txn.conn.query(sql, &[id, Value::Int(DROPPED)], read_key).await?;
            Ok(txn.hook_remove(&rows).await? as usize)
        })
        .await
    }

    /// Rows that this owner took before `before` and that may be nobody's: where the word on a commit was lost for good,
    /// they never reached the feed. At most `limit`; whoever has one in memory knows.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn hook_strays(&self, before: Millis, limit: usize) -> Result<Vec<HookKey>> {
        let owner = self.shared().owner;
        self.read(async move |conn| {
            let sql = "SELECT target, message_id, id FROM hook_outbox WHERE owner = $1 AND due_at < $2 LIMIT $3";
            let values = [Value::Int(owner), Value::Int(before), Value::Int(limit as i64)];
            conn.query(sql, &values, read_key).await
        })
        .await
    }
}
