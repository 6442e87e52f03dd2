//! Endpoints made, changed, tested and removed, their secrets sealed. Works on the database alone, so that the command
//! line can use it where no engine runs.

use std::sync::Arc;

use adapters::http::HttpClient;
use bytes::Bytes;
use domain::{Clock, DeliveryId, Fault, HookEvent, HookEventId, HookEvents, Millis, OrganizationId, WebhookId};
use serde_json::{Value, json};
use store::{Delivery, DeliveryOutcome, HookBatch, Store, StoreError, Webhook, WebhookChange, WebhookHealth};
use tenancy::{Author, RandomSource, Vault};

use super::book::{sealed_for, signers_of};
use super::post::{self, Letter};
use super::sample;
use super::signature::{SECRET_BYTES, shown};
use super::url::check_url;
use crate::request::Refusal;

/// The most endpoints of an organization.
const MOST: usize = 50;
/// The longest description, in characters.
const MAX_DESCRIPTION: usize = 200;
/// The longest time for which two secrets sign, ms: 7 days.
const LONGEST_OVERLAP_MS: Millis = 7 * 86_400_000;

/// An endpoint to be made, or what is to change of one.
#[derive(Clone, Debug, Default)]
pub struct WebhookDraft {
    /// Where events are posted.
    pub url: Option<String>,
    /// What people call it, at most 200 characters.
    pub description: Option<String>,
    /// What it is told: events, `message.*`, `security.*` or `*`.
    pub events: Option<Vec<String>>,
    /// Whether it is told anything.
    pub active: Option<bool>,
}

/// An endpoint and what waits for it.
#[derive(Clone)]
pub struct WebhookDetail {
    /// Its row.
    pub row: Webhook,
    /// What waits.
    pub backlog: store::Backlog,
}

/// An endpoint with a secret that was made just now: shown this once.
#[derive(Clone)]
pub struct WebhookSecret {
    /// The endpoint.
    pub row: Webhook,
    /// The secret, `whsec_…`.
    pub secret: String,
}

/// Makes, changes and tests endpoints.
#[derive(Clone)]
pub struct WebhookBook {
    /// The database.
    pub store: Store,
    /// Seals and opens secrets.
    pub vault: Arc<Vault>,
    /// Posts tests; knows which addresses may be called.
    pub http: HttpClient,
    /// Whether `http` URLs are taken.
    pub allow_http: bool,
    /// How long a receiver may take, ms.
    pub timeout_ms: u64,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Bytes that nobody can guess.
    pub random: RandomSource,
    /// Whom the log of changes names.
    pub author: Author,
}

/// A draft whose values are good.
#[derive(Default)]
struct Checked {
    events: Option<HookEvents>,
}

impl WebhookBook {
    /// Makes an endpoint; its secret is shown this once.
    ///
    /// # Errors
    /// `Invalid` with every fault of it.
    pub async fn create(&self, organization: OrganizationId, draft: WebhookDraft) -> Result<WebhookSecret, Refusal> {
        let mut faults = Vec::new();
        let checked = self.check(&draft, &mut faults);
        let events = checked.events.unwrap_or_else(|| {
            if draft.events.is_none() {
                faults.push(Fault::new("events", "is missing", EVENTS_MEND));
            }
            HookEvents::default()
        });
        let Some(url) = draft.url else {
            let mend = "add where events are posted, such as https://example.org/sms";
            faults.push(Fault::new("url", "is missing", mend));
            return Err(Refusal::Invalid(faults));
        };
        if !faults.is_empty() {
            return Err(Refusal::Invalid(faults));
        }
        let now = self.clock.now_ms();
        let id = WebhookId::new(self.store.ids().next(now));
        let secret = self.draw();
        let row = Webhook {
            organization,
            id,
            url,
            description: draft.description.unwrap_or_default(),
            events,
            active: draft.active.unwrap_or(true),
            disabled_reason: None,
            secret: self.vault.seal(&sealed_for(id), &secret),
            previous: None,
            health: WebhookHealth::default(),
            version: 0,
            created_at: now,
            updated_at: now,
        };
        let noted = self.noting("webhook.create", &row, (None, Some(told(&row))));
        if !noted.webhook_insert(row.clone(), MOST).await? {
            let fault = format!("has {MOST} webhooks already");
            let fault = Fault::new("organization", fault, "remove one that is not needed");
            return Err(Refusal::of(fault));
        }
        Ok(WebhookSecret { row, secret })
    }

