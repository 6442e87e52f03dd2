//! Counts: rollups by quarter hour, totals of all time, gauges of what is not final.
//!
//! They move in the transaction of the messages they count, gathered over a round and written sorted by key, so that
//! two journals never wait for each other in a circle. Nothing is ever counted by scanning messages.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::LazyLock;

use domain::{Class, Direction, MessageState, Millis, OrganizationId, Priority, ProviderId};

use crate::conn::{Column, Conn, Insert, Kind, Value};
use crate::error::Result;
use crate::row::Cells;
use crate::types::{LaneMessage, StateCount};
use crate::{Store, StoreError};

/// The span of one rollup, ms.
pub const QUARTER_MS: Millis = 900_000;

/// What a message counts as, apart from its state.
#[derive(Clone, Copy)]
pub(crate) struct Counted {
    pub(crate) organization: OrganizationId,
    pub(crate) direction: Direction,
    pub(crate) provider: ProviderId,
    pub(crate) class: Class,
    pub(crate) priority: Priority,
    pub(crate) country: [u8; 2],
    pub(crate) segments: u16,
    pub(crate) cost_micros: i64,
    pub(crate) accepted_at: Millis,
}

impl From<&LaneMessage> for Counted {
    fn from(message: &LaneMessage) -> Self {
        Self {
            organization: message.organization,
            direction: Direction::Outbound,
            provider: message.provider,
            class: message.class,
            priority: message.priority,
            country: message.country,
            segments: message.segments,
            cost_micros: message.cost_micros,
            accepted_at: message.accepted_at,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct RollupKey {
    quarter: i64,
    organization: i64,
    direction: i64,
    provider: i64,
    class: i64,
    country: [u8; 2],
    state: i64,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct TotalKey {
    provider: i64,
    direction: i64,
    state: i64,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct GaugeKey {
    organization: i64,
    provider: i64,
    priority: i64,
    state: i64,
}

#[derive(Clone, Copy, Default)]
struct Measures {
    messages: i64,
    segments: i64,
    cost_micros: i64,
}

impl Measures {
    fn add(&mut self, other: Self) {
        self.messages += other.messages;
        self.segments += other.segments;
        self.cost_micros += other.cost_micros;
    }

    const fn is_zero(self) -> bool {
        self.messages == 0 && self.segments == 0 && self.cost_micros == 0
    }
}

/// How one round moved the counts.
#[derive(Default)]
pub(crate) struct Tally {
    rollups: HashMap<RollupKey, Measures>,
    gauges: HashMap<GaugeKey, i64>,
    /// Messages that entered each state.
    pub(crate) moves: Moves,
}

/// Messages that entered each state of each provider, since some moment.
#[derive(Default)]
pub(crate) struct Moves(HashMap<TotalKey, u64>);

impl Moves {
    /// Adds what others gathered.
    pub(crate) fn absorb(&mut self, other: Self) {
        for (key, messages) in other.0 {
            *self.0.entry(key).or_default() += messages;
        }
    }
}

impl Tally {
    /// A message came into being in this state.
    pub(crate) fn arrived(&mut self, message: &Counted, state: MessageState) {
        self.count(message, state, 1, !state.is_final());
    }

    /// A message left a state; `open` tells whether the gauges held it.
    pub(crate) fn left(&mut self, message: &Counted, state: MessageState, open: bool) {
        self.count(message, state, -1, open);
    }

    /// A message entered a state; `open` tells whether the gauges hold it from now on.
    pub(crate) fn entered(&mut self, message: &Counted, state: MessageState, open: bool) {
        self.count(message, state, 1, open);
    }

    /// Adds what another tally gathered.
    pub(crate) fn absorb(&mut self, other: Self) {
        for (key, measures) in other.rollups {
            self.rollups.entry(key).or_default().add(measures);
        }
        for (key, messages) in other.gauges {
            *self.gauges.entry(key).or_default() += messages;
        }
        self.moves.absorb(other.moves);
    }

    fn count(&mut self, message: &Counted, state: MessageState, sign: i64, open: bool) {
        let key = RollupKey {
            quarter: message.accepted_at.div_euclid(QUARTER_MS),
            organization: message.organization.get(),
            direction: message.direction as i64,
            provider: message.provider.get(),
            class: message.class as i64,
            country: message.country,
            state: state as i64,
        };
        self.rollups.entry(key).or_default().add(Measures {
            messages: sign,
            segments: sign * i64::from(message.segments),
            cost_micros: sign * message.cost_micros,
        });
        if sign > 0 {
            let entered = TotalKey {
                provider: key.provider,
                direction: key.direction,
                state: key.state,
            };
            *self.moves.0.entry(entered).or_default() += 1;
        }
        if open {
            let key = GaugeKey {
                organization: key.organization,
                provider: key.provider,
                priority: message.priority as i64,
                state: key.state,
            };
            *self.gauges.entry(key).or_default() += sign;
        }
    }

    /// Writes what was gathered, as `journal`, and starts anew.
    pub(crate) async fn flush(&mut self, conn: &mut Conn, journal: i64) -> Result<()> {
        let mut totals: HashMap<TotalKey, Measures> = HashMap::new();
        let mut rollups: Vec<_> = self
            .rollups
            .drain()
            .filter(|(_, measures)| !measures.is_zero())
            .collect();
        rollups.sort_unstable_by_key(|(key, _)| *key);
        for (key, measures) in &rollups {
            let total = TotalKey {
                provider: key.provider,
                direction: key.direction,
                state: key.state,
            };
            totals.entry(total).or_default().add(*measures);
        }
        let mut totals: Vec<_> = totals.into_iter().collect();
        totals.sort_unstable_by_key(|(key, _)| *key);
        let mut gauges: Vec<_> = self.gauges.drain().filter(|(_, messages)| *messages != 0).collect();
        gauges.sort_unstable_by_key(|(key, _)| *key);
        write_rollups(conn, &rollups, journal).await?;
        write_totals(conn, &totals, journal).await?;
        write_gauges(conn, &gauges, journal).await
    }
}

static INSERT_ROLLUPS: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "rollups",
        &[
            ("quarter", Kind::Int),
            ("organization_id", Kind::Int),
            ("direction", Kind::Int),
            ("provider_id", Kind::Int),
            ("campaign_id", Kind::Int),
            ("class", Kind::Int),
            ("country", Kind::Text),
            ("state", Kind::Int),
            ("journal", Kind::Int),
            ("messages", Kind::Int),
            ("segments", Kind::Int),
            ("cost_micros", Kind::Int),
        ],
        "ON CONFLICT (quarter, organization_id, direction, provider_id, campaign_id, class, country, state, journal)
         DO UPDATE SET messages = rollups.messages + excluded.messages,
             segments = rollups.segments + excluded.segments,
             cost_micros = rollups.cost_micros + excluded.cost_micros",
    )
});

async fn write_rollups(conn: &mut Conn, rows: &[(RollupKey, Measures)], journal: i64) -> Result<()> {
    let country = |key: &RollupKey| {
        std::str::from_utf8(&key.country)
            .map(str::to_owned)
            .map_err(StoreError::internal)
    };
    let countries = rows.iter().map(|(key, _)| country(key)).collect::<Result<Vec<_>>>()?;
    let ints = |pick: &dyn Fn(&RollupKey, &Measures) -> i64| {
        Column::Ints(rows.iter().map(|(key, measures)| pick(key, measures)).collect())
    };
    let columns = [
        ints(&|key, _| key.quarter),
        ints(&|key, _| key.organization),
        ints(&|key, _| key.direction),
        ints(&|key, _| key.provider),
        ints(&|_, _| 0),
        ints(&|key, _| key.class),
        Column::Texts(countries.iter().map(String::as_str).collect()),
        ints(&|key, _| key.state),
        ints(&|_, _| journal),
        ints(&|_, measures| measures.messages),
        ints(&|_, measures| measures.segments),
        ints(&|_, measures| measures.cost_micros),
    ];
    conn.insert(&INSERT_ROLLUPS, &columns).await
}

static INSERT_TOTALS: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "totals",
        &[
            ("provider_id", Kind::Int),
            ("direction", Kind::Int),
            ("state", Kind::Int),
            ("journal", Kind::Int),
            ("messages", Kind::Int),
            ("segments", Kind::Int),
            ("cost_micros", Kind::Int),
        ],
        "ON CONFLICT (provider_id, direction, state, journal)
         DO UPDATE SET messages = totals.messages + excluded.messages,
             segments = totals.segments + excluded.segments,
             cost_micros = totals.cost_micros + excluded.cost_micros",
    )
});

