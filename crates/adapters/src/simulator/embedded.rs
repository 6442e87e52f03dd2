//! The carrier inside the process: no socket, the same fates.
//!
//! Bounded: a send waits while `max_pending_reports` ids wait for their reports. Each report is handed to the sink until
//! it is stored, the next about the same id only then. A crash loses the reports that wait, as some carriers do; an
//! orderly close hands them over at once.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use domain::{MessageId, Millis};
use futures::StreamExt;
use futures::stream;
use parking_lot::Mutex;
use tokio::sync::Notify;
use tokio::task::JoinHandle;

use super::config::Config;
use super::delivery::{DELIVERIES, Delivery};
use super::handsets::Phones;
use super::memory::{Memory, Novelty, Recall};
use super::model::{Answer, Carrier, Chain, Fate};
use super::schedule::Schedule;
use super::timeline::Timeline;
use super::wire::{MAX_REPORTS, Stats};
use crate::{AskError, Handset, Handsets, Lookup, Outcomes, Outgoing, Received, SendOutcome, Written};

/// How long after the answer a phone answers, ms.
const REPLY_MS: Millis = 50;
/// What a phone writes to where the message had no sender.
const SHORTCODE: &str = "20880";
/// How long a close tries to hand over the reports that wait.
const LAST_REPORTS: Duration = Duration::from_secs(5);

/// A carrier in this process.
pub(super) struct Embedded {
    shared: Arc<Shared>,
    pump: JoinHandle<()>,
}

struct Shared {
    config: Config,
    timeline: Timeline,
    delivery: Delivery,
    state: Mutex<State>,
    /// Notified when a report is due sooner than the pump knows.
    wake: Notify,
    /// Notified when reports were stored.
    stored: Notify,
}

struct State {
    carrier: Carrier,
    memory: Memory,
    phones: Phones,
    due: Schedule<Chain>,
    /// Ids in `due` or on their way into the sink.
    pending: usize,
    /// Reports are no longer held back until their time.
    closing: bool,
    stats: Stats,
}

impl Embedded {
    /// Starts the carrier at `now` (ms since 1970). Must be called inside a tokio runtime.
    pub(super) fn start(config: Config, now: Millis, delivery: Delivery) -> Self {
        let state = State {
            carrier: Carrier::new(config.clone(), now),
            phones: Phones::new(config.handsets),
            memory: Memory::new(config.remember, MessageId::new(domain::id::floor_at(now))),
            due: Schedule::default(),
            pending: 0,
            closing: false,
            stats: Stats::default(),
        };
        let shared = Arc::new(Shared {
            timeline: Timeline::starting(now),
            delivery,
            state: Mutex::new(state),
            wake: Notify::new(),
            stored: Notify::new(),
            config,
        });
        let pump = tokio::spawn(pump(Arc::clone(&shared)));
        Self { shared, pump }
    }

    /// Takes the batch and pushes each answer in its time.
    pub(super) async fn send(&self, batch: &[Outgoing], outcomes: &Outcomes) {
        self.shared.room().await;
        let timeline = &self.shared.timeline;
        let mut answers = self.shared.take(batch).into_iter().peekable();
        while let Some((first, _)) = answers.peek() {
            let until = if *first <= timeline.now_ms() {
                *first
            } else {
                Timeline::tick_of(*first)
            };
            timeline.sleep_until(Some(until)).await;
            let mut together = Vec::new();
            while let Some((_, answer)) = answers.next_if(|(at, _)| *at <= until) {
                together.push(answer);
            }
            if outcomes.send(together).is_err() {
                return;
            }
        }
    }

    pub(super) fn lookup(&self, message: MessageId, attempt: u16) -> Lookup {
        let state = self.shared.state.lock();
        match state.memory.recall(message, attempt) {
            _ if !self.shared.config.lookup => Lookup::CannotTell,
            Recall::Taken(ids) => Lookup::Taken(state.carrier.spell(ids)),
            Recall::NotTaken => Lookup::NotTaken,
            Recall::Forgotten => Lookup::CannotTell,
        }
    }

    pub(super) fn stats(&self) -> Stats {
        let state = self.shared.state.lock();
        Stats {
            reports_pending: state.pending as u64,
            ..state.stats
        }
    }

    /// Hands over the reports that wait, whatever their time, as far as that goes in [`LAST_REPORTS`].
    pub(super) async fn close(&self) {
        self.shared.state.lock().closing = true;
        self.shared.wake.notify_one();
        if tokio::time::timeout(LAST_REPORTS, self.shared.pending_below(1))
            .await
            .is_err()
        {
            tracing::warn!(
                reports = self.stats().reports_pending,
                "reports of the simulated carrier are lost"
            );
        }
        self.pump.abort();
    }
}

impl Drop for Embedded {
    fn drop(&mut self) {
        self.pump.abort();
    }
}

/// Hands reports to the sink as they fall due, for ever.
async fn pump(shared: Arc<Shared>) {
    let shared = &shared;
    stream::repeat(())
        .then(|()| shared.next_due())
        .for_each_concurrent(DELIVERIES, |chains| shared.deliver(chains))
        .await;
}

impl Shared {
    /// Waits until there is room for the reports of another batch.
    async fn room(&self) {
        self.pending_below(self.config.max_pending_reports).await;
    }

    async fn pending_below(&self, limit: usize) {
        loop {
            let stored = self.stored.notified();
            if self.state.lock().pending < limit {
                return;
            }
            stored.await;
        }
    }

