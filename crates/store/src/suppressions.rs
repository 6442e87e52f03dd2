//! Suppressions: the numbers an organization may not send to, a row for each reason.
//!
//! The reasons of a number stand side by side: each is set and lifted by itself, and the number is sent nothing while any
//! is left. So a START lifts what a STOP set and never what a person or the carrier decided.
//!
//! On PostgreSQL an opt-out and the begins of its organization are strictly ordered by an advisory lock, exclusive here
//! and shared there; on SQLite they are rounds or parts of rounds of one journal.

use std::collections::BTreeSet;

use domain::{EventKind, MessageId, MessageState, OrganizationId};

use crate::Store;
use crate::buckets::buckets_live;
use crate::conn::{Column, Conn, Each, Value};
use crate::error::Result;
use crate::events::NewEvent;
use crate::journal::Side;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{Lifted, Suppression};

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

/// The newest messages of a number whose numbers are still in SQLite's tail.
const OF_NUMBER_IN_TAIL: &str = "SELECT m.id, m.state, m.ended_at
    FROM number_tail n CROSS JOIN messages m ON m.id = n.id
    WHERE n.organization_id = $1 AND n.number = $2 AND m.direction = 1 ORDER BY n.id DESC LIMIT $3";

/// The newest messages of a number in one bucket.
const OF_NUMBER: Each = Each {
    sqlite: "SELECT m.id, m.state, m.ended_at
        FROM message_numbers n CROSS JOIN messages m ON m.id = n.id
        WHERE n.bucket = $1 AND n.organization_id = $2 AND n.number = $3 AND m.direction = 1
        ORDER BY n.id DESC LIMIT $4",
    postgres: "SELECT id, state, ended_at FROM messages
        WHERE bucket = $1 AND organization_id = $2 AND to_addr = $3 AND direction = 1
        ORDER BY id DESC LIMIT $4",
};

/// A message of a number.
struct Recent {
    message: MessageId,
    state: MessageState,
    ended: bool,
}

impl Txn {
    /// Which of these (by place, each once) are suppressed, and why: all reasons, as one text.
    pub(crate) async fn suppressions_find(&mut self, asked: &[(OrganizationId, &str)]) -> Result<Vec<(usize, String)>> {
        if !self.any_suppression().await? {
            return Ok(Vec::new());
        }
        let columns = [
            Column::Ints(asked.iter().map(|(organization, _)| organization.get()).collect()),
            Column::Texts(asked.iter().map(|(_, number)| *number).collect()),
        ];
        let found = self
            .conn
            .query_each(&FIND, &columns, |at, row| Ok((at, row.text()?)))
            .await?;
        Ok(joined(found))
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
        let read = |row: &mut Cells<'_>| {
            Ok(Recent {
                message: MessageId::new(row.int()?),
                state: row.coded(MessageState::from_code)?,
                ended: row.opt_int()?.is_some(),
            })
        };
        let limit = Value::Int(LOOKED_THROUGH as i64);
        let asked = [Value::Int(of.get()), Value::Text(number), limit];
        let mut found = Vec::new();
        if !self.conn.is_postgres() {
            found = self.conn.query(OF_NUMBER_IN_TAIL, &asked, read).await?;
        }
        for bucket in buckets_live(&mut self.conn, self.now).await? {
            if found.len() >= LOOKED_THROUGH {
                break;
            }
            let asked = [Value::Int(bucket), Value::Int(of.get()), Value::Text(number), limit];
            let sql = if self.conn.is_postgres() {
                OF_NUMBER.postgres
            } else {
                OF_NUMBER.sqlite
            };
            let mut rows = self.conn.query(sql, &asked, read).await?;
            // While the tail is merged, some are in both.
            rows.retain(|row| found.iter().all(|known: &Recent| known.message != row.message));
            found.append(&mut rows);
        }
        found.truncate(LOOKED_THROUGH);
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

    /// Suppresses a number; answers how many messages it came too late for. The opt-outs of its organization are locked.
    pub(crate) async fn suppress(&mut self, suppression: &Suppression) -> Result<usize> {
        self.conn
            .execute(
                "INSERT INTO suppressions (organization_id, number, reason, at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (organization_id, number, reason) DO NOTHING",
                &[
                    Value::Int(suppression.organization.get()),
                    Value::Text(&suppression.number),
                    Value::Text(&suppression.reason),
                    Value::Int(suppression.at),
                ],
            )
            .await?;
        self.note_stop_too_late(suppression).await
    }

    /// Lifts one reason of a number; says whether it had it.
    pub(crate) async fn suppression_lift(
        &mut self,
        organization: OrganizationId,
        number: &str,
        reason: &str,
    ) -> Result<bool> {
        let gone = self
            .conn
            .execute(
                "DELETE FROM suppressions WHERE organization_id = $1 AND number = $2 AND reason = $3",
                &[Value::Int(organization.get()), Value::Text(number), Value::Text(reason)],
            )
            .await?;
        Ok(gone > 0)
    }

