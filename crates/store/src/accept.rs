//! Acceptance: messages, their first events, lane entries, deadlines and counts, in one transaction.
//!
//! Many callers' units are written by the same statements. Units that would see each other's rows (equal idempotency
//! keys, the same batch) are put into passes that follow each other inside the transaction.

use std::collections::{BTreeMap, HashSet};

use domain::{Direction, Funds, HookEvent, MessageState, Movement, RefundRule};

use crate::error::Result;
use crate::events::NewEvent;
use crate::hooks::Move;
use crate::idempotency::Earlier;
use crate::journal::Accept;
use crate::ledger::Sum;
use crate::messages::{self, Arrival};
use crate::rollups::Counted;
use crate::txn::Txn;
use crate::types::{AcceptUnit, Accepted, Committed, NewMessage, outbox_target};
use crate::{Store, StoreError};

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
    // All at once and before anything else is locked, so that no two nodes wait for each other in a circle.
    let paying = units.iter().filter(|unit| unit.charged && !unit.messages.is_empty());
    txn.balances_lock(paying.map(|unit| unit.organization)).await?;
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
        terms: None,
    })
}

/// A unit that is written, with the terms under which its messages are paid for.
#[derive(Clone, Copy)]
struct Kept {
    at: usize,
    terms: Option<RefundRule>,
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
    let (takings, over) = txn.quotas_ask(units, &fresh).await?;
    for (at, used) in over {
        fresh.retain(|one| *one != at);
        answers[at] = refused(Accepted::OverQuota(used));
    }
    let opted_out = opt_outs(txn, units, &fresh).await?;
    let mut kept = Vec::with_capacity(fresh.len());
    for at in fresh {
        match pay(txn, units[at], &opted_out[&at]).await? {
            Ok(terms) => kept.push(Kept { at, terms }),
            Err(why) => answers[at] = refused(why),
        }
    }
    let written: Vec<usize> = kept.iter().map(|unit| unit.at).collect();
    txn.idempotency_insert(units, &written).await?;
    txn.quotas_take(&takings, &written).await?;
    write_messages(txn, units, (&kept, opted_out), answers).await
}

/// What becomes of a unit's messages (by their place in it) whose number opted out: the details of their rejection.
type OptedOut = BTreeMap<usize, String>;

async fn opt_outs(txn: &mut Txn, units: &[&AcceptUnit], fresh: &[usize]) -> Result<BTreeMap<usize, OptedOut>> {
    let all: Vec<(usize, usize, &NewMessage)> = fresh
        .iter()
        .flat_map(|at| {
            units[*at]
                .messages
                .iter()
                .enumerate()
                .map(move |(place, m)| (*at, place, m))
        })
        .collect();
    let asked: Vec<_> = all.iter().map(|(.., m)| (m.organization, &*m.to)).collect();
    let mut found: BTreeMap<usize, OptedOut> = fresh.iter().map(|at| (*at, OptedOut::new())).collect();
    for (row, reason) in txn.suppressions_find(&asked).await? {
        let (at, place, message) = all[row];
        if !message.state.is_final() {
            found.entry(at).or_default().insert(place, opted_out(&reason));
        }
    }
    Ok(found)
}

/// Moves a unit's batch and holds what its messages may cost, all of it or nothing; answers the terms, or why it is not
/// accepted.
async fn pay(
    txn: &mut Txn,
    unit: &AcceptUnit,
    opted_out: &OptedOut,
) -> Result<std::result::Result<Option<RefundRule>, Accepted>> {
    let paid_for = unit
        .messages
        .iter()
        .enumerate()
        .filter(|(place, message)| !message.state.is_final() && !opted_out.contains_key(place));
    let (mut needed, mut sum) = (0_i128, Sum::default());
    for (_, message) in paid_for {
        needed += i128::from(message.hold_micros);
        sum.messages += 1;
        sum.segments += i64::from(message.segments);
    }
    let terms = if unit.charged {
        match txn.books.afford(unit.organization, needed, unit.messages.len()) {
            Ok(terms) => terms,
            Err(short) => return Ok(Err(Accepted::Short(short))),
        }
    } else {
        None
    };
    if !txn.batch_move(unit).await? {
        return Ok(Err(Accepted::Stale));
    }
    if terms.is_some() {
        sum.movement = Movement::reserve(i64::try_from(needed).map_err(StoreError::internal)?);
        let batch = unit.batch.as_ref().map(|step| step.batch);
        txn.books.reserve(unit.organization, batch, sum);
    }
    Ok(Ok(terms))
}

async fn write_messages(
    txn: &mut Txn,
    units: &[&AcceptUnit],
    (kept, mut opted_out): (&[Kept], BTreeMap<usize, OptedOut>),
    answers: &mut [Option<Committed>],
) -> Result<()> {
    let mut arrivals: Vec<Arrival<'_>> = Vec::new();
    for unit in kept {
        let rejected = opted_out.get(&unit.at);
        let messages = units[unit.at].messages.iter().enumerate();
        arrivals.extend(messages.map(|(place, message)| {
            let detail = rejected.and_then(|details| details.get(&place));
            arrival(message, detail.map(String::as_str), unit.terms)
        }));
    }
    let bucket = if arrivals.is_empty() {
        0
    } else {
        write_arrivals(txn, &arrivals).await?
    };
    drop(arrivals);
    for unit in kept {
        let suppressed = opted_out.remove(&unit.at).unwrap_or_default();
        answers[unit.at] = Some(Committed {
            accepted: Accepted::New,
            bucket: if units[unit.at].messages.is_empty() { 0 } else { bucket },
            suppressed: suppressed.into_keys().collect(),
            terms: unit.terms,
        });
    }
    Ok(())
}

/// A message as it arrives: REJECTED where `detail` says that its number opted out.
fn arrival<'a>(message: &'a NewMessage, detail: Option<&'a str>, terms: Option<RefundRule>) -> Arrival<'a> {
    let state = match detail {
        Some(_) => MessageState::Rejected,
        None => message.state,
    };
    Arrival {
        message,
        direction: Direction::Outbound,
        state,
        detail: detail.or(message.detail.as_deref()),
        funds: match terms.filter(|_| !state.is_final()) {
            Some(terms) => Funds::held(terms, message.hold_micros),
            None => Funds::default(),
        },
    }
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
