//! From settings to parts: the store, tenancy, the engine's settings, and the adapters that providers' rows ask for.
//!
//! The only file that knows what every crate wants to be told.

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;

use adapters::simulator::{Config, RemoteConfig, SimulatorAdapter};
use adapters::{Adapter, ReportSink};
use domain::retry::RetrySchedule;
use domain::{Clock, Fault};
use engine::{AdapterFactory, EngineSettings};
use store::{DatabaseUrl, Provider, Store, StoreConfig};
use tenancy::Tenancy;

use crate::config::{Database, Settings, bad};
use crate::failure::Failure;

/// Where uploads lie inside the data directory until their last row is taken.
const SPOOL_DIR: &str = "spool";

/// Creates the data directory, readable by its owner alone, where it is missing.
pub fn prepare_data_dir(data_dir: &Path) -> Result<(), Failure> {
    let created = fs::DirBuilder::new().recursive(true).mode(0o700).create(data_dir);
    created.map_err(|error| Failure::failed(format!("{} cannot be created: {error}", data_dir.display())))
}

/// How to open the database that the settings name.
pub fn store_config(settings: &Settings) -> Result<StoreConfig, Failure> {
    let database = settings.database().map_err(|fault| bad(vec![fault]))?;
    let url = match database {
        Database::Sqlite(path) => DatabaseUrl::Sqlite(path),
        Database::Postgres(url) => DatabaseUrl::Postgres(url.expose().to_owned()),
    };
    Ok(StoreConfig {
        lease_ms: settings.engine.lease_ms,
        pending_rows: settings.journal.max_pending_rows,
        pending_units: settings.journal.max_pending_rows,
        late_report_ms: settings.journal.late_report_ms,
        awaited_keep_ms: settings.journal.late_report_ms,
        ..StoreConfig::new(url)
    })
}

/// Opens the database and brings it to this binary's version.
pub async fn open_store(settings: &Settings, clock: Arc<dyn Clock>) -> Result<Store, Failure> {
    Ok(Store::open(store_config(settings)?, clock).await?)
}

/// Tenancy over `store`, with the operating system's randomness.
pub fn tenancy(store: &Store, clock: Arc<dyn Clock>) -> Tenancy {
    Tenancy::new(store.clone(), clock, Arc::new(fill_random))
}

fn fill_random(buffer: &mut [u8]) {
    use rand::TryRngCore;
    rand::rngs::OsRng
        .try_fill_bytes(buffer)
        .expect("a system without randomness cannot make keys");
}

/// The engine's settings.
pub fn engine_settings(settings: &Settings) -> EngineSettings {
    let of = &settings.engine;
    EngineSettings {
        retry: RetrySchedule {
            first_ms: of.retry_first_ms,
            factor: of.retry_factor,
            max_retries: of.max_retries,
        },
        lease_ms: of.lease_ms,
        lease_margin_ms: of.lease_margin_ms,
        attempt_timeout_ms: of.attempt_timeout_ms,
        poll_ms: of.poll_ms,
        expire_poll_ms: of.expire_poll_ms,
        sweep_ms: of.sweep_ms,
        registry_poll_ms: of.provider_poll_ms,
        lane_memory: of.lane_memory,
        begin_batch: of.begin_batch,
        spool_dir: settings.data_dir.join(SPOOL_DIR),
        max_file_bytes: settings.limits.max_file_bytes,
        chunk_rows: of.chunk_rows,
        file_workers: of.file_workers,
    }
}

/// The API's limits.
pub fn api_limits(settings: &Settings) -> api::Limits {
    api::Limits {
        body_bytes: settings.limits.max_body_bytes,
        bulk_body_bytes: settings.limits.max_bulk_body_bytes,
        file_bytes: settings.limits.max_file_bytes,
        ..api::Limits::default()
    }
}

/// Makes adapters by the name in the provider's row.
pub struct Adapters {
    clock: Arc<dyn Clock>,
}

impl Adapters {
    /// A factory whose adapters tell the time by `clock`.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock }
    }
}

impl AdapterFactory for Adapters {
    fn build(&self, provider: &Provider, sink: Arc<dyn ReportSink>) -> Result<Arc<dyn Adapter>, String> {
        match provider.adapter.as_str() {
            "simulator" => {
                let adapter = SimulatorAdapter::from_config(provider.id, &provider.config, sink, &*self.clock);
                Ok(Arc::new(adapter.map_err(|fault| fault.to_string())?))
            }
            other => Err(format!("there is no adapter `{other}`")),
        }
    }
}

/// Why the settings of `provider` do not work, found without connecting anywhere.
pub fn check_provider(provider: &Provider) -> Result<(), Fault> {
    match provider.adapter.as_str() {
        "simulator" => check_simulator(&provider.config).map_err(|fault| match fault.field.as_str() {
            "config" => fault.at("settings"),
            inner => {
                let path = format!("settings.{inner}");
                fault.at(path)
            }
        }),
        _ => Err(Fault::new("adapter", "is not known", "give simulator")),
    }
}

fn check_simulator(config: &str) -> Result<(), Fault> {
    let unreadable = |error: serde_json::Error| {
        Fault::new(
            "config",
            format!("cannot be read: {error}"),
            "see the keys in docs/simulator.md",
        )
    };
    let value: serde_json::Value = serde_json::from_str(config).map_err(unreadable)?;
    if value.get("connect").is_none() {
        return Config::parse(config).map(|_| ());
    }
    let remote: RemoteConfig = serde_json::from_value(value).map_err(unreadable)?;
    remote.check()
}
