//! The log of changes. An entry is written in the unit of its change, so that there is neither without the other, and
//! the database itself refuses to change or remove one.

use std::any::Any;

use domain::OrganizationId;
use domain::id::floor_at;

use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{
    AuditActor, AuditEntry, AuditFilter, AuditRow, BillingSet, Lifted, MembershipChange, UnitChange, Webhook,
};
use crate::{Store, StoreError};

/// What `organization_id` is in an entry of the installation's.
const INSTALLATION: i64 = 0;

fn read_audit(row: &mut Cells<'_>) -> Result<AuditRow> {
    Ok(AuditRow {
        id: row.int()?,
        actor: AuditActor::from_codes(row.int()?, row.opt_int()?)
            .ok_or_else(|| StoreError::internal("no actor is stored so"))?,
        actor_name: row.opt_text()?,
        action: row.text()?,
        object: row.text()?,
        before: row.opt_text()?,
        after: row.opt_text()?,
        ip: row.opt_text()?,
        agent: row.opt_text()?,
        request_id: row.opt_text()?,
        at: row.int()?,
    })
}

/// Whether what a write answers says that something was changed: `false`, a count of 0, or that there was nothing of the
/// kind, says that nothing was.
pub(crate) fn says_that_it_changed<T: Any>(value: &T) -> bool {
    let value: &dyn Any = value;
    if let Some(changed) = value.downcast_ref::<bool>() {
        return *changed;
    }
    if let Some(set) = value.downcast_ref::<BillingSet>() {
        return matches!(set, BillingSet::Done(_));
    }
    if let Some(change) = value.downcast_ref::<MembershipChange>() {
        return *change == MembershipChange::Done;
    }
    if let Some(changed) = value.downcast_ref::<Option<Webhook>>() {
        return changed.is_some();
    }
    if let Some(count) = value.downcast_ref::<u64>() {
        return *count > 0;
    }
    if let Some(done) = value.downcast_ref::<Lifted>() {
        return !done.lifted.is_empty();
    }
    if let Some(change) = value.downcast_ref::<UnitChange>() {
        return *change == UnitChange::Done;
    }
    true
}

impl Txn {
    /// Writes an entry beside what else this transaction writes.
    pub(crate) async fn audit_insert(&mut self, entry: &AuditEntry) -> Result<()> {
        let id = self.draw_ids(1);
        let (kind, actor) = entry.actor.codes();
        self.conn
            .execute(
                "INSERT INTO audit (organization_id, id, actor_kind, actor_id, action, object, before, after, ip, agent,
                     request_id, at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                &[
                    Value::Int(entry.organization.map_or(INSTALLATION, OrganizationId::get)),
                    Value::Int(id),
                    Value::Int(kind),
                    Value::OptInt(actor),
                    Value::Text(entry.action),
                    Value::Text(&entry.object),
                    Value::OptText(entry.before.as_deref()),
                    Value::OptText(entry.after.as_deref()),
                    Value::OptText(entry.ip.as_deref()),
                    Value::OptText(entry.agent.as_deref()),
                    Value::OptText(entry.request_id.as_deref()),
                    Value::Int(self.now),
                ],
            )
            .await?;
        Ok(())
    }
}

impl Store {
    /// Writes an entry about something that changes nothing else, such as a look at what is hidden.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn audit_insert(&self, entry: AuditEntry) -> Result<()> {
        self.write(Side::Front, async move |txn| txn.audit_insert(&entry).await)
            .await
    }

    /// Entries of the organization's log (`None`: the installation's) that fit `filter`, newest first; `before` is the
    /// number of the last one of the page before.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn audit_list(
        &self,
        organization: Option<OrganizationId>,
        filter: AuditFilter,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<AuditRow>> {
        self.read(async move |conn| {
            conn.query(
                "SELECT a.id, a.actor_kind, a.actor_id,
                     CASE a.actor_kind
                         WHEN 1 THEN (SELECT k.name FROM api_keys k
                             WHERE k.organization_id = a.organization_id AND k.id = a.actor_id)
                         WHEN 2 THEN (SELECT u.name FROM users u WHERE u.id = a.actor_id)
                     END,
                     a.action, a.object, a.before, a.after, a.ip, a.agent, a.request_id, a.at
                 FROM audit a
                 WHERE a.organization_id = $1 AND a.id < $2 AND a.id >= $3
                     AND ($4 IS NULL OR a.action = $4 OR substr(a.action, 1, length($4) + 1) = $4 || '.')
                     AND ($5 IS NULL OR a.object = $5)
                     AND ($6 IS NULL OR (a.actor_kind = 2 AND a.actor_id = $6))
                     AND a.at >= $7 AND a.at < $8
                 ORDER BY a.id DESC LIMIT $9",
                &[
                    Value::Int(organization.map_or(INSTALLATION, OrganizationId::get)),
                    Value::Int(before.unwrap_or(i64::MAX)),
                    // No id is below the time at which it was drawn.
                    Value::Int(filter.from.map_or(0, floor_at)),
                    Value::OptText(filter.action.as_deref()),
                    Value::OptText(filter.object.as_deref()),
                    Value::OptInt(filter.user.map(domain::UserId::get)),
                    Value::Int(filter.from.unwrap_or(i64::MIN)),
                    Value::Int(filter.until.unwrap_or(i64::MAX)),
                    Value::Int(limit as i64),
                ],
                read_audit,
            )
            .await
        })
        .await
    }
}
