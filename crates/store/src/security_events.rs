//! The security log: failed sign-ins, lock-outs, keys where they should not be. Append-only in practice: nothing here
//! changes or removes an event.

use domain::{ApiKeyId, OrganizationId, SecurityEventId, UserId};
use serde_json::json;

use crate::Store;
use crate::conn::Value;
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{Emission, SecurityEvent, SecurityRow};

/// What `organization_id` is in an event of the installation's.
const INSTALLATION: i64 = 0;

fn read_event(row: &mut Cells<'_>) -> Result<SecurityRow> {
    let id = row.int()?;
    let kind = row.text()?;
    let user = row.opt_int()?.map(UserId::new);
    let user_name = row.opt_text()?.unwrap_or_default();
    let key = row.opt_int()?.map(ApiKeyId::new);
    let key_name = row.opt_text()?.unwrap_or_default();
    Ok(SecurityRow {
        id,
        kind,
        user: user.map(|user| (user, user_name)),
        api_key: key.map(|key| (key, key_name)),
        ip: row.opt_text()?,
        agent: row.opt_text()?,
        detail: row.opt_text()?,
        at: row.int()?,
    })
}

/// What endpoints are told of an event.
fn emission(organization: OrganizationId, id: SecurityEventId, event: &SecurityEvent) -> Emission {
    let detail = event.detail.as_deref();
    let detail: Option<serde_json::Value> = detail.and_then(|text| serde_json::from_str(text).ok());
    let data = json!({
        "eventId": id.to_string(),
        "kind": event.kind,
        "userId": event.user.map(|id| id.to_string()),
        "apiKeyId": event.api_key.map(|id| id.to_string()),
        "ip": event.ip,
        "agent": event.agent,
        "detail": detail,
    });
    Emission::security(organization, &format!("security.{}", event.kind), data.to_string())
}

impl Txn {
    /// Writes an event; one about a person without an organization stands in the log of each that it belongs to, or of
    /// the installation where it belongs to none. Endpoints that asked for events of security are told with it.
    pub(crate) async fn security_event_insert(&mut self, event: &SecurityEvent) -> Result<()> {
        let places = match (event.organization, event.user) {
            (Some(organization), _) => vec![organization.get()],
            (None, None) => vec![INSTALLATION],
            (None, Some(user)) => self.places_of(user).await?,
        };
        for place in places {
            let id = self.draw_ids(1);
            self.conn
                .execute(
                    "INSERT INTO security_events (organization_id, id, kind, user_id, api_key_id, ip, agent, detail, at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                    &[
                        Value::Int(place),
                        Value::Int(id),
                        Value::Text(event.kind),
                        Value::OptInt(event.user.map(UserId::get)),
                        Value::OptInt(event.api_key.map(ApiKeyId::get)),
                        Value::OptText(event.ip.as_deref()),
                        Value::OptText(event.agent.as_deref()),
                        Value::OptText(event.detail.as_deref()),
                        Value::Int(self.now),
                    ],
                )
                .await?;
            if place != INSTALLATION {
                let emission = emission(OrganizationId::new(place), SecurityEventId::new(id), event);
                self.emit(&emission, None);
            }
        }
        Ok(())
    }

    async fn places_of(&mut self, user: UserId) -> Result<Vec<i64>> {
        let places = self
            .conn
            .query(
                "SELECT organization_id FROM memberships WHERE user_id = $1 ORDER BY organization_id",
                &[Value::Int(user.get())],
                |row| row.int(),
            )
            .await?;
        Ok(if places.is_empty() { vec![INSTALLATION] } else { places })
    }
}

impl Store {
    /// Writes an event.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn security_event_insert(&self, event: SecurityEvent) -> Result<()> {
        self.write(Side::Front, async move |txn| txn.security_event_insert(&event).await)
            .await
    }

    /// Events of the organization's log (`None`: the installation's), of one kind or of all, newest first; `before` is
    /// the number of the last one of the page before.
    ///
    /// # Errors
    /// `Unavailable`.
    pub async fn security_event_list(
        &self,
        organization: Option<OrganizationId>,
        kind: Option<String>,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Vec<SecurityRow>> {
        self.read(async move |conn| {
            conn.query(
                "SELECT e.id, e.kind, e.user_id, (SELECT u.name FROM users u WHERE u.id = e.user_id), e.api_key_id,
                     (SELECT k.name FROM api_keys k WHERE k.organization_id = e.organization_id AND k.id = e.api_key_id),
                     e.ip, e.agent, e.detail, e.at
                 FROM security_events e
                 WHERE e.organization_id = $1 AND e.id < $2 AND ($3 IS NULL OR e.kind = $3)
                 ORDER BY e.id DESC LIMIT $4",
                &[
                    Value::Int(organization.map_or(INSTALLATION, OrganizationId::get)),
                    Value::Int(before.unwrap_or(i64::MAX)),
                    Value::OptText(kind.as_deref()),
                    Value::Int(limit as i64),
                ],
                read_event,
            )
            .await
        })
        .await
    }

    /// Notes that a key was used from `network`; writes `event` where that is new for a key that was used elsewhere
    /// before. Whether the network was new.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn api_key_network_note(
        &self,
        organization: OrganizationId,
        key: ApiKeyId,
        network: String,
        event: SecurityEvent,
    ) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let (place, id, now) = (organization.get(), key.get(), txn.now);
            let others = txn
                .conn
                .query_one(
                    "SELECT COUNT(*) FROM api_key_networks WHERE organization_id = $1 AND api_key_id = $2",
                    &[Value::Int(place), Value::Int(id)],
                    |row| row.int(),
                )
                .await?;
            let new = txn
                .conn
                .execute(
                    "INSERT INTO api_key_networks (organization_id, api_key_id, network, first_at)
                     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
                    &[
                        Value::Int(place),
                        Value::Int(id),
                        Value::Text(&network),
                        Value::Int(now),
                    ],
                )
                .await?;
            if new > 0 && others.unwrap_or(0) > 0 {
                txn.security_event_insert(&event).await?;
            }
            Ok(new > 0)
        })
        .await
    }
}
