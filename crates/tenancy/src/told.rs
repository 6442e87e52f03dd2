//! What the log of changes says of terms and prices.
//!
//! The ledger is its own log of what moved a balance; what is said here is who set terms and prices, and what they were.

use domain::{Money, Scope};
use serde_json::{Value, json};
use store::{ApiKey, Billing, OrganizationTerms, Price};

/// Digits of a prefix that are told: a longer one may be somebody's number.
const TOLD_DIGITS: usize = 7;

/// How an organization pays, in the words of `GET /api/sms/balance`.
pub(crate) fn terms(billing: &Billing) -> Value {
    let amount = |micros| Money::new(micros, billing.currency).amount();
    json!({
        "mode": billing.mode,
        "currency": billing.currency.as_str(),
        "creditLimit": amount(billing.credit_limit_micros),
        "refund": billing.refund,
        "alertBelow": billing.alert_below_micros.map(amount),
    })
}

/// A line of a price list, in the words of `GET /api/sms/prices`.
pub(crate) fn price(price: &Price) -> Value {
    let rule = &price.rule;
    let prefix = match rule.prefix.get(..TOLD_DIGITS) {
        Some(told) if told.len() < rule.prefix.len() => format!("{told}…"),
        _ => rule.prefix.clone(),
    };
    json!({
        "prefix": prefix,
        "price": rule.price.amount(),
        "currency": rule.price.currency.as_str(),
        "providerId": rule.provider.map(|id| id.to_string()),
        "class": rule.class,
        "direction": rule.direction,
        "validFrom": rule.valid_from,
        "validUntil": rule.valid_until,
    })
}

/// The limits and networks of an organization or the platform.
pub(crate) fn limits(terms: &OrganizationTerms) -> Value {
    json!({
        "perMinute": terms.per_minute,
        "perDay": terms.per_day,
        "recipientsPerDay": terms.recipients_per_day,
        "allow": terms.allow,
        "deny": terms.deny,
    })
}

/// A key, without anything that it could be known by but what every list shows of it.
pub(crate) fn key(key: &ApiKey) -> Value {
    let scopes: Vec<&str> = key.scopes.iter().map(Scope::as_str).collect();
    json!({
        "name": key.name,
        "prefix": key.prefix,
        "test": key.test,
        "scopes": scopes,
        "expiresAt": key.expires_at,
        "perMinute": key.per_minute,
        "perDay": key.per_day,
        "networks": key.networks,
    })
}
