//! Webhooks and tries to tell them, as the command line shows them.

use domain::HookEvent;
use serde::{Deserialize, Serialize};
use store::{Backlog, Delivery, DeliveryOutcome, Webhook};

use crate::time;

/// A webhook.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WebhookView {
    /// Its id.
    pub id: String,
    /// Where events are posted.
    pub url: String,
    /// What people call it.
    pub description: String,
    /// What it is told.
    pub events: Vec<String>,
    /// `unknown`, `healthy`, `failing` or `disabled`.
    pub status: String,
    /// Why Tuma disabled it.
    pub reason: Option<String>,
    /// Requests that failed since the last one that was taken.
    pub consecutive_fails: u32,
    /// When anything was last posted.
    pub last_triggered_at: Option<String>,
    /// Events that wait, such as `12` or `10000+`.
    pub waiting: String,
    /// When it was made.
    pub created_at: String,
}

impl WebhookView {
    /// A webhook and what waits for it.
    pub fn new(row: &Webhook, backlog: Backlog) -> Self {
        let status = match (row.active, row.health.consecutive_fails, row.health.last_triggered_at) {
            (false, ..) => "disabled",
            (true, _, None) => "unknown",
            (true, 0, Some(_)) => "healthy",
            (true, ..) => "failing",
        };
        let more = if backlog.is_more { "+" } else { "" };
        Self {
            id: row.id.to_string(),
            url: row.url.clone(),
            description: row.description.clone(),
            events: row.events.iter().map(|event| event.as_str().to_owned()).collect(),
            status: status.to_owned(),
            reason: row.disabled_reason.clone(),
            consecutive_fails: row.health.consecutive_fails,
            last_triggered_at: row.health.last_triggered_at.map(time::show),
            waiting: format!("{}{more}", backlog.events),
            created_at: time::show(row.created_at),
        }
    }
}

/// A webhook that was made just now, with its secret: this once.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatedWebhookView {
    /// What its requests are signed with.
    pub secret: String,
    /// The webhook.
    #[serde(flatten)]
    pub webhook: WebhookView,
}

/// One try to tell an event.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryView {
    /// Its id.
    pub id: String,
    /// The event's id.
    pub event_id: String,
    /// What was told.
    pub event_type: String,
    /// The message that it is about.
    pub message_id: Option<String>,
    /// Which try; 0 for a test.
    pub attempt: u16,
    /// Whether it was taken.
    pub success: bool,
    /// `taken`, `retried`, `given up` or `replayed`.
    pub outcome: String,
    /// The status that was answered.
    pub http_status: Option<u16>,
    /// The beginning of the answer.
    pub response_body: Option<String>,
    /// Why there was none.
    pub error: Option<String>,
    /// How long it took, ms.
    pub latency_ms: i64,
    /// When it began.
    pub created_at: String,
}

impl From<&Delivery> for DeliveryView {
    fn from(row: &Delivery) -> Self {
        let name = row.name.as_deref().filter(|_| row.event == HookEvent::Security);
        let outcome = match row.outcome {
            DeliveryOutcome::Taken => "taken",
            DeliveryOutcome::Retried => "retried",
            DeliveryOutcome::GivenUp => "given up",
            DeliveryOutcome::Replayed => "replayed",
        };
        Self {
            id: row.id.to_string(),
            event_id: row.event_id.to_string(),
            event_type: name.unwrap_or(row.event.as_str()).to_owned(),
            message_id: row.message.map(|id| id.to_string()),
            attempt: row.attempt,
            success: row.outcome == DeliveryOutcome::Taken,
            outcome: outcome.to_owned(),
            http_status: row.http_status,
            response_body: row.response_body.clone(),
            error: row.error.clone(),
            latency_ms: row.latency_ms,
            created_at: time::show(row.created_at),
        }
    }
}
