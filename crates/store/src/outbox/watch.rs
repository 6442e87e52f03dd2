//! Who waits for rows of the outbox on this node, by target: woken after the commit that wrote some, so that nobody has
//! to look for them all the time. Rows that another node wrote wake nobody here; a poll finds them.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::Store;
use crate::types::Targets;

/// One signal for each target that is waited for.
#[derive(Default)]
pub(crate) struct Watchers(Mutex<HashMap<i64, Arc<Notify>>>);

impl Watchers {
    fn watch(&self, target: i64) -> Arc<Notify> {
        let mut all = self.0.lock();
        // Those that nobody holds any more go when somebody comes.
        all.retain(|_, signal| Arc::strong_count(signal) > 1);
        all.entry(target).or_default().clone()
    }

    /// Wakes all who wait for one of these targets; who looks at the outbox just now will look once more.
    pub(crate) fn wake(&self, targets: &[i64]) {
        if targets.is_empty() {
            return;
        }
        let all = self.0.lock();
        for signal in targets.iter().filter_map(|target| all.get(target)) {
            signal.notify_waiters();
            signal.notify_one();
        }
    }
}

impl Store {
    /// Tells when this node has written rows of these targets. It may tell once too often, and nothing of other nodes.
    pub fn outbox_watch(&self, targets: Targets) -> Arc<Notify> {
        self.shared().outbox_watchers.watch(targets.code())
    }
}
