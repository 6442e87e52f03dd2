//! Amounts that callers write: decimal text with a currency.

use domain::{Currency, Fault, Money};
use serde::{Deserialize, Deserializer};

/// Reads an amount and its currency; what is wrong is named by these fields.
pub(super) fn money(amount: &str, currency: &str) -> Result<Money, Vec<Fault>> {
    let currency = currency_of("currency", currency).map_err(|fault| vec![fault])?;
    Money::parse(amount, currency).map_err(|error| vec![amount_fault("amount", &error.to_string())])
}

/// A currency that a caller wrote.
pub(super) fn currency_of(field: &str, code: &str) -> Result<Currency, Fault> {
    let mend = "give three capital letters, such as KES";
    code.parse().map_err(|_| Fault::new(field, "is not a currency", mend))
}

/// Micros of an amount without a currency of its own.
pub(super) fn micros_of(field: &str, amount: &str) -> Result<i64, Fault> {
    // Any currency will do: only the number is read.
    let some: Currency = "XXX".parse().expect("three capital letters");
    let read = Money::parse(amount, some).map(|money| money.micros);
    read.map_err(|error| amount_fault(field, &error.to_string()))
}

fn amount_fault(field: &str, why: &str) -> Fault {
    Fault::new(field, why, "give a decimal number as text, such as \"250.00\"")
}

/// Tells "null" from "left out".
pub(super) fn given<'de, D, T>(from: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(from).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_currencies_are_named_when_they_are_wrong() {
        assert_eq!(money("250.00", "KES").map(|money| money.micros), Ok(250_000_000));
        assert_eq!(money("1", "kes").expect_err("refused")[0].field, "currency");
        assert_eq!(money("1,5", "KES").expect_err("refused")[0].field, "amount");
        assert_eq!(micros_of("creditLimit", "0.5"), Ok(500_000));
        assert_eq!(micros_of("creditLimit", "x").expect_err("refused").field, "creditLimit");
    }
}
