//! The log of what was told, as people of an organization ask for it, and telling again.

use std::collections::HashMap;

use domain::{DeliveryId, Fault, HookEvents, MessageId, Millis, WebhookId};
use store::{Delivery, DeliveryFilter, MessageRow, Page, ReplayFilter, Replayed};
use tenancy::Caller;

use super::body::{self, Sight};
use super::desk::events_of;
use crate::Engine;
use crate::request::Refusal;

/// One try with what was told.
#[derive(Clone)]
pub struct DeliveryDetail {
    /// The try.
    pub row: Delivery,
    /// The body: as it was where the log kept it, else as the message says it now; `None` where the message is gone.
    pub payload: Option<String>,
}

/// What to tell again.
#[derive(Clone, Debug, Default)]
pub struct ReplayRequest {
    /// Only these events, by their words; all where none is named.
    pub events: Option<Vec<String>>,
    /// Only those that were given up.
    pub failed_only: bool,
    /// Tried at or after.
    pub from: Option<Millis>,
    /// Tried before.
    pub until: Option<Millis>,
    /// Where the last call said to go on.
    pub after: Option<i64>,
}

impl Engine {
    /// The tries to tell an endpoint, or (`None`) the callbacks of the organization's messages, newest first.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn deliveries(
        &self,
        caller: &Caller,
        webhook: Option<WebhookId>,
        filter: DeliveryFilter,
        (before, limit): (Option<i64>, usize),
    ) -> Result<Page<DeliveryDetail>, Refusal> {
        self.own_webhook(caller, webhook).await?;
        let log = (caller.organization.id, webhook);
        let page = self.store.deliveries_list(log, filter, before, limit).await?;
        Ok(Page {
            rows: self.with_payloads(caller, page.rows).await?,
            next: page.next,
        })
    }

    /// Tells again what fits: at most 5,000 tries are looked at in one call.
    ///
    /// # Errors
    /// `Invalid`; `NotFound`.
    pub async fn deliveries_replay(
        &self,
        caller: &Caller,
        webhook: Option<WebhookId>,
        asked: ReplayRequest,
    ) -> Result<Replayed, Refusal> {
        self.told_webhook(caller, webhook).await?;
        let mut faults = Vec::new();
        let events = asked
            .events
            .as_ref()
            .map_or_else(HookEvents::default, |words| events_of(words, &mut faults));
        let until = asked.until.unwrap_or_else(|| self.now() + 1);
        let from = asked.from.unwrap_or(0);
        if from >= until {
            faults.push(Fault::new("from", "is not before until", "give an earlier time"));
        }
        if !faults.is_empty() {
            return Err(Refusal::Invalid(faults));
        }
        let filter = ReplayFilter {
            events,
            failed_only: asked.failed_only,
            from,
            until,
        };
        let log = (caller.organization.id, webhook);
        Ok(self.store.hook_replay(log, filter, asked.after).await?)
    }

    /// Tells again what one try told.
    ///
    /// # Errors
    /// `NotFound`, also where nothing is left of what it told.
    pub async fn delivery_replay(
        &self,
        caller: &Caller,
        webhook: Option<WebhookId>,
        id: DeliveryId,
    ) -> Result<Delivery, Refusal> {
        self.told_webhook(caller, webhook).await?;
        let log = (caller.organization.id, webhook);
        let found = self.store.delivery_get(log, id).await?.ok_or(Refusal::NotFound)?;
        match self.store.hook_replay_one(log, id).await? {
            true => Ok(found),
            false => Err(Refusal::NotFound),
        }
    }

    async fn own_webhook(&self, caller: &Caller, webhook: Option<WebhookId>) -> Result<bool, Refusal> {
        let Some(id) = webhook else { return Ok(true) };
        let found = self.store.webhook_get(caller.organization.id, id).await?;
        found.map(|row| row.active).ok_or(Refusal::NotFound)
    }

    /// Refuses what an endpoint that is told nothing would be told.
    async fn told_webhook(&self, caller: &Caller, webhook: Option<WebhookId>) -> Result<(), Refusal> {
        if self.own_webhook(caller, webhook).await? {
            return Ok(());
        }
        let mend = "make it active first";
        Err(Refusal::of(Fault::new("webhookId", "is not active", mend)))
    }

    async fn with_payloads(&self, caller: &Caller, rows: Vec<Delivery>) -> Result<Vec<DeliveryDetail>, Refusal> {
        let lacking = rows.iter().filter(|row| row.payload.is_none());
        let ids: Vec<MessageId> = lacking.filter_map(|row| row.message).collect();
        let messages = match ids.is_empty() {
            true => Vec::new(),
            false => self.store.messages_get(caller.organization.id, ids).await?,
        };
        let messages: HashMap<MessageId, MessageRow> = messages.into_iter().map(|row| (row.id, row)).collect();
        let rendered = |row: &Delivery| {
            let message = messages.get(&row.message?)?;
            let provider = message.provider.and_then(|id| self.provider_name(id));
            Some(body::of_message(
                (row.event, row.event_id.made_at()),
                message,
                row.state?,
                provider,
            ))
        };
        let sight = Sight::of(caller);
        let detail = |row: Delivery| {
            let payload = row.payload.clone().or_else(|| rendered(&row));
            DeliveryDetail {
                payload: payload.and_then(|payload| body::seen(&payload, sight)),
                row: shown(row, sight),
            }
        };
        Ok(rows.into_iter().map(detail).collect())
    }
}

/// A try as far as `sight` allows: a receiver may answer with the number that it was told, and a callback's URL may hold
/// one.
fn shown(mut row: Delivery, sight: Sight) -> Delivery {
    if !sight.numbers {
        row.response_body = None;
        if row.webhook.is_none() {
            row.url = row.url.as_deref().map(origin_of);
        }
    }
    row
}

/// A URL's scheme and host.
fn origin_of(url: &str) -> String {
    let parsed = reqwest::Url::parse(url);
    parsed.map_or_else(|_| String::new(), |url| url.origin().ascii_serialization())
}
