//! What the sink has seen: submits, and messages called back, each counted once however often it is told.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use parking_lot::Mutex;
use tokio::time::{Duration, Instant};

/// How the body of a callback begins that tells of a delivered message.
const DELIVERED: &[u8] = b"{\"type\":\"message.delivered\"";
/// What stands before a message's id in it.
const BEFORE_ID: &[u8] = b"\"messageId\":\"";

/// Counted on the sink's thread, read from the benchmark's.
pub struct Counts {
    started: Instant,
    ids: AtomicU64,
    submits: AtomicU64,
    first_submit: OnceLock<Instant>,
    callbacks: AtomicU64,
    repeated: AtomicU64,
    /// Microseconds from the start to the last callback that counted.
    last_callback_us: AtomicU64,
    /// Messages that were called back, by a hash of their id.
    seen: Mutex<HashSet<u64>>,
}

impl Counts {
    pub(super) fn new() -> Self {
        Self {
            started: Instant::now(),
            ids: AtomicU64::new(0),
            submits: AtomicU64::new(0),
            first_submit: OnceLock::new(),
            callbacks: AtomicU64::new(0),
            repeated: AtomicU64::new(0),
            last_callback_us: AtomicU64::new(0),
            seen: Mutex::default(),
        }
    }

    /// An id for a message, unique over all binds.
    pub(super) fn next_id(&self) -> u64 {
        self.ids.fetch_add(1, Ordering::Relaxed)
    }

    pub(super) fn submitted(&self, count: u64) {
        if count > 0 {
            self.first_submit.get_or_init(Instant::now);
            self.submits.fetch_add(count, Ordering::Relaxed);
        }
    }

    /// A callback came: one without a body counts by itself (Kannel's), one of Tuma's once for its message, and only
    /// when that was delivered.
    pub(super) fn called_back(&self, body: &[u8]) {
        if !body.is_empty() {
            let Some(id) = delivered_id(body) else { return };
            let mut hasher = DefaultHasher::new();
            id.hash(&mut hasher);
            if !self.seen.lock().insert(hasher.finish()) {
                self.repeated.fetch_add(1, Ordering::Relaxed);
                return;
            }
        }
        let us = u64::try_from(self.started.elapsed().as_micros()).unwrap_or(u64::MAX);
        self.last_callback_us.store(us, Ordering::Relaxed);
        self.callbacks.fetch_add(1, Ordering::Relaxed);
    }

    /// `submit_sm` so far.
    pub fn submits(&self) -> u64 {
        self.submits.load(Ordering::Relaxed)
    }

    /// When the first `submit_sm` came.
    pub fn first_submit(&self) -> Option<Instant> {
        self.first_submit.get().copied()
    }

    /// Messages called back so far.
    pub fn callbacks(&self) -> u64 {
        self.callbacks.load(Ordering::Relaxed)
    }

    /// Callbacks that told of a message once more.
    pub fn repeated(&self) -> u64 {
        self.repeated.load(Ordering::Relaxed)
    }

    /// When the last message was called back.
    pub fn last_callback(&self) -> Instant {
        self.started + Duration::from_micros(self.last_callback_us.load(Ordering::Relaxed))
    }
}

/// The id of the delivered message that a callback tells of.
fn delivered_id(body: &[u8]) -> Option<&[u8]> {
    let rest = body.strip_prefix(DELIVERED)?;
    let at = rest.windows(BEFORE_ID.len()).position(|window| window == BEFORE_ID)?;
    rest[at + BEFORE_ID.len()..].split(|byte| *byte == b'"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_counts_once_and_only_when_it_was_delivered() {
        let counts = Counts::new();
        for body in [
            &br#"{"type":"message.delivered","timestamp":"x","data":{"messageId":"msg_1","status":"DELIVERED"}}"#[..],
            br#"{"type":"message.delivered","timestamp":"y","data":{"messageId":"msg_1","status":"DELIVERED"}}"#,
            br#"{"type":"message.failed","timestamp":"z","data":{"messageId":"msg_2","status":"FAILED"}}"#,
            br#"{"type":"message.delivered","timestamp":"z","data":{"messageId":"msg_3","status":"DELIVERED"}}"#,
        ] {
            counts.called_back(body);
        }
        assert_eq!((counts.callbacks(), counts.repeated()), (2, 1));
    }

    #[test]
    fn callbacks_without_a_body_count_each() {
        let counts = Counts::new();
        counts.called_back(b"");
        counts.called_back(b"");
        assert_eq!(counts.callbacks(), 2);
    }
}
