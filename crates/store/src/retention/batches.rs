//! Batches that ended long ago and have no messages any more, with the faults of their rows.

use domain::{Millis, OrganizationId};

use super::{cutoff, first_young_id};
use crate::Store;
use crate::conn::{Column, Conn, Each, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::txn::Txn;
use crate::types::RetentionStep;

/// Batches that one step looks at, at most: each may mean a look at what is left of its messages.
const LOOKED_AT: i64 = 20;

const DELETE_FAULT: Each = Each {
    sqlite: "DELETE FROM batch_faults
        WHERE organization_id = $1 AND batch_id = $2 AND row_number = $3 AND place = $4",
    postgres: "DELETE FROM batch_faults f
        USING UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
            AS u (organization_id, batch_id, row_number, place)
        WHERE f.organization_id = ANY (ARRAY[u.organization_id]) AND f.batch_id = u.batch_id
            AND f.row_number = u.row_number AND f.place = u.place",
};

/// Batches from `from_id` that ended by `cutoff`, oldest first: each with whether a message of it is left.
async fn oldest(
    conn: &mut Conn,
    organization: OrganizationId,
    from_id: i64,
    cutoff: Millis,
) -> Result<Vec<(i64, bool)>> {
    // A batch's messages are made after it and before it ends.
    let sql = "SELECT b.id, CAST(CASE WHEN EXISTS (SELECT 1 FROM messages m
                 WHERE m.organization_id = $1 AND m.id >= b.id AND m.id < $2 AND m.batch_id = b.id)
             THEN 1 ELSE 0 END AS BIGINT)
         FROM batches b
         WHERE b.organization_id = $1 AND b.id >= $3 AND b.id < $2 AND b.state <> 1 AND b.finished_at <= $4
         ORDER BY b.id LIMIT $5";
    let values = [
        Value::Int(organization.get()),
        Value::Int(first_young_id(cutoff)),
        Value::Int(from_id),
        Value::Int(cutoff),
        Value::Int(LOOKED_AT),
    ];
    conn.query(sql, &values, |row| Ok((row.int()?, row.flag()?))).await
}

impl Txn {
    /// Removes up to `limit` faults of a batch, and the batch with the last of them; answers how many rows went, and
    /// whether the batch did.
    async fn batch_remove(&mut self, organization: OrganizationId, batch: i64, limit: usize) -> Result<(usize, bool)> {
        let sql = "SELECT row_number, place FROM batch_faults WHERE organization_id = $1 AND batch_id = $2
             ORDER BY row_number, place LIMIT $3";
        let values = [
            Value::Int(organization.get()),
            Value::Int(batch),
            Value::Int(limit as i64),
        ];
        let faults = self
            .conn
            .query(sql, &values, |row| Ok((row.int()?, row.int()?)))
            .await?;
        let columns = [
            Column::Ints(vec![organization.get(); faults.len()]),
            Column::Ints(vec![batch; faults.len()]),
            Column::Ints(faults.iter().map(|(row, _)| *row).collect()),
            Column::Ints(faults.iter().map(|(_, place)| *place).collect()),
        ];
        self.conn.each(&DELETE_FAULT, &columns).await?;
        if faults.len() == limit {
            return Ok((faults.len(), false));
        }
        let sql = "DELETE FROM batches WHERE organization_id = $1 AND id = $2";
        let gone = self
            .conn
            .execute(sql, &[Value::Int(organization.get()), Value::Int(batch)])
            .await?;
        Ok((faults.len() + gone as usize, gone > 0))
    }

    /// Removes batches until `limit` rows went; answers how many batches did, and the one to go on with.
    async fn batches_remove(
        &mut self,
        organization: OrganizationId,
        batches: &[i64],
        limit: usize,
    ) -> Result<(usize, Option<i64>)> {
        let (mut rows, mut gone) = (0, 0);
        for batch in batches {
            if rows >= limit {
                return Ok((gone, Some(*batch)));
            }
            let (removed, whole) = self.batch_remove(organization, *batch, limit - rows).await?;
            rows += removed;
            if !whole && removed > 0 {
                return Ok((gone, Some(*batch)));
            }
            gone += usize::from(whole);
        }
        Ok((gone, None))
    }
}

impl Store {
    /// Looks at a few batches of an organization whose round this owner has, from `from_id`, and removes those that ended
    /// long enough ago and have no messages: about `limit` rows.
    ///
    /// # Errors
    /// `Fenced` where another owner has the round; `Busy`, `Unavailable`.
    pub async fn retention_batches(
        &self,
        organization: OrganizationId,
        from_id: i64,
        limit: usize,
        now: Millis,
    ) -> Result<RetentionStep> {
        let owner = self.owner();
        let looked = self
            .read(async move |conn| match cutoff(conn, organization, owner, now).await? {
                Some(until) => oldest(conn, organization, from_id, until).await,
                None => Ok(Vec::new()),
            })
            .await?;
        let last = looked
            .last()
            .filter(|_| looked.len() >= LOOKED_AT as usize)
            .map(|(id, _)| id + 1);
        let empty = looked.iter().filter(|(_, has_messages)| !has_messages);
        let empty: Vec<i64> = empty.map(|(id, _)| *id).collect();
        if empty.is_empty() {
            return Ok(RetentionStep {
                removed: 0,
                next_id: last,
            });
        }
        let (removed, again) = self
            .write(Side::Back, async move |txn| {
                if txn.retention_hold(organization).await?.is_none() {
                    return Ok((0, None));
                }
                let (removed, again) = txn.batches_remove(organization, &empty, limit.max(1)).await?;
                let sql = "UPDATE retention SET batches = batches + $1 WHERE organization_id = $2";
                let values = [Value::Int(removed as i64), Value::Int(organization.get())];
                txn.conn.execute(sql, &values).await?;
                Ok((removed, again))
            })
            .await?;
        Ok(RetentionStep {
            removed,
            next_id: again.or(last),
        })
    }
}
