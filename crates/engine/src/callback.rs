//! Callbacks: a signed POST to the URL that came with a message, at each final state, until it is taken.
//!
//! Rows of the outbox were written in the transaction of the state that they tell; they are claimed in batches, posted,
//! and deleted when the receiver answered 2xx. A receiver that does not is tried again after 5 s, 5 min, 30 min, 2 h,
//! 5 h, 10 h and 10 h. A row may be posted twice after a crash: `webhook-id` is the same, so receivers can tell. No host
//! keeps more than its share of the hand-overs that are under way.
//!
//! Claiming, posting and writing what came of it go on beside each other: none waits for another's commit.

mod body;
mod hosts;
mod signature;
mod tell;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use adapters::http::check_host;
use domain::{Millis, OrganizationId};
use parking_lot::Mutex;
use store::{OutboxRow, Targets};
use tokio::sync::{Notify, Semaphore, mpsc};

use crate::Engine;
use crate::request::{Refusal, SendOptions};
use hosts::{Hosts, Place};
use signature::Signer;
pub(crate) use signature::{SECRET_BYTES, shown};
use tell::Told;

/// Callbacks under way at the same time.
const OPEN: usize = 512;
/// Rows that are claimed and whose outcome is not on disk.
const HELD: usize = 4_096;
/// Rows of one claim.
const CLAIM: usize = 256;
/// Outcomes that are written together.
const SETTLE: usize = 512;
/// How long a host that is full is waited for: rows of others may stand behind its own.
const PATIENCE: Duration = Duration::from_millis(100);
/// How soon a callback is tried again that cannot be signed now.
const UNSIGNED_MS: Millis = 500;
/// How soon after a failure to read the outbox the next try comes.
const AFTER_ERROR: Duration = Duration::from_millis(500);
/// Organizations whose signers are kept.
const SIGNERS: usize = 10_000;

impl Engine {
    /// Refuses a callback to an address that may not be called, as far as the URL shows; the addresses of a name are looked
    /// at when it is called.
    pub(crate) fn check_callback_host(&self, options: &SendOptions) -> Result<(), Refusal> {
        match options.callback_url.as_deref() {
            Some(url) => check_host("callbackUrl", url, self.guard).map_err(Refusal::of),
            None => Ok(()),
        }
    }
}

/// A claimed row on its way.
struct Held {
    row: OutboxRow,
    signer: Option<Signer>,
    host: Arc<str>,
}

/// A row's target and id, and what became of it.
type Outcome = ((i64, i64), Told);

/// What claiming, posting and writing share.
struct Teller {
    engine: Engine,
    hosts: Mutex<Hosts<Held>>,
    open: Semaphore,
    held: AtomicUsize,
    /// Told when rows are no longer held.
    room: Notify,
}

/// Tells until the engine stops, and writes what came of it until the engine halts.
pub(crate) async fn run(engine: Engine) {
    let teller = Arc::new(Teller {
        engine,
        hosts: Mutex::default(),
        open: Semaphore::new(OPEN),
        held: AtomicUsize::new(0),
        room: Notify::new(),
    });
    let (outcomes, arriving) = mpsc::channel(HELD);
    tokio::join!(teller.clone().claim_all(outcomes), teller.settle_all(arriving));
}

impl Teller {
    /// Claims what is due while there is room for it.
    async fn claim_all(self: Arc<Self>, outcomes: mpsc::Sender<Outcome>) {
        let engine = &self.engine;
        let poll = Duration::from_millis(engine.settings.poll_ms);
        let written = engine.store.outbox_watch(Targets::Callbacks);
        let mut signers = HashMap::new();
        loop {
            tokio::select! {
                () = engine.stop.cancelled() => return,
                () = self.room() => {}
            }
            if self.claim(&mut signers, &outcomes).await == CLAIM {
                continue;
            }
            tokio::select! {
                () = engine.stop.cancelled() => return,
                () = written.notified() => {}
                () = tokio::time::sleep(poll) => {}
            }
        }
    }

    /// Waits until there is room for a claim.
    async fn room(&self) {
        let patience = tokio::time::sleep(PATIENCE);
        tokio::pin!(patience);
        loop {
            let more = self.room.notified();
            let fits = self.held.load(Ordering::Acquire) + CLAIM <= HELD;
            if fits && (patience.is_elapsed() || !self.hosts.lock().any_is_full()) {
                return;
            }
            tokio::select! {
                () = more => {}
                () = &mut patience, if !patience.is_elapsed() => {}
            }
        }
    }

