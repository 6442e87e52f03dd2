//! What a delivery report does to a message: the rule for late, repeated, early and contradicting reports.
//!
//! A message is made of segments, each with a carrier id of its own where the carrier gives one; it is DELIVERED when
//! every awaited id was reported delivered and FAILED at the first one reported failed.

use serde::{Deserialize, Serialize};

use crate::{MessageState, Millis};

/// How long after EXPIRED a final report is still taken, by default: 72 h.
pub const LATE_REPORT_MS: Millis = 72 * 3_600_000;

/// The carrier's word on one carrier id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(i64)]
pub enum ReportStatus {
    /// On its way; not final.
    Sent = 1,
    /// Arrived.
    Delivered = 2,
    /// Will not arrive.
    Failed = 3,
    /// Refused by the carrier or the number.
    Rejected = 4,
    /// The carrier gave up at the end of the validity.
    Expired = 5,
}

impl ReportStatus {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Sent, Self::Delivered, Self::Failed, Self::Rejected, Self::Expired];

    /// The status stored as `code`.
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|s| *s as i64 == code)
    }

    /// Whether the carrier will say no more about this id.
    pub const fn is_final(self) -> bool {
        !matches!(self, Self::Sent)
    }

    /// The word in timelines.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Rejected => "rejected",
            Self::Expired => "expired",
        }
    }
}

/// What to do with a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportMove {
    /// Move the message to this state.
    To(MessageState),
    /// Count one more delivered segment; others are still awaited.
    SegmentDelivered,
    /// Keep an event; the message stays where it is. The text says why.
    Note(&'static str),
}

/// How the message stands when a report comes.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// Its state.
    pub state: MessageState,
    /// When it ended (ms), if it did.
    pub ended_at: Option<Millis>,
    /// How many carrier ids are awaited in all (at least 1).
    pub ids: u16,
    /// How many of them were reported delivered before this report.
    pub ids_delivered: u16,
    /// Whether this very id had its final report already.
    pub id_settled: bool,
}

/// Decides what a report with `status` does at `now`; `late_ms` is how long after EXPIRED it still counts.
pub fn decide(standing: Standing, status: ReportStatus, now: Millis, late_ms: Millis) -> ReportMove {
    if standing.id_settled && standing.state.is_final() {
        return ReportMove::Note("repeated: the message had ended");
    }
    if standing.id_settled {
        return ReportMove::Note("repeated: this segment had its final report");
    }
    let target = match status {
        ReportStatus::Sent => MessageState::Sent,
        ReportStatus::Delivered if standing.ids_delivered + 1 < standing.ids => {
            return part_delivered(standing.state);
        }
        ReportStatus::Delivered => MessageState::Delivered,
        ReportStatus::Failed | ReportStatus::Expired | ReportStatus::Rejected => MessageState::Failed,
    };
    if standing.state == MessageState::Expired {
        return late(standing, target, now, late_ms);
    }
    if standing.state == target {
        return ReportMove::Note("repeated: nothing new");
    }
    if standing.state.may_become(target) {
        return ReportMove::To(target);
    }
    if standing.state.is_final() {
        ReportMove::Note("contradicting: the message had ended")
    } else {
        ReportMove::Note("out of order: the message is further on")
    }
}

fn part_delivered(state: MessageState) -> ReportMove {
    if state.is_final() && state != MessageState::Expired {
        ReportMove::Note("contradicting: the message had ended")
    } else {
        ReportMove::SegmentDelivered
    }
}

fn late(standing: Standing, target: MessageState, now: Millis, late_ms: Millis) -> ReportMove {
    let in_time = standing.ended_at.is_some_and(|ended| now - ended <= late_ms);
    if in_time && MessageState::Expired.may_become(target) {
        ReportMove::To(target)
    } else {
        ReportMove::Note("late: the message had expired")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use MessageState as S;
    use ReportStatus as R;

    fn standing(state: MessageState) -> Standing {
        Standing {
            state,
            ended_at: Some(1_000),
            ids: 1,
            ids_delivered: 0,
            id_settled: false,
        }
    }

    #[test]
    fn a_report_moves_a_submitted_message() {
        assert_eq!(
            decide(standing(S::Submitted), R::Delivered, 2_000, 0),
            ReportMove::To(S::Delivered)
        );
        assert_eq!(
            decide(standing(S::Submitted), R::Sent, 2_000, 0),
            ReportMove::To(S::Sent)
        );
        assert_eq!(
            decide(standing(S::Sent), R::Rejected, 2_000, 0),
            ReportMove::To(S::Failed)
        );
    }

    #[test]
    fn no_report_moves_an_ended_message_back() {
        for state in [S::Delivered, S::Failed, S::Rejected, S::Cancelled] {
            for status in R::ALL {
                assert!(
                    matches!(decide(standing(state), status, 2_000, 0), ReportMove::Note(_)),
                    "{state} {status:?}"
                );
            }
        }
    }

    #[test]
    fn an_expired_message_takes_a_late_report_for_a_while() {
        assert_eq!(
            decide(standing(S::Expired), R::Delivered, 1_500, 1_000),
            ReportMove::To(S::Delivered)
        );
        assert!(matches!(
            decide(standing(S::Expired), R::Delivered, 2_001, 1_000),
            ReportMove::Note(_)
        ));
        assert!(matches!(
            decide(standing(S::Expired), R::Sent, 1_500, 1_000),
            ReportMove::Note(_)
        ));
    }

    #[test]
    fn every_segment_must_arrive_and_one_failure_fails_all() {
        let first = Standing {
            ids: 3,
            ..standing(S::Submitted)
        };
        assert_eq!(decide(first, R::Delivered, 0, 0), ReportMove::SegmentDelivered);
        let last = Standing {
            ids_delivered: 2,
            ..first
        };
        assert_eq!(decide(last, R::Delivered, 0, 0), ReportMove::To(S::Delivered));
        assert_eq!(decide(last, R::Failed, 0, 0), ReportMove::To(S::Failed));
        let repeated = Standing {
            id_settled: true,
            ..last
        };
        assert!(matches!(decide(repeated, R::Delivered, 0, 0), ReportMove::Note(_)));
    }
}
