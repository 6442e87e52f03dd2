//! A lane's rate: a token bucket on the monotonic clock, with at most a tenth of a second of burst.

use std::time::Duration;

use tokio::time::Instant;

/// Lets through so many messages a second.
#[derive(Debug)]
pub struct RateGate {
    per_second: Option<u32>,
    tokens: f64,
    refilled: Option<Instant>,
}

impl RateGate {
    /// A gate for `per_second` messages; `None` lets everything through.
    pub fn new(per_second: Option<u32>) -> Self {
        Self {
            per_second,
            tokens: 1.0,
            refilled: None,
        }
    }

    /// Changes the rate from now on.
    pub fn set(&mut self, per_second: Option<u32>) {
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
        self.tokens = (self.tokens + elapsed.as_secs_f64() * f64::from(rate)).min(self.burst());
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
            Some(0) => Duration::from_secs(1),
            Some(rate) => Duration::from_secs_f64(((1.0 - self.tokens).max(0.0) / f64::from(rate)).max(0.001)),
        }
    }

    fn burst(&self) -> f64 {
        self.per_second.map_or(0.0, |rate| (f64::from(rate) / 10.0).max(1.0))
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
