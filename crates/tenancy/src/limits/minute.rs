//! The requests of the last sixty seconds of the clock, in a slot a second: at most the limit in any sixty seconds in a
//! row, the running one included. Exact, of a fixed size, and without a border at which two bursts could meet.

use domain::Millis;

const SLOTS: i64 = 60;

/// One window.
pub(super) struct MinuteWindow {
    /// Requests of each second, at the second's place in its minute.
    slots: [u32; SLOTS as usize],
    /// The running second, counted from 1970.
    newest: i64,
    total: u32,
}

impl Default for MinuteWindow {
    fn default() -> Self {
        Self {
            slots: [0; SLOTS as usize],
            newest: i64::MIN / 2,
            total: 0,
        }
    }
}

impl MinuteWindow {
    /// Forgets what is out of the minute at `now`. A clock that turns back a little stands still here; one that turns
    /// back by more than a minute begins anew, rather than to keep a caller out until it has caught up.
    pub(super) fn advance(&mut self, now: Millis) {
        let second = now.div_euclid(1_000);
        let passed = second - self.newest;
        if passed.abs() >= SLOTS {
            *self = Self {
                newest: second,
                ..Self::default()
            };
            return;
        }
        for past in self.newest + 1..=second {
            self.total -= std::mem::take(&mut self.slots[place(past)]);
        }
        self.newest = self.newest.max(second);
    }

    /// Requests in the minute.
    pub(super) const fn count(&self) -> u32 {
        self.total
    }

    /// Counts one request now.
    pub(super) fn add(&mut self) {
        self.slots[place(self.newest)] += 1;
        self.total += 1;
    }

    /// When `wanted` of the counted requests will be out of the minute, ms since 1970.
    pub(super) fn left_at(&self, wanted: u32) -> Millis {
        let mut left = 0;
        let oldest = self.newest - (SLOTS - 1);
        let second = (oldest..=self.newest).find(|second| {
            left += self.slots[place(*second)];
            left >= wanted
        });
        (second.unwrap_or(self.newest) + SLOTS) * 1_000
    }
}

const fn place(second: i64) -> usize {
    second.rem_euclid(SLOTS) as usize
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::*;

    const START: Millis = 1_772_352_000_000;

    fn counted(window: &mut MinuteWindow, at: Millis, limit: u32) -> bool {
        window.advance(at);
        let fits = window.count() < limit;
        if fits {
            window.add();
        }
        fits
    }

    #[test]
    fn any_sixty_seconds_have_at_most_the_limit_whatever_comes_when() {
        // The plain way to say it: the seconds of all requests, kept.
        let mut kept: VecDeque<i64> = VecDeque::new();
        let mut window = MinuteWindow::default();
        let mut at = START;
        for step in 0_i64..20_000 {
            at += (step * 7_919) % 3_000;
            let second = at / 1_000;
            while kept.front().is_some_and(|first| *first <= second - 60) {
                kept.pop_front();
            }
            let fits = kept.len() < 25;
            assert_eq!(counted(&mut window, at, 25), fits, "step {step}");
            if fits {
                kept.push_back(second);
            }
            assert_eq!(window.count() as usize, kept.len(), "step {step}");
        }
    }

    #[test]
    fn two_bursts_do_not_meet_at_the_end_of_a_minute() {
        let mut window = MinuteWindow::default();
        let last = START + 59_999;
        assert_eq!((0..10).filter(|_| counted(&mut window, last, 5)).count(), 5);
        assert_eq!((0..10).filter(|_| counted(&mut window, last + 1, 5)).count(), 0);
        assert_eq!(window.left_at(1), START + 119_000);
        assert_eq!((0..10).filter(|_| counted(&mut window, START + 119_000, 5)).count(), 5);
    }

    #[test]
    fn a_program_that_runs_each_minute_on_the_minute_gets_its_whole_share() {
        let mut window = MinuteWindow::default();
        for minute in 0..5 {
            let at = START + minute * 60_000 + 300;
            assert_eq!((0..60).filter(|_| counted(&mut window, at, 60)).count(), 60);
        }
    }

    #[test]
    fn where_more_than_the_limit_was_counted_all_of_that_has_to_leave() {
        let mut window = MinuteWindow::default();
        for second in 0..10 {
            counted(&mut window, START + second * 1_000, 100);
        }
        // The limit was lowered to 4: seven have to leave before one more may come.
        assert_eq!(window.left_at(window.count() + 1 - 4), START + 66_000);
    }

    #[test]
    fn a_clock_that_turns_back_neither_frees_nor_locks() {
        let mut window = MinuteWindow::default();
        assert!(counted(&mut window, START, 1));
        assert!(!counted(&mut window, START - 30_000, 1));
        assert!(counted(&mut window, START - 3_600_000, 1));
        assert!(!counted(&mut window, START - 3_600_000 + 59_000, 1));
        assert!(counted(&mut window, START - 3_600_000 + 60_000, 1));
    }
}
