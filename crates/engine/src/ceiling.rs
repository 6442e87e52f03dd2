//! Why is it slow: what caps a lane now, with the figures that say so.
//!
//! Many organizations share the lane of a platform's provider. Who does not own it is told what caps its own messages and
//! how many of them wait, and no figure of the lane, since each of those tells of the others' traffic.

mod words;

use domain::{MessageState, OrganizationId, ProviderId};
use tenancy::Caller;
use tokio::time::Instant;

use crate::Engine;
use crate::breaker::{Admission, HealthState};
use crate::lane::Lane;
use crate::provider::owns;
use crate::request::Refusal;

/// The share of a rate from which that rate is what caps.
const NEAR: f64 = 0.8;

/// What a lane can do for the caller and what stops it from doing more.
#[derive(Clone, Debug, PartialEq)]
pub struct Ceiling {
    /// The one thing that caps it now.
    pub capped_by: Cap,
    /// In words, with the figures that the caller may know.
    pub why: String,
    /// The caller's own messages that wait for this provider, retries included; the operator is told all.
    pub waiting: i64,
    /// How long it is paused still, ms; for who shares it, how long their messages are.
    pub paused_ms: Option<u64>,
    /// How the provider is.
    pub health: HealthState,
    /// The figures of the whole lane; `None` of a provider that is not the caller's own.
    pub lane: Option<LaneFigures>,
}

/// The figures of a whole lane on this node.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneFigures {
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
    /// Organizations and senders that are paused on it.
    pub paused: (usize, usize),
    /// Messages in this node's memory.
    pub in_memory: usize,
}

/// What caps a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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

/// Whose messages are asked about.
#[derive(Clone, Copy, Debug)]
enum Whose {
    /// All of the lane's.
    All,
    /// One organization's.
    Of(OrganizationId),
}

impl Engine {
    /// What caps the lane of one of the caller's providers on this node; waits a moment for one that was just made.
    ///
    /// # Errors
    /// `NotFound`; `Unavailable` where this node has not opened it.
    pub async fn provider_ceiling(&self, caller: &Caller, id: ProviderId) -> Result<Ceiling, Refusal> {
        let own = owns(caller, &self.provider(caller, id).await?.row);
        let lane = self.opened_lane(id).await?;
        let organization = caller.organization.id;
        let waiting = self.store.queue_depth(organization, id).await?;
        let whose = if own { Whose::All } else { Whose::Of(organization) };
        Ok(self.ceiling(&lane, whose, waiting))
    }

    /// What caps the lane of any organization's provider, or of the platform's, on this node, with all that waits for it:
    /// for the operator.
    ///
    /// # Errors
    /// `Unavailable` where this node has not opened it.
    pub async fn provider_ceiling_all(&self, id: ProviderId) -> Result<Ceiling, Refusal> {
        let lane = self.opened_lane(id).await?;
        let depths = self.store.queue_depths_all().await?;
        let of_lane = depths
            .into_iter()
            .filter(|(provider, _, state, _)| *provider == id && *state == MessageState::Queued);
        let waiting = of_lane.map(|(_, _, _, count)| count).sum();
        Ok(self.ceiling(&lane, Whose::All, waiting))
    }

    fn ceiling(&self, lane: &Lane, whose: Whose, waiting: i64) -> Ceiling {
        let now = Instant::now();
        let figures = self.figures(lane, now);
        let own_pause = match whose {
            Whose::All => None,
            Whose::Of(one) => lane.pauses.organization_until(one, now),
        };
        let capped_by = self.cap(lane, &figures, whose, now);
        let paused_ms = lane
            .paused_until()
            .max(own_pause)
            .map(|until| until.saturating_duration_since(now).as_millis() as u64);
        let own = matches!(whose, Whose::All);
        Ceiling {
            capped_by,
            why: match own {
                true => self.why_whole(capped_by, lane, &figures, paused_ms),
                false => words::why_own(capped_by, waiting, paused_ms),
            },
            waiting,
            paused_ms,
            health: lane.with_breaker(|breaker| breaker.health().0),
            lane: own.then_some(figures),
        }
    }

    fn figures(&self, lane: &Lane, now: Instant) -> LaneFigures {
        let configured = lane.provider().rate_per_second.map(f64::from);
        let rate = lane.rate_limit(now);
        let latency_ms = lane.pace.latency_ms();
        let window = lane.window.size();
        LaneFigures {
            per_second: lane.pace.per_second(now),
            rate_per_second: rate,
            slowed: rate.is_some() && rate != configured,
            window_per_second: latency_ms.filter(|ms| *ms > 0.0).map(|ms| window as f64 * 1_000.0 / ms),
            window,
            open: lane.window.open(),
            latency_ms,
            begin_ms: lane.pace.begin_ms(),
            journal_depth: self.store.journal_depth(),
            paused: lane.pauses.counts(now),
            in_memory: lane.held(),
        }
    }

    fn cap(&self, lane: &Lane, seen: &LaneFigures, whose: Whose, now: Instant) -> Cap {
        if !lane.provider().active {
            return Cap::Inactive;
        }
        if lane.admission(self.now()) != Admission::All {
            return Cap::Health;
        }
        if lane.paused_until().is_some() {
            return Cap::Pause;
        }
        let (has_work, paused) = match whose {
            Whose::All => (lane.has_work(), seen.paused.0 > 0 && seen.open == 0),
            Whose::Of(one) => (
                lane.has_work_of(one),
                lane.pauses.organization_until(one, now).is_some(),
            ),
        };
        if !has_work {
            return Cap::NoWork;
        }
        if paused && matches!(whose, Whose::Of(_)) {
            return Cap::PausedOrganizations;
        }
        if seen.open >= seen.window {
            return Cap::Window;
        }
        if seen.rate_per_second.is_some_and(|rate| seen.per_second >= rate * NEAR) {
            return Cap::Rate;
        }
        let system = self.settings.rate_per_second.map(f64::from);
        if system.is_some_and(|rate| self.total_per_second() >= rate * NEAR) {
            return Cap::SystemRate;
        }
        if paused {
            Cap::PausedOrganizations
        } else {
            Cap::Database
        }
    }

    fn total_per_second(&self) -> f64 {
        let now = Instant::now();
        self.registry.lanes().iter().map(|lane| lane.pace.per_second(now)).sum()
    }
}
