//! A provider's health: what its last outcomes say of it, whether it gets messages, and when it is tried again.
//!
//! Pure: the time is handed in, ms of any clock that only goes forward. A refusal of the message itself is no outcome
//! of the provider and never comes here. The thresholds: more than 5 failures within 5 minutes and no success since
//! make it DEGRADED, more than 20 DOWN; so does an error rate over a minimum of outcomes. A provider that is DOWN gets
//! nothing until a probe; one probe that goes well makes it HEALTHY again, one that fails doubles the wait.

use std::collections::VecDeque;

use domain::Millis;
use serde::Serialize;

/// When a provider is taken for ill, and how soon it is tried again.
#[derive(Debug, Clone, Copy)]
pub struct BreakerSettings {
    /// How long a failure counts, ms.
    pub failure_window_ms: Millis,
    /// More failures than this within the window, without a success since: DEGRADED.
    pub degraded_failures: usize,
    /// More failures than this within the window, without a success since: DOWN.
    pub down_failures: usize,
    /// How far back the error rate looks, ms.
    pub rate_window_ms: Millis,
    /// Outcomes without which there is no error rate.
    pub rate_minimum: usize,
    /// The error rate from which it is DEGRADED, in percent.
    pub degraded_percent: usize,
    /// The error rate from which it is DOWN, in percent.
    pub down_percent: usize,
    /// How long it stays DOWN before the first probe, ms.
    pub probe_after_ms: Millis,
    /// The longest wait between two probes, ms.
    pub probe_after_most_ms: Millis,
    /// Final reports of the last hour without which their quality says nothing.
    pub report_minimum: u64,
    /// The share of delivered among final reports, in percent, below which it is DEGRADED.
    pub delivered_percent: u64,
}

impl Default for BreakerSettings {
    fn default() -> Self {
        Self {
            failure_window_ms: 300_000,
            degraded_failures: 5,
            down_failures: 20,
            rate_window_ms: 60_000,
            rate_minimum: 20,
            degraded_percent: 20,
            down_percent: 60,
            probe_after_ms: 60_000,
            probe_after_most_ms: 600_000,
            report_minimum: 100,
            delivered_percent: 40,
        }
    }
}

/// How a provider is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum HealthState {
    /// Nothing is known yet.
    Unknown,
    /// It takes messages.
    Healthy,
    /// It fails more than it should; it is still used.
    Degraded,
    /// It is passed over, and tried again from time to time.
    Down,
}

impl HealthState {
    /// The word in API, events and logs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "UNKNOWN",
            Self::Healthy => "HEALTHY",
            Self::Degraded => "DEGRADED",
            Self::Down => "DOWN",
        }
    }
}

/// What one outcome says of the provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// It took a message, or refused it for the message's own sake.
    Success,
    /// It did not take one, for a reason of its own, or nobody can tell.
    Failure,
}

/// How many messages the provider may get now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Admission {
    /// As many as its window and rate allow.
    All,
    /// One, to see how it fares.
    Probe,
    /// None before this time.
    NoneBefore(Millis),
}

/// A change of health, to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// How it was.
    pub from: HealthState,
    /// How it is.
    pub to: HealthState,
    /// Why.
    pub why: String,
}

/// Keeps the outcomes of one provider and decides on its health.
#[derive(Debug)]
pub struct Breaker {
    settings: BreakerSettings,
    state: HealthState,
    since: Millis,
    why: String,
    /// Failures since the last success, within the window; bounded.
    failures: VecDeque<Millis>,
    /// Outcomes by second: (second, all, failed).
    seconds: VecDeque<(Millis, usize, usize)>,
    probe_at: Millis,
    probe_wait: Millis,
    probing: bool,
}

impl Breaker {
    /// A provider of which nothing is known.
    pub fn new(settings: BreakerSettings) -> Self {
        Self {
            settings,
            state: HealthState::Unknown,
            since: 0,
            why: "nothing was sent yet".to_owned(),
            failures: VecDeque::new(),
            seconds: VecDeque::new(),
            probe_at: 0,
            probe_wait: settings.probe_after_ms,
            probing: false,
        }
    }

    /// How it is, since when, and why.
    pub fn health(&self) -> (HealthState, Millis, &str) {
        (self.state, self.since, &self.why)
    }

    /// Whether it is passed over by routes.
    pub fn is_down(&self) -> bool {
        self.state == HealthState::Down
    }

