//! Suppressions: the numbers an organization may not send to.
//!
//! On PostgreSQL an opt-out and the begins of its organization are strictly ordered by an advisory lock, exclusive here
//! and shared there; on SQLite they are rounds or parts of rounds of one journal.

use std::collections::BTreeSet;

use domain::{EventKind, MessageId, MessageState, OrganizationId};

use crate::Store;
use crate::buckets::buckets_live;
use crate::conn::{Column, Each, Value};
use crate::error::Result;
use crate::events::NewEvent;
use crate::journal::Side;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::Suppression;

/// Advisory locks for opt-outs on PostgreSQL; those for registering and migrating are below 0.
const LOCKS: i64 = 64;
const FIRST_LOCK: i64 = 1_000;
/// Messages of a number that an opt-out looks through, newest first.
const LOOKED_THROUGH: usize = 100;

const FIND: Each = Each {
    sqlite: "SELECT reason FROM suppressions WHERE organization_id = $1 AND number = $2",
    postgres: "SELECT u.n, s.reason
        FROM UNNEST($1::bigint[], $2::text[]) WITH ORDINALITY AS u (organization_id, number, n)
        JOIN suppressions s ON s.organization_id = u.organization_id AND s.number = u.number",
};

/// A message of a number.
struct Recent {
    message: MessageId,
    state: MessageState,
    ended: bool,
}

impl Txn {
    /// Which of these (by place) are suppressed, and why.
    pub(crate) async fn suppressions_find(&mut self, asked: &[(OrganizationId, &str)]) -> Result<Vec<(usize, String)>> {
        if !self.any_suppression().await? {
            return Ok(Vec::new());
        }
        let columns = [
            Column::Ints(asked.iter().map(|(organization, _)| organization.get()).collect()),
            Column::Texts(asked.iter().map(|(_, number)| *number).collect()),
        ];
        self.conn
            .query_each(&FIND, &columns, |at, row| Ok((at, row.text()?)))
            .await
    }

    /// One look for the whole round saves one a message where nobody opted out yet.
    async fn any_suppression(&mut self) -> Result<bool> {
        let any = self
            .conn
            .query_one("SELECT 1 FROM suppressions LIMIT 1", &[], |_| Ok(()))
            .await?;
        Ok(any.is_some())
    }

    /// The number's newest messages, of those that may still be on their way: id, state and whether they have ended.
    async fn messages_of_number(&mut self, number: &str, of: OrganizationId) -> Result<Vec<Recent>> {
        let mut found = Vec::new();
        for bucket in buckets_live(&mut self.conn, self.now).await? {
            let room = LOOKED_THROUGH - found.len();
            if room == 0 {
                break;
            }
            let values = [
                Value::Int(bucket),
                Value::Int(of.get()),
                Value::Text(number),
                Value::Int(room as i64),
            ];
            let sql = "SELECT id, state, ended_at FROM messages
                WHERE bucket = $1 AND organization_id = $2 AND to_addr = $3 ORDER BY id DESC LIMIT $4";
            let mut rows = self
                .conn
                .query(sql, &values, |row| {
                    Ok(Recent {
                        message: MessageId::new(row.int()?),
                        state: row.coded(MessageState::from_code)?,
                        ended: row.opt_int()?.is_some(),
                    })
                })
                .await?;
            found.append(&mut rows);
        }
        Ok(found)
    }

    /// Whether the hand-over of a message that is still in a lane has begun.
    async fn has_begun(&mut self, organization: OrganizationId, message: MessageId) -> Result<bool> {
        let begun = self
            .conn
            .query_one(
                "SELECT 1 FROM lane_entries
                 WHERE organization_id = $1 AND message_id = $2 AND begun_at IS NOT NULL",
                &[Value::Int(organization.get()), Value::Int(message.get())],
                |_| Ok(()),
            )
            .await?;
        Ok(begun.is_some())
    }

    async fn note_stop_too_late(&mut self, suppression: &Suppression) -> Result<usize> {
        let organization = suppression.organization;
        let mut late = Vec::new();
        for recent in self.messages_of_number(&suppression.number, organization).await? {
            let under_way = match recent.state {
                MessageState::Submitted | MessageState::Sent => !recent.ended,
                MessageState::Queued => self.has_begun(organization, recent.message).await?,
                _ => false,
            };
            if under_way {
                late.push((recent.message, recent.state));
            }
        }
        let events: Vec<NewEvent<'_>> = late
            .iter()
            .map(|(message, state)| NewEvent {
                organization,
                message: *message,
                kind: EventKind::StopTooLate,
                state: *state,
                at: suppression.at,
                detail: Some("the opt-out came after the hand-over had begun"),
                metadata: None,
            })
            .collect();
        self.events_insert(&events).await?;
        Ok(late.len())
    }

