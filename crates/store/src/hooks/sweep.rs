//! What goes by its age: events that nobody told for a week, tries that are older than the log is kept.

use domain::Millis;
use domain::id::floor_at;

use super::claim::key_columns;
use crate::conn::{Column, Each, Value};
use crate::error::Result;
use crate::txn::Txn;
use crate::types::HookKey;

const FORGET: Each = Each {
    sqlite: "DELETE FROM webhook_deliveries WHERE organization_id = $1 AND target = $2 AND id = $3",
    postgres: "DELETE FROM webhook_deliveries d
        USING UNNEST($1::bigint[], $2::bigint[], $3::bigint[]) AS u (organization_id, target, id)
        WHERE d.organization_id = ANY (ARRAY[u.organization_id]) AND d.target = u.target AND d.id = u.id",
};

const UNTOLD: Each = Each {
    sqlite: "DELETE FROM hook_outbox WHERE target = $1 AND message_id = $2 AND id = $3 AND owner = 0",
    postgres: "DELETE FROM hook_outbox o
        USING UNNEST($1::bigint[], $2::bigint[], $3::bigint[]) AS u (target, message_id, id)
        WHERE o.target = ANY (ARRAY[u.target]) AND o.message_id = u.message_id AND o.id = u.id AND o.owner = 0",
};

impl Txn {
    /// Removes rows that were due before `before` and that nobody is telling, at most `limit` of each target.
    pub(crate) async fn hook_sweep(&mut self, before: Millis, limit: i64) -> Result<u64> {
        let targets = self
            .conn
            .query(
                "WITH RECURSIVE targets (target) AS (
                     SELECT MIN(target) FROM hook_outbox WHERE owner = 0
                     UNION ALL
                     SELECT (SELECT MIN(o.target) FROM hook_outbox o WHERE o.owner = 0 AND o.target > targets.target)
                     FROM targets WHERE targets.target IS NOT NULL)
                 SELECT target FROM targets WHERE target IS NOT NULL",
                &[],
                |row| row.int(),
            )
            .await?;
        let mut old: Vec<HookKey> = Vec::new();
        for target in targets {
            let values = [Value::Int(target), Value::Int(before), Value::Int(limit)];
            let sql = "SELECT target, message_id, id FROM hook_outbox
                WHERE owner = 0 AND target = $1 AND due_at <= $2 ORDER BY due_at LIMIT $3";
            let rows = self.conn.query(sql, &values, |row| {
                Ok(HookKey {
                    target: row.int()?,
                    message: row.int()?,
                    id: row.int()?,
                })
            });
            old.extend(rows.await?);
        }
        self.conn.each(&UNTOLD, &key_columns(&old)).await
    }

    /// Removes tries that began before `before`, at most `limit` of each endpoint.
    pub(crate) async fn deliveries_sweep(&mut self, before: Millis, limit: i64) -> Result<u64> {
        let mut old: Vec<(i64, i64, i64)> = Vec::new();
        let mut place = self.next_log(None).await?;
        while let Some((organization, target)) = place {
            let values = [
                Value::Int(organization),
                Value::Int(target),
                Value::Int(floor_at(before)),
                Value::Int(limit),
            ];
            let sql = "SELECT organization_id, target, id FROM webhook_deliveries
                WHERE organization_id = $1 AND target = $2 AND id < $3 ORDER BY id LIMIT $4";
            let rows = self
                .conn
                .query(sql, &values, |row| Ok((row.int()?, row.int()?, row.int()?)));
            old.extend(rows.await?);
            place = self.next_log(place).await?;
        }
        let columns = [
            Column::Ints(old.iter().map(|(organization, ..)| *organization).collect()),
            Column::Ints(old.iter().map(|(_, target, _)| *target).collect()),
            Column::Ints(old.iter().map(|(.., id)| *id).collect()),
        ];
        self.conn.each(&FORGET, &columns).await
    }

    /// The organization and target whose log comes after this one's.
    async fn next_log(&mut self, after: Option<(i64, i64)>) -> Result<Option<(i64, i64)>> {
        let least = async |txn: &mut Self, sql, values: &[Value<'_>]| {
            let found = txn.conn.query_one(sql, values, |row| row.opt_int()).await?;
            crate::error::Result::Ok(found.flatten())
        };
        if let Some((organization, target)) = after {
            let sql = "SELECT MIN(target) FROM webhook_deliveries WHERE organization_id = $1 AND target > $2";
            let values = [Value::Int(organization), Value::Int(target)];
            if let Some(next) = least(self, sql, &values).await? {
                return Ok(Some((organization, next)));
            }
        }
        let sql = "SELECT MIN(organization_id) FROM webhook_deliveries WHERE organization_id > $1";
        let organization = Value::Int(after.map_or(i64::MIN, |(organization, _)| organization));
        let Some(organization) = least(self, sql, &[organization]).await? else {
            return Ok(None);
        };
        let sql = "SELECT MIN(target) FROM webhook_deliveries WHERE organization_id = $1";
        let target = least(self, sql, &[Value::Int(organization)]).await?;
        Ok(target.map(|target| (organization, target)))
    }
}
