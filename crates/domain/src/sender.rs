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
