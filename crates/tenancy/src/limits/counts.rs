//! Adds counted days to the database every moment, all of them in one unit of the journal, and learns what other nodes
//! counted.
//!
//! After an orderly stop nothing is missing. After a crash what was counted since the last addition is: at most
//! [`super::LimitSettings::flush_ms`] and the time that one commit takes.

use std::time::Duration;

use domain::Millis;
use store::StoreError;
use tokio_util::sync::CancellationToken;

use super::RequestWindows;
use crate::Tenancy;

/// How often entries that nobody uses are forgotten.
const SWEEP_MS: Millis = 60_000;

impl Tenancy {
    /// Adds what was counted to the database, again and again, until `stop`, and once more then. Also takes over changes
    /// of the platform's networks that other nodes made.
    pub async fn keep_counts(&self, stop: CancellationToken) {
        let pause = Duration::from_millis(self.inner.limits.flush_ms);
        let mut swept = self.inner.clock.now_ms();
        loop {
            let stopped = tokio::time::timeout(pause, stop.cancelled()).await.is_ok();
            if let Err(error) = self.flush_counts().await {
                tracing::warn!(%error, "counted requests could not be added to the database yet");
            }
            if stopped {
                return;
            }
            if let Err(error) = self.platform_refresh().await {
                tracing::warn!(%error, "the platform's networks could not be read");
            }
            let now = self.inner.clock.now_ms();
            if now.saturating_sub(swept).abs() >= SWEEP_MS {
                swept = now;
                self.inner.windows.sweep(now);
            }
        }
    }

    /// Adds what was counted to the database.
    ///
    /// # Errors
    /// The store's: nothing was added, and all of it is tried again the next time.
    pub async fn flush_counts(&self) -> Result<(), StoreError> {
        // What two told at once would be learnt in the wrong order.
        let _one = self.inner.flushing.lock().await;
        let windows: &dyn RequestWindows = &*self.inner.windows;
        let days = windows.drain();
        if days.is_empty() {
            return Ok(());
        }
        match self.inner.store.request_days_add(merged(days.clone())).await {
            Ok(sums) => {
                windows.added(&sums);
                Ok(())
            }
            Err(error) => {
                windows.put_back(&days);
                Err(error)
            }
        }
    }
}

/// Each name and day once.
fn merged(mut days: Vec<store::RequestDay>) -> Vec<store::RequestDay> {
    days.sort_unstable_by_key(|one| (one.counted, one.day));
    days.dedup_by(|later, first| {
        let same = (later.counted, later.day) == (first.counted, first.day);
        if same {
            first.requests += later.requests;
        }
        same
    });
    days
}
