//! Settle: what became of attempts that were handed over.
//!
//! A settlement counts only while its lane entry is still begun by this owner. A message that a report moved meanwhile
//! is not moved back: the settlement leaves an event. Nothing is read back on the way that nearly all of them go.

mod rows;

use domain::{EventKind, MessageState};

pub(crate) use rows::Outcome;
use rows::outcome;

use crate::Store;
use crate::conn::{Column, Each};
use crate::error::Result;
use crate::events::NewEvent;
use crate::hooks::{Move, hook_of};
use crate::journal::Settle;
use crate::ledger::Sum;
use crate::messages::known;
use crate::receipts;
use crate::rollups::Counted;
use crate::txn::Txn;
use crate::types::{Settled, Settlement};

const LEAVE: Each = Each {
    sqlite: "DELETE FROM lane_entries WHERE organization_id = $1 AND message_id = $2 AND owner = $3 AND attempts = $4
            AND begun_at IS NOT NULL",
    postgres: "DELETE FROM lane_entries l
        USING UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
            WITH ORDINALITY AS u (organization_id, message_id, owner, attempts, n)
        WHERE l.organization_id = ANY (ARRAY[u.organization_id]) AND l.message_id = u.message_id AND l.owner = u.owner
            AND l.attempts = u.attempts AND l.begun_at IS NOT NULL
        RETURNING u.n",
};

const BACK: Each = Each {
    sqlite: "UPDATE lane_entries SET owner = $1, begun_at = NULL, due_at = $2, provider_id = $3, attempts = $4
        WHERE organization_id = $5 AND message_id = $6 AND owner = $7 AND attempts = $8 AND begun_at IS NOT NULL",
    postgres: "UPDATE lane_entries l SET owner = u.next_owner, begun_at = NULL, due_at = u.due_at,
            provider_id = u.provider_id, attempts = u.kept
        FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
            $8::bigint[])
            WITH ORDINALITY AS u (next_owner, due_at, provider_id, kept, organization_id, message_id, owner, attempts, n)
        WHERE l.organization_id = ANY (ARRAY[u.organization_id]) AND l.message_id = u.message_id AND l.owner = u.owner
            AND l.attempts = u.attempts AND l.begun_at IS NOT NULL
        RETURNING u.n",
};

impl Store {
    /// Records what became of attempts. Those that are no longer this owner's are passed over.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn settle(&self, settlements: Vec<Settlement>) -> Result<()> {
        let rows = settlements.len();
        self.journal().submit::<Settle>(settlements, rows).await
    }
}

/// Settles many attempts, each message at most once.
pub(crate) async fn run(txn: &mut Txn, settlements: &[&Settlement]) -> Result<()> {
    let (retried, left): (Vec<&Settlement>, Vec<&Settlement>) = settlements
        .iter()
        .copied()
        .partition(|s| matches!(s.result, Settled::Retry { .. }));
    let left = leave_lane(txn, left).await?;
    let retried = back_to_lane(txn, retried).await?;
    let outcomes: Vec<Outcome<'_>> = left.into_iter().chain(retried).map(outcome).collect();
    let moved = rows::write_messages(txn, &outcomes).await?;
    let (moved, overtaken): (Vec<_>, Vec<_>) = outcomes.iter().zip(moved).partition(|(_, moved)| *moved);
    let moved: Vec<&Outcome<'_>> = moved.into_iter().map(|(outcome, _)| outcome).collect();
    let overtaken: Vec<&Outcome<'_>> = overtaken.into_iter().map(|(outcome, _)| outcome).collect();
    count(txn, &moved);
    let events: Vec<NewEvent<'_>> = moved.iter().flat_map(|outcome| outcome.events()).collect();
    txn.events_insert(&events).await?;
    keep_overtaken(txn, &overtaken).await?;
    rows::await_receipts(txn, &outcomes).await?;
    receipts::match_early(txn, &outcomes).await
}

