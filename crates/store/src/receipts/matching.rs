//! Which message a receipt is for.
//!
//! Carriers reuse ids, so an id may be awaited more than once: buckets are walked from the newest, and the walk ends at
//! the first id that has no final report yet. Another spelling of an id counts only when it fits one awaited id in the
//! newest buckets and the number agrees: a wrong match is worse than none.

use std::collections::HashMap;

use domain::{MessageId, OrganizationId, ProviderId, ReportStatus};

use super::Match;
use crate::buckets::buckets_live;
use crate::conn::{Column, Each, Value};
use crate::error::Result;
use crate::txn::Txn;
use crate::types::ReceiptUnit;

/// How many more buckets each step of a walk takes: nearly every receipt is for the newest ones.
const STEPS: [usize; 4] = [2, 6, 24, 96];

/// Buckets that other spellings are looked for in, from the newest: a report that matches nothing must stay cheap.
const SPELLING_BUCKETS: usize = 16;

/// One of the carrier's ids that a message awaits.
pub(super) struct Awaited {
    bucket: i64,
    provider: ProviderId,
    carrier_id: String,
    segment: i64,
    pub(super) message: MessageId,
    pub(super) organization: OrganizationId,
    reported: i64,
    changed: bool,
}

impl Awaited {
    /// Whether the carrier said its last word on it.
    pub(super) fn is_settled(&self) -> bool {
        ReportStatus::from_code(self.reported).is_some_and(ReportStatus::is_final)
    }

    /// Whether it is the same row; both have the same carrier's id.
    fn is(&self, other: &Self) -> bool {
        (self.bucket, self.message, self.segment) == (other.bucket, other.message, other.segment)
    }

    /// Records the carrier's word.
    pub(super) fn report(&mut self, status: ReportStatus) {
        self.reported = status as i64;
        self.changed = true;
    }
}

const FIND: Each = Each {
    sqlite: "SELECT message_id, segment, organization_id, reported FROM awaited
        WHERE bucket = $1 AND provider_id = $2 AND carrier_id = $3",
    postgres: "SELECT u.n, a.message_id, a.segment, a.organization_id, a.reported
        FROM UNNEST($1::bigint[], $2::bigint[], $3::text[]) WITH ORDINALITY AS u (bucket, provider_id, carrier_id, n)
        JOIN awaited a ON a.bucket = ANY (ARRAY[u.bucket]) AND a.provider_id = u.provider_id
            AND a.carrier_id = u.carrier_id
        ORDER BY u.n FOR UPDATE OF a",
};

/// All organizations are asked, because a reference does not tell whose message it is and ids are unique in all.
const BY_REFERENCE: Each = Each {
    sqlite: "SELECT organization_id, id FROM messages WHERE id = $1 AND provider_id = $2",
    postgres: "SELECT u.n, m.organization_id, m.id
        FROM UNNEST($1::bigint[], $2::bigint[]) WITH ORDINALITY AS u (id, provider_id, n)
        CROSS JOIN organizations o
        CROSS JOIN LATERAL (SELECT organization_id, id FROM messages
            WHERE organization_id = o.id AND id = u.id AND provider_id = u.provider_id OFFSET 0) m",
};

type Spelling<'a> = (ProviderId, &'a str);

/// What was found so far: all awaited ids, and which of them fit each spelling.
#[derive(Default)]
struct Found<'a> {
    all: Vec<Awaited>,
    /// Places by spelling, as far as a walk that may end early saw them.
    newest: HashMap<Spelling<'a>, Vec<usize>>,
    /// Places by spelling, in all buckets.
    complete: HashMap<Spelling<'a>, Vec<usize>>,
}

