//! Every setting and its default. `tuma.default.toml` says the same in words; a test holds the two together.
//!
//! Times are in ms unless the name says otherwise, sizes in bytes. Nothing here is optional: an empty text means "none".

use std::net::SocketAddr;
use std::path::PathBuf;

use adapters::http::Guard;
use domain::{Fault, Networks};
use serde::{Deserialize, Serialize};

use super::{Database, Secret};

mod bounds;
mod limits;
mod mail;
mod payments;
mod people;
mod secret_file;
mod sign_in;
mod smpp;
mod webhooks;

pub use limits::Limits;
pub use mail::{Mail, MailTransport};
pub use payments::Payments;
pub use people::People;
pub use sign_in::SignIn;
pub use smpp::Smpp;
pub use webhooks::{Live, Webhooks};

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
    /// The address under which carriers reach this server from outside; empty for none.
    pub public_url: String,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<String>,
    /// Where SMPP is served; empty for nowhere.
    pub smpp_listen: String,
    /// How long a stop may take before what is in flight is dropped.
    pub shutdown_ms: u64,
    /// Logs.
    pub log: Log,
    /// The journal.
    pub journal: Journal,
    /// The engine's times and bounds.
    pub engine: Engine,
    /// What seals credentials.
    pub secrets: Secrets,
    /// Calls to carriers and receivers of events.
    pub http: Http,
    /// When a provider counts as ill.
    pub health: Health,
    /// Events told over HTTP: webhooks and callbacks.
    pub webhooks: Webhooks,
    /// Events followed live.
    pub live: Live,
    /// Payments into balances.
    pub payments: Payments,
    /// The SMPP server.
    pub smpp: Smpp,
    /// People and their sign-ins.
    pub people: People,
    /// Signing in elsewhere.
    pub sign_in: SignIn,
    /// Mail to people.
    pub mail: Mail,
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
    /// How often it is looked whose old messages are to be removed.
    pub retention_poll_ms: u64,
    /// How long after one round an organization's next one is.
    pub retention_every_ms: i64,
    /// The pause after every few messages that were removed.
    pub retention_pause_ms: u64,
    /// How often the providers' rows are read again.
    pub provider_poll_ms: u64,
    /// Whether everybody sends from approved sender IDs only.
    pub approved_senders_only: bool,
    /// Messages that one lane keeps in memory; the rest waits in the database.
    pub lane_memory: usize,
    /// The most attempts marked as begun in one transaction.
    pub begin_batch: usize,
    /// Rows of a file accepted in one transaction.
    pub chunk_rows: usize,
    /// Files taken at the same time.
    pub file_workers: usize,
    /// Messages a second over all providers; 0 for no limit.
    pub rate_per_second: u32,
    /// How long the missing parts of an inbound message are waited for.
    pub inbound_parts_ms: i64,
}

/// What seals the credentials of carriers in the database.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secrets {
    /// The keys themselves, the current one first; empty for those in a file.
    pub keys: Secret,
    /// A file with the keys; empty for `secret.keys` in the data directory, which is made where it is missing.
    pub keys_file: PathBuf,
}

/// Calls to carriers and receivers of events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// Whether loopback, private and link-local addresses may be called.
    pub allow_private: bool,
    /// How long a connection may take.
    pub connect_timeout_ms: u64,
    /// How long a whole exchange may take.
    pub timeout_ms: u64,
    /// Idle connections kept for each host.
    pub idle_per_host: usize,
}