    /// How many messages it may get at `now`.
    pub fn admission(&self, now: Millis) -> Admission {
        match self.state {
            HealthState::Down if self.probing || now < self.probe_at => {
                Admission::NoneBefore(self.probe_at.max(now + 1))
            }
            HealthState::Down => Admission::Probe,
            _ => Admission::All,
        }
    }

    /// Notes that a probe is on its way: no other goes before its outcome.
    pub fn probe_began(&mut self, now: Millis) {
        self.probing = true;
        // A probe whose outcome never comes must not keep the provider shut.
        self.probe_at = now + self.probe_wait;
    }

    /// Notes that the probe went nowhere: nothing was learned.
    pub fn probe_ended(&mut self) {
        self.probing = false;
    }

    /// Takes outcomes at `now`: so many that went well, so many that failed, and why the last of those did.
    pub fn outcomes(&mut self, now: Millis, well: usize, failed: usize, why: &str) -> Option<Change> {
        if well + failed == 0 {
            return None;
        }
        self.count(now, well + failed, failed);
        if self.state == HealthState::Down {
            return self.after_probe(now, well, failed, why);
        }
        if well > 0 {
            self.failures.clear();
        }
        for _ in 0..failed.min(self.settings.down_failures + 1) {
            self.failures.push_back(now);
        }
        while self.failures.len() > self.settings.down_failures + 1
            || self
                .failures
                .front()
                .is_some_and(|at| *at < now - self.settings.failure_window_ms)
        {
            self.failures.pop_front();
        }
        let (to, reason) = self.judge(why);
        self.become_state(now, to, reason)
    }

    /// Takes the word of the reports: so many of the last hour's final ones were delivered.
    pub fn reports(&mut self, now: Millis, delivered: u64, all: u64) -> Option<Change> {
        let bad = all >= self.settings.report_minimum && delivered * 100 < all * self.settings.delivered_percent;
        match self.state {
            HealthState::Healthy | HealthState::Unknown if bad => {
                let why = format!("only {delivered} of {all} reports of the last hour say delivered");
                self.become_state(now, HealthState::Degraded, why)
            }
            _ => None,
        }
    }

    /// Takes the carrier's own answer to a check that is no message.
    pub fn checked(&mut self, now: Millis, answer: Result<(), String>) -> Option<Change> {
        match answer {
            Ok(()) => self.outcomes(now, 1, 0, ""),
            Err(why) => self.outcomes(now, 0, 1, &why),
        }
    }

    fn after_probe(&mut self, now: Millis, well: usize, failed: usize, why: &str) -> Option<Change> {
        // Answers to what was handed over before it went down say nothing new, unless they are good.
        let probed = std::mem::take(&mut self.probing);
        if well > failed {
            self.failures.clear();
            self.seconds.clear();
            self.probe_wait = self.settings.probe_after_ms;
            return self.become_state(now, HealthState::Healthy, "it takes messages again".to_owned());
        }
        if probed {
            self.probe_wait = (self.probe_wait * 2).min(self.settings.probe_after_most_ms);
            self.probe_at = now + self.probe_wait;
            why.clone_into(&mut self.why);
        }
        None
    }

    fn judge(&self, why: &str) -> (HealthState, String) {
        let failures = self.failures.len();
        let (all, failed) = self
            .seconds
            .iter()
            .fold((0, 0), |(a, f), (_, all, failed)| (a + all, f + failed));
        let percent = if all >= self.settings.rate_minimum {
            failed * 100 / all
        } else {
            0
        };
        if failures > self.settings.down_failures {
            (HealthState::Down, format!("{failures} failures in a row: {why}"))
        } else if percent >= self.settings.down_percent {
            (
                HealthState::Down,
                format!("{percent} % of {all} attempts failed: {why}"),
            )
        } else if failures > self.settings.degraded_failures {
            (HealthState::Degraded, format!("{failures} failures in a row: {why}"))
        } else if percent >= self.settings.degraded_percent {
            (
                HealthState::Degraded,
                format!("{percent} % of {all} attempts failed: {why}"),
            )
        } else if failures > 0 {
            // Too few to say anything.
            (self.state, self.why.clone())
        } else {
            (HealthState::Healthy, "it takes messages".to_owned())
        }
    }