    /// Changes what is given of an endpoint.
    ///
    /// # Errors
    /// `Invalid`; `NotFound`.
    pub async fn change(
        &self,
        organization: OrganizationId,
        id: WebhookId,
        draft: WebhookDraft,
    ) -> Result<Webhook, Refusal> {
        let mut faults = Vec::new();
        let checked = self.check(&draft, &mut faults);
        if !faults.is_empty() {
            return Err(Refusal::Invalid(faults));
        }
        let change = WebhookChange {
            url: draft.url,
            description: draft.description,
            events: checked.events,
            active: draft.active,
            ..WebhookChange::default()
        };
        let before = self.found(organization, id).await?;
        let mut after = before.clone();
        after.url = change.url.clone().unwrap_or(after.url);
        after.description = change.description.clone().unwrap_or(after.description);
        after.events = change.events.unwrap_or(after.events);
        after.active = change.active.unwrap_or(after.active);
        let noted = self.noting("webhook.change", &before, (Some(told(&before)), Some(told(&after))));
        self.update(&noted, (organization, id), change).await
    }

    /// Gives an endpoint a new secret, which is shown this once; the one before signs too for `overlap_ms`.
    ///
    /// # Errors
    /// `Invalid`; `NotFound`.
    pub async fn rotate(
        &self,
        organization: OrganizationId,
        id: WebhookId,
        overlap_ms: Millis,
    ) -> Result<WebhookSecret, Refusal> {
        if !(0..=LONGEST_OVERLAP_MS).contains(&overlap_ms) {
            let mend = "give 0 to 604800 seconds (7 days)";
            return Err(Refusal::of(Fault::new("overlapSeconds", "is out of bounds", mend)));
        }
        let secret = self.draw();
        let until = self.clock.now_ms() + overlap_ms;
        let change = WebhookChange {
            secret: Some((self.vault.seal(&sealed_for(id), &secret), until)),
            ..WebhookChange::default()
        };
        let noted = self.noting(
            "webhook.rotate_secret",
            &self.found(organization, id).await?,
            (None, None),
        );
        let row = self.update(&noted, (organization, id), change).await?;
        Ok(WebhookSecret { row, secret })
    }

