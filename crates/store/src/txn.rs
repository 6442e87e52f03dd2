//! The open transaction of a journal's round, as units see it: the connection, the counts they moved, fresh ids.
//!
//! Counts and rows of the outboxes are gathered in memory and written once, at the end of the round; a unit that fails
//! takes its own along.

use std::sync::Arc;

use domain::Millis;
use futures::FutureExt;

use crate::StoreError;
use crate::buckets::Buckets;
use crate::conn::Conn;
use crate::deadlines::OpenRanges;
use crate::error::Result;
use crate::hooks::{Audience, Hooks};
use crate::journal::{Shared, Side};
use crate::ledger::Books;
use crate::outbox::Outbox;
use crate::rollups::Tally;
use crate::types::BalanceAlert;

/// What a unit writes through.
pub(crate) struct Txn {
    pub(crate) conn: Conn,
    pub(crate) tally: Tally,
    pub(crate) outbox: Outbox,
    pub(crate) hooks: Hooks,
    /// Who listened when this round began.
    pub(crate) audience: Arc<Audience>,
    pub(crate) books: Books,
    /// Balances that fell below their thresholds in this round.
    pub(crate) fallen: Vec<BalanceAlert>,
    pub(crate) buckets: Buckets,
    pub(crate) ranges: OpenRanges,
    pub(crate) shared: Arc<Shared>,
    pub(crate) side: Side,
    /// When this round began.
    pub(crate) now: Millis,
}

impl Txn {
    pub(crate) fn new(conn: Conn, shared: Arc<Shared>, side: Side) -> Self {
        let now = shared.clock.now_ms();
        Self {
            conn,
            tally: Tally::default(),
            outbox: Outbox::default(),
            hooks: Hooks::default(),
            audience: shared.audience.now(),
            books: Books::default(),
            fallen: Vec::new(),
            buckets: Buckets::default(),
            ranges: OpenRanges::default(),
            shared,
            side,
            now,
        }
    }

    /// The number under which this journal writes sums of its own.
    pub(crate) fn journal(&self) -> i64 {
        i64::from(self.shared.node) * 2 + self.side as i64
    }

    /// The first of `count` ids; `shared.ids.nth` gives the others.
    pub(crate) fn draw_ids(&self, count: usize) -> i64 {
        self.shared.ids.take(self.now, count)
    }

    /// Runs one unit behind a savepoint. The outer error is the round's, the inner one the unit's own.
    pub(crate) async fn apart<T>(&mut self, work: impl AsyncFnOnce(&mut Self) -> Result<T>) -> Result<Result<T>> {
        let tally = std::mem::take(&mut self.tally);
        let outbox = std::mem::take(&mut self.outbox);
        let hooks = std::mem::take(&mut self.hooks);
        let (buckets, books) = (self.buckets.clone(), self.books.clone());
        let fallen = self.fallen.len();
        self.conn.batch("SAVEPOINT unit").await?;
        let outcome = guarded(work(self)).await;
        let own = std::mem::replace(&mut self.tally, tally);
        let told = std::mem::replace(&mut self.outbox, outbox);
        let hooked = std::mem::replace(&mut self.hooks, hooks);
        match outcome {
            Ok(value) => {
                self.conn.batch("RELEASE SAVEPOINT unit").await?;
                self.tally.absorb(own);
                self.outbox.absorb(told);
                self.hooks.absorb(hooked);
                Ok(Ok(value))
            }
            Err(gone @ StoreError::Unavailable(_)) => Err(gone),
            Err(error) => {
                self.conn
                    .batch("ROLLBACK TO SAVEPOINT unit; RELEASE SAVEPOINT unit")
                    .await?;
                self.buckets = buckets;
                self.books = books;
                self.fallen.truncate(fallen);
                Ok(Err(error))
            }
        }
    }
}

/// Makes a panic an internal error, so that it fails its own unit and not the journal.
pub(crate) async fn guarded<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    match std::panic::AssertUnwindSafe(work).catch_unwind().await {
        Ok(outcome) => outcome,
        Err(_) => Err(StoreError::internal("a unit panicked")),
    }
}
