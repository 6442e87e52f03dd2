//! `POST /api/sms/webhooks/{webhookId}/test`: posts a sample and tells what came of it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::WebhookId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::hooks::view::DeliveryView;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};
use crate::path::{IdInPath, refused};

/// What to try a webhook with.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = WebhookTestRequest, example = json!({"eventType": "message.delivered"}))]
pub(crate) struct WebhookTestBody {
    /// The event to post a sample of; `webhook.test` when absent.
    event_type: Option<String>,
}

/// Test a webhook
///
/// Posts a sample now, signed like any other event, and answers what the receiver did, whatever it was. The sample has
/// `"test": true` in its data. It is logged, tried once, and says nothing about the webhook's health.
#[utoipa::path(
    post, path = "/api/sms/webhooks/{webhookId}/test", tag = "webhooks out", operation_id = "testWebhook",
    request_body = WebhookTestBody,
    params(("webhookId" = String, Path, description = "Its id", example = "whk_01k9zv0d3s8ra")),
    responses((status = 200, description = "What came of it", body = Answer<DeliveryView>),
        AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn test_webhook(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<WebhookId>,
    JsonBody(body): JsonBody<WebhookTestBody>,
) -> Result<Response, ApiError> {
    let tried = api.engine.webhook_test(&caller, id, body.event_type.as_deref()).await;
    let tried = tried.map_err(refused::<WebhookId>)?;
    Ok(meta.answer(StatusCode::OK, DeliveryView::from(tried)))
}
