//! The outbox of SMPP accounts: what has to be told to them, written in the transaction of what it tells.
//!
//! Rows are gathered over a round, like the counts, and written at its end. Whoever tells them claims them, tells, and
//! removes them; a row is told at least once, because its owner may die in between. Rows of a dead owner wait again
//! from the moment in which it is forgotten.

mod claim;
mod watch;

use std::sync::LazyLock;

use domain::{MessageId, MessageState, Millis, OrganizationId};

use crate::conn::{Column, Conn, Insert, Kind, Value};
use crate::error::Result;
use crate::journal::Shared;
use crate::lane::WAITING;
use crate::txn::Txn;
use crate::types::OutboxKind;

pub(crate) use watch::Watchers;

/// A row that is to be written.
#[derive(Clone, Copy)]
pub(crate) struct Notice {
    pub(crate) target: i64,
    pub(crate) organization: OrganizationId,
    pub(crate) message: MessageId,
    pub(crate) kind: OutboxKind,
    pub(crate) state: MessageState,
}

/// The rows of one round.
#[derive(Default)]
pub(crate) struct Outbox {
    gathered: Vec<Notice>,
    /// The targets whose rows were written.
    written: Vec<i64>,
}

static INSERT: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "outbox",
        &[
            ("target", Kind::Int),
            ("id", Kind::Int),
            ("organization_id", Kind::Int),
            ("message_id", Kind::Int),
            ("kind", Kind::Int),
            ("state", Kind::Int),
            ("attempts", Kind::Int),
            ("due_at", Kind::Int),
            ("owner", Kind::Int),
            ("created_at", Kind::Int),
        ],
        "",
    )
});

impl Outbox {
    /// Tells `target`, where there is one, that a message reached its final state.
    pub(crate) fn ended(
        &mut self,
        target: Option<i64>,
        organization: OrganizationId,
        message: MessageId,
        state: MessageState,
    ) {
        if let Some(target) = target {
            self.push(Notice {
                target,
                organization,
                message,
                kind: OutboxKind::Final,
                state,
            });
        }
    }

    pub(crate) fn push(&mut self, notice: Notice) {
        self.gathered.push(notice);
    }

    /// Adds what another one gathered.
    pub(crate) fn absorb(&mut self, other: Self) {
        self.gathered.extend(other.gathered);
    }

    /// Writes what was gathered and starts anew.
    pub(crate) async fn flush(&mut self, conn: &mut Conn, shared: &Shared, now: Millis) -> Result<()> {
        let rows = std::mem::take(&mut self.gathered);
        if rows.is_empty() {
            return Ok(());
        }
        let first = shared.ids.take(now, rows.len());
        let ints = |pick: &dyn Fn(&Notice) -> i64| Column::Ints(rows.iter().map(pick).collect());
        let columns = [
            ints(&|n| n.target),
            Column::Ints((0..rows.len()).map(|n| shared.ids.nth(first, n)).collect()),
            ints(&|n| n.organization.get()),
            ints(&|n| n.message.get()),
            ints(&|n| n.kind as i64),
            ints(&|n| n.state as i64),
            ints(&|_| 0),
            ints(&|_| now),
            ints(&|_| WAITING),
            ints(&|_| now),
        ];
        conn.insert(&INSERT, &columns).await?;
        self.written.extend(rows.iter().map(|n| n.target));
        self.written.sort_unstable();
        self.written.dedup();
        Ok(())
    }

    /// Wakes those who wait for what was written, now that it is committed.
    pub(crate) fn committed(&mut self, shared: &Shared) {
        shared.outbox_watchers.wake(&std::mem::take(&mut self.written));
    }
}

impl Txn {
    /// Lets the rows wait again that a dead owner was telling.
    pub(crate) async fn outbox_free(&mut self, dead_owner: i64) -> Result<()> {
        self.conn
            .execute(
                "UPDATE outbox SET owner = 0 WHERE owner = $1",
                &[Value::Int(dead_owner)],
            )
            .await?;
        Ok(())
    }
}
