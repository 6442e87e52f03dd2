//! The address a message is sent from: a number, a shortcode or an alphanumeric sender ID.

use std::fmt;
use std::sync::Arc;

use crate::{Fault, PhoneNumber};

/// The most characters of an alphanumeric sender: what a GSM address field holds.
pub const MAX_ALPHANUMERIC_CHARS: usize = 11;
/// The digits of a shortcode.
pub const SHORTCODE_DIGITS: std::ops::RangeInclusive<usize> = 3..=8;
const FIELD: &str = "from";

/// A sender's address; a number prints masked.
#[derive(Clone, PartialEq, Eq, Hash)]
pub enum Sender {
    /// A phone number.
    Number(PhoneNumber),
    /// Three to eight digits.
    Shortcode(Arc<str>),
    /// Up to eleven of letters, digits, space, `&`, `-`, `_` and `.`, a letter among them.
    Alphanumeric(Arc<str>),
}

impl Sender {
    /// Reads a sender. Three to eight digits are a shortcode, anything with an ASCII letter is alphanumeric, the rest
    /// is a number read in `region`. The fault's field is `from`; move it with [`Fault::at`].
    pub fn parse(text: &str, region: &str) -> Result<Self, Fault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Fault::new(
                FIELD,
                "is empty",
                "leave it out, or give a sender such as SCHOOL or 20880",
            ));
        }
        if text.contains(|character: char| character.is_ascii_alphabetic()) {
            return alphanumeric(text);
        }
        if SHORTCODE_DIGITS.contains(&text.len()) && text.bytes().all(|octet| octet.is_ascii_digit()) {
            return Ok(Self::Shortcode(text.into()));
        }
        PhoneNumber::parse(text, region)
            .map(Self::Number)
            .map_err(|fault| fault.into_fault(FIELD))
    }

    /// The address as a carrier takes it: E.164 text, digits or the name.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Number(number) => number.e164(),
            Self::Shortcode(text) | Self::Alphanumeric(text) => text,
        }
    }

    /// The address, shared.
    pub fn as_arc(&self) -> Arc<str> {
        match self {
            Self::Number(number) => number.e164_arc(),
            Self::Shortcode(text) | Self::Alphanumeric(text) => Arc::clone(text),
        }
    }
}

impl fmt::Display for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => fmt::Display::fmt(number, f),
            Self::Shortcode(text) | Self::Alphanumeric(text) => f.write_str(text),
        }
    }
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// An address of one's own in the form that is stored and compared, however a carrier or a person writes it: a number as
/// E.164, also where the `+` or the country code was left out; a shortcode and a name as they are. What is none of these
/// stays as it stands.
pub fn own_address(text: &str, region: &str) -> String {
    let text = text.trim();
    let digits = text.strip_prefix('+').unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|octet| octet.is_ascii_digit());
    let is_short = is_number && SHORTCODE_DIGITS.contains(&digits.len());
    let is_name = text.contains(|character: char| character.is_ascii_alphabetic());
    if is_name || is_short && digits == text {
        return text.to_owned();
    }
    if let Ok(number) = PhoneNumber::parse(text, region) {
        return number.e164().to_owned();
    }
    if is_short {
        return digits.to_owned();
    }
    // Most carriers leave the + out.
    match PhoneNumber::parse(&format!("+{digits}"), region) {
        Ok(number) if is_number => number.e164().to_owned(),
        _ => text.to_owned(),
    }
}

fn alphanumeric(text: &str) -> Result<Sender, Fault> {
    if let Some(found) = text.chars().find(|character| !is_allowed(*character)) {
        return Err(Fault::new(
            FIELD,
            format!("holds {found:?}, which a sender cannot have"),
            "use letters A to Z, digits, spaces, & - _ and . only",
        ));
    }
    // All characters are ASCII here, so the length in octets is the number of characters.
    if text.len() > MAX_ALPHANUMERIC_CHARS {
        return Err(Fault::new(
            FIELD,
            format!(
                "has {} characters, a sender has at most {MAX_ALPHANUMERIC_CHARS}",
                text.len()
            ),
            "use a shorter name, or a number",
        ));
    }
    Ok(Sender::Alphanumeric(text.into()))
}

fn is_allowed(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, ' ' | '&' | '-' | '_' | '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_sender_is_recognised() {
        assert_eq!(
            Sender::parse(" Citi-School ", "PK"),
            Ok(Sender::Alphanumeric("Citi-School".into()))
        );
        assert_eq!(Sender::parse("20880", "KE"), Ok(Sender::Shortcode("20880".into())));
        let number = Sender::parse("0712 345678", "KE").expect("a Kenyan number");
        assert_eq!(number.as_str(), "+254712345678");
        assert_eq!(format!("{number} {number:?}"), "+254•••••678 +254•••••678");
    }

    #[test]
    fn an_own_address_is_the_same_however_it_is_written() {
        for (written, region, address) in [
            ("+254722000111", "KE", "+254722000111"),
            ("254722000111", "KE", "+254722000111"),
            ("0722000111", "KE", "+254722000111"),
            (" 0722 000 111 ", "KE", "+254722000111"),
            ("254722000111", "ZZ", "+254722000111"),
            ("254722000111", "PK", "+254722000111"),
            ("0722000111", "ZZ", "0722000111"),
            ("20880", "KE", "20880"),
            ("+20880", "KE", "20880"),
            ("22222222", "NO", "22222222"),
            ("Safaricom", "KE", "Safaricom"),
            ("SMS 4 U", "KE", "SMS 4 U"),
            ("12", "KE", "12"),
            ("99999999999999999999", "KE", "99999999999999999999"),
            ("", "KE", ""),
        ] {
            assert_eq!(own_address(written, region), address, "{written} in {region}");
        }
    }

    #[test]
    fn a_sender_carriers_refuse_is_refused_with_the_reason() {
        let cases = [
            ("", "is empty"),
            ("A name too long", "has 15 characters, a sender has at most 11"),
            ("Caf\u{e9}", "holds 'é', which a sender cannot have"),
            ("A+B", "holds '+', which a sender cannot have"),
            ("12", "has no country code"),
            ("&-_.", "is not a phone number"),
            ("محمد", "has letters in it"),
        ];
        for (text, reason) in cases {
            let fault = Sender::parse(text, "").expect_err(text);
            assert_eq!(fault.field, "from");
            assert!(fault.fault.starts_with(reason), "{text}: {fault}");
        }
    }
}
