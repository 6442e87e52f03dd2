//! A lane as the engine holds it: the provider's row, its adapter, the messages in memory, and what caps it now.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use adapters::Adapter;
use domain::{Millis, OrganizationId, Priority, ProviderId};
use parking_lot::{Mutex, RwLock};
use store::{LaneMessage, Provider};
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::breaker::{Admission, Breaker, BreakerSettings, Change};
use crate::decision::Reason;
use crate::gauges::Rolling;
use crate::pace::Pace;
use crate::pauses::Pauses;
use crate::queue::LaneQueue;
use crate::rate::RateGate;
use crate::settling::Settling;
use crate::throttle::Throttle;
use crate::window::Window;

/// A pause longer than this makes messages go elsewhere, where there is an elsewhere.
const PATIENCE: Duration = Duration::from_secs(5);

/// One provider's lane on this node.
pub struct Lane {
    id: ProviderId,
    region: String,
    provider: RwLock<Arc<Provider>>,
    /// The code that speaks to the carrier.
    adapter: RwLock<Arc<dyn Adapter>>,
    /// The provider was removed: its row is gone.
    retired: AtomicBool,
    queue: Mutex<LaneQueue>,
    /// Wakes the dispatcher: work, room, or a change of the provider.
    pub work: Notify,
    /// Wakes the claimer: messages wait in the database.
    pub claim: Notify,
    waiting: [AtomicBool; 3],
    stopped: AtomicBool,
    throttle: Mutex<Throttle>,
    /// Hand-overs that have no outcome yet.
    pub window: Window,
    /// Outcomes that are not on disk yet.
    pub settling: Arc<Settling>,
    /// Messages a second.
    rate: Mutex<RateGate>,
    /// How the provider is.
    breaker: Mutex<Breaker>,
    /// Set while the provider is DOWN and a message may be tried on it.
    wants_probe: AtomicBool,
    /// Organizations and senders that are not handed over for a while.
    pub(crate) pauses: Pauses,
    /// How fast it goes and how long the carrier takes.
    pub(crate) pace: Pace,
    /// Attempts that went well among all of the last hour.
    pub(crate) attempts: Rolling,
    /// Delivered among the final reports of the last hour.
    pub(crate) reports: Rolling,
}

impl Lane {
    /// A lane for `provider`, whose organization is in `region`, that keeps up to `memory` messages.
    pub fn new(
        (provider, region): (Provider, String),
        adapter: Arc<dyn Adapter>,
        memory: usize,
        breaker: BreakerSettings,
    ) -> Self {
        Self {
            region,
            attempts: Rolling::default(),
            reports: Rolling::default(),
            breaker: Mutex::new(Breaker::new(breaker)),
            wants_probe: AtomicBool::new(false),
            pauses: Pauses::of(&provider),
            pace: Pace::default(),
            window: Window::new(provider.window as usize),
            settling: Arc::default(),
            rate: Mutex::new(RateGate::new(provider.rate_per_second)),
            id: provider.id,
            provider: RwLock::new(Arc::new(provider)),
            adapter: RwLock::new(adapter),
            retired: AtomicBool::new(false),
            queue: Mutex::new(LaneQueue::new(memory)),
            work: Notify::new(),
            claim: Notify::new(),
            // What an earlier boot left behind waits in the database until the claimer has looked.
            waiting: [const { AtomicBool::new(true) }; 3],
            stopped: AtomicBool::new(false),
            throttle: Mutex::default(),
        }
    }

    /// The provider's id.
    pub fn id(&self) -> ProviderId {
        self.id
    }

    /// Region of national numbers that its carrier may write, `ZZ` where there is none.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The provider's row as last read.
    pub fn provider(&self) -> Arc<Provider> {
        self.provider.read().clone()
    }

    /// The code that speaks to the carrier.
    pub fn adapter(&self) -> Arc<dyn Adapter> {
        self.adapter.read().clone()
    }

    /// Speaks through another adapter from now on; answers the one before.
    pub fn replace_adapter(&self, adapter: Arc<dyn Adapter>) -> Arc<dyn Adapter> {
        std::mem::replace(&mut *self.adapter.write(), adapter)
    }

