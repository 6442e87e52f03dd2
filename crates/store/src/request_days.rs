//! Requests of each day, by organization and by key or person in it: what day limits go on from after a restart.
//!
//! Processes count in memory and add what they counted here, many at a time; what comes back is the sum over all of
//! them, so that each learns what the others counted.

use domain::limit::day_of;
use domain::{ApiKeyId, Millis, OrganizationId};

use crate::Store;
use crate::conn::{Column, Each, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::txn::Txn;
use crate::types::{Counted, RequestDay};

const ADD: Each = Each {
    sqlite: "INSERT INTO request_days (organization_id, day, subject_id, requests) VALUES ($1, $2, $3, $4)
        ON CONFLICT (organization_id, day, subject_id)
        DO UPDATE SET requests = request_days.requests + excluded.requests
        RETURNING requests",
    postgres: "WITH asked AS (
            SELECT * FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
                WITH ORDINALITY AS u (organization_id, day, subject_id, requests, n)),
        added AS (
            INSERT INTO request_days (organization_id, day, subject_id, requests)
                SELECT organization_id, day, subject_id, requests FROM asked
                ORDER BY organization_id, day, subject_id
            ON CONFLICT (organization_id, day, subject_id)
            DO UPDATE SET requests = request_days.requests + excluded.requests
            RETURNING organization_id, day, subject_id, request_days.requests)
        SELECT asked.n, added.requests FROM asked JOIN added USING (organization_id, day, subject_id)",
};

const ADD_TO_KEYS: Each = Each {
    sqlite: "UPDATE api_keys SET requests = requests + $1 WHERE organization_id = $2 AND id = $3",
    postgres: "UPDATE api_keys k SET requests = k.requests + u.requests
        FROM (SELECT organization_id, id, SUM(requests)::bigint AS requests
              FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[]) AS a (requests, organization_id, id)
              GROUP BY organization_id, id) AS u
        WHERE k.organization_id = u.organization_id AND k.id = u.id",
};

/// What is stored of several names in one day.
const FIND: Each = Each {
    sqlite: "SELECT requests FROM request_days WHERE organization_id = $1 AND day = $2 AND subject_id = $3",
    postgres: "SELECT u.n, d.requests
        FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS u (organization_id, day, subject_id, n)
        JOIN request_days d ON d.organization_id = ANY (ARRAY[u.organization_id]) AND d.day = u.day
            AND d.subject_id = u.subject_id",
};

const DELETE: Each = Each {
    sqlite: "DELETE FROM request_days WHERE organization_id = $1 AND day = $2 AND subject_id = $3",
    postgres: "DELETE FROM request_days d
        USING UNNEST($1::bigint[], $2::bigint[], $3::bigint[]) AS u (organization_id, day, subject_id)
        WHERE d.organization_id = u.organization_id AND d.day = u.day AND d.subject_id = u.subject_id",
};

impl Txn {
    async fn request_days_add(&mut self, days: &[RequestDay]) -> Result<Vec<RequestDay>> {
        let columns = [
            Column::Ints(days.iter().map(|one| one.counted.organization().get()).collect()),
            Column::Ints(days.iter().map(|one| one.day).collect()),
            Column::Ints(days.iter().map(|one| one.counted.subject()).collect()),
            Column::Ints(days.iter().map(|one| one.requests).collect()),
        ];
        let sum = |at: usize, requests: i64| RequestDay { requests, ..days[at] };
        let sums = self
            .conn
            .query_each(&ADD, &columns, |at, row| Ok(sum(at, row.int()?)))
            .await?;
        let keys: Vec<(OrganizationId, ApiKeyId, i64)> = days
            .iter()
            .filter_map(|one| match one.counted {
                Counted::Key(organization, key) => Some((organization, key, one.requests)),
                Counted::User(..) | Counted::Organization(_) => None,
            })
            .collect();
        let columns = [
            Column::Ints(keys.iter().map(|(.., requests)| *requests).collect()),
            Column::Ints(keys.iter().map(|(organization, ..)| organization.get()).collect()),
            Column::Ints(keys.iter().map(|(_, key, _)| key.get()).collect()),
        ];
        self.conn.each(&ADD_TO_KEYS, &columns).await?;
        Ok(sums)
    }

    /// Removes days before that of `before`, at most `most` of them.
    pub(crate) async fn request_days_sweep(&mut self, before: Millis, most: i64) -> Result<u64> {
        let old = self
            .conn
            .query(
                "SELECT organization_id, day, subject_id FROM request_days WHERE day < $1 ORDER BY day LIMIT $2",
                &[Value::Int(day_of(before)), Value::Int(most)],
                |row| Ok([row.int()?, row.int()?, row.int()?]),
            )
            .await?;
        let column = |place: usize| Column::Ints(old.iter().map(|key| key[place]).collect());
        self.conn.each(&DELETE, &[column(0), column(1), column(2)]).await
    }
}

impl Store {
    /// Adds what was counted, each name and day once; answers what is stored of each now, what other processes counted
    /// included.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`: nothing was added.
    pub async fn request_days_add(&self, mut days: Vec<RequestDay>) -> Result<Vec<RequestDay>> {
        // The same order everywhere, so that two processes never wait for each other in a circle.
        days.sort_unstable_by_key(|one| (one.counted.organization(), one.day, one.counted.subject()));
        self.write(Side::Front, async move |txn| txn.request_days_add(&days).await)
            .await
    }

    /// What is stored of these names in `day`, in their order; 0 where there is nothing.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn request_days_get(&self, names: Vec<Counted>, day: i64) -> Result<Vec<i64>> {
        self.read(async move |conn| {
            let columns = [
                Column::Ints(names.iter().map(|name| name.organization().get()).collect()),
                Column::Ints(vec![day; names.len()]),
                Column::Ints(names.iter().map(|name| name.subject()).collect()),
            ];
            let mut requests = vec![0; names.len()];
            for (at, found) in conn.query_each(&FIND, &columns, |at, row| Ok((at, row.int()?))).await? {
                requests[at] = found;
            }
            Ok(requests)
        })
        .await
    }
}
