//! Claiming what is due, and what becomes of it: told and gone, or tried again later; what nobody comes for goes by age.

use domain::id::floor_at;
use domain::{MessageState, Millis};

use crate::Store;
use crate::conn::{Column, Conn, Each, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::messages::{message_columns, read_message};
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{OutboxKind, OutboxRow, Targets};

/// A row's key: its target and its id.
type Key = (i64, i64);

const TAKE: Each = Each {
    sqlite: "UPDATE outbox SET owner = $1 WHERE target = $2 AND id = $3",
    postgres: "UPDATE outbox o SET owner = u.owner
        FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[]) AS u (owner, target, id)
        WHERE o.target = ANY (ARRAY[u.target]) AND o.id = u.id",
};

const LOAD: Each = Each {
    sqlite: concat!(
        "SELECT o.target, o.id, o.kind, o.state, o.attempts, o.created_at, ",
        message_columns!(),
        " FROM outbox o JOIN messages m ON m.organization_id = o.organization_id AND m.id = o.message_id
          WHERE o.target = $1 AND o.id = $2"
    ),
    postgres: concat!(
        "SELECT u.n, o.target, o.id, o.kind, o.state, o.attempts, o.created_at, ",
        message_columns!(),
        " FROM UNNEST($1::bigint[], $2::bigint[]) WITH ORDINALITY AS u (target, id, n)
          JOIN outbox o ON o.target = ANY (ARRAY[u.target]) AND o.id = u.id
          JOIN messages m ON m.organization_id = o.organization_id AND m.id = o.message_id
          ORDER BY u.n"
    ),
};

const DONE: Each = Each {
    sqlite: "DELETE FROM outbox WHERE owner = $1 AND target = $2 AND id = $3",
    postgres: "DELETE FROM outbox o
        USING UNNEST($1::bigint[], $2::bigint[], $3::bigint[]) AS u (owner, target, id)
        WHERE o.owner = u.owner AND o.target = ANY (ARRAY[u.target]) AND o.id = u.id",
};

const WAIT: Each = Each {
    sqlite: "UPDATE outbox SET owner = 0, attempts = attempts + $1, due_at = $2
        WHERE owner = $3 AND target = $4 AND id = $5",
    postgres: "UPDATE outbox o SET owner = 0, attempts = o.attempts + u.failed, due_at = u.due_at
        FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[])
            AS u (failed, due_at, owner, target, id)
        WHERE o.owner = u.owner AND o.target = ANY (ARRAY[u.target]) AND o.id = u.id",
};

fn read_outbox(row: &mut Cells<'_>) -> Result<OutboxRow> {
    Ok(OutboxRow {
        target: row.int()?,
        id: row.int()?,
        kind: row.coded(OutboxKind::from_code)?,
        state: row.coded(MessageState::from_code)?,
        attempts: row.small()?,
        created_at: row.int()?,
        message: read_message(row)?,
    })
}

/// The owner and the key of each row, as columns.
fn owned<'a>(owner: i64, keys: &[Key]) -> [Column<'a>; 3] {
    let [targets, ids] = columns(keys);
    [Column::Ints(vec![owner; keys.len()]), targets, ids]
}

fn columns<'a>(keys: &[Key]) -> [Column<'a>; 2] {
    [
        Column::Ints(keys.iter().map(|(target, _)| *target).collect()),
        Column::Ints(keys.iter().map(|(_, id)| *id).collect()),
    ]
}

async fn any_due(conn: &mut Conn, target: i64, now: Millis) -> Result<bool> {
    let sql = "SELECT 1 FROM outbox WHERE owner = 0 AND target = $1 AND due_at <= $2 LIMIT 1";
    let any = conn
        .query_one(sql, &[Value::Int(target), Value::Int(now)], |_| Ok(()))
        .await?;
    Ok(any.is_some())
}

impl Txn {
    /// The oldest due rows of a target; those that other nodes are taking are passed over.
    async fn outbox_due(&mut self, target: i64, limit: usize, now: Millis) -> Result<Vec<Key>> {
        let sql = if self.conn.is_postgres() {
            "SELECT target, id FROM outbox WHERE owner = 0 AND target = $1 AND due_at <= $2
             ORDER BY due_at, id LIMIT $3 FOR UPDATE SKIP LOCKED"
        } else {
            "SELECT target, id FROM outbox WHERE owner = 0 AND target = $1 AND due_at <= $2
             ORDER BY due_at, id LIMIT $3"
        };
        let values = [Value::Int(target), Value::Int(now), Value::Int(limit as i64)];
        self.conn.query(sql, &values, |row| Ok((row.int()?, row.int()?))).await
    }

