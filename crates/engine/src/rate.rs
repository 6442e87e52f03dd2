//! Messages a second, for a lane and for the whole system: a token bucket on the monotonic clock, with at most a tenth
//! of a second of burst. [`RateLayer`] is what dispatch asks; a layer shared by several nodes can stand behind it too.

use std::time::Duration;

use parking_lot::Mutex;
use tokio::time::Instant;

/// A limit that all hand-overs of a lane, or of the system, go through.
pub trait RateLayer: Send + Sync {
    /// How many of `wanted` messages may go at `now`; they count as gone.
    fn take(&self, wanted: usize, now: Instant) -> usize;
    /// Gives back what was granted and not used.
    fn give_back(&self, count: usize);
    /// How long until the next message may go.
    fn wait(&self) -> Duration;
}

/// A layer in this process's memory.
#[derive(Debug)]
pub struct MemoryRate(Mutex<RateGate>);

impl MemoryRate {
    /// A layer for `per_second` messages; `None` lets everything through.
    pub fn new(per_second: Option<u32>) -> Self {
        Self(Mutex::new(RateGate::new(per_second)))
    }
}

impl RateLayer for MemoryRate {
    fn take(&self, wanted: usize, now: Instant) -> usize {
        self.0.lock().take(wanted, now)
    }

    fn give_back(&self, count: usize) {
        self.0.lock().give_back(count);
    }

    fn wait(&self) -> Duration {
        self.0.lock().wait()
    }
}

/// Lets through so many messages a second.
#[derive(Debug)]
pub struct RateGate {
    per_second: Option<f64>,
    /// The burst, in seconds of the rate.
    burst_seconds: f64,
    tokens: f64,
    refilled: Option<Instant>,
}

impl RateGate {
    /// A gate for `per_second` messages; `None` lets everything through.
    pub fn new(per_second: Option<u32>) -> Self {
        Self {
            per_second: per_second.map(f64::from),
            burst_seconds: 0.1,
            tokens: 1.0,
            refilled: None,
        }
    }

    /// A gate that lets a whole second's share through at once, for those who hand over in bursts.
    pub fn by_the_second(per_second: Option<u32>) -> Self {
        Self {
            burst_seconds: 1.0,
            tokens: per_second.map_or(0.0, f64::from),
            ..Self::new(per_second)
        }
    }

    /// Changes the rate from now on.
    pub fn set(&mut self, per_second: Option<f64>) {
        self.per_second = per_second;
        self.tokens = self.tokens.min(self.burst());
    }

    /// How many messages may go at `now`, at most `wanted`; they count as gone.
    pub fn take(&mut self, wanted: usize, now: Instant) -> usize {
        let Some(rate) = self.per_second else { return wanted };
        let elapsed = self
            .refilled
            .map_or(Duration::ZERO, |then| now.saturating_duration_since(then));
        self.refilled = Some(now);
        self.tokens = (self.tokens + elapsed.as_secs_f64() * rate).min(self.burst());
        let granted = (self.tokens as usize).min(wanted);
        self.tokens -= granted as f64;
        granted
    }

    /// Gives back what was granted and not used.
    pub fn give_back(&mut self, count: usize) {
        self.tokens = (self.tokens + count as f64).min(self.burst());
    }

    /// How long until the next message may go.
    pub fn wait(&self) -> Duration {
        match self.per_second {
            None => Duration::ZERO,
            Some(rate) if rate <= 0.0 => Duration::from_secs(1),
            Some(rate) => Duration::from_secs_f64(((1.0 - self.tokens).max(0.0) / rate).clamp(0.001, 1.0)),
        }
    }

    fn burst(&self) -> f64 {
        self.per_second.map_or(0.0, |rate| (rate * self.burst_seconds).max(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_lets_through_the_rate_and_no_more() {
        let mut gate = RateGate::new(Some(100));
        let start = Instant::now();
        let mut through = 0;
        for step in 0..=1_000 {
            through += gate.take(1_000, start + Duration::from_millis(step));
        }
        assert!((100..=111).contains(&through), "{through} went through in a second");
    }

    #[test]
    fn an_idle_lane_bursts_for_a_tenth_of_a_second_only() {
        let mut gate = RateGate::new(Some(100));
        let start = Instant::now();
        gate.take(1, start);
        assert_eq!(gate.take(1_000, start + Duration::from_secs(3_600)), 10);
    }

    #[test]
    fn a_gate_by_the_second_takes_a_seconds_share_at_once() {
        let mut gate = RateGate::by_the_second(Some(5));
        let now = Instant::now();
        assert_eq!(gate.take(9, now), 5);
        assert_eq!(gate.take(9, now + Duration::from_millis(400)), 2);
        assert_eq!(gate.take(9, now + Duration::from_secs(60)), 5);
    }

    #[test]
    fn no_rate_lets_everything_through_and_rate_zero_nothing_more() {
        assert_eq!(RateGate::new(None).take(5_000, Instant::now()), 5_000);
        let mut closed = RateGate::new(Some(0));
        closed.take(1, Instant::now());
        let later = Instant::now();
        assert_eq!(closed.take(5, later + Duration::from_secs(60)), 0);
    }

    #[test]
    fn what_is_given_back_can_be_taken_again() {
        let mut gate = RateGate::new(Some(10));
        let now = Instant::now();
        assert_eq!(gate.take(5, now), 1);
        gate.give_back(1);
        assert_eq!(gate.take(5, now), 1);
    }
}