impl<'a> Found<'a> {
    fn places(&mut self, complete: bool) -> &mut HashMap<Spelling<'a>, Vec<usize>> {
        if complete { &mut self.complete } else { &mut self.newest }
    }

    /// Whether the walk may end for this spelling.
    fn is_enough(&self, spelling: &Spelling<'_>) -> bool {
        self.newest
            .get(spelling)
            .is_some_and(|places| places.iter().any(|at| !self.all[*at].is_settled()))
    }

    /// Keeps a row, once, however often it was found.
    fn keep(&mut self, complete: bool, spelling: Spelling<'a>, row: Awaited) {
        let other = if complete { &self.newest } else { &self.complete };
        let known = other
            .get(&spelling)
            .and_then(|places| places.iter().copied().find(|at| self.all[*at].is(&row)));
        let at = known.unwrap_or_else(|| {
            self.all.push(row);
            self.all.len() - 1
        });
        self.places(complete).entry(spelling).or_default().push(at);
    }
}

/// Finds what each receipt is for.
pub(super) async fn find(txn: &mut Txn, receipts: &[&ReceiptUnit]) -> Result<(Vec<Match>, Vec<Awaited>)> {
    let buckets = buckets_live(&mut txn.conn, txn.now).await?;
    let mut found = Found::default();
    let mut matches: Vec<Match> = receipts.iter().map(|_| Match::Nothing).collect();
    let mut spelling = 0;
    loop {
        let open: Vec<(usize, Spelling<'_>)> = receipts
            .iter()
            .enumerate()
            .filter(|(at, _)| matches!(matches[*at], Match::Nothing))
            .filter_map(|(at, receipt)| Some((at, (receipt.provider, spelled(receipt, spelling)?))))
            .collect();
        if open.is_empty() {
            break;
        }
        let asked = open.iter().map(|(_, asked)| *asked).collect();
        let walked = if spelling > 0 {
            &buckets[..buckets.len().min(SPELLING_BUCKETS)]
        } else {
            &buckets[..]
        };
        walk(txn, walked, asked, spelling > 0, &mut found).await?;
        for (at, asked) in open {
            let places = found.places(spelling > 0).get(&asked).cloned().unwrap_or_default();
            let fits = match spelling {
                0 => !places.is_empty(),
                _ => places.len() == 1 && same_number(txn, &found.all[places[0]], receipts[at]).await?,
            };
            if fits {
                matches[at] = Match::Ids(places);
            }
        }
        if spelling == 0 {
            by_reference(txn, receipts, &mut matches).await?;
        }
        spelling += 1;
    }
    Ok((matches, found.all))
}

/// Spelling 0 is the exact one.
fn spelled(receipt: &ReceiptUnit, number: usize) -> Option<&str> {
    match number {
        0 => Some(&receipt.carrier_id),
        _ => receipt.spellings.get(number - 1).map(String::as_str),
    }
}

/// Whether the message went to the number that the carrier names, if it names one.
async fn same_number(txn: &mut Txn, awaited: &Awaited, receipt: &ReceiptUnit) -> Result<bool> {
    let Some(to) = &receipt.to else {
        return Ok(true);
    };
    let values = [
        Value::Int(awaited.organization.get()),
        Value::Int(awaited.message.get()),
        Value::Text(to),
    ];
    let sql = "SELECT 1 FROM messages WHERE organization_id = $1 AND id = $2 AND to_addr = $3";
    Ok(txn.conn.query_one(sql, &values, |_| Ok(())).await?.is_some())
}

/// Walks the buckets from the newest, to the end where the fits must be `complete`.
async fn walk<'a>(
    txn: &mut Txn,
    buckets: &[i64],
    mut asked: Vec<Spelling<'a>>,
    complete: bool,
    found: &mut Found<'a>,
) -> Result<()> {
    asked.sort_unstable();
    asked.dedup();
    let mut rest = buckets;
    let mut steps = STEPS.iter().copied();
    while !rest.is_empty() && !asked.is_empty() {
        let take = steps.next().unwrap_or(STEPS[STEPS.len() - 1]).min(rest.len());
        let (now, later) = rest.split_at(take);
        look_up(txn, now, &asked, complete, found).await?;
        if !complete {
            asked.retain(|spelling| !found.is_enough(spelling));
        }
        rest = later;
    }
    Ok(())
}

