//! The carrier itself: given a submit and the time, what it answers, when, and which reports follow.
//!
//! Deterministic: the same configuration, starting time and submits to a destination give the same fates. It does no
//! I/O and reads no clock; `embedded` and `server` play its fates in time.

use std::sync::Arc;
use std::time::Duration;

use domain::{MessageId, Millis, ReportStatus};

use super::config::Config;
use super::course::{Course, Reporting, Take, Temper};
use super::dice::{Chance, Dice};
use super::ids::{IdBook, IdRange};
use super::wire::WireReport;
use crate::{Outgoing, Rejection, SendOutcome};

/// How long after an early report the answer comes, at least.
const EARLY_LEAD_MS: Millis = 50;
/// What lies between two reports about one id that come one after the other.
const NEXT_REPORT_MS: Millis = 20;
/// The most segments a message may have; SMPP's concatenation counts them in one byte.
const MAX_SEGMENTS: u16 = 255;

/// The carrier's codes, as SMPP 3.4 numbers them (section 5.1.3).
mod code {
    pub(super) const INVALID_LENGTH: &str = "1";
    pub(super) const INVALID_DESTINATION: &str = "11";
    pub(super) const QUEUE_FULL: &str = "20";
    pub(super) const SUBMIT_FAILED: &str = "69";
    pub(super) const THROTTLED: &str = "88";
    pub(super) const TEMPORARY: &str = "100";
    /// From the range that is each vendor's own.
    pub(super) const OPTED_OUT: &str = "1024";
}

/// A simulated carrier.
#[derive(Debug)]
pub struct Carrier {
    config: Config,
    temper: Temper,
    chance: Chance,
    ids: IdBook,
    /// The second of the throughput limit and what was taken in it.
    second: (Millis, u32),
}

/// What becomes of one submit.
#[derive(Debug)]
pub struct Fate {
    /// What the sender is told.
    pub answer: Answer,
    /// When, in ms since 1970.
    pub answer_at: Millis,
    /// The ids it was taken under; absent where it was not taken.
    pub(super) taken: Option<IdRange>,
    /// The reports to come, one chain for each id.
    pub(super) reports: Vec<Chain>,
    /// The text that comes back from the destination.
    pub reply: Option<String>,
}

/// What the sender is told about one submit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// This; never [`SendOutcome::Unknown`].
    Says(SendOutcome),
    /// Nothing, ever.
    Silence,
    /// Nothing: the connection drops.
    Disconnect,
}

/// The reports about one id, in order: the next is due only after the one before was taken by the client.
#[derive(Clone)]
pub(super) struct Chain {
    place: u64,
    reference: (MessageId, u16),
    to: Arc<str>,
    /// Last first.
    steps: Vec<Step>,
}

#[derive(Debug, Clone, Copy)]
struct Step {
    at: Millis,
    status: ReportStatus,
}

impl std::fmt::Debug for Chain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (message, attempt) = self.reference;
        write!(
            f,
            "Chain({message} attempt {attempt}, id {}: {:?})",
            self.place, self.steps
        )
    }
}

impl Fate {
    /// Whether the carrier took the message.
    pub fn is_taken(&self) -> bool {
        self.taken.is_some()
    }

    /// Whether the message arrives on its phone.
    pub(super) fn arrives(&self) -> bool {
        let bad = |step: &Step| step.status.is_final() && step.status != ReportStatus::Delivered;
        self.is_taken() && !self.reports.iter().flat_map(|chain| &chain.steps).any(bad)
    }

    /// When each report falls due and what it says, in order of time.
    pub fn report_times(&self) -> Vec<(Millis, ReportStatus)> {
        let mut steps: Vec<_> = self
            .reports
            .iter()
            .flat_map(|chain| &chain.steps)
            .map(|s| (s.at, s.status))
            .collect();
        steps.reverse();
        steps.sort_by_key(|(at, _)| *at);
        steps
    }
}

impl Chain {
    /// When the next report falls due, while there is one.
    pub(super) fn next_at(&self) -> Option<Millis> {
        self.steps.last().map(|step| step.at)
    }

