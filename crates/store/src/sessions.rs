//! Sessions: one row a sign-in, found by the hash of what shows it. A session that has ended stays until its latest end.

use domain::{Millis, OrganizationId, SessionId, UnitId, UserId};

use crate::Store;
use crate::conn::{Conn, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::memberships::role;
use crate::organizations::{organization_columns, read_organization};
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{Session, SessionFound, SessionKind};
use crate::units::below;
use crate::users::{read_user, user_columns};

/// The columns that [`read_session`] reads of a session `s`, in its order.
macro_rules! session_columns {
    () => {
        "s.id, s.user_id, s.organization_id, s.kind, s.token_hash, s.previous_hash, s.csrf_token, s.ip, s.agent,
         s.created_at, s.seen_at, s.rotated_at, s.expires_at, s.ended_at"
    };
}

/// A session with its person and its place, as [`found`] reads it.
macro_rules! session_found {
    () => {
        concat!(
            "SELECT ",
            session_columns!(),
            ", ",
            user_columns!(),
            ", m.role, m.unit_id FROM sessions s JOIN users u ON u.id = s.user_id
             LEFT JOIN memberships m ON m.organization_id = s.organization_id AND m.user_id = s.user_id "
        )
    };
}

fn read_session(row: &mut Cells<'_>) -> Result<Session> {
    Ok(Session {
        id: SessionId::new(row.int()?),
        user: UserId::new(row.int()?),
        organization: row.opt_int()?.map(OrganizationId::new),
        kind: row.coded(SessionKind::from_code)?,
        token_hash: row.hash()?,
        previous_hash: row.opt_hash()?,
        csrf_token: row.text()?,
        ip: row.opt_text()?,
        agent: row.opt_text()?,
        created_at: row.int()?,
        seen_at: row.int()?,
        rotated_at: row.int()?,
        expires_at: row.int()?,
        ended_at: row.opt_int()?,
    })
}

async fn found(conn: &mut Conn, sql: &'static str, by: Value<'_>) -> Result<Option<SessionFound>> {
    let read = |row: &mut Cells<'_>| {
        Ok((
            read_session(row)?,
            read_user(row)?,
            row.opt_str()?.map(role).transpose()?,
            row.opt_int()?.map(UnitId::new),
        ))
    };
    let Some((session, user, role, unit)) = conn.query_one(sql, &[by], read).await? else {
        return Ok(None);
    };
    let organization = match session.organization {
        Some(id) => {
            let sql = concat!(
                "SELECT ",
                organization_columns!("o."),
                " FROM organizations o WHERE o.id = $1"
            );
            conn.query_one(sql, &[Value::Int(id.get())], read_organization).await?
        }
        None => None,
    };
    let units = match (session.organization, unit) {
        (Some(organization), Some(unit)) => Some(below(conn, organization, unit).await?),
        _ => None,
    };
    Ok(Some(SessionFound {
        session,
        user,
        organization,
        role,
        units,
    }))
}

impl Txn {
    /// Begins a session.
    pub(crate) async fn session_insert(&mut self, session: &Session) -> Result<()> {
        self.conn
            .execute(
                "INSERT INTO sessions (id, user_id, organization_id, kind, token_hash, previous_hash, csrf_token, ip,
                     agent, created_at, seen_at, rotated_at, expires_at)
                 VALUES ($1, $2, $3, $4, $5, NULL, $6, $7, $8, $9, $10, $11, $12)",
                &[
                    Value::Int(session.id.get()),
                    Value::Int(session.user.get()),
                    Value::OptInt(session.organization.map(OrganizationId::get)),
                    Value::Int(session.kind as i64),
                    Value::Blob(&session.token_hash),
                    Value::Text(&session.csrf_token),
                    Value::OptText(session.ip.as_deref()),
                    Value::OptText(session.agent.as_deref()),
                    Value::Int(session.created_at),
                    Value::Int(session.seen_at),
                    Value::Int(session.rotated_at),
                    Value::Int(session.expires_at),
                ],
            )
            .await
            .map_err(|error| error.named("this session"))?;
        Ok(())
    }

    /// Ends the user's sessions but `keep`.
    pub(crate) async fn sessions_end(&mut self, user: UserId, keep: Option<SessionId>, now: Millis) -> Result<u64> {
        self.conn
            .execute(
                "UPDATE sessions SET ended_at = $1 WHERE user_id = $2 AND ended_at IS NULL AND id <> $3",
                &[
                    Value::Int(now),
                    Value::Int(user.get()),
                    Value::Int(keep.map_or(0, SessionId::get)),
                ],
            )
            .await
    }

    /// Removes sessions that could not be used any more before `before`.
    pub(crate) async fn sessions_sweep(&mut self, before: Millis, limit: i64) -> Result<u64> {
        self.conn
            .execute(
                "DELETE FROM sessions WHERE id IN
                     (SELECT id FROM sessions WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)",
                &[Value::Int(before), Value::Int(limit)],
            )
            .await
    }
}

