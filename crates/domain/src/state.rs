//! Message states, the one table of legal moves, and the kinds of events in a timeline.
//!
//! States only move forward. The one marked exception is EXPIRED → DELIVERED or FAILED on a late report.

use serde::{Deserialize, Serialize};

macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal => $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[repr(i64)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant = $code),+ }

        impl $name {
            /// All of them, by code.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in API, logs and screens.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The one stored as `code`.
            pub fn from_code(code: i64) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }

            /// The one with this word, in any case.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|s| s.as_str().eq_ignore_ascii_case(text))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use coded;

coded!(
    /// Where a message is in its life.
    MessageState {
        /// Accepted, not due yet.
        Scheduled = 1 => "SCHEDULED",
        /// Accepted, waiting in a lane (retries too).
        Queued = 2 => "QUEUED",
        /// The carrier took it; an unknown outcome on hold has this state too.
        Submitted = 3 => "SUBMITTED",
        /// The carrier says it passed it on.
        Sent = 4 => "SENT",
        /// Every segment reported delivered.
        Delivered = 5 => "DELIVERED",
        /// Retries exhausted, refused for good, or a segment reported failed.
        Failed = 6 => "FAILED",
        /// Refused before it could be sent: opt-out, compliance, invalid number.
        Rejected = 7 => "REJECTED",
        /// Validity over without a final report.
        Expired = 8 => "EXPIRED",
        /// Taken back by a person before hand-over.
        Cancelled = 9 => "CANCELLED",
        /// An inbound message.
        Received = 10 => "RECEIVED",
    }
);

coded!(
    /// What an event in a message's timeline says.
    EventKind {
        /// Waits for its time.
        Scheduled = 1 => "SCHEDULED",
        /// Waits in a lane.
        Queued = 2 => "QUEUED",
        /// The carrier took it.
        Submitted = 3 => "SUBMITTED",
        /// The carrier passed it on.
        Sent = 4 => "SENT",
        /// Every segment arrived.
        Delivered = 5 => "DELIVERED",
        /// Failed for good.
        Failed = 6 => "FAILED",
        /// Refused before it could be sent.
        Rejected = 7 => "REJECTED",
        /// Its validity ended.
        Expired = 8 => "EXPIRED",
        /// Taken back.
        Cancelled = 9 => "CANCELLED",
        /// Came in.
        Received = 10 => "RECEIVED",
        /// Will be tried again.
        Retry = 11 => "RETRY",
        /// A provider did not take it this time.
        ProviderError = 12 => "PROVIDER_ERROR",
        /// Nobody can tell whether the carrier took it.
        Unknown = 13 => "UNKNOWN",
        /// An unknown outcome waits for a report, a look-up, a person or the validity.
        Held = 14 => "HELD",
        /// A report that changed nothing: late, repeated or contradicting.
        Report = 15 => "REPORT",
        /// An opt-out came after the attempt had begun.
        StopTooLate = 16 => "STOP_TOO_LATE",
    }
);

coded!(
    /// Which way a message goes.
    Direction {
        /// To a phone (MT).
        Outbound = 1 => "OUTBOUND",
        /// From a phone (MO).
        Inbound = 2 => "INBOUND",
    }
);

impl MessageState {
    /// Whether nothing but the late-report exception can follow.
    pub const fn is_final(self) -> bool {
        matches!(
            self,
            Self::Delivered | Self::Failed | Self::Rejected | Self::Expired | Self::Cancelled | Self::Received
        )
    }

    /// The one table of legal moves.
    pub const fn may_become(self, next: Self) -> bool {
        use MessageState as S;
        match self {
            S::Scheduled => matches!(next, S::Queued | S::Rejected | S::Expired | S::Cancelled | S::Failed),
            S::Queued => matches!(
                next,
                S::Submitted | S::Sent | S::Delivered | S::Failed | S::Rejected | S::Expired | S::Cancelled
            ),
            S::Submitted => matches!(next, S::Sent | S::Delivered | S::Failed | S::Rejected | S::Expired),
            S::Sent => matches!(next, S::Delivered | S::Failed | S::Expired),
            S::Expired => matches!(next, S::Delivered | S::Failed),
            S::Delivered | S::Failed | S::Rejected | S::Cancelled | S::Received => false,
        }
    }

    /// The event that records the move into this state.
    pub const fn event(self) -> EventKind {
        match self {
            Self::Scheduled => EventKind::Scheduled,
            Self::Queued => EventKind::Queued,
            Self::Submitted => EventKind::Submitted,
            Self::Sent => EventKind::Sent,
            Self::Delivered => EventKind::Delivered,
            Self::Failed => EventKind::Failed,
            Self::Rejected => EventKind::Rejected,
            Self::Expired => EventKind::Expired,
            Self::Cancelled => EventKind::Cancelled,
            Self::Received => EventKind::Received,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_state_can_be_reached_twice() {
        fn walk(state: MessageState, seen: &mut Vec<MessageState>) {
            for next in MessageState::ALL.iter().copied().filter(|n| state.may_become(*n)) {
                assert!(!seen.contains(&next), "{next} comes again after {seen:?}");
                seen.push(next);
                walk(next, seen);
                seen.pop();
            }
        }
        for start in [MessageState::Scheduled, MessageState::Queued] {
            walk(start, &mut vec![start]);
        }
    }

    #[test]
    fn only_expired_is_final_and_can_still_move() {
        for state in MessageState::ALL.iter().copied().filter(|s| s.is_final()) {
            let moves = MessageState::ALL.iter().filter(|n| state.may_become(**n)).count();
            assert_eq!(moves, if state == MessageState::Expired { 2 } else { 0 }, "{state}");
        }
    }

    #[test]
    fn words_and_codes_round_trip() {
        for state in MessageState::ALL.iter().copied() {
            assert_eq!(MessageState::from_code(state as i64), Some(state));
            assert_eq!(MessageState::parse(&state.as_str().to_lowercase()), Some(state));
        }
        for kind in EventKind::ALL.iter().copied() {
            assert_eq!(EventKind::from_code(kind as i64), Some(kind));
        }
    }
}
