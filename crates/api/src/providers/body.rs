//! What callers write about a provider, to make one or to change one.

use domain::{Currency, Fault, Money};
use engine::ProviderChange;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::limits::MAX_PRICE_MICROS;

/// A provider. What is left out keeps its value; of a new one, it takes the value that is usual for its kind.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ProviderRequest, example = json!({
    "kind": "africastalking",
    "name": "at-kenya",
    "settings": {"username": "sandbox", "apiKey": "atsk_…"},
    "ratePerSecond": 30,
    "pricePerSegment": {"amount": "0.80", "currency": "KES"}
}))]
pub(crate) struct ProviderBody {
    /// The adapter, such as `twilio` or `smpp`; needed to make one, fixed afterwards.
    pub(crate) kind: Option<String>,
    /// At most 64 characters, unique among the organization's providers; the kind when absent.
    name: Option<String>,
    /// What its kind asks for, credentials included; see `docs/carriers`. Given whole, but for credentials: one that is
    /// left out keeps its value.
    #[schema(value_type = Option<Object>)]
    settings: Option<Map<String, Value>>,
    /// Its place where no route decides, 0 to 1,000,000: lower goes first.
    rank: Option<i64>,
    /// Messages a second, 1 to 1,000,000; null for no limit.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<u32>)]
    rate_per_second: Option<Option<u32>>,
    /// Messages handed over and not answered yet, 1 to 100,000.
    window: Option<u32>,
    /// What a segment costs.
    price_per_segment: Option<PriceBody>,
    /// Whether the carrier gives delivery reports.
    reports: Option<bool>,
    /// Whether messages may be handed over to it.
    active: Option<bool>,
}

/// A price.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Price)]
pub(crate) struct PriceBody {
    /// A decimal number of at most six decimals, as text.
    #[schema(example = "0.80")]
    amount: String,
    /// ISO 4217.
    #[schema(example = "KES")]
    currency: String,
}

/// Tells "null" from "left out".
fn given<'de, D, T>(from: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(from).map(Some)
}

impl ProviderBody {
    /// The change that it asks for, or what is wrong with its form; what its kind says to its settings is not known here.
    pub(crate) fn change(self) -> Result<ProviderChange, Vec<Fault>> {
        let price = self.price_per_segment.map(PriceBody::money).transpose();
        let price = price.map_err(|fault| vec![fault])?;
        Ok(ProviderChange {
            name: self.name,
            settings: self.settings,
            rank: self.rank,
            rate_per_second: self.rate_per_second,
            window: self.window,
            price,
            reports: self.reports,
            active: self.active,
        })
    }
}

impl PriceBody {
    fn money(self) -> Result<Money, Fault> {
        let currency: Currency = self.currency.parse().map_err(|_| {
            Fault::new(
                "pricePerSegment.currency",
                "is not a currency",
                "give three capital letters, such as KES",
            )
        })?;
        let money = Money::parse(&self.amount, currency).ok();
        money
            .filter(|money| (0..=MAX_PRICE_MICROS).contains(&money.micros))
            .ok_or_else(|| {
                let mend = "give a decimal number from 0 to 1000000 with at most six decimals, such as \"0.80\"";
                Fault::new("pricePerSegment.amount", "is not a price", mend)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(json: &str) -> ProviderBody {
        serde_json::from_str(json).expect("a body")
    }

    #[test]
    fn no_limit_is_told_from_no_change() {
        for (json, rate) in [
            ("{}", None),
            (r#"{"ratePerSecond":null}"#, Some(None)),
            (r#"{"ratePerSecond":7}"#, Some(Some(7))),
        ] {
            let change = body(json).change().expect("a change");
            assert_eq!(change.rate_per_second, rate, "{json}");
        }
    }

    #[test]
    fn prices_have_bounds() {
        for (json, fields) in [
            (
                r#"{"pricePerSegment":{"amount":"-1","currency":"KES"}}"#,
                vec!["pricePerSegment.amount"],
            ),
            (
                r#"{"pricePerSegment":{"amount":"1000000.000001","currency":"KES"}}"#,
                vec!["pricePerSegment.amount"],
            ),
            (
                r#"{"pricePerSegment":{"amount":"0.8","currency":"kes"}}"#,
                vec!["pricePerSegment.currency"],
            ),
            (
                r#"{"pricePerSegment":{"amount":"x","currency":"KES"}}"#,
                vec!["pricePerSegment.amount"],
            ),
        ] {
            let faults = body(json).change().expect_err("refused");
            let found: Vec<_> = faults.iter().map(|fault| fault.field.as_str()).collect();
            assert_eq!(found, fields, "{json}");
        }
        let most = body(r#"{"pricePerSegment":{"amount":"1000000","currency":"KES"}}"#);
        let price = most.change().expect("a change").price.expect("a price");
        assert_eq!((price.micros, price.currency.as_str()), (MAX_PRICE_MICROS, "KES"));
    }
}