    /// The answers with their times, soonest first.
    fn take(self: &Arc<Self>, batch: &[Outgoing]) -> Vec<(Millis, (usize, SendOutcome))> {
        let now = self.timeline.now_ms();
        let timeout = self.config.response_timeout_ms as Millis;
        let mut state = self.state.lock();
        let mut sooner = false;
        let mut replies = Vec::new();
        let mut answers = Vec::with_capacity(batch.len());
        for (index, message) in batch.iter().enumerate() {
            let fate = state.carrier.submit(now, message);
            state.count(message, &fate);
            if fate.arrives() {
                state.phones.arrive(message, fate.answer_at);
            }
            replies.extend(reply(message, &fate));
            for chain in fate.reports {
                sooner |= state.owe(chain);
            }
            answers.push(match fate.answer {
                Answer::Says(outcome) => (fate.answer_at, (index, outcome)),
                Answer::Silence => (now + timeout, (index, unknown("the carrier did not answer in time"))),
                Answer::Disconnect => (
                    fate.answer_at,
                    (index, unknown("the connection to the carrier was lost")),
                ),
            });
        }
        drop(state);
        for reply in replies {
            tokio::spawn(answer_from_phone(Arc::clone(self), reply));
        }
        if sooner {
            self.wake.notify_one();
        }
        answers.sort_by_key(|(at, _)| *at);
        answers
    }

    /// Waits for due reports; those of one tick come together.
    async fn next_due(&self) -> Vec<Chain> {
        loop {
            let now = self.timeline.now_ms();
            let (due, next) = self.state.lock().take_due(now);
            if !due.is_empty() {
                return due;
            }
            tokio::select! {
                () = self.wake.notified() => {}
                () = self.timeline.sleep_until(next.map(Timeline::tick_of)) => {}
            }
        }
    }

    async fn deliver(&self, chains: Vec<Chain>) {
        let reports: Vec<_> = {
            let state = self.state.lock();
            chains
                .iter()
                .filter_map(|chain| state.carrier.report(0, chain))
                .collect()
        };
        self.delivery.deliver(&reports).await;
        let mut state = self.state.lock();
        state.stats.reports_acknowledged += reports.len() as u64;
        state.pending -= chains.len();
        let mut sooner = false;
        for rest in chains.into_iter().filter_map(Chain::after_next) {
            sooner |= state.owe(rest);
        }
        drop(state);
        self.stored.notify_waiters();
        if sooner {
            self.wake.notify_one();
        }
    }
}

/// What the person at a phone answers, and when.
struct PhoneAnswer {
    at: Millis,
    phone: Arc<str>,
    to: Arc<str>,
    text: String,
    id: String,
}

fn reply(message: &Outgoing, fate: &Fate) -> Option<PhoneAnswer> {
    Some(PhoneAnswer {
        at: fate.answer_at + REPLY_MS,
        phone: message.to.clone(),
        to: message.from.clone().unwrap_or_else(|| Arc::from(SHORTCODE)),
        text: fate.reply.clone()?,
        id: format!("reply-{}-{}", message.message, message.attempt),
    })
}

async fn answer_from_phone(shared: Arc<Shared>, answer: PhoneAnswer) {
    shared.timeline.sleep_until(Some(answer.at)).await;
    shared
        .delivery
        .text(&answer.phone, &answer.to, answer.text, answer.id)
        .await;
}

#[async_trait]
impl Handsets for Embedded {
    async fn list(&self) -> Result<Vec<Handset>, AskError> {
        Ok(self.shared.state.lock().phones.list())
    }

    async fn received(&self, number: &str) -> Result<Vec<Received>, AskError> {
        Ok(self.shared.state.lock().phones.received(number))
    }

    /// It keeps no record: the text is counted.
    async fn write(&self, _: Written) -> Result<(), AskError> {
        self.shared.state.lock().stats.replies += 1;
        Ok(())
    }
}

impl State {
    /// Adds a chain of reports; tells whether its next is the soonest of all.
    fn owe(&mut self, chain: Chain) -> bool {
        let Some(at) = chain.next_at() else { return false };
        self.pending += 1;
        self.due.push(at, chain)
    }

    /// The due chains, else when the next falls due.
    fn take_due(&mut self, now: Millis) -> (Vec<Chain>, Option<Millis>) {
        let until = if self.closing { Millis::MAX } else { now };
        let mut due = Vec::new();
        while due.len() < MAX_REPORTS {
            let Some((_, chain)) = self.due.pop_due(until) else {
                break;
            };
            due.push(chain);
        }
        (due, self.due.next_at())
    }

    fn count(&mut self, message: &Outgoing, fate: &Fate) {
        match &fate.answer {
            Answer::Says(SendOutcome::Accepted { .. }) => {}
            Answer::Says(_) => self.stats.refused += 1,
            Answer::Silence | Answer::Disconnect => self.stats.unanswered += 1,
        }
        let Some(ids) = fate.taken else { return };
        self.stats.replies += u64::from(fate.reply.is_some());
        self.stats.taken += 1;
        match self.memory.note(message.message, message.attempt, ids) {
            Novelty::New => {}
            Novelty::AnotherAttempt => self.stats.taken_in_another_attempt += 1,
            Novelty::SameAttempt => self.stats.taken_in_same_attempt += 1,
        }
    }
}

fn unknown(reason: &str) -> SendOutcome {
    SendOutcome::Unknown {
        reason: reason.to_owned(),
    }
}
