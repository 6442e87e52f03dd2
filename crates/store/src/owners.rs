//! Owners: one row for each run of a process, with the lease under which it holds lane entries.
//!
//! Whoever hands messages over must hold its lease in the transaction that marks the attempts as begun; whoever takes a
//! dead owner's entries fences it off in the same transaction, so that the two can never both have a message.

use domain::{IdSequence, Millis};

use crate::conn::{Conn, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::txn::Txn;
use crate::{Store, StoreConfig, StoreError};

/// A process's registration.
pub(crate) struct Registered {
    pub(crate) owner: i64,
    pub(crate) node: u16,
    pub(crate) ids: IdSequence,
}

/// The advisory lock under which nodes register one after the other on PostgreSQL; migrating has -1.
const REGISTER_LOCK: i64 = -2;

/// Registers this process: finds its node number and writes its owner row and journal marks.
///
/// Earlier runs that cannot be alive are fenced off: all of them on SQLite, whose file only one process can open; those
/// of the same configured node on PostgreSQL.
pub(crate) async fn register(conn: &mut Conn, config: &StoreConfig, now: Millis) -> Result<Registered> {
    conn.batch("BEGIN").await?;
    let postgres = conn.is_postgres();
    if postgres {
        conn.query_one("SELECT pg_advisory_xact_lock($1)", &[Value::Int(REGISTER_LOCK)], |_| {
            Ok(())
        })
        .await?;
        if let Some(node) = config.node {
            conn.execute(
                "UPDATE owners SET lease_until = 0 WHERE node = $1",
                &[Value::Int(i64::from(node))],
            )
            .await?;
        }
    } else {
        conn.execute("UPDATE owners SET lease_until = 0", &[]).await?;
    }
    let node = match config.node {
        Some(node) => node,
        None => free_node(conn, now).await?,
    };
    let floor = conn
        .query_one("SELECT MAX(high_id) FROM journal_marks", &[], |row| row.opt_int())
        .await?
        .flatten()
        .unwrap_or(0);
    let ids = IdSequence::new(node, floor);
    let owner = ids.next(now);
    conn.execute(
        "INSERT INTO owners (owner, node, lease_until, started_at) VALUES ($1, $2, $3, $4)",
        &[
            Value::Int(owner),
            Value::Int(i64::from(node)),
            Value::Int(now + config.lease_ms),
            Value::Int(now),
        ],
    )
    .await?;
    for side in [Side::Front, Side::Back] {
        conn.execute(
            "INSERT INTO journal_marks (owner, side, round, high_id) VALUES ($1, $2, 0, $3)",
            &[Value::Int(owner), Value::Int(side as i64), Value::Int(owner)],
        )
        .await?;
    }
    conn.batch("COMMIT").await?;
    Ok(Registered { owner, node, ids })
}

/// The lowest node number that nobody holds a lease on.
async fn free_node(conn: &mut Conn, now: Millis) -> Result<u16> {
    let taken = conn
        .query(
            "SELECT DISTINCT node FROM owners WHERE lease_until > $1",
            &[Value::Int(now)],
            |row| row.small(),
        )
        .await?;
    (0..domain::id::MAX_NODES)
        .find(|node| !taken.contains(node))
        .ok_or_else(|| StoreError::unavailable("every node number is taken"))
}

impl Txn {
    /// Makes sure that `owner` holds its lease, and keeps it from being fenced off until this transaction ends.
    pub(crate) async fn owner_hold(&mut self, owner: i64, now: Millis) -> Result<()> {
        let sql = if self.conn.is_postgres() {
            "SELECT lease_until FROM owners WHERE owner = $1 FOR SHARE"
        } else {
            "SELECT lease_until FROM owners WHERE owner = $1"
        };
        let lease = self.conn.query_one(sql, &[Value::Int(owner)], |row| row.int()).await?;
        match lease {
            Some(until) if until > now => Ok(()),
            _ => Err(StoreError::Fenced),
        }
    }

    /// Ends an owner for good if its lease is over; `false` where the lease still runs. One that is unknown has ended.
    pub(crate) async fn owner_fence_off(&mut self, owner: i64, now: Millis) -> Result<bool> {
        self.conn
            .execute(
                "UPDATE owners SET lease_until = 0 WHERE owner = $1 AND lease_until <= $2",
                &[Value::Int(owner), Value::Int(now)],
            )
            .await?;
        let lease = self
            .conn
            .query_one(
                "SELECT lease_until FROM owners WHERE owner = $1",
                &[Value::Int(owner)],
                |row| row.int(),
            )
            .await?;
        Ok(lease.is_none_or(|until| until == 0))
    }

    /// Removes an owner that holds nothing any more. Its highest id is in this owner's mark already.
    pub(crate) async fn owner_forget(&mut self, owner: i64) -> Result<()> {
        if self.conn.is_postgres() {
            // Entries that another node was just taking were passed over.
            let sql = "SELECT 1 FROM lane_entries WHERE owner = $1 LIMIT 1";
            if self
                .conn
                .query_one(sql, &[Value::Int(owner)], |_| Ok(()))
                .await?
                .is_some()
            {
                return Ok(());
            }
        }
        self.conn
            .execute("DELETE FROM journal_marks WHERE owner = $1", &[Value::Int(owner)])
            .await?;
        self.conn
            .execute("DELETE FROM owners WHERE owner = $1", &[Value::Int(owner)])
            .await?;
        Ok(())
    }
}

impl Store {
    /// This process's owner number, new at every start.
    pub fn owner(&self) -> i64 {
        self.shared().owner
    }

    /// This process's node number.
    pub fn node(&self) -> u16 {
        self.shared().node
    }

    /// Extends this owner's lease.
    ///
    /// # Errors
    /// `Fenced` when somebody took over meanwhile; `Busy`, `Unavailable`.
    pub async fn owner_renew(&self, lease_until: Millis) -> Result<()> {
        self.write(Side::Back, async move |txn| {
            let renewed = txn
                .conn
                .execute(
                    "UPDATE owners SET lease_until = $1 WHERE owner = $2 AND lease_until > 0",
                    &[Value::Int(lease_until), Value::Int(txn.shared.owner)],
                )
                .await?;
            if renewed == 0 { Err(StoreError::Fenced) } else { Ok(()) }
        })
        .await
    }

    /// Gives the lease up, so that others need not wait for its end.
    pub(crate) async fn owner_end(&self) -> Result<()> {
        self.write(Side::Back, async |txn| {
            let owner = txn.shared.owner;
            txn.conn
                .execute(
                    "UPDATE owners SET lease_until = 0 WHERE owner = $1",
                    &[Value::Int(owner)],
                )
                .await
        })
        .await?;
        Ok(())
    }

    /// The owners (other than this one) whose lease is over at `now`: their lane entries can be reclaimed.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn owners_expired_all(&self, now: Millis) -> Result<Vec<i64>> {
        let this_owner = self.owner();
        self.read(async move |conn| {
            conn.query(
                "SELECT owner FROM owners WHERE lease_until <= $1 AND owner <> $2 ORDER BY owner",
                &[Value::Int(now), Value::Int(this_owner)],
                |row| row.int(),
            )
            .await
        })
        .await
    }
}
