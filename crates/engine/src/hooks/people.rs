//! Webhooks as people of an organization ask for them; what they change holds on this node before they are answered.

use domain::{Fault, HookEvent, Millis, WebhookId};
use store::{Delivery, Webhook};
use tenancy::{Author, Caller};

use super::desk::{WebhookBook, WebhookDetail, WebhookDraft, WebhookSecret};
use crate::Engine;
use crate::request::Refusal;

/// How long two secrets sign unless the request says otherwise, ms: a day.
const OVERLAP_MS: Millis = 86_400_000;

impl Engine {
    /// The book of endpoints over this engine's parts, for what `caller` changes.
    pub(super) fn webhook_book(&self, caller: &Caller) -> WebhookBook {
        WebhookBook {
            store: self.store.clone(),
            vault: self.vault.clone(),
            http: self.http.clone(),
            allow_http: self.settings.hooks.allow_http,
            timeout_ms: self.settings.hooks.timeout_ms,
            clock: self.clock.clone(),
            random: self.random.clone(),
            author: Author::from(caller),
        }
    }

    /// The organization's endpoints, oldest first.
    ///
    /// # Errors
    /// Only the store's.
    pub async fn webhooks(&self, caller: &Caller) -> Result<Vec<WebhookDetail>, Refusal> {
        let rows = self.store.webhook_list(caller.organization.id).await?;
        self.with_backlogs(caller, rows).await
    }

    /// One of them.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn webhook(&self, caller: &Caller, id: WebhookId) -> Result<WebhookDetail, Refusal> {
        let found = self.store.webhook_get(caller.organization.id, id).await?;
        self.with_backlog(caller, found.ok_or(Refusal::NotFound)?).await
    }

    /// Makes an endpoint; its secret is shown this once.
    ///
    /// # Errors
    /// `Invalid` with every fault of it.
    pub async fn webhook_create(&self, caller: &Caller, draft: WebhookDraft) -> Result<WebhookSecret, Refusal> {
        let made = self.webhook_book(caller).create(caller.organization.id, draft).await?;
        self.hooks_refresh().await?;
        Ok(made)
    }

    /// Changes what is given of an endpoint.
    ///
    /// # Errors
    /// `Invalid`; `NotFound`.
    pub async fn webhook_change(
        &self,
        caller: &Caller,
        id: WebhookId,
        draft: WebhookDraft,
    ) -> Result<WebhookDetail, Refusal> {
        let row = self
            .webhook_book(caller)
            .change(caller.organization.id, id, draft)
            .await?;
        self.hooks_refresh().await?;
        self.with_backlog(caller, row).await
    }

    /// Gives an endpoint a new secret, which is shown this once; the one before signs too for `overlap_ms`, a day unless
    /// it is given.
    ///
    /// # Errors
    /// `Invalid`; `NotFound`.
    pub async fn webhook_rotate(
        &self,
        caller: &Caller,
        id: WebhookId,
        overlap_ms: Option<Millis>,
    ) -> Result<WebhookSecret, Refusal> {
        let overlap_ms = overlap_ms.unwrap_or(OVERLAP_MS);
        let made = self
            .webhook_book(caller)
            .rotate(caller.organization.id, id, overlap_ms)
            .await?;
        self.hooks_refresh().await?;
        Ok(made)
    }

    /// Removes an endpoint, and what waits for it.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn webhook_remove(&self, caller: &Caller, id: WebhookId) -> Result<(), Refusal> {
        self.webhook_book(caller).remove(caller.organization.id, id).await?;
        self.hooks_refresh().await?;
        Ok(())
    }

    /// Posts a sample of `event` (its word; `webhook.test` where there is none) to an endpoint.
    ///
    /// # Errors
    /// `Invalid`; `NotFound`.
    pub async fn webhook_test(&self, caller: &Caller, id: WebhookId, event: Option<&str>) -> Result<Delivery, Refusal> {
        let event = event.map(event_of).transpose().map_err(Refusal::of)?;
        self.webhook_book(caller).test(caller.organization.id, id, event).await
    }

    async fn with_backlog(&self, caller: &Caller, row: Webhook) -> Result<WebhookDetail, Refusal> {
        let mut found = self.with_backlogs(caller, vec![row]).await?;
        found.pop().ok_or(Refusal::NotFound)
    }

    async fn with_backlogs(&self, caller: &Caller, rows: Vec<Webhook>) -> Result<Vec<WebhookDetail>, Refusal> {
        let ids = rows.iter().map(|row| row.id).collect();
        let backlogs = self.store.webhook_backlogs(caller.organization.id, ids).await?;
        let both = rows.into_iter().zip(backlogs);
        Ok(both.map(|(row, backlog)| WebhookDetail { row, backlog }).collect())
    }
}

/// The event with this word.
pub(super) fn event_of(word: &str) -> Result<HookEvent, Fault> {
    HookEvent::parse(word).ok_or_else(|| {
        let all: Vec<&str> = HookEvent::ALL.into_iter().map(HookEvent::as_str).collect();
        Fault::new("eventType", "is no event", format!("give one of {}", all.join(", ")))
    })
}