    /// The provider was removed: nothing is handed over any more. `false` where that was known.
    pub fn retire(&self) -> bool {
        if self.retired.swap(true, Ordering::Relaxed) {
            return false;
        }
        let mut provider = self.provider.write();
        let mut row = (**provider).clone();
        row.active = false;
        *provider = Arc::new(row);
        true
    }

    /// Whether the provider was removed.
    pub fn is_retired(&self) -> bool {
        self.retired.load(Ordering::Relaxed)
    }

    /// Takes over a changed row: rate, window and rules change at once.
    pub fn update(&self, provider: Provider) {
        self.window.resize(provider.window as usize);
        self.rate.lock().set(provider.rate_per_second.map(f64::from));
        self.pauses.read_rules(&provider);
        *self.provider.write() = Arc::new(provider);
        self.work.notify_one();
        self.claim.notify_one();
    }

    /// Stops or resumes handing over, whatever the provider's row says.
    pub fn stop(&self, stopped: bool) {
        self.stopped.store(stopped, Ordering::Relaxed);
        self.work.notify_one();
        self.claim.notify_one();
    }

    /// Whether messages may be handed over now, as far as a person decides.
    pub fn is_open(&self) -> bool {
        !self.stopped.load(Ordering::Relaxed) && self.provider.read().active && self.paused_until().is_none()
    }

    /// Why routes pass it over now, if they do.
    pub fn shut(&self) -> Option<Reason> {
        if !self.provider.read().active {
            return Some(Reason::Inactive);
        }
        if self.breaker.lock().is_down() {
            return Some(Reason::Down);
        }
        let long = |until: Instant| until > Instant::now() + PATIENCE;
        self.paused_until()
            .filter(|until| long(*until))
            .map(|_| Reason::Throttled)
    }

    /// Whether what waits in it should go elsewhere: it is DOWN, its carrier asks for long patience, or it was removed.
    pub fn is_tripped(&self) -> bool {
        self.is_retired() || matches!(self.shut(), Some(Reason::Down | Reason::Throttled))
    }

    /// Hands nothing over before `until`.
    pub fn pause_until(&self, until: Instant) {
        self.throttle.lock().pause(until);
    }

    /// The carrier asked for patience.
    pub fn throttled(&self, asked: Duration) {
        let rate = self.rate_now();
        self.throttle.lock().asked(asked, rate, Instant::now());
    }

    /// Messages a second that the lane goes at: as it may, or as it does where nothing limits it.
    fn rate_now(&self) -> f64 {
        let configured = self.provider.read().rate_per_second;
        configured.map_or_else(|| self.pace.per_second(Instant::now()), f64::from)
    }

    /// The end of the pause, while it lasts.
    pub fn paused_until(&self) -> Option<Instant> {
        self.throttle.lock().paused_until(Instant::now())
    }

    /// Messages a second that its rate lets through now; `None` for no limit.
    pub fn rate_limit(&self, now: Instant) -> Option<f64> {
        let configured = self.provider.read().rate_per_second.map(f64::from);
        self.throttle.lock().limit(configured, now).or(configured)
    }

    /// How many of `wanted` messages its rate lets through at `now`, or how long until the next.
    pub fn take_rate(&self, wanted: usize, now: Instant) -> Result<usize, Duration> {
        let limit = self.rate_limit(now);
        let mut rate = self.rate.lock();
        rate.set(limit);
        match rate.take(wanted, now) {
            0 => Err(rate.wait()),
            allowed => Ok(allowed),
        }
    }

    /// Gives back what its rate let through and nobody used.
    pub fn give_rate_back(&self, count: usize) {
        self.rate.lock().give_back(count);
    }

    /// How many messages its health lets through at `now`.
    pub fn admission(&self, now: Millis) -> Admission {
        self.breaker.lock().admission(now)
    }

    /// Looks at or changes what is known of the provider's health.
    pub fn with_breaker<T>(&self, look: impl FnOnce(&mut Breaker) -> T) -> T {
        look(&mut self.breaker.lock())
    }

    /// Takes outcomes of attempts into its health.
    pub fn outcomes(&self, now: Millis, well: usize, failed: usize, why: &str) -> Option<Change> {
        if well > 0 {
            self.throttle.lock().took(Instant::now());
        }
        self.breaker.lock().outcomes(now, well, failed, why)
    }

