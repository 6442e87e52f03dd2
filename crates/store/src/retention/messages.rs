//! Messages that ended long ago, and all that hangs on them.

use domain::{Millis, OrganizationId};

use super::{cutoff, first_young_id};
use crate::Store;
use crate::conn::{Column, Conn, Each, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::txn::Txn;
use crate::types::RetentionStep;

// Two statements for a message's row, since whether it went decides about the rest.

const DELETE_MESSAGE: Each = Each {
    sqlite: "DELETE FROM messages WHERE organization_id = $1 AND id = $2 AND ended_at <= $3",
    postgres: "DELETE FROM messages m
        USING UNNEST($1::bigint[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS u (organization_id, id, cutoff, n)
        WHERE m.organization_id = u.organization_id AND m.id = u.id AND m.ended_at <= u.cutoff
        RETURNING u.n",
};

const DELETE_EVENTS: Each = Each {
    sqlite: "DELETE FROM events WHERE organization_id = $1 AND message_id = $2",
    postgres: "DELETE FROM events e USING UNNEST($1::bigint[], $2::bigint[]) AS u (organization_id, message_id)
        WHERE e.organization_id = u.organization_id AND e.message_id = u.message_id",
};

/// On SQLite alone; what is young enough to stand in the tail of numbers is too young to go.
const DELETE_NUMBER: Each = Each {
    sqlite: "DELETE FROM message_numbers WHERE bucket = $1 AND organization_id = $2 AND number = $3 AND id = $4",
    postgres: "",
};

const DELETE_AWAITED: Each = Each {
    sqlite: "DELETE FROM awaited WHERE bucket = $1 AND provider_id = $2 AND carrier_id = $3 AND message_id = $4",
    postgres: "DELETE FROM awaited a
        USING UNNEST($1::bigint[], $2::bigint[], $3::text[], $4::bigint[])
            AS u (bucket, provider_id, carrier_id, message_id)
        WHERE a.bucket = ANY (ARRAY[u.bucket]) AND a.provider_id = u.provider_id AND a.carrier_id = u.carrier_id
            AND a.message_id = u.message_id",
};

/// A message that was looked at.
#[derive(Clone)]
struct Old {
    id: i64,
    bucket: i64,
    number: String,
    provider: Option<i64>,
    carrier_ids: Option<String>,
    ended_at: Option<Millis>,
}

/// The organization's messages with ids in `[from_id, before_id)`, oldest first.
async fn oldest(
    conn: &mut Conn,
    organization: OrganizationId,
    (from_id, before_id): (i64, i64),
    limit: usize,
) -> Result<Vec<Old>> {
    let sql = "SELECT m.id, m.bucket, m.to_addr, m.provider_id, m.carrier_ids, m.ended_at FROM messages m
         WHERE m.organization_id = $1 AND m.id >= $2 AND m.id < $3 ORDER BY m.id LIMIT $4";
    let values = [
        Value::Int(organization.get()),
        Value::Int(from_id),
        Value::Int(before_id),
        Value::Int(limit as i64),
    ];
    conn.query(sql, &values, |row| {
        Ok(Old {
            id: row.int()?,
            bucket: row.int()?,
            number: row.text()?,
            provider: row.opt_int()?,
            carrier_ids: row.opt_text()?,
            ended_at: row.opt_int()?,
        })
    })
    .await
}

impl Txn {
    /// Removes those of `old` that ended by `cutoff`; answers how many.
    async fn messages_remove(
        &mut self,
        organization: OrganizationId,
        mut old: Vec<Old>,
        cutoff: Millis,
    ) -> Result<usize> {
        let columns = |old: &[Old]| {
            [
                Column::Ints(vec![organization.get(); old.len()]),
                Column::Ints(old.iter().map(|one| one.id).collect()),
            ]
        };
        let [organizations, ids] = columns(&old);
        let cutoffs = Column::Ints(vec![cutoff; old.len()]);
        let gone = self
            .conn
            .touched(&DELETE_MESSAGE, &[organizations, ids, cutoffs])
            .await?;
        let mut gone = gone.into_iter();
        old.retain(|_| gone.next().unwrap_or(false));
        self.conn.each(&DELETE_EVENTS, &columns(&old)).await?;
        self.awaited_remove(&old).await?;
        if !self.conn.is_postgres() {
            // In the order of the table, so that neighbours are written once.
            old.sort_unstable_by(|a, b| (a.bucket, &a.number, a.id).cmp(&(b.bucket, &b.number, b.id)));
            let numbers = [
                Column::Ints(old.iter().map(|one| one.bucket).collect()),
                Column::Ints(vec![organization.get(); old.len()]),
                Column::Texts(old.iter().map(|one| one.number.as_str()).collect()),
                Column::Ints(old.iter().map(|one| one.id).collect()),
            ];
            self.conn.each(&DELETE_NUMBER, &numbers).await?;
        }
        Ok(old.len())
    }

    /// The carrier's ids that are still awaited in a bucket with younger messages; those of earlier attempts go with it.
    async fn awaited_remove(&mut self, old: &[Old]) -> Result<()> {
        let all: Vec<(&Old, i64, &str)> = old
            .iter()
            .filter_map(|one| Some((one, one.provider?, one.carrier_ids.as_deref()?)))
            .flat_map(|(one, provider, ids)| ids.split('\n').map(move |id| (one, provider, id)))
            .collect();
        let columns = [
            Column::Ints(all.iter().map(|(one, ..)| one.bucket).collect()),
            Column::Ints(all.iter().map(|(_, provider, _)| *provider).collect()),
            Column::Texts(all.iter().map(|(.., id)| *id).collect()),
            Column::Ints(all.iter().map(|(one, ..)| one.id).collect()),
        ];
        self.conn.each(&DELETE_AWAITED, &columns).await?;
        Ok(())
    }
}

impl Store {
    /// Looks at `limit` messages of an organization whose round this owner has, from `from_id`, and removes those that
    /// ended long enough ago. Nothing is written where none did.
    ///
    /// # Errors
    /// `Fenced` where another owner has the round; `Busy`, `Unavailable`.
    pub async fn retention_messages(
        &self,
        organization: OrganizationId,
        from_id: i64,
        limit: usize,
        now: Millis,
    ) -> Result<RetentionStep> {
        let owner = self.owner();
        let looked = self
            .read(async move |conn| {
                let Some(until) = cutoff(conn, organization, owner, now).await? else {
                    return Ok(None);
                };
                let span = (from_id, first_young_id(until));
                Ok(Some((until, oldest(conn, organization, span, limit).await?)))
            })
            .await?;
        let Some((until, mut old)) = looked else {
            return Ok(RetentionStep::default());
        };
        let last = old.last().filter(|_| old.len() >= limit).map(|one| one.id + 1);
        old.retain(|one| one.ended_at.is_some_and(|at| at <= until));
        if old.is_empty() {
            return Ok(RetentionStep {
                removed: 0,
                next_id: last,
            });
        }
        let go_on = old.last().map_or(from_id, |one| one.id + 1);
        let removed = self
            .write(Side::Back, async move |txn| {
                // It may have been decided to keep messages, or to keep them longer, since they were looked at.
                let Some(latest) = txn.retention_hold(organization).await? else {
                    return Ok(0);
                };
                let removed = txn
                    .messages_remove(organization, old.clone(), until.min(latest))
                    .await?;
                let sql = "UPDATE retention SET next_id = $1, messages = messages + $2 WHERE organization_id = $3";
                let values = [
                    Value::Int(last.unwrap_or(go_on)),
                    Value::Int(removed as i64),
                    Value::Int(organization.get()),
                ];
                txn.conn.execute(sql, &values).await?;
                Ok(removed)
            })
            .await?;
        Ok(RetentionStep { removed, next_id: last })
    }
}
