//! Retention: removes the messages of organizations that do not keep them, a few at a time.
//!
//! A round walks an organization's ids from the oldest, on a reader; what ended long enough ago is removed by units of
//! bounded size, and nothing that has not ended. Counts (rollups, totals) and the ledger stay as they are. One owner does a
//! round: its row says whose it is, so that another one goes on from where a dead one stopped.
//!
//! What hangs on a message goes with it: events, its entry by number, the carrier's ids that are still awaited. Rows of
//! the outbox whose message is gone go when they are claimed. Opt-outs are no part of a message and stay.

mod batches;
mod messages;

use domain::{Millis, OrganizationId};

use crate::conn::{Conn, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::txn::Txn;
use crate::types::{AuditActor, AuditEntry, RetentionRound, RetentionTurn};
use crate::{Store, StoreError};

const DAY_MS: Millis = 86_400_000;
/// How far an id's time may be from the acceptance it belongs to: sequences may run ahead of their clock.
const ID_SLACK_MS: Millis = 3_600_000;

/// The first id that can be of nothing that ended by `cutoff`.
fn first_young_id(cutoff: Millis) -> i64 {
    domain::id::floor_at(cutoff + ID_SLACK_MS)
}

/// What ended by then goes in `owner`'s round; `None` where the organization has come to keep its messages.
///
/// # Errors
/// `Fenced` where the round is not this owner's.
async fn cutoff(conn: &mut Conn, organization: OrganizationId, owner: i64, now: Millis) -> Result<Option<Millis>> {
    let sql = "SELECT o.retention_days FROM retention r JOIN organizations o ON o.id = r.organization_id
         WHERE r.organization_id = $1 AND r.owner = $2";
    let values = [Value::Int(organization.get()), Value::Int(owner)];
    let days = conn.query_one(sql, &values, |row| row.int()).await?;
    let days = days.ok_or(StoreError::Fenced)?;
    Ok((days > 0).then(|| now - days * DAY_MS))
}

impl Txn {
    /// Makes sure that the round is this owner's until the transaction ends; answers what goes, if anything.
    async fn retention_hold(&mut self, organization: OrganizationId) -> Result<Option<Millis>> {
        let owner = self.shared.owner;
        self.owner_hold(owner, self.now).await?;
        if self.conn.is_postgres() {
            let sql = "SELECT 1 FROM retention WHERE organization_id = $1 FOR UPDATE";
            self.conn
                .query_one(sql, &[Value::Int(organization.get())], |_| Ok(()))
                .await?;
        }
        cutoff(&mut self.conn, organization, owner, self.now).await
    }

    /// Lets an organization's round begin at once: what it decided about its messages has changed.
    pub(crate) async fn retention_due(&mut self, organization: OrganizationId) -> Result<()> {
        let sql = "UPDATE retention SET due_at = 0 WHERE organization_id = $1";
        self.conn.execute(sql, &[Value::Int(organization.get())]).await?;
        Ok(())
    }

    /// Takes a round for this owner; answers where it goes on, or `None` where somebody else was first.
    async fn retention_take(&mut self, organization: OrganizationId, now: Millis) -> Result<Option<i64>> {
        let owner = self.shared.owner;
        self.owner_hold(owner, now).await?;
        let begun = "INSERT INTO retention (organization_id, owner, due_at, next_id, messages, batches)
             VALUES ($1, 0, 0, 0, 0, 0) ON CONFLICT DO NOTHING";
        self.conn.execute(begun, &[Value::Int(organization.get())]).await?;
        let taken = "UPDATE retention SET owner = $1
             WHERE organization_id = $2 AND due_at <= $3
                 AND (owner IN (0, $1) OR NOT EXISTS
                     (SELECT 1 FROM owners w WHERE w.owner = retention.owner AND w.lease_until > $3))
             RETURNING next_id";
        let values = [Value::Int(owner), Value::Int(organization.get()), Value::Int(now)];
        self.conn.query_one(taken, &values, |row| row.int()).await
    }

    async fn retention_end(&mut self, organization: OrganizationId, due_at: Millis) -> Result<RetentionRound> {
        let sql = "SELECT messages, batches FROM retention WHERE organization_id = $1 AND owner = $2";
        let values = [Value::Int(organization.get()), Value::Int(self.shared.owner)];
        let found = self.conn.query_one(sql, &values, |row| Ok((row.int()?, row.int()?)));
        let (messages, batches) = found.await?.ok_or(StoreError::Fenced)?;
        let sql = "UPDATE retention SET owner = 0, due_at = $1, next_id = 0, messages = 0, batches = 0
             WHERE organization_id = $2";
        self.conn
            .execute(sql, &[Value::Int(due_at), Value::Int(organization.get())])
            .await?;
        if messages > 0 || batches > 0 {
            self.audit_insert(&removed(organization, messages, batches)).await?;
        }
        Ok(RetentionRound {
            messages: messages.unsigned_abs(),
            batches: batches.unsigned_abs(),
        })
    }
}

/// The entry that says what a round removed.
fn removed(organization: OrganizationId, messages: i64, batches: i64) -> AuditEntry {
    AuditEntry {
        organization: Some(organization),
        actor: AuditActor::Tuma,
        action: "retention.remove",
        object: organization.to_string(),
        before: None,
        after: Some(serde_json::json!({ "messages": messages, "batches": batches }).to_string()),
        ip: None,
        agent: None,
        request_id: None,
    }
}

impl Store {
    /// Takes the round of one organization, of all, that is due by `now` and that no living owner is at; `None` where
    /// there is none. To be ended by [`Store::retention_done`].
    ///
    /// # Errors
    /// `Busy`, `Unavailable`, `Fenced`.
    pub async fn retention_claim_all(&self, now: Millis) -> Result<Option<RetentionTurn>> {
        let owner = self.owner();
        let due = self
            .read(async move |conn| {
                let sql = "SELECT o.id FROM organizations o LEFT JOIN retention r ON r.organization_id = o.id
                     WHERE o.retention_days > 0 AND COALESCE(r.due_at, 0) <= $1
                         AND (COALESCE(r.owner, 0) IN (0, $2) OR NOT EXISTS
                             (SELECT 1 FROM owners w WHERE w.owner = r.owner AND w.lease_until > $1))
                     ORDER BY COALESCE(r.due_at, 0), o.id LIMIT 1";
                let values = [Value::Int(now), Value::Int(owner)];
                conn.query_one(sql, &values, |row| row.int()).await
            })
            .await?;
        let Some(organization) = due.map(OrganizationId::new) else {
            return Ok(None);
        };
        let taken = self.write(Side::Back, async move |txn| txn.retention_take(organization, now).await);
        let next_id = taken.await?;
        Ok(next_id.map(|next_id| RetentionTurn { organization, next_id }))
    }

    /// Ends this owner's round: the next one is due at `due_at`. What it removed is answered, and in the log of changes.
    ///
    /// # Errors
    /// `Fenced` where another owner has it; `Busy`, `Unavailable`.
    pub async fn retention_done(&self, organization: OrganizationId, due_at: Millis) -> Result<RetentionRound> {
        self.write(Side::Back, async move |txn| {
            txn.retention_end(organization, due_at).await
        })
        .await
    }
}
