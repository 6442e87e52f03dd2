//! The events of messages that people follow live: written in the round that makes them, for organizations that somebody
//! follows or did a short while ago; read by place, so that a follower that was away goes on where it was.
//!
//! A place is a journal and an id in it: a journal commits one round after the other, and draws ids that only rise, so
//! "after the last id of each journal" misses nothing, whichever journal commits when.

use std::collections::HashSet;
use std::sync::LazyLock;

use domain::id::floor_at;
use domain::{MessageState, Millis, OrganizationId};
use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::Store;
use crate::conn::{Column, Conn, Each, Insert, Kind, Value};
use crate::error::Result;
use crate::hooks::Move;
use crate::journal::{Shared, Side};
use crate::messages::{message_columns, read_message};
use crate::txn::Txn;
use crate::types::{LiveEvent, LivePosition};

/// An event that is to be written.
pub(crate) struct LiveNotice {
    pub(crate) organization: OrganizationId,
    message: i64,
    state: MessageState,
    at: Millis,
}

impl LiveNotice {
    pub(crate) fn of(moved: &Move) -> Self {
        Self {
            organization: moved.organization,
            message: moved.message.get(),
            state: moved.state,
            at: moved.at,
        }
    }
}

/// Whose events were committed by this process.
#[derive(Default)]
pub(crate) struct Bell {
    rung: Mutex<HashSet<OrganizationId>>,
    wake: Notify,
}

impl Bell {
    pub(crate) fn ring(&self, organizations: impl Iterator<Item = OrganizationId>) {
        let mut organizations = organizations.peekable();
        if organizations.peek().is_none() {
            return;
        }
        self.rung.lock().extend(organizations);
        self.wake.notify_one();
    }
}

static INSERT: LazyLock<Insert> = LazyLock::new(|| {
    Insert::new(
        "live_events",
        &[
            ("organization_id", Kind::Int),
            ("journal", Kind::Int),
            ("id", Kind::Int),
            ("message_id", Kind::Int),
            ("state", Kind::Int),
            ("at", Kind::Int),
        ],
        "",
    )
});

/// Writes a round's events.
pub(crate) async fn insert(
    conn: &mut Conn,
    shared: &Shared,
    (now, journal): (Millis, i64),
    events: &[LiveNotice],
) -> Result<()> {
    if events.is_empty() {
        return Ok(());
    }
    let first = shared.ids.take(now, events.len());
    let ints = |pick: &dyn Fn(&LiveNotice) -> i64| Column::Ints(events.iter().map(pick).collect());
    let columns = [
        ints(&|event| event.organization.get()),
        ints(&|_| journal),
        Column::Ints((0..events.len()).map(|n| shared.ids.nth(first, n)).collect()),
        ints(&|event| event.message),
        ints(&|event| event.state as i64),
        ints(&|event| event.at),
    ];
    conn.insert(&INSERT, &columns).await
}

async fn journals(conn: &mut Conn, organization: OrganizationId) -> Result<Vec<i64>> {
    conn.query(
        "WITH RECURSIVE journals (journal) AS (
             SELECT MIN(journal) FROM live_events WHERE organization_id = $1
             UNION ALL
             SELECT (SELECT MIN(e.journal) FROM live_events e
                 WHERE e.organization_id = $1 AND e.journal > journals.journal)
             FROM journals WHERE journals.journal IS NOT NULL)
         SELECT journal FROM journals WHERE journal IS NOT NULL",
        &[Value::Int(organization.get())],
        |row| row.int(),
    )
    .await
}

async fn page(
    conn: &mut Conn,
    organization: OrganizationId,
    (journal, after): (i64, i64),
    limit: usize,
) -> Result<Vec<LiveEvent>> {
    let values = [
        Value::Int(organization.get()),
        Value::Int(journal),
        Value::Int(after),
        Value::Int(limit as i64),
    ];
    conn.query(
        concat!(
            "SELECT l.journal, l.id, l.state, l.at, ",
            message_columns!(),
            " FROM live_events l
              JOIN messages m ON m.organization_id = l.organization_id AND m.id = l.message_id
              WHERE l.organization_id = $1 AND l.journal = $2 AND l.id > $3 ORDER BY l.id LIMIT $4"
        ),
        &values,
        |row| {
            Ok(LiveEvent {
                place: (row.int()?, row.int()?),
                state: row.coded(MessageState::from_code)?,
                at: row.int()?,
                message: read_message(row)?,
            })
        },
    )
    .await
}

const FORGET: Each = Each {
    sqlite: "DELETE FROM live_events WHERE organization_id = $1 AND journal = $2 AND id = $3",
    postgres: "DELETE FROM live_events l
        USING UNNEST($1::bigint[], $2::bigint[], $3::bigint[]) AS u (organization_id, journal, id)
        WHERE l.organization_id = ANY (ARRAY[u.organization_id]) AND l.journal = u.journal AND l.id = u.id",
};

