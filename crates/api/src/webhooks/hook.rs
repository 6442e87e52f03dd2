//! `/hooks/{token}` and `/hooks/{token}/{kind}`: a provider's own webhooks, known by a token that nobody can guess.

use std::sync::Arc;

use adapters::WebhookKind;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::response::Response;

use super::answer::{HookAnswers, Refused, taken};
use super::incoming::Incoming;
use crate::ApiState;

/// A provider's webhook
///
/// Enter the provider's `webhookUrl` at the carrier. What comes is told apart by its fields, checked as the provider's
/// settings say, and answered after it is on disk.
#[utoipa::path(
    method(get, post), path = "/hooks/{token}", tag = "webhooks", operation_id = "hook",
    params(("token" = String, Path, description = "The end of the provider's `webhookPath`")),
    request_body(content = String, description = "As the carrier sends it, at most 256 KiB", content_type = "*/*"),
    responses(HookAnswers)
)]
pub(crate) async fn hook(
    State(api): State<Arc<ApiState>>,
    token: Result<Path<String>, PathRejection>,
    incoming: Incoming,
) -> Result<Response, Refused> {
    let Path(token) = token.map_err(|_| Refused::not_found())?;
    let webhook = incoming.of_kind(WebhookKind::Any);
    let answer = api.engine.webhook_by_token(&token, webhook).await?;
    Ok(taken(answer))
}

/// A provider's webhook of one kind
///
/// For carriers that are given a URL for each kind.
#[utoipa::path(
    method(get, post), path = "/hooks/{token}/{kind}", tag = "webhooks", operation_id = "hookOfKind",
    params(
        ("token" = String, Path, description = "The end of the provider's `webhookPath`"),
        ("kind" = String, Path, description = "`report`, `inbound` or `optout`", example = "report")
    ),
    request_body(content = String, description = "As the carrier sends it, at most 256 KiB", content_type = "*/*"),
    responses(HookAnswers)
)]
pub(crate) async fn hook_of_kind(
    State(api): State<Arc<ApiState>>,
    path: Result<Path<(String, String)>, PathRejection>,
    incoming: Incoming,
) -> Result<Response, Refused> {
    let Path((token, kind)) = path.map_err(|_| Refused::not_found())?;
    let kind = match kind.as_str() {
        "report" => WebhookKind::Report,
        "inbound" => WebhookKind::Inbound,
        "optout" => WebhookKind::OptOut,
        _ => return Err(Refused::not_found()),
    };
    let answer = api.engine.webhook_by_token(&token, incoming.of_kind(kind)).await?;
    Ok(taken(answer))
}
