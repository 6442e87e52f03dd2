//! What Twilio's API answers: a message, or an error.

use domain::Money;
use serde::Deserialize;

use crate::http::price;

/// A message as the API shows it; all numbers are strings there, but the error code.
#[derive(Deserialize)]
pub(super) struct MessageAnswer {
    pub sid: String,
    #[serde(default)]
    pub status: String,
    #[serde(default)]
    pub to: Option<String>,
    #[serde(default)]
    price: Option<String>,
    #[serde(default)]
    price_unit: Option<String>,
    #[serde(default)]
    pub error_code: Option<u32>,
    #[serde(default)]
    pub error_message: Option<String>,
    #[serde(default)]
    pub date_updated: Option<String>,
}

/// An error, with any 4xx or 5xx.
#[derive(Deserialize)]
pub(super) struct ErrorAnswer {
    pub code: u32,
    #[serde(default)]
    pub message: String,
}

impl MessageAnswer {
    /// What is charged: Twilio writes it as a negative number, and later than the first answer.
    pub fn price(&self) -> Option<Money> {
        let currency = self.price_unit.as_deref()?.to_ascii_uppercase().parse().ok()?;
        price::price(self.price.as_deref()?, currency).map(price::charged)
    }
}
