//! Decisions: why messages go the way they go. Many messages share one, which is written before the first of them.

use domain::{Millis, OrganizationId};

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;

impl Store {
    /// Keeps a decision, JSON that `engine` wrote; answers its number among the organization's.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn decision_put(&self, organization: OrganizationId, body: String, now: Millis) -> Result<i64> {
        self.write(Side::Front, async move |txn| {
            let id = txn.draw_ids(1);
            txn.conn
                .execute(
                    "INSERT INTO decisions (organization_id, id, body, created_at) VALUES ($1, $2, $3, $4)",
                    &[
                        Value::Int(organization.get()),
                        Value::Int(id),
                        Value::Text(&body),
                        Value::Int(now),
                    ],
                )
                .await?;
            Ok(id)
        })
        .await
    }

    /// One of the organization's decisions.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn decision_get(&self, organization: OrganizationId, id: i64) -> Result<Option<String>> {
        self.read(async move |conn| {
            conn.query_one(
                "SELECT body FROM decisions WHERE organization_id = $1 AND id = $2",
                &[Value::Int(organization.get()), Value::Int(id)],
                |row| row.text(),
            )
            .await
        })
        .await
    }
}
