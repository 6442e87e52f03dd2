//! Webhooks made, tried, looked at and removed by whoever runs the server.

use domain::{Fault, HookEvent, WebhookId};
use engine::WebhookDraft;
use store::{DeliveryFilter, Organization, Webhook};

use super::{Desk, refusal, refused};
use crate::admin::request::{WebhookAdd, WebhookDeliveries, WebhookList, WebhookRemove, WebhookTest};
use crate::admin::views::{CreatedWebhookView, DeliveryView, WebhookView};
use crate::failure::Failure;

impl Desk {
    /// The webhook with this id, of this organization.
    async fn webhook_named(&self, organization: &Organization, named: &str) -> Result<Webhook, Failure> {
        let missing = || {
            let mend = "`tuma webhook list` shows all of them";
            refused(Fault::new("webhook", "there is no such webhook", mend))
        };
        let id: WebhookId = named.parse().map_err(|_| missing())?;
        let found = self.store.webhook_get(organization.id, id).await?;
        found.ok_or_else(missing)
    }

    async fn webhook_view(&self, row: &Webhook) -> Result<WebhookView, Failure> {
        let backlogs = self.store.webhook_backlogs(row.organization, vec![row.id]).await?;
        Ok(WebhookView::new(row, backlogs.first().copied().unwrap_or_default()))
    }

    pub(super) async fn webhook_add(&self, ask: WebhookAdd) -> Result<CreatedWebhookView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let draft = WebhookDraft {
            url: Some(ask.url),
            description: ask.description,
            events: Some(ask.events),
            active: None,
        };
        let made = self.webhooks.create(organization.id, draft).await.map_err(refusal)?;
        self.rehooked().await;
        Ok(CreatedWebhookView {
            secret: made.secret,
            webhook: self.webhook_view(&made.row).await?,
        })
    }

    pub(super) async fn webhook_list(&self, ask: WebhookList) -> Result<Vec<WebhookView>, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let rows = self.store.webhook_list(organization.id).await?;
        let ids = rows.iter().map(|row| row.id).collect();
        let backlogs = self.store.webhook_backlogs(organization.id, ids).await?;
        let both = rows.iter().zip(backlogs);
        Ok(both.map(|(row, backlog)| WebhookView::new(row, backlog)).collect())
    }

    pub(super) async fn webhook_test(&self, ask: WebhookTest) -> Result<DeliveryView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let row = self.webhook_named(&organization, &ask.webhook).await?;
        let event = ask.event.as_deref().map(event).transpose()?;
        let tried = self.webhooks.test(organization.id, row.id, event).await;
        Ok((&tried.map_err(refusal)?).into())
    }

    pub(super) async fn webhook_deliveries(&self, ask: WebhookDeliveries) -> Result<Vec<DeliveryView>, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let row = self.webhook_named(&organization, &ask.webhook).await?;
        let filter = DeliveryFilter {
            success: ask.failed.then_some(false),
            ..DeliveryFilter::default()
        };
        let log = (organization.id, Some(row.id));
        let limit = usize::from(ask.limit.max(1));
        let page = self.store.deliveries_list(log, filter, None, limit).await?;
        Ok(page.rows.iter().map(DeliveryView::from).collect())
    }

    pub(super) async fn webhook_remove(&self, ask: WebhookRemove) -> Result<WebhookView, Failure> {
        let organization = self.organization(ask.organization.as_deref()).await?;
        let row = self.webhook_named(&organization, &ask.webhook).await?;
        let view = self.webhook_view(&row).await?;
        self.webhooks.remove(organization.id, row.id).await.map_err(refusal)?;
        self.rehooked().await;
        Ok(view)
    }
}

fn event(word: &str) -> Result<HookEvent, Failure> {
    HookEvent::parse(word).ok_or_else(|| {
        let all: Vec<&str> = HookEvent::ALL.into_iter().map(HookEvent::as_str).collect();
        let mend = format!("give one of {}", all.join(", "));
        refused(Fault::new("event", "is no event", mend))
    })
}
