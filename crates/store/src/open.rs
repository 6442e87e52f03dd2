//! Opening and closing: migrate, register this process, start the threads; and the way back.

use std::fs::File;
use std::sync::Arc;
use std::thread::JoinHandle;

use domain::{Clock, IdSequence};
use parking_lot::Mutex;
use tokio::sync::{Notify, oneshot};

use crate::StoreError;
use crate::config::{DatabaseUrl, StoreConfig};
use crate::conn::Conn;
use crate::error::Result;
use crate::hooks::{HookFeed, Listeners};
use crate::journal::{Journal, Shared, Side};
use crate::link::{Link, Role, spawn};
use crate::live::Bell;
use crate::owners::{Registered, register};
use crate::readers::Readers;
use crate::sqlite::Checkpoints;
use crate::tail::Merger;
use crate::txn::Txn;
use crate::types::AuditEntry;
use crate::{audit, migrations, partitions, sqlite};

/// The database. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Store(Arc<Inner>, Option<Arc<AuditEntry>>);

struct Inner {
    shared: Arc<Shared>,
    journal: Arc<Journal>,
    /// On SQLite.
    merger: Option<Merger>,
    readers: Readers,
    checkpoints: Arc<Checkpoints>,
    checkpointer: Mutex<Option<JoinHandle<()>>>,
    /// Held as long as the SQLite file is open.
    lock: Mutex<Option<File>>,
}

impl Store {
    /// Opens the database: brings it to the newest schema, registers this process as an owner and starts the journal.
    ///
    /// # Errors
    /// `Unavailable` when it cannot be reached or another process has the file open; `TooNew` when a newer binary
    /// migrated it.
    pub async fn open(config: StoreConfig, clock: Arc<dyn Clock>) -> Result<Self> {
        let config = Arc::new(config);
        let checkpoints = Arc::new(Checkpoints::default());
        let link = Link::new(Arc::clone(&config), Arc::clone(&checkpoints));
        let lock = lock(&config)?;
        let Registered { owner, node, ids } = prepare(link.clone(), Arc::clone(&config), Arc::clone(&clock)).await?;
        let shared = Arc::new(Shared {
            config: Arc::clone(&config),
            clock,
            ids,
            owner,
            node,
            moves: Mutex::default(),
            tail_long: Notify::new(),
            outbox_watchers: crate::outbox::Watchers::default(),
            audience: Listeners::default(),
            feed: HookFeed::new(&config),
            bell: Bell::default(),
        });
        let journal = Arc::new(Journal::start(&link, &shared, &checkpoints, lock.is_some()).await?);
        let readers = Readers::start(&link, config.readers, config.pending_reads)?;
        let (checkpointer, merger) = match &config.url {
            DatabaseUrl::Sqlite(path) => {
                let merger = Merger::start(&link, &shared, &journal)?;
                (Some(checkpoints.start(path)?), Some(merger))
            }
            DatabaseUrl::Postgres(_) => (None, None),
        };
        let (checkpointer, lock) = (Mutex::new(checkpointer), Mutex::new(lock));
        let store = Self(
            Arc::new(Inner {
                shared,
                journal,
                merger,
                readers,
                checkpoints,
                checkpointer,
                lock,
            }),
            None,
        );
        store.hook_audience_refresh().await?;
        Ok(store)
    }

    /// The same database, for one change: the log of changes says `entry` in the unit that makes it, and says nothing
    /// where there was nothing to change.
    #[must_use]
    pub fn noting(&self, entry: AuditEntry) -> Self {
        Self(Arc::clone(&self.0), Some(Arc::new(entry)))
    }