    /// What remains after the next report was taken.
    pub(super) fn after_next(mut self) -> Option<Self> {
        self.steps.pop();
        (!self.steps.is_empty()).then_some(self)
    }
}

impl Carrier {
    /// A carrier that behaves as `config` says, started at `started_at` (ms since 1970).
    pub fn new(config: Config, started_at: Millis) -> Self {
        Self {
            temper: Temper::default(),
            chance: Chance::new(config.seed),
            ids: IdBook::new(config.ids.clone(), started_at),
            second: (0, 0),
            config,
        }
    }

    /// Its configuration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The series its ids are drawn from, to be continued after a restart.
    pub(super) fn ids(&mut self) -> &mut IdBook {
        &mut self.ids
    }

    /// Takes or refuses `message` at `now` (ms since 1970).
    pub fn submit(&mut self, now: Millis, message: &Outgoing) -> Fate {
        let mut dice = self.chance.next(&message.to);
        let answer_at = now + dice.span(self.config.response());
        if let Some(pause) = self.over_throughput(now) {
            return Fate::refused(answer_at, self.throttled(Some(pause)));
        }
        if let Some(refusal) = unacceptable(message) {
            return Fate::refused(answer_at, refusal);
        }
        match self.temper.course(&self.config, message, &mut dice) {
            Course::Reject(kind) => Fate::refused(answer_at, rejected(kind)),
            Course::Refuse => Fate::refused(answer_at, temporary()),
            Course::Throttle => Fate::refused(answer_at, self.throttled(None)),
            Course::Silence => Fate::untold(answer_at, Answer::Silence),
            Course::Disconnect => Fate::untold(answer_at, Answer::Disconnect),
            Course::Take(take) => self.take(now, answer_at, message, take, &mut dice),
        }
    }

    /// The fate of a message for whose reports there is no room.
    pub(super) fn full(&self, now: Millis) -> Fate {
        let outcome = SendOutcome::RetryAfter {
            code: Some(code::QUEUE_FULL.to_owned()),
            reason: "the carrier's queue is full".to_owned(),
            pause: Some(self.pause()),
        };
        Fate::refused(now, outcome)
    }

    /// The ids as the answer spells them.
    pub(super) fn spell(&self, ids: IdRange) -> Vec<String> {
        self.ids.in_answer(ids)
    }

    /// The chain's next report, numbered `number` for its acknowledgement.
    pub(super) fn report(&self, number: u64, chain: &Chain) -> Option<WireReport> {
        let step = chain.steps.last()?;
        Some(WireReport {
            number,
            id: self.ids.in_receipt(chain.place),
            reference: self.config.reports.echo_reference.then_some(chain.reference),
            to: Arc::clone(&chain.to),
            status: step.status,
            error: error_code(step.status).map(str::to_owned),
            done_at: step.at,
        })
    }

    fn take(&mut self, now: Millis, answer_at: Millis, message: &Outgoing, take: Take, dice: &mut Dice) -> Fate {
        let ids = self.ids.draw(message.segments);
        let answer_at = if take.reporting.early {
            answer_at.max(now + EARLY_LEAD_MS)
        } else {
            answer_at
        };
        let answer = if take.answered {
            Answer::Says(SendOutcome::accepted(self.spell(ids)))
        } else {
            Answer::Silence
        };
        let chain = |place| Chain {
            place,
            reference: (message.message, message.attempt),
            to: Arc::clone(&message.to),
            steps: self.steps(now, answer_at, take.reporting, dice),
        };
        let reports = ids
            .places()
            .map(chain)
            .filter(|chain| !chain.steps.is_empty())
            .collect();
        Fate {
            answer,
            answer_at,
            taken: Some(ids),
            reports,
            reply: take.reply,
        }
    }

