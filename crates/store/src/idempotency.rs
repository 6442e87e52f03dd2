//! Idempotency keys: the first answer to a request, given again to the same request for 24 hours.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::conn::{Column, Each, Insert, Kind};
use crate::error::Result;
use crate::txn::Txn;
use crate::types::{AcceptUnit, Idempotency};

/// What is stored under a unit's key.
pub(crate) enum Earlier {
    /// The same request, with this answer.
    Same(String),
    /// Another request, with this answer.
    Other(String),
}

static INSERT: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "idempotency",
        &[
            ("organization_id", Kind::Int),
            ("key", Kind::Text),
            ("body_hash", Kind::Blob),
            ("answer", Kind::Text),
            ("created_at", Kind::Int),
        ],
        "",
    )
});

const FIND: Each = Each {
    sqlite: "SELECT body_hash, answer FROM idempotency WHERE organization_id = $1 AND key = $2",
    postgres: "SELECT u.n, i.body_hash, i.answer
        FROM UNNEST($1::bigint[], $2::text[]) WITH ORDINALITY AS u (organization_id, key, n)
        JOIN idempotency i ON i.organization_id = ANY (ARRAY[u.organization_id]) AND i.key = u.key",
};

/// The units at these places that have a key, sorted by it so that two nodes insert in the same order.
fn keyed<'a>(units: &[&'a AcceptUnit], places: &[usize]) -> Vec<(usize, &'a AcceptUnit, &'a Idempotency)> {
    let mut keyed: Vec<_> = places
        .iter()
        .filter_map(|at| units[*at].idempotency.as_ref().map(|i| (*at, units[*at], i)))
        .collect();
    keyed.sort_unstable_by(|(_, a, x), (_, b, y)| (a.organization, &x.key).cmp(&(b.organization, &y.key)));
    keyed
}

impl Txn {
    /// What is stored under the keys of the units at these places, by place.
    pub(crate) async fn idempotency_find(
        &mut self,
        units: &[&AcceptUnit],
        places: &[usize],
    ) -> Result<HashMap<usize, Earlier>> {
        let keyed = keyed(units, places);
        let columns = [
            Column::Ints(keyed.iter().map(|(_, unit, _)| unit.organization.get()).collect()),
            Column::Texts(keyed.iter().map(|(_, _, i)| i.key.as_str()).collect()),
        ];
        let found = self
            .conn
            .query_each(&FIND, &columns, |n, row| {
                let (at, _, idempotency) = keyed[n];
                let same = row.hash()? == idempotency.body_hash;
                let answer = row.text()?;
                Ok((
                    at,
                    if same {
                        Earlier::Same(answer)
                    } else {
                        Earlier::Other(answer)
                    },
                ))
            })
            .await?;
        Ok(found.into_iter().collect())
    }

    /// Stores the keys of the units at these places. Another node that stored one meanwhile makes this fail, and the
    /// round runs again and finds it.
    pub(crate) async fn idempotency_insert(&mut self, units: &[&AcceptUnit], places: &[usize]) -> Result<()> {
        let keyed = keyed(units, places);
        let columns = [
            Column::Ints(keyed.iter().map(|(_, unit, _)| unit.organization.get()).collect()),
            Column::Texts(keyed.iter().map(|(_, _, i)| i.key.as_str()).collect()),
            Column::Blobs(keyed.iter().map(|(_, _, i)| &i.body_hash[..]).collect()),
            Column::Texts(keyed.iter().map(|(_, _, i)| i.answer.as_str()).collect()),
            Column::Ints(vec![self.now; keyed.len()]),
        ];
        self.conn.insert(&INSERT, &columns).await
    }
}
