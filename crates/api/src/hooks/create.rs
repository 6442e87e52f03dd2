//! `POST /api/sms/webhooks`: makes a webhook.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::hooks::body::WebhookBody;
use crate::hooks::view::{SecretView, WebhookView};
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors};

/// Make a webhook
///
/// It is told events from now on. Its secret is in this answer and in no other; `rotate-secret` makes a new one.
#[utoipa::path(
    post, path = "/api/sms/webhooks", tag = "webhooks out", operation_id = "createWebhook", request_body = WebhookBody,
    responses((status = 201, description = "Made", body = Answer<SecretView>), AuthErrors, BodyErrors)
)]
pub(crate) async fn create_webhook(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<WebhookBody>,
) -> Result<Response, ApiError> {
    let made = api.engine.webhook_create(&caller, body.into()).await?;
    let view = SecretView {
        webhook: WebhookView::new(made.row, None, meta.at),
        secret: made.secret,
    };
    Ok(meta.answer(StatusCode::CREATED, view))
}