    /// The reports of one id, last first.
    fn steps(&self, now: Millis, answer_at: Millis, reporting: Reporting, dice: &mut Dice) -> Vec<Step> {
        let delay = dice.span(self.config.report_delay());
        if reporting.lost {
            return Vec::new();
        }
        let at = match reporting {
            Reporting { early: true, .. } => now,
            Reporting { late: true, .. } => answer_at + self.config.reports.late_ms as Millis,
            _ => answer_at + delay,
        };
        let mut steps = Vec::with_capacity(1 + usize::from(reporting.repeats));
        if reporting.sent_first {
            steps.push(Step {
                at: at - (at - answer_at).max(0) / 2,
                status: ReportStatus::Sent,
            });
        }
        steps.push(Step {
            at,
            status: reporting.status,
        });
        for nth in 1..=Millis::from(reporting.repeats) {
            steps.push(Step {
                at: at + nth * NEXT_REPORT_MS,
                status: reporting.status,
            });
        }
        if let Some(status) = reporting.then {
            steps.push(Step {
                at: at + NEXT_REPORT_MS,
                status,
            });
        }
        steps.reverse();
        steps
    }

    /// Counts one message against the throughput; over it, how long until the next second.
    fn over_throughput(&mut self, now: Millis) -> Option<Duration> {
        let limit = self.config.throughput_per_second?;
        let second = now.div_euclid(1_000);
        if self.second.0 != second {
            self.second = (second, 0);
        }
        if self.second.1 < limit {
            self.second.1 += 1;
            return None;
        }
        Some(Duration::from_millis((1_000 - now.rem_euclid(1_000)) as u64))
    }

    fn throttled(&self, pause: Option<Duration>) -> SendOutcome {
        SendOutcome::RetryAfter {
            code: Some(code::THROTTLED.to_owned()),
            reason: "the carrier's throughput is used up".to_owned(),
            pause: Some(pause.unwrap_or_else(|| self.pause())),
        }
    }

    fn pause(&self) -> Duration {
        Duration::from_millis(self.config.throttle_pause_ms)
    }
}

impl Fate {
    fn refused(answer_at: Millis, outcome: SendOutcome) -> Self {
        Self::untold(answer_at, Answer::Says(outcome))
    }

    fn untold(answer_at: Millis, answer: Answer) -> Self {
        Self {
            answer,
            answer_at,
            taken: None,
            reports: Vec::new(),
            reply: None,
        }
    }
}

/// What no carrier takes, whatever its configuration.
fn unacceptable(message: &Outgoing) -> Option<SendOutcome> {
    let digits = message.to.strip_prefix('+').unwrap_or_default();
    if !(7..=15).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(rejected(Rejection::InvalidNumber));
    }
    if message.segments == 0 || message.segments > MAX_SEGMENTS {
        return Some(SendOutcome::Rejected {
            kind: Rejection::Refused,
            code: Some(code::INVALID_LENGTH.to_owned()),
            reason: format!("a message has 1 to {MAX_SEGMENTS} segments"),
        });
    }
    None
}

fn rejected(kind: Rejection) -> SendOutcome {
    let (code, reason) = match kind {
        Rejection::InvalidNumber => (code::INVALID_DESTINATION, "the destination does not exist"),
        Rejection::Refused => (code::SUBMIT_FAILED, "the carrier does not carry this message"),
        Rejection::OptedOut => (code::OPTED_OUT, "the destination is on the carrier's opt-out list"),
        Rejection::Barred => (code::SUBMIT_FAILED, "the destination takes no such messages now"),
    };
    SendOutcome::Rejected {
        kind,
        code: Some(code.to_owned()),
        reason: reason.to_owned(),
    }
}

fn temporary() -> SendOutcome {
    SendOutcome::RetryAfter {
        code: Some(code::TEMPORARY.to_owned()),
        reason: "the carrier cannot take it now".to_owned(),
        pause: None,
    }
}

/// The error code of a report, as 3GPP TS 29.002 numbers what went wrong at the handset.
const fn error_code(status: ReportStatus) -> Option<&'static str> {
    match status {
        ReportStatus::Sent | ReportStatus::Delivered => None,
        ReportStatus::Failed | ReportStatus::Expired => Some("27"),
        ReportStatus::Rejected => Some("13"),
    }
}