    /// Orders opt-outs against the begins of their organizations.
    pub(crate) async fn lock_opt_outs(&mut self, organizations: impl Iterator<Item = OrganizationId>) -> Result<()> {
        const LOCK: Each = Each {
            sqlite: "",
            postgres: "SELECT u.n, pg_advisory_xact_lock(u.lock)
                FROM UNNEST($1::bigint[]) WITH ORDINALITY AS u (lock, n)",
        };
        self.lock_organizations(&LOCK, organizations).await
    }

    /// Keeps opt-outs of these organizations out until this transaction ends.
    pub(crate) async fn share_opt_outs(&mut self, organizations: impl Iterator<Item = OrganizationId>) -> Result<()> {
        const SHARE: Each = Each {
            sqlite: "",
            postgres: "SELECT u.n, pg_advisory_xact_lock_shared(u.lock)
                FROM UNNEST($1::bigint[]) WITH ORDINALITY AS u (lock, n)",
        };
        self.lock_organizations(&SHARE, organizations).await
    }

    /// Rows come out of UNNEST in order, so all rounds take their locks in the same order.
    async fn lock_organizations(
        &mut self,
        lock: &Each,
        organizations: impl Iterator<Item = OrganizationId>,
    ) -> Result<()> {
        if !self.conn.is_postgres() {
            return Ok(());
        }
        let locks: BTreeSet<i64> = organizations.map(opt_out_lock).collect();
        self.conn
            .touched(lock, &[Column::Ints(locks.into_iter().collect())])
            .await?;
        Ok(())
    }
}

/// The advisory lock of an organization. Some share one, so that no round takes more than the server has room for.
fn opt_out_lock(organization: OrganizationId) -> i64 {
    FIRST_LOCK + organization.get().rem_euclid(LOCKS)
}

/// One entry a place, its reasons in alphabetical order.
fn joined(mut found: Vec<(usize, String)>) -> Vec<(usize, String)> {
    found.sort_unstable();
    let mut joined: Vec<(usize, String)> = Vec::with_capacity(found.len());
    for (at, reason) in found {
        match joined.last_mut() {
            Some((last, reasons)) if *last == at => {
                reasons.push_str(", ");
                reasons.push_str(&reason);
            }
            _ => joined.push((at, reason)),
        }
    }
    joined
}

async fn reasons_of(conn: &mut Conn, organization: OrganizationId, number: &str) -> Result<Vec<Suppression>> {
    conn.query(
        "SELECT organization_id, number, reason, at FROM suppressions
         WHERE organization_id = $1 AND number = $2 ORDER BY at, reason",
        &[Value::Int(organization.get()), Value::Text(number)],
        read_suppression,
    )
    .await
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
    /// Suppresses a number for a reason, beside the reasons that it has; one that it has already stays as it is. From the
    /// commit on no attempt to it begins; messages to it that were handed over before get a STOP_TOO_LATE event (the
    /// newest 100 are looked through). Answers how many.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn suppression_insert(&self, suppression: Suppression) -> Result<usize> {
        self.write(Side::Back, async move |txn| {
            txn.lock_opt_outs(std::iter::once(suppression.organization)).await?;
            txn.suppress(&suppression).await
        })
        .await
    }

    /// Lifts those of `reasons` that the number has. The organization may send to it again when none is left.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn suppression_lift(
        &self,
        organization: OrganizationId,
        number: &str,
        reasons: &[&str],
    ) -> Result<Lifted> {
        let number = number.to_owned();
        let reasons: Vec<String> = reasons.iter().map(|&reason| reason.to_owned()).collect();
        self.write(Side::Back, async move |txn| {
            let found = reasons_of(&mut txn.conn, organization, &number).await?;
            let mut done = Lifted::default();
            for suppression in found {
                let asked = reasons.contains(&suppression.reason);
                if asked && txn.suppression_lift(organization, &number, &suppression.reason).await? {
                    done.lifted.push(suppression);
                } else {
                    done.left.push(suppression);
                }
            }
            Ok(done)
        })
        .await
    }

    /// Why and since when the organization may not send to the number, oldest reason first; empty where it may.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn suppression_get(&self, organization: OrganizationId, number: &str) -> Result<Vec<Suppression>> {
        let number = number.to_owned();
        self.read(async move |conn| reasons_of(conn, organization, &number).await)
            .await
    }

    /// The reasons of at most `limit` numbers, in the order of the numbers, of those after `after`; each with all of its
    /// reasons.
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
                 WHERE organization_id = $1 AND number > $2 AND number <= (
                     SELECT MAX(n.number) FROM (
                         SELECT DISTINCT number FROM suppressions WHERE organization_id = $1 AND number > $2
                         ORDER BY number LIMIT $3) n)
                 ORDER BY number, at, reason",
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
