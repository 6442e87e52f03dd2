//! Lane entries: what waits to be handed over, in which lane, and who holds it.
//!
//! An entry's owner is the process that has it in memory, 0 where it waits to be claimed, -1 where it is not due.
//! An entry that is born owned touches no secondary index in its whole life.

mod claim;
mod promote;
mod reclaim;
mod waiting;

use std::sync::{Arc, LazyLock};

use domain::{Class, MessageId, MessageState, OrganizationId, Priority, ProviderId};

use crate::conn::{Column, Each, Insert, Kind, Rows};
use crate::error::Result;
use crate::messages::read_funds;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{LaneMessage, NewMessage, outbox_target};

/// The owner of an entry that waits to be claimed.
pub(crate) const WAITING: i64 = 0;
/// The owner of an entry that is not due.
pub(crate) const NOT_DUE: i64 = -1;

static INSERT_ENTRIES: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "lane_entries",
        &[
            ("message_id", Kind::Int),
            ("organization_id", Kind::Int),
            ("provider_id", Kind::Int),
            ("priority", Kind::Int),
            ("due_at", Kind::Int),
            ("expires_at", Kind::Int),
            ("owner", Kind::Int),
            ("attempts", Kind::Int),
            ("scheduled", Kind::Int),
        ],
        "",
    )
});

const REMOVE_UNBEGUN: Each = Each {
    sqlite: "DELETE FROM lane_entries WHERE organization_id = $1 AND message_id = $2 AND begun_at IS NULL",
    postgres: "DELETE FROM lane_entries l
        USING UNNEST($1::bigint[], $2::bigint[]) WITH ORDINALITY AS u (organization_id, message_id, n)
        WHERE l.organization_id = ANY (ARRAY[u.organization_id]) AND l.message_id = u.message_id AND l.begun_at IS NULL
        RETURNING u.n",
};

impl Txn {
    /// The rows that put new messages into their lanes.
    pub(crate) fn lane_rows<'a>(&self, messages: &[&NewMessage]) -> Rows<'a> {
        let this_owner = self.shared.owner;
        let owner = |message: &NewMessage| match (message.state, message.born_owned) {
            (MessageState::Scheduled, _) => NOT_DUE,
            (_, true) => this_owner,
            (_, false) => WAITING,
        };
        let ints = |pick: &dyn Fn(&NewMessage) -> i64| Column::Ints(messages.iter().map(|m| pick(m)).collect());
        let columns = [
            ints(&|m| m.id.get()),
            ints(&|m| m.organization.get()),
            ints(&|m| m.provider.get()),
            ints(&|m| m.priority as i64),
            ints(&|m| m.due_at),
            ints(&|m| m.expires_at),
            ints(&owner),
            ints(&|_| 0),
            ints(&|m| i64::from(m.state == MessageState::Scheduled)),
        ];
        Rows::new(&INSERT_ENTRIES, columns)
    }

    /// Removes the entries of these messages that have no begun attempt; tells for each whether it did.
    pub(crate) async fn lane_remove_unbegun(&mut self, ids: &[(OrganizationId, MessageId)]) -> Result<Vec<bool>> {
        let columns = [
            Column::Ints(ids.iter().map(|(organization, _)| organization.get()).collect()),
            Column::Ints(ids.iter().map(|(_, id)| id.get()).collect()),
        ];
        self.conn.touched(&REMOVE_UNBEGUN, &columns).await
    }
}

/// The columns that [`read_lane_message`] reads from an entry `l` joined with its message `m`.
macro_rules! lane_columns {
    () => {
        "m.id, m.organization_id, m.bucket, l.provider_id, l.priority, m.class, l.attempts, m.max_retries, m.from_addr,
         m.to_addr, m.country, m.body, m.ucs2, m.segments, m.cost_micros, m.accepted_at, l.due_at, m.expires_at,
         m.provider_forced, m.decision_id, m.callback_url, m.currency, m.terms, m.held_micros, m.paid_micros"
    };
}
pub(crate) use lane_columns;

pub(crate) fn read_lane_message(row: &mut Cells<'_>) -> Result<LaneMessage> {
    let id = MessageId::new(row.int()?);
    let organization = OrganizationId::new(row.int()?);
    Ok(LaneMessage {
        id,
        organization,
        bucket: row.int()?,
        provider: ProviderId::new(row.int()?),
        priority: row.coded(Priority::from_code)?,
        class: row.coded(Class::from_code)?,
        attempts: row.small()?,
        max_retries: row.small()?,
        from: row.opt_str()?.map(Arc::from),
        to: Arc::from(row.str()?),
        country: row.country()?,
        body: Arc::from(row.str()?),
        ucs2: row.flag()?,
        segments: row.small()?,
        cost_micros: row.int()?,
        accepted_at: row.int()?,
        due_at: row.int()?,
        expires_at: row.int()?,
        forced: row.flag()?,
        decision: row.opt_int()?,
        callback: row.opt_str()?.map(|url| outbox_target(organization, url)),
        currency: row.currency()?,
        funds: read_funds(row)?,
    })
}
