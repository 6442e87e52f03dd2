//! What is counted of messages, and what follows from the counts: sent, failed, rates, change.

use domain::{Currency, Direction, MessageState};
use store::{BucketCount, ProviderLabel};

const STATES: usize = MessageState::ALL.len();

/// Counts of messages by state, and what they took.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    states: [i64; STATES],
    segments: i64,
    costs: Vec<(Currency, i64, i64)>,
}

impl Figures {
    /// All of `counts`.
    pub(super) fn of(counts: &[BucketCount], labels: &[ProviderLabel]) -> Self {
        let mut figures = Self::default();
        counts.iter().for_each(|count| figures.add(count, labels));
        figures
    }

    pub(super) fn add(&mut self, count: &BucketCount, labels: &[ProviderLabel]) {
        self.states[place(count.state)] += count.messages;
        if count.direction == Direction::Outbound {
            self.segments += count.segments;
        }
        let label = labels.iter().find(|label| Some(label.id) == count.provider);
        let Some(label) = label.filter(|_| count.cost_micros != 0) else {
            return;
        };
        match self.costs.iter_mut().find(|(currency, ..)| *currency == label.currency) {
            Some((_, micros, messages)) => {
                *micros += count.cost_micros;
                *messages += count.messages;
            }
            None => self.costs.push((label.currency, count.cost_micros, count.messages)),
        }
    }

    /// Messages in `state` now.
    pub const fn in_state(&self, state: MessageState) -> i64 {
        self.states[place(state)]
    }

    /// All messages, whichever way they went.
    pub fn messages(&self) -> i64 {
        self.states.iter().sum()
    }

    /// Those whose hand-over was tried, whatever became of them. Not those that were refused before, taken back or still
    /// wait for it.
    pub const fn sent(&self) -> i64 {
        self.in_state(MessageState::Submitted)
            + self.in_state(MessageState::Sent)
            + self.in_state(MessageState::Delivered)
            + self.failed()
    }

    /// Those that every segment of arrived.
    pub const fn delivered(&self) -> i64 {
        self.in_state(MessageState::Delivered)
    }

    /// Those that did not arrive, or of which nobody said so within their validity.
    pub const fn failed(&self) -> i64 {
        self.in_state(MessageState::Failed) + self.in_state(MessageState::Expired)
    }

    /// Those that came from phones.
    pub const fn inbound(&self) -> i64 {
        self.in_state(MessageState::Received)
    }

    /// Those that wait for their time or their turn.
    pub const fn waiting(&self) -> i64 {
        self.in_state(MessageState::Scheduled) + self.in_state(MessageState::Queued)
    }

    /// Segments of outbound messages.
    pub const fn segments(&self) -> i64 {
        self.segments
    }

    /// Delivered among those whose end is known, in percent with two decimals, rounded down so that 100 means all of
    /// them; `None` where none has ended.
    pub fn delivery_rate(&self) -> Option<f64> {
        let ended = self.delivered() + self.failed();
        (ended > 0).then(|| (self.delivered() * 10_000 / ended) as f64 / 100.0)
    }

    /// What was spent, in micros of each currency; the one of the most messages first.
    pub fn costs(&self) -> Vec<(Currency, i64)> {
        let mut costs = self.costs.clone();
        costs.sort_by_key(|(_, _, messages)| std::cmp::Reverse(*messages));
        costs
            .into_iter()
            .map(|(currency, micros, _)| (currency, micros))
            .collect()
    }

    /// What was spent in `currency`, micros.
    pub fn cost_in(&self, currency: Currency) -> i64 {
        let own = self.costs.iter().find(|(known, ..)| *known == currency);
        own.map_or(0, |(_, micros, _)| *micros)
    }
}

const fn place(state: MessageState) -> usize {
    state as usize - 1
}

/// How much more `now` is than `before`, in percent with two decimals; `None` where there was nothing before.
pub fn change(now: i64, before: i64) -> Option<f64> {
    (before != 0).then(|| rounded((now - before) as f64 * 100.0 / before.abs() as f64))
}

