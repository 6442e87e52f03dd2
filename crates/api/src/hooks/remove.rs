//! `DELETE /api/sms/webhooks/{webhookId}`: removes a webhook and what waits for it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::WebhookId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::{IdInPath, refused};

/// A webhook that is gone.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WebhookRemoved {
    /// Its id.
    #[schema(value_type = String, example = "whk_01k9zv0d3s8ra")]
    webhook_id: WebhookId,
    /// Always true.
    removed: bool,
}

/// Remove a webhook
///
/// What waits for it is told to nobody.
#[utoipa::path(
    delete, path = "/api/sms/webhooks/{webhookId}", tag = "webhooks out", operation_id = "removeWebhook",
    params(("webhookId" = String, Path, description = "Its id", example = "whk_01k9zv0d3s8ra")),
    responses((status = 200, description = "Removed", body = Answer<WebhookRemoved>), AuthErrors, IdErrors)
)]
pub(crate) async fn remove_webhook(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(webhook_id): IdInPath<WebhookId>,
) -> Result<Response, ApiError> {
    let removed = api.engine.webhook_remove(&caller, webhook_id).await;
    removed.map_err(refused::<WebhookId>)?;
    let gone = WebhookRemoved {
        webhook_id,
        removed: true,
    };
    Ok(meta.answer(StatusCode::OK, gone))
}
