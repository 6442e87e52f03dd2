//! Receipts that came before anything awaited them.
//!
//! Each is kept under every spelling of its id and tried again when a message settles with one of them; and once more by
//! the sweep, because another node may have settled the message while this one was keeping the receipt, neither seeing
//! what the other had not committed yet.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::{MessageId, Millis, ProviderId, ReportStatus};

use crate::conn::{Column, Each, Insert, Kind, Value};
use crate::error::Result;
use crate::row::Cells;
use crate::settle::Outcome;
use crate::txn::Txn;
use crate::types::ReceiptUnit;

static INSERT: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "early_receipts",
        &[
            ("provider_id", Kind::Int),
            ("spelling", Kind::Text),
            ("id", Kind::Int),
            ("carrier_id", Kind::Text),
            ("spellings", Kind::Text),
            ("to_addr", Kind::Text),
            ("reference_id", Kind::Int),
            ("reference_attempt", Kind::Int),
            ("status", Kind::Int),
            ("error_code", Kind::Text),
            ("detail", Kind::Text),
            ("opted_out", Kind::Int),
            ("raw", Kind::Text),
            ("received_at", Kind::Int),
            ("retried", Kind::Int),
        ],
        "ON CONFLICT DO NOTHING",
    )
});

/// Keeps receipts for later; `retried` when the sweep has tried them.
pub(super) async fn insert(txn: &mut Txn, receipts: &[&ReceiptUnit], retried: bool) -> Result<()> {
    if receipts.is_empty() {
        return Ok(());
    }
    let first = txn.draw_ids(receipts.len());
    let joined: Vec<String> = receipts.iter().map(|r| r.spellings.join("\n")).collect();
    let rows: Vec<(usize, &ReceiptUnit, &str)> = receipts
        .iter()
        .enumerate()
        .flat_map(|(at, r)| {
            let spellings = std::iter::once(&r.carrier_id).chain(&r.spellings);
            spellings.map(move |spelling| (at, *r, spelling.as_str()))
        })
        .collect();
    let ints = |pick: &dyn Fn(&ReceiptUnit) -> i64| Column::Ints(rows.iter().map(|(_, r, _)| pick(r)).collect());
    let opt_ints =
        |pick: &dyn Fn(&ReceiptUnit) -> Option<i64>| Column::OptInts(rows.iter().map(|(_, r, _)| pick(r)).collect());
    let columns = [
        ints(&|r| r.provider.get()),
        Column::Texts(rows.iter().map(|(_, _, spelling)| *spelling).collect()),
        Column::Ints(rows.iter().map(|(at, ..)| txn.shared.ids.nth(first, *at)).collect()),
        Column::Texts(rows.iter().map(|(_, r, _)| r.carrier_id.as_str()).collect()),
        Column::Texts(rows.iter().map(|(at, ..)| joined[*at].as_str()).collect()),
        Column::OptTexts(rows.iter().map(|(_, r, _)| r.to.as_deref()).collect()),
        opt_ints(&|r| r.reference.map(|(message, _)| message.get())),
        opt_ints(&|r| r.reference.map(|(_, attempt)| i64::from(attempt))),
        ints(&|r| r.status as i64),
        Column::OptTexts(rows.iter().map(|(_, r, _)| r.error_code.as_deref()).collect()),
        Column::OptTexts(rows.iter().map(|(_, r, _)| r.detail.as_deref()).collect()),
        ints(&|r| i64::from(r.opted_out)),
        Column::Texts(rows.iter().map(|(_, r, _)| r.raw.as_str()).collect()),
        ints(&|r| r.at),
        ints(&|_| i64::from(retried)),
    ];
    txn.conn.insert(&INSERT, &columns).await
}

const FIND: Each = Each {
    sqlite:
        "SELECT id, provider_id, carrier_id, spellings, to_addr, reference_id, reference_attempt, status, error_code,
            detail, opted_out, raw, received_at
        FROM early_receipts WHERE provider_id = $1 AND spelling = $2",
    postgres: "SELECT u.n, e.id, e.provider_id, e.carrier_id, e.spellings, e.to_addr, e.reference_id,
            e.reference_attempt, e.status, e.error_code, e.detail, e.opted_out, e.raw, e.received_at
        FROM UNNEST($1::bigint[], $2::text[]) WITH ORDINALITY AS u (provider_id, spelling, n)
        JOIN early_receipts e ON e.provider_id = ANY (ARRAY[u.provider_id]) AND e.spelling = u.spelling",
};

const DELETE: Each = Each {
    sqlite: "DELETE FROM early_receipts WHERE provider_id = $1 AND spelling = $2 AND id = $3",
    postgres: "DELETE FROM early_receipts e
        USING UNNEST($1::bigint[], $2::text[], $3::bigint[]) AS u (provider_id, spelling, id)
        WHERE e.provider_id = ANY (ARRAY[u.provider_id]) AND e.spelling = u.spelling AND e.id = u.id",
};

