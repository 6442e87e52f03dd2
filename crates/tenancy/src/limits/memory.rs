//! The windows of one process. Each subject has an entry of a fixed size; how many entries there are is bounded.
//!
//! Entries are locked in the order in which they are asked for, keys and people before organizations, so that two
//! requests never wait for each other in a circle. At the bound, further addresses share one entry; a further key or
//! organization cannot be counted, and is told so, rather than let in uncounted.

use std::collections::HashMap;
use std::sync::Arc;

use domain::limit::{day_of, end_of_day};
use domain::{Millis, Span};
use futures::future::BoxFuture;
use parking_lot::{Mutex, MutexGuard, RwLock};
use store::{Counted, RequestDay};

use super::day::DayCount;
use super::minute::MinuteWindow;
use super::{Asked, RequestWindows, Standing, StoredDay, Subject, Taken};

const SHARDS: usize = 64;
/// Entries that may be there at once; each takes about 400 bytes.
pub(super) const MAX_ENTRIES: usize = 131_072;
/// How long nothing was counted in an entry before it is forgotten: longer than its minute.
const IDLE_MS: Millis = 120_000;

type Shared = Arc<Mutex<Entry>>;
type Shard = RwLock<HashMap<Subject, Shared>>;

/// What is counted of one subject.
struct Entry {
    minute: MinuteWindow,
    day: DayCount,
    used_at: Millis,
}

/// Windows in this process's memory.
pub struct MemoryWindows {
    shards: Vec<Shard>,
    most: usize,
    /// The requests of addresses for which there is no entry.
    crowd: Shared,
    /// What was left of days that have ended, to be added to the database.
    ended: Mutex<Vec<RequestDay>>,
}

impl Default for MemoryWindows {
    fn default() -> Self {
        Self::of(MAX_ENTRIES)
    }
}

impl Entry {
    fn new(stored: StoredDay) -> Self {
        Self {
            minute: MinuteWindow::default(),
            day: DayCount::after(stored),
            used_at: Millis::MIN,
        }
    }

    /// How its limits stand at the moment that it was brought to; those that are used up have nothing remaining.
    fn standings(&self, asked: &Asked) -> impl Iterator<Item = Standing> + use<> {
        let layer = asked.subject.layer();
        let standing = |span, limit: u32, used: i64, reset_at| Standing {
            layer,
            span,
            limit,
            remaining: u32::try_from((i64::from(limit) - used).max(0)).unwrap_or(u32::MAX),
            reset_at,
        };
        let (in_minute, in_day) = (self.minute.count(), self.day.total());
        let limit = asked.limits.per_minute;
        let minute = (limit > 0).then(|| {
            let leaving = (in_minute + 1).saturating_sub(limit).max(1);
            standing(Span::Minute, limit, i64::from(in_minute), self.minute.left_at(leaving))
        });
        let limit = asked.limits.per_day;
        let day = (limit > 0).then(|| standing(Span::Day, limit, in_day, end_of_day(self.day.day())));
        minute.into_iter().chain(day)
    }
}

impl MemoryWindows {
    /// Windows for at most about `most` subjects.
    pub(super) fn of(most: usize) -> Self {
        Self {
            shards: (0..SHARDS).map(|_| Shard::default()).collect(),
            most: most.div_ceil(SHARDS),
            crowd: Arc::new(Mutex::new(Entry::new(StoredDay::default()))),
            ended: Mutex::default(),
        }
    }

    fn shard(&self, subject: &Subject) -> &Shard {
        use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
        let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(subject);
        &self.shards[hash as usize % SHARDS]
    }

    /// The entry of a subject, made where it is missing; `None` at the bound.
    fn entry(&self, asked: &Asked, now: Millis) -> Option<Shared> {
        let shard = self.shard(&asked.subject);
        if let Some(entry) = shard.read().get(&asked.subject) {
            return Some(Arc::clone(entry));
        }
        let mut entries = shard.write();
        if entries.len() >= self.most && !entries.contains_key(&asked.subject) {
            forget_idle(&mut entries, now);
            if entries.len() >= self.most {
                let is_address = matches!(asked.subject, Subject::Address(..));
                return is_address.then(|| Arc::clone(&self.crowd));
            }
        }
        let made = || Arc::new(Mutex::new(Entry::new(asked.stored)));
        Some(Arc::clone(entries.entry(asked.subject).or_insert_with(made)))
    }

    /// Brings an entry to `now`.
    fn advance(&self, entry: &mut Entry, asked: &Asked, now: Millis) {
        entry.minute.advance(now);
        let ended = entry.day.advance(day_of(now), asked.stored);
        if let (Some(StoredDay { day, requests }), Subject::Known(counted)) = (ended, asked.subject) {
            self.ended.lock().push(RequestDay { counted, day, requests });
        }
    }

