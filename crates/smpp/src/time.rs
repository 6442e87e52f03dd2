//! The 16 characters in which SMPP writes a time, absolute or relative, to and from milliseconds UTC.
//!
//! `YYMMDDhhmmsstnnp`: tenths, quarter hours from UTC, and `+` (ahead of UTC), `-` (behind) or `R` (relative, the
//! fields are amounts). Years are of this century. Whether a time makes sense (validity after schedule, not in the
//! past) is the caller's to judge.

use domain::Millis;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};

const LENGTH: usize = 16;
const QUARTER_HOUR_MS: i64 = 15 * 60 * 1000;
const MAX_QUARTER_HOURS: i64 = 48;
/// The longest that [`relative`] can say: 99 days.
pub const MAX_RELATIVE_MS: i64 = 99 * DAY_MS;
const DAY_MS: i64 = 24 * 3_600_000;

/// Text that is no time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a time must be empty or YYMMDDhhmmsstnnp with p one of + - R")]
pub struct NotATime;

/// Reads `text`; `None` when it is empty. A relative time counts from `now_ms`.
pub fn parse(text: &str, now_ms: Millis) -> Result<Option<Millis>, NotATime> {
    if text.is_empty() {
        return Ok(None);
    }
    let octets = text.as_bytes();
    if octets.len() != LENGTH || !octets[..LENGTH - 1].iter().all(u8::is_ascii_digit) {
        return Err(NotATime);
    }
    let fields = [0, 2, 4, 6, 8, 10].map(|at| two_digits(octets, at));
    let tenths = i64::from(octets[12] - b'0');
    let quarters = two_digits(octets, 13);
    let time_ms = match octets[LENGTH - 1] {
        b'R' => relative_to(fields, now_ms)?,
        b'+' => absolute_utc(fields)? + tenths * 100 - offset_ms(quarters)?,
        b'-' => absolute_utc(fields)? + tenths * 100 + offset_ms(quarters)?,
        _ => return Err(NotATime),
    };
    Ok(Some(time_ms))
}

/// `time_ms` as an absolute time in UTC.
pub fn absolute(time_ms: Millis) -> String {
    let time = Timestamp::from_millisecond(time_ms)
        .unwrap_or(Timestamp::UNIX_EPOCH)
        .to_zoned(TimeZone::UTC);
    format!(
        "{:02}{:02}{:02}{:02}{:02}{:02}{}00+",
        time.year().rem_euclid(100),
        time.month(),
        time.day(),
        time.hour(),
        time.minute(),
        time.second(),
        time.millisecond() / 100
    )
}

/// A time in `duration_ms` from now, as a relative one: to the second, rounded up, at least one second and at most
/// [`MAX_RELATIVE_MS`]. Only days and less are used, which mean the same to everybody.
pub fn relative(duration_ms: i64) -> String {
    let seconds = (duration_ms.clamp(1, MAX_RELATIVE_MS) + 999) / 1000;
    let (days, hours) = (seconds / 86_400, seconds / 3_600 % 24);
    format!("0000{days:02}{hours:02}{:02}{:02}000R", seconds / 60 % 60, seconds % 60)
}

fn two_digits(octets: &[u8], at: usize) -> i64 {
    i64::from(octets[at] - b'0') * 10 + i64::from(octets[at + 1] - b'0')
}

fn offset_ms(quarters: i64) -> Result<i64, NotATime> {
    if quarters > MAX_QUARTER_HOURS {
        return Err(NotATime);
    }
    Ok(quarters * QUARTER_HOUR_MS)
}

fn absolute_utc(fields: [i64; 6]) -> Result<Millis, NotATime> {
    // Two digits each: they fit every integer type there is.
    let [year, month, day, hour, minute, second] = fields.map(|field| field as i8);
    let time = DateTime::new(2000 + i16::from(year), month, day, hour, minute, second, 0).map_err(|_| NotATime)?;
    let zoned = time.to_zoned(TimeZone::UTC).map_err(|_| NotATime)?;
    Ok(zoned.timestamp().as_millisecond())
}

fn relative_to(fields: [i64; 6], now_ms: Millis) -> Result<Millis, NotATime> {
    let [years, months, days, hours, minutes, seconds] = fields;
    let span = Span::new()
        .years(years)
        .months(months)
        .days(days)
        .hours(hours)
        .minutes(minutes)
        .seconds(seconds);
    let now = Timestamp::from_millisecond(now_ms).map_err(|_| NotATime)?;
    let then = now.to_zoned(TimeZone::UTC).checked_add(span).map_err(|_| NotATime)?;
    Ok(then.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// 2026-11-21 01:52:00 UTC.
    const NOW_MS: Millis = 1_795_225_920_000;

    #[test]
    fn times_are_read_as_the_standard_writes_them() {
        for (text, expected) in [
            ("", Ok(None)),
            ("261121015200000+", Ok(Some(NOW_MS))),
            ("261121015200700+", Ok(Some(NOW_MS + 700))),
            ("261121045200012+", Ok(Some(NOW_MS))),
            ("261120205200020-", Ok(Some(NOW_MS))),
            ("000001000000000R", Ok(Some(NOW_MS + DAY_MS))),
            ("000000001000000R", Ok(Some(NOW_MS + 600_000))),
            ("000100000000000R", Ok(Some(NOW_MS + 30 * DAY_MS))),
            ("261121015200049+", Err(NotATime)),
            ("261321015200000+", Err(NotATime)),
            ("261121015200000", Err(NotATime)),
            ("261121015200000X", Err(NotATime)),
            ("26112101520000é+", Err(NotATime)),
            ("2611210152 0000+", Err(NotATime)),
        ] {
            assert_eq!(parse(text, NOW_MS), expected, "{text:?}");
        }
    }

    #[test]
    fn times_are_written_as_they_are_read() {
        assert_eq!(absolute(NOW_MS + 700), "261121015200700+");
        assert_eq!(relative(2 * DAY_MS), "000002000000000R");
        assert_eq!(relative(1), "000000000001000R");
        assert_eq!(relative(i64::MAX), "000099000000000R");
        assert_eq!(relative(-5), "000000000001000R");
    }

    proptest! {
        #[test]
        fn no_text_makes_parsing_panic(text in ".{0,20}", now_ms in any::<i64>()) {
            let _ = parse(&text, now_ms);
        }

        #[test]
        fn digits_with_any_end_never_panic(text in "[0-9]{15}[R+-]") {
            let _ = parse(&text, NOW_MS);
        }

        #[test]
        fn what_is_written_is_read_back(after_ms in 1_000..MAX_RELATIVE_MS) {
            let whole = after_ms / 1000 * 1000;
            prop_assert_eq!(parse(&absolute(NOW_MS + whole), NOW_MS), Ok(Some(NOW_MS + whole)));
            prop_assert_eq!(parse(&relative(whole), NOW_MS), Ok(Some(NOW_MS + whole)));
        }
    }
}
