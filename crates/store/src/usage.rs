//! How the API is used: sums by the quarter hour and single calls, written in batches, swept when they are old.

use std::sync::LazyLock;

use domain::id::floor_at;
use domain::{Millis, OrganizationId};

use crate::Store;
use crate::conn::{Column, Conn, Each, Insert, Kind, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{Page, UsageActor, UsageCall, UsageFilter, UsageKey, UsageSummary, UsageSums};

/// Rows that one page of calls looks at, at most.
const EXAMINED: i64 = 20_000;
/// How much later than its call a row may be written.
const SLACK_MS: Millis = 3_600_000;
/// Quarter hours of an organization that one sweep removes, at most.
const CHUNK: i64 = 200;

static ADD_TOTALS: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "usage_totals",
        &[
            ("organization_id", Kind::Int),
            ("quarter", Kind::Int),
            ("actor_kind", Kind::Int),
            ("actor_id", Kind::Int),
            ("endpoint", Kind::Text),
            ("method", Kind::Text),
            ("status", Kind::Int),
            ("node", Kind::Int),
            ("requests", Kind::Int),
            ("duration_us", Kind::Int),
            ("slowest_us", Kind::Int),
            ("request_bytes", Kind::Int),
            ("response_bytes", Kind::Int),
        ],
        "ON CONFLICT (organization_id, quarter, actor_kind, actor_id, endpoint, method, status, node)
         DO UPDATE SET requests = usage_totals.requests + excluded.requests,
             duration_us = usage_totals.duration_us + excluded.duration_us,
             slowest_us = CASE WHEN excluded.slowest_us > usage_totals.slowest_us THEN excluded.slowest_us
                 ELSE usage_totals.slowest_us END,
             request_bytes = usage_totals.request_bytes + excluded.request_bytes,
             response_bytes = usage_totals.response_bytes + excluded.response_bytes",
    )
});

static INSERT_CALLS: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "usage_calls",
        &[
            ("organization_id", Kind::Int),
            ("id", Kind::Int),
            ("at", Kind::Int),
            ("actor_kind", Kind::Int),
            ("actor_id", Kind::Int),
            ("endpoint", Kind::Text),
            ("method", Kind::Text),
            ("status", Kind::Int),
            ("duration_us", Kind::Int),
            ("request_bytes", Kind::Int),
            ("response_bytes", Kind::Int),
            ("ip", Kind::Text),
            ("agent", Kind::Text),
            ("request_id", Kind::Text),
        ],
        "",
    )
});

const FORGET_CALL: Each = Each {
    sqlite: "DELETE FROM usage_calls WHERE organization_id = $1 AND id = $2",
    postgres: "DELETE FROM usage_calls c USING UNNEST($1::bigint[], $2::bigint[]) AS u (organization_id, id)
        WHERE c.organization_id = u.organization_id AND c.id = u.id",
};

const FORGET_QUARTER: Each = Each {
    sqlite: "DELETE FROM usage_totals WHERE organization_id = $1 AND quarter = $2",
    postgres: "DELETE FROM usage_totals t USING UNNEST($1::bigint[], $2::bigint[]) AS u (organization_id, quarter)
        WHERE t.organization_id = u.organization_id AND t.quarter = u.quarter",
};

impl Txn {
    /// Adds sums, sorted by key so that nodes never wait for each other in a circle.
    async fn usage_add_totals(&mut self, totals: &[(UsageKey, UsageSums)]) -> Result<()> {
        let ints = |pick: &dyn Fn(&(UsageKey, UsageSums)) -> i64| Column::Ints(totals.iter().map(pick).collect());
        let node = i64::from(self.shared.node);
        let columns = [
            ints(&|(key, _)| key.organization.get()),
            ints(&|(key, _)| key.quarter),
            ints(&|(key, _)| key.actor.kind),
            ints(&|(key, _)| key.actor.id),
            Column::Texts(totals.iter().map(|(key, _)| &*key.endpoint).collect()),
            Column::Texts(totals.iter().map(|(key, _)| key.method).collect()),
            ints(&|(key, _)| i64::from(key.status)),
            ints(&|_| node),
            ints(&|(_, sums)| sums.requests),
            ints(&|(_, sums)| sums.duration_us),
            ints(&|(_, sums)| sums.slowest_us),
            ints(&|(_, sums)| sums.request_bytes),
            ints(&|(_, sums)| sums.response_bytes),
        ];
        self.conn.insert(&ADD_TOTALS, &columns).await
    }

