//! `GET /api/sms/webhooks`: the organization's webhooks, oldest first.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::hooks::view::WebhookView;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::query::Params;

/// An organization's webhooks.
#[derive(Serialize, ToSchema)]
pub(crate) struct WebhookList {
    /// Oldest first.
    webhooks: Vec<WebhookView>,
}

/// List webhooks
///
/// With how their requests fare and what waits for each.
#[utoipa::path(
    get, path = "/api/sms/webhooks", tag = "webhooks out", operation_id = "listWebhooks",
    responses((status = 200, description = "All of them", body = Answer<WebhookList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_webhooks(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    let found = api.engine.webhooks(&caller).await?;
    let webhooks = found.into_iter().map(|detail| WebhookView::of(detail, meta.at));
    let webhooks = webhooks.collect();
    Ok(meta.answer(StatusCode::OK, WebhookList { webhooks }))
}
