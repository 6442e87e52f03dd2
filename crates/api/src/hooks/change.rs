//! `PUT /api/sms/webhooks/{webhookId}`: changes what is given of a webhook.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::WebhookId;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::hooks::body::WebhookBody;
use crate::hooks::view::WebhookView;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};
use crate::path::{IdInPath, refused};

/// Change a webhook
///
/// Only what is given. While it is not active nothing new is kept for it; what waited waits on, for seven days.
#[utoipa::path(
    put, path = "/api/sms/webhooks/{webhookId}", tag = "webhooks out", operation_id = "changeWebhook",
    params(("webhookId" = String, Path, description = "Its id", example = "whk_01k9zv0d3s8ra")),
    request_body = WebhookBody,
    responses((status = 200, description = "Changed", body = Answer<WebhookView>), AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn change_webhook(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<WebhookId>,
    JsonBody(body): JsonBody<WebhookBody>,
) -> Result<Response, ApiError> {
    let changed = api.engine.webhook_change(&caller, id, body.into()).await;
    let changed = changed.map_err(refused::<WebhookId>)?;
    Ok(meta.answer(StatusCode::OK, WebhookView::of(changed, meta.at)))
}
