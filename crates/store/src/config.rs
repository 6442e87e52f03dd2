//! Where the database is and how much the store may take: every bound of the store is a field here.
//!
//! The defaults are those of production; tests shorten spans and shrink bounds.

use std::path::PathBuf;

use domain::Millis;
use domain::report::LATE_REPORT_MS;

const HOUR_MS: Millis = 3_600_000;

/// Which database.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file of this process alone.
    Sqlite(PathBuf),
    /// A PostgreSQL server, `postgres://…`.
    Postgres(String),
}

impl DatabaseUrl {
    /// Reads `postgres://…`, `postgresql://…`, `sqlite:path`, `sqlite://path` or a bare path.
    pub fn parse(text: &str) -> Self {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Self::Postgres(text.to_owned());
        }
        let path = text
            .strip_prefix("sqlite://")
            .or_else(|| text.strip_prefix("sqlite:"))
            .unwrap_or(text);
        Self::Sqlite(PathBuf::from(path))
    }
}

/// How to open a [`crate::Store`].
#[derive(Clone)]
pub struct StoreConfig {
    /// Which database.
    pub url: DatabaseUrl,
    /// This process's node number; `None` takes the lowest that nobody holds a lease on.
    pub node: Option<u16>,
    /// How long this process owns its lane entries before it must renew, ms.
    pub lease_ms: Millis,
    /// Rows that may wait on one side of the journal; one more is answered with `Busy`.
    pub pending_rows: usize,
    /// Units that may wait on one side of the journal.
    pub pending_units: usize,
    /// Rows that one round takes from each side.
    pub round_rows: usize,
    /// Messages in a bucket before the next is opened.
    pub bucket_messages: i64,
    /// Entries that the tail of numbers has before it is merged (SQLite).
    pub tail_merge_rows: i64,
    /// Entries that the tail of numbers may have (SQLite): a look-up by number looks through them all.
    pub tail_rows: i64,
    /// How long nothing is added to the tail of numbers before it counts as quiet and is merged all the same, ms.
    pub tail_quiet_ms: u64,
    /// Threads (and connections) that read.
    pub readers: usize,
    /// Reads that may wait.
    pub pending_reads: usize,
    /// How long a lost connection is sought again before the callers of a round are told, ms.
    pub reconnect_ms: u64,
    /// How long after a message's validity its receipts are still matched, ms.
    pub awaited_keep_ms: Millis,
    /// How long a receipt that nothing awaits is kept, ms.
    pub early_keep_ms: Millis,
    /// How long an idempotency key is kept, ms.
    pub idempotency_keep_ms: Millis,
    /// How long a repeated delivery of an inbound message is known, ms.
    pub inbound_seen_keep_ms: Millis,
    /// How long a row of the outbox is kept that nobody comes for, ms.
    pub outbox_keep_ms: Millis,
    /// How long the tries to tell events over HTTP are kept, ms.
    pub delivery_keep_ms: Millis,
    /// How long what people follow live can be read again, ms.
    pub live_keep_ms: Millis,
    /// Events that this process may be telling over HTTP, queued ones included; the others wait in the database.
    pub hook_memory: usize,
    /// The same for one endpoint, or one origin of callbacks.
    pub hook_memory_per_target: usize,
    /// How long single calls of the API are kept, ms.
    pub usage_calls_keep_ms: Millis,
    /// How long the sums of calls are kept, ms.
    pub usage_totals_keep_ms: Millis,
    /// How long counts of requests and recipients a day are kept, ms.
    pub days_keep_ms: Millis,
    /// How long after its end a session is kept, ms.
    pub ended_session_keep_ms: Millis,
    /// How long failed sign-ins are remembered after the last one, ms.
    pub sign_in_keep_ms: Millis,
    /// How long after EXPIRED a final report still moves a message, ms.
    pub late_report_ms: Millis,
    /// SQLite's page cache of the writing connection, KiB.
    pub cache_kib: i64,
    /// The most pages the SQLite file may have, for tests of a full disk.
    pub max_pages: Option<u32>,
}

impl StoreConfig {
    /// The defaults for a database.
    pub fn new(url: DatabaseUrl) -> Self {
        Self {
            url,
            node: None,
            lease_ms: 15_000,
            pending_rows: 200_000,
            pending_units: 200_000,
            round_rows: 2_000,
            bucket_messages: 200_000,
            tail_merge_rows: 16_384,
            tail_rows: 65_536,
            tail_quiet_ms: 5_000,
            readers: 4,
            pending_reads: 1_024,
            reconnect_ms: 30_000,
            awaited_keep_ms: 72 * HOUR_MS,
            early_keep_ms: 72 * HOUR_MS,
            idempotency_keep_ms: 24 * HOUR_MS,
            inbound_seen_keep_ms: 7 * 24 * HOUR_MS,
            outbox_keep_ms: 7 * 24 * HOUR_MS,
            delivery_keep_ms: 7 * 24 * HOUR_MS,
            live_keep_ms: HOUR_MS / 4,
            hook_memory: 16_384,
            hook_memory_per_target: 4_096,
            usage_calls_keep_ms: 7 * 24 * HOUR_MS,
            usage_totals_keep_ms: 400 * 24 * HOUR_MS,
            days_keep_ms: 35 * 24 * HOUR_MS,
            ended_session_keep_ms: 7 * 24 * HOUR_MS,
            sign_in_keep_ms: 24 * HOUR_MS,
            late_report_ms: LATE_REPORT_MS,
            cache_kib: 32_000,
            max_pages: None,
        }
    }
}
