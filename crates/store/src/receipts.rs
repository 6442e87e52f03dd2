//! Receipts: delivery reports find their message and move it, or are kept.
//!
//! A report is matched by the carrier's exact id, then by other spellings of it, then by Tuma's own reference; one that
//! fits nothing is kept and tried again when a message settles with that id. What it does is `domain::report::decide`'s
//! to say. The reports of a round act as if they came one after the other.

pub(crate) mod early;
mod matching;

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::report::{Standing, decide};
use domain::{EventKind, MessageId, MessageState, Millis, OrganizationId, ReportMove, ReportStatus};

pub(crate) use early::match_early;
use matching::Awaited;

use crate::Store;
use crate::conn::{Column, Each, Value};
use crate::error::Result;
use crate::events::NewEvent;
use crate::journal::Receipts;
use crate::messages::{Known, known};
use crate::txn::Txn;
use crate::types::{ReceiptOutcome, ReceiptUnit, Suppression};

impl Store {
    /// Records delivery reports, in their order. `Ok` means that all of them are on disk.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn receipts(&self, receipts: Vec<ReceiptUnit>) -> Result<Vec<ReceiptOutcome>> {
        let rows = receipts.len();
        self.journal().submit::<Receipts>(receipts, rows).await
    }
}

/// The reason of suppressions that carriers tell of.
const CARRIER: &str = "carrier";

/// What a receipt was matched with.
pub(crate) enum Match {
    /// Awaited ids (places in the list of all that were found), newest message first.
    Ids(Vec<usize>),
    /// The message that the carrier echoed.
    Reference(OrganizationId, MessageId),
    /// Nothing.
    Nothing,
}

/// An event that is not written yet.
struct Noted {
    organization: OrganizationId,
    message: MessageId,
    kind: EventKind,
    state: MessageState,
    detail: String,
    /// Which receipt it came from.
    receipt: usize,
}

/// Records many reports.
pub(crate) async fn run(txn: &mut Txn, receipts: &[&ReceiptUnit]) -> Result<Vec<ReceiptOutcome>> {
    record(txn, receipts, false).await
}

/// Records many reports; `retried` when the sweep tries them once more.
async fn record(txn: &mut Txn, receipts: &[&ReceiptUnit], retried: bool) -> Result<Vec<ReceiptOutcome>> {
    let (matches, mut awaited) = matching::find(txn, receipts).await?;
    let mut ids: Vec<(OrganizationId, MessageId)> = awaited.iter().map(|a| (a.organization, a.message)).collect();
    ids.extend(matches.iter().filter_map(|found| match found {
        Match::Reference(organization, message) => Some((*organization, *message)),
        _ => None,
    }));
    let mut messages = known(&mut txn.conn, &ids).await?;
    let under_way = under_way(txn, receipts, &matches, &messages).await?;
    let mut outcomes = Vec::with_capacity(receipts.len());
    let mut notes = Vec::new();
    let mut early = Vec::new();
    let mut left = Vec::new();
    for (at, (receipt, found)) in receipts.iter().zip(&matches).enumerate() {
        let outcome = match place(found, &mut awaited, &mut messages) {
            Some((message, None)) if !retried && under_way.contains(&message.id) => {
                early.push(*receipt);
                ReceiptOutcome::Early
            }
            None => {
                early.push(*receipt);
                ReceiptOutcome::Early
            }
            Some((message, id)) => {
                if receipt.opted_out {
                    left.push((message.organization(), message.id, receipt.at));
                }
                let (outcome, mut note) = apply(txn, message, id, receipt);
                note.receipt = at;
                notes.push(note);
                outcome
            }
        };
        outcomes.push(outcome);
    }
    write(txn, receipts, &notes, &messages).await?;
    opt_out(txn, &left).await?;
    matching::write_reported(txn, &awaited).await?;
    early::insert(txn, &early, retried).await?;
    Ok(outcomes)
}

/// The message a receipt is for, and its awaited id if it has one: the newest without a final report, else the newest.
fn place<'a>(
    found: &Match,
    awaited: &'a mut [Awaited],
    messages: &'a mut HashMap<MessageId, Known>,
) -> Option<(&'a mut Known, Option<&'a mut Awaited>)> {
    match found {
        Match::Nothing => None,
        Match::Reference(_, message) => Some((messages.get_mut(message)?, None)),
        Match::Ids(places) => {
            let open = places.iter().copied().find(|at| !awaited[*at].is_settled());
            let at = open.or_else(|| places.first().copied())?;
            let id = awaited.get_mut(at)?;
            Some((messages.get_mut(&id.message)?, Some(id)))
        }
    }
}

const UNDER_WAY: Each = Each {
    sqlite: "SELECT message_id FROM lane_entries
        WHERE organization_id = $1 AND message_id = $2 AND begun_at IS NOT NULL",
    postgres: "SELECT u.n, l.message_id FROM UNNEST($1::bigint[], $2::bigint[])
            WITH ORDINALITY AS u (organization_id, message_id, n)
        JOIN lane_entries l ON l.organization_id = ANY (ARRAY[u.organization_id]) AND l.message_id = u.message_id
        WHERE l.begun_at IS NOT NULL",
};

