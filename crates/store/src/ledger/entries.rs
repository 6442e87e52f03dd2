//! Reading the ledger: entries, newest first; sums by day; and the names in it, replaced by a pseudonym.

use domain::id::floor_at;
use domain::{BatchId, EntryKind, LedgerEntryId, Movement, OrganizationId, TopUpId};

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::types::{LedgerDay, LedgerEntry, LedgerFilter};

macro_rules! entry_columns {
    () => {
        "id, kind, at, messages, segments, available_micros, reserved_micros, spent_micros, funding_micros, batch_id,
         top_up_id, actor, note"
    };
}

fn read_movement(row: &mut Cells<'_>) -> Result<Movement> {
    Ok(Movement {
        available: row.int()?,
        reserved: row.int()?,
        spent: row.int()?,
        funding: row.int()?,
    })
}

fn read_entry(row: &mut Cells<'_>) -> Result<LedgerEntry> {
    Ok(LedgerEntry {
        id: LedgerEntryId::new(row.int()?),
        kind: row.coded(EntryKind::from_code)?,
        at: row.int()?,
        messages: row.int()?,
        segments: row.int()?,
        movement: read_movement(row)?,
        batch: row.opt_int()?.map(BatchId::new),
        top_up: row.opt_int()?.map(TopUpId::new),
        actor: row.opt_text()?,
        note: row.opt_text()?,
    })
}

fn read_day(row: &mut Cells<'_>) -> Result<LedgerDay> {
    Ok(LedgerDay {
        day: row.int()?,
        kind: row.coded(EntryKind::from_code)?,
        entries: row.int()?,
        messages: row.int()?,
        segments: row.int()?,
        movement: read_movement(row)?,
    })
}

/// The kinds that a filter lets through, lowest and highest code.
fn kinds(filter: &LedgerFilter) -> (i64, i64) {
    match filter.kind {
        Some(kind) => (kind as i64, kind as i64),
        None => (0, i64::MAX),
    }
}

impl Store {
    /// Entries, newest first, from before `before`.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn ledger_list(
        &self,
        organization: OrganizationId,
        filter: LedgerFilter,
        before: Option<LedgerEntryId>,
        limit: usize,
    ) -> Result<Vec<LedgerEntry>> {
        let (first_kind, last_kind) = kinds(&filter);
        let sql = if filter.explicit {
            concat!(
                "SELECT ",
                entry_columns!(),
                " FROM ledger_entries WHERE organization_id = $1 AND id >= $2 AND id < $3 AND kind >= 10
                    AND kind BETWEEN $4 AND $5 ORDER BY id DESC LIMIT $6"
            )
        } else {
            concat!(
                "SELECT ",
                entry_columns!(),
                " FROM ledger_entries WHERE organization_id = $1 AND id >= $2 AND id < $3
                    AND kind BETWEEN $4 AND $5 ORDER BY id DESC LIMIT $6"
            )
        };
        let until = filter.until.map_or(i64::MAX, floor_at);
        self.read(async move |conn| {
            let values = [
                Value::Int(organization.get()),
                Value::Int(filter.from.map_or(0, floor_at)),
                Value::Int(before.map_or(until, |before| before.get().min(until))),
                Value::Int(first_kind),
                Value::Int(last_kind),
                Value::Int(limit as i64),
            ];
            conn.query(sql, &values, read_entry).await
        })
        .await
    }

    /// Sums by day and kind, of the days `[from, until)` since 1970, oldest first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn ledger_days(&self, organization: OrganizationId, from: i64, until: i64) -> Result<Vec<LedgerDay>> {
        self.read(async move |conn| {
            conn.query(
                "SELECT day, kind, CAST(SUM(entries) AS BIGINT), CAST(SUM(messages) AS BIGINT),
                     CAST(SUM(segments) AS BIGINT), CAST(SUM(available_micros) AS BIGINT),
                     CAST(SUM(reserved_micros) AS BIGINT), CAST(SUM(spent_micros) AS BIGINT),
                     CAST(SUM(funding_micros) AS BIGINT)
                 FROM ledger_days WHERE organization_id = $1 AND day >= $2 AND day < $3
                 GROUP BY day, kind ORDER BY day, kind",
                &[Value::Int(organization.get()), Value::Int(from), Value::Int(until)],
                read_day,
            )
            .await
        })
        .await
    }

    /// What the accounts held at the beginning of a day (days since 1970).
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn ledger_before(&self, organization: OrganizationId, day: i64) -> Result<Movement> {
        let found = self
            .read(async move |conn| {
                conn.query_one(
                    "SELECT COALESCE(CAST(SUM(available_micros) AS BIGINT), 0),
                         COALESCE(CAST(SUM(reserved_micros) AS BIGINT), 0),
                         COALESCE(CAST(SUM(spent_micros) AS BIGINT), 0),
                         COALESCE(CAST(SUM(funding_micros) AS BIGINT), 0)
                     FROM ledger_days WHERE organization_id = $1 AND day < $2",
                    &[Value::Int(organization.get()), Value::Int(day)],
                    read_movement,
                )
                .await
            })
            .await?;
        Ok(found.unwrap_or_default())
    }

    /// Replaces a person's name in the ledger by a pseudonym, and drops the notes beside it, which may name people too.
    /// Nothing else of an entry can change. Answers in how many entries and top-ups.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn ledger_pseudonymize(
        &self,
        organization: OrganizationId,
        actor: String,
        pseudonym: String,
    ) -> Result<usize> {
        self.write(Side::Front, async move |txn| {
            let values = [
                Value::Text(&pseudonym),
                Value::Int(organization.get()),
                Value::Text(&actor),
            ];
            let mut changed = 0;
            for sql in [
                "UPDATE ledger_entries SET actor = $1, note = NULL WHERE organization_id = $2 AND kind >= 10 AND actor = $3",
                "UPDATE top_ups SET actor = $1, note = NULL WHERE organization_id = $2 AND actor = $3",
            ] {
                changed += txn.conn.execute(sql, &values).await? as usize;
            }
            Ok(changed)
        })
        .await
    }
}
