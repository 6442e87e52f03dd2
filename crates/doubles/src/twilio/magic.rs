//! Numbers that choose their outcome: Twilio's own under test credentials, and the double's `555` endings.

use super::Course;

/// Twilio's magic senders.
const FROM: [(&str, u32); 3] = [
    ("+15005550001", 21212),
    ("+15005550007", 21606),
    ("+15005550008", 21611),
];
/// The one sender that test credentials can use.
const GOOD_FROM: &str = "+15005550006";
/// Twilio's magic destinations.
const TO: [(&str, u32); 5] = [
    ("+15005550001", 21211),
    ("+15005550002", 21612),
    ("+15005550003", 21408),
    ("+15005550004", 21610),
    ("+15005550009", 21614),
];
/// Before a code of five digits at the end of a number.
const ENDING: &str = "555";
const CODE_DIGITS: usize = 5;

/// The code that test credentials answer with.
pub(super) fn of_test(from: &str, to: &str) -> Option<u32> {
    let find =
        |table: &[(&str, u32)], number: &str| table.iter().find(|(known, _)| *known == number).map(|(_, code)| *code);
    find(&FROM, from)
        .or_else(|| find(&TO, to))
        .or((from != GOOD_FROM).then_some(21606))
}

/// The course that the end of `to` asks for.
pub(super) fn of_ending(to: &str) -> Option<Course> {
    let (rest, digits) = to.split_at_checked(to.len().checked_sub(CODE_DIGITS)?)?;
    if !rest.ends_with(ENDING) {
        return None;
    }
    let code: u32 = digits.parse().ok()?;
    match code {
        30_000..=30_999 => Some(Course::ended("undelivered", code)),
        20_000..=39_999 => Some(Course::refused(http_status(code), code)),
        _ => None,
    }
}

/// The HTTP status that comes with a code.
pub(super) fn http_status(code: u32) -> u16 {
    match code {
        20003 => 401,
        20005 => 403,
        20404 => 404,
        20429 => 429,
        20500 => 500,
        20503 => 503,
        _ => 400,
    }
}
