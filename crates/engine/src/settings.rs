//! The engine's times and bounds. Every limit of the product is a setting, so that tests with the real binary can
//! shorten it; the defaults are what a production node runs with.

use std::path::PathBuf;

use domain::Millis;
use domain::retry::RetrySchedule;

use crate::breaker::BreakerSettings;

/// 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 10 h.
const HOOK_RETRY_MS: [Millis; 7] = [5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 36_000_000];
/// 5 days.
const DISABLE_AFTER_MS: Millis = 432_000_000;

/// How events are told over HTTP.
#[derive(Debug, Clone)]
pub struct HookSettings {
    /// Whether `http` URLs are taken, beside those of this machine where private addresses may be called.
    pub allow_http: bool,
    /// How long a receiver may take, ms.
    pub timeout_ms: u64,
    /// After which times an event that was not taken is tried again, ms.
    pub retry_ms: Vec<Millis>,
    /// How long after its first failure an endpoint that takes nothing is ended, ms.
    pub disable_after_ms: Millis,
    /// Requests under way at the same time.
    pub max_open: usize,
    /// The same to one endpoint, or to one origin of callbacks.
    pub max_open_per_endpoint: usize,
    /// Tries that were taken that are logged with their payload, a second and endpoint; the others without.
    pub log_whole_per_second: u32,
}

impl Default for HookSettings {
    fn default() -> Self {
        Self {
            allow_http: false,
            timeout_ms: 15_000,
            retry_ms: HOOK_RETRY_MS.to_vec(),
            disable_after_ms: DISABLE_AFTER_MS,
            max_open: 512,
            max_open_per_endpoint: 128,
            log_whole_per_second: 10,
        }
    }
}

/// How events are followed live.
#[derive(Debug, Clone)]
pub struct LiveSettings {
    /// How long events are gathered into one frame, ms.
    pub frame_ms: u64,
    /// After how much silence a follower is told that the stream lives, ms.
    pub heartbeat_ms: u64,
    /// Followers at the same time, of all organizations.
    pub max_listeners: usize,
    /// Frames that a follower may be behind.
    pub max_frames_behind: usize,
}

impl Default for LiveSettings {
    fn default() -> Self {
        Self {
            frame_ms: 250,
            heartbeat_ms: 15_000,
            max_listeners: 2_000,
            max_frames_behind: 32,
        }
    }
}

/// What [`crate::Engine::start`] needs to know.
#[derive(Debug, Clone)]
pub struct EngineSettings {
    /// When a message that no provider took is tried again.
    pub retry: RetrySchedule,
    /// When a provider is taken for ill, and how soon it is tried again.
    pub breaker: BreakerSettings,
    /// How often providers' health is looked at when nothing wakes the task, ms.
    pub health_poll_ms: u64,
    /// How long the missing parts of an inbound message are waited for, ms.
    pub inbound_parts_ms: Millis,
    /// How events are told over HTTP.
    pub hooks: HookSettings,
    /// How events are followed live.
    pub live: LiveSettings,
    /// Messages a second over all lanes; `None` for no limit.
    pub rate_per_second: Option<u32>,
    /// Messages that an organization may have accepted in a day where nothing else was agreed; 0 for no limit.
    pub recipients_per_day: u32,
    /// How long this node's claim on its lane entries lasts without renewal, ms.
    pub lease_ms: Millis,
    /// How long before the lease's end the node stops handing over, ms.
    pub lease_margin_ms: Millis,
    /// How long an attempt may go without an outcome before it counts as unknown, ms.
    pub attempt_timeout_ms: u64,
    /// How often due messages and waiting lanes are looked for when nothing wakes the tasks, ms.
    pub poll_ms: u64,
    /// How often ended validities are looked for, ms.
    pub expire_poll_ms: u64,
    /// How often old working rows are swept away, ms.
    pub sweep_ms: u64,
    /// How often it is looked whose old messages are to be removed, ms.
    pub retention_poll_ms: u64,
    /// How long after one round an organization's next one is, ms.
    pub retention_every_ms: Millis,
    /// The pause after every few messages that were removed, ms.
    pub retention_pause_ms: u64,
    /// How often the providers' rows are read again, ms.
    pub registry_poll_ms: u64,
    /// The most providers of an organization.
    pub max_providers: usize,
    /// Whether everybody sends from approved sender IDs only.
    pub approved_senders_only: bool,
    /// How many messages one lane keeps in memory; the rest waits in the database.
    pub lane_memory: usize,
    /// The most attempts marked as begun in one unit.
    pub begin_batch: usize,
    /// Where uploads are kept until their last row is taken.
    pub spool_dir: PathBuf,
    /// The largest file, bytes.
    pub max_file_bytes: u64,
    /// Rows of a file accepted in one transaction.
    pub chunk_rows: usize,
    /// Files taken at the same time.
    pub file_workers: usize,
}

impl Default for EngineSettings {
    fn default() -> Self {
        Self {
            retry: RetrySchedule::default(),
            breaker: BreakerSettings::default(),
            health_poll_ms: 500,
            inbound_parts_ms: 600_000,
            hooks: HookSettings::default(),
            live: LiveSettings::default(),
            rate_per_second: None,
            recipients_per_day: 0,
            lease_ms: 30_000,
            lease_margin_ms: 10_000,
            attempt_timeout_ms: 60_000,
            poll_ms: 500,
            expire_poll_ms: 5_000,
            sweep_ms: 60_000,
            retention_poll_ms: 60_000,
            retention_every_ms: 3_600_000,
            retention_pause_ms: 50,
            registry_poll_ms: 1_000,
            max_providers: 50,
            approved_senders_only: false,
            lane_memory: 20_000,
            begin_batch: 1_000,
            spool_dir: PathBuf::from("data/spool"),
            max_file_bytes: 64 << 20,
            chunk_rows: 1_000,
            file_workers: 2,
        }
    }
}