async fn write_totals(conn: &mut Conn, rows: &[(TotalKey, Measures)], journal: i64) -> Result<()> {
    let ints = |pick: &dyn Fn(&TotalKey, &Measures) -> i64| {
        Column::Ints(rows.iter().map(|(key, measures)| pick(key, measures)).collect())
    };
    let columns = [
        ints(&|key, _| key.provider),
        ints(&|key, _| key.direction),
        ints(&|key, _| key.state),
        ints(&|_, _| journal),
        ints(&|_, measures| measures.messages),
        ints(&|_, measures| measures.segments),
        ints(&|_, measures| measures.cost_micros),
    ];
    conn.insert(&INSERT_TOTALS, &columns).await
}

static INSERT_GAUGES: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "gauges",
        &[
            ("organization_id", Kind::Int),
            ("provider_id", Kind::Int),
            ("priority", Kind::Int),
            ("state", Kind::Int),
            ("journal", Kind::Int),
            ("messages", Kind::Int),
        ],
        "ON CONFLICT (organization_id, provider_id, priority, state, journal)
         DO UPDATE SET messages = gauges.messages + excluded.messages",
    )
});

async fn write_gauges(conn: &mut Conn, rows: &[(GaugeKey, i64)], journal: i64) -> Result<()> {
    let ints = |pick: &dyn Fn(&GaugeKey) -> i64| Column::Ints(rows.iter().map(|(key, _)| pick(key)).collect());
    let columns = [
        ints(&|key| key.organization),
        ints(&|key| key.provider),
        ints(&|key| key.priority),
        ints(&|key| key.state),
        ints(&|_| journal),
        Column::Ints(rows.iter().map(|(_, messages)| *messages).collect()),
    ];
    conn.insert(&INSERT_GAUGES, &columns).await
}

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
