//! Commits rounds, one after the other, on one connection.
//!
//! Invariant: a caller hears `Ok` only after its round is known to be committed. A round runs without savepoints first
//! and, when a unit fails, again with one around each. Every round leaves its number in `journal_marks`, so that after
//! a connection lost in the middle of a COMMIT the new connection can tell whether it took place.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use tokio::sync::oneshot;

use super::Shared;
use super::queue::{Inbox, Side};
use super::round::Round;
use crate::StoreError;
use crate::buckets::Buckets;
use crate::conn::{Column, Conn, Insert, Kind, Rows, Value};
use crate::error::Result;
use crate::ledger::{self, Books};
use crate::link::{Link, Role};
use crate::outbox::Outbox;
use crate::rollups::Tally;
use crate::sqlite::Checkpoints;
use crate::txn::{Txn, guarded};

/// How often, at most, the way back is tried for a commit that was not answered; each try takes up to `reconnect_ms`.
const RESOLVE_TRIES: usize = 40;
const FIRST_WAIT: Duration = Duration::from_millis(50);
const LONGEST_WAIT: Duration = Duration::from_secs(2);
/// How often a round is tried whose connection is lost.
const ATTEMPTS: usize = 2;
/// PostgreSQL plans the journal's statements anew every so many rounds: a plan made while a table was small stays.
const PLANNED_ROUNDS: i64 = 64;

static INSERT_MARK: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "journal_marks",
        &[
            ("owner", Kind::Int),
            ("side", Kind::Int),
            ("round", Kind::Int),
            ("high_id", Kind::Int),
        ],
        "ON CONFLICT (owner, side) DO UPDATE SET round = excluded.round, high_id = excluded.high_id",
    )
});

/// How far an attempt to commit a round got before it failed.
enum Failure {
    /// It is certain that nothing was committed, and the connection can be used.
    Refused(StoreError),
    /// The connection was lost before the COMMIT was sent.
    Lost,
    /// The connection was lost during the COMMIT: it may have taken place.
    Ambiguous,
}

/// Serves a journal until it is closed and empty.
pub(super) async fn serve(
    link: Link,
    shared: Arc<Shared>,
    checkpoints: Arc<Checkpoints>,
    side: Side,
    inbox: &Inbox,
    ready: oneshot::Sender<Result<()>>,
) {
    let mut writer = match Writer::start(link, shared, checkpoints, side).await {
        Ok(writer) => writer,
        Err(error) => {
            let _ = ready.send(Err(error));
            return;
        }
    };
    // The opener waits for this; if it went away, the inbox is closed soon.
    let _ = ready.send(Ok(()));
    let mut failing = false;
    while let Some(mut round) = inbox.next_round().await {
        let failed = writer.commit(&mut round).await.err();
        // Told once, not for each of the many rounds that a full disk refuses.
        match (&failed, failing) {
            (Some(error), false) => {
                tracing::error!(%error, units = round.len(), journal = side.as_str(), "rounds are not committed");
            }
            (None, true) => tracing::info!(journal = side.as_str(), "rounds are committed again"),
            _ => {}
        }
        failing = failed.is_some();
        round.answer(failed.as_ref());
        writer.rest();
    }
}

struct Writer {
    link: Link,
    checkpoints: Arc<Checkpoints>,
    txn: Txn,
    /// The buckets as committed.
    buckets: Buckets,
    /// Set while the connection is known to be dead.
    lost: bool,
    round: i64,
}

impl Writer {
    async fn start(link: Link, shared: Arc<Shared>, checkpoints: Arc<Checkpoints>, side: Side) -> Result<Self> {
        let conn = link.connect(Role::Writer).await?;
        let txn = Txn::new(conn, shared, side);
        Ok(Self {
            link,
            checkpoints,
            txn,
            buckets: Buckets::default(),
            lost: false,
            round: 0,
        })
    }

    /// Commits the round, or tells why it is certain (or has to be taken as if) that it did not happen.
    async fn commit(&mut self, round: &mut Round) -> Result<()> {
        self.round += 1;
        for _ in 0..ATTEMPTS {
            let ambiguous = match self.attempt(round).await {
                Ok(()) => {
                    self.committed();
                    return Ok(());
                }
                Err(Failure::Refused(error)) => return Err(error),
                Err(Failure::Lost) => false,
                Err(Failure::Ambiguous) => true,
            };
            self.lost = true;
            // Should the way back fail, the buckets are read again: the round may have been committed.
            let known = std::mem::take(&mut self.buckets);
            if ambiguous {
                if self.resolve().await? {
                    self.committed();
                    return Ok(());
                }
            } else {
                self.reconnect().await?;
            }
            self.buckets = known;
        }
        Err(StoreError::unavailable("the connection was lost again and again"))
    }

    /// Whether a round whose COMMIT was not answered took place. Nobody may be told before that is known, so this goes on
    /// for as long as the database is away, within [`RESOLVE_TRIES`].
    async fn resolve(&mut self) -> Result<bool> {
        for _ in 1..RESOLVE_TRIES {
            match self.reconnect().await {
                Ok(()) => match self.marked().await {
                    Ok(marked) => return Ok(marked),
                    Err(error) => tracing::warn!(%error, "a commit cannot be resolved yet"),
                },
                Err(error) => tracing::warn!(%error, "a commit cannot be resolved yet: the database is away"),
            }
        }
        self.reconnect().await?;
        self.marked().await
    }