    /// Brings the database to the newest schema and does nothing else.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub async fn migrate_only(config: StoreConfig) -> Result<()> {
        let config = Arc::new(config);
        let _lock = lock(&config)?;
        let link = Link::new(config, Arc::default());
        on_thread(async move || migrations::migrate(&mut link.connect(Role::Writer).await?).await).await
    }

    /// Gives up the lease, takes no more work, commits what waits, and moves the log into the file. Every clone is
    /// closed.
    ///
    /// # Errors
    /// None today: what fails while closing is logged, and read again at the next start.
    pub async fn close(&self) -> Result<()> {
        if let Err(error) = self.owner_end().await {
            tracing::warn!(%error, "the lease was not given up; it ends by itself");
        }
        let this = self.clone();
        let closed = tokio::task::spawn_blocking(move || this.0.stop()).await;
        closed.map_err(StoreError::internal)
    }

    /// Asks the database for a sign of life.
    ///
    /// # Errors
    /// `Unavailable`, `Busy`.
    pub async fn ping(&self) -> Result<()> {
        self.read(async |conn| conn.query_one("SELECT 1", &[], |_| Ok(())).await)
            .await?;
        Ok(())
    }

    /// Where ids of messages, organizations and so on are drawn; all above what the database holds.
    pub fn ids(&self) -> &IdSequence {
        &self.0.shared.ids
    }

    /// Rows that wait for the journal.
    pub fn journal_depth(&self) -> usize {
        self.0.journal.depth()
    }

    pub(crate) fn shared(&self) -> &Shared {
        &self.0.shared
    }

    pub(crate) fn journal(&self) -> &Journal {
        &self.0.journal
    }

    pub(crate) async fn read<F, T>(&self, work: F) -> Result<T>
    where
        F: AsyncFnMut(&mut Conn) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        self.0.readers.run(work).await
    }

    pub(crate) async fn write<F, T>(&self, side: Side, work: F) -> Result<T>
    where
        F: AsyncFnMut(&mut Txn) -> Result<T> + Send + 'static,
        T: Send + 'static,
    {
        let Some(entry) = &self.1 else {
            return self.0.journal.write(side, work).await;
        };
        let (entry, mut work) = (Arc::clone(entry), work);
        let noted = async move |txn: &mut Txn| {
            let value = work(txn).await?;
            if audit::says_that_it_changed(&value) {
                txn.audit_insert(&entry).await?;
            }
            Ok(value)
        };
        self.0.journal.write(side, noted).await
    }
}

impl Inner {
    /// Blocks until all threads have ended.
    fn stop(&self) {
        if let Some(merger) = &self.merger {
            merger.stop();
        }
        self.journal.stop();
        self.readers.stop();
        self.checkpoints.stop();
        if let Some(thread) = self.checkpointer.lock().take()
            && thread.join().is_err()
        {
            tracing::error!("the checkpoint thread panicked");
        }
        drop(self.lock.lock().take());
    }
}

impl Drop for Inner {
    /// A store that was not closed ends its threads all the same; they hold nothing that points back here.
    fn drop(&mut self) {
        self.stop();
    }
}

fn lock(config: &StoreConfig) -> Result<Option<File>> {
    match &config.url {
        DatabaseUrl::Sqlite(path) => sqlite::lock(path).map(Some),
        DatabaseUrl::Postgres(_) => Ok(None),
    }
}

async fn prepare(link: Link, config: Arc<StoreConfig>, clock: Arc<dyn Clock>) -> Result<Registered> {
    on_thread(async move || {
        let mut conn = link.connect(Role::Writer).await?;
        migrations::migrate(&mut conn).await?;
        let now = clock.now_ms();
        partitions::ensure(&mut conn, now).await?;
        register(&mut conn, &config, now).await
    })
    .await
}

/// Runs database work on a thread of its own, because SQLite's blocks.
pub(crate) async fn on_thread<T, F>(work: F) -> Result<T>
where
    F: AsyncFnOnce() -> Result<T> + Send + 'static,
    T: Send + 'static,
{
    let (reply, answer) = oneshot::channel();
    spawn("store-open".to_owned(), async move || {
        // The opener may have been dropped; then nobody wants the answer.
        let _ = reply.send(work().await);
    })?;
    answer
        .await
        .unwrap_or_else(|_| Err(StoreError::unavailable("the database thread stopped")))
}
