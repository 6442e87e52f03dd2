//! The figures behind `/metrics`: gauges read from the rollups right before they are shown, and the rolling delivery
//! rate. Nothing is counted by scanning.

use std::collections::{HashMap, VecDeque};

use domain::{MessageState, Millis};
use parking_lot::Mutex;
use store::{Settled, Settlement, StoreError};

use crate::Engine;

/// How far rates look back, in minutes.
const WINDOW_MINUTES: i64 = 60;

/// A count of something good and of everything, at a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sample {
    minute: i64,
    good: u64,
    all: u64,
}

/// The share of good among all over the last hour.
#[derive(Debug, Default)]
pub(crate) struct Rolling(Mutex<VecDeque<Sample>>);

impl Rolling {
    /// Adds to the counts at `now`.
    pub(crate) fn add(&self, now: Millis, good: u64, all: u64) {
        let (good_before, all_before) = self.0.lock().back().map_or((0, 0), |last| (last.good, last.all));
        self.set(now, good_before + good, all_before + all);
    }

    /// Sets the counts since the process began, as they stand at `now`.
    fn set(&self, now: Millis, good: u64, all: u64) {
        let sample = Sample {
            minute: now / 60_000,
            good,
            all,
        };
        let mut samples = self.0.lock();
        if samples.back().is_some_and(|last| last.minute == sample.minute) {
            samples.pop_back();
        }
        samples.push_back(sample);
        while samples
            .get(1)
            .is_some_and(|second| second.minute <= sample.minute - WINDOW_MINUTES)
        {
            samples.pop_front();
        }
    }

    /// Good ones and all of the last hour.
    pub(crate) fn counts(&self, now: Millis) -> (u64, u64) {
        let samples = self.0.lock();
        let Some(last) = samples.back() else { return (0, 0) };
        let first = samples
            .front()
            .filter(|first| first.minute <= now / 60_000 - WINDOW_MINUTES);
        let (good, all) = first.map_or((0, 0), |first| (first.good, first.all));
        (last.good - good, last.all - all)
    }

    /// The share from 0 to 1; `None` where nothing happened in the last hour.
    fn share(&self, now: Millis) -> Option<f64> {
        let (good, all) = self.counts(now);
        (all > 0).then(|| good as f64 / all as f64)
    }
}

/// Counts how the attempts of a lane ended, for its health: taken, or refused for good (which is the message's fault).
pub(crate) fn count_attempts(attempts: &Rolling, now: Millis, settlements: &[Settlement]) {
    let failed = |s: &&Settlement| matches!(s.result, Settled::Retry { counts: true, .. } | Settled::Held { .. });
    let errors = settlements.iter().filter(failed).count();
    attempts.add(now, (settlements.len() - errors) as u64, settlements.len() as u64);
}

impl Engine {
    /// Sets the gauges of `/metrics` to what is true now.
    ///
    /// # Errors
    /// Only the store's; gauges keep their last value then.
    pub async fn refresh_gauges(&self) -> Result<(), StoreError> {
        self.totals_gauges().await?;
        self.depth_gauges().await?;
        self.sample_deliveries();
        let now = self.now();
        metrics::gauge!("sms_delivery_rate").set(self.deliveries.share(now).unwrap_or(1.0) * 100.0);
        for lane in self.registry.lanes().iter() {
            let provider = lane.provider();
            let healthy = provider.active && !lane.with_breaker(|breaker| breaker.is_down());
            metrics::gauge!("sms_provider_health", "provider" => provider.name.clone()).set(f64::from(healthy));
            let name = provider.name.clone();
            metrics::gauge!("tuma_lane_memory", "provider" => name.clone()).set(lane.held() as f64);
            metrics::gauge!("tuma_lane_window_open", "provider" => name).set(lane.window.open() as f64);
        }
        metrics::gauge!("tuma_journal_depth").set(self.store.journal_depth() as f64);
        Ok(())
    }

    /// Notes how many messages have ended and how many of them were delivered, for the rolling rate.
    pub(crate) fn sample_deliveries(&self) {
        let (mut delivered, mut ended) = (0, 0);
        for (provider, direction, state, messages) in self.store.moves_all() {
            let provider = self.provider_name(provider).unwrap_or_default();
            metrics::counter!(
                "sms_messages_total",
                "status" => state.as_str(), "direction" => direction.as_str(), "provider" => provider
            )
            .absolute(messages);
            if state.is_final() {
                ended += messages;
                delivered += if state == MessageState::Delivered { messages } else { 0 };
            }
        }
        self.deliveries.set(self.now(), delivered, ended);
    }

    async fn totals_gauges(&self) -> Result<(), StoreError> {
        for count in self.store.totals_all().await? {
            let provider = count.provider.and_then(|id| self.provider_name(id)).unwrap_or_default();
            metrics::gauge!(
                "tuma_messages",
                "status" => count.state.as_str(),
                "direction" => count.direction.as_str(),
                "provider" => provider
            )
            .set(count.messages as f64);
        }
        Ok(())
    }

    async fn depth_gauges(&self) -> Result<(), StoreError> {
        let mut depths: HashMap<String, i64> = HashMap::new();
        for lane in self.registry.lanes().iter() {
            for priority in domain::Priority::ALL {
                depths.insert(format!("{}/{}", lane.provider().name, priority as i64), 0);
            }
        }
        depths.insert("scheduled".to_owned(), 0);
        for (provider, priority, state, count) in self.store.queue_depths_all().await? {
            let queue = match state {
                MessageState::Scheduled => "scheduled".to_owned(),
                MessageState::Queued => {
                    let name = self.provider_name(provider).unwrap_or_default();
                    format!("{name}/{}", priority as i64)
                }
                _ => continue,
            };
            *depths.entry(queue).or_default() += count;
        }
        for (queue, count) in depths {
            metrics::gauge!("sms_queue_depth", "queue" => queue).set(count as f64);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Millis = 60_000;

    #[test]
    fn the_share_is_that_of_the_last_hour() {
        let rolling = Rolling::default();
        assert_eq!(rolling.share(0), None);
        rolling.add(0, 0, 100);
        assert_eq!(rolling.share(MINUTE), Some(0.0));
        rolling.add(30 * MINUTE, 50, 100);
        assert_eq!(rolling.share(30 * MINUTE), Some(0.25));
        rolling.add(70 * MINUTE, 100, 100);
        assert_eq!(rolling.share(70 * MINUTE), Some(0.75));
    }

    #[test]
    fn a_busy_day_keeps_an_hour_of_samples() {
        let rolling = Rolling::default();
        (0..24 * 60).for_each(|minute| rolling.add(minute * MINUTE, 1, 1));
        assert!(rolling.0.lock().len() <= 62);
    }
}
