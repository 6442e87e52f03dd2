//! Partitions of PostgreSQL's large tables: a month each, by the time in the ids.
//!
//! They are made ahead of their month, so that nothing lands in the default partition, which is there to lose nothing
//! should the sweep not run.

use domain::Millis;
use domain::id::floor_at;
use sqlx::AssertSqlSafe;

use crate::conn::{Conn, Value};
use crate::error::Result;

/// The partitioned tables, and how full their pages are made. A round moves all messages of a page, which only touches no
/// index when there is room for a second version of each beside the first. Events never change.
const TABLES: [(&str, u8); 2] = [("messages", 45), ("events", 100)];

/// Makes the partitions of this month and the next two. Does nothing on SQLite.
pub(crate) async fn ensure(conn: &mut Conn, now: Millis) -> Result<()> {
    if !conn.is_postgres() {
        return Ok(());
    }
    let months = conn
        .query(
            "SELECT to_char(month, 'YYYY_MM'), CAST(EXTRACT(EPOCH FROM month) * 1000 AS BIGINT),
                    CAST(EXTRACT(EPOCH FROM month + INTERVAL '1 month') * 1000 AS BIGINT)
             FROM (SELECT date_trunc('month', to_timestamp($1 / 1000) AT TIME ZONE 'UTC') + n * INTERVAL '1 month'
                   AS month FROM generate_series(0, 2) n) months
             WHERE to_regclass('events_' || to_char(month, 'YYYY_MM')) IS NULL",
            &[Value::Int(now)],
            |row| Ok((row.text()?, row.int()?, row.int()?)),
        )
        .await?;
    for (name, from, until) in months {
        let (from, until) = (floor_at(from), floor_at(until));
        if from == until {
            // A clock before 2024 makes ids without a time; they go to the default partition.
            continue;
        }
        for (table, fillfactor) in TABLES {
            conn.batch(AssertSqlSafe(format!(
                "CREATE TABLE IF NOT EXISTS {table}_{name} PARTITION OF {table}
                 FOR VALUES FROM ({from}) TO ({until}) WITH (fillfactor = {fillfactor})"
            )))
            .await?;
        }
    }
    Ok(())
}
