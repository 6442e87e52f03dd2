//! Endpoints that an organization has told: made, changed, removed, and how their requests fare.

use domain::{HookEvents, Millis, OrganizationId, WebhookId};

use crate::Store;
use crate::conn::{Conn, Value};
use crate::error::Result;
use crate::journal::Side;
use crate::row::Cells;
use crate::txn::Txn;
use crate::types::{Backlog, Webhook, WebhookChange, WebhookHealth};

mod tally;

/// Waiting events that are counted, at most.
const COUNTED: usize = 10_000;

macro_rules! webhook_columns {
    () => {
        "organization_id, id, url, description, events, active, disabled_reason, secret, previous_secret, previous_until,
         consecutive_fails, failing_since, last_triggered_at, last_success_at, version, created_at, updated_at"
    };
}

fn read_webhook(row: &mut Cells<'_>) -> Result<Webhook> {
    Ok(Webhook {
        organization: OrganizationId::new(row.int()?),
        id: WebhookId::new(row.int()?),
        url: row.text()?,
        description: row.text()?,
        events: HookEvents::from_bits(row.int()?),
        active: row.flag()?,
        disabled_reason: row.opt_text()?,
        secret: row.text()?,
        previous: row.opt_text()?.zip(row.opt_int()?),
        health: WebhookHealth {
            consecutive_fails: u32::try_from(row.int()?).unwrap_or(u32::MAX),
            failing_since: row.opt_int()?,
            last_triggered_at: row.opt_int()?,
            last_success_at: row.opt_int()?,
        },
        version: row.int()?,
        created_at: row.int()?,
        updated_at: row.int()?,
    })
}

async fn get(conn: &mut Conn, organization: OrganizationId, id: WebhookId) -> Result<Option<Webhook>> {
    let sql = concat!(
        "SELECT ",
        webhook_columns!(),
        " FROM webhooks WHERE organization_id = $1 AND id = $2"
    );
    let values = [Value::Int(organization.get()), Value::Int(id.get())];
    conn.query_one(sql, &values, read_webhook).await
}

impl Txn {
    /// An endpoint that is about to be replaced: nobody else replaces it until the transaction ends.
    async fn webhook_hold(&mut self, organization: OrganizationId, id: WebhookId) -> Result<Option<Webhook>> {
        if self.conn.is_postgres() {
            let sql = "SELECT 1 FROM webhooks WHERE organization_id = $1 AND id = $2 FOR UPDATE";
            let values = [Value::Int(organization.get()), Value::Int(id.get())];
            self.conn.query_one(sql, &values, |_| Ok(())).await?;
        }
        get(&mut self.conn, organization, id).await
    }

    /// Replaces all of an endpoint but its health; it has a new version then.
    async fn webhook_put(&mut self, webhook: &Webhook) -> Result<()> {
        let version = self.shared.ids.next(self.now);
        self.conn
            .execute(
                "UPDATE webhooks SET url = $1, description = $2, events = $3, active = $4, disabled_reason = $5,
                     secret = $6, previous_secret = $7, previous_until = $8, version = $9, updated_at = $10
                 WHERE organization_id = $11 AND id = $12",
                &[
                    Value::Text(&webhook.url),
                    Value::Text(&webhook.description),
                    Value::Int(webhook.events.bits()),
                    Value::Int(i64::from(webhook.active)),
                    Value::OptText(webhook.disabled_reason.as_deref()),
                    Value::Text(&webhook.secret),
                    Value::OptText(webhook.previous.as_ref().map(|(secret, _)| secret.as_str())),
                    Value::OptInt(webhook.previous.as_ref().map(|(_, until)| *until)),
                    Value::Int(version),
                    Value::Int(webhook.updated_at),
                    Value::Int(webhook.organization.get()),
                    Value::Int(webhook.id.get()),
                ],
            )
            .await?;
        Ok(())
    }

    /// Forgets how an endpoint failed.
    async fn webhook_forgive(&mut self, organization: OrganizationId, id: WebhookId) -> Result<()> {
        let sql = "UPDATE webhooks SET consecutive_fails = 0, failing_since = NULL
            WHERE organization_id = $1 AND id = $2";
        let values = [Value::Int(organization.get()), Value::Int(id.get())];
        self.conn.execute(sql, &values).await?;
        Ok(())
    }
}

/// The endpoint as it is after a change at `now`.
fn changed(mut webhook: Webhook, change: &WebhookChange, now: Millis) -> Webhook {
    if let Some(url) = &change.url {
        webhook.url.clone_from(url);
    }
    if let Some(description) = &change.description {
        webhook.description.clone_from(description);
    }
    if let Some(events) = change.events {
        webhook.events = events;
    }
    if let Some(active) = change.active {
        webhook.active = active;
        webhook.disabled_reason = None;
    }
    if let Some((secret, until)) = &change.secret {
        let before = std::mem::replace(&mut webhook.secret, secret.clone());
        webhook.previous = (*until > now).then_some((before, *until));
    }
    if let Some((secret, previous)) = &change.resealed {
        webhook.secret.clone_from(secret);
        webhook.previous.clone_from(previous);
    }
    webhook.updated_at = now;
    webhook
}