    async fn usage_insert_calls(&mut self, calls: &[UsageCall]) -> Result<()> {
        let first = self.draw_ids(calls.len());
        let ids = (0..calls.len()).map(|n| self.shared.ids.nth(first, n)).collect();
        let ints = |pick: &dyn Fn(&UsageCall) -> i64| Column::Ints(calls.iter().map(pick).collect());
        let columns = [
            ints(&|call| call.organization.get()),
            Column::Ints(ids),
            ints(&|call| call.at),
            ints(&|call| call.actor.kind),
            ints(&|call| call.actor.id),
            Column::Texts(calls.iter().map(|call| call.endpoint.as_str()).collect()),
            Column::Texts(calls.iter().map(|call| call.method.as_str()).collect()),
            ints(&|call| i64::from(call.status)),
            ints(&|call| call.duration_us),
            ints(&|call| call.request_bytes),
            ints(&|call| call.response_bytes),
            Column::OptTexts(calls.iter().map(|call| call.ip.as_deref()).collect()),
            Column::OptTexts(calls.iter().map(|call| call.agent.as_deref()).collect()),
            Column::Texts(calls.iter().map(|call| call.request_id.as_str()).collect()),
        ];
        self.conn.insert(&INSERT_CALLS, &columns).await
    }

    /// Removes calls that are older than `calls_before` and sums older than `totals_before`; answers how many rows or
    /// quarter hours went.
    pub(crate) async fn usage_sweep(
        &mut self,
        (calls_before, totals_before): (Millis, Millis),
        limit: i64,
    ) -> Result<u64> {
        let pair = |row: &mut Cells<'_>| Ok((row.int()?, row.int()?));
        let calls = self
            .conn
            .query(
                "SELECT organization_id, id FROM usage_calls WHERE id < $1 ORDER BY id LIMIT $2",
                &[Value::Int(floor_at(calls_before)), Value::Int(limit)],
                pair,
            )
            .await?;
        let quarters = self
            .conn
            .query(
                "SELECT DISTINCT organization_id, quarter FROM usage_totals WHERE quarter < $1 LIMIT $2",
                &[
                    Value::Int(totals_before.div_euclid(crate::QUARTER_MS)),
                    Value::Int(CHUNK),
                ],
                pair,
            )
            .await?;
        let columns = |rows: &[(i64, i64)]| {
            [
                Column::Ints(rows.iter().map(|row| row.0).collect()),
                Column::Ints(rows.iter().map(|row| row.1).collect()),
            ]
        };
        let gone = self.conn.each(&FORGET_CALL, &columns(&calls)).await?;
        Ok(gone + self.conn.each(&FORGET_QUARTER, &columns(&quarters)).await?)
    }
}

impl Store {
    /// Adds to the sums of all organizations, and keeps single calls. `totals` has each key once.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`: nothing was written.
    pub async fn usage_add_all(&self, mut totals: Vec<(UsageKey, UsageSums)>, calls: Vec<UsageCall>) -> Result<()> {
        totals.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        self.write(Side::Front, async move |txn| {
            txn.usage_add_totals(&totals).await?;
            txn.usage_insert_calls(&calls).await
        })
        .await
    }

    /// The organization's calls that fit the filter, newest first, those before `before`. A page may be shorter than
    /// `limit`, even empty, and still have a next one.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn usage_calls(
        &self,
        organization: OrganizationId,
        filter: UsageFilter,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Page<UsageCall>> {
        self.read(async move |conn| page(conn, organization, &filter, (before, limit.max(1))).await)
            .await
    }

    /// Sums of the organization's calls in the quarter hours from `first` until `until`.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn usage_summary(
        &self,
        organization: OrganizationId,
        (first, until): (i64, i64),
    ) -> Result<UsageSummary> {
        self.read(async move |conn| {
            let span = [Value::Int(organization.get()), Value::Int(first), Value::Int(until)];
            Ok(UsageSummary {
                quarters: conn
                    .query(BY_QUARTER, &span, |row| Ok((row.int()?, row.flag()?, sums(row)?)))
                    .await?,
                endpoints: conn
                    .query(BY_ENDPOINT, &span, |row| {
                        Ok((row.text()?, row.text()?, row.small()?, sums(row)?))
                    })
                    .await?,
                actors: conn
                    .query(BY_ACTOR, &span, |row| {
                        let actor = UsageActor {
                            kind: row.int()?,
                            id: row.int()?,
                        };
                        Ok((actor, row.flag()?, sums(row)?))
                    })
                    .await?,
            })
        })
        .await
    }
}

