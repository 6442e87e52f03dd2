//! The rows that a round's movements become: entries, their sums by day, and what this journal gave back.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::{EntryKind, Millis, Movement, TopUpId};

use super::{Books, Sum};
use crate::conn::{Column, Insert, Kind, Rows};
use crate::error::Result;
use crate::txn::Txn;

/// A day, ms.
pub(super) const DAY_MS: i64 = 86_400_000;

static INSERT_ENTRIES: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "ledger_entries",
        &[
            ("organization_id", Kind::Int),
            ("id", Kind::Int),
            ("kind", Kind::Int),
            ("at", Kind::Int),
            ("messages", Kind::Int),
            ("segments", Kind::Int),
            ("available_micros", Kind::Int),
            ("reserved_micros", Kind::Int),
            ("spent_micros", Kind::Int),
            ("funding_micros", Kind::Int),
            ("batch_id", Kind::Int),
            ("top_up_id", Kind::Int),
            ("actor", Kind::Text),
            ("note", Kind::Text),
        ],
        "",
    )
});

static INSERT_DAYS: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "ledger_days",
        &[
            ("organization_id", Kind::Int),
            ("day", Kind::Int),
            ("kind", Kind::Int),
            ("journal", Kind::Int),
            ("entries", Kind::Int),
            ("messages", Kind::Int),
            ("segments", Kind::Int),
            ("available_micros", Kind::Int),
            ("reserved_micros", Kind::Int),
            ("spent_micros", Kind::Int),
            ("funding_micros", Kind::Int),
        ],
        "ON CONFLICT (organization_id, day, kind, journal)
         DO UPDATE SET entries = ledger_days.entries + excluded.entries,
             messages = ledger_days.messages + excluded.messages,
             segments = ledger_days.segments + excluded.segments,
             available_micros = ledger_days.available_micros + excluded.available_micros,
             reserved_micros = ledger_days.reserved_micros + excluded.reserved_micros,
             spent_micros = ledger_days.spent_micros + excluded.spent_micros,
             funding_micros = ledger_days.funding_micros + excluded.funding_micros",
    )
});

static INSERT_MOVES: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "balance_moves",
        &[
            ("organization_id", Kind::Int),
            ("journal", Kind::Int),
            ("available_micros", Kind::Int),
            ("reserved_micros", Kind::Int),
            ("spent_micros", Kind::Int),
            ("funding_micros", Kind::Int),
        ],
        "ON CONFLICT (organization_id, journal)
         DO UPDATE SET available_micros = balance_moves.available_micros + excluded.available_micros,
             reserved_micros = balance_moves.reserved_micros + excluded.reserved_micros,
             spent_micros = balance_moves.spent_micros + excluded.spent_micros,
             funding_micros = balance_moves.funding_micros + excluded.funding_micros",
    )
});

/// An entry that is to be written.
struct Row<'a> {
    id: i64,
    organization: i64,
    kind: i64,
    sum: Sum,
    batch: Option<i64>,
    top_up: Option<TopUpId>,
    actor: Option<&'a str>,
    note: Option<&'a str>,
}

/// Writes entries and sums, on PostgreSQL in one statement.
pub(super) async fn write(txn: &mut Txn, books: &Books, journal: i64) -> Result<()> {
    let rows = entries(txn, books);
    if rows.is_empty() {
        return Ok(());
    }
    let written = [
        entry_rows(txn.now, &rows),
        day_rows(txn.now, &rows, journal),
        move_rows(&rows, journal),
    ];
    txn.conn.insert_all(&written).await
}

