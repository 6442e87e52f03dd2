//! Times as people write and read them: RFC 3339, a date, or a span from now such as `90d`.
//!
//! Everything is UTC unless the text says otherwise. Reads no clock: whoever asks hands in the time it is.

use domain::Millis;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

/// What [`parse_when`] takes, for messages.
pub const WHEN: &str = "a time such as 2026-03-01T09:00:00+05:00, a date, or a span from now such as 90d or 2h30m";

/// RFC 3339 with milliseconds, UTC.
pub fn show(at: Millis) -> String {
    match Timestamp::from_millisecond(at) {
        Ok(time) => format!("{time:.3}"),
        Err(_) => at.to_string(),
    }
}

/// The time that `text` names, in ms since 1970; `now` is what spans start from.
pub fn parse_when(text: &str, now: Millis) -> Option<Millis> {
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(time.as_millisecond());
    }
    if let Ok(date) = text.parse::<Date>() {
        return date
            .to_zoned(TimeZone::UTC)
            .ok()
            .map(|at| at.timestamp().as_millisecond());
    }
    let span: Span = text.parse().ok()?;
    let start = Timestamp::from_millisecond(now).ok()?.to_zoned(TimeZone::UTC);
    start.checked_add(span).ok().map(|at| at.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 1_767_225_600_000; // 2026-01-01T00:00:00Z

    #[test]
    fn times_dates_and_spans_are_read() {
        let table = [
            ("2026-01-01T00:00:00Z", NOW),
            ("2026-01-01T05:00:00+05:00", NOW),
            ("2026-01-02", NOW + 86_400_000),
            ("90d", NOW + 90 * 86_400_000),
            ("2h30m", NOW + 9_000_000),
        ];
        for (text, at) in table {
            assert_eq!(parse_when(text, NOW), Some(at), "{text}");
        }
        for text in ["", "soon", "2026-13-01", "09:00"] {
            assert_eq!(parse_when(text, NOW), None, "{text}");
        }
    }

    #[test]
    fn times_are_shown_in_utc_with_milliseconds() {
        assert_eq!(show(NOW + 7), "2026-01-01T00:00:00.007Z");
    }
}