    /// Claims once and sends what was claimed on its way; how many rows.
    async fn claim(
        self: &Arc<Self>,
        signers: &mut HashMap<OrganizationId, Option<Signer>>,
        outcomes: &mpsc::Sender<Outcome>,
    ) -> usize {
        let engine = &self.engine;
        let due = engine.store.outbox_claim(Targets::Callbacks, CLAIM, engine.now());
        let rows = match due.await {
            Ok(rows) => rows,
            Err(error) => {
                tracing::warn!(%error, "callbacks could not be claimed");
                tokio::time::sleep(AFTER_ERROR).await;
                return 0;
            }
        };
        let count = rows.len();
        self.held.fetch_add(count, Ordering::AcqRel);
        let mut crowded = Vec::new();
        for row in rows {
            let host = hosts::host_of(row.message.callback_url.as_deref());
            let signer = signer(engine, signers, row.message.organization).await;
            let place = self.hosts.lock().enter(Held { row, signer, host });
            match place {
                Place::Now(held) => drop(engine.tasks.spawn(self.clone().post(held, outcomes.clone()))),
                Place::Waits => {}
                Place::Crowded(held, pause) => crowded.push((held.row.target, held.row.id, engine.now() + pause)),
            }
        }
        if !crowded.is_empty() {
            self.held.fetch_sub(crowded.len(), Ordering::AcqRel);
            keep(engine.store.outbox_delay(crowded).await);
        }
        count
    }

    /// Posts a row, and after it those of its host that waited for it.
    async fn post(self: Arc<Self>, mut held: Held, outcomes: mpsc::Sender<Outcome>) {
        loop {
            let Held { row, signer, host } = held;
            let key = (row.target, row.id);
            let Ok(_permit) = self.open.acquire().await else { return };
            let told = tokio::select! {
                told = tell::tell(&self.engine, signer, row) => told,
                () = self.engine.halt.cancelled() => return,
            };
            let next = self.hosts.lock().left(&host, told == Told::Done);
            // There is room for as many outcomes as rows are held; nobody takes them only when the engine halts.
            let _ = outcomes.send((key, told)).await;
            match next {
                Some(next) if !self.engine.is_stopping() => held = next,
                _ => return,
            }
        }
    }

    /// Writes outcomes, as many together as there are.
    async fn settle_all(self: Arc<Self>, mut arriving: mpsc::Receiver<Outcome>) {
        let mut outcomes = Vec::with_capacity(SETTLE);
        loop {
            let count = tokio::select! {
                count = arriving.recv_many(&mut outcomes, SETTLE) => count,
                () = self.engine.halt.cancelled() => return,
            };
            if count == 0 {
                return;
            }
            let (mut done, mut again) = (Vec::with_capacity(count), Vec::new());
            for ((target, id), told) in outcomes.drain(..) {
                match told {
                    Told::Done => done.push((target, id)),
                    Told::Again(at) => again.push((target, id, at)),
                }
            }
            if !done.is_empty() {
                keep(self.engine.store.outbox_done(done).await);
            }
            if !again.is_empty() {
                keep(self.engine.store.outbox_retry(again).await);
            }
            self.held.fetch_sub(count, Ordering::AcqRel);
            self.room.notify_one();
        }
    }
}

/// What an organization's callbacks are signed with; read again every so often by forgetting all of them.
async fn signer(
    engine: &Engine,
    signers: &mut HashMap<OrganizationId, Option<Signer>>,
    organization: OrganizationId,
) -> Option<Signer> {
    if signers.len() > SIGNERS {
        signers.clear();
    }
    if let Some(signer) = signers.get(&organization) {
        return signer.clone();
    }
    let signer = match engine.callback_secret(organization).await {
        Ok(secret) => Signer::new(&secret),
        Err(error) => {
            tracing::warn!(%error, %organization, "the secret of an organization's callbacks could not be read");
            return None;
        }
    };
    signers.insert(organization, signer.clone());
    signer
}

/// An error leaves the rows claimed by this node: they are told again after its end, or after its next start.
fn keep(outcome: Result<usize, store::StoreError>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "the outcome of callbacks could not be recorded; they may be told twice");
    }
}
