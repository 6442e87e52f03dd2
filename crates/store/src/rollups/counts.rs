//! Reading the rollups: how many messages were accepted between borders, by what they are.

use std::collections::HashMap;

use domain::{Class, Direction, MessageState, OrganizationId, ProviderId};

use super::pieces::{self, Piece};
use crate::Store;
use crate::conn::{Column, Conn, Each};
use crate::error::Result;
use crate::row::Cells;
use crate::types::{BucketCount, CountFilter};

/// What a row counts, apart from its time.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Kind {
    direction: i64,
    provider: i64,
    class: i64,
    country: [u8; 2],
    state: i64,
}

/// Messages, segments, cost.
type Sums = [i64; 3];

/// What both tables are asked for.
macro_rules! conditions {
    () => {
        " AND ($4 = 0 OR direction = $4) AND ($5 = 0 OR provider_id = $5) AND ($6 = 0 OR class = $6)
          AND ($7 = '' OR country = $7)"
    };
}

macro_rules! joined {
    () => {
        " AND (u.direction = 0 OR r.direction = u.direction) AND (u.provider = 0 OR r.provider_id = u.provider)
          AND (u.class = 0 OR r.class = u.class) AND (u.country = '' OR r.country = u.country)
          GROUP BY u.n, r.direction, r.provider_id, r.class, r.country, r.state"
    };
}

macro_rules! sums {
    () => {
        "SELECT u.n, r.direction, r.provider_id, r.class, r.country, r.state, CAST(SUM(r.messages) AS BIGINT),
             CAST(SUM(r.segments) AS BIGINT), CAST(SUM(r.cost_micros) AS BIGINT)"
    };
}

// SQLite adds up faster outside than it groups; PostgreSQL is spared the way of each row.
const QUARTERS: Each = Each {
    sqlite: concat!(
        "SELECT direction, provider_id, class, country, state, messages, segments, cost_micros FROM rollups
         WHERE organization_id = $1 AND quarter = $2 AND quarter < $3",
        conditions!()
    ),
    postgres: concat!(
        sums!(),
        " FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[])
              WITH ORDINALITY AS u (organization_id, first, until, direction, provider, class, country, n)
          JOIN rollups r ON r.organization_id = u.organization_id AND r.quarter = u.first",
        joined!()
    ),
};

const HOURS: Each = Each {
    sqlite: concat!(
        "SELECT direction, provider_id, class, country, state, messages, segments, cost_micros FROM rollup_spans
         WHERE organization_id = $1 AND grain = 1 AND span >= $2 AND span < $3",
        conditions!()
    ),
    postgres: concat!(
        sums!(),
        " FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[])
              WITH ORDINALITY AS u (organization_id, first, until, direction, provider, class, country, n)
          JOIN rollup_spans r ON r.organization_id = u.organization_id AND r.grain = 1 AND r.span >= u.first
              AND r.span < u.until",
        joined!()
    ),
};

const DAYS: Each = Each {
    sqlite: concat!(
        "SELECT direction, provider_id, class, country, state, messages, segments, cost_micros FROM rollup_spans
         WHERE organization_id = $1 AND grain = 2 AND span >= $2 AND span < $3",
        conditions!()
    ),
    postgres: concat!(
        sums!(),
        " FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::text[])
              WITH ORDINALITY AS u (organization_id, first, until, direction, provider, class, country, n)
          JOIN rollup_spans r ON r.organization_id = u.organization_id AND r.grain = 2 AND r.span >= u.first
              AND r.span < u.until",
        joined!()
    ),
};

/// The parameters of `pieces`, one row each.
fn columns<'a>(organization: OrganizationId, filter: &'a CountFilter, pieces: &[Piece]) -> [Column<'a>; 7] {
    let same = |value: i64| Column::Ints(vec![value; pieces.len()]);
    [
        same(organization.get()),
        Column::Ints(pieces.iter().map(|piece| piece.first).collect()),
        Column::Ints(pieces.iter().map(|piece| piece.until).collect()),
        same(filter.direction.map_or(0, |direction| direction as i64)),
        same(filter.provider.map_or(0, ProviderId::get)),
        same(filter.class.map_or(0, |class| class as i64)),
        Column::Texts(vec![filter.country.as_deref().unwrap_or_default(); pieces.len()]),
    ]
}

