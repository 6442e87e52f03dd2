//! Moves of messages that are read before they are moved: receipts, cancels, expiry, late refusals.
//!
//! A message is loaded with what its counts need, moved in memory as often as the round wants, and written once.
//! (`settle` and `accept` know their messages already and read nothing back.)

use std::collections::HashMap;

use domain::{
    Class, Direction, Funds, MessageId, MessageState, Millis, OrganizationId, Priority, ProviderId, RefundRule,
};

use crate::conn::{Column, Conn, Each};
use crate::error::Result;
use crate::hooks::{Move, hook_of};
use crate::ledger::Sum;
use crate::rollups::{Counted, Tally};
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::outbox_target;

/// A message as the database knows it, and how this round changed it.
pub(crate) struct Known {
    pub(crate) id: MessageId,
    pub(crate) counted: Counted,
    pub(crate) state: MessageState,
    pub(crate) held: bool,
    pub(crate) ended_at: Option<Millis>,
    pub(crate) ids_awaited: u16,
    pub(crate) ids_delivered: u16,
    /// What is held for it and was taken.
    pub(crate) funds: Funds,
    /// Who is told its final state.
    callback: Option<i64>,
    /// Replaces the stored one when set.
    pub(crate) error_code: Option<String>,
    /// Replaces the stored one when set.
    pub(crate) detail: Option<String>,
    /// Whether it was SCHEDULED or QUEUED when it was read.
    was_queued: bool,
    pub(crate) changed: bool,
}

impl Known {
    pub(crate) fn organization(&self) -> OrganizationId {
        self.counted.organization
    }

    /// Whether the gauges hold it: SENT is final where the provider gives no reports.
    fn is_open(&self) -> bool {
        !self.state.is_final() && self.ended_at.is_none()
    }

    /// Whether it waits in a lane.
    pub(crate) fn is_queued(&self) -> bool {
        matches!(self.state, MessageState::Scheduled | MessageState::Queued)
    }

    /// Whether it was moved out of its lane.
    pub(crate) fn left_queue(&self) -> bool {
        self.was_queued && !self.is_queued()
    }

    /// Moves it to another lane, where it costs `cost`, and the counts with it; who calls writes provider and cost.
    pub(crate) fn reroute(&mut self, tally: &mut Tally, to: ProviderId, cost: Option<i64>) {
        tally.left(&self.counted, self.state, self.is_open());
        self.counted.provider = to;
        if let Some(cost) = cost {
            self.counted.cost_micros = self.funds.at_most(cost);
        }
        tally.entered(&self.counted, self.state, self.is_open());
    }

    /// Moves it, and the counts and the money with it; who waits for its final state is told. The caller has checked
    /// that the move is legal.
    pub(crate) fn move_to(&mut self, txn: &mut Txn, to: MessageState, at: Millis) {
        txn.tally.left(&self.counted, self.state, self.is_open());
        let event = hook_of((self.state, self.held), (to, false));
        let settled = self.funds.moved(self.state, to, self.counted.cost_micros);
        if let Some((kind, movement)) = settled.entry {
            let sum = Sum::message(self.counted.segments, movement);
            txn.books.gather(self.organization(), kind, sum);
        }
        self.funds = settled.funds;
        self.counted.cost_micros = settled.cost;
        self.state = to;
        if to.is_final() {
            self.ended_at = Some(at);
            self.held = false;
        }
        txn.moved(&Move {
            organization: self.organization(),
            message: self.id,
            state: to,
            event,
            at,
            callback: self.callback.filter(|_| to.is_final()),
        });
        self.changed = true;
        txn.tally.entered(&self.counted, self.state, self.is_open());
    }
}

macro_rules! known_columns {
    () => {
        "m.id, m.organization_id, m.direction, m.provider_id, m.class, m.priority, m.country, m.segments,
         m.cost_micros, m.accepted_at, m.state, m.held, m.ended_at, m.ids_awaited, m.ids_delivered, m.terms,
         m.held_micros, m.paid_micros, m.callback_url"
    };
}
pub(crate) use known_columns;