    /// Removes an endpoint.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn remove(&self, organization: OrganizationId, id: WebhookId) -> Result<(), Refusal> {
        let row = self.found(organization, id).await?;
        let noted = self.noting("webhook.remove", &row, (Some(told(&row)), None));
        match noted.webhook_remove(organization, id).await? {
            true => Ok(()),
            false => Err(Refusal::NotFound),
        }
    }

    /// Posts a sample to an endpoint, active or not, and logs the try. It is not repeated and says nothing about the
    /// endpoint's health.
    ///
    /// # Errors
    /// `NotFound`.
    pub async fn test(
        &self,
        organization: OrganizationId,
        id: WebhookId,
        event: Option<HookEvent>,
    ) -> Result<Delivery, Refusal> {
        let row = self.found(organization, id).await?;
        let now = self.clock.now_ms();
        let signers = signers_of(&row, &self.vault);
        let (Some(signers), Ok(url)) = (signers, row.url.parse::<reqwest::Url>()) else {
            tracing::error!(webhook = %id, "a webhook cannot be tested: its secret cannot be opened, or its URL is none");
            return Err(Refusal::Internal);
        };
        let event = event.unwrap_or(HookEvent::Test);
        let event_id = HookEventId::new(self.store.ids().next(now));
        let payload = sample::payload(event, id, now);
        let letter = Letter {
            url,
            event_id,
            signers: &signers,
            payload: Bytes::from(payload.clone()),
        };
        let (answer, latency_ms) = post::send(&self.http, self.timeout_ms, now, letter).await;
        let taken = answer.as_ref().is_ok_and(|answer| (200..300).contains(&answer.status));
        let mut delivery = Delivery {
            organization,
            webhook: Some(id),
            id: DeliveryId::new(self.store.ids().next(now)),
            event_id,
            message: None,
            event,
            state: None,
            // Not one of the tries that are repeated.
            attempt: 0,
            outcome: if taken {
                DeliveryOutcome::Taken
            } else {
                DeliveryOutcome::GivenUp
            },
            http_status: None,
            latency_ms,
            created_at: now,
            name: None,
            url: Some(row.url),
            payload: Some(payload),
            response_body: None,
            error: None,
        };
        post::note(&mut delivery, answer);
        let batch = HookBatch {
            fates: Vec::new(),
            deliveries: vec![delivery.clone()],
        };
        self.store.hook_settle(Arc::new(batch)).await?;
        Ok(delivery)
    }

    fn draw(&self) -> String {
        let mut bytes = [0; SECRET_BYTES];
        (self.random)(&mut bytes);
        shown(&bytes)
    }

    async fn found(&self, organization: OrganizationId, id: WebhookId) -> Result<Webhook, Refusal> {
        let found = self.store.webhook_get(organization, id).await?;
        found.ok_or(Refusal::NotFound)
    }

    /// The store, for one change of `row`.
    fn noting(&self, action: &'static str, row: &Webhook, change: (Option<Value>, Option<Value>)) -> Store {
        let entry = self.author.changes(Some(row.organization), action, row.id, change);
        self.store.noting(entry)
    }

    async fn update(
        &self,
        noted: &Store,
        (organization, id): (OrganizationId, WebhookId),
        change: WebhookChange,
    ) -> Result<Webhook, Refusal> {
        let now = self.clock.now_ms();
        let changed: Result<_, StoreError> = noted.webhook_update(organization, id, change, now).await;
        changed?.ok_or(Refusal::NotFound)
    }

    fn check(&self, draft: &WebhookDraft, faults: &mut Vec<Fault>) -> Checked {
        if let Some(url) = &draft.url {
            faults.extend(check_url("url", url, self.http.guard(), self.allow_http).err());
        }
        let control = |text: &String| text.contains(char::is_control) || text.chars().count() > MAX_DESCRIPTION;
        if draft.description.as_ref().is_some_and(control) {
            let mend = "give at most 200 characters";
            faults.push(Fault::new(
                "description",
                "is too long, or has control characters",
                mend,
            ));
        }
        let events = draft.events.as_ref().map(|words| events_of(words, faults));
        Checked { events }
    }
}

/// What the log of changes says of an endpoint. Of its URL the origin: what follows it may be a secret.
fn told(row: &Webhook) -> Value {
    let url = row.url.parse::<reqwest::Url>();
    let events: Vec<_> = row.events.iter().map(HookEvent::as_str).collect();
    json!({
        "origin": url.map(|url| url.origin().ascii_serialization()).unwrap_or_default(),
        "description": row.description,
        "events": events,
        "active": row.active,
    })
}

/// How to mend a list of events.
const EVENTS_MEND: &str = "give a list of message.queued, message.sent, message.delivered, message.failed, \
    message.rejected, message.expired, message.cancelled, message.inbound, message.*, balance.low, provider.health, \
    security.* or *";

/// The events that words ask for; what they ask for in vain is a fault of `events`.
pub(super) fn events_of(words: &[String], faults: &mut Vec<Fault>) -> HookEvents {
    let mut events = HookEvents::default();
    for (place, word) in words.iter().enumerate() {
        if !events.add(word) {
            let field = format!("events[{place}]");
            faults.push(Fault::new(field, "is no event", EVENTS_MEND));
        }
    }
    if words.is_empty() {
        faults.push(Fault::new("events", "is empty", EVENTS_MEND));
    }
    events
}
