//! Moves the tail of numbers into their table, each page of it written once for many entries.
//!
//! A merge takes what the tail has, sorts it, writes it slice by slice, each a unit of its own so that no round is long,
//! and cuts the tail only when all is written. Interrupted anywhere, it is done again from its start.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::time::Instant;

use super::{Entry, INSERT_NUMBERS, columns, tail_last, tail_length};
use crate::conn::{Conn, Value};
use crate::error::Result;
use crate::journal::{Journal, Shared, Side};
use crate::link::{Link, Role, spawn};
use crate::txn::Txn;

/// Slices of a merge, so that it keeps up with rounds of any size: the longer the tail, the larger they are.
const SLICES: usize = 16;
/// Entries in a slice, at least. A quiet tail that is shorter is left as it is: looking through it costs nothing.
const SLICE_ROWS: usize = 1_000;
/// How often, and after which pauses, a called merge looks whether the round that called it is committed.
const COMMIT_LOOKS: usize = 50;
const COMMIT_PAUSE: Duration = Duration::from_millis(10);
/// Entries of the tail that one unit deletes, at most.
const CUT_ROWS: i64 = 16_384;

/// What one merge moves.
pub(crate) struct Merge {
    /// Sorted as the table is.
    pub(crate) entries: Vec<Entry<String>>,
    pub(crate) first: i64,
    pub(crate) last: i64,
}

impl Merge {
    /// Takes what the tail has, up to `limit` entries.
    pub(crate) async fn take(conn: &mut Conn, limit: i64) -> Result<Self> {
        let (mut first, mut last) = (i64::MAX, 0);
        let mut entries = conn
            .query(
                "SELECT seq, bucket, organization_id, number, id FROM number_tail ORDER BY seq LIMIT $1",
                &[Value::Int(limit)],
                |row| {
                    let seq = row.int()?;
                    (first, last) = (first.min(seq), last.max(seq));
                    Ok(Entry {
                        bucket: row.int()?,
                        organization: row.int()?,
                        number: row.text()?,
                        id: row.int()?,
                    })
                },
            )
            .await?;
        entries.sort_unstable();
        Ok(Self { entries, first, last })
    }

    /// Writes all and cuts the tail, unless it is time to stop.
    async fn run(self, journal: &Journal, stopping: &AtomicBool) -> Result<()> {
        let rows = self.entries.len().div_ceil(SLICES).max(SLICE_ROWS);
        for slice in self.entries.chunks(rows) {
            if stopping.load(Ordering::Relaxed) {
                return Ok(());
            }
            slice_write(journal, slice.to_vec()).await?;
        }
        let mut upto = self.first - 1;
        while upto < self.last {
            upto = self.last.min(upto + CUT_ROWS);
            tail_cut(journal, upto).await?;
        }
        Ok(())
    }
}

/// Writes one slice of a merge into the table.
pub(crate) async fn slice_write(journal: &Journal, slice: Vec<Entry<String>>) -> Result<()> {
    let work = async move |txn: &mut Txn| txn.conn.insert(&INSERT_NUMBERS, &columns(&slice)).await;
    journal.write(Side::Back, work).await
}

/// Removes the tail's entries up to `upto`, all of which are in the table.
pub(crate) async fn tail_cut(journal: &Journal, upto: i64) -> Result<()> {
    let work = async move |txn: &mut Txn| {
        let sql = "DELETE FROM number_tail WHERE seq <= $1";
        txn.conn.execute(sql, &[Value::Int(upto)]).await
    };
    journal.write(Side::Back, work).await?;
    Ok(())
}

/// The thread that merges: when the tail is long, or when nothing was added to it for a while.
pub(crate) struct Merger {
    shared: Arc<Shared>,
    stopping: Arc<AtomicBool>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Merger {
    pub(crate) fn start(link: &Link, shared: &Arc<Shared>, journal: &Arc<Journal>) -> Result<Self> {
        let stopping = Arc::new(AtomicBool::new(false));
        let pass = Pass {
            link: link.clone(),
            shared: Arc::clone(shared),
            journal: Arc::clone(journal),
            stopping: Arc::clone(&stopping),
            seen: None,
        };
        let thread = spawn("store-merge".to_owned(), async move || pass.serve().await)?;
        Ok(Self {
            shared: Arc::clone(shared),
            stopping,
            thread: Mutex::new(Some(thread)),
        })
    }

    /// Ends the thread after the slice that it is at. The tail stays and is merged after the next start. Blocks.
    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
        self.shared.tail_long.notify_one();
        if let Some(thread) = self.thread.lock().take()
            && thread.join().is_err()
        {
            tracing::error!("the thread that merges numbers panicked");
        }
    }
}

struct Pass {
    link: Link,
    shared: Arc<Shared>,
    journal: Arc<Journal>,
    stopping: Arc<AtomicBool>,
    /// The tail's last entry when it was last looked at.
    seen: Option<i64>,
}

impl Pass {
    async fn serve(mut self) {
        let mut conn = None;
        let mut waited = false;
        while !self.stopping.load(Ordering::Relaxed) {
            if let Err(error) = self.look(&mut conn, waited).await {
                tracing::warn!(%error, "numbers were not merged; it is tried again");
                conn = None;
                self.rest().await;
                // Whoever ends this calls once, and that call may be what ended the rest.
                if self.stopping.load(Ordering::Relaxed) {
                    return;
                }
            }
            waited = !self.called().await;
        }
    }

    /// Merges a tail that is long, or to which nothing was added while this waited.
    async fn look(&mut self, kept: &mut Option<Conn>, waited: bool) -> Result<()> {
        let conn = match kept {
            Some(conn) => conn,
            None => kept.insert(self.link.connect(Role::Reader).await?),
        };
        let config = &self.shared.config;
        let (mut last, mut length) = (tail_last(conn).await?, tail_length(conn).await?);
        // Who called wrote inside a round that may not be committed yet.
        for _ in 0..COMMIT_LOOKS {
            if waited || length >= config.tail_merge_rows || self.stopping.load(Ordering::Relaxed) {
                break;
            }
            tokio::time::sleep(COMMIT_PAUSE).await;
            (last, length) = (tail_last(conn).await?, tail_length(conn).await?);
        }
        let quiet = waited && last == self.seen && length >= SLICE_ROWS as i64;
        self.seen = last;
        if quiet || length >= config.tail_merge_rows {
            let merge = Merge::take(conn, config.tail_rows).await?;
            merge.run(&self.journal, &self.stopping).await?;
        }
        Ok(())
    }

    /// Waits until the tail is long (or all ends), answering `true`, or for as long as makes it quiet.
    async fn called(&self) -> bool {
        let quiet = Duration::from_millis(self.shared.config.tail_quiet_ms);
        tokio::time::timeout(quiet, self.shared.tail_long.notified())
            .await
            .is_ok()
    }

    /// After a failure: waits its time, whoever calls, unless all ends.
    async fn rest(&self) {
        let until = Instant::now() + Duration::from_millis(self.shared.config.tail_quiet_ms);
        let call = || tokio::time::timeout_at(until, self.shared.tail_long.notified());
        while !self.stopping.load(Ordering::Relaxed) && call().await.is_ok() {}
    }
}