    /// What the round left in memory is true now.
    fn committed(&mut self) {
        self.buckets = self.txn.buckets.clone();
        let moves = std::mem::take(&mut self.txn.tally.moves);
        self.txn.shared.moves.lock().absorb(moves);
        self.txn.outbox.committed(&self.txn.shared);
        self.txn.hooks.committed(&self.txn.shared);
        ledger::log(&std::mem::take(&mut self.txn.fallen));
    }

    /// Forgets what a round left in memory.
    fn start_over(&mut self) {
        self.txn.tally = Tally::default();
        self.txn.outbox = Outbox::default();
        self.txn.hooks.forget(&self.txn.shared);
        self.txn.books = Books::default();
        self.txn.fallen.clear();
        self.txn.buckets = self.buckets.clone();
    }

    /// Between two rounds.
    fn rest(&mut self) {
        if let Conn::Sqlite(conn) = &self.txn.conn {
            self.checkpoints.finish(conn);
        }
    }

    async fn attempt(&mut self, round: &mut Round) -> std::result::Result<(), Failure> {
        if self.lost {
            return Err(Failure::Lost);
        }
        self.start_over();
        self.txn.now = self.txn.shared.clock.now_ms();
        self.txn.audience = self.txn.shared.audience.now();
        let mut ran = self.run(round, false).await;
        if let Err(error) = &ran
            && !matches!(error, StoreError::Unavailable(_))
        {
            tracing::debug!(%error, units = round.len(), "a unit failed; its round runs again, each unit apart");
            ran = match self.roll_back().await {
                Ok(()) => self.run(round, true).await,
                Err(error) => Err(error),
            };
        }
        if let Err(error) = ran {
            return Err(self.given_up(error).await);
        }
        match self.txn.conn.batch("COMMIT").await {
            Ok(()) => Ok(()),
            // Whatever went wrong: only the mark, read on another connection, tells whether it took place.
            Err(_) if self.txn.conn.is_postgres() => Err(Failure::Ambiguous),
            Err(error) => Err(self.given_up(error).await),
        }
    }

    async fn run(&mut self, round: &mut Round, apart: bool) -> Result<()> {
        let txn = &mut self.txn;
        let begin = match txn.conn.is_postgres() {
            true if self.round % PLANNED_ROUNDS == 0 => "BEGIN; DISCARD PLANS",
            true => "BEGIN",
            false => "BEGIN IMMEDIATE",
        };
        txn.conn.batch(begin).await?;
        if apart {
            round.run_apart(txn).await?;
        } else {
            guarded(round.run_together(txn)).await?;
        }
        let journal = txn.journal();
        txn.books_flush(journal).await?;
        txn.outbox.flush(&mut txn.conn, &txn.shared, txn.now).await?;
        txn.hooks.flush(&mut txn.conn, &txn.shared, (txn.now, journal)).await?;
        let high_id = txn.shared.ids.next(txn.now);
        let mark = [txn.shared.owner, txn.side as i64, self.round, high_id].map(|value| Column::Ints(vec![value]));
        let mark = Rows::new(&INSERT_MARK, mark);
        txn.tally.flush(&mut txn.conn, journal, mark).await
    }

    /// Ends a transaction that failed, and says how.
    async fn given_up(&mut self, error: StoreError) -> Failure {
        match self.roll_back().await {
            Ok(()) => Failure::Refused(error),
            Err(_) => Failure::Lost,
        }
    }

    async fn roll_back(&mut self) -> Result<()> {
        self.start_over();
        match &mut self.txn.conn {
            // SQLite may have rolled back by itself, as it does on a full disk.
            Conn::Sqlite(conn) if conn.is_autocommit() => Ok(()),
            conn => conn.batch("ROLLBACK").await,
        }
    }

    async fn reconnect(&mut self) -> Result<()> {
        let limit = Duration::from_millis(self.txn.shared.config.reconnect_ms);
        let connected = tokio::time::timeout(limit, async {
            let mut wait = FIRST_WAIT;
            loop {
                match self.link.connect(Role::Writer).await {
                    Ok(conn) => return conn,
                    Err(error) => tracing::warn!(%error, "the journal has no connection; it tries again"),
                }
                tokio::time::sleep(wait).await;
                wait = (wait * 2).min(LONGEST_WAIT);
            }
        })
        .await;
        self.txn.conn = connected.map_err(|_| StoreError::unavailable("the database cannot be reached"))?;
        self.lost = false;
        Ok(())
    }

    /// Whether this round's mark is in the database. Waits for the old connection's transaction to end.
    async fn marked(&mut self) -> Result<bool> {
        let (owner, side) = (self.txn.shared.owner, self.txn.side as i64);
        let round = self
            .txn
            .conn
            .query_one(
                "SELECT round FROM journal_marks WHERE owner = $1 AND side = $2 FOR UPDATE",
                &[Value::Int(owner), Value::Int(side)],
                |row| row.int(),
            )
            .await?;
        Ok(round == Some(self.round))
    }
}
