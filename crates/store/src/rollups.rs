//! Counts: rollups by quarter hour, totals of all time, gauges of what is not final.
//!
//! They move in the transaction of the messages they count, gathered over a round and written sorted by key, so that
//! two journals never wait for each other in a circle. Nothing is ever counted by scanning messages.

mod rows;
mod tally;

use domain::{Direction, MessageState, Millis, OrganizationId, Priority, ProviderId};

pub(crate) use tally::{Counted, Moves, Tally};

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::row::Cells;
use crate::types::StateCount;
use tally::TotalKey;

/// The span of one rollup, ms.
pub const QUARTER_MS: Millis = 900_000;

fn read_count(row: &mut Cells<'_>) -> Result<StateCount> {
    Ok(StateCount {
        provider: Some(row.int()?).filter(|id| *id != 0).map(ProviderId::new),
        direction: row.coded(Direction::from_code)?,
        state: row.coded(MessageState::from_code)?,
        messages: row.int()?,
        segments: row.int()?,
        cost_micros: row.int()?,
    })
}

impl Store {
    /// How many messages the organization's are in each state, of those accepted in `[from, until)`; both ends are
    /// taken to the quarter hour.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn message_totals(
        &self,
        organization: OrganizationId,
        from: Millis,
        until: Millis,
    ) -> Result<Vec<StateCount>> {
        let (first, last) = (from.div_euclid(QUARTER_MS), (until - 1).div_euclid(QUARTER_MS));
        self.read(async move |conn| {
            // One seek a quarter hour: the key starts with it, so that insertion stays at the end of the index.
            conn.query(
                "WITH RECURSIVE span (first, last) AS (
                     SELECT CASE WHEN MIN(quarter) > $1 THEN MIN(quarter) ELSE $1 END,
                            CASE WHEN MAX(quarter) < $2 THEN MAX(quarter) ELSE $2 END
                     FROM rollups),
                 quarters (q) AS (
                     SELECT first FROM span WHERE first <= last
                     UNION ALL SELECT q + 1 FROM quarters, span WHERE q < last)
                 SELECT provider_id, direction, state, CAST(SUM(messages) AS BIGINT), CAST(SUM(segments) AS BIGINT),
                        CAST(SUM(cost_micros) AS BIGINT)
                 FROM quarters JOIN rollups ON quarter = q AND organization_id = $3
                 GROUP BY provider_id, direction, state
                 HAVING SUM(messages) <> 0
                 ORDER BY provider_id, direction, state",
                &[Value::Int(first), Value::Int(last), Value::Int(organization.get())],
                read_count,
            )
            .await
        })
        .await
    }

    /// How many messages entered each state by this process's doing, by provider and direction: committed moves only,
    /// so that a counter made of it never goes back.
    pub fn moves_all(&self) -> Vec<(ProviderId, Direction, MessageState, u64)> {
        let moves = self.shared().moves.lock();
        let named = |(key, messages): (&TotalKey, &u64)| {
            let direction = Direction::from_code(key.direction)?;
            Some((
                ProviderId::new(key.provider),
                direction,
                MessageState::from_code(key.state)?,
                *messages,
            ))
        };
        moves.0.iter().filter_map(named).collect()
    }

    /// How many messages of all organizations are in each state, ever, for metrics.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn totals_all(&self) -> Result<Vec<StateCount>> {
        self.read(async |conn| {
            conn.query(
                "SELECT provider_id, direction, state, CAST(SUM(messages) AS BIGINT), CAST(SUM(segments) AS BIGINT),
                        CAST(SUM(cost_micros) AS BIGINT)
                 FROM totals GROUP BY provider_id, direction, state ORDER BY provider_id, direction, state",
                &[],
                read_count,
            )
            .await
        })
        .await
    }

    /// How many messages of the organization wait for this provider: those in its lane, retries included.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn queue_depth(&self, organization: OrganizationId, provider: ProviderId) -> Result<i64> {
        let found = self
            .read(async move |conn| {
                conn.query_one(
                    "SELECT CAST(COALESCE(SUM(messages), 0) AS BIGINT) FROM gauges
                     WHERE organization_id = $1 AND provider_id = $2 AND state = $3",
                    &[
                        Value::Int(organization.get()),
                        Value::Int(provider.get()),
                        Value::Int(MessageState::Queued as i64),
                    ],
                    |row| row.int(),
                )
                .await
            })
            .await?;
        Ok(found.unwrap_or_default())
    }

    /// How many messages of all organizations are not final, by provider, priority and state.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn queue_depths_all(&self) -> Result<Vec<(ProviderId, Priority, MessageState, i64)>> {
        self.read(async |conn| {
            conn.query(
                "SELECT provider_id, priority, state, CAST(SUM(messages) AS BIGINT) FROM gauges
                 GROUP BY provider_id, priority, state HAVING SUM(messages) <> 0
                 ORDER BY provider_id, priority, state",
                &[],
                |row| {
                    Ok((
                        ProviderId::new(row.int()?),
                        row.coded(Priority::from_code)?,
                        row.coded(MessageState::from_code)?,
                        row.int()?,
                    ))
                },
            )
            .await
        })
        .await
    }
}
