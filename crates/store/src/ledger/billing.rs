//! How organizations pay, and what their balances hold.

use domain::{BillingMode, Millis, Movement, OrganizationId, RefundRule};

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{Balance, Billing, BillingSet};

macro_rules! moved {
    ($account:literal) => {
        concat!(
            "b.",
            $account,
            " + COALESCE((SELECT CAST(SUM(m.",
            $account,
            ") AS BIGINT) FROM balance_moves m WHERE m.organization_id = b.organization_id), 0)"
        )
    };
}

macro_rules! balance_columns {
    () => {
        concat!(
            "b.organization_id, b.mode, b.currency, b.credit_limit_micros, b.refund, b.alert_below_micros, ",
            moved!("available_micros"),
            ", ",
            moved!("reserved_micros"),
            ", ",
            moved!("spent_micros"),
            ", ",
            moved!("funding_micros"),
            ", b.alerted, b.updated_at"
        )
    };
}

/// The first columns of a balance.
pub(crate) fn read_billing(row: &mut Cells<'_>) -> Result<Billing> {
    Ok(Billing {
        organization: OrganizationId::new(row.int()?),
        mode: row.coded(BillingMode::from_code)?,
        currency: row.currency()?,
        credit_limit_micros: row.int()?,
        refund: row.coded(RefundRule::from_code)?,
        alert_below_micros: row.opt_int()?,
    })
}

fn read_balance(row: &mut Cells<'_>) -> Result<Balance> {
    Ok(Balance {
        billing: read_billing(row)?,
        accounts: Movement {
            available: row.int()?,
            reserved: row.int()?,
            spent: row.int()?,
            funding: row.int()?,
        },
        alerted: row.flag()?,
        updated_at: row.int()?,
    })
}

const READ: &str = concat!(
    "SELECT ",
    balance_columns!(),
    " FROM balances b WHERE b.organization_id = $1"
);

impl Txn {
    async fn balance(&mut self, organization: OrganizationId) -> Result<Option<Balance>> {
        self.conn
            .query_one(READ, &[Value::Int(organization.get())], read_balance)
            .await
    }

    async fn has_entries(&mut self, organization: OrganizationId) -> Result<bool> {
        let sql = "SELECT 1 FROM ledger_entries WHERE organization_id = $1 LIMIT 1";
        let any = self
            .conn
            .query_one(sql, &[Value::Int(organization.get())], |_| Ok(()))
            .await?;
        Ok(any.is_some())
    }

    async fn billing_write(&mut self, billing: &Billing, now: Millis) -> Result<()> {
        let values = [
            Value::Int(billing.organization.get()),
            Value::Int(billing.mode as i64),
            Value::Text(billing.currency.as_str()),
            Value::Int(billing.credit_limit_micros),
            Value::Int(billing.refund as i64),
            Value::OptInt(billing.alert_below_micros),
            Value::Int(now),
        ];
        self.conn
            .execute(
                "INSERT INTO balances (organization_id, mode, currency, credit_limit_micros, refund,
                     alert_below_micros, alerted, available_micros, reserved_micros, spent_micros, funding_micros,
                     created_at, updated_at)
                 VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, 0, 0, $7, $7)
                 ON CONFLICT (organization_id) DO UPDATE SET mode = excluded.mode, currency = excluded.currency,
                     credit_limit_micros = excluded.credit_limit_micros, refund = excluded.refund,
                     alert_below_micros = excluded.alert_below_micros, updated_at = excluded.updated_at",
                &values,
            )
            .await?;
        Ok(())
    }

    /// Tells whoever keeps prices and billing in memory that they changed.
    pub(crate) async fn tariff_changed(&mut self) -> Result<()> {
        self.conn
            .execute("UPDATE tariff_version SET version = version + 1 WHERE one = 1", &[])
            .await?;
        Ok(())
    }
}

impl Store {
    /// Says how an organization pays; makes its balance where it has none. Messages that are on their way keep the
    /// terms under which they were accepted.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn billing_set(&self, billing: Billing, now: Millis) -> Result<BillingSet> {
        let organization = billing.organization;
        self.write(Side::Front, async move |txn| {
            txn.balances_lock([organization].into_iter()).await?;
            let currency = txn.books.account(organization).map(|account| account.currency);
            if let Some(currency) = currency.filter(|currency| *currency != billing.currency)
                && txn.has_entries(organization).await?
            {
                return Ok(BillingSet::OtherCurrency(currency));
            }
            // What was moved in this round already has to be written before the row is read again.
            let journal = txn.journal();
            txn.books_flush(journal).await?;
            txn.billing_write(&billing, now).await?;
            txn.tariff_changed().await?;
            txn.books.forget(organization);
            txn.balances_lock([organization].into_iter()).await?;
            let balance = txn.balance(organization).await?;
            Ok(BillingSet::Done(balance.ok_or_else(|| {
                crate::StoreError::internal("a balance that was written is not there")
            })?))
        })
        .await
    }

    /// An organization's balance; `None` where it never paid.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn balance_get(&self, organization: OrganizationId) -> Result<Option<Balance>> {
        self.read(async move |conn| {
            conn.query_one(READ, &[Value::Int(organization.get())], read_balance)
                .await
        })
        .await
    }

    /// All balances, by organization, those behind `after`.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn balances_all(&self, after: Option<OrganizationId>, limit: usize) -> Result<Vec<Balance>> {
        self.read(async move |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    balance_columns!(),
                    " FROM balances b WHERE b.organization_id > $1 ORDER BY b.organization_id LIMIT $2"
                ),
                &[
                    Value::Int(after.map_or(i64::MIN, OrganizationId::get)),
                    Value::Int(limit as i64),
                ],
                read_balance,
            )
            .await
        })
        .await
    }
}