fn entries<'a>(txn: &Txn, books: &'a Books) -> Vec<Row<'a>> {
    let first = txn.draw_ids(books.gathered.len());
    let gathered = books.gathered.iter().enumerate().map(|(at, (key, sum))| Row {
        id: txn.shared.ids.nth(first, at),
        organization: key.organization,
        kind: key.kind,
        sum: *sum,
        batch: key.batch,
        top_up: None,
        actor: None,
        note: None,
    });
    let acts = books.acts.iter().map(|act| Row {
        id: act.id,
        organization: act.organization.get(),
        kind: act.kind as i64,
        sum: Sum {
            movement: act.movement,
            ..Sum::default()
        },
        batch: None,
        top_up: act.top_up,
        actor: act.actor.as_deref(),
        note: act.note.as_deref(),
    });
    gathered.chain(acts).collect()
}

fn entry_rows<'a>(now: Millis, rows: &[Row<'a>]) -> Rows<'a> {
    let ints = |pick: &dyn Fn(&Row<'a>) -> i64| Column::Ints(rows.iter().map(pick).collect());
    let columns = [
        ints(&|r| r.organization),
        ints(&|r| r.id),
        ints(&|r| r.kind),
        ints(&|_| now),
        ints(&|r| r.sum.messages),
        ints(&|r| r.sum.segments),
        ints(&|r| r.sum.movement.available),
        ints(&|r| r.sum.movement.reserved),
        ints(&|r| r.sum.movement.spent),
        ints(&|r| r.sum.movement.funding),
        Column::OptInts(rows.iter().map(|r| r.batch).collect()),
        Column::OptInts(rows.iter().map(|r| r.top_up.map(TopUpId::get)).collect()),
        Column::OptTexts(rows.iter().map(|r| r.actor).collect()),
        Column::OptTexts(rows.iter().map(|r| r.note).collect()),
    ];
    Rows::new(&INSERT_ENTRIES, columns)
}

fn day_rows<'a>(now: Millis, rows: &[Row<'_>], journal: i64) -> Rows<'a> {
    let mut days: BTreeMap<(i64, i64), (i64, Sum)> = BTreeMap::new();
    for row in rows {
        let (entries, sum) = days.entry((row.organization, row.kind)).or_default();
        *entries += 1;
        sum.add(row.sum);
    }
    let day = now.div_euclid(DAY_MS);
    let days: Vec<_> = days.into_iter().collect();
    let ints = |pick: &dyn Fn(&Sum) -> i64| Column::Ints(days.iter().map(|(_, (_, sum))| pick(sum)).collect());
    let columns = [
        Column::Ints(days.iter().map(|((organization, _), _)| *organization).collect()),
        ints(&|_| day),
        Column::Ints(days.iter().map(|((_, kind), _)| *kind).collect()),
        ints(&|_| journal),
        Column::Ints(days.iter().map(|(_, (entries, _))| *entries).collect()),
        ints(&|s| s.messages),
        ints(&|s| s.segments),
        ints(&|s| s.movement.available),
        ints(&|s| s.movement.reserved),
        ints(&|s| s.movement.spent),
        ints(&|s| s.movement.funding),
    ];
    Rows::new(&INSERT_DAYS, columns)
}

fn move_rows<'a>(rows: &[Row<'_>], journal: i64) -> Rows<'a> {
    let mut moves: BTreeMap<i64, Movement> = BTreeMap::new();
    for row in rows {
        if EntryKind::from_code(row.kind).is_some_and(|kind| !kind.is_ordered()) {
            let sum = moves.entry(row.organization).or_default();
            *sum = sum.plus(row.sum.movement);
        }
    }
    let moves: Vec<_> = moves.into_iter().collect();
    let ints = |pick: &dyn Fn(&Movement) -> i64| Column::Ints(moves.iter().map(|(_, sum)| pick(sum)).collect());
    let columns = [
        Column::Ints(moves.iter().map(|(organization, _)| *organization).collect()),
        ints(&|_| journal),
        ints(&|m| m.available),
        ints(&|m| m.reserved),
        ints(&|m| m.spent),
        ints(&|m| m.funding),
    ];
    Rows::new(&INSERT_MOVES, columns)
}
