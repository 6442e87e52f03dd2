//! The carrier's phones: so many of them, each with its newest messages; the one longest silent is forgotten first.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use domain::Millis;

use crate::Outgoing;
use crate::handset::{Handset, Received};

/// The most messages kept for one phone.
const MAX_MESSAGES: usize = 50;

/// Phones in a bounded memory.
#[derive(Default)]
pub(super) struct Phones {
    capacity: usize,
    phones: HashMap<Arc<str>, Phone>,
    /// Numbers with the turn in which they last received something, oldest first; outdated turns are passed over.
    turns: VecDeque<(u64, Arc<str>)>,
    turn: u64,
}

struct Phone {
    turn: u64,
    messages: VecDeque<Received>,
}

impl Phones {
    /// A memory of `capacity` phones.
    pub(super) fn new(capacity: usize) -> Self {
        Self {
            capacity,
            ..Self::default()
        }
    }

    /// A message arrives on its phone.
    pub(super) fn arrive(&mut self, message: &Outgoing, at: Millis) {
        if self.capacity == 0 {
            return;
        }
        self.turn += 1;
        let phone = self.phones.entry(message.to.clone()).or_insert_with(|| Phone {
            turn: 0,
            messages: VecDeque::new(),
        });
        phone.turn = self.turn;
        phone.messages.push_front(Received {
            message: message.message,
            from: message.from.clone(),
            body: message.body.clone(),
            at,
        });
        phone.messages.truncate(MAX_MESSAGES);
        self.turns.push_back((self.turn, message.to.clone()));
        self.forget();
    }

    fn forget(&mut self) {
        while self.phones.len() > self.capacity || self.turns.len() > self.capacity * 2 {
            let Some((turn, number)) = self.turns.pop_front() else {
                return;
            };
            let outdated = self.phones.get(&number).is_none_or(|phone| phone.turn != turn);
            if outdated {
                continue;
            }
            if self.phones.len() > self.capacity {
                self.phones.remove(&number);
            } else {
                self.turns.push_back((turn, number));
            }
        }
    }

    /// The phones, the one with the newest message first.
    pub(super) fn list(&self) -> Vec<Handset> {
        let mut all: Vec<(u64, Handset)> = self
            .phones
            .iter()
            .filter_map(|(number, phone)| {
                let handset = Handset {
                    number: number.clone(),
                    messages: phone.messages.len(),
                    last: phone.messages.front()?.clone(),
                };
                Some((phone.turn, handset))
            })
            .collect();
        all.sort_unstable_by_key(|(turn, _)| std::cmp::Reverse(*turn));
        all.into_iter().map(|(_, handset)| handset).collect()
    }

    /// What arrived on one phone, newest first.
    pub(super) fn received(&self, number: &str) -> Vec<Received> {
        self.phones
            .get(number)
            .map(|phone| phone.messages.iter().cloned().collect())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Class, Encoding, MessageId};

    fn message(n: i64, to: &str) -> Outgoing {
        Outgoing {
            message: MessageId::new(n),
            attempt: 1,
            from: None,
            to: Arc::from(to),
            body: Arc::from("x"),
            encoding: Encoding::Gsm7,
            class: Class::Transactional,
            segments: 1,
            expires_at: 0,
        }
    }

    #[test]
    fn the_phone_longest_silent_is_forgotten_first_and_memory_is_bounded() {
        let mut phones = Phones::new(3);
        for (n, to) in [(1, "+1"), (2, "+2"), (3, "+3"), (4, "+1"), (5, "+4")] {
            phones.arrive(&message(n, to), n);
        }
        let numbers: Vec<String> = phones.list().iter().map(|one| one.number.to_string()).collect();
        assert_eq!(numbers, ["+4", "+1", "+3"]);
        let ids: Vec<i64> = phones.received("+1").iter().map(|one| one.message.get()).collect();
        assert_eq!(ids, [4, 1]);
        for n in 0..10_000 {
            phones.arrive(&message(n, "+1"), n);
        }
        assert_eq!(phones.received("+1").len(), MAX_MESSAGES);
        assert!(phones.turns.len() <= 6);
        assert_eq!(phones.list().len(), 3);
    }
}