impl Store {
    /// The session that `hash` shows, or showed before its last rotation, with its person, place and organization;
    /// whatever has become of them.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn session_by_hash(&self, hash: [u8; 32]) -> Result<Option<SessionFound>> {
        self.read(async move |conn| {
            let sql = concat!(session_found!(), "WHERE s.token_hash = $1 OR s.previous_hash = $1");
            found(conn, sql, Value::Blob(&hash)).await
        })
        .await
    }

    /// A session by its id, as [`Store::session_by_hash`] finds it.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn session_get(&self, id: SessionId) -> Result<Option<SessionFound>> {
        self.read(async move |conn| {
            let sql = concat!(session_found!(), "WHERE s.id = $1");
            found(conn, sql, Value::Int(id.get())).await
        })
        .await
    }

    /// The user's sessions that have not ended at `now`, the last used first.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn session_list(&self, user: UserId, now: Millis) -> Result<Vec<Session>> {
        self.read(async move |conn| {
            conn.query(
                concat!(
                    "SELECT ",
                    session_columns!(),
                    " FROM sessions s WHERE s.user_id = $1 AND s.ended_at IS NULL AND s.expires_at > $2
                     ORDER BY s.seen_at DESC, s.id DESC"
                ),
                &[Value::Int(user.get()), Value::Int(now)],
                read_session,
            )
            .await
        })
        .await
    }

    /// Begins a session for somebody who is signed in by another one.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn session_insert(&self, session: Session) -> Result<()> {
        self.write(Side::Front, async move |txn| txn.session_insert(&session).await)
            .await
    }

    /// Replaces what shows a session, and puts it into another organization if one is named; `false` when it was
    /// replaced meanwhile, or has ended.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn session_rotate(
        &self,
        id: SessionId,
        (old, new): ([u8; 32], [u8; 32]),
        organization: Option<OrganizationId>,
        now: Millis,
    ) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let rotated = txn
                .conn
                .execute(
                    "UPDATE sessions SET token_hash = $1, previous_hash = $2, rotated_at = $3, seen_at = $3,
                         organization_id = COALESCE($4, organization_id)
                     WHERE id = $5 AND token_hash = $2 AND ended_at IS NULL",
                    &[
                        Value::Blob(&new),
                        Value::Blob(&old),
                        Value::Int(now),
                        Value::OptInt(organization.map(OrganizationId::get)),
                        Value::Int(id.get()),
                    ],
                )
                .await?;
            Ok(rotated > 0)
        })
        .await
    }

    /// Notes that a session was used. Call it at most once a minute and session.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn session_touch(&self, id: SessionId, at: Millis) -> Result<()> {
        self.write(Side::Front, async move |txn| {
            let sql = "UPDATE sessions SET seen_at = $1 WHERE id = $2 AND seen_at < $1";
            txn.conn.execute(sql, &[Value::Int(at), Value::Int(id.get())]).await?;
            Ok(())
        })
        .await
    }

    /// Ends one of the user's sessions; `false` when it has none with this id that had not ended.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn session_end(&self, user: UserId, id: SessionId, now: Millis) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let ended = txn
                .conn
                .execute(
                    "UPDATE sessions SET ended_at = $1 WHERE user_id = $2 AND id = $3 AND ended_at IS NULL",
                    &[Value::Int(now), Value::Int(user.get()), Value::Int(id.get())],
                )
                .await?;
            Ok(ended > 0)
        })
        .await
    }

    /// Ends the user's sessions but `keep`; answers how many.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn session_end_others(&self, user: UserId, keep: Option<SessionId>, now: Millis) -> Result<u64> {
        self.write(Side::Front, async move |txn| txn.sessions_end(user, keep, now).await)
            .await
    }
}