fn read(row: &mut Cells<'_>) -> Result<(Kind, Sums)> {
    let kind = Kind {
        direction: row.int()?,
        provider: row.int()?,
        class: row.int()?,
        country: row.country()?,
        state: row.int()?,
    };
    Ok((kind, [row.int()?, row.int()?, row.int()?]))
}

impl Store {
    /// How many of the organization's messages that fit the filter were accepted in each bucket, by what they are and the
    /// state they are in now. `lists` are borders of buckets in quarter hours since 1970, rising; a list of n borders has
    /// n - 1 buckets, numbered from 0 through all lists. Never counts a message: reads a bounded number of rows a border.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn rollup_counts(
        &self,
        organization: OrganizationId,
        filter: &CountFilter,
        lists: &[Vec<i64>],
    ) -> Result<Vec<BucketCount>> {
        let mut all = Vec::new();
        let mut buckets = 0;
        for borders in lists {
            all.extend(pieces::of(borders, buckets));
            buckets += borders.len().saturating_sub(1);
        }
        let (quarters, rest): (Vec<Piece>, Vec<Piece>) = all.into_iter().partition(|piece| piece.grain.is_none());
        let (hours, days): (Vec<Piece>, Vec<Piece>) =
            rest.into_iter().partition(|piece| piece.grain == Some(super::HOUR));
        let by_table = [(&QUARTERS, quarters), (&HOURS, hours), (&DAYS, days)];
        let filter = filter.clone();
        let sums = self
            .read(async move |conn| {
                snapshot(conn, async |conn| sums(conn, organization, &filter, &by_table).await).await
            })
            .await?;
        sums.into_iter()
            .filter(|(_, sums)| *sums != [0; 3])
            .map(|((bucket, kind), sums)| named(bucket, kind, sums))
            .collect()
    }
}

/// Runs `work` on one state of the database: hours that are taken from a day must be those that the day has in it.
async fn snapshot<T>(conn: &mut Conn, work: impl AsyncFnOnce(&mut Conn) -> Result<T>) -> Result<T> {
    let begin = if conn.is_postgres() {
        "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
    } else {
        "BEGIN"
    };
    conn.batch(begin).await?;
    let read = work(conn).await;
    // Nothing was written: the end of a failed one is the same.
    let ended = conn.batch("ROLLBACK").await;
    let value = read?;
    ended.map(|()| value)
}

async fn sums(
    conn: &mut Conn,
    organization: OrganizationId,
    filter: &CountFilter,
    by_table: &[(&Each, Vec<Piece>)],
) -> Result<HashMap<(usize, Kind), Sums>> {
    let mut sums = HashMap::new();
    for (each, pieces) in by_table {
        let columns = columns(organization, filter, pieces);
        let found = conn
            .query_each(each, &columns, |place, row| Ok((place, read(row)?)))
            .await?;
        for (place, (kind, measures)) in found {
            add(&mut sums, &pieces[place], kind, measures);
        }
    }
    Ok(sums)
}

fn add(sums: &mut HashMap<(usize, Kind), Sums>, piece: &Piece, kind: Kind, measures: Sums) {
    for (bucket, sign) in [(piece.plus, 1), (piece.minus, -1)] {
        let Some(bucket) = bucket else { continue };
        let sum = sums.entry((bucket, kind)).or_default();
        for (total, one) in sum.iter_mut().zip(measures) {
            *total += sign * one;
        }
    }
}

fn named(bucket: usize, kind: Kind, [messages, segments, cost_micros]: Sums) -> Result<BucketCount> {
    let unknown = |what: &str| crate::StoreError::internal(format!("a rollup has an unknown {what}"));
    Ok(BucketCount {
        bucket,
        provider: Some(kind.provider).filter(|id| *id != 0).map(ProviderId::new),
        direction: Direction::from_code(kind.direction).ok_or_else(|| unknown("direction"))?,
        class: Class::from_code(kind.class).ok_or_else(|| unknown("class"))?,
        country: kind.country,
        state: MessageState::from_code(kind.state).ok_or_else(|| unknown("state"))?,
        messages,
        segments,
        cost_micros,
    })
}
