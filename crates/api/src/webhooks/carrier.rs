//! Which provider a webhook is for whose path names none: the query says it, or the fields give the carrier away.

use adapters::WebhookRequest;
use axum::response::Response;

use super::answer::{Refused, taken};
use crate::ApiState;

/// The field that only Twilio's webhooks have.
const TWILIO_FIELD: &str = "MessageSid";

/// Takes a webhook for the provider that its query names (by kind, name or id) or its fields give away.
pub(super) async fn take(api: &ApiState, webhook: WebhookRequest) -> Result<Response, Refused> {
    let provider = named(&webhook).ok_or_else(Refused::unnamed)?;
    let answer = api.engine.webhook_by_kind(&provider, webhook).await?;
    Ok(taken(answer))
}

fn named(webhook: &WebhookRequest) -> Option<String> {
    if let Some(named) = webhook.query_value("provider").filter(|named| !named.is_empty()) {
        return Some(named.to_owned());
    }
    let form = webhook.form();
    let is_twilio = form.iter().chain(&webhook.query).any(|(name, _)| name == TWILIO_FIELD);
    is_twilio.then(|| "twilio".to_owned())
}
