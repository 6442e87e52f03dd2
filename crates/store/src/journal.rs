//! The journal: every write goes through it, many units to one commit.
//!
//! A unit is committed whole or not at all, and its caller is answered after the commit. On SQLite one journal serves
//! both sides; on PostgreSQL each side (accepts and administration in front; begins, settlements, receipts and claims
//! at the back) has a journal with a connection of its own. `queue.rs` bounds and shares, `round.rs` holds what is
//! committed together, `writer.rs` commits it and survives what can go wrong.

mod queue;
mod round;
mod unit;
mod writer;

use std::sync::Arc;
use std::thread::JoinHandle;

use domain::{Clock, IdSequence};
use parking_lot::Mutex;
use tokio::sync::{Notify, oneshot};

pub(crate) use queue::Side;
pub(crate) use unit::{Accept, Begin, Receipts, Settle, UnitKind};

use crate::StoreError;
use crate::config::StoreConfig;
use crate::error::Result;
use crate::link::{Link, spawn};
use crate::sqlite::Checkpoints;
use crate::txn::Txn;
use queue::Inbox;
use unit::{Closure, Job, Unit};

/// What every part of the store knows.
pub(crate) struct Shared {
    pub(crate) config: Arc<StoreConfig>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: IdSequence,
    /// This process's owner number.
    pub(crate) owner: i64,
    /// This process's node number.
    pub(crate) node: u16,
    /// Committed moves since the store was opened.
    pub(crate) moves: Mutex<crate::rollups::Moves>,
    /// Tells the merge that the tail of numbers is long.
    pub(crate) tail_long: Notify,
    /// Who waits for rows of the outbox.
    pub(crate) outbox_watchers: crate::outbox::Watchers,
    /// Who is told what.
    pub(crate) audience: crate::hooks::Listeners,
    /// What is told by this process and was told to nobody yet.
    pub(crate) feed: crate::hooks::HookFeed,
    /// Whose live events were committed.
    pub(crate) bell: crate::live::Bell,
}

/// The way into the journals.
pub(crate) struct Journal {
    front: Arc<Inbox>,
    back: Arc<Inbox>,
    threads: Mutex<Vec<JoinHandle<()>>>,
}

impl Journal {
    /// Starts one journal thread for both sides, or one a side, and waits until they have their connections.
    pub(crate) async fn start(
        link: &Link,
        shared: &Arc<Shared>,
        checkpoints: &Arc<Checkpoints>,
        one_thread: bool,
    ) -> Result<Self> {
        let config = &shared.config;
        let front = Arc::new(Inbox::new(config));
        let back = if one_thread {
            Arc::clone(&front)
        } else {
            Arc::new(Inbox::new(config))
        };
        let mut sides = vec![(Side::Front, Arc::clone(&front))];
        if !one_thread {
            sides.push((Side::Back, Arc::clone(&back)));
        }
        let mut threads = Vec::new();
        for (side, inbox) in sides {
            let (ready, started) = oneshot::channel();
            let (link, shared, checkpoints) = (link.clone(), Arc::clone(shared), Arc::clone(checkpoints));
            threads.push(spawn(format!("store-journal-{}", side.as_str()), async move || {
                writer::serve(link, shared, checkpoints, side, &inbox, ready).await;
            })?);
            started
                .await
                .unwrap_or_else(|_| Err(StoreError::unavailable("the journal did not start")))?;
        }
        Ok(Self {
            front,
            back,
            threads: Mutex::new(threads),
        })
    }

    /// Commits one unit that counts as `rows` rows.
    pub(crate) async fn submit<K: UnitKind>(&self, unit: K::Unit, rows: usize) -> Result<K::Answer>
    where
        Unit: From<Job<K>>,
    {
        let (reply, answer) = oneshot::channel();
        let side = K::SIDE;
        self.inbox(side).push(side, Job::<K>::new(unit, reply).into(), rows)?;
        answered(answer).await
    }

    /// Commits what `work` writes. It may run more than once, each time in a transaction of which nothing was kept.
    pub(crate) async fn write<F, T>(&self, side: Side, work: F) -> Result<T>
    where
        F: AsyncFnMut(&mut Txn) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        self.inbox(side)
            .push(side, Unit::Write(Box::new(Closure::new(work, reply))), 1)?;
        answered(answer).await
    }

    /// Rows that wait.
    pub(crate) fn depth(&self) -> usize {
        let front = self.front.depth();
        if Arc::ptr_eq(&self.front, &self.back) {
            front
        } else {
            front + self.back.depth()
        }
    }

    /// Takes no more units, commits what waits and joins the threads. Blocks.
    pub(crate) fn stop(&self) {
        self.front.close();
        self.back.close();
        for thread in self.threads.lock().drain(..) {
            if thread.join().is_err() {
                tracing::error!("a journal thread panicked");
            }
        }
    }

    fn inbox(&self, side: Side) -> &Inbox {
        match side {
            Side::Front => &self.front,
            Side::Back => &self.back,
        }
    }
}

async fn answered<T>(answer: oneshot::Receiver<Result<T>>) -> Result<T> {
    answer
        .await
        .unwrap_or_else(|_| Err(StoreError::unavailable("the journal stopped")))
}
