//! How fast a lane goes and how long its carrier takes: smoothed figures for people and for slowing down.

use std::time::Duration;

use parking_lot::Mutex;
use tokio::time::Instant;

/// The weight of a new latency in the average.
const LATENCY_WEIGHT: f64 = 0.05;
/// The weight of a finished second in the average rate.
const RATE_WEIGHT: f64 = 0.4;

/// Averages of one lane.
#[derive(Debug, Default)]
pub struct Pace(Mutex<Averages>);

#[derive(Debug, Default)]
struct Averages {
    latency_ms: Option<f64>,
    begin_ms: Option<f64>,
    per_second: f64,
    counting: Option<(Instant, u64)>,
}

fn smooth(average: &mut Option<f64>, value: f64) {
    *average = Some(average.map_or(value, |old| old + (value - old) * LATENCY_WEIGHT));
}

impl Pace {
    /// `count` outcomes came `after` their hand-over, at `now`.
    pub fn outcomes(&self, count: usize, after: Duration, now: Instant) {
        if count == 0 {
            return;
        }
        let mut averages = self.0.lock();
        smooth(&mut averages.latency_ms, after.as_secs_f64() * 1_000.0);
        averages.count(count as u64, now);
    }

    /// A batch was marked as begun in this time: what the database costs.
    pub fn begun(&self, after: Duration) {
        smooth(&mut self.0.lock().begin_ms, after.as_secs_f64() * 1_000.0);
    }

    /// Messages a second, over the last few seconds.
    pub fn per_second(&self, now: Instant) -> f64 {
        let mut averages = self.0.lock();
        averages.count(0, now);
        averages.per_second
    }

    /// Average time from hand-over to outcome, ms.
    pub fn latency_ms(&self) -> Option<f64> {
        self.0.lock().latency_ms
    }

    /// Average time of the begun mark, ms.
    pub fn begin_ms(&self) -> Option<f64> {
        self.0.lock().begin_ms
    }
}

impl Averages {
    fn count(&mut self, count: u64, now: Instant) {
        let Some((since, counted)) = self.counting else {
            self.counting = Some((now, count));
            return;
        };
        let elapsed = now.saturating_duration_since(since).as_secs_f64();
        if elapsed < 1.0 {
            self.counting = Some((since, counted + count));
            return;
        }
        let rate = counted as f64 / elapsed;
        // A long silence weighs as many seconds as it lasted.
        let kept = (1.0 - RATE_WEIGHT).powf(elapsed.min(60.0));
        self.per_second = self.per_second * kept + rate * (1.0 - kept);
        self.counting = Some((now, count));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_follows_the_last_seconds_and_falls_in_silence() {
        let start = Instant::now();
        let pace = Pace::default();
        for tenth in 0..100_u32 {
            pace.outcomes(
                10,
                Duration::from_millis(200),
                start + Duration::from_millis(100) * tenth,
            );
        }
        let busy = pace.per_second(start + Duration::from_secs(10));
        assert!((80.0..=105.0).contains(&busy), "{busy}");
        assert!(pace.per_second(start + Duration::from_secs(40)) < 5.0);
        assert_eq!(pace.latency_ms().unwrap().round(), 200.0);
    }
}
