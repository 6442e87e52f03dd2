//! The destinations that choose their own outcome: numbers that end in `55500` and two digits.
//!
//! The ending is one that no assigned North American number has and that none of the sample files in `testdata/`
//! contains. The table for readers is in `docs/simulator.md`; a test plays every row of it against the model.

/// What every magic number ends with, before its two digits.
pub const MAGIC_ENDING: &str = "55500";

macro_rules! magic {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// The outcome a destination asks for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Magic {
            $($(#[$doc])* $name = $code,)*
        }

        impl Magic {
            /// All of them, by their two digits.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];
        }
    };
}

magic! {
    /// Refused for good: no such number.
    InvalidNumber = 1,
    /// Taken, reported failed.
    ReportedFailed = 2,
    /// Taken, reported expired.
    ReportedExpired = 3,
    /// Each message is throttled at its first submit, then taken.
    ThrottledOnce = 4,
    /// Refused for now, every time.
    AlwaysRefused = 5,
    /// Taken, never answered; its report comes.
    TimeoutTaken = 6,
    /// Neither taken nor answered.
    TimeoutNotTaken = 7,
    /// Taken, its report comes twice.
    ReportedTwice = 8,
    /// Taken, its report comes before the answer.
    ReportedEarly = 9,
    /// Taken, its report comes `reports.late_ms` after the answer.
    ReportedLate = 10,
    /// Taken, no report comes.
    ReportLost = 11,
    /// Each message drops the connection at its first submit, untaken; then it is taken.
    DisconnectedOnce = 12,
    /// Taken, reported delivered and then failed.
    Contradicted = 13,
    /// Taken and delivered; the text `STOP` comes back.
    RepliesStop = 14,
    /// Taken, reported sent and then delivered.
    ReportedSentFirst = 15,
    /// Taken, reported rejected.
    ReportedRejected = 16,
    /// Refused for good: the carrier does not carry this message.
    Refused = 17,
    /// Refused for good: the number is on the carrier's own opt-out list.
    OptedOut = 18,
}

impl Magic {
    /// The outcome that `destination` asks for, if it is a magic number.
    pub fn of(destination: &str) -> Option<Self> {
        let (rest, digits) = destination.split_at_checked(destination.len().checked_sub(2)?)?;
        let code: u8 = rest.ends_with(MAGIC_ENDING).then(|| digits.parse().ok())??;
        Self::ALL.iter().copied().find(|magic| *magic as u8 == code)
    }

    /// The last seven digits of its numbers.
    pub fn ending(self) -> String {
        format!("{MAGIC_ENDING}{:02}", self as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_documented_endings_are_magic() {
        for magic in Magic::ALL {
            assert_eq!(Magic::of(&format!("+92300{}", magic.ending())), Some(*magic));
        }
        for plain in [
            "+923005550000",
            "+923005550019",
            "+923005551001",
            "+254700000001",
            "55500",
            "",
            "1",
            "+٣٣٣",
        ] {
            assert_eq!(Magic::of(plain), None, "{plain}");
        }
    }
}
