//! Forms of values that the settings take besides plain JSON: `auto`, and numbers in hexadecimal.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Visitor};

/// `"auto"` or a number of one octet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct AutoOr(pub Option<u8>);

/// A number of at most 32 bits: 5120, `"5120"` or `"0x1400"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number(pub u32);

/// Reads `5120` or `0x1400`.
pub(super) fn number(text: &str) -> Option<u32> {
    let text = text.trim();
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

impl<'de> Deserialize<'de> for AutoOr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AutoVisitor)
    }
}

struct AutoVisitor;

impl Visitor<'_> for AutoVisitor {
    type Value = AutoOr;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"auto\" or a number from 0 to 255")
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<AutoOr, E> {
        match u8::try_from(value) {
            Ok(octet) => Ok(AutoOr(Some(octet))),
            Err(_) => Err(E::invalid_value(serde::de::Unexpected::Unsigned(value), &self)),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<AutoOr, E> {
        match text {
            "auto" => Ok(AutoOr(None)),
            _ => Err(E::invalid_value(serde::de::Unexpected::Str(text), &self)),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)
    }
}

struct NumberVisitor;

impl Visitor<'_> for NumberVisitor {
    type Value = Number;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number such as 5120 or \"0x1400\"")
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Number, E> {
        match u32::try_from(value) {
            Ok(value) => Ok(Number(value)),
            Err(_) => Err(E::invalid_value(serde::de::Unexpected::Unsigned(value), &self)),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Number, E> {
        match number(text) {
            Some(value) => Ok(Number(value)),
            None => Err(E::invalid_value(serde::de::Unexpected::Str(text), &self)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_both_bases() {
        for (json, value) in [
            ("5120", Some(0x1400)),
            ("\"5120\"", Some(0x1400)),
            ("\"0x1400\"", Some(0x1400)),
            ("\"0X45\"", Some(0x45)),
            ("\"1400h\"", None),
            ("-1", None),
            ("5000000000", None),
        ] {
            let read = serde_json::from_str::<Number>(json).ok().map(|number| number.0);
            assert_eq!(read, value, "{json}");
        }
    }

    #[test]
    fn auto_or_an_octet_is_read() {
        for (json, value) in [
            ("\"auto\"", Some(None)),
            ("5", Some(Some(5))),
            ("256", None),
            ("\"five\"", None),
        ] {
            let read = serde_json::from_str::<AutoOr>(json).ok().map(|auto| auto.0);
            assert_eq!(read, value, "{json}");
        }
    }
}
