//! The times that carriers write: RFC 3339, offsets without a colon, a space for the `T`, no offset at all (UTC).

use domain::Millis;

/// `text` as ms since 1970; `None` where it is not a time.
pub(crate) fn millis(text: &str) -> Option<Millis> {
    let text = text.trim();
    if let Ok(instant) = text.parse::<jiff::Timestamp>() {
        return Some(instant.as_millisecond());
    }
    let naive: jiff::civil::DateTime = text.parse().ok()?;
    let instant = naive.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(instant.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_of_a_time_is_read() {
        let cases = [
            ("2024-05-03T06:04:45Z", Some(1_714_716_285_000)),
            ("2024-05-03 06:04:45", Some(1_714_716_285_000)),
            ("2024-05-03 06:04:45.120", Some(1_714_716_285_120)),
            ("2024-05-03T06:04:45.120+0000", Some(1_714_716_285_120)),
            ("2024-05-03T09:04:45.120+0300", Some(1_714_716_285_120)),
            ("2024-05-03T09:04:45+03:00", Some(1_714_716_285_000)),
            ("", None),
            ("yesterday", None),
            ("2024-13-03 06:04:45", None),
        ];
        for (text, expected) in cases {
            assert_eq!(millis(text), expected, "{text}");
        }
    }
}
