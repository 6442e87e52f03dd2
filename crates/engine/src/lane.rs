//! A lane as the engine holds it: the provider's row, its adapter, the messages in memory, and what caps it now.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use adapters::Adapter;
use domain::{OrganizationId, Priority};
use parking_lot::{Mutex, RwLock};
use store::{LaneMessage, Provider};
use tokio::sync::Notify;
use tokio::time::Instant;

use crate::gauges::Rolling;
use crate::queue::LaneQueue;
use crate::rate::RateGate;
use crate::window::Window;

/// One provider's lane on this node.
pub struct Lane {
    provider: RwLock<Arc<Provider>>,
    /// The code that speaks to the carrier.
    pub adapter: Arc<dyn Adapter>,
    queue: Mutex<LaneQueue>,
    /// Wakes the dispatcher: work, room, or a change of the provider.
    pub work: Notify,
    /// Wakes the claimer: messages wait in the database.
    pub claim: Notify,
    waiting: [AtomicBool; 3],
    stopped: AtomicBool,
    paused_until: Mutex<Option<Instant>>,
    /// Hand-overs that have no outcome yet.
    pub window: Window,
    /// Messages a second.
    pub rate: Mutex<RateGate>,
    /// Attempts that went well among all of the last hour.
    pub(crate) attempts: Rolling,
}

impl Lane {
    /// A lane for `provider` that keeps up to `memory` messages.
    pub fn new(provider: Provider, adapter: Arc<dyn Adapter>, memory: usize) -> Self {
        Self {
            attempts: Rolling::default(),
            window: Window::new(provider.window as usize),
            rate: Mutex::new(RateGate::new(provider.rate_per_second)),
            provider: RwLock::new(Arc::new(provider)),
            adapter,
            queue: Mutex::new(LaneQueue::new(memory)),
            work: Notify::new(),
            claim: Notify::new(),
            // What an earlier boot left behind waits in the database until the claimer has looked.
            waiting: [const { AtomicBool::new(true) }; 3],
            stopped: AtomicBool::new(false),
            paused_until: Mutex::new(None),
        }
    }

    /// The provider's row as last read.
    pub fn provider(&self) -> Arc<Provider> {
        self.provider.read().clone()
    }

    /// Takes over a changed row: rate and window change at once.
    pub fn update(&self, provider: Provider) {
        self.window.resize(provider.window as usize);
        self.rate.lock().set(provider.rate_per_second);
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

    /// Whether messages may be handed over now.
    pub fn is_open(&self) -> bool {
        !self.stopped.load(Ordering::Relaxed) && self.provider.read().active && self.paused_until().is_none()
    }

    /// Hands nothing over before `until`: the carrier asked for it.
    pub fn pause_until(&self, until: Instant) {
        let mut paused = self.paused_until.lock();
        *paused = Some(paused.map_or(until, |already| already.max(until)));
    }

    /// The end of the pause, while it lasts.
    pub fn paused_until(&self) -> Option<Instant> {
        let mut paused = self.paused_until.lock();
        if paused.is_some_and(|until| until <= Instant::now()) {
            *paused = None;
        }
        *paused
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
        let taken = queue.take(count);
        let low = queue.is_low();
        drop(queue);
        if low && self.waiting.iter().any(|waiting| waiting.load(Ordering::Relaxed)) {
            self.claim.notify_one();
        }
        taken
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
