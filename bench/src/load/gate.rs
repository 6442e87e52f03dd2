//! Decides when the load generator may send the next request.
//!
//! Three ways: as fast as answers come; a fixed number of messages; or only so many ahead of what was delivered, which
//! is how a sustainable rate is found: what is offered follows what comes out.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tokio::sync::Notify;

/// How much may be sent.
#[derive(Debug, Clone, Copy)]
pub enum Allowance {
    /// As fast as answers come.
    Unbounded,
    /// So many messages and no more.
    Messages(u64),
    /// So many messages ahead of the mark that [`Gate::raise`] moves.
    Ahead(u64),
}

/// Shared by all connections.
pub struct Gate {
    allowance: Allowance,
    /// Messages that may have been sent by now.
    allowed: AtomicU64,
    taken: AtomicU64,
    closed: AtomicBool,
    changed: Notify,
}

impl Gate {
    /// An open gate.
    pub fn new(allowance: Allowance) -> Self {
        let allowed = match allowance {
            Allowance::Unbounded => u64::MAX,
            Allowance::Messages(count) | Allowance::Ahead(count) => count,
        };
        Self {
            allowance,
            allowed: AtomicU64::new(allowed),
            taken: AtomicU64::new(0),
            closed: AtomicBool::new(false),
            changed: Notify::new(),
        }
    }

    /// The serial of the first of `count` messages that may be sent now; `None` when it is over.
    pub async fn pass(&self, count: u64) -> Option<u64> {
        loop {
            let changed = self.changed.notified();
            if self.closed.load(Ordering::Acquire) {
                return None;
            }
            let allowed = self.allowed.load(Ordering::Acquire);
            let take = |taken: u64| (taken.checked_add(count)? <= allowed).then_some(taken + count);
            if let Ok(first) = self.taken.fetch_update(Ordering::AcqRel, Ordering::Acquire, take) {
                return Some(first);
            }
            if matches!(self.allowance, Allowance::Messages(_)) {
                return None;
            }
            changed.await;
        }
    }

    /// Says that `delivered` messages have come out by now.
    pub fn raise(&self, delivered: u64) {
        if let Allowance::Ahead(count) = self.allowance {
            self.allowed
                .fetch_max(delivered.saturating_add(count), Ordering::AcqRel);
            self.changed.notify_waiters();
        }
    }

    /// Lets nothing through any more.
    pub fn close(&self) {
        self.closed.store(true, Ordering::Release);
        self.changed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    #[test]
    fn a_fixed_number_ends_the_load() {
        let gate = Gate::new(Allowance::Messages(250));
        let passed: Vec<_> = (0..4).map(|_| gate.pass(100).now_or_never().unwrap()).collect();
        assert_eq!(passed, [Some(0), Some(100), None, None]);
    }

    #[test]
    fn load_waits_until_enough_was_delivered() {
        let gate = Gate::new(Allowance::Ahead(10));
        assert_eq!(gate.pass(10).now_or_never(), Some(Some(0)));
        let mut waiting = Box::pin(gate.pass(5));
        assert_eq!(waiting.as_mut().now_or_never(), None);
        gate.raise(4);
        assert_eq!(waiting.as_mut().now_or_never(), None);
        gate.raise(5);
        assert_eq!(waiting.now_or_never(), Some(Some(10)));
    }

    #[test]
    fn a_closed_gate_wakes_those_who_wait() {
        let gate = Gate::new(Allowance::Ahead(0));
        let mut waiting = Box::pin(gate.pass(1));
        assert_eq!(waiting.as_mut().now_or_never(), None);
        gate.close();
        assert_eq!(waiting.now_or_never(), Some(None));
    }
}
