//! Why a text is not a phone number we send to, and what its owner can do about it.
//!
//! The words never repeat the number: a fault ends in logs, answers and reports of skipped rows.

use rlibphonenumber::{NumberLengthType, ParseError, ValidationError};

use crate::Fault;

/// Why a text is refused as a phone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum PhoneFault {
    /// Nothing there.
    #[error("is empty")]
    Empty,
    /// Letters, which the library would take for keypad digits (`OOO` for `666`).
    #[error("has letters in it")]
    Letters,
    /// A number a spreadsheet has turned into `9.23006E+11` or `923006123456.0`: digits are lost or unsure.
    #[error("is a number that a spreadsheet has reformatted, its digits are lost")]
    Spreadsheet,
    /// Two or more numbers.
    #[error("holds more than one phone number")]
    TwoNumbers,
    /// No `+` and no region to read it in.
    #[error("has no country code and there is no default region to read it in")]
    NoCountry,
    /// `+` and a country code that nobody has.
    #[error("starts with a country code that does not exist")]
    UnknownCountry,
    /// No number in it.
    #[error("is not a phone number")]
    NotANumber,
    /// Fewer digits than any number of its country.
    #[error("is too short")]
    TooShort,
    /// More digits than any number of its country.
    #[error("is too long")]
    TooLong,
    /// Neither too short nor too long, but in no range that is in use.
    #[error("is not a number that is in use in its country")]
    Unassigned,
}

impl PhoneFault {
    /// A short word for counters and reports, such as `too_short`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Letters => "letters",
            Self::Spreadsheet => "spreadsheet",
            Self::TwoNumbers => "two_numbers",
            Self::NoCountry => "no_country",
            Self::UnknownCountry => "unknown_country",
            Self::NotANumber => "not_a_number",
            Self::TooShort => "too_short",
            Self::TooLong => "too_long",
            Self::Unassigned => "unassigned",
        }
    }

    /// What the caller can do about it.
    pub const fn mend(self) -> &'static str {
        match self {
            Self::Empty => "give a phone number, such as +254712345678",
            Self::Letters => "use digits only: check for the letter O in place of 0, and l or I in place of 1",
            Self::Spreadsheet => {
                "format the column as text in the spreadsheet, enter the number again, and export the file once more"
            }
            Self::TwoNumbers => "give one phone number a field, and a row for each number",
            Self::NoCountry => "write it with + and the country code, such as +254712345678, or set the region",
            Self::UnknownCountry => "check the digits after +: they are the country code, such as 254 for Kenya",
            Self::NotANumber => "give a phone number, such as +254712345678",
            Self::TooShort => "check for digits that were cut off, or write it with + and the country code",
            Self::TooLong => "check for digits too many, or two numbers in one field",
            Self::Unassigned => "check for digits cut off or mistyped, and the country code or region it is read in",
        }
    }

    /// The refusal of `field`.
    pub fn into_fault(self, field: impl Into<String>) -> Fault {
        Fault::new(field, self.to_string(), self.mend())
    }

    /// What the library's parse error on `dialled` means.
    pub(super) fn of_parse(error: &ParseError, dialled: &str) -> Self {
        match error {
            ParseError::InvalidCountryCode if dialled.contains(['+', '＋']) => Self::UnknownCountry,
            ParseError::InvalidCountryCode => Self::NoCountry,
            ParseError::NotANumber(_) if is_stump(dialled) => Self::TooShort,
            ParseError::NotANumber(_) => Self::NotANumber,
            ParseError::TooShortAfterIdd | ParseError::TooShortNsn => Self::TooShort,
            ParseError::TooLongNsn => Self::TooLong,
        }
    }

    /// What is wrong with a number that was read but is not valid.
    pub(super) fn of_length(length: Result<NumberLengthType, ValidationError>) -> Self {
        match length {
            Err(ValidationError::TooShort) | Ok(NumberLengthType::IsPossibleLocalOnly) => Self::TooShort,
            Err(ValidationError::TooLong) => Self::TooLong,
            Err(ValidationError::InvalidCountryCode) => Self::UnknownCountry,
            Err(ValidationError::InvalidLength) | Ok(NumberLengthType::IsPossible) => Self::Unassigned,
        }
    }
}

/// Whether `dialled` is a `+` and one or two digits: what the library calls no number at all was cut off.
fn is_stump(dialled: &str) -> bool {
    let digits = dialled.strip_prefix('+').unwrap_or(dialled);
    (1..=2).contains(&digits.len()) && digits.bytes().all(|octet| octet.is_ascii_digit())
}
