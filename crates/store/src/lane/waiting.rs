//! Reading a lane without claiming it, and moving what waits in it to another: how a tripped lane is emptied.

use domain::{Class, EventKind, MessageId, MessageState, Millis, OrganizationId, Priority, ProviderId};

use crate::Store;
use crate::conn::{Column, Each, Value};
use crate::error::Result;
use crate::events::NewEvent;
use crate::journal::Side;
use crate::messages::known;
use crate::txn::Txn;
use crate::types::{LaneCursor, Reroute, WaitingMessage, WaitingPage};

/// Moves an entry that waits to be claimed. One that is in a memory stays: a copy that is left behind there would be sent
/// once more where the entry comes back to that lane.
const MOVE: Each = Each {
    sqlite: "UPDATE lane_entries SET provider_id = $1
        WHERE organization_id = $2 AND message_id = $3 AND provider_id = $4 AND owner = 0",
    postgres: "UPDATE lane_entries l SET provider_id = u.destination
        FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
            WITH ORDINALITY AS u (destination, organization_id, message_id, provider_id, n)
        WHERE l.organization_id = ANY (ARRAY[u.organization_id]) AND l.message_id = u.message_id
            AND l.provider_id = u.provider_id AND l.owner = 0
        RETURNING u.n",
};

const WRITE: Each = Each {
    sqlite: "UPDATE messages SET provider_id = $1, detail = $2, cost_micros = COALESCE($3, cost_micros)
        WHERE organization_id = $4 AND id = $5",
    postgres: "UPDATE messages m SET provider_id = u.provider_id, detail = u.detail,
            cost_micros = COALESCE(u.cost_micros, m.cost_micros)
        FROM UNNEST($1::bigint[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[])
            AS u (provider_id, detail, cost_micros, organization_id, id)
        WHERE m.organization_id = u.organization_id AND m.id = u.id",
};

impl Txn {
    async fn reroute(&mut self, moves: &[Reroute], now: Millis) -> Result<Vec<bool>> {
        let ints = |pick: &dyn Fn(&Reroute) -> i64| Column::Ints(moves.iter().map(pick).collect());
        let columns = [
            ints(&|m| m.to.get()),
            ints(&|m| m.organization.get()),
            ints(&|m| m.message.get()),
            ints(&|m| m.from.get()),
        ];
        let moved = self.conn.touched(&MOVE, &columns).await?;
        let gone: Vec<&Reroute> = moves
            .iter()
            .zip(&moved)
            .filter(|(_, moved)| **moved)
            .map(|(one, _)| one)
            .collect();
        self.reroute_messages(&gone, now).await?;
        Ok(moved)
    }

    async fn reroute_messages(&mut self, moves: &[&Reroute], now: Millis) -> Result<()> {
        let ids: Vec<_> = moves.iter().map(|m| (m.organization, m.message)).collect();
        let mut messages = known(&mut self.conn, &ids).await?;
        for one in moves {
            if let Some(message) = messages.get_mut(&one.message) {
                message.reroute(&mut self.tally, one.to, one.cost_micros);
            }
        }
        let cost = |one: &&Reroute| messages.get(&one.message).map(|message| message.counted.cost_micros);
        let columns = [
            Column::Ints(moves.iter().map(|m| m.to.get()).collect()),
            Column::Texts(moves.iter().map(|m| m.detail.as_str()).collect()),
            Column::OptInts(moves.iter().map(cost).collect()),
            Column::Ints(moves.iter().map(|m| m.organization.get()).collect()),
            Column::Ints(moves.iter().map(|m| m.message.get()).collect()),
        ];
        self.conn.each(&WRITE, &columns).await?;
        let events: Vec<NewEvent<'_>> = moves
            .iter()
            .map(|one| NewEvent {
                organization: one.organization,
                message: one.message,
                kind: EventKind::ProviderError,
                state: MessageState::Queued,
                at: now,
                detail: Some(&one.detail),
                metadata: None,
            })
            .collect();
        self.events_insert(&events).await
    }
}

impl Store {
    /// Up to `limit` entries of a lane that wait to be claimed, those behind `after`. Claims nothing.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn lane_waiting(
        &self,
        provider: ProviderId,
        priority: Priority,
        after: Option<LaneCursor>,
        limit: usize,
    ) -> Result<WaitingPage> {
        let after = after.unwrap_or(LaneCursor {
            organization: i64::MIN,
            due_at: i64::MIN,
            message: i64::MIN,
        });
        let found = self
            .read(async move |conn| {
                conn.query(
                    "SELECT l.organization_id, l.message_id, l.due_at, m.decision_id, m.provider_forced, m.to_addr,
                         m.class, m.segments, m.accepted_at, m.currency
                     FROM lane_entries l
                     JOIN messages m ON m.organization_id = l.organization_id AND m.id = l.message_id
                     WHERE l.owner = 0 AND l.provider_id = $1 AND l.priority = $2
                         AND (l.organization_id, l.due_at, l.message_id) > ($3, $4, $5)
                     ORDER BY l.organization_id, l.due_at, l.message_id LIMIT $6",
                    &[
                        Value::Int(provider.get()),
                        Value::Int(priority as i64),
                        Value::Int(after.organization),
                        Value::Int(after.due_at),
                        Value::Int(after.message),
                        Value::Int(limit as i64),
                    ],
                    |row| {
                        let (organization, message) = (row.int()?, row.int()?);
                        let cursor = LaneCursor {
                            organization,
                            due_at: row.int()?,
                            message,
                        };
                        let waiting = WaitingMessage {
                            organization: OrganizationId::new(organization),
                            message: MessageId::new(message),
                            decision: row.opt_int()?,
                            forced: row.flag()?,
                            to: row.text()?,
                            class: row.coded(Class::from_code)?,
                            segments: row.small()?,
                            accepted_at: row.int()?,
                            currency: row.currency()?,
                        };
                        Ok((waiting, cursor))
                    },
                )
                .await
            })
            .await?;
        let next = found.last().map(|(_, cursor)| *cursor).filter(|_| found.len() == limit);
        Ok(WaitingPage {
            messages: found.into_iter().map(|(waiting, _)| waiting).collect(),
            next,
        })
    }

    /// Moves messages to other lanes before their hand-over, each message at most once. Those that wait to be claimed are
    /// moved and wait there; those that are in a memory, have begun or are not due are left alone. Tells for each whether
    /// it was moved.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn lane_reroute(&self, moves: Vec<Reroute>, now: Millis) -> Result<Vec<bool>> {
        self.write(Side::Back, async move |txn| txn.reroute(&moves, now).await)
            .await
    }
}
