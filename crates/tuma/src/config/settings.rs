//! Every setting and its default. `tuma.default.toml` says the same in words; a test holds the two together.
//!
//! Times are in ms unless the name says otherwise, sizes in bytes. Nothing here is optional: an empty text means "none".

use std::net::SocketAddr;
use std::path::PathBuf;

use domain::Fault;
use serde::{Deserialize, Serialize};

use super::{Database, Secret};

/// All settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Where HTTP is served.
    pub listen: SocketAddr,
    /// Database, uploads, admin socket.
    pub data_dir: PathBuf,
    /// Which database; empty for the SQLite file in `data_dir`.
    pub database_url: Secret,
    /// A file that holds `database_url`; empty for none.
    pub database_url_file: PathBuf,
    /// How long a stop may take before what is in flight is dropped.
    pub shutdown_ms: u64,
    /// Logs.
    pub log: Log,
    /// The journal.
    pub journal: Journal,
    /// The engine's times and bounds.
    pub engine: Engine,
    /// The API's limits.
    pub limits: Limits,
    /// What `serve --demo` creates.
    pub demo: Demo,
}

/// Logs, on stderr.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// For people or for machines.
    pub format: LogFormat,
    /// What is logged: a level, or `tracing` directives such as `info,engine=debug`.
    pub filter: String,
}

/// How logs look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// A line for people.
    Pretty,
    /// A JSON document a line.
    Json,
}

/// The journal's bounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Journal {
    /// Rows that may wait for a commit before callers are answered 503.
    pub max_pending_rows: usize,
    /// How long a receipt is still matched and taken after its message ended.
    pub late_report_ms: i64,
}

/// The engine's times and bounds; see `engine::EngineSettings`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Engine {
    /// The wait before the first retry.
    pub retry_first_ms: i64,
    /// What each wait is multiplied by for the next.
    pub retry_factor: i64,
    /// Retries after the first attempt.
    pub max_retries: u16,
    /// How long an attempt may go without an outcome before it counts as unknown.
    pub attempt_timeout_ms: u64,
    /// How long a message stays worth sending, for new organizations.
    pub validity_ms: i64,
    /// How long this node's claim on its messages lasts without renewal.
    pub lease_ms: i64,
    /// How long before the lease's end the node stops handing over.
    pub lease_margin_ms: i64,
    /// How often due work is looked for when nothing announces it.
    pub poll_ms: u64,
    /// How often ended validities are looked for.
    pub expire_poll_ms: u64,
    /// How often old working rows are swept away.
    pub sweep_ms: u64,
    /// How often the providers' rows are read again.
    pub provider_poll_ms: u64,
    /// Messages that one lane keeps in memory; the rest waits in the database.
    pub lane_memory: usize,
    /// The most attempts marked as begun in one transaction.
    pub begin_batch: usize,
    /// Rows of a file accepted in one transaction.
    pub chunk_rows: usize,
    /// Files taken at the same time.
    pub file_workers: usize,
}

/// The API's limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The largest JSON body of most calls.
    pub max_body_bytes: usize,
    /// The largest JSON body of a bulk call.
    pub max_bulk_body_bytes: usize,
    /// The largest uploaded file.
    pub max_file_bytes: u64,
}

/// What `serve --demo` creates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demo {
    /// The country of numbers without `+`.
    pub region: String,
    /// The simulated carrier's settings, JSON.
    pub carrier: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data_dir: PathBuf::from("./data"),
            database_url: Secret::default(),
            database_url_file: PathBuf::new(),
            shutdown_ms: 20_000,
            log: Log {
                format: LogFormat::Pretty,
                filter: "info".to_owned(),
            },
            journal: Journal {
                max_pending_rows: 200_000,
                late_report_ms: domain::report::LATE_REPORT_MS,
            },
            engine: Engine::default(),
            limits: Limits {
                max_body_bytes: 1 << 20,
                max_bulk_body_bytes: 16 << 20,
                max_file_bytes: 64 << 20,
            },
            demo: Demo {
                region: "KE".to_owned(),
                carrier: "{}".to_owned(),
            },
        }
    }
}