    fn count(&self, asked: &[Asked], now: Millis) -> Taken {
        let Some(entries) = asked.iter().map(|one| self.entry(one, now)).collect::<Option<Vec<_>>>() else {
            return Taken::Full;
        };
        let mut locked: Vec<MutexGuard<'_, Entry>> = entries.iter().map(|entry| entry.lock()).collect();
        for (entry, one) in locked.iter_mut().zip(asked) {
            self.advance(entry, one, now);
            // One that is refused again and again is in use too, and must not be forgotten.
            entry.used_at = now;
        }
        let standings = |locked: &[MutexGuard<'_, Entry>]| -> Vec<Standing> {
            let each = locked.iter().zip(asked);
            each.flat_map(|(entry, one)| entry.standings(one)).collect()
        };
        let over = standings(&locked).into_iter().filter(|one| one.remaining == 0);
        // Who comes back at the end of the one that lasts longest meets none of them.
        if let Some(last) = over.max_by_key(|one| one.reset_at) {
            return Taken::Over(last);
        }
        for entry in &mut locked {
            entry.minute.add();
            entry.day.add();
        }
        let nearest = |one: &Standing| (one.remaining, std::cmp::Reverse(one.reset_at));
        Taken::In(standings(&locked).into_iter().min_by_key(nearest))
    }

    fn stand(&self, asked: &[Asked], now: Millis) -> Vec<Standing> {
        let mut standings = Vec::new();
        for one in asked {
            let Some(entry) = self.entry(one, now) else { continue };
            let mut entry = entry.lock();
            self.advance(&mut entry, one, now);
            standings.extend(entry.standings(one));
        }
        standings
    }

    fn find(&self, counted: Counted) -> Option<Shared> {
        let subject = Subject::Known(counted);
        self.shard(&subject).read().get(&subject).cloned()
    }
}

impl RequestWindows for MemoryWindows {
    fn take<'a>(&'a self, asked: &'a [Asked], now: Millis) -> BoxFuture<'a, Taken> {
        Box::pin(std::future::ready(self.count(asked, now)))
    }

    fn look<'a>(&'a self, asked: &'a [Asked], now: Millis) -> BoxFuture<'a, Vec<Standing>> {
        Box::pin(std::future::ready(self.stand(asked, now)))
    }

    fn drain(&self) -> Vec<RequestDay> {
        let mut days = std::mem::take(&mut *self.ended.lock());
        for shard in &self.shards {
            for (subject, entry) in shard.read().iter() {
                let Subject::Known(counted) = *subject else { continue };
                if let Some(StoredDay { day, requests }) = entry.lock().day.drain() {
                    days.push(RequestDay { counted, day, requests });
                }
            }
        }
        days
    }

    fn added(&self, sums: &[RequestDay]) {
        for sum in sums {
            if let Some(entry) = self.find(sum.counted) {
                entry.lock().day.added(sum.day, sum.requests);
            }
        }
    }

    fn put_back(&self, days: &[RequestDay]) {
        for one in days {
            let entry = self.find(one.counted);
            let back = entry.is_some_and(|entry| entry.lock().day.put_back(one.day, one.requests));
            if !back {
                self.ended.lock().push(*one);
            }
        }
    }

    fn sweep(&self, now: Millis) {
        for shard in &self.shards {
            forget_idle(&mut shard.write(), now);
        }
    }
}

