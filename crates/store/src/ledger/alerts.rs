//! Alerts: a balance fell below its threshold. One row each time, in the transaction in which it fell.

use domain::{Money, OrganizationId};
use serde_json::json;

use crate::Store;
use crate::conn::{Column, Insert, Kind, Value};
use crate::error::Result;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{BalanceAlert, Emission};

use std::sync::LazyLock;

static INSERT: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "balance_alerts",
        &[
            ("organization_id", Kind::Int),
            ("id", Kind::Int),
            ("available_micros", Kind::Int),
            ("below_micros", Kind::Int),
            ("currency", Kind::Text),
            ("at", Kind::Int),
        ],
        "",
    )
});

fn read(row: &mut Cells<'_>) -> Result<BalanceAlert> {
    Ok(BalanceAlert {
        organization: OrganizationId::new(row.int()?),
        id: row.int()?,
        available_micros: row.int()?,
        below_micros: row.int()?,
        currency: row.currency()?,
        at: row.int()?,
    })
}

/// What endpoints are told of an alert.
fn emission(alert: &BalanceAlert) -> Emission {
    let money =
        |micros| json!({ "amount": Money::new(micros, alert.currency).amount(), "currency": alert.currency.as_str() });
    let data = json!({ "balance": money(alert.available_micros), "threshold": money(alert.below_micros) });
    Emission::balance_low(alert.organization, data.to_string())
}

impl Txn {
    /// The one place that knows that balances fell below their thresholds, inside the transaction in which they did:
    /// endpoints that asked for `balance.low` are told with it. What is kept in `fallen` is logged once the round is
    /// committed.
    pub(super) async fn balances_low(&mut self, alerts: Vec<BalanceAlert>) -> Result<()> {
        let ints = |pick: &dyn Fn(&BalanceAlert) -> i64| Column::Ints(alerts.iter().map(pick).collect());
        let columns = [
            ints(&|a| a.organization.get()),
            ints(&|a| a.id),
            ints(&|a| a.available_micros),
            ints(&|a| a.below_micros),
            Column::Texts(alerts.iter().map(|a| a.currency.as_str()).collect()),
            ints(&|a| a.at),
        ];
        self.conn.insert(&INSERT, &columns).await?;
        for alert in &alerts {
            self.emit(&emission(alert), None);
        }
        self.fallen.extend(alerts);
        Ok(())
    }
}

/// Logs what a committed round told.
pub(crate) fn log(fallen: &[BalanceAlert]) {
    for alert in fallen {
        tracing::warn!(
            organization = %alert.organization,
            available_micros = alert.available_micros,
            below_micros = alert.below_micros,
            currency = %alert.currency,
            "a balance fell below its threshold"
        );
    }
}

impl Store {
    /// An organization's alerts, newest first, from before `before`.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn balance_alerts(
        &self,
        organization: OrganizationId,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<BalanceAlert>> {
        self.read(async move |conn| {
            let values = [
                Value::Int(organization.get()),
                Value::Int(before.unwrap_or(i64::MAX)),
                Value::Int(limit as i64),
            ];
            conn.query(
                "SELECT organization_id, id, available_micros, below_micros, currency, at FROM balance_alerts
                 WHERE organization_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3",
                &values,
                read,
            )
            .await
        })
        .await
    }
}
