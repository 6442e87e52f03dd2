//! Who listens: the active endpoints by organization with what they ask for, and the organizations that somebody
//! follows live. A copy in memory, which each round looks into; the database's rows are the truth, read again by
//! whoever changes them, and by the engine's poll.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use domain::{HookEvent, HookEvents, Millis, OrganizationId};
use parking_lot::RwLock;

use crate::Store;
use crate::conn::{Conn, Value};
use crate::error::Result;

/// Who listens.
#[derive(Default)]
pub(crate) struct Audience {
    endpoints: HashMap<OrganizationId, Vec<(i64, HookEvents)>>,
    followed: HashSet<OrganizationId>,
}

/// How many endpoints there are, the newest of their versions, and a sum of them all: what changes with any change of them,
/// whatever the clocks of the nodes that made it.
type Stamp = (i64, i64, i64);

/// The audience as last read.
#[derive(Default)]
pub(crate) struct Listeners {
    read: RwLock<Read>,
    /// Held while it is read, so that what was read first is not kept last.
    reading: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Read {
    stamp: Option<Stamp>,
    audience: Arc<Audience>,
    /// Counts the changes of endpoints that were seen.
    generation: u64,
}

impl Audience {
    /// Whether nobody listens to anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.endpoints.is_empty() && self.followed.is_empty()
    }

    /// The endpoints of `organization` that asked for `event`.
    pub(crate) fn told(&self, organization: OrganizationId, event: HookEvent) -> impl Iterator<Item = i64> {
        let all = self.endpoints.get(&organization).map_or(&[][..], Vec::as_slice);
        all.iter()
            .filter(move |(_, events)| events.has(event))
            .map(|(id, _)| *id)
    }

    /// Whether somebody follows `organization` live.
    pub(crate) fn follows(&self, organization: OrganizationId) -> bool {
        self.followed.contains(&organization)
    }

    /// The organizations with an endpoint that asked for `event`.
    pub(crate) fn listening(&self, event: HookEvent) -> Vec<OrganizationId> {
        let asked = |all: &Vec<(i64, HookEvents)>| all.iter().any(|(_, events)| events.has(event));
        let all = self.endpoints.iter().filter(|(_, all)| asked(all));
        all.map(|(organization, _)| *organization).collect()
    }
}

impl Listeners {
    /// The audience now.
    pub(crate) fn now(&self) -> Arc<Audience> {
        Arc::clone(&self.read.read().audience)
    }
}

async fn stamp(conn: &mut Conn) -> Result<Stamp> {
    let sql =
        "SELECT COUNT(*), COALESCE(MAX(version), 0), CAST(COALESCE(SUM(version % 1000003), 0) AS BIGINT) FROM webhooks";
    let found = conn
        .query_one(sql, &[], |row| Ok((row.int()?, row.int()?, row.int()?)))
        .await?;
    Ok(found.unwrap_or_default())
}

async fn endpoints(conn: &mut Conn) -> Result<HashMap<OrganizationId, Vec<(i64, HookEvents)>>> {
    let rows = conn
        .query(
            "SELECT organization_id, id, events FROM webhooks WHERE active = 1 ORDER BY organization_id, id",
            &[],
            |row| {
                Ok((
                    OrganizationId::new(row.int()?),
                    row.int()?,
                    HookEvents::from_bits(row.int()?),
                ))
            },
        )
        .await?;
    let mut endpoints: HashMap<OrganizationId, Vec<(i64, HookEvents)>> = HashMap::new();
    for (organization, id, events) in rows {
        endpoints.entry(organization).or_default().push((id, events));
    }
    Ok(endpoints)
}

async fn followed(conn: &mut Conn, now: Millis) -> Result<HashSet<OrganizationId>> {
    let sql = "SELECT organization_id FROM live_watches WHERE until > $1";
    let now = [Value::Int(now)];
    let rows = conn.query(sql, &now, |row| Ok(OrganizationId::new(row.int()?)));
    Ok(rows.await?.into_iter().collect())
}

impl Store {
    /// Reads again who listens; from then on rounds of this process tell them. Answers a number that is another one after
    /// endpoints were made, changed or removed.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn hook_audience_refresh(&self) -> Result<u64> {
        let _reading = self.shared().audience.reading.lock().await;
        let known = self.shared().audience.read.read().stamp;
        let now = self.shared().clock.now_ms();
        let (stamp, changed, followed) = self
            .read(async move |conn| {
                let stamp = stamp(conn).await?;
                let changed = if known == Some(stamp) {
                    None
                } else {
                    Some(endpoints(conn).await?)
                };
                Ok((stamp, changed, followed(conn, now).await?))
            })
            .await?;
        let mut kept = self.shared().audience.read.write();
        if let Some(endpoints) = changed {
            kept.stamp = Some(stamp);
            kept.generation += 1;
            kept.audience = Arc::new(Audience { endpoints, followed });
        } else if followed != kept.audience.followed {
            let endpoints = kept.audience.endpoints.clone();
            kept.audience = Arc::new(Audience { endpoints, followed });
        }
        Ok(kept.generation)
    }
}
