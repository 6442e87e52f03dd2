//! How an organization stands: named, suspended and resumed by whoever runs the installation.

use domain::{Millis, OrganizationId};

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::txn::Txn;

impl Txn {
    /// On PostgreSQL makes whoever changes the same organization wait for this transaction; on SQLite there is one writer.
    pub(crate) async fn organization_lock(&mut self, id: OrganizationId) -> Result<()> {
        if self.conn.is_postgres() {
            let sql = "SELECT id FROM organizations WHERE id = $1 FOR UPDATE";
            self.conn
                .query_one(sql, &[Value::Int(id.get())], |row| row.int())
                .await?;
        }
        Ok(())
    }
}

impl Store {
    /// Gives an organization another name; `false` when there is no such organization.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn organization_rename(&self, id: OrganizationId, name: String) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let sql = "UPDATE organizations SET name = $1 WHERE id = $2";
            let values = [Value::Text(&name), Value::Int(id.get())];
            Ok(txn.conn.execute(sql, &values).await? > 0)
        })
        .await
    }

    /// Suspends an organization; `false` when there is none or it is suspended already.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn organization_suspend(&self, id: OrganizationId, why: String, now: Millis) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let sql = "UPDATE organizations SET suspended_at = $1, suspended_why = $2
                WHERE id = $3 AND suspended_at IS NULL";
            let values = [Value::Int(now), Value::Text(&why), Value::Int(id.get())];
            Ok(txn.conn.execute(sql, &values).await? > 0)
        })
        .await
    }

    /// Lets a suspended organization work again; `false` when there is none or it is not suspended.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn organization_resume(&self, id: OrganizationId) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let sql = "UPDATE organizations SET suspended_at = NULL, suspended_why = NULL
                WHERE id = $1 AND suspended_at IS NOT NULL";
            Ok(txn.conn.execute(sql, &[Value::Int(id.get())]).await? > 0)
        })
        .await
    }

    /// The organizations that are suspended now.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn organization_suspended_all(&self) -> Result<Vec<OrganizationId>> {
        self.read(async |conn| {
            let sql = "SELECT id FROM organizations WHERE suspended_at IS NOT NULL ORDER BY id";
            conn.query(sql, &[], |row| Ok(OrganizationId::new(row.int()?))).await
        })
        .await
    }
}
