//! From settings to parts: the store, tenancy, the engine's settings, and the adapters that providers' rows ask for.
//!
//! The only file that knows what every crate wants to be told.

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use adapters::catalog::{self, Setup};
use adapters::http::{Guard, HttpClient, HttpSettings};
use adapters::payments::PaymentProvider;
use adapters::payments::stripe::Stripe;
use adapters::{Adapter, CarrierSink};
use domain::Clock;
use domain::retry::RetrySchedule;
use engine::breaker::BreakerSettings;
use engine::{AdapterFactory, Alone, EngineSettings, ProviderBook, WebhookBook};
use store::{DatabaseUrl, Provider, Store, StoreConfig};
use tenancy::{Author, PeopleSettings, RandomSource, Tenancy, TenancyParts};

use crate::config::{Database, Settings, bad};
use crate::failure::Failure;
use crate::keys;

/// Where uploads lie inside the data directory until their last row is taken.
const SPOOL_DIR: &str = "spool";
/// How long the addresses of a webhook's host are remembered.
const HOOK_NAMES: Duration = Duration::from_secs(30);

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
        delivery_keep_ms: settings.webhooks.log_keep_ms,
        live_keep_ms: settings.live.keep_ms,
        ..StoreConfig::new(url)
    })
}

/// Opens the database and brings it to this binary's version.
pub async fn open_store(settings: &Settings, clock: Arc<dyn Clock>) -> Result<Store, Failure> {
    Ok(Store::open(store_config(settings)?, clock).await?)
}

/// Tenancy over `store`, with the limits of the settings and the operating system's randomness.
pub fn tenancy(settings: &Settings, store: &Store, clock: Arc<dyn Clock>) -> Result<Tenancy, Failure> {
    let mailer = settings.mail.mailer(&settings.data_dir);
    let base_url = match settings.public_url.trim_end_matches('/') {
        "" => crate::demo::url(settings.listen),
        public => public.to_owned(),
    };
    let ways = settings.sign_in.ways(&clock)?;
    Ok(Tenancy::new(TenancyParts {
        store: store.clone(),
        clock,
        random: random(),
        vault: Arc::new(keys::vault(settings, random())?),
        limits: settings.limits.of_requests(),
        mailer: mailer.map_err(|fault| bad(vec![fault]))?,
        ways,
        people: PeopleSettings {
            base_url,
            ..settings.people.settings()
        },
    }))
}

/// The operating system's randomness.
pub fn random() -> RandomSource {
    Arc::new(fill_random)
}

fn fill_random(buffer: &mut [u8]) {
    use rand::TryRngCore;
    rand::rngs::OsRng
        .try_fill_bytes(buffer)
        .expect("a system without randomness cannot make keys");
}

/// The book of providers over `store`.
pub fn provider_book(settings: &Settings, store: &Store, clock: Arc<dyn Clock>) -> Result<ProviderBook, Failure> {
    Ok(ProviderBook {
        store: store.clone(),
        vault: Arc::new(keys::vault(settings, random())?),
        guard: Guard::new(settings.http.allow_private),
        clock,
        random: random(),
        max_providers: settings.limits.max_providers,
        author: Author::operator(),
    })
}

/// Carriers where no engine runs, as `book` has them.
pub fn alone(settings: &Settings, book: &ProviderBook) -> Result<Alone, Failure> {
    // Nobody listens for webhooks.
    let adapters = Adapters::new(book.clock.clone(), http_client(settings)?, "");
    Ok(Alone {
        book: book.clone(),
        factory: Arc::new(adapters),
    })
}

/// The book of webhooks over `store`.
pub fn webhook_book(settings: &Settings, store: &Store, clock: Arc<dyn Clock>) -> Result<WebhookBook, Failure> {
    Ok(WebhookBook {
        store: store.clone(),
        vault: Arc::new(keys::vault(settings, random())?),
        http: hook_client(settings)?,
        allow_http: settings.webhooks.allow_http,
        timeout_ms: settings.webhooks.timeout_ms,
        clock,
        random: random(),
        author: Author::operator(),
    })
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
        retention_poll_ms: of.retention_poll_ms,
        retention_every_ms: of.retention_every_ms,
        retention_pause_ms: of.retention_pause_ms,
        registry_poll_ms: of.provider_poll_ms,
        approved_senders_only: of.approved_senders_only,
        max_providers: settings.limits.max_providers,
        lane_memory: of.lane_memory,
        begin_batch: of.begin_batch,
        spool_dir: settings.data_dir.join(SPOOL_DIR),
        max_file_bytes: settings.limits.max_file_bytes,
        chunk_rows: of.chunk_rows,
        file_workers: of.file_workers,
        breaker: breaker_settings(settings),
        health_poll_ms: settings.health.poll_ms,
        rate_per_second: Some(of.rate_per_second).filter(|rate| *rate > 0),
        recipients_per_day: settings.limits.recipients_per_day,
        inbound_parts_ms: of.inbound_parts_ms,
        hooks: settings.webhooks.engine(),
        live: settings.live.engine(),
    }
}

