//! One client of the carrier, by its account's name: the reports it is owed, the memory of what it submitted, and the
//! phones that this arrived on.
//!
//! All of it outlives its connections. Reports go out on the newest connection only; what was not acknowledged when that
//! connection ended, or was replaced, goes out again on the next one.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::{MessageId, Millis};
use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::simulator::handsets::Phones;
use crate::simulator::ids::IdRange;
use crate::simulator::memory::{Memory, Novelty, Recall};
use crate::simulator::model::{Carrier, Chain};
use crate::simulator::schedule::Schedule;
use crate::simulator::wire::{MAX_REPORTS, REPORT_WINDOW, WireReport};
use crate::{Handset, Outgoing, Received};

/// A client's standing with the carrier.
pub(super) struct Account {
    pub name: Arc<str>,
    state: Mutex<State>,
}

struct State {
    due: Schedule<(u64, Chain)>,
    /// Sent and not acknowledged, by report number.
    unacknowledged: BTreeMap<u64, Chain>,
    last_number: u64,
    /// Counts connections; only the newest sends reports.
    connection: u64,
    wake: Option<Arc<Notify>>,
    memory: Memory,
    phones: Phones,
}

impl Account {
    pub(super) fn new(name: &str, memory: Memory, phones: Phones) -> Self {
        let state = State {
            due: Schedule::default(),
            unacknowledged: BTreeMap::new(),
            last_number: 0,
            connection: 0,
            wake: None,
            memory,
            phones,
        };
        Self {
            name: Arc::from(name),
            state: Mutex::new(state),
        }
    }

    /// Makes a new connection the one that gets the reports; returns its number. `wake` is notified of new reports.
    pub(super) fn attach(&self, wake: Arc<Notify>, now: Millis) -> u64 {
        let mut state = self.state.lock();
        state.take_back(now);
        state.connection += 1;
        state.wake = Some(wake);
        state.connection
    }

    /// The connection ended: what it did not get acknowledged is due again.
    pub(super) fn detach(&self, connection: u64, now: Millis) {
        let mut state = self.state.lock();
        if state.connection == connection {
            state.take_back(now);
            // No connection has the new number, so nothing goes out until the next one is attached.
            state.connection += 1;
            state.wake = None;
        }
    }

    /// Adds the reports of taken messages.
    pub(super) fn owe(&self, chains: impl IntoIterator<Item = Chain>) {
        let mut state = self.state.lock();
        let mut sooner = false;
        for chain in chains {
            sooner |= state.owe(chain);
        }
        if sooner {
            state.wake();
        }
    }

    /// How many ids wait for reports or acknowledgements.
    pub(super) fn pending(&self) -> usize {
        let state = self.state.lock();
        state.due.len() + state.unacknowledged.len()
    }

    /// When the next report is to go out on `connection`, if one waits and the window is open.
    pub(super) fn next_at(&self, connection: u64) -> Option<Millis> {
        let state = self.state.lock();
        state.may_send(connection).then(|| state.due.next_at()).flatten()
    }

    /// Takes the reports due at `until` for `connection`; they count as sent.
    pub(super) fn take_due(&self, connection: u64, until: Millis, carrier: &Carrier) -> Vec<WireReport> {
        let mut state = self.state.lock();
        let mut reports = Vec::new();
        while reports.len() < MAX_REPORTS && state.may_send(connection) {
            let Some((_, (number, chain))) = state.due.pop_due(until) else {
                break;
            };
            reports.extend(carrier.report(number, &chain));
            state.unacknowledged.insert(number, chain);
        }
        reports
    }

    /// Settles the acknowledged reports; returns how many were awaited.
    pub(super) fn acknowledge(&self, numbers: &[u64]) -> u64 {
        let mut state = self.state.lock();
        let mut known = 0;
        for number in numbers {
            let Some(chain) = state.unacknowledged.remove(number) else {
                continue;
            };
            known += 1;
            if let Some(rest) = chain.after_next() {
                state.owe(rest);
            }
        }
        state.wake();
        known
    }

    /// Notes a taken attempt.
    pub(super) fn note(&self, message: MessageId, attempt: u16, ids: IdRange) -> Novelty {
        self.state.lock().memory.note(message, attempt, ids)
    }

    /// A message arrives on its phone.
    pub(super) fn arrive(&self, message: &Outgoing, at: Millis) {
        self.state.lock().phones.arrive(message, at);
    }

    /// The phones that something of the account's arrived on, the one with the newest first.
    pub(super) fn phones(&self) -> Vec<Handset> {
        self.state.lock().phones.list()
    }

    /// What arrived on one of them, newest first.
    pub(super) fn phone(&self, number: &str) -> Vec<Received> {
        self.state.lock().phones.received(number)
    }

    /// What is known of an attempt.
    pub(super) fn recall(&self, message: MessageId, attempt: u16) -> Recall {
        self.state.lock().memory.recall(message, attempt)
    }
}

impl State {
    fn owe(&mut self, chain: Chain) -> bool {
        let Some(at) = chain.next_at() else { return false };
        self.last_number += 1;
        self.due.push(at, (self.last_number, chain))
    }

    fn may_send(&self, connection: u64) -> bool {
        self.connection == connection && self.unacknowledged.len() < REPORT_WINDOW
    }

    fn take_back(&mut self, now: Millis) {
        for (number, chain) in std::mem::take(&mut self.unacknowledged) {
            self.due.push(now, (number, chain));
        }
        self.wake();
    }

    fn wake(&self) {
        if let Some(wake) = &self.wake {
            wake.notify_one();
        }
    }
}
