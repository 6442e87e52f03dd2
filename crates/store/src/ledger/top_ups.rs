//! Top-ups: money that comes into a balance, from an administrator or a payment provider, each once.
//!
//! A payment that is told twice is credited once: its row leaves PENDING in the transaction that credits it.

use domain::{EntryKind, LedgerEntryId, Millis, Movement, OrganizationId, TopUpId};

use super::Act;
use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{Credited, Payment, TopUp, TopUpState};

macro_rules! top_up_columns {
    () => {
        "organization_id, id, source, reference, state, amount_micros, currency, actor, note, entry_id, created_at,
         ended_at"
    };
}

fn read_top_up(row: &mut Cells<'_>) -> Result<TopUp> {
    Ok(TopUp {
        organization: OrganizationId::new(row.int()?),
        id: TopUpId::new(row.int()?),
        source: row.text()?,
        reference: row.opt_text()?,
        state: row.coded(TopUpState::from_code)?,
        amount_micros: row.int()?,
        currency: row.currency()?,
        actor: row.opt_text()?,
        note: row.opt_text()?,
        entry: row.opt_int()?.map(LedgerEntryId::new),
        created_at: row.int()?,
        ended_at: row.opt_int()?,
    })
}

impl Txn {
    async fn top_up_insert(&mut self, top_up: &TopUp) -> Result<()> {
        let values = [
            Value::Int(top_up.organization.get()),
            Value::Int(top_up.id.get()),
            Value::Text(&top_up.source),
            Value::OptText(top_up.reference.as_deref()),
            Value::Int(top_up.state as i64),
            Value::Int(top_up.amount_micros),
            Value::Text(top_up.currency.as_str()),
            Value::OptText(top_up.actor.as_deref()),
            Value::OptText(top_up.note.as_deref()),
            Value::OptInt(top_up.entry.map(LedgerEntryId::get)),
            Value::Int(top_up.created_at),
            Value::OptInt(top_up.ended_at),
        ];
        let sql = concat!(
            "INSERT INTO top_ups (",
            top_up_columns!(),
            ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
        );
        self.conn
            .execute(sql, &values)
            .await
            .map_err(|error| error.named("a top-up with this reference"))?;
        Ok(())
    }

    /// A top-up of any organization, locked on PostgreSQL.
    async fn top_up_lock(&mut self, id: TopUpId) -> Result<Option<TopUp>> {
        let sql = if self.conn.is_postgres() {
            concat!("SELECT ", top_up_columns!(), " FROM top_ups WHERE id = $1 FOR UPDATE")
        } else {
            concat!("SELECT ", top_up_columns!(), " FROM top_ups WHERE id = $1")
        };
        self.conn.query_one(sql, &[Value::Int(id.get())], read_top_up).await
    }

    async fn top_up_by_reference(&mut self, like: &TopUp) -> Result<Option<TopUp>> {
        let Some(reference) = like.reference.as_deref() else {
            return Ok(None);
        };
        let values = [
            Value::Int(like.organization.get()),
            Value::Text(&like.source),
            Value::Text(reference),
        ];
        let sql = concat!(
            "SELECT ",
            top_up_columns!(),
            " FROM top_ups WHERE organization_id = $1 AND source = $2 AND reference = $3"
        );
        self.conn.query_one(sql, &values, read_top_up).await
    }

    /// Locks the balance; what is in the way of crediting it, if anything.
    async fn creditable(&mut self, top_up: &TopUp) -> Result<Option<Credited>> {
        self.balances_lock([top_up.organization].into_iter()).await?;
        let currency = self.books.account(top_up.organization).map(|account| account.currency);
        Ok((currency != Some(top_up.currency)).then_some(Credited::NoBalance(currency)))
    }

    /// The ledger entry of a top-up.
    fn credit(&mut self, top_up: &mut TopUp) {
        let id = self.draw_ids(1);
        self.books.act(Act {
            id,
            organization: top_up.organization,
            kind: EntryKind::TopUp,
            movement: Movement::fund(top_up.amount_micros),
            top_up: Some(top_up.id),
            actor: top_up.actor.clone(),
            note: top_up.note.clone(),
        });
        top_up.entry = Some(LedgerEntryId::new(id));
        top_up.state = TopUpState::Paid;
        top_up.ended_at = Some(self.now);
    }

    async fn top_up_end(&mut self, top_up: &TopUp) -> Result<()> {
        let values = [
            Value::Int(top_up.state as i64),
            Value::OptText(top_up.reference.as_deref()),
            Value::OptInt(top_up.entry.map(LedgerEntryId::get)),
            Value::OptInt(top_up.ended_at),
            Value::OptText(top_up.note.as_deref()),
            Value::Int(top_up.organization.get()),
            Value::Int(top_up.id.get()),
        ];
        self.conn
            .execute(
                "UPDATE top_ups SET state = $1, reference = $2, entry_id = $3, ended_at = $4, note = $5
                 WHERE organization_id = $6 AND id = $7",
                &values,
            )
            .await?;
        Ok(())
    }
}

