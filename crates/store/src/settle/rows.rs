//! What a settlement writes: the message's row, its events, and the receipts it awaits from now on.

use std::sync::LazyLock;

use domain::{EntryKind, EventKind, Funds, MessageState, Millis, Movement, ProviderId};

use crate::conn::{Column, Each, Insert, Kind};
use crate::error::Result;
use crate::events::NewEvent;
use crate::lane::{NOT_DUE, WAITING};
use crate::txn::Txn;
use crate::types::{Settled, Settlement};

/// A settlement and what follows from it.
pub(crate) struct Outcome<'a> {
    pub(crate) settlement: &'a Settlement,
    pub(crate) state: MessageState,
    pub(crate) provider: ProviderId,
    pub(crate) due_at: Millis,
    /// Attempts that count.
    pub(crate) attempts: u16,
    pub(crate) detail: Option<&'a str>,
    /// What the carrier said besides, as the last event's metadata.
    pub(crate) metadata: Option<&'a str>,
    pub(crate) carrier_ids: &'a [String],
    carrier_text: Option<String>,
    code: Option<&'a str>,
    /// The code as an event's metadata.
    code_json: Option<String>,
    submitted_at: Option<Millis>,
    ended_at: Option<Millis>,
    pub(crate) held: bool,
    /// What it costs from now on: nothing when no carrier took it.
    pub(crate) cost_micros: i64,
    funds: Funds,
    /// What that moves in the ledger.
    pub(crate) entry: Option<(EntryKind, Movement)>,
}

/// What follows from a settlement.
pub(crate) fn outcome(settlement: &Settlement) -> Outcome<'_> {
    let mut outcome = followed(settlement);
    let funds = settlement.message.funds;
    let settled = match &settlement.result {
        Settled::Submitted { .. } | Settled::Held { .. } => funds.taken(outcome.cost_micros),
        Settled::Ended { .. } => funds.released(),
        Settled::Retry { .. } => return outcome,
    };
    outcome.cost_micros = settled.cost;
    outcome.funds = settled.funds;
    outcome.entry = settled.entry;
    outcome
}

/// What follows from a settlement, the money aside.
fn followed(settlement: &Settlement) -> Outcome<'_> {
    let message = &settlement.message;
    let at = settlement.at;
    let base = unchanged(settlement);
    let code_json = |code: &Option<String>| code.as_ref().map(|c| serde_json::json!({ "errorCode": c }).to_string());
    match &settlement.result {
        Settled::Submitted {
            carrier_ids,
            no_reports,
            detail,
            metadata,
        } => Outcome {
            state: if *no_reports {
                MessageState::Sent
            } else {
                MessageState::Submitted
            },
            detail: detail.as_deref(),
            metadata: metadata.as_deref(),
            carrier_ids,
            carrier_text: (!carrier_ids.is_empty()).then(|| carrier_ids.join("\n")),
            submitted_at: Some(at),
            ended_at: no_reports.then_some(at),
            ..base
        },
        Settled::Ended { state, code, detail } => Outcome {
            state: *state,
            detail: Some(detail),
            code: code.as_deref(),
            code_json: code_json(code),
            ended_at: Some(at),
            ..base
        },
        Settled::Retry {
            due_at,
            provider,
            code,
            detail,
            counts,
            ..
        } => Outcome {
            provider: *provider,
            due_at: *due_at,
            attempts: if *counts { settlement.attempt } else { message.attempts },
            detail: Some(detail),
            code: code.as_deref(),
            code_json: code_json(code),
            ..base
        },
        Settled::Held { detail } => Outcome {
            state: MessageState::Submitted,
            detail: Some(detail),
            submitted_at: Some(at),
            held: true,
            ..base
        },
    }
}

/// A settlement that leaves the message as it is, but for the attempt that was made.
fn unchanged(settlement: &Settlement) -> Outcome<'_> {
    Outcome {
        settlement,
        state: MessageState::Queued,
        provider: settlement.message.provider,
        due_at: settlement.message.due_at,
        attempts: settlement.attempt,
        detail: None,
        metadata: None,
        carrier_ids: &[],
        carrier_text: None,
        code: None,
        code_json: None,
        submitted_at: None,
        ended_at: None,
        held: false,
        cost_micros: match settlement.cost_micros {
            Some(cost) => settlement.message.funds.at_most(cost),
            None => settlement.message.cost_micros,
        },
        funds: settlement.message.funds,
        entry: None,
    }
}

