//! How much an organization may have. Held against in the transaction that adds to it, so that no two callers pass the
//! bound together.

use domain::{Millis, OrganizationId};

use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::Quotas;
use crate::{Store, StoreError};

/// What is bounded.
#[derive(Clone, Copy)]
pub(crate) enum Quota {
    /// Members.
    Users,
    /// API keys that work.
    ApiKeys,
    /// Providers of its own.
    Providers,
}

pub(super) fn read_quotas(row: &mut Cells<'_>) -> Result<Quotas> {
    let mut bound = || {
        let bound = row.opt_int()?.map(u32::try_from);
        bound.transpose().map_err(StoreError::internal)
    };
    Ok(Quotas {
        users: bound()?,
        keys: bound()?,
        providers: bound()?,
    })
}

impl Txn {
    /// Refuses one more of `quota` where the organization has as many as it may.
    pub(crate) async fn quota_check(&mut self, organization: OrganizationId, quota: Quota) -> Result<()> {
        let (what, bound, count) = match quota {
            Quota::Users => (
                "users",
                "SELECT users FROM organization_quotas WHERE organization_id = $1",
                "SELECT COUNT(*) FROM memberships WHERE organization_id = $1",
            ),
            Quota::ApiKeys => (
                "keys",
                "SELECT api_keys FROM organization_quotas WHERE organization_id = $1",
                "SELECT COUNT(*) FROM api_keys
                 WHERE organization_id = $1 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)",
            ),
            Quota::Providers => (
                "providers",
                "SELECT providers FROM organization_quotas WHERE organization_id = $1",
                "SELECT COUNT(*) FROM providers WHERE organization_id = $1 AND removed_at IS NULL",
            ),
        };
        let id = Value::Int(organization.get());
        let most = self.conn.query_one(bound, &[id], |row| row.opt_int()).await?.flatten();
        let Some(most) = most else { return Ok(()) };
        self.organization_lock(organization).await?;
        let values = [id, Value::Int(self.now)];
        let used = if matches!(quota, Quota::ApiKeys) { 2 } else { 1 };
        let have = self.conn.query_one(count, &values[..used], |row| row.int()).await?;
        if have.unwrap_or(0) >= most {
            return Err(StoreError::Full { what, most });
        }
        Ok(())
    }
}

impl Store {
    /// Says how much an organization may have; what it has beyond that stays. `false` when there is no such organization.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn organization_quotas_set(&self, id: OrganizationId, quotas: Quotas, now: Millis) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let set = txn
                .conn
                .execute(
                    "INSERT INTO organization_quotas (organization_id, users, api_keys, providers, updated_at)
                     SELECT id, $1, $2, $3, $4 FROM organizations WHERE id = $5
                     ON CONFLICT (organization_id) DO UPDATE SET users = excluded.users, api_keys = excluded.api_keys,
                         providers = excluded.providers, updated_at = excluded.updated_at",
                    &[
                        Value::OptInt(quotas.users.map(i64::from)),
                        Value::OptInt(quotas.keys.map(i64::from)),
                        Value::OptInt(quotas.providers.map(i64::from)),
                        Value::Int(now),
                        Value::Int(id.get()),
                    ],
                )
                .await?;
            Ok(set > 0)
        })
        .await
    }

    /// How much an organization may have.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn organization_quotas_get(&self, id: OrganizationId) -> Result<Quotas> {
        self.read(async move |conn| {
            let sql = "SELECT users, api_keys, providers FROM organization_quotas WHERE organization_id = $1";
            let found = conn.query_one(sql, &[Value::Int(id.get())], read_quotas).await?;
            Ok(found.unwrap_or_default())
        })
        .await
    }
}
