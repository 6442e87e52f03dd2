//! Outcomes of one lane on their way to disk, so that reports can be kept behind the answers that they are for.
//!
//! A carrier that reports at once sends the report right behind its answer. Stored before the answer is, a report fits
//! no message: it is kept, tried again when the answer settles, and costs ten times as much. Waiting is a matter of
//! speed alone: whoever does not wait, or not long enough, loses nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::Notify;

/// Tasks that an outcome passes through between its adapter and the count here.
const HOPS: usize = 2;

/// Counts hand-overs whose outcomes are known and not on disk.
#[derive(Debug, Default)]
pub struct Settling {
    begun: AtomicU64,
    done: AtomicU64,
    changed: Notify,
}

/// Some outcomes; on disk, or given up, when it is dropped.
pub struct Unsettled(Arc<Settling>);

impl Settling {
    /// Outcomes are known.
    pub fn begin(self: &Arc<Self>) -> Unsettled {
        self.begun.fetch_add(1, Ordering::AcqRel);
        Unsettled(self.clone())
    }

    /// Waits until as many outcomes are on disk as are known now, those included that an adapter has just told of; for
    /// `patience` at most.
    pub async fn caught_up(&self, patience: Duration) {
        for _ in 0..HOPS {
            tokio::task::yield_now().await;
        }
        let begun = self.begun.load(Ordering::Acquire);
        let done = async {
            loop {
                let changed = self.changed.notified();
                if self.done.load(Ordering::Acquire) >= begun {
                    return;
                }
                changed.await;
            }
        };
        // Whether they are is the store's to find out.
        let _ = tokio::time::timeout(patience, done).await;
    }
}

impl Drop for Unsettled {
    fn drop(&mut self) {
        self.0.done.fetch_add(1, Ordering::AcqRel);
        self.0.changed.notify_waiters();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::FutureExt;

    const LONG: Duration = Duration::from_secs(60);

    #[tokio::test]
    async fn reports_wait_for_the_outcomes_that_are_known_and_for_no_later_ones() {
        let settling = Arc::new(Settling::default());
        settling.caught_up(LONG).await;
        let first = settling.begin();
        let mut waiting = Box::pin(settling.caught_up(LONG));
        for _ in 0..=HOPS {
            assert!(waiting.as_mut().now_or_never().is_none());
        }
        let later = settling.begin();
        drop(first);
        waiting.await;
        drop(later);
    }

    #[tokio::test]
    async fn outcomes_that_are_never_settled_are_not_waited_for_for_ever() {
        let settling = Arc::new(Settling::default());
        let _never = settling.begin();
        settling.caught_up(Duration::from_millis(1)).await;
    }
}
