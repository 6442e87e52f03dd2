//! What this process tells over HTTP, on its way from the journal to whoever tells it: bounded, in all and for each
//! target, so that neither a slow receiver nor a flood can fill the memory. What does not fit waits in the database.

use std::collections::HashMap;

use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::config::StoreConfig;
use crate::types::HookKey;

/// The way from the journal to whoever tells.
pub struct HookFeed {
    state: Mutex<State>,
    wake: Notify,
    most: usize,
    most_per_target: usize,
}

#[derive(Default)]
struct State {
    /// Somebody takes what is put in.
    open: bool,
    total: usize,
    targets: HashMap<i64, Target>,
    ready: Vec<HookKey>,
    /// A commit has left rows in the database since somebody asked.
    left: bool,
}

#[derive(Default)]
struct Target {
    /// Rows in memory.
    held: usize,
    /// Nothing is born owned for now, because nothing is told.
    shut: bool,
    /// Older rows wait in the database: they go first.
    behind: bool,
    /// Commits that left rows in the database.
    left: u64,
}

impl Target {
    fn is_idle(&self) -> bool {
        self.held == 0 && !self.shut && !self.behind
    }
}

impl HookFeed {
    pub(crate) fn new(config: &StoreConfig) -> Self {
        Self {
            state: Mutex::default(),
            wake: Notify::new(),
            most: config.hook_memory,
            most_per_target: config.hook_memory_per_target,
        }
    }

    /// Which of these rows are this process's own from the start.
    pub(crate) fn reserve(&self, keys: &[HookKey]) -> Vec<bool> {
        let mut state = self.state.lock();
        let state = &mut *state;
        let mut owned = vec![false; keys.len()];
        if !state.open {
            return owned;
        }
        for (owned, key) in owned.iter_mut().zip(keys) {
            let target = state.targets.entry(key.target).or_default();
            let fits = state.total < self.most && target.held < self.most_per_target;
            if !fits {
                target.behind = true;
            }
            if target.shut || target.behind {
                continue;
            }
            target.held += 1;
            state.total += 1;
            *owned = true;
        }
        owned
    }

    /// These rows are committed, and so are rows of the targets in `left` for which there was no room.
    pub(crate) fn put(&self, keys: Vec<HookKey>, left: Vec<i64>) {
        if keys.is_empty() && left.is_empty() {
            return;
        }
        let mut state = self.state.lock();
        state.ready.extend(keys);
        if state.open {
            state.left |= !left.is_empty();
            for target in left {
                let target = state.targets.entry(target).or_default();
                target.behind = true;
                target.left += 1;
            }
        }
        drop(state);
        self.wake.notify_one();
    }

    /// Whether a commit has left rows in the database since this was asked last.
    pub fn take_left(&self) -> bool {
        std::mem::take(&mut self.state.lock().left)
    }

    /// From now on somebody takes what is put in.
    pub fn open(&self) {
        self.state.lock().open = true;
    }

    /// Nothing is put in any more.
    pub fn close(&self) {
        self.state.lock().open = false;
    }

    /// Waits until something is ready.
    pub async fn wait(&self) {
        self.wake.notified().await;
    }

    /// Takes what is ready, in the order of commits.
    pub fn take(&self) -> Vec<HookKey> {
        std::mem::take(&mut self.state.lock().ready)
    }

    /// Reserves memory for up to `wanted` rows that wait in the database; answers for how many.
    pub fn room(&self, target: i64, wanted: usize) -> usize {
        let mut state = self.state.lock();
        let state = &mut *state;
        let held = state.targets.get(&target).map_or(0, |target| target.held);
        let room = self.most_per_target.saturating_sub(held);
        let granted = wanted.min(room).min(self.most.saturating_sub(state.total));
        if granted > 0 {
            state.targets.entry(target).or_default().held += granted;
            state.total += granted;
        }
        granted
    }

    /// Gives memory back.
    pub fn free(&self, target: i64, count: usize) {
        let mut state = self.state.lock();
        let state = &mut *state;
        if let Some(held) = state.targets.get_mut(&target) {
            let freed = count.min(held.held);
            held.held -= freed;
            state.total -= freed;
            if held.is_idle() {
                state.targets.remove(&target);
            }
        }
    }

