//! Which callbacks go out now: so many to one host at a time; the next ones wait in memory, and what finds no room there
//! either is given back to the database for a while.
//!
//! Pure. While a host is full nothing is claimed for a moment, so that one that takes its callbacks hardly ever has rows
//! given back; one that hangs has them given back for longer and longer, and those of others come up behind them.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use domain::Millis;

use super::{CLAIM, Held};

/// Callbacks to one host under way at the same time.
const OPEN_PER_HOST: usize = 128;
/// Rows of one host that wait in memory behind them.
const WAITING_PER_HOST: usize = 1_024;
/// A host with more than this waiting has no room for a claim that is all its own.
const FULL: usize = WAITING_PER_HOST - CLAIM;
/// How long a row is given back that found no room, and the longest.
const FIRST_PAUSE_MS: Millis = 500;
const LONGEST_PAUSE_MS: Millis = 64_000;

/// Something for a host.
pub(super) trait ForHost {
    /// The host, as [`host_of`] reads it.
    fn host(&self) -> &Arc<str>;
}

impl ForHost for Held {
    fn host(&self) -> &Arc<str> {
        &self.host
    }
}

/// Where a row stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place<T> {
    /// It goes out.
    Now(T),
    /// It goes out when others of its host are done.
    Waits,
    /// There is no room for it in this time.
    Crowded(T, Millis),
}

/// The hosts that are called.
pub(super) struct Hosts<T> {
    by_name: HashMap<Arc<str>, Host<T>>,
    /// How many of them are full.
    full: usize,
}

struct Host<T> {
    open: usize,
    waiting: VecDeque<T>,
    /// How long the next row is given back for which there is no room.
    pause: Millis,
}

impl<T> Default for Hosts<T> {
    fn default() -> Self {
        Self {
            by_name: HashMap::new(),
            full: 0,
        }
    }
}

impl<T: ForHost> Hosts<T> {
    /// Finds a row its place.
    pub(super) fn enter(&mut self, row: T) -> Place<T> {
        let host = self.by_name.entry(row.host().clone()).or_insert_with(|| Host {
            open: 0,
            waiting: VecDeque::new(),
            pause: FIRST_PAUSE_MS,
        });
        if host.open < OPEN_PER_HOST {
            host.open += 1;
            return Place::Now(row);
        }
        if host.waiting.len() < WAITING_PER_HOST {
            host.waiting.push_back(row);
            self.full += usize::from(host.waiting.len() == FULL + 1);
            return Place::Waits;
        }
        let pause = host.pause;
        host.pause = (pause + pause / WAITING_PER_HOST as Millis + 1).min(LONGEST_PAUSE_MS);
        Place::Crowded(row, pause)
    }

    /// Whether a claim may find no room for all it claims.
    pub(super) fn any_is_full(&self) -> bool {
        self.full > 0
    }

    /// A row of `host` is done, and was `taken` or not; the next one goes out in its place.
    pub(super) fn left(&mut self, host: &str, taken: bool) -> Option<T> {
        let one = self.by_name.get_mut(host)?;
        if taken {
            one.pause = FIRST_PAUSE_MS;
        }
        self.full -= usize::from(one.waiting.len() == FULL + 1);
        let next = one.waiting.pop_front();
        if next.is_none() {
            one.open -= 1;
            if one.open == 0 {
                self.by_name.remove(host);
            }
        }
        next
    }
}

/// The host of a URL with its port, for shares; empty where it has none.
pub(super) fn host_of(url: Option<&str>) -> Arc<str> {
    let rest = url.and_then(|url| url.split_once("://")).map_or("", |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.to_ascii_lowercase().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Eq)]
    struct Row(Arc<str>, usize);

    impl ForHost for Row {
        fn host(&self) -> &Arc<str> {
            &self.0
        }
    }

    fn fill(hosts: &mut Hosts<Row>, host: &Arc<str>, count: usize) -> usize {
        let entered = (0..count).map(|number| hosts.enter(Row(host.clone(), number)));
        entered.filter(|place| matches!(place, Place::Crowded(..))).count()
    }

    #[test]
    fn rows_of_a_host_go_out_in_turn_and_another_host_does_not_wait_for_them() {
        let mut hosts = Hosts::default();
        let (slow, other): (Arc<str>, Arc<str>) = ("slow.example".into(), "other.example".into());
        assert_eq!(fill(&mut hosts, &slow, OPEN_PER_HOST + 2), 0);
        assert!(matches!(hosts.enter(Row(other.clone(), 0)), Place::Now(_)));
        assert_eq!(hosts.left(&slow, true), Some(Row(slow.clone(), OPEN_PER_HOST)));
        assert_eq!(hosts.left(&slow, true), Some(Row(slow.clone(), OPEN_PER_HOST + 1)));
        assert_eq!(hosts.left(&slow, true), None);
        assert_eq!(hosts.left(&other, true), None);
        assert!(
            !hosts.by_name.contains_key(&other),
            "nothing is kept of a host that is done with"
        );
    }

    #[test]
    fn a_host_that_hangs_gives_rows_back_for_longer_and_longer_until_it_takes_one() {
        let mut hosts = Hosts::default();
        let host: Arc<str> = "hangs.example".into();
        let room = OPEN_PER_HOST + WAITING_PER_HOST;
        assert_eq!(fill(&mut hosts, &host, room + 10_000), 10_000);
        let place = hosts.enter(Row(host.clone(), 0));
        assert_eq!(place, Place::Crowded(Row(host.clone(), 0), LONGEST_PAUSE_MS));
        assert!(hosts.left(&host, false).is_some());
        assert_eq!(hosts.enter(Row(host.clone(), 0)), Place::Waits);
        let place = hosts.enter(Row(host.clone(), 0));
        assert_eq!(place, Place::Crowded(Row(host.clone(), 0), LONGEST_PAUSE_MS));
        assert!(hosts.left(&host, true).is_some());
        assert_eq!(hosts.enter(Row(host.clone(), 1)), Place::Waits);
        let place = hosts.enter(Row(host.clone(), 2));
        assert_eq!(place, Place::Crowded(Row(host.clone(), 2), FIRST_PAUSE_MS));
    }

    #[test]
    fn a_host_is_full_while_a_claim_could_find_no_room() {
        let mut hosts = Hosts::default();
        let host: Arc<str> = "busy.example".into();
        fill(&mut hosts, &host, OPEN_PER_HOST + FULL);
        assert!(!hosts.any_is_full());
        fill(&mut hosts, &host, 2);
        assert!(hosts.any_is_full());
        for full in [true, false, false] {
            hosts.left(&host, true);
            assert_eq!(hosts.any_is_full(), full);
        }
    }

    #[test]
    fn hosts_are_told_apart_with_their_ports() {
        for (url, host) in [
            (Some("https://Example.com/hook?x=1"), "example.com"),
            (Some("http://127.0.0.1:8080"), "127.0.0.1:8080"),
            (Some("https://example.com#a"), "example.com"),
            (Some("nonsense"), ""),
            (None, ""),
        ] {
            assert_eq!(&*host_of(url), host);
        }
    }
}