async fn look_up<'a>(
    txn: &mut Txn,
    buckets: &[i64],
    asked: &[Spelling<'a>],
    complete: bool,
    found: &mut Found<'a>,
) -> Result<()> {
    let rows: Vec<(i64, Spelling<'a>)> = buckets
        .iter()
        .flat_map(|bucket| asked.iter().map(move |spelling| (*bucket, *spelling)))
        .collect();
    let columns = [
        Column::Ints(rows.iter().map(|(bucket, _)| *bucket).collect()),
        Column::Ints(rows.iter().map(|(_, (provider, _))| provider.get()).collect()),
        Column::Texts(rows.iter().map(|(_, (_, id))| *id).collect()),
    ];
    let mut hits = txn
        .conn
        .query_each(&FIND, &columns, |at, row| {
            let (bucket, (provider, carrier_id)) = rows[at];
            let awaited = Awaited {
                bucket,
                provider,
                carrier_id: carrier_id.to_owned(),
                message: MessageId::new(row.int()?),
                segment: row.int()?,
                organization: OrganizationId::new(row.int()?),
                reported: row.int()?,
                changed: false,
            };
            Ok((at, awaited))
        })
        .await?;
    hits.sort_unstable_by_key(|(at, awaited)| (std::cmp::Reverse(rows[*at].0), std::cmp::Reverse(awaited.message)));
    for (at, awaited) in hits {
        found.keep(complete, rows[at].1, awaited);
    }
    Ok(())
}

async fn by_reference(txn: &mut Txn, receipts: &[&ReceiptUnit], matches: &mut [Match]) -> Result<()> {
    let open: Vec<(usize, i64, i64)> = receipts
        .iter()
        .enumerate()
        .filter(|(at, _)| matches!(matches[*at], Match::Nothing))
        .filter_map(|(at, receipt)| Some((at, receipt.reference?.0.get(), receipt.provider.get())))
        .collect();
    let columns = [
        Column::Ints(open.iter().map(|(_, message, _)| *message).collect()),
        Column::Ints(open.iter().map(|(_, _, provider)| *provider).collect()),
    ];
    let found = txn
        .conn
        .query_each(&BY_REFERENCE, &columns, |at, row| {
            Ok((
                open[at].0,
                Match::Reference(OrganizationId::new(row.int()?), MessageId::new(row.int()?)),
            ))
        })
        .await?;
    for (at, reference) in found {
        matches[at] = reference;
    }
    Ok(())
}

const REPORTED: Each = Each {
    sqlite: "UPDATE awaited SET reported = $1
        WHERE bucket = $2 AND provider_id = $3 AND carrier_id = $4 AND message_id = $5 AND segment = $6",
    postgres: "UPDATE awaited a SET reported = u.reported
        FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::bigint[], $6::bigint[])
            AS u (reported, bucket, provider_id, carrier_id, message_id, segment)
        WHERE a.bucket = ANY (ARRAY[u.bucket]) AND a.provider_id = u.provider_id AND a.carrier_id = u.carrier_id
            AND a.message_id = u.message_id AND a.segment = u.segment",
};

/// Writes the carrier's words back.
pub(super) async fn write_reported(txn: &mut Txn, awaited: &[Awaited]) -> Result<()> {
    let changed: Vec<&Awaited> = awaited.iter().filter(|a| a.changed).collect();
    let ints = |pick: &dyn Fn(&Awaited) -> i64| Column::Ints(changed.iter().map(|a| pick(a)).collect());
    let columns = [
        ints(&|a| a.reported),
        ints(&|a| a.bucket),
        ints(&|a| a.provider.get()),
        Column::Texts(changed.iter().map(|a| a.carrier_id.as_str()).collect()),
        ints(&|a| a.message.get()),
        ints(&|a| a.segment),
    ];
    txn.conn.each(&REPORTED, &columns).await?;
    Ok(())
}
