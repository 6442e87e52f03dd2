//! Claiming: an owner takes waiting entries into its memory, organization by organization, and gives them back.

use domain::{MessageId, Millis, OrganizationId, Priority, ProviderId};

use super::{lane_columns, read_lane_message};
use crate::Store;
use crate::conn::{Column, Each, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::txn::Txn;
use crate::types::LaneMessage;

/// The oldest due entries of an organization in a lane; taken ones of other nodes are passed over.
const PICK: Each = Each {
    sqlite: "SELECT message_id, organization_id FROM lane_entries
        WHERE owner = 0 AND provider_id = $1 AND priority = $2 AND organization_id = $3 ORDER BY due_at, message_id LIMIT $4",
    postgres: "SELECT u.n, l.message_id, l.organization_id
        FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
            WITH ORDINALITY AS u (provider_id, priority, organization_id, take, n)
        CROSS JOIN LATERAL (
            SELECT e.message_id, e.organization_id FROM lane_entries e
            WHERE e.owner = 0 AND e.provider_id = u.provider_id AND e.priority = u.priority
                AND e.organization_id = u.organization_id
            ORDER BY e.due_at, e.message_id LIMIT u.take FOR UPDATE SKIP LOCKED) l
        ORDER BY u.n",
};

const TAKE: Each = Each {
    sqlite: "UPDATE lane_entries SET owner = $1 WHERE organization_id = $2 AND message_id = $3",
    postgres: "UPDATE lane_entries l SET owner = u.owner
        FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[]) AS u (owner, organization_id, message_id)
        WHERE l.organization_id = ANY (ARRAY[u.organization_id]) AND l.message_id = u.message_id",
};

const LOAD: Each = Each {
    sqlite: concat!(
        "SELECT ",
        lane_columns!(),
        " FROM lane_entries l JOIN messages m ON m.organization_id = l.organization_id AND m.id = l.message_id
          WHERE l.organization_id = $1 AND l.message_id = $2"
    ),
    postgres: concat!(
        "SELECT u.n, ",
        lane_columns!(),
        " FROM UNNEST($1::bigint[], $2::bigint[]) WITH ORDINALITY AS u (organization_id, message_id, n)
          JOIN lane_entries l ON l.organization_id = ANY (ARRAY[u.organization_id]) AND l.message_id = u.message_id
          JOIN messages m ON m.organization_id = u.organization_id AND m.id = u.message_id
          ORDER BY u.n"
    ),
};

/// Gives an entry back that is still in its provider's lane: one that went to another lane meanwhile is in that one's
/// memory, and given back it would be claimed, and sent, a second time.
const RELEASE: Each = Each {
    sqlite: "UPDATE lane_entries SET owner = 0
        WHERE owner = $1 AND organization_id = $2 AND message_id = $3 AND provider_id = $4 AND begun_at IS NULL",
    postgres: "UPDATE lane_entries l SET owner = 0
        FROM UNNEST($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[])
            AS u (owner, organization_id, message_id, provider_id)
        WHERE l.owner = u.owner AND l.organization_id = ANY (ARRAY[u.organization_id]) AND l.message_id = u.message_id
            AND l.provider_id = u.provider_id AND l.begun_at IS NULL",
};

type Id = (OrganizationId, MessageId);

fn id_columns<'a>(ids: &[Id]) -> [Column<'a>; 2] {
    [
        Column::Ints(ids.iter().map(|(organization, _)| organization.get()).collect()),
        Column::Ints(ids.iter().map(|(_, message)| message.get()).collect()),
    ]
}

impl Txn {
    /// Makes entries the property of `owner`.
    pub(super) async fn lane_take(&mut self, owner: i64, ids: &[Id]) -> Result<()> {
        let [organizations, messages] = id_columns(ids);
        self.conn
            .each(&TAKE, &[Column::Ints(vec![owner; ids.len()]), organizations, messages])
            .await?;
        Ok(())
    }

    /// Reads entries with their messages, in the order of `ids`.
    pub(super) async fn lane_load(&mut self, ids: &[Id]) -> Result<Vec<LaneMessage>> {
        self.conn
            .query_each(&LOAD, &id_columns(ids), |_, row| read_lane_message(row))
            .await
    }
}

impl Store {
    /// The organizations that have waiting entries in a lane, in the order of their ids.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn lane_organizations(
        &self,
        provider: ProviderId,
        priority: Priority,
        limit: usize,
    ) -> Result<Vec<OrganizationId>> {
        self.read(async move |conn| {
            // One seek an organization, however many entries each has (by ORDER BY and LIMIT: PostgreSQL may look through
            // all entries for a MIN).
            conn.query(
                "WITH RECURSIVE waiting (id) AS (
                     SELECT (SELECT organization_id FROM lane_entries
                             WHERE owner = 0 AND provider_id = $1 AND priority = $2
                             ORDER BY organization_id LIMIT 1)
                     UNION ALL
                     SELECT (SELECT organization_id FROM lane_entries
                             WHERE owner = 0 AND provider_id = $1 AND priority = $2 AND organization_id > waiting.id
                             ORDER BY organization_id LIMIT 1)
                     FROM waiting WHERE waiting.id IS NOT NULL)
                 SELECT id FROM waiting WHERE id IS NOT NULL LIMIT $3",
                &[
                    Value::Int(provider.get()),
                    Value::Int(priority as i64),
                    Value::Int(limit as i64),
                ],
                |row| Ok(OrganizationId::new(row.int()?)),
            )
            .await
        })
        .await
    }

    /// Takes up to so many waiting entries of each organization, the oldest due first, for this owner.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`, `Fenced`.
    pub async fn lane_claim(
        &self,
        provider: ProviderId,
        priority: Priority,
        shares: Vec<(OrganizationId, usize)>,
        now: Millis,
    ) -> Result<Vec<LaneMessage>> {
        let mut shares = shares;
        shares.sort_unstable();
        self.write(Side::Back, async move |txn| {
            let owner = txn.shared.owner;
            txn.owner_hold(owner, now).await?;
            let columns = [
                Column::Ints(vec![provider.get(); shares.len()]),
                Column::Ints(vec![priority as i64; shares.len()]),
                Column::Ints(shares.iter().map(|(organization, _)| organization.get()).collect()),
                Column::Ints(shares.iter().map(|(_, take)| *take as i64).collect()),
            ];
            let picked = txn
                .conn
                .query_each(&PICK, &columns, |_, row| {
                    let message = MessageId::new(row.int()?);
                    Ok((OrganizationId::new(row.int()?), message))
                })
                .await?;
            txn.lane_take(owner, &picked).await?;
            txn.lane_load(&picked).await
        })
        .await
    }

    /// Gives entries of this owner in the lane of `provider` back to whoever claims them, except those whose attempt has
    /// begun. Answers how many.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn lane_release(&self, provider: ProviderId, ids: Vec<(OrganizationId, MessageId)>) -> Result<usize> {
        self.write(Side::Back, async move |txn| {
            let [organizations, messages] = id_columns(&ids);
            let owner = Column::Ints(vec![txn.shared.owner; ids.len()]);
            let providers = Column::Ints(vec![provider.get(); ids.len()]);
            let columns = [owner, organizations, messages, providers];
            let released = txn.conn.each(&RELEASE, &columns).await?;
            Ok(released as usize)
        })
        .await
    }
}
