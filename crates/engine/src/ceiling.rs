//! Why is it slow: what caps a lane now, with the figures that say so.

use domain::ProviderId;
use tenancy::Caller;
use tokio::time::Instant;

use crate::Engine;
use crate::breaker::{Admission, HealthState};
use crate::lane::Lane;
use crate::request::Refusal;

/// What a lane can do and what stops it from doing more.
#[derive(Clone, Debug, PartialEq)]
pub struct Ceiling {
    /// The one thing that caps it now.
    pub capped_by: Cap,
    /// In words, with the figures.
    pub why: String,
    /// Messages a second that go through it now.
    pub per_second: f64,
    /// Messages a second that its rate allows; `None` for no limit.
    pub rate_per_second: Option<f64>,
    /// Whether that is less than configured, because the carrier asked for patience.
    pub slowed: bool,
    /// Messages a second that the window and the carrier's latency allow.
    pub window_per_second: Option<f64>,
    /// Hand-overs that may be open.
    pub window: usize,
    /// Hand-overs that are open.
    pub open: usize,
    /// How long the carrier takes for an answer, ms on average.
    pub latency_ms: Option<f64>,
    /// How long the begun mark takes in the database, ms on average.
    pub begin_ms: Option<f64>,
    /// Writes that wait for the database.
    pub journal_depth: usize,
    /// How long the lane is paused still, ms.
    pub paused_ms: Option<u64>,
    /// Organizations and senders that are paused on it.
    pub paused: (usize, usize),
    /// Messages in this node's memory.
    pub in_memory: usize,
    /// How the provider is.
    pub health: HealthState,
}

/// What caps a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Cap {
    /// There is nothing to hand over.
    NoWork,
    /// It is switched off.
    Inactive,
    /// The provider is DOWN.
    Health,
    /// It is paused: the carrier or a rule asked for it.
    Pause,
    /// Everything that waits belongs to paused organizations.
    PausedOrganizations,
    /// Its rate.
    Rate,
    /// The rate of the whole system.
    SystemRate,
    /// Its window and the carrier's latency.
    Window,
    /// The database.
    Database,
    /// Nothing of ours: it goes as fast as messages come.
    Nothing,
}

impl Engine {
    /// What caps the lane of one of the caller's providers on this node.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn provider_ceiling(&self, caller: &Caller, id: ProviderId) -> Result<Ceiling, Refusal> {
        self.provider(caller, id).await?;
        let lane = self.registry.lane(id).ok_or(Refusal::Unavailable)?;
        Ok(self.ceiling(&lane))
    }

    fn ceiling(&self, lane: &Lane) -> Ceiling {
        let now = Instant::now();
        let configured = lane.provider().rate_per_second.map(f64::from);
        let rate = lane.rate_limit(now);
        let latency_ms = lane.pace.latency_ms();
        let window = lane.window.size();
        let paused = lane.paused_until().map(|until| until.saturating_duration_since(now));
        let mut ceiling = Ceiling {
            capped_by: Cap::Nothing,
            why: String::new(),
            per_second: lane.pace.per_second(now),
            rate_per_second: rate,
            slowed: rate.is_some() && rate != configured,
            window_per_second: latency_ms.filter(|ms| *ms > 0.0).map(|ms| window as f64 * 1_000.0 / ms),
            window,
            open: lane.window.open(),
            latency_ms,
            begin_ms: lane.pace.begin_ms(),
            journal_depth: self.store.journal_depth(),
            paused_ms: paused.map(|span| span.as_millis() as u64),
            paused: lane.pauses.counts(now),
            in_memory: lane.held(),
            health: lane.with_breaker(|breaker| breaker.health().0),
        };
        (ceiling.capped_by, ceiling.why) = self.cap(lane, &ceiling);
        ceiling
    }

    fn cap(&self, lane: &Lane, seen: &Ceiling) -> (Cap, String) {
        if !lane.provider().active {
            return (Cap::Inactive, "the provider is switched off".to_owned());
        }
        if lane.admission(self.now()) != Admission::All {
            let why = lane.with_breaker(|breaker| breaker.health().2.to_owned());
            return (Cap::Health, format!("the provider is DOWN: {why}"));
        }
        if let Some(ms) = seen.paused_ms {
            return (Cap::Pause, format!("the carrier's answers pause it for {ms} ms more"));
        }
        if !lane.has_work() {
            return (Cap::NoWork, "nothing waits for it".to_owned());
        }
        if seen.open >= seen.window {
            let latency = seen.latency_ms.unwrap_or_default();
            let most = seen.window_per_second.unwrap_or_default();
            let why = format!(
                "all {} places of the window are open and the carrier takes {latency:.0} ms: at most {most:.0} a second",
                seen.window
            );
            return (Cap::Window, why);
        }
        if let Some(rate) = seen.rate_per_second.filter(|rate| seen.per_second >= rate * 0.8) {
            let why = if seen.slowed {
                "after the carrier asked for patience"
            } else {
                "as configured"
            };
            return (Cap::Rate, format!("its rate is {rate:.0} a second, {why}"));
        }
        let system = self.settings.rate_per_second.map(f64::from);
        if let Some(rate) = system.filter(|rate| self.total_per_second() >= rate * 0.8) {
            return (Cap::SystemRate, format!("the whole system may send {rate:.0} a second"));
        }
        if seen.paused.0 > 0 && seen.open == 0 {
            return (
                Cap::PausedOrganizations,
                "all that waits belongs to paused organizations".to_owned(),
            );
        }
        let begin = seen.begin_ms.unwrap_or_default();
        (
            Cap::Database,
            format!(
                "the mark before each hand-over takes {begin:.1} ms, {} writes wait",
                seen.journal_depth
            ),
        )
    }

    fn total_per_second(&self) -> f64 {
        let now = Instant::now();
        self.registry.lanes().iter().map(|lane| lane.pace.per_second(now)).sum()
    }
}
