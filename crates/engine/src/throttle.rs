//! What a lane does when its carrier asks for patience: it pauses, doubling up to a minute while the carrier keeps
//! asking, and then goes on more slowly and speeds up again.
//!
//! Pure: the time is handed in. Many answers of one window are one request for patience.

use std::time::Duration;

use tokio::time::Instant;

/// The longest pause that doubling leads to.
const LONGEST: Duration = Duration::from_secs(60);
/// The share of its rate that a lane keeps after each request for patience.
const SLOWER: f64 = 0.7;
/// How much faster a slowed lane gets each second without one.
const FASTER: f64 = 1.15;
/// The slowest that a lane gets, messages a second.
const SLOWEST: f64 = 1.0;

/// A lane's patience.
#[derive(Debug, Default)]
pub struct Throttle {
    until: Option<Instant>,
    /// Requests for patience since the carrier last took a message after a pause.
    strikes: u32,
    /// Messages a second while slowed.
    slowed: Option<f64>,
    raised: Option<Instant>,
}

impl Throttle {
    /// The carrier asks for patience of `asked`, at `now`, while the lane goes at `rate` messages a second. Says when
    /// the lane goes on.
    pub fn asked(&mut self, asked: Duration, rate: f64, now: Instant) -> Instant {
        if let Some(until) = self.until.filter(|until| *until > now) {
            // An answer to what was under way already.
            let later = until.max(now + asked.min(LONGEST));
            self.until = Some(later);
            return later;
        }
        let doubled = asked.saturating_mul(1 << self.strikes.min(10)).min(LONGEST.max(asked));
        self.strikes += 1;
        let until = now + doubled;
        self.until = Some(until);
        let current = self.slowed.unwrap_or(rate).max(SLOWEST);
        self.slowed = Some((current * SLOWER).max(SLOWEST));
        self.raised = Some(until);
        until
    }

    /// The carrier took a message at `now`.
    pub fn took(&mut self, now: Instant) {
        if self.strikes > 0 && self.until.is_none_or(|until| until <= now) {
            self.strikes = 0;
        }
    }

    /// Pauses until `until`, for a reason of ours.
    pub fn pause(&mut self, until: Instant) {
        self.until = Some(self.until.map_or(until, |already| already.max(until)));
    }

    /// The end of the pause, while it lasts.
    pub fn paused_until(&self, now: Instant) -> Option<Instant> {
        self.until.filter(|until| *until > now)
    }

    /// The rate to keep to at `now`, messages a second; `None` once the lane is as fast as `configured` allows.
    pub fn limit(&mut self, configured: Option<f64>, now: Instant) -> Option<f64> {
        let slowed = self.slowed?;
        let raised = self.raised.unwrap_or(now);
        let seconds = now.saturating_duration_since(raised).as_secs_f64();
        let faster = slowed * FASTER.powf(seconds.min(120.0));
        // Without a rate of its own a lane is taken for recovered when it is far beyond what it was slowed to.
        let recovered = configured.unwrap_or(slowed * 50.0);
        if faster >= recovered {
            self.slowed = None;
            self.raised = None;
            return None;
        }
        Some(faster)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn many_answers_of_one_window_are_one_request() {
        let now = Instant::now();
        let mut throttle = Throttle::default();
        for _ in 0..100 {
            throttle.asked(SECOND, 100.0, now);
        }
        assert_eq!(throttle.paused_until(now), Some(now + SECOND));
        assert_eq!(throttle.limit(Some(100.0), now + SECOND), Some(70.0));
    }

    #[test]
    fn the_pause_doubles_to_a_minute_until_the_carrier_takes_something() {
        let mut now = Instant::now();
        let mut throttle = Throttle::default();
        let mut pauses = Vec::new();
        for _ in 0..9 {
            let until = throttle.asked(SECOND, 100.0, now);
            pauses.push((until - now).as_secs());
            now = until;
        }
        assert_eq!(pauses, [1, 2, 4, 8, 16, 32, 60, 60, 60]);
        throttle.took(now);
        assert_eq!((throttle.asked(SECOND, 100.0, now) - now).as_secs(), 1);
    }

    #[test]
    fn a_slowed_lane_speeds_up_again_and_is_never_faster_than_it_may_be() {
        let now = Instant::now();
        let mut throttle = Throttle::default();
        let on = throttle.asked(SECOND, 100.0, now);
        let mut last = 0.0;
        for second in 0..3 {
            let limit = throttle.limit(Some(100.0), on + SECOND * second);
            assert!(limit.is_none_or(|limit| limit > last && limit < 100.0), "{limit:?}");
            last = limit.unwrap_or(last);
        }
        assert_eq!(throttle.limit(Some(100.0), on + SECOND * 5), None);
    }

    #[test]
    fn a_carrier_that_asks_for_long_gets_it() {
        let now = Instant::now();
        let mut throttle = Throttle::default();
        assert_eq!(throttle.asked(SECOND * 300, 10.0, now), now + SECOND * 300);
    }
}
