//! How providers' health changed: a log for people, not what dispatch decides by.

use domain::id::floor_at;
use domain::{Millis, ProviderId};

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::HealthChange;

fn read_change(row: &mut Cells<'_>) -> Result<HealthChange> {
    Ok(HealthChange {
        id: row.int()?,
        provider: ProviderId::new(row.int()?),
        node: u16::try_from(row.int()?).unwrap_or_default(),
        before: row.text()?,
        state: row.text()?,
        why: row.text()?,
        at: row.int()?,
    })
}

impl Txn {
    /// Removes changes that were seen before `before`, at most `limit` of them.
    pub(crate) async fn provider_health_sweep(&mut self, before: Millis, limit: i64) -> Result<u64> {
        let sql = "DELETE FROM provider_health WHERE id IN
             (SELECT id FROM provider_health WHERE id < $1 ORDER BY id LIMIT $2)";
        let values = [Value::Int(floor_at(before)), Value::Int(limit)];
        self.conn.execute(sql, &values).await
    }
}

impl Store {
    /// Notes a change.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn provider_health_note(&self, change: HealthChange) -> Result<()> {
        self.write(Side::Back, async move |txn| {
            let id = txn.draw_ids(1);
            let sql = "INSERT INTO provider_health (provider_id, id, node, before, state, why, at)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)";
            let values = [
                Value::Int(change.provider.get()),
                Value::Int(id),
                Value::Int(i64::from(change.node)),
                Value::Text(&change.before),
                Value::Text(&change.state),
                Value::Text(&change.why),
                Value::Int(change.at),
            ];
            txn.conn.execute(sql, &values).await?;
            Ok(())
        })
        .await
    }

    /// Changes of a provider's health, newest first; `before` is the number of the last one of the page before.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn provider_health_list(
        &self,
        provider: ProviderId,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<HealthChange>> {
        self.read(async move |conn| {
            let sql = "SELECT id, provider_id, node, before, state, why, at FROM provider_health
                 WHERE provider_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
            let values = [
                Value::Int(provider.get()),
                Value::Int(before.unwrap_or(i64::MAX)),
                Value::Int(limit as i64),
            ];
            conn.query(sql, &values, read_change).await
        })
        .await
    }
}
