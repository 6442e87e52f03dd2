//! A currency's smallest unit as card networks count it, which is not always a hundredth.

use domain::{Currency, Money};

/// Currencies without a smaller unit.
const WHOLE: [&str; 15] = [
    "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF",
];
/// Currencies of a thousand smaller units, of which the last digit must be zero.
const THOUSANDS: [&str; 5] = ["BHD", "JOD", "KWD", "OMR", "TND"];
/// Currencies that are counted in hundredths and charged whole.
const CHARGED_WHOLE: [&str; 2] = ["ISK", "UGX"];

/// Micros of one minor unit.
fn micros(currency: Currency) -> i64 {
    let code = currency.as_str();
    if WHOLE.contains(&code) {
        1_000_000
    } else if THOUSANDS.contains(&code) {
        1_000
    } else {
        10_000
    }
}

/// Minor units among which an amount must be whole.
fn step(currency: Currency) -> i64 {
    let code = currency.as_str();
    if CHARGED_WHOLE.contains(&code) {
        100
    } else if THOUSANDS.contains(&code) {
        10
    } else {
        1
    }
}

/// An amount in minor units; `None` where it is finer than what can be charged.
pub(super) fn to_minor(amount: Money) -> Option<i64> {
    let unit = micros(amount.currency);
    let minor = amount.micros / unit;
    (amount.micros % unit == 0 && minor % step(amount.currency) == 0).then_some(minor)
}

/// The smallest amount that can be charged apart from another, for people to read.
pub(super) fn finest(currency: Currency) -> Money {
    Money::new(micros(currency) * step(currency), currency)
}

/// The amount of so many minor units.
pub(super) fn of_minor(minor: i64, currency: Currency) -> Option<Money> {
    minor
        .checked_mul(micros(currency))
        .map(|micros| Money::new(micros, currency))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_counted_as_each_currency_is() {
        for (amount, currency, minor) in [
            ("12.34", "USD", Some(1_234)),
            ("500", "KES", Some(50_000)),
            ("500", "JPY", Some(500)),
            ("5.5", "JPY", None),
            ("5.12", "KWD", Some(5_120)),
            ("5.124", "KWD", None),
            ("5", "UGX", Some(500)),
            ("5.5", "UGX", None),
            ("0.001", "USD", None),
        ] {
            let money = Money::parse(amount, currency.parse().expect("a currency")).expect("an amount");
            assert_eq!(to_minor(money), minor, "{amount} {currency}");
            if let Some(minor) = minor {
                assert_eq!(of_minor(minor, money.currency), Some(money));
            }
        }
        assert_eq!(of_minor(i64::MAX, "JPY".parse().expect("a currency")), None);
        assert_eq!(finest("UGX".parse().expect("a currency")).to_string(), "UGX 1.00");
    }
}
