//! What a message cost: the carrier writes the price of one segment and the number of segments.

use domain::Money;
use serde_json::Value;

use crate::http::price;

/// The whole cost in a report or a log entry.
pub(super) fn cost(entry: &Value) -> Option<Money> {
    let price_object = &entry["price"];
    let currency = price_object["currency"].as_str()?.parse().ok()?;
    let one = price::of_json(&price_object["pricePerMessage"], currency)?;
    let count = entry["messageCount"].as_i64().filter(|count| *count > 0).unwrap_or(1);
    one.times(count).ok()
}

/// The balance in the answer to `GET /account/1/balance`.
pub(super) fn balance(answer: &Value) -> Option<Money> {
    price::of_json(&answer["balance"], answer["currency"].as_str()?.parse().ok()?)
}