/// Moves the counts and the money, and tells who is told.
fn count(txn: &mut Txn, moved: &[&Outcome<'_>]) {
    for outcome in moved {
        let before = Counted::from(&outcome.settlement.message);
        let after = Counted {
            provider: outcome.provider,
            cost_micros: outcome.cost_micros,
            ..before
        };
        if let Some((kind, movement)) = outcome.entry {
            let sum = Sum::message(before.segments, movement);
            txn.books.gather(before.organization, kind, sum);
        }
        txn.tally.left(&before, MessageState::Queued, true);
        txn.tally.entered(&after, outcome.state, outcome.is_open());
        if outcome.state == MessageState::Queued {
            continue;
        }
        let message = &outcome.settlement.message;
        txn.moved(&Move {
            organization: message.organization,
            message: message.id,
            state: outcome.state,
            event: hook_of((MessageState::Queued, false), (outcome.state, outcome.held)),
            at: outcome.settlement.at,
            callback: message.callback.filter(|_| !outcome.is_open()),
        });
    }
}

async fn leave_lane<'a>(txn: &mut Txn, settlements: Vec<&'a Settlement>) -> Result<Vec<&'a Settlement>> {
    let owner = txn.shared.owner;
    let ints = |pick: &dyn Fn(&Settlement) -> i64| Column::Ints(settlements.iter().map(|s| pick(s)).collect());
    let columns = [
        ints(&|s| s.message.organization.get()),
        ints(&|s| s.message.id.get()),
        ints(&|_| owner),
        ints(&|s| i64::from(s.attempt)),
    ];
    let touched = txn.conn.touched(&LEAVE, &columns).await?;
    Ok(kept(settlements, touched))
}

async fn back_to_lane<'a>(txn: &mut Txn, settlements: Vec<&'a Settlement>) -> Result<Vec<&'a Settlement>> {
    let owner = txn.shared.owner;
    let outcomes: Vec<Outcome<'_>> = settlements.iter().map(|s| outcome(s)).collect();
    let ints = |pick: &dyn Fn(&Outcome<'_>) -> i64| Column::Ints(outcomes.iter().map(pick).collect());
    let columns = [
        ints(&|o| o.next_owner()),
        ints(&|o| o.due_at),
        ints(&|o| o.provider.get()),
        ints(&|o| i64::from(o.attempts)),
        ints(&|o| o.settlement.message.organization.get()),
        ints(&|o| o.settlement.message.id.get()),
        ints(&|_| owner),
        ints(&|o| i64::from(o.settlement.attempt)),
    ];
    let touched = txn.conn.touched(&BACK, &columns).await?;
    Ok(kept(settlements, touched))
}

fn kept<T>(all: Vec<T>, touched: Vec<bool>) -> Vec<T> {
    all.into_iter()
        .zip(touched)
        .filter(|(_, touched)| *touched)
        .map(|(one, _)| one)
        .collect()
}

/// Reports were faster than these settlements: the messages stay where they are, and out of the lanes.
async fn keep_overtaken(txn: &mut Txn, overtaken: &[&Outcome<'_>]) -> Result<()> {
    if overtaken.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = overtaken
        .iter()
        .map(|o| (o.settlement.message.organization, o.settlement.message.id))
        .collect();
    txn.lane_remove_unbegun(&ids).await?;
    rows::write_overtaken(txn, overtaken).await?;
    let messages = known(&mut txn.conn, &ids).await?;
    let events: Vec<NewEvent<'_>> = overtaken
        .iter()
        .filter_map(|outcome| {
            let message = messages.get(&outcome.settlement.message.id)?;
            let submitted = matches!(outcome.settlement.result, Settled::Submitted { .. });
            Some(NewEvent {
                organization: message.organization(),
                message: message.id,
                kind: if submitted {
                    EventKind::Submitted
                } else {
                    EventKind::Report
                },
                state: message.state,
                at: outcome.settlement.at,
                detail: outcome.detail.or(Some("a report came before the answer")),
                metadata: outcome.metadata,
            })
        })
        .collect();
    txn.events_insert(&events).await
}
