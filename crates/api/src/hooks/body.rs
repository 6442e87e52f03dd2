//! What callers write about a webhook, to make one or to change one.

use engine::WebhookDraft;
use serde::Deserialize;
use utoipa::ToSchema;

/// A webhook. What is left out keeps its value; a new one needs `url` and `events`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WebhookRequest, example = json!({
    "url": "https://example.org/sms",
    "events": ["message.delivered", "message.failed", "message.inbound"],
    "description": "the shop"
}))]
pub(crate) struct WebhookBody {
    /// Where events are posted: an https URL of a public host.
    url: Option<String>,
    /// At most 200 characters.
    description: Option<String>,
    /// Events: `message.queued`, `message.sent`, `message.delivered`, `message.failed`, `message.rejected`,
    /// `message.expired`, `message.cancelled`, `message.inbound`, `balance.low`, `provider.health`; or many at once:
    /// `message.*`, `security.*`, `*`.
    events: Option<Vec<String>>,
    /// Whether it is told anything. `true` also forgets how it failed.
    active: Option<bool>,
}

impl From<WebhookBody> for WebhookDraft {
    fn from(body: WebhookBody) -> Self {
        Self {
            url: body.url,
            description: body.description,
            events: body.events,
            active: body.active,
        }
    }
}
