//! What a round moves, gathered in memory.
//!
//! A message that moves leaves one key and enters another; what cancels out within a round is never written.

use std::collections::HashMap;
use std::hash::Hash;

use domain::{Class, Direction, MessageState, Millis, OrganizationId, Priority, ProviderId};

use super::{DAY, HOUR, QUARTER_MS, rows};
use crate::conn::{Conn, Rows};
use crate::error::Result;
use crate::types::LaneMessage;

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

/// A row of `rollups`, but for the journal that moved it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct RollupKey {
    pub(super) quarter: i64,
    pub(super) organization: i64,
    pub(super) direction: i64,
    pub(super) provider: i64,
    pub(super) class: i64,
    pub(super) country: [u8; 2],
    pub(super) state: i64,
}

/// A row of `rollup_spans`, likewise.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SpanKey {
    pub(super) organization: i64,
    pub(super) grain: i64,
    pub(super) span: i64,
    pub(super) direction: i64,
    pub(super) provider: i64,
    pub(super) class: i64,
    pub(super) country: [u8; 2],
    pub(super) state: i64,
}

impl SpanKey {
    /// The row that holds `key`'s quarter hour among others.
    const fn of(key: &RollupKey, grain: super::Grain) -> Self {
        Self {
            organization: key.organization,
            grain: grain.code,
            span: key.quarter.div_euclid(grain.quarters),
            direction: key.direction,
            provider: key.provider,
            class: key.class,
            country: key.country,
            state: key.state,
        }
    }
}

/// A row of `totals`, likewise.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct TotalKey {
    pub(super) provider: i64,
    pub(super) direction: i64,
    pub(super) state: i64,
}

/// A row of `gauges`, likewise.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct GaugeKey {
    pub(super) organization: i64,
    pub(super) provider: i64,
    pub(super) priority: i64,
    pub(super) state: i64,
}

/// What is counted.
#[derive(Clone, Copy, Default)]
pub(super) struct Measures {
    pub(super) messages: i64,
    pub(super) segments: i64,
    pub(super) cost_micros: i64,
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
pub(crate) struct Moves(pub(super) HashMap<TotalKey, u64>);

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

    /// Writes what was gathered, as `journal`, together with the journal's `mark`, and starts anew.
    pub(crate) async fn flush(&mut self, conn: &mut Conn, journal: i64, mark: Rows<'_>) -> Result<()> {
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
        let spans = spans(&rollups);
        let mut gauges: Vec<_> = self.gauges.drain().filter(|(_, messages)| *messages != 0).collect();
        gauges.sort_unstable_by_key(|(key, _)| *key);
        conn.insert_all(&[
            rows::rollups(&rollups, journal),
            rows::spans(&spans, journal),
            rows::totals(&totals, journal),
            rows::gauges(&gauges, journal),
            mark,
        ])
        .await
    }
}

/// What `rollups` moved, by the hour and by the day, sorted by key.
fn spans(rollups: &[(RollupKey, Measures)]) -> Vec<(SpanKey, Measures)> {
    let mut spans: Vec<(SpanKey, Measures)> = Vec::with_capacity(2 * rollups.len());
    for grain in [HOUR, DAY] {
        spans.extend(
            rollups
                .iter()
                .map(|(key, measures)| (SpanKey::of(key, grain), *measures)),
        );
    }
    spans.sort_unstable_by_key(|(key, _)| *key);
    spans.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1.add(next.1);
        }
        same
    });
    spans
}
