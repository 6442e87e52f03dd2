//! `POST /payments/{provider}`: what a payment provider tells of payments into balances.

use std::sync::Arc;

use adapters::WebhookKind;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use super::answer::{HookAnswers, Refused};
use super::incoming::Incoming;
use crate::ApiState;

/// A payment provider's webhook
///
/// Enter this address at the payment provider. It signs what it sends; a payment is credited once, however often it is
/// told.
#[utoipa::path(
    post, path = "/payments/{provider}", tag = "webhooks", operation_id = "paymentEvent",
    params(("provider" = String, Path, description = "Such as `stripe`", example = "stripe")),
    request_body(content = String, description = "As the payment provider sends it, at most 256 KiB", content_type = "*/*"),
    responses(HookAnswers)
)]
pub(crate) async fn payment_event(
    State(api): State<Arc<ApiState>>,
    provider: Result<Path<String>, PathRejection>,
    incoming: Incoming,
) -> Result<Response, Refused> {
    let Path(provider) = provider.map_err(|_| Refused::not_found())?;
    let event = incoming.of_kind(WebhookKind::Any);
    api.engine.payment_event(&provider, &event).await?;
    Ok(StatusCode::OK.into_response())
}