/// An entry goes only when its minute is empty and all of its day is in the database; one that somebody holds stays.
fn forget_idle(entries: &mut HashMap<Subject, Shared>, now: Millis) {
    entries.retain(|subject, shared| {
        let entry = shared.lock();
        let is_known = matches!(subject, Subject::Known(_));
        let is_idle = now.saturating_sub(entry.used_at) >= IDLE_MS;
        let is_done = !is_known || entry.day.is_flushed();
        Arc::strong_count(shared) > 1 || !(is_idle && is_done)
    });
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use domain::{ApiKeyId, Layer, OrganizationId, RequestLimits};

    use super::*;
    use crate::limits::Door;

    const NOW: Millis = 1_772_352_000_000;
    const ORG: OrganizationId = OrganizationId::new(7);

    fn limits(per_minute: u32, per_day: u32) -> RequestLimits {
        RequestLimits { per_minute, per_day }
    }

    fn of_key(key: i64, limits: RequestLimits) -> Asked {
        Asked {
            subject: Subject::Known(Counted::Key(ORG, ApiKeyId::new(key))),
            limits,
            stored: StoredDay::default(),
        }
    }

    fn of_all(limits: RequestLimits) -> Asked {
        Asked {
            subject: Subject::Known(Counted::Organization(ORG)),
            limits,
            stored: StoredDay::default(),
        }
    }

    fn of_address(n: u32) -> Asked {
        Asked {
            subject: Subject::Address(Door::SignIn, IpAddr::V4(Ipv4Addr::from_bits(n))),
            limits: limits(3, 0),
            stored: StoredDay::default(),
        }
    }

    fn passed(windows: &MemoryWindows, asked: &[Asked], tries: usize, now: Millis) -> usize {
        let passes = |_: &usize| matches!(windows.count(asked, now), Taken::In(_));
        (0..tries).filter(passes).count()
    }

    #[test]
    fn of_many_threads_exactly_as_many_pass_as_the_limit_says() {
        let windows = MemoryWindows::default();
        let asked = [of_key(1, limits(100, 0)), of_all(limits(300, 0))];
        let total: usize = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| passed(&windows, &asked, 500, NOW)))
                .collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        assert_eq!(total, 100);
    }

    #[test]
    fn what_the_organization_refuses_does_not_use_up_the_key() {
        let windows = MemoryWindows::default();
        let all = of_all(limits(5, 0));
        assert_eq!(passed(&windows, &[of_key(1, limits(60, 0)), all], 9, NOW), 5);
        let Taken::Over(over) = windows.count(&[of_key(1, limits(60, 0)), all], NOW) else {
            panic!("it is over")
        };
        assert_eq!(
            (over.layer, over.span, over.limit),
            (Layer::Organization, Span::Minute, 5)
        );
        let Taken::In(Some(key)) = windows.count(&[of_key(1, limits(60, 0))], NOW) else {
            panic!("the key has room")
        };
        assert_eq!(key.remaining, 60 - 6);
    }

    #[test]
    fn the_limit_that_is_nearest_to_its_end_is_told() {
        let windows = MemoryWindows::default();
        let asked = [of_key(1, limits(60, 4)), of_all(limits(300, 0))];
        let told = |taken| match taken {
            Taken::In(Some(one)) | Taken::Over(one) => (one.span, one.limit, one.remaining, one.reset_at),
            other => panic!("{other:?}"),
        };
        let midnight = end_of_day(day_of(NOW));
        assert_eq!(told(windows.count(&asked, NOW)), (Span::Day, 4, 3, midnight));
        for _ in 0..3 {
            windows.count(&asked, NOW);
        }
        assert_eq!(told(windows.count(&asked, NOW)), (Span::Day, 4, 0, midnight));
        let fresh = [of_key(2, limits(2, 9))];
        assert_eq!(told(windows.count(&fresh, NOW)), (Span::Minute, 2, 1, NOW + 60_000));
    }

    #[test]
    fn a_day_goes_on_from_the_database_and_ends_at_midnight() {
        let windows = MemoryWindows::default();
        let stored = StoredDay {
            day: day_of(NOW),
            requests: 7,
        };
        let asked = [Asked {
            stored,
            ..of_key(1, limits(0, 10))
        }];
        assert_eq!(passed(&windows, &asked, 9, NOW), 3);
        let tomorrow = end_of_day(day_of(NOW));
        assert_eq!(passed(&windows, &asked, 99, tomorrow - 1), 0);
        assert_eq!(passed(&windows, &asked, 99, tomorrow), 10);
        let mut drained = windows.drain();
        drained.sort_unstable_by_key(|one| one.day);
        let requests: Vec<_> = drained.iter().map(|one| one.requests).collect();
        assert_eq!(requests, [3, 10]);
        assert!(windows.drain().is_empty());
        windows.put_back(&drained);
        let again: i64 = windows.drain().iter().map(|one| one.requests).sum();
        assert_eq!(again, 13);
    }

    #[test]
    fn nothing_that_is_not_in_the_database_is_forgotten() {
        let windows = MemoryWindows::default();
        let asked = [of_key(1, limits(0, 5))];
        passed(&windows, &asked, 2, NOW);
        windows.sweep(NOW + IDLE_MS);
        assert_eq!(windows.stand(&asked, NOW + IDLE_MS)[0].remaining, 3);
        let drained = windows.drain();
        windows.added(&drained);
        windows.sweep(NOW + IDLE_MS);
        assert_eq!(
            windows.stand(&asked, NOW + IDLE_MS)[0].remaining,
            5,
            "the next looks it up"
        );
    }

    #[test]
    fn at_the_bound_addresses_share_and_keys_are_not_let_in_uncounted() {
        let windows = MemoryWindows::of(SHARDS);
        let crowd = (0..10_000).filter(|n| matches!(windows.count(&[of_address(*n)], NOW), Taken::In(_)));
        assert!(crowd.count() <= SHARDS + 3, "one entry a shard, and one for all others");
        assert!(windows.shards.iter().all(|shard| shard.read().len() <= 1));
        let taken: Vec<_> = (0..1_000)
            .map(|n| windows.count(&[of_key(n, limits(1, 0))], NOW))
            .collect();
        assert!(taken.contains(&Taken::Full));
        windows.sweep(NOW + IDLE_MS);
        assert_eq!(
            windows.count(&[of_key(1, RequestLimits::NONE)], NOW + IDLE_MS),
            Taken::In(None)
        );
    }

    #[test]
    fn no_limit_lets_everything_through_and_is_counted_all_the_same() {
        let windows = MemoryWindows::default();
        let asked = [of_key(1, RequestLimits::NONE), of_all(RequestLimits::NONE)];
        assert_eq!(passed(&windows, &asked, 1_000, NOW), 1_000);
        let drained: Vec<_> = windows.drain().iter().map(|one| one.requests).collect();
        assert_eq!(drained, [1_000, 1_000]);
    }
}
