//! What waits in memory for one target: an endpoint, or the callbacks of an organization to one origin.
//!
//! Pure. Events of one message are told in their order, each after the one before it is settled on disk; those of
//! different messages go side by side, as many as the target's pace allows. A target that fails is asked less and less,
//! so that it holds neither connections nor the log; one success is enough to go faster again.

use std::collections::{HashMap, VecDeque};

use domain::Millis;
use store::{HookFate, HookRow};

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

/// One target.
pub(super) struct Line {
    queue: VecDeque<HookRow>,
    /// The messages of which a row is in the queue, on its way or not settled yet, each with those that come after it.
    messages: HashMap<i64, VecDeque<HookRow>>,
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
        if let Some(after) = self.messages.get_mut(&row.key.message) {
            after.push_back(row);
            return Placed::Here;
        }
        match row.behind.filter(|(before, _)| !settled(*before)) {
            Some((_, due_at)) => Placed::Behind(due_at.max(now + BEHIND_MS)),
            None => {
                self.messages.insert(row.key.message, VecDeque::new());
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

    /// What became of a message's row is on disk. The next one of the message can be told if it is gone, else all of
    /// them have to wait for it: they are answered.
    pub(super) fn settled(&mut self, message: i64, fate: HookFate) -> Vec<HookRow> {
        let Some(mut after) = self.messages.remove(&message) else {
            return Vec::new();
        };
        if fate != HookFate::Done {
            return after.into();
        }
        if let Some(next) = after.pop_front() {
            self.messages.insert(message, after);
            self.queue.push_front(next);
        }
        Vec::new()
    }

    /// Takes out all that was not begun.
    pub(super) fn drain(&mut self) -> Vec<HookRow> {
        let mut rows = Vec::new();
        for row in self.queue.drain(..) {
            let after = self.messages.remove(&row.key.message);
            rows.push(row);
            rows.extend(after.into_iter().flatten());
        }
        // Of messages whose first row is on its way, that one stays.
        for after in self.messages.values_mut() {
            rows.extend(after.drain(..));
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
