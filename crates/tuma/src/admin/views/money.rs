//! Balances, top-ups, prices and statements as the desk answers them.

use domain::Money;
use serde::{Deserialize, Serialize};
use store::{Balance, Organization, Price, TopUp};

use crate::time;

/// What an organization has to spend.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BalanceView {
    /// Whose, by slug.
    pub organization: String,
    /// `prepaid` or `unlimited`.
    pub mode: String,
    /// Its currency; absent where there never was a balance.
    pub currency: Option<String>,
    /// What can be sent with.
    pub available: Option<String>,
    /// What is held for messages on their way.
    pub reserved: Option<String>,
    /// What carriers took, ever.
    pub spent: Option<String>,
    /// What was paid in, ever.
    pub paid_in: Option<String>,
    /// How far below zero it may go.
    pub credit_limit: Option<String>,
    /// Below what it is warned.
    pub alert_below: Option<String>,
    /// What is given back for messages that did not arrive.
    pub refund: Option<String>,
    /// Whether it is below its threshold.
    pub low: bool,
}

impl BalanceView {
    /// The balance of an organization.
    pub fn of(organization: &Organization, balance: Option<Balance>) -> Self {
        let amount = |micros: i64| balance.map(|one| Money::new(micros, one.billing.currency).amount());
        let accounts = balance.map(|one| one.accounts).unwrap_or_default();
        let billing = balance.map(|one| one.billing);
        Self {
            organization: organization.slug.clone(),
            mode: billing.map_or("unlimited", |one| one.mode.as_str()).to_owned(),
            currency: billing.map(|one| one.currency.to_string()),
            available: amount(accounts.available),
            reserved: amount(accounts.reserved),
            spent: amount(accounts.spent),
            paid_in: amount(accounts.funding.saturating_neg()),
            credit_limit: billing.and_then(|one| amount(one.credit_limit_micros)),
            alert_below: billing.and_then(|one| one.alert_below_micros).and_then(amount),
            refund: billing.map(|one| one.refund.as_str().to_owned()),
            low: balance.is_some_and(|one| one.alerted),
        }
    }
}

/// A top-up.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TopUpView {
    /// Its id.
    pub id: String,
    /// How much.
    pub amount: String,
    /// Of which currency.
    pub currency: String,
    /// The administrator's reference.
    pub reference: Option<String>,
    /// `PAID`.
    pub status: String,
    /// When it was credited.
    pub at: String,
}

impl From<&TopUp> for TopUpView {
    fn from(row: &TopUp) -> Self {
        Self {
            id: row.id.to_string(),
            amount: Money::new(row.amount_micros, row.currency).amount(),
            currency: row.currency.to_string(),
            reference: row.reference.clone(),
            status: row.state.as_str().to_owned(),
            at: time::show(row.ended_at.unwrap_or(row.created_at)),
        }
    }
}

/// A line of a price list.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PriceView {
    /// Its id.
    pub id: String,
    /// What numbers begin with; empty for every number.
    pub prefix: String,
    /// What a segment costs.
    pub price: String,
    /// Of which currency.
    pub currency: String,
    /// Through which provider; all if absent.
    pub provider: Option<String>,
    /// Of which class; all if absent.
    pub class: Option<String>,
    /// `outbound` or `inbound`.
    pub direction: String,
    /// From when on.
    pub valid_from: String,
    /// Until when.
    pub valid_until: Option<String>,
}

impl From<&Price> for PriceView {
    fn from(price: &Price) -> Self {
        let rule = &price.rule;
        Self {
            id: price.id.to_string(),
            prefix: rule.prefix.clone(),
            price: rule.price.amount(),
            currency: rule.price.currency.to_string(),
            provider: rule.provider.map(|id| id.to_string()),
            class: rule
                .class
                .and_then(|class| serde_json::to_value(class).ok()?.as_str().map(str::to_owned)),
            direction: rule.direction.as_str().to_lowercase(),
            valid_from: time::show(rule.valid_from),
            valid_until: rule.valid_until.map(time::show),
        }
    }
}

/// A statement as a file.
#[derive(Clone, Serialize, Deserialize)]
pub struct StatementFile {
    /// What it is called.
    pub name: String,
    /// What is in it, base64.
    pub content: String,
}
