//! Times on the wire: RFC 3339 in UTC with milliseconds out, any RFC 3339 in.

use std::fmt;

use domain::Millis;
use serde::de::{self, Unexpected};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a caller reads when a time cannot be read.
pub(crate) const EXPECTED_TIME: &str = "a time in RFC 3339, such as 2026-03-01T09:00:00Z or 2026-03-01T14:00:00+05:00";
const DAY_MS: Millis = 86_400_000;
/// 9999-01-01T00:00:00Z: later times are shown as this one, so that no stored value can break an answer.
const LAST_SHOWN_MS: Millis = 253_370_764_800_000;

/// A time in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Time(pub(crate) Millis);

impl Time {
    /// Reads RFC 3339; the offset is required, since a time without one is a guess.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let timestamp: jiff::Timestamp = text.parse().ok()?;
        Some(Self(timestamp.as_millisecond()))
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let in_range = self.0.clamp(0, LAST_SHOWN_MS);
        let timestamp = jiff::Timestamp::from_millisecond(in_range).map_err(|_| fmt::Error)?;
        write!(f, "{timestamp:.3}")
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| de::Error::invalid_value(Unexpected::Other("text"), &EXPECTED_TIME))
    }
}

/// The start of what a `from` or `to` in a query names: a time, or a whole day in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    /// Its first millisecond.
    pub(crate) start: Millis,
    /// The first millisecond after it: equal to `start` for a time, a day later for a day.
    pub(crate) end: Millis,
}

impl Moment {
    /// Reads RFC 3339 or a date such as `2026-03-01`.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        if let Some(Time(start)) = Time::parse(text) {
            return Some(Self { start, end: start });
        }
        let date: jiff::civil::Date = text.parse().ok()?;
        let start = date
            .to_zoned(jiff::tz::TimeZone::UTC)
            .ok()?
            .timestamp()
            .as_millisecond();
        Some(Self {
            start,
            end: start + DAY_MS,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_in_utc_with_milliseconds() {
        assert_eq!(Time(1_771_151_400_000).to_string(), "2026-02-15T10:30:00.000Z");
        assert_eq!(Time(1_771_151_400_007).to_string(), "2026-02-15T10:30:00.007Z");
        assert_eq!(Time(i64::MAX).to_string(), "9999-01-01T00:00:00.000Z");
    }

    #[test]
    fn any_offset_is_read_and_none_is_refused() {
        let utc = Time::parse("2026-03-01T09:00:00Z");
        assert!(utc.is_some());
        assert_eq!(Time::parse("2026-03-01T14:00:00+05:00"), utc);
        for wrong in ["", "2026-03-01", "2026-03-01T09:00:00", "tomorrow", "1771151400"] {
            assert_eq!(Time::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_date_is_a_whole_day() {
        let day = Moment::parse("2026-03-01").expect("a date");
        assert_eq!(Time(day.start).to_string(), "2026-03-01T00:00:00.000Z");
        assert_eq!(Time(day.end).to_string(), "2026-03-02T00:00:00.000Z");
    }
}