/// Whether a payment is the one that a top-up waits for.
fn is_for(payment: &Payment, top_up: &TopUp) -> bool {
    payment.source == top_up.source
        && payment.amount_micros == top_up.amount_micros
        && payment.currency == top_up.currency
        && top_up
            .reference
            .as_ref()
            .is_none_or(|known| *known == payment.reference)
}

impl Store {
    /// Credits a top-up at once; one whose reference came before is credited no second time.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn top_up_credit(&self, top_up: TopUp) -> Result<Credited> {
        self.write(Side::Front, async move |txn| {
            if let Some(refused) = txn.creditable(&top_up).await? {
                return Ok(refused);
            }
            if let Some(known) = txn.top_up_by_reference(&top_up).await? {
                let same = (known.amount_micros, known.state) == (top_up.amount_micros, TopUpState::Paid);
                return Ok(if same {
                    Credited::Already(known)
                } else {
                    Credited::Mismatch(known)
                });
            }
            let mut credited = top_up.clone();
            txn.credit(&mut credited);
            txn.top_up_insert(&credited).await?;
            Ok(Credited::Now(credited))
        })
        .await
    }

    /// Notes a top-up that a payment provider is to be asked for.
    ///
    /// # Errors
    /// `Exists`, `Busy`, `Unavailable`.
    pub async fn top_up_begin(&self, top_up: TopUp) -> Result<()> {
        self.write(Side::Front, async move |txn| txn.top_up_insert(&top_up).await)
            .await
    }

    /// Notes the payment provider's reference of a top-up that is pending.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn top_up_reference(&self, organization: OrganizationId, id: TopUpId, reference: String) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let values = [
                Value::Text(&reference),
                Value::Int(organization.get()),
                Value::Int(id.get()),
                Value::Int(TopUpState::Pending as i64),
            ];
            let sql = "UPDATE top_ups SET reference = $1
                WHERE organization_id = $2 AND id = $3 AND state = $4 AND reference IS NULL";
            Ok(txn.conn.execute(sql, &values).await? > 0)
        })
        .await
    }

    /// Credits what a payment provider says was paid: once, however often it says so.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn top_up_pay_all(&self, payment: Payment) -> Result<Credited> {
        self.write(Side::Front, async move |txn| {
            let Some(mut top_up) = txn.top_up_lock(payment.top_up).await? else {
                return Ok(Credited::Unknown);
            };
            if !is_for(&payment, &top_up) {
                return Ok(Credited::Mismatch(top_up));
            }
            if top_up.state == TopUpState::Paid {
                return Ok(Credited::Already(top_up));
            }
            if let Some(refused) = txn.creditable(&top_up).await? {
                return Ok(refused);
            }
            top_up.reference = Some(payment.reference.clone());
            txn.credit(&mut top_up);
            txn.top_up_end(&top_up).await?;
            Ok(Credited::Now(top_up))
        })
        .await
    }

    /// Notes that nobody will pay a pending top-up of this source; `false` where it is not pending.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn top_up_fail_all(&self, id: TopUpId, source: String, why: String, now: Millis) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let found = txn.top_up_lock(id).await?;
            let Some(mut top_up) = found.filter(|one| one.source == source && one.state == TopUpState::Pending) else {
                return Ok(false);
            };
            top_up.state = TopUpState::Failed;
            top_up.ended_at = Some(now);
            top_up.note = Some(why.clone());
            txn.top_up_end(&top_up).await?;
            Ok(true)
        })
        .await
    }

    /// One top-up of the organization's.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn top_up_get(&self, organization: OrganizationId, id: TopUpId) -> Result<Option<TopUp>> {
        self.read(async move |conn| {
            conn.query_one(
                concat!(
                    "SELECT ",
                    top_up_columns!(),
                    " FROM top_ups WHERE organization_id = $1 AND id = $2"
                ),
                &[Value::Int(organization.get()), Value::Int(id.get())],
                read_top_up,
            )
            .await
        })
        .await
    }

    /// The organization's top-ups, newest first, from before `before`.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn top_up_list(
        &self,
        organization: OrganizationId,
        before: Option<TopUpId>,
        limit: usize,
    ) -> Result<Vec<TopUp>> {
        self.read(async move |conn| {
            let values = [
                Value::Int(organization.get()),
                Value::Int(before.map_or(i64::MAX, TopUpId::get)),
                Value::Int(limit as i64),
            ];
            conn.query(
                concat!(
                    "SELECT ",
                    top_up_columns!(),
                    " FROM top_ups WHERE organization_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3"
                ),
                &values,
                read_top_up,
            )
            .await
        })
        .await
    }
}