    /// Lets one message try a provider that is DOWN.
    pub fn want_probe(&self) {
        self.wants_probe.store(true, Ordering::Relaxed);
        self.work.notify_one();
    }

    /// Whether a message that tries it is waited for.
    pub fn probe_is_wanted(&self) -> bool {
        self.wants_probe.load(Ordering::Relaxed)
    }

    /// Whether this message is the one that tries it.
    pub fn take_probe(&self) -> bool {
        self.wants_probe.load(Ordering::Relaxed) && self.wants_probe.swap(false, Ordering::Relaxed)
    }

    /// Reserves memory for up to `wanted` new messages; none while older ones of that priority wait in the database,
    /// which go first.
    pub fn reserve(&self, priority: Priority, organization: OrganizationId, wanted: usize) -> usize {
        if self.waiting[priority.index()].load(Ordering::Relaxed) {
            return 0;
        }
        let granted = self.queue.lock().reserve(priority, organization, wanted);
        if granted < wanted {
            self.waiting[priority.index()].store(true, Ordering::Relaxed);
        }
        granted
    }

    /// Reserves memory for messages that wait in the database.
    pub fn reserve_for_claim(&self, priority: Priority, organization: OrganizationId, wanted: usize) -> usize {
        self.queue.lock().reserve(priority, organization, wanted)
    }

    /// Gives reserved memory back.
    pub fn unreserve(&self, priority: Priority, organization: OrganizationId, count: usize) {
        self.queue.lock().unreserve(priority, organization, count);
    }

    /// Queues committed messages in the room reserved for them.
    pub fn push(&self, messages: impl IntoIterator<Item = LaneMessage>) {
        let mut queue = self.queue.lock();
        for message in messages {
            queue.push(message);
        }
        drop(queue);
        self.work.notify_one();
    }

    /// Takes the next messages to hand over; calls the claimer when memory runs low and others wait in the database.
    pub fn take(&self, count: usize) -> Vec<LaneMessage> {
        let mut queue = self.queue.lock();
        let paused = self.pauses.organizations(Instant::now());
        let taken = queue.take(count, |organization| paused.contains(&organization));
        let low = queue.is_low();
        drop(queue);
        if low && self.waiting.iter().any(|waiting| waiting.load(Ordering::Relaxed)) {
            self.claim.notify_one();
        }
        taken
    }

    /// Takes the messages of paused senders out, each with what is left of its pause.
    pub fn split_paused(
        &self,
        batch: Vec<LaneMessage>,
        now: Instant,
    ) -> (Vec<LaneMessage>, Vec<(LaneMessage, Duration)>) {
        let mut going = Vec::with_capacity(batch.len());
        let mut parked = Vec::new();
        for message in batch {
            match message
                .from
                .as_deref()
                .and_then(|sender| self.pauses.sender_until(sender, now))
            {
                Some(until) => parked.push((message, until.saturating_duration_since(now))),
                None => going.push(message),
            }
        }
        (going, parked)
    }

    /// Puts messages back in front.
    pub fn put_back(&self, messages: Vec<LaneMessage>) {
        self.queue.lock().put_back(messages);
    }

    /// Empties the memory.
    pub fn drain(&self) -> Vec<LaneMessage> {
        self.queue.lock().drain()
    }

    /// How many messages are in memory.
    pub fn held(&self) -> usize {
        self.queue.lock().held()
    }

    /// Whether there is something to hand over.
    pub fn has_work(&self) -> bool {
        !self.queue.lock().is_empty()
    }

    /// Whether there is something of `organization` to hand over.
    pub fn has_work_of(&self, organization: OrganizationId) -> bool {
        self.queue.lock().has_any_of(organization)
    }

    /// Notes that messages of `priority` wait in the database; wakes the claimer if nobody knew.
    pub fn call_claimer(&self, priority: Priority) {
        if !self.waiting[priority.index()].swap(true, Ordering::Relaxed) {
            self.claim.notify_one();
        }
    }

    /// Notes whether messages of `priority` wait in the database, for the claimer itself.
    pub fn set_waiting(&self, priority: Priority, waiting: bool) {
        self.waiting[priority.index()].store(waiting, Ordering::Relaxed);
    }

    /// Whether the share of `priority` has room for anybody, footholds aside.
    pub fn has_room(&self, priority: Priority) -> bool {
        self.queue.lock().has_room(priority)
    }
}
