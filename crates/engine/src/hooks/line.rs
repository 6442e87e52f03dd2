//! What waits in memory for one target: an endpoint, or the callbacks of an organization to one origin.
//!
//! Pure. Events of one message are told in their order, each after the one before it is settled on disk; those of
//! different messages go side by side, as many as the target's pace allows. A target that fails is asked less and less,
//! so that it holds neither connections nor the log; one success is enough to go faster again.

use std::collections::{HashMap, VecDeque};

use domain::Millis;
use store::{HookFate, HookKey, HookRow};

/// Requests that may be under way to a target that nothing is known of.
const FIRST_LIMIT: usize = 16;
/// Failures in a row after which a target is left alone for a while.
const PATIENCE: u32 = 10;
/// The first time for which it is; each next one is twice as long, up to the longest.
const FIRST_PAUSE_MS: Millis = 1_000;
const LONGEST_PAUSE_MS: Millis = 60_000;
/// How soon a row is looked at again that has to wait for another one elsewhere.
const BEHIND_MS: Millis = 1_000;

/// How fast a target is asked.
#[derive(Debug)]
struct Pace {
    limit: usize,
    most: usize,
    fails: u32,
    pauses: u32,
    paused_until: Millis,
}

impl Pace {
    fn new(most: usize) -> Self {
        Self {
            limit: FIRST_LIMIT.min(most),
            most,
            fails: 0,
            pauses: 0,
            paused_until: 0,
        }
    }

    fn went(&mut self, well: bool, now: Millis) {
        if well {
            self.limit = (self.limit + 1).min(self.most);
            (self.fails, self.pauses, self.paused_until) = (0, 0, 0);
            return;
        }
        self.limit = (self.limit / 2).max(1);
        self.fails = self.fails.saturating_add(1);
        // What was under way when the pause began says nothing new.
        if self.fails >= PATIENCE && now >= self.paused_until {
            self.paused_until = now + (FIRST_PAUSE_MS << self.pauses.min(16)).min(LONGEST_PAUSE_MS);
            self.pauses += 1;
        }
    }
}

/// What became of a row that was put into a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Placed {
    /// It will be told.
    Here,
    /// One before it is elsewhere: it has to wait until then.
    Behind(Millis),
}

/// The rows of one message: the first is told, the others wait for it.
struct Train {
    /// The first one's id.
    first: i64,
    after: VecDeque<HookRow>,
}

/// One target.
pub(super) struct Line {
    queue: VecDeque<HookRow>,
    /// The messages of which a row is in the queue, on its way or not settled yet.
    messages: HashMap<i64, Train>,
    open: usize,
    pace: Pace,
}

impl Line {
    /// An empty line with at most `most` requests under way.
    pub(super) fn new(most: usize) -> Self {
        Self {
            queue: VecDeque::new(),
            messages: HashMap::new(),
            open: 0,
            pace: Pace::new(most),
        }
    }

    /// Puts a row in. `settled` tells whether a row (by its id) was settled a moment ago: then nothing waits for it.
    pub(super) fn push(&mut self, row: HookRow, settled: impl Fn(i64) -> bool, now: Millis) -> Placed {
        if row.key.message == 0 {
            self.queue.push_back(row);
            return Placed::Here;
        }
        if let Some(train) = self.messages.get_mut(&row.key.message) {
            train.after.push_back(row);
            return Placed::Here;
        }
        match row.behind.filter(|(before, _)| !settled(*before)) {
            Some((_, due_at)) => Placed::Behind(due_at.max(now + BEHIND_MS)),
            None => {
                let train = Train {
                    first: row.key.id,
                    after: VecDeque::new(),
                };
                self.messages.insert(row.key.message, train);
                self.queue.push_back(row);
                Placed::Here
            }
        }
    }

    /// The next row to tell, where the pace and the target's share of all requests allow one.
    pub(super) fn next(&mut self, share: usize, now: Millis) -> Option<HookRow> {
        if self.is_paused(now) || self.open >= self.pace.limit.min(share.max(1)) {
            return None;
        }
        let row = self.queue.pop_front()?;
        self.open += 1;
        Some(row)
    }

    /// A request has ended, well or not.
    pub(super) fn ended(&mut self, well: bool, now: Millis) {
        self.open -= 1;
        self.pace.went(well, now);
    }

    /// A request has ended that says nothing about the target.
    pub(super) fn never_began(&mut self) {
        self.open -= 1;
    }

    /// What became of a row is on disk. Where it was the first of its message, the next one can be told if it is gone,
    /// else all of them have to wait for it: they are answered.
    pub(super) fn settled(&mut self, key: HookKey, fate: HookFate) -> Vec<HookRow> {
        let is_first = |train: &Train| train.first == key.id;
        if !self.messages.get(&key.message).is_some_and(is_first) {
            return Vec::new();
        }
        let Some(mut train) = self.messages.remove(&key.message) else {
            return Vec::new();
        };
        if fate != HookFate::Done {
            return train.after.into();
        }
        if let Some(next) = train.after.pop_front() {
            train.first = next.key.id;
            self.messages.insert(key.message, train);
            self.queue.push_front(next);
        }
        Vec::new()
    }

    /// Takes out all that was not begun.
    pub(super) fn drain(&mut self) -> Vec<HookRow> {
        let mut rows = Vec::new();
        for row in self.queue.drain(..) {
            let train = self.messages.remove(&row.key.message);
            rows.push(row);
            rows.extend(train.into_iter().flat_map(|train| train.after));
        }
        // Of messages whose first row is on its way, that one stays.
        for train in self.messages.values_mut() {
            rows.extend(train.after.drain(..));
        }
        rows
    }

    /// Whether it is left alone now.
    pub(super) fn is_paused(&self, now: Millis) -> bool {
        now < self.pace.paused_until
    }

    /// Rows that can be told as soon as the pace allows.
    pub(super) fn queued(&self) -> usize {
        self.queue.len()
    }

    /// Requests under way.
    pub(super) fn open(&self) -> usize {
        self.open
    }

    /// Whether it can be forgotten: nothing is in it, and nothing bad is known of the target.
    pub(super) fn is_idle(&self, now: Millis) -> bool {
        let forgiven = self.pace.fails == 0 || now > self.pace.paused_until + 10 * LONGEST_PAUSE_MS;
        self.queue.is_empty() && self.messages.is_empty() && self.open == 0 && forgiven
    }
}

#[cfg(test)]
mod tests;