    /// Lets the rows of a target wait in the database, or no longer.
    pub fn shut(&self, target: i64, shut: bool) {
        let mut state = self.state.lock();
        let entry = state.targets.entry(target).or_default();
        // What came meanwhile went into the database.
        entry.behind |= entry.shut && !shut;
        entry.shut = shut;
        if entry.is_idle() {
            state.targets.remove(&target);
        }
    }

    /// The targets whose rows wait in the database as far as this process knows, though they could be told; each with
    /// what to give to [`HookFeed::caught_up`].
    pub fn behind(&self) -> Vec<(i64, u64)> {
        let state = self.state.lock();
        let behind = state.targets.iter().filter(|(_, one)| one.behind && !one.shut);
        behind.map(|(target, one)| (*target, one.left)).collect()
    }

    /// Nothing of a target waits in the database any more, unless a commit has left rows there since it was `behind`.
    pub fn caught_up(&self, (target, left): (i64, u64)) {
        let mut state = self.state.lock();
        if let Some(entry) = state.targets.get_mut(&target)
            && entry.left == left
        {
            entry.behind = false;
            if entry.is_idle() {
                state.targets.remove(&target);
            }
        }
    }

    /// Rows in memory.
    pub fn held(&self) -> usize {
        self.state.lock().total
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::DatabaseUrl;

    fn feed(most: usize, most_per_target: usize) -> HookFeed {
        let feed = HookFeed::new(&StoreConfig {
            hook_memory: most,
            hook_memory_per_target: most_per_target,
            ..StoreConfig::new(DatabaseUrl::Sqlite("x".into()))
        });
        feed.open();
        feed
    }

    fn keys(target: i64, count: i64) -> Vec<HookKey> {
        (1..=count).map(|id| HookKey { target, message: 1, id }).collect()
    }

    fn owned(feed: &HookFeed, target: i64, count: i64) -> usize {
        feed.reserve(&keys(target, count))
            .iter()
            .filter(|owned| **owned)
            .count()
    }

    #[test]
    fn a_target_takes_its_share_and_nobody_elses() {
        let feed = feed(100, 10);
        assert_eq!(owned(&feed, 1, 50), 10);
        assert_eq!(owned(&feed, 2, 5), 5);
        assert_eq!((feed.held(), feed.behind()), (15, vec![(1, 0)]));
        feed.free(1, 10);
        assert_eq!(owned(&feed, 1, 1), 0, "older rows wait in the database");
        feed.caught_up((1, 0));
        assert_eq!(owned(&feed, 1, 1), 1);
    }

    #[test]
    fn who_looked_before_a_commit_left_rows_has_not_caught_up() {
        let feed = feed(100, 2);
        assert_eq!(owned(&feed, 1, 3), 2);
        let looked = feed.behind();
        assert!(!feed.take_left());
        feed.put(keys(1, 2), vec![1]);
        looked.into_iter().for_each(|one| feed.caught_up(one));
        assert!(feed.take_left() && !feed.take_left());
        let again = feed.behind();
        assert_eq!(again, [(1, 1)]);
        again.into_iter().for_each(|one| feed.caught_up(one));
        assert!(feed.behind().is_empty());
    }

    #[test]
    fn the_whole_has_a_bound_too() {
        let feed = feed(12, 10);
        assert_eq!(owned(&feed, 1, 10) + owned(&feed, 2, 10), 12);
        assert_eq!(feed.room(3, 5), 0);
        feed.free(1, 10);
        assert_eq!(feed.room(3, 5), 5);
        assert_eq!(feed.held(), 7);
    }

    #[test]
    fn what_is_shut_or_not_open_waits_in_the_database() {
        let feed = feed(100, 10);
        feed.shut(1, true);
        assert_eq!(owned(&feed, 1, 3), 0);
        assert!(feed.behind().is_empty());
        feed.shut(1, false);
        assert_eq!(feed.behind(), [(1, 0)]);
        let closed = HookFeed::new(&StoreConfig::new(DatabaseUrl::Sqlite("x".into())));
        assert_eq!(owned(&closed, 1, 3), 0);
    }
}
