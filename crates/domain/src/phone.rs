//! Phone numbers: parsed against libphonenumber's metadata, kept as E.164 text, printed masked.
//!
//! A `PhoneNumber` is always valid by that metadata and matches `^\+[1-9]\d{6,14}$`; the only way to the whole number
//! is `e164`, so a log line or a `{:?}` cannot leak it. What a spreadsheet or a person makes of a number is
//! recognised before the library sees it (`phone::shape`); why a text is refused is `phone::fault`.

use std::fmt;
use std::sync::Arc;

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region as LibraryRegion};

mod fault;
mod shape;

pub use fault::PhoneFault;

/// The country of a number that belongs to none, such as +800 and +882.
const NO_COUNTRY: [u8; 2] = *b"ZZ";

/// A valid phone number. Clones share one allocation; `Debug` and `Display` print it masked.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhoneNumber {
    e164: Arc<str>,
    country: [u8; 2],
}

impl PhoneNumber {
    /// Reads a number as people and spreadsheets write it. `default_region` (ISO 3166-1 alpha-2, any case) is what a
    /// number without `+` is read in; an empty or unknown one means that only numbers with `+` are read.
    pub fn parse(input: &str, default_region: &str) -> Result<Self, PhoneFault> {
        let dialled = shape::dialled_part(input)?;
        let region = LibraryRegion::from_code(default_region).ok();
        let number = PHONE_NUMBER_UTIL
            .parse(dialled, region)
            .map_err(|error| PhoneFault::of_parse(&error, dialled))?;
        let country = PHONE_NUMBER_UTIL
            .get_region_for_number(&number)
            .filter(|found| PHONE_NUMBER_UTIL.is_valid_number_for_region(&number, *found))
            .ok_or_else(|| PhoneFault::of_length(PHONE_NUMBER_UTIL.is_possible_number_with_reason(&number)))?;
        let e164 = PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164);
        if !is_e164(&e164) {
            return Err(PhoneFault::Unassigned);
        }
        Ok(Self {
            e164: Arc::from(&*e164),
            country: country_code(country),
        })
    }

    /// The whole number, such as `+254712345678`. Never for logs or screens.
    pub fn e164(&self) -> &str {
        &self.e164
    }

    /// The whole number, shared.
    pub fn e164_arc(&self) -> Arc<str> {
        Arc::clone(&self.e164)
    }

    /// The number as logs and screens may show it, such as `+254•••••678`.
    pub fn masked(&self) -> String {
        mask(&self.e164)
    }

    /// The country whose number it is, ISO 3166-1 alpha-2, or `ZZ` for a number of no country.
    pub fn country(&self) -> [u8; 2] {
        self.country
    }
}

impl fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Masked(&self.e164), f)
    }
}

impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&Masked(&self.e164), f)
    }
}

/// Whether `text` matches `^\+[1-9]\d{6,14}$`.
pub fn is_e164(text: &str) -> bool {
    match text.as_bytes() {
        [b'+', b'1'..=b'9', rest @ ..] => (6..=14).contains(&rest.len()) && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

/// Hides the middle of any address: of ten digits or more the first three and the last three stay, of seven to nine the
/// first and the last two, of fewer nothing. Five dots whatever was hidden, so the length does not show.
pub fn mask(address: &str) -> String {
    Masked(address).to_string()
}

/// Prints an address as [`mask`] does, without an allocation.
struct Masked<'a>(&'a str);

impl fmt::Display for Masked<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, rest) = match self.0.strip_prefix('+') {
            Some(rest) => ("+", rest),
            None => ("", self.0),
        };
        let length = rest.chars().count();
        let (front, back) = match length {
            10.. => (3, 3),
            7..10 => (1, 2),
            _ => (0, 0),
        };
        f.write_str(sign)?;
        rest.chars()
            .take(front)
            .try_for_each(|c| fmt::Write::write_char(f, c))?;
        f.write_str("•••••")?;
        rest.chars()
            .skip(length - back)
            .try_for_each(|c| fmt::Write::write_char(f, c))
    }
}

/// A country or territory that has phone numbers of its own, ISO 3166-1 alpha-2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Region([u8; 2]);

impl Region {
    /// The region with this code, in any case; `None` when it has no numbering plan.
    pub fn parse(code: &str) -> Option<Self> {
        let region = LibraryRegion::from_code(code).ok()?;
        PHONE_NUMBER_UTIL.get_country_code_for_region(region)?;
        let letters: [u8; 2] = code.as_bytes().try_into().ok()?;
        Some(Self(letters.map(|letter| letter.to_ascii_uppercase())))
    }

    /// What numbers of the region begin with after the `+`, such as 254.
    pub fn calling_code(&self) -> Option<u32> {
        let region = LibraryRegion::from_code(self.as_str()).ok()?;
        let code = PHONE_NUMBER_UTIL.get_country_code_for_region(region)?;
        u32::try_from(i64::from(code)).ok()
    }

    /// The code in capitals, such as `KE`.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).expect("a region is made of two ASCII letters")
    }
}

/// Whether `code` names a region numbers can be read in, in any case.
pub fn is_region(code: &str) -> bool {
    Region::parse(code).is_some()
}

fn country_code(region: LibraryRegion) -> [u8; 2] {
    region.as_region_str().as_bytes().try_into().unwrap_or(NO_COUNTRY)
}

#[cfg(test)]
mod tests;
