//! The messages that were taken and can still be asked about or cancelled, and the limits on taking more.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use super::pdu::Address;
use super::settings::{FinalState, SmscSettings};
use super::wire::status;

/// Messages that query_sm and cancel_sm know at most; the oldest are forgotten.
const REMEMBERED: usize = 100_000;

/// A message that was taken.
pub struct Kept {
    /// Which one it is, from 0.
    pub nth: u64,
    /// Its sender.
    pub source: Address,
    /// Its receiver.
    pub destination: Address,
    /// When it ends.
    pub ends: Instant,
    /// When it ends, ms since 1970.
    pub ends_ms: i64,
    /// How.
    pub state: FinalState,
    /// The network's error code.
    pub error: u16,
}

impl Kept {
    /// How it stands at `now`.
    pub fn state_at(&self, now: Instant) -> FinalState {
        match self.state {
            FinalState::Deleted => FinalState::Deleted,
            state if now >= self.ends => state,
            _ => FinalState::Enroute,
        }
    }
}

/// The stock.
#[derive(Default)]
pub struct Stock {
    by_id: HashMap<String, Kept>,
    order: VecDeque<String>,
    open: VecDeque<Instant>,
    second: Option<Instant>,
    in_second: u32,
    count: u64,
}

impl Stock {
    /// Whether one more message may be taken now; the number that it gets.
    pub fn admit(&mut self, settings: &SmscSettings, now: Instant) -> Result<u64, u32> {
        if let Some(limit) = settings.throughput_per_second {
            if self
                .second
                .is_none_or(|second| now.duration_since(second) >= Duration::from_secs(1))
            {
                (self.second, self.in_second) = (Some(now), 0);
            }
            if self.in_second >= limit {
                return Err(status::THROTTLED);
            }
            self.in_second += 1;
        }
        if let Some(limit) = settings.queue_limit {
            while self.open.front().is_some_and(|ends| *ends <= now) {
                self.open.pop_front();
            }
            if self.open.len() >= limit {
                return Err(status::QUEUE_FULL);
            }
            self.open
                .push_back(now + Duration::from_millis(settings.receipts.delay_ms));
        }
        self.count += 1;
        Ok(self.count - 1)
    }

    /// Remembers a message under its id.
    pub fn keep(&mut self, id: String, kept: Kept) {
        if self.order.len() >= REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.by_id.remove(&oldest);
        }
        self.order.push_back(id.clone());
        self.by_id.insert(id, kept);
    }

    /// The message with this id and sender.
    pub fn get(&self, id: &str, source: &Address) -> Option<&Kept> {
        self.by_id.get(id).filter(|kept| kept.source.address == source.address)
    }

    /// Cancels by id, or by addresses where it is empty; the numbers of what was cancelled.
    pub fn cancel(&mut self, id: &str, source: &Address, destination: &Address) -> Vec<u64> {
        let now = Instant::now();
        let fits = |known: &str, kept: &Kept| {
            let chosen = if id.is_empty() {
                kept.destination.address == destination.address
            } else {
                known == id
            };
            chosen && kept.source.address == source.address && kept.state_at(now) == FinalState::Enroute
        };
        let mut cancelled = Vec::new();
        for (_, kept) in self.by_id.iter_mut().filter(|(known, kept)| fits(known, kept)) {
            kept.state = FinalState::Deleted;
            cancelled.push(kept.nth);
        }
        cancelled
    }
}
