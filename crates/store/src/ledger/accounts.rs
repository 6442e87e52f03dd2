//! Balances that a round takes from: locked, asked whether they can afford it, moved in memory, written once.

use std::collections::BTreeMap;

use domain::{BillingMode, Currency, Movement, OrganizationId, RefundRule};

use super::Books;
use crate::conn::{Column, Conn, Each};
use crate::error::Result;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{BalanceAlert, Shortfall};

/// A balance that this round has locked.
#[derive(Clone)]
pub(super) struct Account {
    pub(super) mode: BillingMode,
    pub(super) currency: Currency,
    pub(super) credit_limit: i64,
    pub(super) refund: RefundRule,
    pub(super) alert_below: Option<i64>,
    /// What is available, as far as this round knows: what others give back meanwhile only makes it more.
    pub(super) available: i64,
    was_alerted: bool,
    alerted: bool,
    /// What this round moved.
    delta: Movement,
    /// What was left when it fell below its threshold in this round.
    pub(super) fell: Option<i64>,
}

/// Locks on PostgreSQL, in the order of the organizations. The other journals' rows are read without a lock: but for
/// messages that came in, which are charged below the limit too, they only ever give back, so that an old sum is a low
/// one.
const LOCK: Each = Each {
    sqlite: "SELECT b.organization_id, b.mode, b.currency, b.credit_limit_micros, b.refund, b.alert_below_micros,
            b.alerted, b.available_micros + COALESCE((SELECT SUM(m.available_micros) FROM balance_moves m
                WHERE m.organization_id = b.organization_id), 0)
        FROM balances b WHERE b.organization_id = $1",
    postgres: "SELECT u.n, b.organization_id, b.mode, b.currency, b.credit_limit_micros, b.refund,
            b.alert_below_micros, b.alerted, b.available_micros + COALESCE((
                SELECT CAST(SUM(m.available_micros) AS BIGINT) FROM balance_moves m
                WHERE m.organization_id = b.organization_id), 0)
        FROM UNNEST($1::bigint[]) WITH ORDINALITY AS u (organization_id, n)
        JOIN balances b ON b.organization_id = ANY (ARRAY[u.organization_id])
        ORDER BY b.organization_id FOR UPDATE OF b",
};

const WRITE: Each = Each {
    sqlite: "UPDATE balances SET available_micros = available_micros + $1, reserved_micros = reserved_micros + $2,
            spent_micros = spent_micros + $3, funding_micros = funding_micros + $4, alerted = $5
        WHERE organization_id = $6",
    postgres: "UPDATE balances b SET available_micros = b.available_micros + u.available,
            reserved_micros = b.reserved_micros + u.reserved, spent_micros = b.spent_micros + u.spent,
            funding_micros = b.funding_micros + u.funding, alerted = u.alerted
        FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
            AS u (available, reserved, spent, funding, alerted, organization_id)
        WHERE b.organization_id = ANY (ARRAY[u.organization_id])",
};

fn read(row: &mut Cells<'_>) -> Result<(i64, Account)> {
    let organization = row.int()?;
    let mut account = Account {
        mode: row.coded(BillingMode::from_code)?,
        currency: row.currency()?,
        credit_limit: row.int()?,
        refund: row.coded(RefundRule::from_code)?,
        alert_below: row.opt_int()?,
        was_alerted: row.flag()?,
        alerted: false,
        available: row.int()?,
        delta: Movement::default(),
        fell: None,
    };
    account.alerted = account.was_alerted;
    account.moved(Movement::default());
    Ok((organization, account))
}

impl Account {
    /// Moves it, and notes when it falls below its threshold: once until it is above again.
    pub(super) fn moved(&mut self, movement: Movement) {
        self.available = self.available.saturating_add(movement.available);
        self.delta = self.delta.plus(movement);
        match self.alert_below {
            Some(threshold) if self.available < threshold => {
                if !self.alerted {
                    self.fell = Some(self.available);
                }
                self.alerted = true;
            }
            _ => self.alerted = false,
        }
    }

    /// What can be spent.
    pub(super) fn spendable(&self) -> i64 {
        self.available.saturating_add(self.credit_limit)
    }

    pub(super) fn alert(&self, organization: OrganizationId, available: i64, txn: &Txn) -> BalanceAlert {
        BalanceAlert {
            organization,
            id: txn.draw_ids(1),
            available_micros: available,
            below_micros: self.alert_below.unwrap_or_default(),
            currency: self.currency,
            at: txn.now,
        }
    }
}

impl Books {
    /// Whether an organization can pay `needed` for so many messages: the terms, or `None` where it does not pay.
    pub(crate) fn afford(
        &self,
        organization: OrganizationId,
        needed: i128,
        messages: usize,
    ) -> std::result::Result<Option<RefundRule>, Shortfall> {
        let account = self.locked.get(&organization.get());
        let Some(account) = account.filter(|account| account.mode == BillingMode::Prepaid) else {
            return Ok(None);
        };
        let spendable_micros = account.spendable();
        if needed == 0 || needed <= i128::from(spendable_micros) {
            return Ok(Some(account.refund));
        }
        Err(Shortfall {
            needed_micros: i64::try_from(needed).unwrap_or(i64::MAX),
            spendable_micros,
            currency: account.currency,
            messages,
        })
    }

    pub(super) fn account(&self, organization: OrganizationId) -> Option<&Account> {
        self.locked.get(&organization.get())
    }

    /// Forgets what was read, so that it is read again.
    pub(super) fn forget(&mut self, organization: OrganizationId) {
        self.locked.remove(&organization.get());
    }
}

impl Txn {
    /// Locks the balances of these organizations, as far as they have one, for the rest of the round.
    pub(crate) async fn balances_lock(&mut self, organizations: impl Iterator<Item = OrganizationId>) -> Result<()> {
        let mut asked: Vec<i64> = organizations.map(OrganizationId::get).collect();
        asked.sort_unstable();
        asked.dedup();
        asked.retain(|organization| !self.books.locked.contains_key(organization));
        if asked.is_empty() {
            return Ok(());
        }
        let found = self
            .conn
            .query_each(&LOCK, &[Column::Ints(asked)], |_, row| read(row))
            .await?;
        self.books.locked.extend(found);
        Ok(())
    }
}

/// Writes the balances that were moved.
pub(super) async fn write(conn: &mut Conn, locked: &BTreeMap<i64, Account>) -> Result<()> {
    let changed: Vec<(i64, &Account)> = locked
        .iter()
        .filter(|(_, account)| !account.delta.is_zero() || account.alerted != account.was_alerted)
        .map(|(organization, account)| (*organization, account))
        .collect();
    let ints =
        |pick: &dyn Fn(&Account) -> i64| Column::Ints(changed.iter().map(|(_, account)| pick(account)).collect());
    let columns = [
        ints(&|a| a.delta.available),
        ints(&|a| a.delta.reserved),
        ints(&|a| a.delta.spent),
        ints(&|a| a.delta.funding),
        ints(&|a| i64::from(a.alerted)),
        Column::Ints(changed.iter().map(|(organization, _)| *organization).collect()),
    ];
    conn.each(&WRITE, &columns).await?;
    Ok(())
}
