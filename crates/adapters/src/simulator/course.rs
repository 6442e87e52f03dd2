//! Which course a submit takes: asked for by its magic number, else drawn by the configured shares.
//!
//! It decides what happens and leaves to `model` when, under which ids and in which words.

use std::collections::VecDeque;

use domain::{MessageId, ReportStatus};

use super::config::Config;
use super::dice::Dice;
use super::magic::Magic;
use crate::{Outgoing, Rejection};

/// How many messages that misbehave once are remembered.
const ONCE_REMEMBERED: usize = 10_000;
/// The text that the replying magic number sends.
const STOP: &str = "STOP";

/// What happens to one submit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Course {
    /// Refused for good.
    Reject(Rejection),
    /// Refused for now.
    Refuse,
    Throttle,
    Silence,
    Disconnect,
    Take(Take),
}

/// How a message is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Take {
    /// Whether the sender hears of it.
    pub answered: bool,
    pub reporting: Reporting,
    pub reply: Option<String>,
}

/// Which reports follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reporting {
    pub status: ReportStatus,
    pub sent_first: bool,
    pub repeats: u16,
    /// A last report that contradicts.
    pub then: Option<ReportStatus>,
    pub early: bool,
    pub late: bool,
    pub lost: bool,
}

/// What the carrier remembers in order to misbehave only once.
#[derive(Debug, Default)]
pub(super) struct Temper {
    once: VecDeque<MessageId>,
}

impl Temper {
    /// The course of `message`.
    pub(super) fn course(&mut self, config: &Config, message: &Outgoing, dice: &mut Dice) -> Course {
        match config.magic_numbers.then(|| Magic::of(&message.to)).flatten() {
            Some(magic) => self.asked(config, message, magic),
            None => drawn(config, dice),
        }
    }

    fn asked(&mut self, config: &Config, message: &Outgoing, magic: Magic) -> Course {
        let plain = plain(config);
        let reported = |reporting| {
            Course::Take(Take {
                answered: true,
                reporting,
                reply: None,
            })
        };
        let status = |status| reported(Reporting { status, ..plain });
        match magic {
            Magic::InvalidNumber => Course::Reject(Rejection::InvalidNumber),
            Magic::Refused => Course::Reject(Rejection::Refused),
            Magic::OptedOut => Course::Reject(Rejection::OptedOut),
            Magic::AlwaysRefused => Course::Refuse,
            Magic::TimeoutNotTaken => Course::Silence,
            Magic::ThrottledOnce if self.first_time(message) => Course::Throttle,
            Magic::DisconnectedOnce if self.first_time(message) => Course::Disconnect,
            Magic::ThrottledOnce | Magic::DisconnectedOnce => reported(plain),
            Magic::TimeoutTaken => Course::Take(Take {
                answered: false,
                reporting: plain,
                reply: None,
            }),
            Magic::ReportedFailed => status(ReportStatus::Failed),
            Magic::ReportedExpired => status(ReportStatus::Expired),
            Magic::ReportedRejected => status(ReportStatus::Rejected),
            Magic::ReportedTwice => reported(Reporting { repeats: 1, ..plain }),
            Magic::ReportedEarly => reported(Reporting { early: true, ..plain }),
            Magic::ReportedLate => reported(Reporting { late: true, ..plain }),
            Magic::ReportLost => reported(Reporting { lost: true, ..plain }),
            Magic::ReportedSentFirst => reported(Reporting {
                sent_first: true,
                ..plain
            }),
            Magic::Contradicted => reported(Reporting {
                then: Some(ReportStatus::Failed),
                ..plain
            }),
            Magic::RepliesStop => Course::Take(Take {
                answered: true,
                reporting: plain,
                reply: Some(STOP.to_owned()),
            }),
        }
    }

    /// Whether this is the message's first submit: its first attempt, and not submitted before.
    fn first_time(&mut self, message: &Outgoing) -> bool {
        if message.attempt > 1 || self.once.contains(&message.message) {
            return false;
        }
        if self.once.len() == ONCE_REMEMBERED {
            self.once.pop_front();
        }
        self.once.push_back(message.message);
        true
    }
}

fn drawn(config: &Config, dice: &mut Dice) -> Course {
    let failures = &config.failures;
    let mut point = dice.unit();
    let mut struck = |share: f64| {
        let hit = point < share;
        point -= share;
        hit
    };
    if struck(failures.rejected_share) {
        return Course::Reject(Rejection::Refused);
    }
    if struck(failures.refused_share) {
        return Course::Refuse;
    }
    if struck(failures.timeout_not_taken_share) {
        return Course::Silence;
    }
    if struck(failures.disconnect_share) {
        return Course::Disconnect;
    }
    let answered = !struck(failures.timeout_taken_share);
    let failed = answered && struck(failures.failed_share);
    let status = if failed {
        ReportStatus::Failed
    } else {
        ReportStatus::Delivered
    };
    let reporting = Reporting {
        status,
        ..drawn_reporting(config, dice)
    };
    let reply = dice.chance(config.replies.share).then(|| config.replies.text.clone());
    Course::Take(Take {
        answered,
        reporting,
        reply,
    })
}

fn drawn_reporting(config: &Config, dice: &mut Dice) -> Reporting {
    let reports = &config.reports;
    let plain = plain(config);
    let repeated = dice.chance(reports.duplicate_share);
    let early = dice.chance(reports.early_share);
    let late = dice.chance(reports.late_share);
    let lost = dice.chance(reports.lost_share);
    Reporting {
        repeats: if repeated { reports.duplicates } else { 0 },
        early,
        late,
        lost: plain.lost || lost,
        ..plain
    }
}

/// One report, delivered, as the configuration sends it when nothing is amiss.
fn plain(config: &Config) -> Reporting {
    Reporting {
        status: ReportStatus::Delivered,
        sent_first: config.reports.sent_first,
        repeats: 0,
        then: None,
        early: false,
        late: false,
        lost: !config.reports.enabled,
    }
}