impl Default for Engine {
    fn default() -> Self {
        let of = engine::EngineSettings::default();
        Self {
            retry_first_ms: of.retry.first_ms,
            retry_factor: of.retry.factor,
            max_retries: of.retry.max_retries,
            attempt_timeout_ms: of.attempt_timeout_ms,
            validity_ms: 48 * 3_600_000,
            lease_ms: of.lease_ms,
            lease_margin_ms: of.lease_margin_ms,
            poll_ms: of.poll_ms,
            expire_poll_ms: of.expire_poll_ms,
            sweep_ms: of.sweep_ms,
            provider_poll_ms: of.registry_poll_ms,
            lane_memory: of.lane_memory,
            begin_batch: of.begin_batch,
            chunk_rows: of.chunk_rows,
            file_workers: of.file_workers,
        }
    }
}

impl Settings {
    /// The database that the settings name.
    pub fn database(&self) -> Result<Database, Fault> {
        Database::of(&self.database_url, &self.data_dir)
    }

    /// What is wrong with settings that have the right types.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = self.bounds();
        faults.extend(self.database().err());
        if self.data_dir.as_os_str().is_empty() {
            faults.push(Fault::new("data_dir", "is empty", "name a directory, such as ./data"));
        }
        if tracing_subscriber::EnvFilter::try_new(&self.log.filter).is_err() {
            let mend = "give a level (error, warn, info, debug, trace) or directives such as info,engine=debug";
            faults.push(Fault::new("log.filter", "cannot be read", mend));
        }
        if !domain::phone::is_region(&self.demo.region) {
            faults.push(Fault::new(
                "demo.region",
                "is not a country",
                "give two letters such as KE",
            ));
        }
        if serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(&self.demo.carrier).is_err() {
            faults.push(Fault::new(
                "demo.carrier",
                "is not a JSON object",
                "give {} or settings of the simulator",
            ));
        }
        if self.engine.lease_margin_ms >= self.engine.lease_ms {
            let mend = "make it shorter than engine.lease_ms, so that there is time to hand messages over";
            faults.push(Fault::new(
                "engine.lease_margin_ms",
                "leaves nothing of the lease",
                mend,
            ));
        }
        faults
    }

    /// Numbers that would stop the engine, or let it spin.
    fn bounds(&self) -> Vec<Fault> {
        const DAY: u64 = 86_400_000;
        const YEAR: u64 = 366 * DAY;
        let engine = &self.engine;
        let times = |ms: i64| u64::try_from(ms).unwrap_or(0);
        let table: [(&str, u64, u64, u64); 21] = [
            ("shutdown_ms", self.shutdown_ms, 0, 3_600_000),
            (
                "journal.max_pending_rows",
                self.journal.max_pending_rows as u64,
                10_000,
                10_000_000,
            ),
            ("journal.late_report_ms", times(self.journal.late_report_ms), 1, YEAR),
            ("engine.retry_first_ms", times(engine.retry_first_ms), 1, DAY),
            ("engine.retry_factor", times(engine.retry_factor), 1, 100),
            ("engine.max_retries", u64::from(engine.max_retries), 0, 100),
            ("engine.attempt_timeout_ms", engine.attempt_timeout_ms, 10, 3_600_000),
            ("engine.validity_ms", times(engine.validity_ms), 1_000, 7 * DAY),
            ("engine.lease_ms", times(engine.lease_ms), 100, 3_600_000),
            ("engine.lease_margin_ms", times(engine.lease_margin_ms), 1, 3_600_000),
            ("engine.poll_ms", engine.poll_ms, 1, 60_000),
            ("engine.expire_poll_ms", engine.expire_poll_ms, 1, 3_600_000),
            ("engine.sweep_ms", engine.sweep_ms, 1, DAY),
            ("engine.provider_poll_ms", engine.provider_poll_ms, 1, 3_600_000),
            ("engine.lane_memory", engine.lane_memory as u64, 100, 10_000_000),
            ("engine.begin_batch", engine.begin_batch as u64, 1, 10_000),
            ("engine.chunk_rows", engine.chunk_rows as u64, 1, 10_000),
            ("engine.file_workers", engine.file_workers as u64, 1, 64),
            (
                "limits.max_body_bytes",
                self.limits.max_body_bytes as u64,
                1_024,
                1 << 30,
            ),
            (
                "limits.max_bulk_body_bytes",
                self.limits.max_bulk_body_bytes as u64,
                1_024,
                1 << 30,
            ),
            ("limits.max_file_bytes", self.limits.max_file_bytes, 1_024, 1 << 34),
        ];
        let outside = table
            .into_iter()
            .filter(|(_, value, low, high)| !(low..=high).contains(&value));
        outside
            .map(|(key, _, low, high)| Fault::new(key, "is out of bounds", format!("give {low} to {high}")))
            .collect()
    }
}
