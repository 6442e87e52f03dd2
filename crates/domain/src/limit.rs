//! Limits on requests: whose they are, over which span they count, and how many they let through.
//!
//! A minute is any sixty seconds of the clock in a row, a day is one in UTC: the same day for every organization and
//! key, so that no change of a time zone gives anybody a second one.

use crate::Millis;

/// A day, ms.
pub const DAY_MS: Millis = 86_400_000;

/// The day that `at` is in, counted from 1970 in UTC.
pub const fn day_of(at: Millis) -> i64 {
    at.div_euclid(DAY_MS)
}

/// When `day` ends, ms since 1970.
pub const fn end_of_day(day: i64) -> Millis {
    (day + 1) * DAY_MS
}

/// Whose limit it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layer {
    /// One API key's.
    ApiKey,
    /// One person's.
    User,
    /// An organization's, all of its keys and people together.
    Organization,
    /// A provider's, in messages.
    Provider,
    /// The whole system's, in messages.
    System,
    /// One address's, for those whom nobody knows yet.
    Address,
}

impl Layer {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::ApiKey,
        Self::User,
        Self::Organization,
        Self::Provider,
        Self::System,
        Self::Address,
    ];

    /// The word in metrics and answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ApiKey => "api_key",
            Self::User => "user",
            Self::Organization => "organization",
            Self::Provider => "provider",
            Self::System => "system",
            Self::Address => "address",
        }
    }

    /// Whose it is, for people.
    pub const fn owner(self) -> &'static str {
        match self {
            Self::ApiKey => "this API key",
            Self::User => "this user",
            Self::Organization => "the organization",
            Self::Provider => "the provider",
            Self::System => "the system",
            Self::Address => "this address",
        }
    }
}

/// Over which span a limit counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    /// Any sixty seconds of the clock in a row.
    Minute,
    /// A day in UTC.
    Day,
}

impl Span {
    /// The word in answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Minute => "minute",
            Self::Day => "day",
        }
    }
}

/// Requests that may come in a minute and in a day; 0 for no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RequestLimits {
    /// In any sixty seconds.
    pub per_minute: u32,
    /// In a day.
    pub per_day: u32,
}

impl RequestLimits {
    /// No limit at all.
    pub const NONE: Self = Self {
        per_minute: 0,
        per_day: 0,
    };

    /// These limits, with what is set of a minute's and a day's in their place.
    #[must_use]
    pub fn with(self, per_minute: Option<u32>, per_day: Option<u32>) -> Self {
        Self {
            per_minute: per_minute.unwrap_or(self.per_minute),
            per_day: per_day.unwrap_or(self.per_day),
        }
    }

    /// Whether it lets through no more than `other`.
    pub fn is_within(self, other: Self) -> bool {
        let within = |own: u32, most: u32| most == 0 || (own != 0 && own <= most);
        within(self.per_minute, other.per_minute) && within(self.per_day, other.per_day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_utc() {
        let noon = 20_513 * DAY_MS + DAY_MS / 2;
        assert_eq!(day_of(noon), 20_513);
        assert_eq!(day_of(end_of_day(20_513)), 20_514);
        assert_eq!(day_of(end_of_day(20_513) - 1), 20_513);
        assert_eq!(day_of(-1), -1);
    }

    #[test]
    fn no_limit_is_more_than_any() {
        let limits = |per_minute, per_day| RequestLimits { per_minute, per_day };
        for (own, most, within) in [
            (limits(60, 100), limits(60, 100), true),
            (limits(61, 100), limits(60, 100), false),
            (limits(60, 0), limits(60, 100), false),
            (limits(60, 0), limits(60, 0), true),
            (RequestLimits::NONE, RequestLimits::NONE, true),
            (limits(1, 1), RequestLimits::NONE, true),
        ] {
            assert_eq!(own.is_within(most), within, "{own:?} in {most:?}");
        }
    }

    #[test]
    fn what_is_set_comes_before_the_usual() {
        let usual = RequestLimits {
            per_minute: 60,
            per_day: 10_000,
        };
        assert_eq!(usual.with(None, None), usual);
        let set = usual.with(Some(0), Some(5));
        assert_eq!((set.per_minute, set.per_day), (0, 5));
    }
}
