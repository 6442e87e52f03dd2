//! How what a round moved is added to the tables. Rows come sorted by their key.

use std::sync::LazyLock;

use super::tally::{GaugeKey, Measures, RollupKey, SpanKey, TotalKey};
use crate::conn::{Column, Insert, Kind, Rows};
use crate::messages::country_text;

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

pub(super) fn rollups<'a>(rows: &'a [(RollupKey, Measures)], journal: i64) -> Rows<'a> {
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
        Column::Texts(rows.iter().map(|(key, _)| country_text(&key.country)).collect()),
        ints(&|key, _| key.state),
        ints(&|_, _| journal),
        ints(&|_, measures| measures.messages),
        ints(&|_, measures| measures.segments),
        ints(&|_, measures| measures.cost_micros),
    ];
    Rows::new(&INSERT_ROLLUPS, columns)
}

static INSERT_SPANS: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "rollup_spans",
        &[
            ("organization_id", Kind::Int),
            ("grain", Kind::Int),
            ("span", Kind::Int),
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
        "ON CONFLICT (organization_id, grain, span, direction, provider_id, campaign_id, class, country, state, journal)
         DO UPDATE SET messages = rollup_spans.messages + excluded.messages,
             segments = rollup_spans.segments + excluded.segments,
             cost_micros = rollup_spans.cost_micros + excluded.cost_micros",
    )
});

pub(super) fn spans<'a>(rows: &'a [(SpanKey, Measures)], journal: i64) -> Rows<'a> {
    let ints = |pick: &dyn Fn(&SpanKey, &Measures) -> i64| {
        Column::Ints(rows.iter().map(|(key, measures)| pick(key, measures)).collect())
    };
    let columns = [
        ints(&|key, _| key.organization),
        ints(&|key, _| key.grain),
        ints(&|key, _| key.span),
        ints(&|key, _| key.direction),
        ints(&|key, _| key.provider),
        ints(&|_, _| 0),
        ints(&|key, _| key.class),
        Column::Texts(rows.iter().map(|(key, _)| country_text(&key.country)).collect()),
        ints(&|key, _| key.state),
        ints(&|_, _| journal),
        ints(&|_, measures| measures.messages),
        ints(&|_, measures| measures.segments),
        ints(&|_, measures| measures.cost_micros),
    ];
    Rows::new(&INSERT_SPANS, columns)
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

pub(super) fn totals<'a>(rows: &[(TotalKey, Measures)], journal: i64) -> Rows<'a> {
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
    Rows::new(&INSERT_TOTALS, columns)
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

pub(super) fn gauges<'a>(rows: &[(GaugeKey, i64)], journal: i64) -> Rows<'a> {
    let ints = |pick: &dyn Fn(&GaugeKey) -> i64| Column::Ints(rows.iter().map(|(key, _)| pick(key)).collect());
    let columns = [
        ints(&|key| key.organization),
        ints(&|key| key.provider),
        ints(&|key| key.priority),
        ints(&|key| key.state),
        ints(&|_| journal),
        Column::Ints(rows.iter().map(|(_, messages)| *messages).collect()),
    ];
    Rows::new(&INSERT_GAUGES, columns)
}
