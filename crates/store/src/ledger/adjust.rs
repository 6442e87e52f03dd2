//! Corrections: an administrator moves a balance, either way, and says why.

use domain::{EntryKind, LedgerEntryId, Movement};

use super::Act;
use crate::Store;
use crate::error::Result;
use crate::journal::Side;
use crate::types::{Adjusted, Adjustment, Shortfall};

impl Store {
    /// Corrects a balance. What goes out must be there, credit limit included.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn balance_adjust(&self, adjustment: Adjustment) -> Result<Adjusted> {
        self.write(Side::Front, async move |txn| {
            let organization = adjustment.organization;
            txn.balances_lock([organization].into_iter()).await?;
            let Some(account) = txn.books.account(organization) else {
                return Ok(Adjusted::NoBalance(None));
            };
            if account.currency != adjustment.currency {
                return Ok(Adjusted::NoBalance(Some(account.currency)));
            }
            let out = adjustment.amount_micros.saturating_neg();
            if out > 0 && out > account.spendable() {
                return Ok(Adjusted::Short(Shortfall {
                    needed_micros: out,
                    spendable_micros: account.spendable(),
                    currency: account.currency,
                    messages: 0,
                }));
            }
            let id = txn.draw_ids(1);
            txn.books.act(Act {
                id,
                organization,
                kind: EntryKind::Adjustment,
                movement: Movement::fund(adjustment.amount_micros),
                top_up: None,
                actor: adjustment.actor.clone(),
                note: Some(adjustment.note.clone()),
            });
            Ok(Adjusted::Now(LedgerEntryId::new(id)))
        })
        .await
    }
}
