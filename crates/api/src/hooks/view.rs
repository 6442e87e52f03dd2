//! How webhooks and tries to tell them look to callers: everything but the secrets.

use domain::{DeliveryId, HookEvent, HookEventId, MessageId, Millis, WebhookId};
use engine::{DeliveryDetail, WebhookDetail};
use serde::Serialize;
use serde_json::value::RawValue;
use store::{Backlog, Delivery, DeliveryOutcome, Webhook};
use utoipa::ToSchema;

use crate::time::Time;

/// A webhook.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Webhook)]
pub(crate) struct WebhookView {
    /// Its id.
    #[schema(value_type = String, example = "whk_01k9zv0d3s8ra")]
    webhook_id: WebhookId,
    /// Where events are posted.
    url: String,
    /// What people call it.
    description: String,
    /// What it is told.
    events: Vec<&'static str>,
    /// Whether it is told anything.
    active: bool,
    /// How its requests fare.
    health: WebhookHealthView,
    /// Requests that failed since the last one that was taken.
    consecutive_fails: u32,
    /// When anything was last posted.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_triggered_at: Option<Time>,
    /// What waits to be told; absent in answers that make or change its secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    backlog: Option<BacklogView>,
    /// Until when requests have two signatures, while its secret is being changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    rotating_until: Option<Time>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Time,
}

/// How a webhook's requests fare.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WebhookHealth)]
struct WebhookHealthView {
    /// `UNKNOWN` (nothing was posted), `HEALTHY`, `FAILING`, or `DISABLED`, by Tuma or by a person.
    #[schema(example = "HEALTHY")]
    status: &'static str,
    /// Why Tuma disabled it.
    reason: Option<String>,
    /// When the first of the requests failed that have failed since the last success.
    #[schema(value_type = Option<String>, format = DateTime)]
    failing_since: Option<Time>,
    /// When anything was last taken.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_success_at: Option<Time>,
}

/// What waits to be told to a webhook.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = WebhookBacklog)]
struct BacklogView {
    /// Events, counted up to 10,000.
    events: usize,
    /// Whether there are more.
    is_more: bool,
    /// When the first of them was or is due.
    #[schema(value_type = Option<String>, format = DateTime)]
    oldest_due_at: Option<Time>,
}

impl WebhookView {
    /// A webhook at `now`.
    pub(crate) fn new(row: Webhook, backlog: Option<Backlog>, now: Millis) -> Self {
        let health = row.health;
        let status = match (row.active, health.consecutive_fails, health.last_triggered_at) {
            (false, ..) => "DISABLED",
            (true, _, None) => "UNKNOWN",
            (true, 0, Some(_)) => "HEALTHY",
            (true, ..) => "FAILING",
        };
        Self {
            webhook_id: row.id,
            url: row.url,
            description: row.description,
            events: row.events.iter().map(HookEvent::as_str).collect(),
            active: row.active,
            health: WebhookHealthView {
                status,
                reason: row.disabled_reason,
                failing_since: health.failing_since.map(Time),
                last_success_at: health.last_success_at.map(Time),
            },
            consecutive_fails: health.consecutive_fails,
            last_triggered_at: health.last_triggered_at.map(Time),
            backlog: backlog.map(|backlog| BacklogView {
                events: backlog.events,
                is_more: backlog.is_more,
                oldest_due_at: backlog.oldest_due_at.map(Time),
            }),
            rotating_until: row
                .previous
                .map(|(_, until)| until)
                .filter(|until| *until > now)
                .map(Time),
            created_at: Time(row.created_at),
            updated_at: Time(row.updated_at),
        }
    }

    /// A webhook with what waits for it.
    pub(crate) fn of(detail: WebhookDetail, now: Millis) -> Self {
        Self::new(detail.row, Some(detail.backlog), now)
    }
}

/// A webhook with a secret that is shown this once.
#[derive(Serialize, ToSchema)]
#[schema(as = WebhookWithSecret)]
pub(crate) struct SecretView {
    /// The webhook.
    #[serde(flatten)]
    pub(crate) webhook: WebhookView,
    /// What its requests are signed with: keep it, it is not shown again.
    #[schema(example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    pub(crate) secret: String,
}

/// One try to tell an event.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Delivery)]
pub(crate) struct DeliveryView {
    /// Its id.
    #[schema(value_type = String, example = "dlv_01k9zv0d3s8ra")]
    delivery_id: DeliveryId,
    /// The event's id, which receivers get as `webhook-id`: the same for all tries.
    #[schema(value_type = String, example = "evt_01k9zv0d3s8ra")]
    event_id: HookEventId,
    /// What was told.
    #[schema(example = "message.delivered")]
    event_type: String,
    /// The message that it is about.
    #[schema(value_type = Option<String>)]
    message_id: Option<MessageId>,
    /// Which try, from 1; 0 for a test.
    attempt: u16,
    /// Whether it was taken.
    success: bool,
    /// `TAKEN`, `RETRIED` (it is tried again), `GIVEN_UP`, or `REPLAYED` (given up, and told again since).
    #[schema(example = "TAKEN")]
    outcome: &'static str,
    /// The status that the receiver answered; null where there was no answer.
    http_status: Option<u16>,
    /// The beginning of the answer, at most 1,024 bytes; of successes, where the body was kept too.
    response_body: Option<String>,
    /// Why there was no answer.
    error: Option<String>,
    /// How long it took, ms.
    latency_ms: i64,
    /// Where it was posted, where that was kept.
    url: Option<String>,
    /// What was told; null where the message is gone.
    #[schema(value_type = Option<Object>)]
    payload: Option<Box<RawValue>>,
    /// Whether the payload is the one that was sent. Of many successes in a short time only the first are kept whole;
    /// the others show their message as it stands now.
    payload_kept: bool,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
}

impl From<DeliveryDetail> for DeliveryView {
    fn from(detail: DeliveryDetail) -> Self {
        let DeliveryDetail { row, payload } = detail;
        let event_type = match (row.event, row.name) {
            (HookEvent::Security, Some(name)) => name,
            (event, _) => event.as_str().to_owned(),
        };
        Self {
            delivery_id: row.id,
            event_id: row.event_id,
            event_type,
            message_id: row.message,
            attempt: row.attempt,
            success: row.outcome == DeliveryOutcome::Taken,
            outcome: match row.outcome {
                DeliveryOutcome::Taken => "TAKEN",
                DeliveryOutcome::Retried => "RETRIED",
                DeliveryOutcome::GivenUp => "GIVEN_UP",
                DeliveryOutcome::Replayed => "REPLAYED",
            },
            http_status: row.http_status,
            response_body: row.response_body,
            error: row.error,
            latency_ms: row.latency_ms,
            url: row.url,
            payload_kept: row.payload.is_some(),
            payload: payload.and_then(|text| RawValue::from_string(text).ok()),
            created_at: Time(row.created_at),
        }
    }
}

impl From<Delivery> for DeliveryView {
    fn from(row: Delivery) -> Self {
        DeliveryDetail {
            payload: row.payload.clone(),
            row,
        }
        .into()
    }
}
