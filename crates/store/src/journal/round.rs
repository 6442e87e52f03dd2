//! What is committed together.
//!
//! The order inside a round: other writes first (a STOP takes its lock before begins share it), settlements before
//! receipts (so that a receipt finds the ids just settled), accepts last.

use super::unit::{Accept, Begin, Jobs, Receipts, Settle, Unit, Writes};
use crate::StoreError;
use crate::error::Result;
use crate::txn::Txn;

/// The units of one commit.
#[derive(Default)]
pub(crate) struct Round {
    writes: Writes,
    settlements: Jobs<Settle>,
    receipts: Jobs<Receipts>,
    begins: Jobs<Begin>,
    accepts: Jobs<Accept>,
    units: usize,
}

impl Round {
    pub(crate) fn add(&mut self, unit: Unit) {
        self.units += 1;
        match unit {
            Unit::Accept(job) => self.accepts.0.push(job),
            Unit::Begin(job) => self.begins.0.push(job),
            Unit::Settle(job) => self.settlements.0.push(job),
            Unit::Receipts(job) => self.receipts.0.push(job),
            Unit::Write(write) => self.writes.0.push(write),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.units == 0
    }

    pub(crate) fn len(&self) -> usize {
        self.units
    }

    /// Runs all units without savepoints; any error means that the round must be run again, apart.
    pub(crate) async fn run_together(&mut self, txn: &mut Txn) -> Result<()> {
        self.writes.run_together(txn).await?;
        self.settlements.run_together(txn).await?;
        self.receipts.run_together(txn).await?;
        self.begins.run_together(txn).await?;
        self.accepts.run_together(txn).await
    }

    /// Runs each unit behind a savepoint; an error is the database's, not a unit's.
    pub(crate) async fn run_apart(&mut self, txn: &mut Txn) -> Result<()> {
        self.writes.run_apart(txn).await?;
        self.settlements.run_apart(txn).await?;
        self.receipts.run_apart(txn).await?;
        self.begins.run_apart(txn).await?;
        self.accepts.run_apart(txn).await
    }

    /// Tells every caller; `failed` when the round was not committed.
    pub(crate) fn answer(self, failed: Option<&StoreError>) {
        self.settlements.answer(failed);
        self.receipts.answer(failed);
        self.begins.answer(failed);
        self.accepts.answer(failed);
        self.writes.answer(failed);
    }
}
