//! Prices as carriers write them, exact: decimal texts or JSON numbers, with a sign where they are charged, with more
//! decimals than money has, with an exponent, or behind their currency (`KES 0.8000`).

use domain::{Currency, Money};
use serde_json::Value;

/// Decimals of [`Money`].
const DECIMALS: usize = 6;
/// The most digits and zeros a price may spell out; more is no price.
const MAX_DIGITS: usize = 40;

/// What `text` says in `currency`; what is beyond micros is rounded to the nearest, halves away from zero.
pub fn price(text: &str, currency: Currency) -> Option<Money> {
    let text = text.trim();
    let text = text.strip_prefix('+').unwrap_or(text);
    let (negative, magnitude) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mantissa, exponent) = match magnitude.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (magnitude, 0),
    };
    let micros = micros(mantissa, exponent)?;
    Some(Money::new(if negative { -micros } else { micros }, currency))
}

/// What a JSON string or number says.
pub fn of_json(value: &Value, currency: Currency) -> Option<Money> {
    match value {
        Value::String(text) => price(text, currency),
        Value::Number(number) => price(&number.to_string(), currency),
        _ => None,
    }
}

/// What `KES 0.8000` says.
pub fn labelled(text: &str) -> Option<Money> {
    let (currency, amount) = text.trim().split_once(char::is_whitespace)?;
    price(amount, currency.parse().ok()?)
}

/// The amount without its sign: some carriers write what they charge as a negative number.
pub fn charged(money: Money) -> Money {
    Money::new(money.micros.saturating_abs(), money.currency)
}

/// `mantissa` × 10^`exponent` in micros.
fn micros(mantissa: &str, exponent: i32) -> Option<i64> {
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{decimals}");
    let all_digits = digits.bytes().all(|octet| octet.is_ascii_digit());
    if whole.is_empty() || !all_digits || digits.len() > MAX_DIGITS || exponent.unsigned_abs() as usize > MAX_DIGITS {
        return None;
    }
    // How many digits from the left count whole micros.
    let kept = whole.len() as i32 + exponent + DECIMALS as i32;
    let Ok(kept) = usize::try_from(kept) else {
        return Some(0);
    };
    let padded = format!("{digits:0<kept$}");
    let rounds_up = padded.as_bytes().get(kept).is_some_and(|digit| *digit >= b'5');
    let value: i64 = if kept == 0 { 0 } else { padded[..kept].parse().ok()? };
    value.checked_add(i64::from(rounds_up))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_read_as_carriers_write_them() {
        let eur = "EUR".parse().unwrap();
        for (text, micros) in [
            ("0.03330000", 33_300),
            ("-0.00750", -7_500),
            ("15.53590000", 15_535_900),
            ("+1", 1_000_000),
            ("0.00000049", 0),
            ("0.0000005", 1),
            ("-0.0000015", -2),
            ("1e-5", 10),
            ("2.5E3", 2_500_000_000),
            ("5e-40", 0),
            (" 7. ", 7_000_000),
        ] {
            assert_eq!(price(text, eur), Some(Money::new(micros, eur)), "{text}");
        }
        for text in ["", "-", ".5", "a", "1,5", "1e", "1e99", "99999999999999999999", "٣"] {
            assert_eq!(price(text, eur), None, "{text}");
        }
    }

    #[test]
    fn json_and_labelled_prices_are_read() {
        let eur = "EUR".parse().unwrap();
        assert_eq!(
            of_json(&serde_json::json!(10.1712), eur),
            Some(Money::new(10_171_200, eur))
        );
        assert_eq!(of_json(&serde_json::json!("0.5"), eur), Some(Money::new(500_000, eur)));
        assert_eq!(of_json(&Value::Null, eur), None);
        let kes = labelled("KES 0.8000").unwrap();
        assert_eq!(kes.to_string(), "KES 0.80");
        assert_eq!(labelled("0.8000"), None);
        assert_eq!(charged(Money::new(-7_500, eur)), Money::new(7_500, eur));
    }
}
