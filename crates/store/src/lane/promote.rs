//! Promotion: scheduled messages and retries whose time has come wait to be claimed.

use domain::{MessageId, MessageState, Millis, OrganizationId, ProviderId};

use crate::Store;
use crate::conn::{Column, Each, Value};
use crate::error::Result;
use crate::events::NewEvent;
use crate::journal::Side;
use crate::messages::known;
use crate::txn::Txn;
use crate::types::Promoted;

const WAKE: Each = Each {
    sqlite: "UPDATE lane_entries SET owner = 0, scheduled = 0 WHERE organization_id = $1 AND message_id = $2",
    postgres: "UPDATE lane_entries l SET owner = 0, scheduled = 0
        FROM UNNEST($1::bigint[], $2::bigint[]) AS u (organization_id, message_id)
        WHERE l.organization_id = ANY (ARRAY[u.organization_id]) AND l.message_id = u.message_id",
};

/// An entry whose time has come.
struct Due {
    organization: OrganizationId,
    message: MessageId,
    provider: ProviderId,
    scheduled: bool,
}

impl Txn {
    async fn lane_due(&mut self, now: Millis, limit: usize) -> Result<Vec<Due>> {
        let sql = if self.conn.is_postgres() {
            "SELECT organization_id, message_id, provider_id, scheduled FROM lane_entries
             WHERE owner = -1 AND due_at <= $1 ORDER BY due_at, message_id LIMIT $2 FOR UPDATE SKIP LOCKED"
        } else {
            "SELECT organization_id, message_id, provider_id, scheduled FROM lane_entries
             WHERE owner = -1 AND due_at <= $1 ORDER BY due_at, message_id LIMIT $2"
        };
        self.conn
            .query(sql, &[Value::Int(now), Value::Int(limit as i64)], |row| {
                Ok(Due {
                    organization: OrganizationId::new(row.int()?),
                    message: MessageId::new(row.int()?),
                    provider: ProviderId::new(row.int()?),
                    scheduled: row.flag()?,
                })
            })
            .await
    }

    /// Makes messages QUEUED that were SCHEDULED.
    async fn queue_scheduled(&mut self, ids: &[(OrganizationId, MessageId)], now: Millis) -> Result<()> {
        let mut messages = known(&mut self.conn, ids).await?;
        let mut events = Vec::new();
        for message in messages.values_mut().filter(|m| m.state == MessageState::Scheduled) {
            message.move_to(self, MessageState::Queued, now);
            events.push(NewEvent {
                organization: message.organization(),
                message: message.id,
                kind: MessageState::Queued.event(),
                state: MessageState::Queued,
                at: now,
                detail: None,
                metadata: None,
            });
        }
        self.events_insert(&events).await?;
        self.known_write(messages.values()).await
    }
}

impl Store {
    /// Lets up to `limit` entries wait to be claimed that are due by `now`: retries, and scheduled messages, which
    /// become QUEUED.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn lane_promote(&self, now: Millis, limit: usize) -> Result<Promoted> {
        self.write(Side::Back, async move |txn| {
            let due = txn.lane_due(now, limit).await?;
            let columns = [
                Column::Ints(due.iter().map(|d| d.organization.get()).collect()),
                Column::Ints(due.iter().map(|d| d.message.get()).collect()),
            ];
            txn.conn.each(&WAKE, &columns).await?;
            let scheduled: Vec<_> = due
                .iter()
                .filter(|d| d.scheduled)
                .map(|d| (d.organization, d.message))
                .collect();
            txn.queue_scheduled(&scheduled, now).await?;
            let mut providers: Vec<ProviderId> = due.iter().map(|d| d.provider).collect();
            providers.sort_unstable();
            providers.dedup();
            let next_due = txn
                .conn
                .query_one("SELECT MIN(due_at) FROM lane_entries WHERE owner = -1", &[], |row| {
                    row.opt_int()
                })
                .await?
                .flatten();
            Ok(Promoted {
                moved: due.len(),
                providers,
                next_due,
            })
        })
        .await
    }
}