    /// Orders an opt-out against the begins of its organization.
    async fn lock_opt_outs(&mut self, organization: OrganizationId) -> Result<()> {
        if self.conn.is_postgres() {
            let lock = [Value::Int(opt_out_lock(organization))];
            self.conn
                .query_one("SELECT pg_advisory_xact_lock($1)", &lock, |_| Ok(()))
                .await?;
        }
        Ok(())
    }

    /// Keeps opt-outs of these organizations out until this transaction ends.
    pub(crate) async fn share_opt_outs(&mut self, organizations: impl Iterator<Item = OrganizationId>) -> Result<()> {
        if !self.conn.is_postgres() {
            return Ok(());
        }
        // Rows come out of UNNEST in order, so all rounds take their locks in the same order.
        const SHARE: Each = Each {
            sqlite: "",
            postgres: "SELECT u.n, pg_advisory_xact_lock_shared(u.lock)
                FROM UNNEST($1::bigint[]) WITH ORDINALITY AS u (lock, n)",
        };
        let locks: BTreeSet<i64> = organizations.map(opt_out_lock).collect();
        self.conn
            .touched(&SHARE, &[Column::Ints(locks.into_iter().collect())])
            .await?;
        Ok(())
    }
}

/// The advisory lock of an organization. Some share one, so that no round takes more than the server has room for.
fn opt_out_lock(organization: OrganizationId) -> i64 {
    FIRST_LOCK + organization.get().rem_euclid(LOCKS)
}

fn read_suppression(row: &mut Cells<'_>) -> Result<Suppression> {
    Ok(Suppression {
        organization: OrganizationId::new(row.int()?),
        number: row.text()?,
        reason: row.text()?,
        at: row.int()?,
    })
}

impl Store {
    /// Suppresses a number, whether it was before or not. From the commit on no attempt to it begins; messages to it
    /// that were handed over before get a STOP_TOO_LATE event (the newest 100 are looked through). Answers how many.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn suppression_insert(&self, suppression: Suppression) -> Result<usize> {
        self.write(Side::Back, async move |txn| {
            txn.lock_opt_outs(suppression.organization).await?;
            txn.conn
                .execute(
                    "INSERT INTO suppressions (organization_id, number, reason, at) VALUES ($1, $2, $3, $4)
                     ON CONFLICT (organization_id, number) DO UPDATE SET reason = excluded.reason, at = excluded.at",
                    &[
                        Value::Int(suppression.organization.get()),
                        Value::Text(&suppression.number),
                        Value::Text(&suppression.reason),
                        Value::Int(suppression.at),
                    ],
                )
                .await?;
            txn.note_stop_too_late(&suppression).await
        })
        .await
    }

    /// Lets the organization send to the number again; `false` when it could already.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn suppression_delete(&self, organization: OrganizationId, number: &str) -> Result<bool> {
        let number = number.to_owned();
        self.write(Side::Back, async move |txn| {
            let gone = txn
                .conn
                .execute(
                    "DELETE FROM suppressions WHERE organization_id = $1 AND number = $2",
                    &[Value::Int(organization.get()), Value::Text(&number)],
                )
                .await?;
            Ok(gone > 0)
        })
        .await
    }

    /// Why and since when the organization may not send to the number, if so.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn suppression_get(&self, organization: OrganizationId, number: &str) -> Result<Option<Suppression>> {
        let number = number.to_owned();
        self.read(async move |conn| {
            conn.query_one(
                "SELECT organization_id, number, reason, at FROM suppressions
                 WHERE organization_id = $1 AND number = $2",
                &[Value::Int(organization.get()), Value::Text(&number)],
                read_suppression,
            )
            .await
        })
        .await
    }

    /// The organization's suppressions in the order of numbers, those after `after`.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn suppression_list(
        &self,
        organization: OrganizationId,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Suppression>> {
        let after = after.unwrap_or_default().to_owned();
        self.read(async move |conn| {
            conn.query(
                "SELECT organization_id, number, reason, at FROM suppressions
                 WHERE organization_id = $1 AND number > $2 ORDER BY number LIMIT $3",
                &[
                    Value::Int(organization.get()),
                    Value::Text(&after),
                    Value::Int(limit as i64),
                ],
                read_suppression,
            )
            .await
        })
        .await
    }
}
