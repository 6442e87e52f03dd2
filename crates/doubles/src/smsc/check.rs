//! What a standard-abiding SMSC refuses in a message, and how it reads times.

use std::time::Duration;

use super::pdu::{Address, Message};
use super::wire::{status, tag};

/// The longest alphanumeric sender, characters.
const MAX_ALPHANUMERIC: usize = 11;
/// The longest short_message of SMPP 3.4, octets.
const MAX_SHORT_MESSAGE: usize = 254;
/// Type of number: international.
const INTERNATIONAL: u8 = 1;
/// Type of number: alphanumeric.
const ALPHANUMERIC: u8 = 5;

/// When something is to happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// So long from now.
    In(Duration),
    /// At this time, ms since 1970.
    At(i64),
}

impl Time {
    /// How long from `now_ms` until then; `None` where it is past.
    pub fn until(self, now_ms: i64) -> Option<Duration> {
        match self {
            Self::In(span) => Some(span),
            Self::At(at) => u64::try_from(at - now_ms).ok().map(Duration::from_millis),
        }
    }
}

/// Whether `message` may be taken; how long it is to wait before it is delivered.
pub fn message(message: &Message, now_ms: i64) -> Result<Duration, u32> {
    source(&message.source)?;
    destination(&message.destination)?;
    text(message)?;
    if message.priority > 3 {
        return Err(status::INVALID_PRIORITY);
    }
    if message.registered_delivery & 0xE0 != 0 {
        return Err(status::INVALID_REGISTERED_DELIVERY);
    }
    let schedule = from_now(&message.schedule, now_ms).ok_or(status::INVALID_SCHEDULE)?;
    let validity = from_now(&message.validity, now_ms).ok_or(status::INVALID_EXPIRY)?;
    match (schedule, validity) {
        (Some(schedule), Some(validity)) if validity < schedule => Err(status::INVALID_EXPIRY),
        (schedule, _) => Ok(schedule.unwrap_or_default()),
    }
}

fn source(address: &Address) -> Result<(), u32> {
    let text = &address.address;
    let fine = match address.ton {
        ALPHANUMERIC => text.chars().count() <= MAX_ALPHANUMERIC,
        _ => is_digits(text),
    };
    if fine { Ok(()) } else { Err(status::INVALID_SOURCE) }
}

fn destination(address: &Address) -> Result<(), u32> {
    let text = &address.address;
    let whole = address.ton != INTERNATIONAL || (7..=15).contains(&text.len());
    if !text.is_empty() && is_digits(text) && whole {
        Ok(())
    } else {
        Err(status::INVALID_DESTINATION)
    }
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|octet| octet.is_ascii_digit())
}

fn text(message: &Message) -> Result<(), u32> {
    let by_payload = message.tlv(tag::MESSAGE_PAYLOAD).is_some();
    if message.by_data_sm {
        return if by_payload { Ok(()) } else { Err(status::MISSING_TLV) };
    }
    let length = message.short_message.len();
    if length > MAX_SHORT_MESSAGE || (by_payload && length > 0) {
        return Err(status::INVALID_MESSAGE_LENGTH);
    }
    Ok(())
}

/// `Some(None)` for an empty text, `None` for one that is malformed or past.
fn from_now(text: &str, now_ms: i64) -> Option<Option<Duration>> {
    if text.is_empty() {
        return Some(None);
    }
    time(text)?.until(now_ms).map(Some)
}

/// Reads `YYMMDDhhmmsstnnp`.
pub fn time(text: &str) -> Option<Time> {
    let (digits, sign) = text.split_at_checked(15)?;
    if !is_digits(digits) {
        return None;
    }
    let two = |at: usize| digits[at..at + 2].parse::<i16>().ok();
    let (year, month, day) = (two(0)?, two(2)?, two(4)?);
    let (hour, minute, second) = (two(6)?, two(8)?, two(10)?);
    let tenths = digits[12..13].parse::<i16>().ok()?;
    let quarters = i64::from(two(13)?);
    if sign == "R" {
        let days = u64::try_from(i64::from(year) * 365 + i64::from(month) * 30 + i64::from(day)).ok()?;
        let seconds = u64::try_from(i64::from(hour) * 3_600 + i64::from(minute) * 60 + i64::from(second)).ok()?;
        return Some(Time::In(Duration::from_secs(days * 86_400 + seconds)));
    }
    let ahead = match sign {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    if quarters > 48 {
        return None;
    }
    let narrow = |number: i16| i8::try_from(number).ok();
    let local = jiff::civil::DateTime::new(
        2000 + year,
        narrow(month)?,
        narrow(day)?,
        narrow(hour)?,
        narrow(minute)?,
        narrow(second)?,
        i32::from(tenths) * 100_000_000,
    );
    let utc = local.ok()?.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(Time::At(utc.timestamp().as_millisecond() - ahead * quarters * 900_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_the_standard_says() {
        let day = Time::In(Duration::from_secs(86_400));
        for (text, expected) in [
            ("000001000000000R", Some(day)),
            ("000000001000000R", Some(Time::In(Duration::from_secs(600)))),
            ("261231235959012+", Some(Time::At(1_798_750_799_000))),
            ("261231205959000+", Some(Time::At(1_798_750_799_000))),
            ("261231175959012-", Some(Time::At(1_798_750_799_000))),
            ("261331235959012+", None),
            ("261231235959049+", None),
            ("26123123595901+", None),
            ("261231235959012x", None),
            ("tomorrow at noon", None),
        ] {
            assert_eq!(time(text), expected, "{text}");
        }
    }

    #[test]
    fn what_the_standard_forbids_is_refused() {
        let good = || Message {
            source: Address {
                ton: 5,
                npi: 0,
                address: "CLINIC".to_owned(),
            },
            destination: Address {
                ton: 1,
                npi: 1,
                address: "254722000000".to_owned(),
            },
            ..Message::default()
        };
        assert_eq!(message(&good(), 0), Ok(Duration::ZERO));
        type Spoil = fn(&mut Message);
        let cases: [(&str, Spoil, u32); 10] = [
            (
                "a long sender",
                |m| m.source.address = "TWELVE-CHARS".to_owned(),
                status::INVALID_SOURCE,
            ),
            ("letters in a number", |m| m.source.ton = 1, status::INVALID_SOURCE),
            (
                "a plus",
                |m| m.destination.address.insert(0, '+'),
                status::INVALID_DESTINATION,
            ),
            (
                "no destination",
                |m| m.destination.address.clear(),
                status::INVALID_DESTINATION,
            ),
            (
                "no whole number",
                |m| m.destination.address = "2547".to_owned(),
                status::INVALID_DESTINATION,
            ),
            (
                "255 octets",
                |m| m.short_message = vec![b'x'; 255],
                status::INVALID_MESSAGE_LENGTH,
            ),
            ("priority 4", |m| m.priority = 4, status::INVALID_PRIORITY),
            (
                "a reserved bit",
                |m| m.registered_delivery = 0x20,
                status::INVALID_REGISTERED_DELIVERY,
            ),
            (
                "a schedule that is none",
                |m| m.schedule = "soon".to_owned(),
                status::INVALID_SCHEDULE,
            ),
            (
                "a validity before the schedule",
                |m| {
                    m.schedule = "000002000000000R".to_owned();
                    m.validity = "000001000000000R".to_owned();
                },
                status::INVALID_EXPIRY,
            ),
        ];
        for (what, spoil, expected) in cases {
            let mut spoilt = good();
            spoil(&mut spoilt);
            assert_eq!(message(&spoilt, 0), Err(expected), "{what}");
        }
    }
}