impl<'a> Outcome<'a> {
    /// Who has its lane entry from now on: nobody, until it is due or claimed.
    pub(super) fn next_owner(&self) -> i64 {
        match self.settlement.result {
            Settled::Retry {
                failover: true, due_at, ..
            } if due_at <= self.settlement.at => WAITING,
            _ => NOT_DUE,
        }
    }

    /// Whether the gauges hold the message from now on.
    pub(crate) fn is_open(&self) -> bool {
        self.ended_at.is_none()
    }

    /// How many reports are awaited.
    fn ids_awaited(&self) -> i64 {
        if self.submitted_at.is_some() {
            self.carrier_ids.len().max(1) as i64
        } else {
            0
        }
    }

    /// The events of it, in their order.
    pub(crate) fn events(&self) -> impl Iterator<Item = NewEvent<'_>> {
        let (first, last) = match &self.settlement.result {
            Settled::Submitted { .. } => (None, Some(self.state.event())),
            Settled::Ended {
                state: MessageState::Failed,
                ..
            } => (Some(EventKind::ProviderError), Some(self.state.event())),
            Settled::Ended { .. } => (None, Some(self.state.event())),
            Settled::Retry { unknown, failover, .. } => {
                let first = if *unknown {
                    EventKind::Unknown
                } else {
                    EventKind::ProviderError
                };
                (Some(first), (!failover).then_some(EventKind::Retry))
            }
            Settled::Held { .. } => (Some(EventKind::Unknown), Some(EventKind::Held)),
        };
        let message = &self.settlement.message;
        let event = move |kind: EventKind, state: MessageState, metadata| NewEvent {
            organization: message.organization,
            message: message.id,
            kind,
            state,
            at: self.settlement.at,
            detail: self.detail,
            metadata,
        };
        let first = first.map(|kind| event(kind, MessageState::Queued, self.code_json.as_deref()));
        let last = last.map(|kind| event(kind, self.state, self.metadata));
        first.into_iter().chain(last)
    }
}

const WRITE: Each = Each {
    sqlite: "UPDATE messages SET state = $1, held = $2, attempts = $3, provider_id = $4, due_at = $5,
            carrier_ids = $6, ids_awaited = $7, submitted_at = $8, ended_at = $9,
            error_code = COALESCE($10, error_code), detail = $11, cost_micros = $12, held_micros = $13,
            paid_micros = $14
        WHERE organization_id = $15 AND id = $16 AND state = $17",
    postgres: "UPDATE messages m SET state = u.state, held = u.held, attempts = u.attempts,
            provider_id = u.provider_id, due_at = u.due_at, carrier_ids = u.carrier_ids,
            ids_awaited = u.ids_awaited, submitted_at = u.submitted_at, ended_at = u.ended_at,
            error_code = COALESCE(u.error_code, m.error_code), detail = u.detail, cost_micros = u.cost_micros,
            held_micros = u.held_micros, paid_micros = u.paid_micros
        FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::text[], $7::bigint[],
            $8::bigint[], $9::bigint[], $10::text[], $11::text[], $12::bigint[], $13::bigint[], $14::bigint[],
            $15::bigint[], $16::bigint[], $17::bigint[])
            WITH ORDINALITY AS u (state, held, attempts, provider_id, due_at, carrier_ids, ids_awaited, submitted_at,
                ended_at, error_code, detail, cost_micros, held_micros, paid_micros, organization_id, id, queued, n)
        WHERE m.organization_id = u.organization_id AND m.id = u.id AND m.state = u.queued
        RETURNING u.n",
};

