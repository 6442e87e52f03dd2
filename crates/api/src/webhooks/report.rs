//! `/api/sms/dlr`: delivery reports, on the path that source 002 names.

use std::sync::Arc;

use adapters::WebhookKind;
use axum::extract::State;
use axum::response::Response;

use super::answer::{HookAnswers, Refused};
use super::carrier;
use super::incoming::Incoming;
use crate::ApiState;

/// A carrier's delivery report
///
/// For carriers whose requests prove where they come from; others need the provider's own `webhookUrl`.
#[utoipa::path(
    method(get, post), path = "/api/sms/dlr", tag = "webhooks", operation_id = "deliveryReport",
    params(("provider" = Option<String>, Query, description = "A provider's kind, name or id; Twilio is known by its fields")),
    request_body(content = String, description = "As the carrier sends it, at most 256 KiB", content_type = "*/*"),
    responses(HookAnswers)
)]
pub(crate) async fn delivery_report(State(api): State<Arc<ApiState>>, incoming: Incoming) -> Result<Response, Refused> {
    carrier::take(&api, incoming.of_kind(WebhookKind::Report)).await
}
