//! The log of what was told, as people read it. A list looks at a bounded number of rows and names where to go on.

use domain::id::floor_at;
use domain::{DeliveryId, HookEvent, HookEventId, MessageId, MessageState, OrganizationId, WebhookId};

use crate::Store;
use crate::conn::{Conn, Value};
use crate::error::Result;
use crate::row::Cells;
use crate::types::{Delivery, DeliveryFilter, DeliveryOutcome, MessageRow, Page};

/// Rows that one page looks at, at most.
const LOOKED_AT: usize = 20_000;
/// Rows that are read at a time.
const CHUNK: usize = 500;

macro_rules! delivery_columns {
    () => {
        "organization_id, target, id, event_id, message_id, event, state, attempt, outcome, http_status, latency_ms,
         created_at, name, url, payload, response_body, error"
    };
}
pub(super) use delivery_columns;

pub(super) fn read_delivery(row: &mut Cells<'_>) -> Result<Delivery> {
    let some = |id: i64| Some(id).filter(|id| *id > 0);
    Ok(Delivery {
        organization: OrganizationId::new(row.int()?),
        webhook: some(row.int()?).map(WebhookId::new),
        id: DeliveryId::new(row.int()?),
        event_id: HookEventId::new(row.int()?),
        message: some(row.int()?).map(MessageId::new),
        event: row.coded(HookEvent::from_code)?,
        state: MessageState::from_code(row.int()?),
        attempt: row.small()?,
        outcome: row.coded(DeliveryOutcome::from_code)?,
        http_status: row.opt_int()?.and_then(|status| u16::try_from(status).ok()),
        latency_ms: row.int()?,
        created_at: row.int()?,
        name: row.opt_text()?,
        url: row.opt_text()?,
        payload: row.opt_text()?,
        response_body: row.opt_text()?,
        error: row.opt_text()?,
    })
}

/// The newest rows below a place, at most [`CHUNK`]: failures have an index of their own.
async fn newest(
    conn: &mut Conn,
    (organization, target): (i64, i64),
    (from, before): (i64, i64),
    failed: bool,
) -> Result<Vec<Delivery>> {
    let values = [
        Value::Int(organization),
        Value::Int(target),
        Value::Int(from),
        Value::Int(before),
        Value::Int(CHUNK as i64),
    ];
    let sql = if failed {
        concat!(
            "SELECT ",
            delivery_columns!(),
            " FROM webhook_deliveries WHERE organization_id = $1 AND target = $2 AND id >= $3 AND id < $4
              AND outcome <> 1 ORDER BY id DESC LIMIT $5"
        )
    } else {
        concat!(
            "SELECT ",
            delivery_columns!(),
            " FROM webhook_deliveries WHERE organization_id = $1 AND target = $2 AND id >= $3 AND id < $4
              ORDER BY id DESC LIMIT $5"
        )
    };
    conn.query(sql, &values, read_delivery).await
}

fn fits(delivery: &Delivery, filter: &DeliveryFilter) -> bool {
    let success = delivery.outcome == DeliveryOutcome::Taken;
    filter.event.is_none_or(|event| event == delivery.event)
        && filter.success.is_none_or(|asked| asked == success)
        && filter.message.is_none_or(|message| Some(message) == delivery.message)
}

impl Store {
    /// The tries to tell an endpoint, or the callbacks of the organization's messages, newest first, those before
    /// `before`. A page may be short of `limit` though there are more: `next` says so.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn deliveries_list(
        &self,
        (organization, webhook): (OrganizationId, Option<WebhookId>),
        filter: DeliveryFilter,
        before: Option<i64>,
        limit: usize,
    ) -> Result<Page<Delivery>> {
        let log = (organization.get(), webhook.map_or(0, WebhookId::get));
        let from = filter.from.map_or(0, floor_at);
        let until = filter.until.map_or(i64::MAX, floor_at);
        let before = before.unwrap_or(i64::MAX).min(until);
        self.read(async move |conn| {
            let (mut rows, mut at, mut looked_at) = (Vec::new(), before, 0);
            let next = loop {
                let chunk = newest(conn, log, (from, at), filter.success == Some(false)).await?;
                let is_last = chunk.len() < CHUNK;
                looked_at += chunk.len();
                at = chunk.last().map_or(at, |delivery| delivery.id.get());
                rows.extend(chunk.into_iter().filter(|delivery| fits(delivery, &filter)));
                if rows.len() > limit {
                    rows.truncate(limit);
                    break rows.last().map(|delivery: &Delivery| delivery.id.get());
                }
                if is_last || looked_at >= LOOKED_AT {
                    break (!is_last).then_some(at);
                }
            };
            Ok(Page { rows, next })
        })
        .await
    }

    /// One try.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn delivery_get(
        &self,
        (organization, webhook): (OrganizationId, Option<WebhookId>),
        id: DeliveryId,
    ) -> Result<Option<Delivery>> {
        self.read(async move |conn| {
            let values = [
                Value::Int(organization.get()),
                Value::Int(webhook.map_or(0, WebhookId::get)),
                Value::Int(id.get()),
            ];
            let sql = concat!(
                "SELECT ",
                delivery_columns!(),
                " FROM webhook_deliveries WHERE organization_id = $1 AND target = $2 AND id = $3"
            );
            conn.query_one(sql, &values, read_delivery).await
        })
        .await
    }

    /// The messages of these ids that the organization has: for what the log does not keep, because they say it.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn messages_get(&self, organization: OrganizationId, ids: Vec<MessageId>) -> Result<Vec<MessageRow>> {
        self.read(async move |conn| {
            let mut found = Vec::with_capacity(ids.len());
            for id in &ids {
                found.extend(crate::messages::get(conn, organization, *id).await?);
            }
            Ok(found)
        })
        .await
    }
}
