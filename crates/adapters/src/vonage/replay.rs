//! The webhook tokens of the last minutes, so that one that is sent again changes nothing.
//!
//! An id is kept only after its webhook is stored: a carrier that sends again what was not stored is listened to.

use std::collections::{HashMap, VecDeque};

use domain::Millis;
use parking_lot::Mutex;

/// The most ids that are kept; beyond that the oldest go.
pub(super) const MAX_IDS: usize = 32_768;
/// The longest id.
pub(super) const MAX_ID_BYTES: usize = 128;

/// What was stored: token ids, with the hash of what they came with.
#[derive(Default)]
pub(super) struct Replays(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    hashes: HashMap<String, String>,
    order: VecDeque<(Millis, String)>,
}

impl Replays {
    /// The hash of what came with this id before.
    pub fn seen(&self, id: &str) -> Option<String> {
        self.0.lock().hashes.get(id).cloned()
    }

    /// Keeps an id until `until`.
    pub fn keep(&self, id: String, hash: String, now: Millis, until: Millis) {
        let mut kept = self.0.lock();
        while kept.order.front().is_some_and(|(end, _)| *end <= now) || kept.order.len() >= MAX_IDS {
            let Some((_, oldest)) = kept.order.pop_front() else {
                break;
            };
            kept.hashes.remove(&oldest);
        }
        if kept.hashes.insert(id.clone(), hash).is_none() {
            kept.order.push_back((until, id));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kept_for_their_time_and_within_the_bound() {
        let replays = Replays::default();
        replays.keep("a".to_owned(), "1".to_owned(), 0, 10);
        assert_eq!(replays.seen("a").as_deref(), Some("1"));
        replays.keep("b".to_owned(), "2".to_owned(), 10, 20);
        assert_eq!(replays.seen("a"), None);
        for n in 0..MAX_IDS {
            replays.keep(n.to_string(), String::new(), 11, 1_000);
        }
        assert_eq!(replays.seen("b"), None);
        let kept = replays.0.lock();
        assert_eq!((kept.order.len(), kept.hashes.len()), (MAX_IDS, MAX_IDS));
    }
}
