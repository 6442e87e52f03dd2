//! Money: whole micros (millionths) of a currency, exact; no floating point anywhere.

use std::fmt;
use std::str::FromStr;

mod iso4217;

/// An ISO 4217 code, or a house currency of three letters such as `CRD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency([u8; 3]);

/// An amount in micros of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// Millionths of the currency's unit; negative for what is owed.
    pub micros: i64,
    /// Which currency.
    pub currency: Currency,
}

/// Why a text or a sum is not money.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Not three capital letters.
    #[error("a currency is three capital letters, such as KES")]
    Currency,
    /// Not a decimal number of at most six decimals.
    #[error("an amount is a decimal number with at most six decimals, such as 0.80")]
    Amount,
    /// Larger than 64 bits of micros.
    #[error("the amount is too large")]
    Overflow,
    /// Two currencies in one sum.
    #[error("amounts of two currencies cannot be added")]
    Mixed,
}

impl Currency {
    /// The code, such as `KES`.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Whether it is an active currency of ISO 4217, not one of the house.
    pub fn is_iso_4217(&self) -> bool {
        iso4217::is_known(self.as_str())
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let code: [u8; 3] = text.as_bytes().try_into().map_err(|_| MoneyError::Currency)?;
        if code.iter().all(u8::is_ascii_uppercase) {
            Ok(Self(code))
        } else {
            Err(MoneyError::Currency)
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Money {
    /// An amount of micros.
    pub const fn new(micros: i64, currency: Currency) -> Self {
        Self { micros, currency }
    }

    /// The sum; refused across currencies and past 64 bits.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Mixed);
        }
        let micros = self.micros.checked_add(other.micros).ok_or(MoneyError::Overflow)?;
        Ok(Self { micros, ..self })
    }

    /// The amount `count` times.
    pub fn times(self, count: i64) -> Result<Self, MoneyError> {
        let micros = self.micros.checked_mul(count).ok_or(MoneyError::Overflow)?;
        Ok(Self { micros, ..self })
    }

    /// The decimal text with at least two and at most six decimals: `0.80`, `0.804500`.
    pub fn amount(&self) -> String {
        format_micros(self.micros)
    }

    /// Reads `amount` (as a person writes it, at most six decimals) in `currency`.
    pub fn parse(amount: &str, currency: Currency) -> Result<Self, MoneyError> {
        Ok(Self {
            micros: parse_micros(amount)?,
            currency,
        })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.currency, self.amount())
    }
}

fn format_micros(micros: i64) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let magnitude = micros.unsigned_abs();
    let mut decimals = format!("{:06}", magnitude % 1_000_000);
    while decimals.len() > 2 && decimals.ends_with('0') {
        decimals.pop();
    }
    format!("{sign}{}.{decimals}", magnitude / 1_000_000)
}

fn parse_micros(text: &str) -> Result<i64, MoneyError> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = whole.bytes().chain(decimals.bytes()).all(|b| b.is_ascii_digit());
    if whole.is_empty() || decimals.len() > 6 || !all_digits || (digits.contains('.') && decimals.is_empty()) {
        return Err(MoneyError::Amount);
    }
    let combined = format!("{}{whole}{decimals:0<6}", if negative { "-" } else { "" });
    combined.parse().map_err(|_| MoneyError::Overflow)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kes() -> Currency {
        "KES".parse().expect("a currency")
    }

    #[test]
    fn amounts_are_exact() {
        let price = Money::parse("0.1", kes()).expect("an amount");
        let total = price.times(3).expect("small");
        assert_eq!(total.amount(), "0.30");
        assert_eq!(Money::new(-1, kes()).amount(), "-0.000001");
        assert_eq!(Money::new(i64::MIN, kes()).amount(), "-9223372036854.775808");
    }

    #[test]
    fn nonsense_is_refused() {
        for text in ["", ".", "1.", ".5", "1e3", "1,5", "0.1234567", "+1", " 1", "٣"] {
            assert!(Money::parse(text, kes()).is_err(), "{text}");
        }
        assert!("kes".parse::<Currency>().is_err());
        assert!("KE".parse::<Currency>().is_err());
    }

    #[test]
    fn currencies_do_not_mix_and_nothing_wraps() {
        let usd: Currency = "USD".parse().expect("a currency");
        assert_eq!(Money::new(1, kes()).plus(Money::new(1, usd)), Err(MoneyError::Mixed));
        assert_eq!(
            Money::new(i64::MAX, usd).plus(Money::new(1, usd)),
            Err(MoneyError::Overflow)
        );
        assert_eq!(Money::new(i64::MAX, usd).times(2), Err(MoneyError::Overflow));
    }

    proptest! {
        #[test]
        fn every_amount_survives_its_text(micros in any::<i64>()) {
            let money = Money::new(micros, kes());
            prop_assert_eq!(Money::parse(&money.amount(), kes()), Ok(money));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in ".{0,40}") {
            let _ = Money::parse(&text, kes());
        }
    }
}