macro_rules! summed {
    ($columns:literal, $groups:literal) => {
        concat!(
            "SELECT ",
            $columns,
            ", CAST(SUM(requests) AS BIGINT), CAST(SUM(duration_us) AS BIGINT), MAX(slowest_us),
               CAST(SUM(request_bytes) AS BIGINT), CAST(SUM(response_bytes) AS BIGINT)
             FROM usage_totals WHERE organization_id = $1 AND quarter >= $2 AND quarter < $3 GROUP BY ",
            $groups,
            " ORDER BY ",
            $groups
        )
    };
}

const BY_QUARTER: &str = summed!(
    "quarter, CAST(CASE WHEN status >= 400 THEN 1 ELSE 0 END AS BIGINT)",
    "quarter, CAST(CASE WHEN status >= 400 THEN 1 ELSE 0 END AS BIGINT)"
);
const BY_ENDPOINT: &str = summed!("endpoint, method, status", "endpoint, method, status");
const BY_ACTOR: &str = summed!(
    "actor_kind, actor_id, CAST(CASE WHEN status >= 400 THEN 1 ELSE 0 END AS BIGINT)",
    "actor_kind, actor_id, CAST(CASE WHEN status >= 400 THEN 1 ELSE 0 END AS BIGINT)"
);

fn sums(row: &mut Cells<'_>) -> Result<UsageSums> {
    Ok(UsageSums {
        requests: row.int()?,
        duration_us: row.int()?,
        slowest_us: row.int()?,
        request_bytes: row.int()?,
        response_bytes: row.int()?,
    })
}

fn read_call(row: &mut Cells<'_>) -> Result<(i64, UsageCall)> {
    let organization = OrganizationId::new(row.int()?);
    let id = row.int()?;
    let call = UsageCall {
        organization,
        at: row.int()?,
        actor: UsageActor {
            kind: row.int()?,
            id: row.int()?,
        },
        endpoint: row.text()?,
        method: row.text()?,
        status: row.small()?,
        duration_us: row.int()?,
        request_bytes: row.int()?,
        response_bytes: row.int()?,
        ip: row.opt_text()?,
        agent: row.opt_text()?,
        request_id: row.text()?,
    };
    Ok((id, call))
}

async fn page(
    conn: &mut Conn,
    organization: OrganizationId,
    filter: &UsageFilter,
    (before, limit): (Option<i64>, usize),
) -> Result<Page<UsageCall>> {
    let latest = filter.until.map_or(i64::MAX, |until| floor_at(until + SLACK_MS));
    let before = before.map_or(latest, |before| before.min(latest));
    let first = filter.from.map_or(0, floor_at);
    let (low, high) = filter.statuses.unwrap_or((0, u16::MAX));
    let rows = conn
        .query(
            "SELECT organization_id, id, at, actor_kind, actor_id, endpoint, method, status, duration_us, request_bytes,
                 response_bytes, ip, agent, request_id
             FROM (SELECT * FROM usage_calls WHERE organization_id = $1 AND id < $2 AND id >= $3
                   ORDER BY id DESC LIMIT $4) c
             WHERE at >= $5 AND at < $6 AND status >= $7 AND status <= $8
                 AND ($9 IS NULL OR endpoint = $9) AND ($10 IS NULL OR actor_kind = $10)
                 AND ($11 IS NULL OR actor_id = $11)
             ORDER BY id DESC LIMIT $12",
            &[
                Value::Int(organization.get()),
                Value::Int(before),
                Value::Int(first),
                Value::Int(EXAMINED),
                Value::Int(filter.from.unwrap_or(0)),
                Value::Int(filter.until.unwrap_or(i64::MAX)),
                Value::Int(i64::from(low)),
                Value::Int(i64::from(high)),
                Value::OptText(filter.endpoint.as_deref()),
                Value::OptInt(filter.actor.map(|actor| actor.kind)),
                Value::OptInt(filter.actor.map(|actor| actor.id)),
                Value::Int(limit as i64),
            ],
            read_call,
        )
        .await?;
    let next = if rows.len() == limit {
        rows.last().map(|(id, _)| *id)
    } else {
        last_examined(conn, organization, (before, first)).await?
    };
    let rows = rows.into_iter().map(|(_, call)| call).collect();
    Ok(Page { rows, next })
}

/// The last id that a page looks at, where there are more.
async fn last_examined(
    conn: &mut Conn,
    organization: OrganizationId,
    (before, first): (i64, i64),
) -> Result<Option<i64>> {
    conn.query_one(
        "SELECT id FROM usage_calls WHERE organization_id = $1 AND id < $2 AND id >= $3
         ORDER BY id DESC LIMIT 1 OFFSET $4",
        &[
            Value::Int(organization.get()),
            Value::Int(before),
            Value::Int(first),
            Value::Int(EXAMINED - 1),
        ],
        |row| row.int(),
    )
    .await
}
