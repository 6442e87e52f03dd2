//! The end: what was not begun goes back to the database, what is under way is waited for and settled.

use domain::Millis;
use store::{HookKey, HookRow};
use tokio::time::Instant;

use super::{GRACE, SETTLE, Teller, Word};
use crate::hooks::line::Line;

impl Teller {
    /// Begins nothing any more, gives back what was not begun, and settles what is under way.
    pub(super) async fn end(mut self) {
        let feed = self.engine.store.hook_feed();
        feed.close();
        self.unread.extend(feed.take());
        let now = self.engine.now();
        let unread: Vec<HookKey> = self.unread.drain(..).collect();
        unread.into_iter().for_each(|key| self.give_back(key, now));
        let rows: Vec<HookRow> = self.lines.values_mut().flat_map(Line::drain).collect();
        rows.into_iter().for_each(|row| self.give_back(row.key, now));
        let until = Instant::now() + GRACE;
        let mut words = Vec::new();
        loop {
            self.settle();
            let at_work = self.open > 0 || self.settlements > 0 || self.reading || self.claiming;
            if !at_work && self.outcomes.fates.is_empty() {
                return;
            }
            tokio::select! {
                _ = self.words.recv_many(&mut words, SETTLE) => {
                    for word in words.drain(..) {
                        self.hear_last(word, now);
                    }
                }
                () = self.engine.halt.cancelled() => return,
                () = tokio::time::sleep_until(until) => return,
            }
        }
    }

    /// A word that came after the end had begun: what it brings is given back.
    fn hear_last(&mut self, word: Word, now: Millis) {
        match word {
            Word::Loaded(_, rows) => {
                self.reading = false;
                rows.into_iter().for_each(|row| self.give_back(row.key, now));
            }
            Word::Claimed(claimed) => {
                self.claiming = false;
                claimed.keys.into_iter().for_each(|key| self.give_back(key, now));
            }
            other => self.hear(other),
        }
    }
}