/// The messages whose report by reference comes too soon: how many ids their segments have is known once the attempt
/// that is under way is settled.
async fn under_way(
    txn: &mut Txn,
    receipts: &[&ReceiptUnit],
    matches: &[Match],
    messages: &HashMap<MessageId, Known>,
) -> Result<HashSet<MessageId>> {
    let asked: Vec<(OrganizationId, MessageId)> = matches
        .iter()
        .zip(receipts)
        .filter_map(|(found, receipt)| match found {
            Match::Reference(organization, id) if !receipt.carrier_id.is_empty() => Some((*organization, *id)),
            _ => None,
        })
        .filter(|(_, id)| {
            messages
                .get(id)
                .is_some_and(|m| m.state == MessageState::Queued && m.counted.segments > 1)
        })
        .collect();
    if asked.is_empty() {
        return Ok(HashSet::new());
    }
    let columns = [
        Column::Ints(asked.iter().map(|(organization, _)| organization.get()).collect()),
        Column::Ints(asked.iter().map(|(_, id)| id.get()).collect()),
    ];
    let found = txn
        .conn
        .query_each(&UNDER_WAY, &columns, |_, row| Ok(MessageId::new(row.int()?)))
        .await?;
    Ok(found.into_iter().collect())
}

/// Why a report that was matched by our reference alone says nothing about the message as a whole, if so.
fn beside_the_point(message: &Known, status: ReportStatus) -> Option<&'static str> {
    let tried_again = message.state == MessageState::Queued || message.ids_awaited > 0;
    if status.is_final() && status != ReportStatus::Delivered && tried_again {
        return Some("of an earlier attempt: a later one decides");
    }
    (message.ids_awaited > 1).then_some("of an id that is not awaited")
}

/// Applies one report in memory.
fn apply(
    txn: &mut Txn,
    message: &mut Known,
    id: Option<&mut Awaited>,
    receipt: &ReceiptUnit,
) -> (ReceiptOutcome, Noted) {
    let standing = Standing {
        state: message.state,
        ended_at: message.ended_at,
        ids: message.ids_awaited.max(1),
        ids_delivered: message.ids_delivered,
        id_settled: id.as_ref().is_some_and(|id| id.is_settled()),
    };
    let aside = if id.is_none() {
        beside_the_point(message, receipt.status)
    } else {
        None
    };
    let decision = match aside {
        Some(why) => ReportMove::Note(why),
        None => decide(standing, receipt.status, receipt.at, txn.shared.config.late_report_ms),
    };
    if let Some(id) = id.filter(|id| !id.is_settled()) {
        id.report(receipt.status);
    }
    if receipt.status == ReportStatus::Delivered
        && !standing.id_settled
        && matches!(decision, ReportMove::To(_) | ReportMove::SegmentDelivered)
    {
        message.ids_delivered = message.ids_delivered.saturating_add(1);
        message.changed = true;
    }
    let said = said(receipt);
    let (outcome, kind, detail) = match decision {
        ReportMove::To(state) => {
            message.move_to(txn, state, receipt.at);
            message.held = false;
            message.detail = Some(said.clone());
            message.error_code = receipt.error_code.clone().or(message.error_code.take());
            (ReceiptOutcome::Moved(state), state.event(), said)
        }
        ReportMove::SegmentDelivered => {
            let detail = format!("segment {} of {} arrived", message.ids_delivered, standing.ids);
            (ReceiptOutcome::Noted, EventKind::Report, detail)
        }
        ReportMove::Note(why) => (ReceiptOutcome::Noted, EventKind::Report, format!("{said}; {why}")),
    };
    let note = Noted {
        organization: message.organization(),
        message: message.id,
        kind,
        state: message.state,
        detail,
        receipt: 0,
    };
    (outcome, note)
}

/// The people who got these messages opted out at the carrier: they are suppressed for the messages' organizations. Begins
/// are not kept out meanwhile, as for a STOP: what begins too late the carrier refuses.
async fn opt_out(txn: &mut Txn, left: &[(OrganizationId, MessageId, Millis)]) -> Result<()> {
    let mut numbers = BTreeMap::new();
    for (organization, message, at) in left {
        let to = txn
            .conn
            .query_one(
                "SELECT to_addr FROM messages WHERE organization_id = $1 AND id = $2",
                &[Value::Int(organization.get()), Value::Int(message.get())],
                |row| row.text(),
            )
            .await?;
        numbers.extend(to.map(|to| ((*organization, to), *at)));
    }
    // In one order on all nodes, so that none waits for another that waits for it.
    for ((organization, number), at) in numbers {
        let suppression = Suppression {
            organization,
            number,
            reason: CARRIER.to_owned(),
            at,
        };
        txn.suppress(&suppression).await?;
    }
    Ok(())
}

/// The carrier's words in a timeline.
fn said(receipt: &ReceiptUnit) -> String {
    let status = receipt.status.as_str();
    match (&receipt.error_code, &receipt.detail) {
        (Some(code), Some(detail)) => format!("the carrier reported {status} (code {code}: {detail})"),
        (Some(code), None) => format!("the carrier reported {status} (code {code})"),
        (None, Some(detail)) => format!("the carrier reported {status} ({detail})"),
        (None, None) => format!("the carrier reported {status}"),
    }
}

async fn write(
    txn: &mut Txn,
    receipts: &[&ReceiptUnit],
    notes: &[Noted],
    messages: &HashMap<MessageId, Known>,
) -> Result<()> {
    let events: Vec<NewEvent<'_>> = notes
        .iter()
        .map(|note| NewEvent {
            organization: note.organization,
            message: note.message,
            kind: note.kind,
            state: note.state,
            at: receipts[note.receipt].at,
            detail: Some(&note.detail),
            metadata: Some(&receipts[note.receipt].raw),
        })
        .collect();
    txn.events_insert(&events).await?;
    let mut changed: Vec<&Known> = messages.values().filter(|message| message.changed).collect();
    changed.sort_unstable_by_key(|message| message.id);
    // A message that waited for a retry must not be sent again; one whose attempt runs is settled by its owner.
    let in_lanes: Vec<_> = changed
        .iter()
        .filter(|m| m.left_queue())
        .map(|m| (m.organization(), m.id))
        .collect();
    txn.lane_remove_unbegun(&in_lanes).await?;
    txn.known_write(changed.into_iter()).await
}
