//! The requests of one day in UTC: those that this process counted, and those that the database has of before and of
//! other nodes.

use super::StoredDay;

/// One day's count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DayCount {
    day: i64,
    /// Of earlier processes and of other nodes.
    others: i64,
    /// Of this process.
    own: i64,
    /// As much of `own` as is in the database, or on its way there.
    flushed: i64,
}

impl DayCount {
    /// A day that goes on from what the database has of it.
    pub(super) const fn after(stored: StoredDay) -> Self {
        Self {
            day: stored.day,
            others: stored.requests,
            own: 0,
            flushed: 0,
        }
    }

    /// Begins `day` where an earlier one stands; what of that is not in the database yet is answered, to be added. A clock
    /// that turns back stays in the later day.
    pub(super) fn advance(&mut self, day: i64, stored: StoredDay) -> Option<StoredDay> {
        if day <= self.day {
            return None;
        }
        let left = StoredDay {
            day: self.day,
            requests: self.own - self.flushed,
        };
        let requests = if stored.day == day { stored.requests } else { 0 };
        *self = Self::after(StoredDay { day, requests });
        (left.requests > 0).then_some(left)
    }

    /// Which day it is.
    pub(super) const fn day(&self) -> i64 {
        self.day
    }

    /// All requests of the day, as far as they are known here.
    pub(super) const fn total(&self) -> i64 {
        self.others + self.own
    }

    /// Counts one request.
    pub(super) fn add(&mut self) {
        self.own += 1;
    }

    /// What is not in the database yet; it counts as being on its way from now on.
    pub(super) fn drain(&mut self) -> Option<StoredDay> {
        let requests = self.own - self.flushed;
        self.flushed = self.own;
        (requests > 0).then_some(StoredDay {
            day: self.day,
            requests,
        })
    }

    /// What was drained of `day` is in the database, whose sum is now `sum`.
    pub(super) fn added(&mut self, day: i64, sum: i64) {
        if day == self.day {
            self.others = sum - self.flushed;
        }
    }

    /// What was drained of `day` is not in the database after all; `false` where another day has begun.
    pub(super) fn put_back(&mut self, day: i64, requests: i64) -> bool {
        if day == self.day {
            self.flushed -= requests;
        }
        day == self.day
    }

    /// Whether all of it is in the database.
    pub(super) const fn is_flushed(&self) -> bool {
        self.own == self.flushed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn stored(day: i64, requests: i64) -> StoredDay {
        StoredDay { day, requests }
    }

    #[test]
    fn a_day_goes_on_from_what_is_stored_and_learns_of_the_others() {
        let mut count = DayCount::after(stored(5, 100));
        count.add();
        count.add();
        assert_eq!((count.total(), count.is_flushed()), (102, false));
        assert_eq!(count.drain(), Some(stored(5, 2)));
        count.add();
        // Another node added 30 meanwhile.
        count.added(5, 132);
        assert_eq!((count.total(), count.drain()), (133, Some(stored(5, 1))));
        assert!(count.put_back(5, 1));
        assert_eq!(
            (count.total(), count.drain(), count.drain()),
            (133, Some(stored(5, 1)), None)
        );
    }

    #[test]
    fn a_new_day_begins_at_nothing_and_leaves_the_rest_of_the_old_one() {
        let mut count = DayCount::after(stored(5, 100));
        count.add();
        assert_eq!(count.advance(4, stored(4, 7)), None);
        assert_eq!((count.day(), count.total()), (5, 101));
        assert_eq!(count.advance(6, stored(5, 100)), Some(stored(5, 1)));
        assert_eq!((count.day(), count.total()), (6, 0));
        assert!(!count.put_back(5, 1));
        assert_eq!(count.advance(7, stored(7, 3)), None);
        assert_eq!(count.total(), 3);
    }
}