fn breaker_settings(settings: &Settings) -> BreakerSettings {
    let of = &settings.health;
    BreakerSettings {
        failure_window_ms: of.failure_window_ms,
        degraded_failures: of.degraded_failures,
        down_failures: of.down_failures,
        rate_window_ms: of.rate_window_ms,
        rate_minimum: of.rate_minimum,
        degraded_percent: of.degraded_percent,
        down_percent: of.down_percent,
        probe_after_ms: of.probe_after_ms,
        probe_after_most_ms: of.probe_after_most_ms,
        report_minimum: of.report_minimum,
        delivered_percent: of.delivered_percent,
    }
}

/// The API's limits.
pub fn api_limits(settings: &Settings) -> Result<api::Limits, Failure> {
    let trusted_proxies = settings.proxies().map_err(bad)?;
    Ok(api::Limits {
        trusted_proxies,
        body_bytes: settings.limits.max_body_bytes,
        bulk_body_bytes: settings.limits.max_bulk_body_bytes,
        file_bytes: settings.limits.max_file_bytes,
        ..api::Limits::default()
    })
}

/// The client that calls carriers.
pub fn http_client(settings: &Settings) -> Result<HttpClient, Failure> {
    client(&http_settings(settings))
}

/// The client that calls webhooks and callbacks: it keeps as many connections as may be under way, and remembers
/// addresses for a while.
pub fn hook_client(settings: &Settings) -> Result<HttpClient, Failure> {
    client(&HttpSettings {
        idle_per_host: settings.http.idle_per_host.max(settings.webhooks.max_open_per_endpoint),
        names_for: HOOK_NAMES,
        peer: "the receiver",
        ..http_settings(settings)
    })
}

fn http_settings(settings: &Settings) -> HttpSettings {
    let of = &settings.http;
    HttpSettings {
        allow_private: of.allow_private,
        connect_timeout: Duration::from_millis(of.connect_timeout_ms),
        timeout: Duration::from_millis(of.timeout_ms),
        idle_per_host: of.idle_per_host,
        ..HttpSettings::default()
    }
}

fn client(settings: &HttpSettings) -> Result<HttpClient, Failure> {
    HttpClient::new(settings).map_err(|error| Failure::failed(format!("HTTP cannot be set up: {error}")))
}

/// Takes money from people, where that is set up.
pub fn payments(settings: &Settings, http: &HttpClient) -> Option<Arc<dyn PaymentProvider>> {
    let stripe = Stripe::new(settings.payments.stripe()?, http.clone());
    Some(Arc::new(stripe))
}

/// Makes adapters by the kind of the provider.
pub struct Adapters {
    clock: Arc<dyn Clock>,
    http: HttpClient,
    public_url: String,
}

impl Adapters {
    /// A factory whose adapters tell the time by `clock` and call carriers through `http`; carriers reach them under
    /// `public_url`, where there is one.
    pub fn new(clock: Arc<dyn Clock>, http: HttpClient, public_url: &str) -> Self {
        Self {
            clock,
            http,
            public_url: public_url.trim_end_matches('/').to_owned(),
        }
    }
}

impl AdapterFactory for Adapters {
    fn build(
        &self,
        provider: &Provider,
        settings: serde_json::Value,
        region: &str,
        sink: Arc<dyn CarrierSink>,
    ) -> Result<Arc<dyn Adapter>, String> {
        let kind =
            catalog::kind(&provider.adapter).ok_or_else(|| format!("there is no adapter `{}`", provider.adapter))?;
        let webhooks = provider.hook_token.as_ref().filter(|_| !self.public_url.is_empty());
        let setup = Setup {
            provider: provider.id,
            config: settings,
            sink,
            clock: self.clock.clone(),
            http: self.http.clone(),
            region: region.to_owned(),
            webhook_url: webhooks.map(|token| format!("{}/hooks/{token}", self.public_url)),
        };
        (kind.build)(setup).map_err(|fault| fault.to_string())
    }
}
