//! What the carrier took, kept for look-ups and for counting double sends; bounded, oldest forgotten first.
//!
//! Answers "not taken" only where it cannot have forgotten: for messages younger than every forgotten one.

use std::collections::{HashMap, VecDeque};

use domain::MessageId;

use super::ids::IdRange;

/// The memory of one client's messages.
#[derive(Debug)]
pub(super) struct Memory {
    capacity: usize,
    taken: HashMap<MessageId, Vec<(u16, IdRange)>>,
    order: VecDeque<MessageId>,
    /// The youngest message about which nothing certain is known any more.
    forgotten: MessageId,
}

/// What the memory knows of one attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Recall {
    Taken(IdRange),
    NotTaken,
    Forgotten,
}

/// Whether a message was taken before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Novelty {
    /// The first time.
    New,
    /// In another attempt.
    AnotherAttempt,
    /// In this very attempt.
    SameAttempt,
}

impl Memory {
    /// A memory of `capacity` messages that knows nothing of those up to `forgotten`.
    pub(super) fn new(capacity: usize, forgotten: MessageId) -> Self {
        Self {
            capacity,
            taken: HashMap::new(),
            order: VecDeque::new(),
            forgotten,
        }
    }

    /// Notes that the attempt was taken under `ids`.
    pub(super) fn note(&mut self, message: MessageId, attempt: u16, ids: IdRange) -> Novelty {
        if let Some(attempts) = self.taken.get_mut(&message) {
            if attempts.iter().any(|(known, _)| *known == attempt) {
                return Novelty::SameAttempt;
            }
            attempts.push((attempt, ids));
            return Novelty::AnotherAttempt;
        }
        if self.capacity == 0 {
            self.forgotten = self.forgotten.max(message);
            return Novelty::New;
        }
        self.make_room();
        self.taken.insert(message, vec![(attempt, ids)]);
        self.order.push_back(message);
        Novelty::New
    }

    /// What is known of this attempt.
    pub(super) fn recall(&self, message: MessageId, attempt: u16) -> Recall {
        let attempts = self.taken.get(&message).map_or(&[][..], Vec::as_slice);
        match attempts.iter().find(|(known, _)| *known == attempt) {
            Some((_, ids)) => Recall::Taken(*ids),
            None if message > self.forgotten => Recall::NotTaken,
            None => Recall::Forgotten,
        }
    }

    fn make_room(&mut self) {
        if self.order.len() < self.capacity {
            return;
        }
        if let Some(oldest) = self.order.pop_front() {
            self.taken.remove(&oldest);
            self.forgotten = self.forgotten.max(oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const IDS: IdRange = IdRange { first: 5, count: 1 };

    #[test]
    fn an_attempt_is_recalled_and_repetition_is_told_apart() {
        let mut memory = Memory::new(10, MessageId::new(0));
        let message = MessageId::new(7);
        assert_eq!(memory.note(message, 1, IDS), Novelty::New);
        assert_eq!(memory.note(message, 2, IDS), Novelty::AnotherAttempt);
        assert_eq!(memory.note(message, 2, IDS), Novelty::SameAttempt);
        assert_eq!(memory.recall(message, 1), Recall::Taken(IDS));
        assert_eq!(memory.recall(message, 3), Recall::NotTaken);
        assert_eq!(memory.recall(MessageId::new(8), 1), Recall::NotTaken);
    }

    #[test]
    fn what_may_have_been_forgotten_is_not_denied() {
        let mut memory = Memory::new(2, MessageId::new(3));
        for id in [10, 11, 12] {
            memory.note(MessageId::new(id), 1, IDS);
        }
        assert_eq!(memory.recall(MessageId::new(10), 1), Recall::Forgotten);
        assert_eq!(memory.recall(MessageId::new(2), 1), Recall::Forgotten);
        assert_eq!(memory.recall(MessageId::new(13), 1), Recall::NotTaken);
        assert_eq!(memory.recall(MessageId::new(12), 2), Recall::NotTaken);
        assert_eq!((memory.taken.len(), memory.order.len()), (2, 2));
    }
}
