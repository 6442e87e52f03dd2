//! Recipients a day: how many messages an organization may have accepted, counted in the transaction that accepts them,
//! so that the count is exact whatever runs at the same time, on however many nodes, and whatever crashes.
//!
//! Only organizations with a quota have rows here. What was refused for an opt-out does not count.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::limit::day_of;
use domain::{Millis, OrganizationId};

use crate::Store;
use crate::conn::{Column, Each, Value};
use crate::error::Result;
use crate::txn::Txn;
use crate::types::AcceptUnit;

/// Makes sure that there is a row to lock.
const BEGIN_DAY: Each = Each {
    sqlite: "INSERT INTO recipient_days (organization_id, day, messages) VALUES ($1, $2, 0)
        ON CONFLICT (organization_id, day) DO NOTHING",
    postgres: "INSERT INTO recipient_days (organization_id, day, messages)
        SELECT u.organization_id, u.day, 0 FROM UNNEST($1::bigint[], $2::bigint[]) AS u (organization_id, day)
        ON CONFLICT (organization_id, day) DO NOTHING",
};

/// Locked until the round is committed: no other node accepts for the organization meanwhile.
const USED: Each = Each {
    sqlite: "SELECT messages FROM recipient_days WHERE organization_id = $1 AND day = $2",
    postgres: "SELECT u.n, d.messages
        FROM UNNEST($1::bigint[], $2::bigint[]) WITH ORDINALITY AS u (organization_id, day, n)
        JOIN recipient_days d ON d.organization_id = ANY (ARRAY[u.organization_id]) AND d.day = u.day
        ORDER BY u.n FOR UPDATE OF d",
};

const USE: Each = Each {
    sqlite: "UPDATE recipient_days SET messages = messages + $1 WHERE organization_id = $2 AND day = $3",
    postgres: "UPDATE recipient_days d SET messages = d.messages + u.messages
        FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[]) AS u (messages, organization_id, day)
        WHERE d.organization_id = ANY (ARRAY[u.organization_id]) AND d.day = u.day",
};

const DELETE: Each = Each {
    sqlite: "DELETE FROM recipient_days WHERE organization_id = $1 AND day = $2",
    postgres: "DELETE FROM recipient_days d
        USING UNNEST($1::bigint[], $2::bigint[]) AS u (organization_id, day)
        WHERE d.organization_id = u.organization_id AND d.day = u.day",
};

/// An organization's day.
type Day = (OrganizationId, i64);

/// What the units of a pass take of their quotas, by the unit's place.
#[derive(Default)]
pub(crate) struct Takings(HashMap<usize, (Day, i64)>);

/// A unit that its quota has no room for, and how many messages were accepted before it.
pub(crate) type Refused = (usize, i64);

impl Txn {
    /// Holds the units at these places against their quotas, in their order. Nothing is written.
    pub(crate) async fn quotas_ask(
        &mut self,
        units: &[&AcceptUnit],
        places: &[usize],
    ) -> Result<(Takings, Vec<Refused>)> {
        let mut takings = Takings::default();
        let mut refused = Vec::new();
        let bounded: Vec<usize> = places.iter().copied().filter(|at| is_bounded(units[*at])).collect();
        if bounded.is_empty() {
            return Ok((takings, refused));
        }
        let suppressed = self.suppressed_counts(units, &bounded).await?;
        let mut used = self.quotas_used(units, &bounded).await?;
        for at in bounded {
            let unit = units[at];
            let Some(quota) = unit.quota else { continue };
            let wanted = unit.messages.len() as i64 - suppressed.get(&at).copied().unwrap_or(0);
            let day = (unit.organization, quota.day);
            let before = used.entry(day).or_default();
            if *before + wanted > i64::from(quota.most) && wanted > 0 {
                refused.push((at, *before));
                continue;
            }
            *before += wanted;
            takings.0.insert(at, (day, wanted));
        }
        Ok((takings, refused))
    }

    /// Takes what the units at these places were found to need.
    pub(crate) async fn quotas_take(&mut self, takings: &Takings, kept: &[usize]) -> Result<()> {
        let mut taken: BTreeMap<Day, i64> = BTreeMap::new();
        for (day, messages) in kept.iter().filter_map(|at| takings.0.get(at)) {
            *taken.entry(*day).or_default() += messages;
        }
        taken.retain(|_, messages| *messages > 0);
        let columns = [
            Column::Ints(taken.values().copied().collect()),
            Column::Ints(taken.keys().map(|(organization, _)| organization.get()).collect()),
            Column::Ints(taken.keys().map(|(_, day)| *day).collect()),
        ];
        self.conn.each(&USE, &columns).await?;
        Ok(())
    }

    async fn quotas_used(&mut self, units: &[&AcceptUnit], bounded: &[usize]) -> Result<HashMap<Day, i64>> {
        let days = bounded
            .iter()
            .filter_map(|at| units[*at].quota.map(|quota| (units[*at].organization, quota.day)));
        let mut days: Vec<Day> = days.collect::<HashSet<_>>().into_iter().collect();
        days.sort_unstable();
        let columns = [
            Column::Ints(days.iter().map(|(organization, _)| organization.get()).collect()),
            Column::Ints(days.iter().map(|(_, day)| *day).collect()),
        ];
        self.conn.each(&BEGIN_DAY, &columns).await?;
        let used = self
            .conn
            .query_each(&USED, &columns, |at, row| Ok((days[at], row.int()?)))
            .await?;
        Ok(used.into_iter().collect())
    }

    /// How many of each unit's messages will be refused for an opt-out.
    async fn suppressed_counts(&mut self, units: &[&AcceptUnit], bounded: &[usize]) -> Result<HashMap<usize, i64>> {
        let messages: Vec<_> = bounded
            .iter()
            .flat_map(|at| units[*at].messages.iter().map(move |message| (*at, message)))
            .collect();
        let asked: Vec<_> = messages
            .iter()
            .map(|(_, message)| (message.organization, &*message.to))
            .collect();
        let mut counts = HashMap::new();
        for (place, _) in self.suppressions_find(&asked).await? {
            *counts.entry(messages[place].0).or_insert(0) += 1;
        }
        Ok(counts)
    }

    /// Removes days before that of `before`, at most `most` of them.
    pub(crate) async fn recipient_days_sweep(&mut self, before: Millis, most: i64) -> Result<u64> {
        let old = self
            .conn
            .query(
                "SELECT organization_id, day FROM recipient_days WHERE day < $1 ORDER BY day LIMIT $2",
                &[Value::Int(day_of(before)), Value::Int(most)],
                |row| Ok([row.int()?, row.int()?]),
            )
            .await?;
        let column = |place: usize| Column::Ints(old.iter().map(|key| key[place]).collect());
        self.conn.each(&DELETE, &[column(0), column(1)]).await
    }
}

fn is_bounded(unit: &AcceptUnit) -> bool {
    unit.quota.is_some() && !unit.messages.is_empty()
}

impl Store {
    /// How many messages of the organization were accepted in `day` under a quota.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn recipients_of(&self, organization: OrganizationId, day: i64) -> Result<i64> {
        let found = self
            .read(async move |conn| {
                conn.query_one(
                    "SELECT messages FROM recipient_days WHERE organization_id = $1 AND day = $2",
                    &[Value::Int(organization.get()), Value::Int(day)],
                    |row| row.int(),
                )
                .await
            })
            .await?;
        Ok(found.unwrap_or(0))
    }
}