/// When a provider counts as ill, and how soon it is tried again; see `engine::breaker`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Health {
    /// How often providers are looked at.
    pub poll_ms: u64,
    /// How long a failure counts.
    pub failure_window_ms: i64,
    /// More failures in a row than this: DEGRADED.
    pub degraded_failures: usize,
    /// More failures in a row than this: DOWN.
    pub down_failures: usize,
    /// How far back the error rate looks.
    pub rate_window_ms: i64,
    /// Outcomes without which there is no error rate.
    pub rate_minimum: usize,
    /// The error rate from which it is DEGRADED, in percent.
    pub degraded_percent: usize,
    /// The error rate from which it is DOWN, in percent.
    pub down_percent: usize,
    /// How long it stays DOWN before it is tried again.
    pub probe_after_ms: i64,
    /// The longest wait between two tries.
    pub probe_after_most_ms: i64,
    /// Final reports of an hour without which their quality says nothing.
    pub report_minimum: u64,
    /// The share of delivered among them below which it is DEGRADED, in percent.
    pub delivered_percent: u64,
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
            public_url: String::new(),
            trusted_proxies: limits::TRUSTED_PROXIES.map(str::to_owned).to_vec(),
            smpp_listen: String::new(),
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
            secrets: Secrets {
                keys: Secret::default(),
                keys_file: PathBuf::new(),
            },
            http: Http::default(),
            health: Health::default(),
            webhooks: Webhooks::default(),
            live: Live::default(),
            payments: Payments::default(),
            smpp: Smpp::default(),
            people: People::default(),
            sign_in: SignIn::default(),
            limits: Limits::default(),
            mail: Mail::default(),
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
            retention_poll_ms: of.retention_poll_ms,
            retention_every_ms: of.retention_every_ms,
            retention_pause_ms: of.retention_pause_ms,
            provider_poll_ms: of.registry_poll_ms,
            approved_senders_only: of.approved_senders_only,
            lane_memory: of.lane_memory,
            begin_batch: of.begin_batch,
            chunk_rows: of.chunk_rows,
            file_workers: of.file_workers,
            rate_per_second: of.rate_per_second.unwrap_or(0),
            inbound_parts_ms: of.inbound_parts_ms,
        }
    }
}

impl Default for Http {
    fn default() -> Self {
        let of = adapters::http::HttpSettings::default();
        Self {
            allow_private: of.allow_private,
            connect_timeout_ms: of.connect_timeout.as_millis() as u64,
            timeout_ms: of.timeout.as_millis() as u64,
            idle_per_host: of.idle_per_host,
        }
    }
}

impl Default for Health {
    fn default() -> Self {
        let of = engine::EngineSettings::default();
        Self {
            poll_ms: of.health_poll_ms,
            failure_window_ms: of.breaker.failure_window_ms,
            degraded_failures: of.breaker.degraded_failures,
            down_failures: of.breaker.down_failures,
            rate_window_ms: of.breaker.rate_window_ms,
            rate_minimum: of.breaker.rate_minimum,
            degraded_percent: of.breaker.degraded_percent,
            down_percent: of.breaker.down_percent,
            probe_after_ms: of.breaker.probe_after_ms,
            probe_after_most_ms: of.breaker.probe_after_most_ms,
            report_minimum: of.breaker.report_minimum,
            delivered_percent: of.breaker.delivered_percent,
        }
    }
}

impl Settings {
    /// The proxies that are trusted.
    pub fn proxies(&self) -> Result<Networks, Vec<Fault>> {
        Networks::parse("trusted_proxies", &self.trusted_proxies)
    }

    /// The database that the settings name.
    pub fn database(&self) -> Result<Database, Fault> {
        Database::of(&self.database_url, &self.data_dir)
    }

    /// What is wrong with settings that have the right types.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = self.bounds();
        faults.extend(self.smpp_address().err());
        faults.extend(self.smpp.faults());
        faults.extend(self.payments.faults().into_iter().chain(self.sign_in.faults()));
        faults.extend(self.proxies().err().into_iter().flatten());
        faults.extend(self.database().err());
        faults.extend(self.mail.mailer(&self.data_dir).err());
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
        if !self.public_url.is_empty()
            && let Err(fault) = adapters::http::check_url("public_url", &self.public_url, Guard::new(true))
        {
            faults.push(fault);
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
}
