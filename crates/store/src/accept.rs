//! Acceptance: messages, their first events, lane entries, deadlines and counts, in one transaction.
//!
//! Many callers' units are written by the same statements. Units that would see each other's rows (equal idempotency
//! keys, the same batch) are put into passes that follow each other inside the transaction.

use std::collections::{BTreeMap, HashSet};

use domain::{Direction, HookEvent, MessageState};

use crate::Store;
use crate::error::Result;
use crate::events::NewEvent;
use crate::hooks::Move;
use crate::idempotency::Earlier;
use crate::journal::Accept;
use crate::messages::{self, Arrival};
use crate::rollups::Counted;
use crate::txn::Txn;
use crate::types::{AcceptUnit, Accepted, Committed, NewMessage, outbox_target};

impl Store {
    /// Accepts a unit: all of it or nothing. `Ok` means that it is on disk.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`, or `Internal` for a unit that the database refuses.
    pub async fn accept(&self, unit: AcceptUnit) -> Result<Committed> {
        let rows = unit.messages.len();
        self.journal().submit::<Accept>(unit, rows).await
    }
}

/// Accepts many units.
pub(crate) async fn run(txn: &mut Txn, units: &[&AcceptUnit]) -> Result<Vec<Committed>> {
    let mut answers: Vec<Option<Committed>> = vec![None; units.len()];
    let mut pending: Vec<usize> = (0..units.len()).collect();
    while !pending.is_empty() {
        let (now, later) = split(units, &pending);
        run_pass(txn, units, &now, &mut answers).await?;
        pending = later;
    }
    Ok(answers.into_iter().flatten().collect())
}

/// Takes the units that do not depend on each other; the others come after them.
fn split(units: &[&AcceptUnit], pending: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let mut keys = HashSet::new();
    let mut batches = HashSet::new();
    pending.iter().copied().partition(|&at| {
        let unit = units[at];
        let new_key = unit
            .idempotency
            .as_ref()
            .is_none_or(|i| keys.insert((unit.organization, i.key.as_str())));
        let new_batch = unit.batch.as_ref().is_none_or(|step| batches.insert(step.batch));
        new_key && new_batch
    })
}

fn refused(accepted: Accepted) -> Option<Committed> {
    Some(Committed {
        accepted,
        bucket: 0,
        suppressed: Vec::new(),
    })
}

async fn run_pass(
    txn: &mut Txn,
    units: &[&AcceptUnit],
    pass: &[usize],
    answers: &mut [Option<Committed>],
) -> Result<()> {
    let mut fresh = pass.to_vec();
    let earlier = txn.idempotency_find(units, &fresh).await?;
    fresh.retain(|at| match earlier.get(at) {
        None => true,
        Some(Earlier::Same(answer)) => {
            answers[*at] = refused(Accepted::Again(answer.clone()));
            false
        }
        Some(Earlier::Other(answer)) => {
            answers[*at] = refused(Accepted::Conflict(answer.clone()));
            false
        }
    });
    let mut kept = Vec::with_capacity(fresh.len());
    for at in fresh {
        if txn.batch_move(units[at]).await? {
            kept.push(at);
        } else {
            answers[at] = refused(Accepted::Stale);
        }
    }
    txn.idempotency_insert(units, &kept).await?;
    write_messages(txn, units, &kept, answers).await
}

async fn write_messages(
    txn: &mut Txn,
    units: &[&AcceptUnit],
    kept: &[usize],
    answers: &mut [Option<Committed>],
) -> Result<()> {
    let all: Vec<&NewMessage> = kept.iter().flat_map(|at| units[*at].messages.iter()).collect();
    let asked: Vec<_> = all.iter().map(|m| (m.organization, &*m.to)).collect();
    let suppressed = txn.suppressions_find(&asked).await?;
    let details: BTreeMap<usize, String> = suppressed
        .into_iter()
        .filter(|(at, _)| !all[*at].state.is_final())
        .map(|(at, reason)| (at, opted_out(&reason)))
        .collect();
    let arrivals: Vec<Arrival<'_>> = all
        .iter()
        .enumerate()
        .map(|(at, &message)| match details.get(&at) {
            Some(detail) => Arrival {
                message,
                direction: Direction::Outbound,
                state: MessageState::Rejected,
                detail: Some(detail),
            },
            None => Arrival {
                message,
                direction: Direction::Outbound,
                state: message.state,
                detail: message.detail.as_deref(),
            },
        })
        .collect();
    let bucket = if arrivals.is_empty() {
        0
    } else {
        write_arrivals(txn, &arrivals).await?
    };
    let mut first = 0;
    for at in kept {
        let end = first + units[*at].messages.len();
        let mine = details.range(first..end).map(|(n, _)| n - first).collect();
        let bucket = if end > first { bucket } else { 0 };
        answers[*at] = Some(Committed {
            accepted: Accepted::New,
            bucket,
            suppressed: mine,
        });
        first = end;
    }
    Ok(())
}

async fn write_arrivals(txn: &mut Txn, arrivals: &[Arrival<'_>]) -> Result<i64> {
    let ids: Vec<i64> = arrivals.iter().map(|a| a.message.id.get()).collect();
    let last_expiry = arrivals.iter().map(|a| a.message.expires_at).max().unwrap_or(txn.now);
    let (bucket, bucket_row) = txn.bucket_fill(&ids, Some(last_expiry)).await?;
    let events: Vec<NewEvent<'_>> = arrivals
        .iter()
        .map(|a| NewEvent {
            organization: a.message.organization,
            message: a.message.id,
            kind: a.state.event(),
            state: a.state,
            at: a.message.accepted_at,
            detail: a.detail,
            metadata: None,
        })
        .collect();
    let waiting: Vec<&NewMessage> = arrivals
        .iter()
        .filter(|a| !a.state.is_final())
        .map(|a| a.message)
        .collect();
    let rows = [
        bucket_row,
        messages::rows(bucket, arrivals),
        txn.event_rows(&events),
        txn.lane_rows(&waiting),
        txn.deadline_rows(&waiting),
    ];
    txn.conn.insert_all(&rows).await?;
    txn.tail_insert(messages::numbers(bucket, arrivals)).await?;
    for arrival in arrivals {
        let counted = counted(arrival);
        txn.tally.arrived(&counted, arrival.state);
        let message = arrival.message;
        let callback = message.callback_url.as_deref().filter(|_| arrival.state.is_final());
        txn.moved(&Move {
            organization: message.organization,
            message: message.id,
            state: arrival.state,
            event: HookEvent::of_state(arrival.state),
            at: message.accepted_at,
            callback: callback.map(|url| outbox_target(message.organization, url)),
        });
    }
    Ok(bucket)
}

/// The detail of a message that was refused for an opt-out.
pub(crate) fn opted_out(reason: &str) -> String {
    format!("opted out: {reason}")
}

/// What a message counts as that just came.
pub(crate) fn counted(arrival: &Arrival<'_>) -> Counted {
    let message = arrival.message;
    Counted {
        organization: message.organization,
        direction: arrival.direction,
        provider: message.provider,
        class: message.class,
        priority: message.priority,
        country: message.country,
        segments: message.segments,
        cost_micros: arrival.cost_micros(),
        accepted_at: message.accepted_at,
    }
}
