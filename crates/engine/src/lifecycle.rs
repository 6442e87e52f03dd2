//! Start, drain and stop. Every task of the engine is started here; one that ends early is a crash.
//!
//! Stopping has two steps: `stop` ends new work and hand-overs, what is in flight is settled, memory is given back to
//! the database; then `halt` ends the rest.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use adapters::CarrierSink;
use adapters::http::HttpClient;
use adapters::payments::PaymentProvider;
use domain::Clock;
use store::{Store, StoreError};
use tenancy::{RandomSource, Vault};
use tokio::sync::{Notify, Semaphore};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::door::CarrierDoor;
use crate::lane::Lane;
use crate::numbers::Numbers;
use crate::rate::MemoryRate;
use crate::registry::Registry;
use crate::standing::{self, Standing};
use crate::units::Units;
use crate::{AdapterFactory, Engine, EngineSettings, Inner};
use crate::{
    agreed, carrier_balance, claim, decision, dispatch, expire, export, file, gauges, hooks, lease, live, recover,
    retention, schedule, smpp, upload, watch,
};

/// What an engine is made of.
pub struct EngineParts {
    /// The open database.
    pub store: Store,
    /// Times and bounds.
    pub settings: EngineSettings,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Makes adapters.
    pub factory: Arc<dyn AdapterFactory>,
    /// Seals and opens credentials.
    pub vault: Arc<Vault>,
    /// Calls webhooks and callbacks.
    pub http: HttpClient,
    /// Bytes that nobody can guess.
    pub random: RandomSource,
    /// Takes money from people, where that is set up.
    pub payments: Option<Arc<dyn PaymentProvider>>,
}

/// The most hand-overs whose outcome is not on disk yet, over all lanes.
pub(crate) const MAX_UNSETTLED: usize = 50_000;

impl Engine {
    /// Starts the engine on an open store.
    ///
    /// # Errors
    /// When the providers cannot be read or the lease cannot be taken.
    pub async fn start(parts: EngineParts) -> Result<Self, StoreError> {
        let EngineParts {
            store,
            settings,
            clock,
            factory,
            vault,
            http,
            random,
            payments,
        } = parts;
        let engine = Self(Arc::new(Inner {
            registry: Registry::new(factory, vault.clone(), &settings, http.guard()),
            numbers: Numbers::default(),
            standing: Standing::default(),
            units: Units::default(),
            agreed: agreed::Agreed::default(),
            smpp: smpp::Accounts::default(),
            guard: http.guard(),
            vault,
            http,
            random,
            payments,
            outbox: Notify::new(),
            hooks: hooks::Hooks::default(),
            live: live::Live::default(),
            files: file::Workers::new(settings.file_workers),
            exports: Arc::new(Semaphore::new(export::MAX_EXPORTS)),
            carrier_balances: carrier_balance::CarrierBalances::default(),
            lease: lease::Lease::default(),
            due: Notify::new(),
            providers_changed: Notify::new(),
            health_changed: Notify::new(),
            decisions: decision::Decisions::default(),
            system_rate: Box::new(MemoryRate::new(settings.rate_per_second)),
            deliveries: gauges::Rolling::default(),
            stop: CancellationToken::new(),
            halt: CancellationToken::new(),
            tasks: TaskTracker::new(),
            crashed: AtomicBool::new(false),
            crash: Notify::new(),
            unsettled: Arc::new(Semaphore::new(MAX_UNSETTLED)),
            store,
            settings,
            clock,
        }));
        let asked_at = Instant::now();
        engine
            .store
            .owner_renew(engine.now() + engine.settings.lease_ms)
            .await?;
        engine.lease.renewed(asked_at, &engine.settings);
        if engine.store.api_key_any_test_all().await? {
            engine.registry.test.want();
        }
        let sink = CarrierDoor::open(&engine);
        let lanes = engine.registry.refresh(&engine.store, &sink).await?;
        read_addresses(&engine).await?;
        standing::refresh(&engine).await?;
        engine.run(sink);
        for lane in lanes {
            engine.open_lane(lane);
        }
        file::resume(&engine).await?;
        upload::forget_unrecorded(&engine).await?;
        Ok(engine)
    }

