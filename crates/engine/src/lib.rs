//! The engine: accept → lane → dispatch → settle → receipt, and the tasks that keep it going.
//!
//! `accept` is the only door through which a message comes in. Everything that a crash may interrupt is on disk before
//! it is done; what is in memory can be lost at any moment. The engine knows no HTTP route and no screen.

mod accept;
mod agreed;
mod alone;
pub mod analytics;
pub mod breaker;
mod bulk;
mod carrier_balance;
mod ceiling;
mod claim;
mod decision;
mod dedupe;
mod dispatch;
mod door;
mod expire;
mod export;
mod failover;
mod file;
mod gauges;
mod handsets;
mod health;
mod hooks;
mod inbound;
mod lane;
mod lease;
mod lifecycle;
mod live;
mod messages;
mod numbers;
mod pace;
mod pauses;
mod payments;
mod plan;
mod preview;
mod provider;
mod queue;
mod rate;
mod receipt;
mod recover;
mod registry;
pub mod request;
mod retention;
mod route;
mod routing;
mod schedule;
mod senders;
mod settings;
mod settle;
mod settling;
mod smpp;
mod spool;
mod standing;
pub mod suppress;
mod tariff;
mod test_lane;
mod throttle;
mod units;
mod upload;
mod watch;
mod webhook;
mod window;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use adapters::http::{Guard, HttpClient};
use adapters::payments::PaymentProvider;
use domain::{Clock, MessageId, Millis};
use store::Store;
use tenancy::{RandomSource, Vault};
use tokio::sync::{Notify, Semaphore};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub use alone::Alone;
pub use bulk::is_test_batch;
pub use carrier_balance::{CARRIER_BALANCE_AGE_MS, CarrierBalance};
pub use ceiling::{Cap, Ceiling, LaneFigures};
pub use export::{ExportedMessage, MessagePages};
pub use health::Health;
pub use hooks::{DeliveryDetail, ReplayRequest, Sight, WebhookBook, WebhookDetail, WebhookDraft, WebhookSecret};
pub use lifecycle::EngineParts;
pub use live::{Frame, Listener, StreamEnd, Told};
pub use payments::{OpenedCheckout, PaymentError};
pub use provider::{Checked, ProviderBook, ProviderChange, ProviderDetail, ProviderHealth, SharedProvider};
pub use registry::AdapterFactory;
pub use request::*;
pub use routing::{ExplainRequest, Explained, NamedProvider, RouteBook, RouteChange, RouteDetail};
pub use settings::{EngineSettings, HookSettings, LiveSettings};
pub use smpp::{SmppAccountBook, SmppAccountChange, SmppAccountDetail, SmppServerSettings};
pub use spool::SpoolWriter;
pub use test_lane::{TEST_PROVIDER, is_test};
pub use upload::{UploadRequest, Uploaded, UploadedRequest};
pub use webhook::WebhookError;

/// The running engine; clones share it.
#[derive(Clone)]
pub struct Engine(Arc<Inner>);

/// What the engine's parts share.
pub struct Inner {
    /// The database.
    pub(crate) store: Store,
    pub(crate) settings: EngineSettings,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) registry: registry::Registry,
    pub(crate) lease: lease::Lease,
    /// Woken when something may be due sooner than the scheduler thinks.
    pub(crate) due: Notify,
    /// Woken when a provider's health changed.
    pub(crate) health_changed: Notify,
    /// Decisions in memory.
    pub(crate) decisions: decision::Decisions,
    /// Whose the addresses of shared providers are.
    pub(crate) numbers: numbers::Numbers,
    /// The organizations that are suspended, as last read.
    pub(crate) standing: standing::Standing,
    /// Units that were found lately.
    pub(crate) units: units::Units,
    /// What was agreed with organizations, as last read.
    pub(crate) agreed: agreed::Agreed,
    /// The SMPP accounts, as last read.
    pub(crate) smpp: smpp::Accounts,
    /// Seals and opens credentials.
    pub(crate) vault: Arc<Vault>,
    /// Calls webhooks and callbacks.
    pub(crate) http: HttpClient,
    /// Which addresses may be called on a user's behalf.
    pub(crate) guard: Guard,
    /// Bytes that nobody can guess.
    pub(crate) random: RandomSource,
    /// Woken when what a bind could not tell waits for another one.
    pub(crate) outbox: Notify,
    /// The endpoints that are told events.
    pub(crate) hooks: hooks::Hooks,
    /// Those who follow events live.
    pub(crate) live: live::Live,
    /// Messages a second over all lanes.
    pub(crate) system_rate: Box<dyn rate::RateLayer>,
    /// Woken when a provider's row may have changed.
    pub(crate) providers_changed: Notify,
    pub(crate) files: file::Workers,
    /// Exports at the same time.
    pub(crate) exports: Arc<Semaphore>,
    /// What carriers said is left on accounts with them.
    pub(crate) carrier_balances: carrier_balance::CarrierBalances,
    /// Delivered among ended messages.
    pub(crate) deliveries: gauges::Rolling,
    /// No new work from here on.
    pub(crate) stop: CancellationToken,
    /// Nothing goes on from here on.
    pub(crate) halt: CancellationToken,
    pub(crate) tasks: TaskTracker,
    /// Set when a task ended that must not end.
    pub(crate) crashed: AtomicBool,
    /// Told when `crashed` is set.
    pub(crate) crash: Notify,
    /// Takes money from people, where that is set up.
    pub(crate) payments: Option<Arc<dyn PaymentProvider>>,
    /// Hand-overs whose outcome is not on disk yet.
    pub(crate) unsettled: Arc<Semaphore>,
}

impl std::ops::Deref for Engine {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Inner {
    /// Now, ms since 1970.
    pub(crate) fn now(&self) -> Millis {
        self.clock.now_ms()
    }

    /// An id for a message accepted at `now`.
    pub(crate) fn next_message_id(&self, now: Millis) -> MessageId {
        MessageId::new(self.store.ids().next(now))
    }

    /// Whether the engine takes no new work.
    pub(crate) fn is_stopping(&self) -> bool {
        self.stop.is_cancelled()
    }
}

impl Engine {
    /// The database that the engine works on.
    pub fn store(&self) -> &Store {
        &self.0.store
    }
}