pub(crate) fn read_known(row: &mut Cells<'_>) -> Result<Known> {
    let id = MessageId::new(row.int()?);
    let organization = OrganizationId::new(row.int()?);
    let direction = row.coded(Direction::from_code)?;
    let provider = ProviderId::new(row.opt_int()?.unwrap_or(0));
    let counted = Counted {
        organization,
        direction,
        provider,
        class: row.coded(Class::from_code)?,
        priority: row.coded(Priority::from_code)?,
        country: row.country()?,
        segments: row.small()?,
        cost_micros: row.int()?,
        accepted_at: row.int()?,
    };
    let state = row.coded(MessageState::from_code)?;
    Ok(Known {
        id,
        counted,
        state,
        held: row.flag()?,
        ended_at: row.opt_int()?,
        ids_awaited: row.small()?,
        ids_delivered: row.small()?,
        funds: read_funds(row)?,
        callback: row.opt_str()?.map(|url| outbox_target(organization, url)),
        error_code: None,
        detail: None,
        was_queued: matches!(state, MessageState::Scheduled | MessageState::Queued),
        changed: false,
    })
}

/// The columns `terms, held_micros, paid_micros`.
pub(crate) fn read_funds(row: &mut Cells<'_>) -> Result<Funds> {
    Ok(Funds {
        terms: RefundRule::from_code(row.int()?),
        held: row.int()?,
        paid: row.int()?,
    })
}

const KNOWN: Each = Each {
    sqlite: concat!(
        "SELECT ",
        known_columns!(),
        " FROM messages m WHERE m.organization_id = $1 AND m.id = $2"
    ),
    postgres: concat!(
        "SELECT u.n, ",
        known_columns!(),
        " FROM UNNEST($1::bigint[], $2::bigint[]) WITH ORDINALITY AS u (organization_id, id, n)
          JOIN messages m ON m.organization_id = u.organization_id AND m.id = u.id
          ORDER BY m.id FOR UPDATE OF m"
    ),
};

/// Loads messages for moving (on PostgreSQL they are locked); those that do not exist are left out.
pub(crate) async fn known(conn: &mut Conn, ids: &[(OrganizationId, MessageId)]) -> Result<HashMap<MessageId, Known>> {
    let mut ids = ids.to_vec();
    ids.sort_unstable_by_key(|(_, id)| *id);
    ids.dedup();
    let columns = [
        Column::Ints(ids.iter().map(|(organization, _)| organization.get()).collect()),
        Column::Ints(ids.iter().map(|(_, id)| id.get()).collect()),
    ];
    let found = conn.query_each(&KNOWN, &columns, |_, row| read_known(row)).await?;
    Ok(found.into_iter().map(|message| (message.id, message)).collect())
}

const WRITE: Each = Each {
    sqlite: "UPDATE messages SET state = $1, held = $2, ended_at = $3, ids_delivered = $4, cost_micros = $5,
            held_micros = $6, paid_micros = $7, error_code = COALESCE($8, error_code), detail = COALESCE($9, detail)
        WHERE organization_id = $10 AND id = $11",
    postgres: "UPDATE messages m SET state = u.state, held = u.held, ended_at = u.ended_at,
            ids_delivered = u.ids_delivered, cost_micros = u.cost_micros, held_micros = u.held_micros,
            paid_micros = u.paid_micros,
            error_code = COALESCE(u.error_code, m.error_code), detail = COALESCE(u.detail, m.detail)
        FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],
            $7::bigint[], $8::text[], $9::text[], $10::bigint[], $11::bigint[])
            AS u (state, held, ended_at, ids_delivered, cost_micros, held_micros, paid_micros, error_code, detail,
                organization_id, id)
        WHERE m.organization_id = u.organization_id AND m.id = u.id",
};

impl Txn {
    /// Writes back the messages that were changed.
    pub(crate) async fn known_write<'a>(&mut self, messages: impl Iterator<Item = &'a Known>) -> Result<()> {
        let changed: Vec<&Known> = messages.filter(|message| message.changed).collect();
        let ints = |pick: &dyn Fn(&Known) -> i64| Column::Ints(changed.iter().map(|m| pick(m)).collect());
        let columns = [
            ints(&|m| m.state as i64),
            ints(&|m| i64::from(m.held)),
            Column::OptInts(changed.iter().map(|m| m.ended_at).collect()),
            ints(&|m| i64::from(m.ids_delivered)),
            ints(&|m| m.counted.cost_micros),
            ints(&|m| m.funds.held),
            ints(&|m| m.funds.paid),
            Column::OptTexts(changed.iter().map(|m| m.error_code.as_deref()).collect()),
            Column::OptTexts(changed.iter().map(|m| m.detail.as_deref()).collect()),
            ints(&|m| m.organization().get()),
            ints(&|m| m.id.get()),
        ];
        self.conn.each(&WRITE, &columns).await?;
        Ok(())
    }
}
