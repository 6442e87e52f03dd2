//! Counts: rollups by quarter hour, hour and day, totals of all time, gauges of what is not final.
//!
//! They move in the transaction of the messages they count, gathered over a round and written sorted by key, so that
//! two journals never wait for each other in a circle. Nothing is ever counted by scanning messages.

mod counts;
mod pieces;
mod rows;
mod tally;

use std::collections::BTreeMap;

use domain::{Direction, MessageState, Millis, OrganizationId, Priority, ProviderId};

pub(crate) use tally::{Counted, Moves, Tally};

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::row::Cells;
use crate::types::{CountFilter, StateCount};
use tally::TotalKey;

/// The span of one rollup, ms.
pub const QUARTER_MS: Millis = 900_000;

/// The step of rows that hold several quarter hours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Grain {
    /// What the rows are marked with.
    code: i64,
    /// Quarter hours in one.
    quarters: i64,
}

const HOUR: Grain = Grain { code: 1, quarters: 4 };
const DAY: Grain = Grain { code: 2, quarters: 96 };

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
        if from >= until {
            return Ok(Vec::new());
        }
        let borders = vec![from.div_euclid(QUARTER_MS), (until - 1).div_euclid(QUARTER_MS) + 1];
        let counts = self
            .rollup_counts(organization, &CountFilter::default(), &[borders])
            .await?;
        let mut totals: BTreeMap<_, StateCount> = BTreeMap::new();
        for count in counts {
            let key = (count.provider, count.direction, count.state);
            let total = totals.entry(key).or_insert(StateCount {
                provider: count.provider,
                direction: count.direction,
                state: count.state,
                messages: 0,
                segments: 0,
                cost_micros: 0,
            });
            total.messages += count.messages;
            total.segments += count.segments;
            total.cost_micros += count.cost_micros;
        }
        Ok(totals.into_values().filter(|total| total.messages != 0).collect())
    }

    /// How many of the organization's messages are not final, by state.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn open_messages(&self, organization: OrganizationId) -> Result<Vec<(MessageState, i64)>> {
        self.read(async move |conn| {
            conn.query(
                "SELECT state, CAST(SUM(messages) AS BIGINT) FROM gauges WHERE organization_id = $1
                 GROUP BY state HAVING SUM(messages) <> 0 ORDER BY state",
                &[Value::Int(organization.get())],
                |row| Ok((row.coded(MessageState::from_code)?, row.int()?)),
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
