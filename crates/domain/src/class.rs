//! Message classes and the priorities that follow from them.

use serde::{Deserialize, Serialize};

/// What a message is for; sets its priority, and what happens to an unknown outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[repr(i64)]
pub enum Class {
    /// A one-time password: first in every lane.
    Otp = 1,
    /// What somebody waits for: a reminder, a receipt.
    Transactional = 2,
    /// What nobody waits for.
    Promotional = 3,
}

/// A lane's priority: 1 OTP, 5 transactional, 10 bulk. Lower goes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(i64)]
pub enum Priority {
    /// One-time passwords.
    Otp = 1,
    /// Single transactional messages.
    Transactional = 5,
    /// Bulk calls, files, campaigns.
    Bulk = 10,
}

impl Priority {
    /// All priorities, first served first.
    pub const ALL: [Self; 3] = [Self::Otp, Self::Transactional, Self::Bulk];

    /// 0, 1, 2: the place in [`Priority::ALL`].
    pub const fn index(self) -> usize {
        match self {
            Self::Otp => 0,
            Self::Transactional => 1,
            Self::Bulk => 2,
        }
    }

    /// The priority stored as `code`.
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|p| *p as i64 == code)
    }
}

/// What to do when nobody can tell whether the carrier took a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnknownPolicy {
    /// Send again: may arrive twice, will arrive.
    Resend,
    /// Wait, marked HELD, for a report, the carrier's look-up, a person, or the validity.
    Hold,
}

impl UnknownPolicy {
    /// The setting's word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Resend => "resend",
            Self::Hold => "hold",
        }
    }

    /// The policy with this word.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Resend, Self::Hold].into_iter().find(|p| p.as_str() == text)
    }
}

impl Class {
    /// All classes.
    pub const ALL: [Self; 3] = [Self::Otp, Self::Transactional, Self::Promotional];

    /// The word in the API: `otp`, `transactional`, `promotional`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Otp => "otp",
            Self::Transactional => "transactional",
            Self::Promotional => "promotional",
        }
    }

    /// The class with this word.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.as_str().eq_ignore_ascii_case(text))
    }

    /// The class stored as `code`.
    pub fn from_code(code: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|c| *c as i64 == code)
    }

    /// The priority of a message of this class; `bulk` when it comes from a bulk call, a file or a campaign.
    pub const fn priority(self, bulk: bool) -> Priority {
        match (self, bulk) {
            (Self::Otp, _) => Priority::Otp,
            (Self::Transactional, false) => Priority::Transactional,
            _ => Priority::Bulk,
        }
    }

    /// What happens to an unknown outcome unless the organization says otherwise.
    pub const fn default_unknown_policy(self) -> UnknownPolicy {
        match self {
            Self::Otp | Self::Transactional => UnknownPolicy::Resend,
            Self::Promotional => UnknownPolicy::Hold,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_set_the_priority() {
        assert_eq!(Class::Otp.priority(true), Priority::Otp);
        assert_eq!(Class::Transactional.priority(false), Priority::Transactional);
        assert_eq!(Class::Transactional.priority(true), Priority::Bulk);
        assert_eq!(Class::Promotional.priority(false), Priority::Bulk);
        assert_eq!([1, 5, 10], Priority::ALL.map(|p| p as i64));
    }

    #[test]
    fn codes_and_words_round_trip() {
        for class in Class::ALL {
            assert_eq!(Class::from_code(class as i64), Some(class));
            assert_eq!(Class::parse(class.as_str()), Some(class));
        }
    }
}