impl Txn {
    /// Removes events that were committed before `before`, at most `limit` of each organization and journal, and what
    /// nobody follows any more.
    pub(crate) async fn live_sweep(&mut self, before: Millis, limit: i64) -> Result<u64> {
        let mut old: Vec<(i64, i64, i64)> = Vec::new();
        let organizations = self
            .conn
            .query(
                "WITH RECURSIVE followed (organization_id) AS (
                     SELECT MIN(organization_id) FROM live_events
                     UNION ALL
                     SELECT (SELECT MIN(e.organization_id) FROM live_events e
                         WHERE e.organization_id > followed.organization_id)
                     FROM followed WHERE followed.organization_id IS NOT NULL)
                 SELECT organization_id FROM followed WHERE organization_id IS NOT NULL",
                &[],
                |row| Ok(OrganizationId::new(row.int()?)),
            )
            .await?;
        for organization in organizations {
            for journal in journals(&mut self.conn, organization).await? {
                let values = [
                    Value::Int(organization.get()),
                    Value::Int(journal),
                    Value::Int(floor_at(before)),
                    Value::Int(limit),
                ];
                let sql = "SELECT organization_id, journal, id FROM live_events
                    WHERE organization_id = $1 AND journal = $2 AND id < $3 ORDER BY id LIMIT $4";
                let rows = self
                    .conn
                    .query(sql, &values, |row| Ok((row.int()?, row.int()?, row.int()?)));
                old.extend(rows.await?);
            }
        }
        let columns = [
            Column::Ints(old.iter().map(|(organization, ..)| *organization).collect()),
            Column::Ints(old.iter().map(|(_, journal, _)| *journal).collect()),
            Column::Ints(old.iter().map(|(.., id)| *id).collect()),
        ];
        let gone = self.conn.each(&FORGET, &columns).await?;
        let sql = "DELETE FROM live_watches WHERE until < $1";
        self.conn.execute(sql, &[Value::Int(before)]).await?;
        Ok(gone)
    }
}

impl Store {
    /// Has the organization's events written until `until`, by all nodes once they have read it; answers whether nobody
    /// had asked for that.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn live_watch(&self, organization: OrganizationId, until: Millis) -> Result<bool> {
        let fresh = self
            .write(Side::Back, async move |txn| {
                let id = Value::Int(organization.get());
                let sql = "SELECT until FROM live_watches WHERE organization_id = $1";
                let before = txn.conn.query_one(sql, &[id], |row| row.int()).await?;
                let sql = "INSERT INTO live_watches (organization_id, until) VALUES ($1, $2)
                    ON CONFLICT (organization_id) DO UPDATE SET until = excluded.until";
                txn.conn.execute(sql, &[id, Value::Int(until)]).await?;
                Ok(before.is_none_or(|before| before <= txn.now))
            })
            .await?;
        self.hook_audience_refresh().await?;
        Ok(fresh)
    }

    /// Where the organization's events end now.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn live_position(&self, organization: OrganizationId) -> Result<LivePosition> {
        self.read(async move |conn| {
            let mut position = Vec::new();
            for journal in journals(conn, organization).await? {
                let sql = "SELECT MAX(id) FROM live_events WHERE organization_id = $1 AND journal = $2";
                let values = [Value::Int(organization.get()), Value::Int(journal)];
                let last = conn.query_one(sql, &values, |row| row.opt_int()).await?.flatten();
                position.extend(last.map(|last| (journal, last)));
            }
            Ok(position)
        })
        .await
    }

    /// The organization's events after a position, at most `limit` of each journal; each journal's in the order of its
    /// commits.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn live_read(
        &self,
        organization: OrganizationId,
        after: LivePosition,
        limit: usize,
    ) -> Result<Vec<LiveEvent>> {
        self.read(async move |conn| {
            let mut events = Vec::new();
            for journal in journals(conn, organization).await? {
                let known = after.iter().find(|(known, _)| *known == journal);
                let last = known.map_or(0, |(_, last)| *last);
                events.extend(page(conn, organization, (journal, last), limit).await?);
            }
            Ok(events)
        })
        .await
    }

    /// Waits until this process has committed events that somebody follows; whose they are.
    pub async fn live_rung(&self) -> Vec<OrganizationId> {
        let bell = &self.shared().bell;
        loop {
            let rung = std::mem::take(&mut *bell.rung.lock());
            if !rung.is_empty() {
                return rung.into_iter().collect();
            }
            bell.wake.notified().await;
        }
    }

    /// How long events can be read again, ms.
    pub fn live_keep_ms(&self) -> Millis {
        self.shared().config.live_keep_ms
    }

    /// Whether other processes may write into the same database.
    pub fn is_shared_by_nodes(&self) -> bool {
        matches!(self.shared().config.url, crate::DatabaseUrl::Postgres(_))
    }
}
