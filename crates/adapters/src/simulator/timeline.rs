//! The simulator's time: wall-clock milliseconds that start at the injected clock and then run on the runtime's
//! monotonic clock, so that due times neither jump with the wall clock nor escape a paused test.

use std::time::Duration;

use domain::Millis;
use tokio::time::Instant;

/// Due times are met on this grid, so that thousands of timers cost one wake-up.
const TICK_MS: Millis = 5;

/// One carrier's time.
#[derive(Debug, Clone)]
pub(super) struct Timeline {
    started_at: Millis,
    start: Instant,
}

impl Timeline {
    /// Starts at `now` (ms since 1970).
    pub(super) fn starting(now: Millis) -> Self {
        Self {
            started_at: now,
            start: Instant::now(),
        }
    }

    /// Now, in ms since 1970.
    pub(super) fn now_ms(&self) -> Millis {
        self.started_at + self.start.elapsed().as_millis() as Millis
    }

    /// The last time of the tick in which `at` lies: what falls due up to then is done together.
    pub(super) fn tick_of(at: Millis) -> Millis {
        at - at.rem_euclid(TICK_MS) + TICK_MS - 1
    }

    /// Waits for `at`, or forever where nothing is due.
    pub(super) async fn sleep_until(&self, at: Option<Millis>) {
        match at {
            Some(at) => {
                let span = Duration::from_millis(u64::try_from(at - self.started_at).unwrap_or(0));
                tokio::time::sleep_until(self.start + span).await;
            }
            None => std::future::pending().await,
        }
    }
}
