//! SMPP: binds kept open to an SMSC, messages handed over as submit_sm, receipts and inbound messages taken back.
//!
//! Each bind is one task that connects, binds, settles what the session answers, and connects again when it ends. A
//! message is one submit_sm or several; it is accepted only when every part was, and a part that may have been taken is
//! never sent again. What the SMSC delivers is answered after it is stored. Nothing here is spawned or timed per message.

mod backoff;
mod connect;
mod forms;
mod inbound;
mod incoming;
mod link;
mod links;
mod meaning;
mod open;
mod query;
mod receipt;
mod repeats;
mod send;
mod settings;
mod write;
mod written;

use std::sync::Arc;
use std::sync::atomic::AtomicU32;
use std::time::Duration;

use async_trait::async_trait;
use domain::{Clock, Fault, Millis, ProviderId};
use parking_lot::Mutex;
use ring::rand::{SecureRandom, SystemRandom};
use serde_json::Value;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use self::links::Links;
use self::open::OpenMessages;
use self::repeats::Repeats;
use self::settings::Settings;
use crate::catalog::{Kind, Setup};
use crate::http::Guard;
use crate::{Adapter, AskError, CarrierSink, Outcomes, Outgoing, Report};

/// The window of all binds together, unless the settings say otherwise.
const WINDOW: u32 = 500;
/// The most messages of one hand-over.
const MAX_BATCH: usize = 500;
/// How long an unbind waits for what is unanswered, and then again for its answer.
const DRAIN: Duration = Duration::from_secs(5);
/// How long closing waits for the binds to end: for the drain, its answer, and a little.
const CLOSE_WAIT: Duration = Duration::from_secs(12);

/// The entry of the catalog.
pub(crate) const KIND: Kind = Kind {
    name: "smpp",
    title: "SMPP",
    secrets: &["password"],
    rate_per_second: None,
    window: WINDOW,
    rules: &[],
    check: |config, guard| Smpp::check_settings(config, guard),
    build: |setup| Ok(Arc::new(Smpp::new(setup)?)),
};

/// One account at an SMSC.
pub struct Smpp {
    shared: Arc<Shared>,
    /// Dropped or true: the binds end.
    stop: watch::Sender<bool>,
    binds: Mutex<Vec<JoinHandle<()>>>,
}

/// What the binds and the hand-overs share.
struct Shared {
    provider: ProviderId,
    settings: Settings,
    sink: Arc<dyn CarrierSink>,
    clock: Arc<dyn Clock>,
    guard: Guard,
    links: Links,
    open: Mutex<OpenMessages>,
    repeats: Mutex<Repeats>,
    /// The reference of the next long message.
    reference: AtomicU32,
}

impl Smpp {
    /// Every fault of `config`, found without calling anybody.
    pub fn check_settings(config: &Value, guard: Guard) -> Vec<Fault> {
        Settings::read(config, guard).err().unwrap_or_default()
    }

    /// The adapter for settings without a fault. Nothing is connected before [`Adapter::open`].
    ///
    /// # Errors
    /// The first fault of the settings.
    pub fn new(setup: Setup) -> Result<Self, Fault> {
        let guard = setup.http.guard();
        let settings = Settings::read(&setup.config, guard).map_err(|mut faults| faults.remove(0))?;
        let now = setup.clock.now_ms();
        let shared = Shared {
            provider: setup.provider,
            settings,
            sink: setup.sink,
            clock: setup.clock,
            guard,
            links: Links::new(),
            open: Mutex::default(),
            repeats: Mutex::new(Repeats::new(run_number(now))),
            // Another node, or this one before a restart, begins elsewhere.
            reference: AtomicU32::new(now as u32),
        };
        Ok(Self {
            shared: Arc::new(shared),
            stop: watch::Sender::new(false),
            binds: Mutex::default(),
        })
    }
}

/// A number that no other run has, not even one that begins in the same millisecond elsewhere: ids of inbound messages are
/// made with it.
fn run_number(now: Millis) -> i64 {
    let mut octets = [0; 4];
    // Without chance the time has to do.
    let _ = SystemRandom::new().fill(&mut octets);
    (now << 20) | i64::from(u32::from_be_bytes(octets) >> 12)
}

#[async_trait]
impl Adapter for Smpp {
    fn max_batch(&self) -> usize {
        MAX_BATCH
    }

    async fn send(&self, batch: Vec<Outgoing>, outcomes: Outcomes) {
        send::send(&self.shared, batch, outcomes).await;
    }

    async fn query(&self, carrier_id: &str, to: &str) -> Result<Report, AskError> {
        query::query(&self.shared, carrier_id, to).await
    }

    /// A bind that is on its way is waited for a moment.
    async fn check(&self) -> Result<(), AskError> {
        match self.shared.links.choose().await {
            Some(_) => Ok(()),
            None => self.shared.links.state().map_err(AskError::Failed),
        }
    }

    async fn open(&self) {
        let mut binds = self.binds.lock();
        if !binds.is_empty() {
            return;
        }
        for (number, mode) in self.shared.settings.binds.iter().enumerate() {
            let bind = link::keep(self.shared.clone(), number, *mode, self.stop.subscribe());
            binds.push(tokio::spawn(bind));
        }
    }

    async fn close(&self) {
        self.stop.send_replace(true);
        let binds = std::mem::take(&mut *self.binds.lock());
        // Whoever does not end in time is cut off when the process ends, or when the last message lets go of it.
        let _ = tokio::time::timeout(CLOSE_WAIT, futures::future::join_all(binds)).await;
        incoming::note_certain(&self.shared, true).await;
    }
}
