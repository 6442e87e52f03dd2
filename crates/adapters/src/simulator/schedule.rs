//! Things that fall due: a heap by time, in the order they were put in where times are equal.
//!
//! It holds no clock and no task; whoever owns it asks what is due. Its bound is its owner's.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use domain::Millis;

/// Waiting things, soonest first.
#[derive(Debug)]
pub(super) struct Schedule<T> {
    heap: BinaryHeap<Reverse<Entry<T>>>,
    pushed: u64,
}

#[derive(Debug)]
struct Entry<T> {
    at: Millis,
    order: u64,
    item: T,
}

impl<T> Default for Schedule<T> {
    fn default() -> Self {
        Self {
            heap: BinaryHeap::new(),
            pushed: 0,
        }
    }
}

impl<T> Schedule<T> {
    /// Adds `item`; tells whether it is now the soonest.
    pub(super) fn push(&mut self, at: Millis, item: T) -> bool {
        let soonest = self.next_at().is_none_or(|next| at < next);
        self.pushed += 1;
        self.heap.push(Reverse(Entry {
            at,
            order: self.pushed,
            item,
        }));
        soonest
    }

    /// When the soonest falls due.
    pub(super) fn next_at(&self) -> Option<Millis> {
        self.heap.peek().map(|entry| entry.0.at)
    }

    /// The soonest with its time, if it is due at `now`.
    pub(super) fn pop_due(&mut self, now: Millis) -> Option<(Millis, T)> {
        if self.next_at()? > now {
            return None;
        }
        self.heap.pop().map(|Reverse(entry)| (entry.at, entry.item))
    }

    /// How many wait.
    pub(super) fn len(&self) -> usize {
        self.heap.len()
    }
}

impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        self.order == other.order
    }
}

impl<T> Eq for Entry<T> {}

impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Entry<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.order).cmp(&(other.at, other.order))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_soonest_comes_first_and_equals_keep_their_order() {
        let mut schedule = Schedule::default();
        assert!(schedule.push(20, "late"));
        assert!(schedule.push(10, "first"));
        assert!(!schedule.push(10, "second"));
        let due: Vec<_> = std::iter::from_fn(|| schedule.pop_due(10)).collect();
        assert_eq!(due, [(10, "first"), (10, "second")]);
        assert_eq!((schedule.len(), schedule.next_at()), (1, Some(20)));
    }
}