/// How many points one rate lies above another, with two decimals; `None` where one is not known.
pub fn points(now: Option<f64>, before: Option<f64>) -> Option<f64> {
    Some(rounded(now? - before?))
}

fn rounded(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Class, ProviderId};

    fn count(state: MessageState, messages: i64, provider: i64) -> BucketCount {
        BucketCount {
            bucket: 0,
            provider: Some(ProviderId::new(provider)),
            direction: if state == MessageState::Received {
                Direction::Inbound
            } else {
                Direction::Outbound
            },
            class: Class::Transactional,
            country: *b"PK",
            state,
            messages,
            segments: 2 * messages,
            cost_micros: if state == MessageState::Received {
                0
            } else {
                500_000 * messages
            },
        }
    }

    fn label(id: i64, currency: &str) -> ProviderLabel {
        ProviderLabel {
            id: ProviderId::new(id),
            name: format!("p{id}"),
            currency: currency.parse().expect("a currency"),
        }
    }

    #[test]
    fn every_state_has_a_place_of_its_own() {
        let places: std::collections::BTreeSet<usize> = MessageState::ALL.iter().map(|state| place(*state)).collect();
        assert_eq!((places.len(), places.last()), (STATES, Some(&(STATES - 1))));
    }

    #[test]
    fn the_sources_example_comes_out() {
        let counts = [
            count(MessageState::Delivered, 14_876, 1),
            count(MessageState::Failed, 354, 1),
            count(MessageState::Received, 892, 1),
        ];
        let figures = Figures::of(&counts, &[label(1, "PKR")]);
        assert_eq!(
            (figures.sent(), figures.delivered(), figures.failed()),
            (15_230, 14_876, 354)
        );
        assert_eq!((figures.delivery_rate(), figures.inbound()), (Some(97.67), 892));
        assert_eq!(figures.costs(), [("PKR".parse().expect("a currency"), 7_615_000_000)]);
        assert_eq!(figures.segments(), 2 * 15_230);
    }

    #[test]
    fn what_is_on_its_way_is_sent_and_lowers_no_rate() {
        let counts = [
            count(MessageState::Queued, 5, 1),
            count(MessageState::Submitted, 10, 1),
            count(MessageState::Delivered, 9, 1),
            count(MessageState::Expired, 1, 1),
            count(MessageState::Rejected, 3, 1),
            count(MessageState::Cancelled, 2, 1),
        ];
        let figures = Figures::of(&counts, &[]);
        assert_eq!((figures.sent(), figures.waiting(), figures.messages()), (20, 5, 30));
        assert_eq!(figures.delivery_rate(), Some(90.0));
        assert_eq!(Figures::default().delivery_rate(), None);
    }

    #[test]
    fn currencies_are_kept_apart() {
        let counts = [
            count(MessageState::Delivered, 1, 2),
            count(MessageState::Delivered, 3, 1),
            count(MessageState::Sent, 1, 2),
        ];
        let figures = Figures::of(&counts, &[label(1, "KES"), label(2, "USD")]);
        let costs: Vec<(String, i64)> = figures.costs().into_iter().map(|(c, m)| (c.to_string(), m)).collect();
        assert_eq!(costs, [("KES".to_owned(), 1_500_000), ("USD".to_owned(), 1_000_000)]);
        assert_eq!(figures.cost_in("USD".parse().expect("a currency")), 1_000_000);
        assert_eq!(figures.cost_in("UGX".parse().expect("a currency")), 0);
    }

    #[test]
    fn change_is_told_against_what_was_before() {
        assert_eq!(
            (change(112, 100), change(95, 100), change(5, 0)),
            (Some(12.0), Some(-5.0), None)
        );
        assert_eq!(points(Some(97.5), Some(98.0)), Some(-0.5));
        assert_eq!(points(None, Some(98.0)), None);
    }
}