/// Writes the messages that are still QUEUED; tells for each whether it was.
pub(crate) async fn write_messages(txn: &mut Txn, outcomes: &[Outcome<'_>]) -> Result<Vec<bool>> {
    let ints = |pick: &dyn Fn(&Outcome<'_>) -> i64| Column::Ints(outcomes.iter().map(pick).collect());
    let columns = [
        ints(&|o| o.state as i64),
        ints(&|o| i64::from(o.held)),
        ints(&|o| i64::from(o.attempts)),
        ints(&|o| o.provider.get()),
        ints(&|o| o.due_at),
        Column::OptTexts(outcomes.iter().map(|o| o.carrier_text.as_deref()).collect()),
        ints(&|o| o.ids_awaited()),
        Column::OptInts(outcomes.iter().map(|o| o.submitted_at).collect()),
        Column::OptInts(outcomes.iter().map(|o| o.ended_at).collect()),
        Column::OptTexts(outcomes.iter().map(|o| o.code).collect()),
        Column::OptTexts(outcomes.iter().map(|o| o.detail).collect()),
        ints(&|o| o.cost_micros),
        ints(&|o| o.funds.held),
        ints(&|o| o.funds.paid),
        ints(&|o| o.settlement.message.organization.get()),
        ints(&|o| o.settlement.message.id.get()),
        ints(&|_| MessageState::Queued as i64),
    ];
    txn.conn.touched(&WRITE, &columns).await
}

const OVERTAKEN: Each = Each {
    sqlite: "UPDATE messages SET attempts = $1, carrier_ids = COALESCE($2, carrier_ids),
            ids_awaited = CASE WHEN $3 > ids_awaited THEN $3 ELSE ids_awaited END,
            submitted_at = COALESCE(submitted_at, $4)
        WHERE organization_id = $5 AND id = $6",
    postgres: "UPDATE messages m SET attempts = u.attempts, carrier_ids = COALESCE(u.carrier_ids, m.carrier_ids),
            ids_awaited = GREATEST(u.ids_awaited, m.ids_awaited), submitted_at = COALESCE(m.submitted_at, u.submitted_at)
        FROM UNNEST($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[])
            AS u (attempts, carrier_ids, ids_awaited, submitted_at, organization_id, id)
        WHERE m.organization_id = u.organization_id AND m.id = u.id",
};

/// Keeps what is worth knowing of settlements that came after a report had moved their message.
pub(crate) async fn write_overtaken(txn: &mut Txn, outcomes: &[&Outcome<'_>]) -> Result<()> {
    let ints = |pick: &dyn Fn(&Outcome<'_>) -> i64| Column::Ints(outcomes.iter().map(|o| pick(o)).collect());
    let columns = [
        ints(&|o| i64::from(o.attempts)),
        Column::OptTexts(outcomes.iter().map(|o| o.carrier_text.as_deref()).collect()),
        ints(&|o| o.ids_awaited()),
        Column::OptInts(outcomes.iter().map(|o| o.submitted_at).collect()),
        ints(&|o| o.settlement.message.organization.get()),
        ints(&|o| o.settlement.message.id.get()),
    ];
    txn.conn.each(&OVERTAKEN, &columns).await?;
    Ok(())
}

static INSERT_AWAITED: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "awaited",
        &[
            ("bucket", Kind::Int),
            ("provider_id", Kind::Int),
            ("carrier_id", Kind::Text),
            ("message_id", Kind::Int),
            ("segment", Kind::Int),
            ("organization_id", Kind::Int),
            ("reported", Kind::Int),
        ],
        "ON CONFLICT DO NOTHING",
    )
});

/// Awaits a receipt for each of the carrier's ids.
pub(crate) async fn await_receipts(txn: &mut Txn, outcomes: &[Outcome<'_>]) -> Result<()> {
    let rows: Vec<(&Outcome<'_>, usize, &str)> = outcomes
        .iter()
        .flat_map(|o| {
            o.carrier_ids
                .iter()
                .enumerate()
                .map(move |(segment, id)| (o, segment, id.as_str()))
        })
        .collect();
    let ints = |pick: &dyn Fn(&Outcome<'_>) -> i64| Column::Ints(rows.iter().map(|(o, ..)| pick(o)).collect());
    let columns = [
        ints(&|o| o.settlement.message.bucket),
        ints(&|o| o.provider.get()),
        Column::Texts(rows.iter().map(|(_, _, id)| *id).collect()),
        ints(&|o| o.settlement.message.id.get()),
        Column::Ints(rows.iter().map(|(_, segment, _)| *segment as i64).collect()),
        ints(&|o| o.settlement.message.organization.get()),
        ints(&|_| 0),
    ];
    txn.conn.insert(&INSERT_AWAITED, &columns).await
}
