//! The ledger: what organizations pay for their messages, in the transaction of the state that it pays for.
//!
//! Movements are gathered over a round, like the counts, and written at its end: one entry a kind, organization and
//! round (one a batch where a batch holds money), whose sums also move the balance and the day. What takes from a
//! balance locks its row for the rest of the round, all rows of a round at once and sorted; what only gives back (spent,
//! released, refunded) adds to a row that this journal alone writes, and so waits for nobody. `domain::ledger` says what
//! a message's moves do.

mod accounts;
mod adjust;
mod alerts;
mod billing;
mod entries;
mod rows;
mod top_ups;

use std::collections::BTreeMap;

use domain::{BatchId, EntryKind, Movement, OrganizationId, TopUpId};

use accounts::Account;
pub(crate) use alerts::log;
pub(crate) use billing::read_billing;

use crate::error::Result;
use crate::txn::Txn;

/// What entries are gathered by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    organization: i64,
    kind: i64,
    batch: Option<i64>,
}

/// What a gathered entry is about.
#[derive(Clone, Copy, Default)]
pub(crate) struct Sum {
    pub(crate) messages: i64,
    pub(crate) segments: i64,
    pub(crate) movement: Movement,
}

impl Sum {
    /// One message of so many segments.
    pub(crate) fn message(segments: u16, movement: Movement) -> Self {
        Self {
            messages: 1,
            segments: i64::from(segments),
            movement,
        }
    }

    fn add(&mut self, other: Self) {
        self.messages += other.messages;
        self.segments += other.segments;
        self.movement = self.movement.plus(other.movement);
    }
}

/// An entry that is about no messages.
#[derive(Clone)]
pub(crate) struct Act {
    id: i64,
    organization: OrganizationId,
    kind: EntryKind,
    movement: Movement,
    top_up: Option<TopUpId>,
    actor: Option<String>,
    note: Option<String>,
}

/// How one round moves money.
#[derive(Clone, Default)]
pub(crate) struct Books {
    /// The balances that this round has locked.
    locked: BTreeMap<i64, Account>,
    gathered: BTreeMap<Key, Sum>,
    acts: Vec<Act>,
}

impl Books {
    /// Notes what messages moved without taking from what is available under its limit.
    pub(crate) fn gather(&mut self, organization: OrganizationId, kind: EntryKind, sum: Sum) {
        debug_assert!(!kind.is_ordered(), "{kind} needs the balance's lock");
        self.entry(organization, kind, None).add(sum);
    }

    /// Holds money for messages, which [`Books::afford`] has allowed.
    pub(crate) fn reserve(&mut self, organization: OrganizationId, batch: Option<BatchId>, sum: Sum) {
        if let Some(account) = self.locked.get_mut(&organization.get()) {
            account.moved(sum.movement);
            self.entry(organization, EntryKind::Reserve, batch).add(sum);
        }
    }

    /// Notes the act of a person or a payment provider; the balance must be locked.
    fn act(&mut self, act: Act) {
        if let Some(account) = self.locked.get_mut(&act.organization.get()) {
            account.moved(act.movement);
            self.acts.push(act);
        }
    }

    fn entry(&mut self, organization: OrganizationId, kind: EntryKind, batch: Option<BatchId>) -> &mut Sum {
        let key = Key {
            organization: organization.get(),
            kind: kind as i64,
            batch: batch.map(BatchId::get),
        };
        self.gathered.entry(key).or_default()
    }

    fn is_empty(&self) -> bool {
        self.locked.is_empty() && self.gathered.is_empty()
    }
}

impl Txn {
    /// Writes what was gathered, as `journal`, and starts anew.
    pub(crate) async fn books_flush(&mut self, journal: i64) -> Result<()> {
        if self.books.is_empty() {
            return Ok(());
        }
        let mut books = std::mem::take(&mut self.books);
        books.gathered.retain(|_, sum| !sum.movement.is_zero());
        rows::write(self, &books, journal).await?;
        accounts::write(&mut self.conn, &books.locked).await?;
        let alerts = books.locked.iter().filter_map(|(organization, account)| {
            let fell = account.fell?;
            Some((OrganizationId::new(*organization), account, fell))
        });
        let alerts: Vec<_> = alerts
            .map(|(organization, account, available)| account.alert(organization, available, self))
            .collect();
        self.balances_low(alerts).await
    }
}
