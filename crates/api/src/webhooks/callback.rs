//! `/sms/callback`: Africa's Talking's webhooks, on the path that source 000 names.

use std::sync::Arc;

use adapters::WebhookKind;
use axum::extract::State;
use axum::response::Response;

use super::answer::{HookAnswers, Refused, taken};
use super::incoming::Incoming;
use crate::ApiState;

/// The kind of provider that this path belongs to.
const CARRIER: &str = "africastalking";

/// Africa's Talking's callback
///
/// This carrier signs nothing: its provider must say who may call, or use its own `webhookUrl`.
#[utoipa::path(
    method(get, post), path = "/sms/callback", tag = "webhooks", operation_id = "smsCallback",
    request_body(content = String, description = "As the carrier sends it, at most 256 KiB", content_type = "*/*"),
    responses(HookAnswers)
)]
pub(crate) async fn sms_callback(State(api): State<Arc<ApiState>>, incoming: Incoming) -> Result<Response, Refused> {
    let webhook = incoming.of_kind(WebhookKind::Any);
    let answer = api.engine.webhook_by_kind(CARRIER, webhook).await?;
    Ok(taken(answer))
}