    /// Takes rows for this owner and reads them with their messages. A row whose message is gone goes too.
    async fn outbox_take(&mut self, keys: &[Key]) -> Result<Vec<OutboxRow>> {
        let owner = self.shared.owner;
        self.conn.each(&TAKE, &owned(owner, keys)).await?;
        let rows = self
            .conn
            .query_each(&LOAD, &columns(keys), |_, row| read_outbox(row))
            .await?;
        if rows.len() < keys.len() {
            let mut orphans = keys.to_vec();
            orphans.retain(|key| !rows.iter().any(|row| (row.target, row.id) == *key));
            self.conn.each(&DONE, &owned(owner, &orphans)).await?;
        }
        Ok(rows)
    }

    /// Removes rows that were written before `before`, at most `limit` of each target; answers how many.
    pub(crate) async fn outbox_sweep(&mut self, before: Millis, limit: i64) -> Result<u64> {
        let targets = self
            .conn
            .query(
                "WITH RECURSIVE targets (target) AS (
                     SELECT MIN(target) FROM outbox
                     UNION ALL
                     SELECT (SELECT MIN(target) FROM outbox WHERE outbox.target > targets.target)
                     FROM targets WHERE targets.target IS NOT NULL)
                 SELECT target FROM targets WHERE target IS NOT NULL",
                &[],
                |row| row.int(),
            )
            .await?;
        let mut old: Vec<(i64, i64, i64)> = Vec::new();
        for target in targets {
            let values = [Value::Int(target), Value::Int(floor_at(before)), Value::Int(limit)];
            let sql = "SELECT owner, target, id FROM outbox WHERE target = $1 AND id < $2 ORDER BY id LIMIT $3";
            let mut rows = self
                .conn
                .query(sql, &values, |row| Ok((row.int()?, row.int()?, row.int()?)))
                .await?;
            old.append(&mut rows);
        }
        let columns = [
            Column::Ints(old.iter().map(|(owner, ..)| *owner).collect()),
            Column::Ints(old.iter().map(|(_, target, _)| *target).collect()),
            Column::Ints(old.iter().map(|(.., id)| *id).collect()),
        ];
        self.conn.each(&DONE, &columns).await
    }
}

impl Store {
    /// Takes up to `limit` rows that are due by `now` for this owner, the oldest due first, with their messages. To be
    /// given back by [`Store::outbox_done`], [`Store::outbox_retry`] or [`Store::outbox_delay`]. Where nothing is due, nothing is written.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`, `Fenced`.
    pub async fn outbox_claim(&self, targets: Targets, limit: usize, now: Millis) -> Result<Vec<OutboxRow>> {
        let target = targets.code();
        if !self.read(async move |conn| any_due(conn, target, now).await).await? {
            return Ok(Vec::new());
        }
        self.write(Side::Back, async move |txn| {
            txn.owner_hold(txn.shared.owner, now).await?;
            let due = txn.outbox_due(target, limit, now).await?;
            txn.outbox_take(&due).await
        })
        .await
    }

    /// Removes rows (target and id) of this owner that were told. Answers how many; those that another owner took
    /// meanwhile are its to remove.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn outbox_done(&self, rows: Vec<(i64, i64)>) -> Result<usize> {
        self.write(Side::Back, async move |txn| {
            let gone = txn.conn.each(&DONE, &owned(txn.shared.owner, &rows)).await?;
            Ok(gone as usize)
        })
        .await
    }

    /// Lets rows (target, id and when they are due again) of this owner wait whose telling failed. Answers how many.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn outbox_retry(&self, rows: Vec<(i64, i64, Millis)>) -> Result<usize> {
        self.outbox_wait(rows, 1).await
    }

    /// As [`Store::outbox_retry`], for rows that nobody tried to tell: their attempts stay as they were.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn outbox_delay(&self, rows: Vec<(i64, i64, Millis)>) -> Result<usize> {
        self.outbox_wait(rows, 0).await
    }

    async fn outbox_wait(&self, rows: Vec<(i64, i64, Millis)>, failed: i64) -> Result<usize> {
        self.write(Side::Back, async move |txn| {
            let keys: Vec<Key> = rows.iter().map(|(target, id, _)| (*target, *id)).collect();
            let [owners, targets, ids] = owned(txn.shared.owner, &keys);
            let due = Column::Ints(rows.iter().map(|(.., due_at)| *due_at).collect());
            let failed = Column::Ints(vec![failed; rows.len()]);
            let kept = txn.conn.each(&WAIT, &[failed, due, owners, targets, ids]).await?;
            Ok(kept as usize)
        })
        .await
    }
}
