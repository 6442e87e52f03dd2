//! Our requests that are unanswered: found by sequence number, timed out in the order of sending.

use std::collections::{HashMap, VecDeque};
use std::hash::{BuildHasherDefault, Hasher};

use tokio::time::Instant;

/// The highest sequence number; 1 follows.
pub(crate) const MAX_SEQUENCE: u32 = 0x7FFF_FFFF;

/// The number after `sequence`.
pub(crate) const fn next_sequence(sequence: u32) -> u32 {
    if sequence >= MAX_SEQUENCE { 1 } else { sequence + 1 }
}

struct Pending<K> {
    key: K,
    /// Where in all that was ever written the request ends.
    end: u64,
}

pub(super) struct Window<K> {
    pending: HashMap<u32, Pending<K>, BuildHasherDefault<SequenceHasher>>,
    /// Sequence numbers and deadlines in the order of sending, answered ones among them until they come to the front.
    order: VecDeque<(u32, Instant)>,
    size: usize,
    last: u32,
}

impl<K> Window<K> {
    /// For at most `size` requests; `last` is the last sequence number used.
    pub fn new(size: usize, last: u32) -> Self {
        Self {
            pending: HashMap::with_capacity_and_hasher(size, BuildHasherDefault::default()),
            order: VecDeque::with_capacity(size),
            size,
            last,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }

    pub fn room(&self) -> usize {
        self.size.saturating_sub(self.pending.len())
    }

    /// A sequence number that nothing unanswered has.
    pub fn next_sequence(&mut self) -> u32 {
        self.last = next_sequence(self.last);
        while self.pending.contains_key(&self.last) {
            self.last = next_sequence(self.last);
        }
        self.last
    }

    /// The last sequence number given out.
    pub fn last_sequence(&self) -> u32 {
        self.last
    }

    pub fn insert(&mut self, sequence: u32, key: K, end: u64, deadline: Instant) {
        self.pending.insert(sequence, Pending { key, end });
        if self.order.len() >= 2 * self.size.max(1) {
            // One that hangs at the front must not let the answered ones behind it pile up.
            self.order.retain(|(sequence, _)| self.pending.contains_key(sequence));
        }
        self.order.push_back((sequence, deadline));
    }

    /// The key of an answered request; `None` when nothing with that number is unanswered.
    pub fn take(&mut self, sequence: u32) -> Option<K> {
        self.pending.remove(&sequence).map(|pending| pending.key)
    }

    /// When the oldest unanswered request times out.
    pub fn deadline(&mut self) -> Option<Instant> {
        while let Some((sequence, deadline)) = self.order.front() {
            if self.pending.contains_key(sequence) {
                return Some(*deadline);
            }
            self.order.pop_front();
        }
        None
    }

    /// The oldest request whose deadline has passed, and whether it had been written whole.
    pub fn expire(&mut self, now: Instant, written: u64) -> Option<(K, bool)> {
        if self.deadline()? > now {
            return None;
        }
        let (sequence, _) = self.order.pop_front()?;
        let pending = self.pending.remove(&sequence)?;
        Some((pending.key, pending.end <= written))
    }

    /// All that are unanswered, oldest first, and whether each had been written whole.
    pub fn drain(&mut self, written: u64) -> Vec<(K, bool)> {
        let order = std::mem::take(&mut self.order);
        order
            .into_iter()
            .filter_map(|(sequence, _)| self.pending.remove(&sequence))
            .map(|pending| (pending.key, pending.end <= written))
            .collect()
    }
}

/// Sequence numbers are ours and follow each other: one multiplication spreads them.
#[derive(Default)]
struct SequenceHasher(u64);

impl Hasher for SequenceHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, octets: &[u8]) {
        for octet in octets {
            self.write_u32(u32::from(*octet));
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn sequence_numbers_wrap_to_one_and_skip_what_is_unanswered() {
        let now = Instant::now();
        let mut window = Window::new(4, MAX_SEQUENCE - 1);
        window.insert(1, 'a', 0, now);
        assert_eq!(window.next_sequence(), MAX_SEQUENCE);
        assert_eq!(window.next_sequence(), 2);
    }

    #[test]
    fn requests_time_out_in_order_and_answered_ones_never() {
        let now = Instant::now();
        let at = |seconds| now + Duration::from_secs(seconds);
        let mut window = Window::new(4, 0);
        for (sequence, end) in [(1, 10), (2, 20), (3, 30)] {
            window.insert(sequence, sequence, end, at(u64::from(sequence)));
        }
        assert_eq!(window.take(1), Some(1));
        assert_eq!(window.take(1), None);
        assert_eq!(window.deadline(), Some(at(2)));
        assert_eq!(window.expire(at(1), 20), None);
        assert_eq!(window.expire(at(3), 20), Some((2, true)));
        assert_eq!(window.expire(at(3), 20), Some((3, false)));
        assert_eq!(window.expire(at(3), 20), None);
        assert_eq!((window.room(), window.deadline()), (4, None));
    }

    #[test]
    fn one_that_hangs_does_not_let_the_answered_ones_pile_up() {
        let now = Instant::now();
        let mut window = Window::new(8, 0);
        window.insert(1, 1, 0, now);
        for sequence in 2..10_000 {
            window.insert(sequence, sequence, 0, now);
            window.take(sequence);
        }
        assert!(window.order.len() <= 16);
        assert_eq!(window.drain(0).len(), 1);
    }
}