    /// Sets going what runs as long as the engine does.
    fn run(&self, sink: Arc<dyn CarrierSink>) {
        self.guard("lease", lease::run(self.clone()));
        self.guard("registry", watch_providers(self.clone(), sink));
        self.guard("watch", watch::run(self.clone()));
        self.guard("recover", recover::run(self.clone()));
        self.guard("schedule", schedule::run(self.clone()));
        self.guard("expire", expire::run(self.clone()));
        self.guard("sweep", expire::sweep(self.clone()));
        self.guard("retention", retention::run(self.clone()));
        self.guard("hooks", hooks::run(self.clone()));
        self.guard("live", live::run(self.clone()));
    }

    /// Waits until a task has ended that must not end: the process should exit and be started again.
    pub async fn crashed(&self) {
        let told = self.crash.notified();
        if !self.crashed.load(Ordering::Acquire) {
            told.await;
        }
    }

    /// Takes no new work, settles what is in flight, gives the rest back to the database. Whatever is not done at
    /// `deadline` is left to the next start.
    pub async fn shutdown(&self, deadline: Duration) {
        self.stop.cancel();
        self.live_close();
        for lane in self.registry.lanes().iter() {
            lane.work.notify_one();
            lane.claim.notify_one();
        }
        if tokio::time::timeout(deadline, self.drain()).await.is_err() {
            tracing::warn!("the deadline came before everything in flight was settled");
        }
        // Before the halt: an adapter that still has reports hands them over now.
        for lane in self.registry.lanes().iter() {
            lane.adapter().close().await;
        }
        self.halt.cancel();
        self.tasks.close();
        if tokio::time::timeout(Duration::from_secs(2), self.tasks.wait())
            .await
            .is_err()
        {
            tracing::warn!("some tasks did not end in time");
        }
    }

    async fn drain(&self) {
        self.hooks.drained.cancelled().await;
        if let Ok(all) = self.unsettled.acquire_many(MAX_UNSETTLED as u32).await {
            all.forget();
            self.unsettled.close();
        }
        for lane in self.registry.lanes().iter() {
            let entries: Vec<_> = lane.drain().iter().map(|m| (m.organization, m.id)).collect();
            if entries.is_empty() {
                continue;
            }
            if let Err(error) = self.store.lane_release(lane.id(), entries).await {
                tracing::warn!(%error, "lane entries could not be given back; the next start reclaims them");
            }
        }
    }

    /// Runs `task` until the engine stops; its end before that is a crash.
    fn guard(&self, name: &'static str, task: impl Future<Output = ()> + Send + 'static) {
        let engine = self.clone();
        let running = self.tasks.spawn(task);
        self.tasks.spawn(async move {
            let ended = running.await;
            if !engine.is_stopping() {
                tracing::error!(
                    task = name,
                    panicked = ended.is_err(),
                    "a task of the engine ended early"
                );
                engine.crashed.store(true, Ordering::Release);
                engine.crash.notify_waiters();
            }
        });
    }

    fn open_lane(&self, lane: Arc<Lane>) {
        let opening = lane.adapter();
        self.tasks.spawn(async move { opening.open().await });
        self.guard("dispatch", dispatch::run(self.clone(), lane.clone()));
        self.guard("claim", claim::run(self.clone(), lane));
    }
}

/// Takes over whose the addresses of shared providers are, what was agreed with organizations, and the SMPP accounts.
async fn read_addresses(engine: &Engine) -> Result<(), StoreError> {
    engine.agreed.replace(engine.store.terms_list_all().await?);
    engine.numbers.replace(engine.store.number_list_all().await?);
    engine.smpp_refresh().await
}

/// Takes over changes of the providers' rows and opens lanes for new ones.
async fn watch_providers(engine: Engine, sink: Arc<dyn CarrierSink>) {
    let pause = Duration::from_millis(engine.settings.registry_poll_ms);
    loop {
        tokio::select! {
            () = engine.stop.cancelled() => return,
            () = engine.providers_changed.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
        if let Err(error) = read_addresses(&engine).await {
            tracing::warn!(%error, "numbers and SMPP accounts could not be read");
        }
        if let Err(error) = standing::refresh(&engine).await {
            tracing::warn!(%error, "which organizations are suspended could not be read");
        }
        match engine.registry.refresh(&engine.store, &sink).await {
            Ok(added) => added.into_iter().for_each(|lane| engine.open_lane(lane)),
            Err(error) => tracing::warn!(%error, "the providers could not be read"),
        }
    }
}