impl Store {
    /// Adds an endpoint, unless the organization has `most` already: then nothing is written, and the answer is `false`.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn webhook_insert(&self, webhook: Webhook, most: usize) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let organization = Value::Int(webhook.organization.get());
            let sql = "SELECT COUNT(*) FROM webhooks WHERE organization_id = $1";
            let count = txn.conn.query_one(sql, &[organization], |row| row.int()).await?;
            if count.unwrap_or(0) >= most as i64 {
                return Ok(false);
            }
            let version = txn.shared.ids.next(txn.now);
            txn.conn
                .execute(
                    "INSERT INTO webhooks (organization_id, id, url, description, events, active, secret,
                         consecutive_fails, version, created_at, updated_at)
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
                    &[
                        organization,
                        Value::Int(webhook.id.get()),
                        Value::Text(&webhook.url),
                        Value::Text(&webhook.description),
                        Value::Int(webhook.events.bits()),
                        Value::Int(i64::from(webhook.active)),
                        Value::Text(&webhook.secret),
                        Value::Int(0),
                        Value::Int(version),
                        Value::Int(webhook.created_at),
                        Value::Int(webhook.updated_at),
                    ],
                )
                .await?;
            Ok(true)
        })
        .await
    }

    /// Changes an endpoint; answers it as it is then, `None` when the organization has none with this id.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn webhook_update(
        &self,
        organization: OrganizationId,
        id: WebhookId,
        change: WebhookChange,
        now: Millis,
    ) -> Result<Option<Webhook>> {
        self.write(Side::Front, async move |txn| {
            let Some(found) = txn.webhook_hold(organization, id).await? else {
                return Ok(None);
            };
            txn.webhook_put(&changed(found, &change, now)).await?;
            if change.active == Some(true) {
                txn.webhook_forgive(organization, id).await?;
            }
            get(&mut txn.conn, organization, id).await
        })
        .await
    }

    /// Removes an endpoint; `false` when the organization has none with this id. What waits for it goes by
    /// [`Store::hook_drop`], its log by its age.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn webhook_remove(&self, organization: OrganizationId, id: WebhookId) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let values = [Value::Int(organization.get()), Value::Int(id.get())];
            let sql = "DELETE FROM webhooks WHERE organization_id = $1 AND id = $2";
            Ok(txn.conn.execute(sql, &values).await? > 0)
        })
        .await
    }

    /// One of the organization's endpoints.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn webhook_get(&self, organization: OrganizationId, id: WebhookId) -> Result<Option<Webhook>> {
        self.read(async move |conn| get(conn, organization, id).await).await
    }

    /// The organization's endpoints, oldest first.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn webhook_list(&self, organization: OrganizationId) -> Result<Vec<Webhook>> {
        self.read(async move |conn| {
            let sql = concat!(
                "SELECT ",
                webhook_columns!(),
                " FROM webhooks WHERE organization_id = $1 ORDER BY id"
            );
            conn.query(sql, &[Value::Int(organization.get())], read_webhook).await
        })
        .await
    }

    /// The endpoints of all organizations.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn webhook_list_all(&self) -> Result<Vec<Webhook>> {
        self.read(async |conn| {
            let sql = concat!("SELECT ", webhook_columns!(), " FROM webhooks ORDER BY id");
            conn.query(sql, &[], read_webhook).await
        })
        .await
    }

    /// Keeps what the organization's callbacks are signed with (sealed), unless it has something already; answers what
    /// is kept, `None` when there is no such organization.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn callback_secret_keep(&self, organization: OrganizationId, sealed: String) -> Result<Option<String>> {
        self.write(Side::Front, async move |txn| {
            let id = Value::Int(organization.get());
            let sql = "UPDATE organizations SET callback_secret = $1 WHERE id = $2 AND callback_secret IS NULL";
            txn.conn.execute(sql, &[Value::Text(&sealed), id]).await?;
            let sql = "SELECT callback_secret FROM organizations WHERE id = $1";
            let kept = txn.conn.query_one(sql, &[id], |row| row.opt_text()).await?;
            Ok(kept.flatten())
        })
        .await
    }

    /// Replaces what the organization's callbacks are signed with, `old` sealed, by the same sealed anew; `false` where
    /// something else is kept.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn callback_secret_reseal(
        &self,
        organization: OrganizationId,
        (old, new): (String, String),
    ) -> Result<bool> {
        self.write(Side::Front, async move |txn| {
            let sql = "UPDATE organizations SET callback_secret = $1 WHERE id = $2 AND callback_secret = $3";
            let values = [Value::Text(&new), Value::Int(organization.get()), Value::Text(&old)];
            Ok(txn.conn.execute(sql, &values).await? > 0)
        })
        .await
    }

    /// How much waits for each of these endpoints of the organization's, counted up to 10,000.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn webhook_backlogs(&self, organization: OrganizationId, ids: Vec<WebhookId>) -> Result<Vec<Backlog>> {
        self.read(async move |conn| {
            let mut backlogs = Vec::with_capacity(ids.len());
            for id in &ids {
                backlogs.push(backlog(conn, organization, *id).await?);
            }
            Ok(backlogs)
        })
        .await
    }
}

async fn backlog(conn: &mut Conn, organization: OrganizationId, id: WebhookId) -> Result<Backlog> {
    let values = [
        Value::Int(id.get()),
        Value::Int(organization.get()),
        Value::Int(COUNTED as i64 + 1),
    ];
    let sql = "SELECT COUNT(*), MIN(due_at) FROM
        (SELECT due_at FROM hook_outbox WHERE target = $1 AND organization_id = $2 LIMIT $3) waiting";
    let found = conn
        .query_one(sql, &values, |row| Ok((row.int()?, row.opt_int()?)))
        .await?;
    let (count, oldest_due_at) = found.unwrap_or_default();
    let events = usize::try_from(count).unwrap_or(0);
    Ok(Backlog {
        events: events.min(COUNTED),
        is_more: events > COUNTED,
        oldest_due_at,
    })
}