    fn become_state(&mut self, now: Millis, to: HealthState, why: String) -> Option<Change> {
        if to == self.state {
            return None;
        }
        let from = std::mem::replace(&mut self.state, to);
        self.since = now;
        self.why.clone_from(&why);
        if to == HealthState::Down {
            self.probing = false;
            self.probe_at = now + self.probe_wait;
        }
        Some(Change { from, to, why })
    }

    fn count(&mut self, now: Millis, all: usize, failed: usize) {
        let second = now / 1_000;
        match self.seconds.back_mut() {
            Some((at, a, f)) if *at == second => {
                *a += all;
                *f += failed;
            }
            _ => self.seconds.push_back((second, all, failed)),
        }
        let oldest = second - self.settings.rate_window_ms / 1_000;
        while self.seconds.front().is_some_and(|(at, ..)| *at < oldest) {
            self.seconds.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaker() -> Breaker {
        Breaker::new(BreakerSettings::default())
    }

    #[test]
    fn failures_in_a_row_degrade_it_and_then_take_it_down() {
        let mut breaker = breaker();
        for n in 1..=5 {
            assert_eq!(breaker.outcomes(n, 0, 1, "refused"), None);
        }
        assert_eq!(breaker.outcomes(6, 0, 1, "refused").unwrap().to, HealthState::Degraded);
        for n in 7..=20 {
            breaker.outcomes(n, 0, 1, "refused");
            // Twenty outcomes are enough for an error rate.
            assert_eq!(breaker.is_down(), n >= 20, "{n}");
        }
        assert!(matches!(breaker.admission(21), Admission::NoneBefore(_)));
    }

    #[test]
    fn a_success_makes_it_healthy_and_old_failures_are_forgotten() {
        let mut breaker = breaker();
        for n in 0..10 {
            breaker.outcomes(n, 0, 1, "refused");
        }
        assert_eq!(breaker.health().0, HealthState::Degraded);
        assert_eq!(breaker.outcomes(200_000, 1, 0, "").unwrap().to, HealthState::Healthy);
        for n in 0..5 {
            breaker.outcomes(300_000 + n, 0, 1, "refused");
        }
        breaker.outcomes(700_000, 0, 1, "refused");
        assert_eq!(
            breaker.health().0,
            HealthState::Healthy,
            "five of the six are older than five minutes"
        );
    }

    #[test]
    fn an_error_rate_takes_it_down_though_some_go_well() {
        let mut breaker = breaker();
        for n in 0..40 {
            breaker.outcomes(n * 100, 1, 2, "busy");
        }
        assert!(breaker.is_down(), "{:?}", breaker.health());
        let mut other = Breaker::new(BreakerSettings::default());
        for n in 0..40 {
            other.outcomes(n * 100, 7, 3, "busy");
        }
        assert_eq!(other.health().0, HealthState::Degraded);
    }

    #[test]
    fn one_probe_at_a_time_decides_and_waits_double_until_then() {
        let mut breaker = breaker();
        breaker.outcomes(0, 0, 21, "refused");
        assert!(matches!(breaker.admission(59_999), Admission::NoneBefore(60_000)));
        assert_eq!(breaker.admission(60_000), Admission::Probe);
        breaker.probe_began(60_000);
        assert!(matches!(breaker.admission(60_001), Admission::NoneBefore(_)));
        assert_eq!(breaker.outcomes(61_000, 0, 1, "refused"), None);
        assert!(matches!(breaker.admission(61_000 + 119_999), Admission::NoneBefore(_)));
        assert_eq!(breaker.admission(61_000 + 120_000), Admission::Probe);
        breaker.probe_began(181_000);
        assert_eq!(breaker.outcomes(182_000, 1, 0, "").unwrap().to, HealthState::Healthy);
        assert_eq!(breaker.admission(182_001), Admission::All);
    }

    #[test]
    fn late_failures_of_a_provider_that_is_down_do_not_move_its_probe() {
        let mut breaker = breaker();
        breaker.outcomes(0, 0, 21, "refused");
        breaker.outcomes(30_000, 0, 500, "refused");
        assert_eq!(breaker.admission(60_000), Admission::Probe);
    }

    #[test]
    fn bad_reports_degrade_it_and_never_take_it_down() {
        let mut breaker = breaker();
        breaker.outcomes(0, 10, 0, "");
        assert_eq!(breaker.reports(1, 30, 99), None);
        assert_eq!(breaker.reports(2, 39, 100).unwrap().to, HealthState::Degraded);
        assert_eq!(breaker.admission(3), Admission::All);
    }
}
