//! Who changes what about money, as the log of changes says it.
//!
//! The ledger is its own log of what moved a balance; what is said here is who set terms and prices, and what they were.

use std::sync::Arc;

use domain::{Money, OrganizationId};
use serde_json::{Value, json};
use store::{AuditActor, AuditEntry, Billing, Price};

use crate::{Actor, Caller, Origin};

/// Digits of a prefix that are told: a longer one may be somebody's number.
const TOLD_DIGITS: usize = 7;

/// Who makes a change, and from where.
#[derive(Debug, Clone)]
pub struct By {
    actor: AuditActor,
    origin: Option<Arc<Origin>>,
}

impl By {
    /// Tuma's operator, at the command line.
    pub const fn operator() -> Self {
        Self {
            actor: AuditActor::Operator,
            origin: None,
        }
    }

    /// An entry for a change from `before` to `after`; what is made was nothing, what is removed is nothing.
    pub(crate) fn entry(
        &self,
        organization: Option<OrganizationId>,
        (action, object): (&'static str, String),
        (before, after): (Option<Value>, Option<Value>),
    ) -> AuditEntry {
        let origin = self.origin.as_deref();
        AuditEntry {
            organization,
            actor: self.actor,
            action,
            object,
            before: before.map(|value| value.to_string()),
            after: after.map(|value| value.to_string()),
            ip: origin.and_then(|origin| origin.ip).map(|ip| ip.to_string()),
            agent: origin.and_then(|origin| origin.agent.clone()),
            request_id: origin.and_then(|origin| origin.request_id.clone()),
        }
    }
}

impl From<&Caller> for By {
    fn from(caller: &Caller) -> Self {
        Self {
            actor: match caller.actor {
                Actor::Key(id) => AuditActor::Key(id),
                Actor::User(id) => AuditActor::User(id),
                Actor::System => AuditActor::Operator,
            },
            origin: caller.origin.clone(),
        }
    }
}

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
pub(crate) fn told(price: &Price) -> Value {
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
