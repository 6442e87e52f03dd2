//! Receipts that came before anything awaited them.
//!
//! Each is kept under every spelling of its id and tried again, once, when a message settles with one of them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use domain::{MessageId, ProviderId, ReportStatus};

use crate::conn::{Column, Each, Insert, Kind};
use crate::error::Result;
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
            ("raw", Kind::Text),
            ("received_at", Kind::Int),
        ],
        "ON CONFLICT DO NOTHING",
    )
});

/// Keeps receipts for later.
pub(super) async fn insert(txn: &mut Txn, receipts: &[&ReceiptUnit]) -> Result<()> {
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
        Column::Texts(rows.iter().map(|(_, r, _)| r.raw.as_str()).collect()),
        ints(&|r| r.at),
    ];
    txn.conn.insert(&INSERT, &columns).await
}

const FIND: Each = Each {
    sqlite:
        "SELECT id, provider_id, carrier_id, spellings, to_addr, reference_id, reference_attempt, status, error_code,
            raw, received_at
        FROM early_receipts WHERE provider_id = $1 AND spelling = $2",
    postgres: "SELECT u.n, e.id, e.provider_id, e.carrier_id, e.spellings, e.to_addr, e.reference_id,
            e.reference_attempt, e.status, e.error_code, e.raw, e.received_at
        FROM UNNEST($1::bigint[], $2::text[]) WITH ORDINALITY AS u (provider_id, spelling, n)
        JOIN early_receipts e ON e.provider_id = u.provider_id AND e.spelling = u.spelling",
};

const DELETE: Each = Each {
    sqlite: "DELETE FROM early_receipts WHERE provider_id = $1 AND spelling = $2 AND id = $3",
    postgres: "DELETE FROM early_receipts e
        USING UNNEST($1::bigint[], $2::text[], $3::bigint[]) AS u (provider_id, spelling, id)
        WHERE e.provider_id = u.provider_id AND e.spelling = u.spelling AND e.id = u.id",
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
    let found = txn.conn.query_each(&FIND, &columns, |_, row| {
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
        let reference = row
            .opt_int()?
            .map(MessageId::new)
            .zip(row.opt_int()?.and_then(|n| u16::try_from(n).ok()));
        Ok((
            id,
            ReceiptUnit {
                provider,
                carrier_id,
                reference,
                to,
                spellings,
                status: row.coded(ReportStatus::from_code)?,
                error_code: row.opt_text()?,
                raw: row.text()?,
                at: row.int()?,
            },
        ))
    });
    let receipts: BTreeMap<i64, ReceiptUnit> = found.await?.into_iter().collect();
    delete(txn, &receipts).await?;
    let receipts: Vec<&ReceiptUnit> = receipts.values().collect();
    // One that still fits nothing (its number differs) is kept again.
    Box::pin(super::run(txn, &receipts)).await?;
    Ok(())
}

/// One look for the whole round: most of the time nothing came early.
async fn any(txn: &mut Txn) -> Result<bool> {
    let any = txn
        .conn
        .query_one("SELECT 1 FROM early_receipts LIMIT 1", &[], |_| Ok(()))
        .await?;
    Ok(any.is_some())
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
