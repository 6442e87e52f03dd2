//! `GET /api/sms/webhooks/{webhookId}`: one webhook.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::WebhookId;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::hooks::view::WebhookView;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::{IdInPath, refused};

/// Look at a webhook
#[utoipa::path(
    get, path = "/api/sms/webhooks/{webhookId}", tag = "webhooks out", operation_id = "getWebhook",
    params(("webhookId" = String, Path, description = "Its id", example = "whk_01k9zv0d3s8ra")),
    responses((status = 200, description = "The webhook", body = Answer<WebhookView>), AuthErrors, IdErrors)
)]
pub(crate) async fn get_webhook(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<WebhookId>,
) -> Result<Response, ApiError> {
    let found = api.engine.webhook(&caller, id).await.map_err(refused::<WebhookId>)?;
    Ok(meta.answer(StatusCode::OK, WebhookView::of(found, meta.at)))
}