/// Applies the receipts that waited for the carrier's ids of these settlements, in the order in which they came.
pub(crate) async fn match_early(txn: &mut Txn, settled: &[Outcome<'_>]) -> Result<()> {
    let ids: Vec<(i64, &str)> = settled
        .iter()
        .flat_map(|o| o.carrier_ids.iter().map(|id| (o.provider.get(), id.as_str())))
        .collect();
    if ids.is_empty() || !any(txn).await? {
        return Ok(());
    }
    let columns = [
        Column::Ints(ids.iter().map(|(provider, _)| *provider).collect()),
        Column::Texts(ids.iter().map(|(_, id)| *id).collect()),
    ];
    let found = txn.conn.query_each(&FIND, &columns, |_, row| read_early(row)).await?;
    again(txn, found, false).await
}

/// Tries receipts again; those that still fit nothing are kept again.
async fn again(txn: &mut Txn, found: Vec<(i64, ReceiptUnit)>, retried: bool) -> Result<()> {
    let receipts: BTreeMap<i64, ReceiptUnit> = found.into_iter().collect();
    if receipts.is_empty() {
        return Ok(());
    }
    delete(txn, &receipts).await?;
    let receipts: Vec<&ReceiptUnit> = receipts.values().collect();
    Box::pin(super::record(txn, &receipts, retried)).await?;
    Ok(())
}

/// An early receipt with the id it is kept under.
fn read_early(row: &mut Cells<'_>) -> Result<(i64, ReceiptUnit)> {
    let id = row.int()?;
    let provider = ProviderId::new(row.int()?);
    let carrier_id = row.text()?;
    let spellings = row
        .str()?
        .split('\n')
        .filter(|s| !s.is_empty())
        .map(str::to_owned)
        .collect();
    let to = row.opt_text()?;
    let message = row.opt_int()?.map(MessageId::new);
    let attempt = row.opt_int()?.and_then(|n| u16::try_from(n).ok());
    let receipt = ReceiptUnit {
        provider,
        carrier_id,
        reference: message.zip(attempt),
        to,
        spellings,
        status: row.coded(ReportStatus::from_code)?,
        error_code: row.opt_text()?,
        detail: row.opt_text()?,
        opted_out: row.flag()?,
        raw: row.text()?,
        at: row.int()?,
    };
    Ok((id, receipt))
}

/// Tries receipts once more that came before `before`, at most `limit` of their spellings.
pub(crate) async fn retry(txn: &mut Txn, before: Millis, limit: i64) -> Result<()> {
    let sql = if txn.conn.is_postgres() {
        "SELECT id, provider_id, carrier_id, spellings, to_addr, reference_id, reference_attempt, status, error_code,
             detail, opted_out, raw, received_at
         FROM early_receipts WHERE retried = 0 AND received_at <= $1 ORDER BY received_at LIMIT $2
         FOR UPDATE SKIP LOCKED"
    } else {
        "SELECT id, provider_id, carrier_id, spellings, to_addr, reference_id, reference_attempt, status, error_code,
             detail, opted_out, raw, received_at
         FROM early_receipts WHERE retried = 0 AND received_at <= $1 ORDER BY received_at LIMIT $2"
    };
    let found = txn
        .conn
        .query(sql, &[Value::Int(before), Value::Int(limit)], read_early)
        .await?;
    again(txn, found, true).await
}

/// One look for the whole round: most of the time nothing came early.
async fn any(txn: &mut Txn) -> Result<bool> {
    let any = txn
        .conn
        .query_one("SELECT 1 FROM early_receipts LIMIT 1", &[], |_| Ok(()))
        .await?;
    Ok(any.is_some())
}

/// Removes receipts that came before `before`, at most `limit` of their spellings; answers how many.
pub(crate) async fn sweep(txn: &mut Txn, before: Millis, limit: i64) -> Result<u64> {
    let old = txn
        .conn
        .query(
            "SELECT provider_id, spelling, id FROM early_receipts
             WHERE received_at <= $1 ORDER BY received_at LIMIT $2",
            &[Value::Int(before), Value::Int(limit)],
            |row| Ok((row.int()?, row.text()?, row.int()?)),
        )
        .await?;
    let columns = [
        Column::Ints(old.iter().map(|(provider, ..)| *provider).collect()),
        Column::Texts(old.iter().map(|(_, spelling, _)| spelling.as_str()).collect()),
        Column::Ints(old.iter().map(|(.., id)| *id).collect()),
    ];
    txn.conn.each(&DELETE, &columns).await
}

async fn delete(txn: &mut Txn, receipts: &BTreeMap<i64, ReceiptUnit>) -> Result<()> {
    let rows: Vec<(i64, &str, i64)> = receipts
        .iter()
        .flat_map(|(id, r)| {
            let spellings = std::iter::once(&r.carrier_id).chain(&r.spellings);
            spellings.map(move |spelling| (r.provider.get(), spelling.as_str(), *id))
        })
        .collect();
    let columns = [
        Column::Ints(rows.iter().map(|(provider, ..)| *provider).collect()),
        Column::Texts(rows.iter().map(|(_, spelling, _)| *spelling).collect()),
        Column::Ints(rows.iter().map(|(.., id)| *id).collect()),
    ];
    txn.conn.each(&DELETE, &columns).await?;
    Ok(())
}
