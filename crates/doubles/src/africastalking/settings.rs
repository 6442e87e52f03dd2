//! What an account at the double is set up like.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Outcome;

/// What the account is set up like.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Settings {
    /// The application's name.
    pub username: String,
    /// Its key.
    pub api_key: String,
    /// Registered senders; empty: every sender is.
    pub senders: Vec<String>,
    /// Where delivery reports go.
    pub report_url: Option<String>,
    /// Where inbound messages go.
    pub inbound_url: Option<String>,
    /// Where opt-outs go.
    pub opt_out_url: Option<String>,
    /// The currency of costs and of the balance.
    pub currency: String,
    /// The currency of the sum in an answer, which in the sandbox is another.
    pub total_currency: String,
    /// What one segment costs, in ten-thousandths of the currency.
    pub cost: u64,
    /// The balance, in ten-thousandths of the currency.
    pub balance: u64,
    /// Whether answers tell the number of segments, as newer ones do.
    pub message_parts: bool,
    /// How long after the answer, and after each other, reports come.
    pub report_delay_ms: u64,
    /// The operator's code in reports and inbound messages.
    pub network_code: String,
    /// Outcomes by destination, before any magic ending.
    pub outcomes: BTreeMap<String, Outcome>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            username: "double".to_owned(),
            api_key: "double-key".to_owned(),
            senders: Vec::new(),
            report_url: None,
            inbound_url: None,
            opt_out_url: None,
            currency: "KES".to_owned(),
            total_currency: "KES".to_owned(),
            cost: 8_000,
            balance: 100_000_000,
            message_parts: true,
            report_delay_ms: 20,
            network_code: "63902".to_owned(),
            outcomes: BTreeMap::new(),
        }
    }
}
