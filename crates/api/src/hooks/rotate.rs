//! `POST /api/sms/webhooks/{webhookId}/rotate-secret`: a new secret, while the old one still signs.

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
use crate::hooks::view::{SecretView, WebhookView};
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};
use crate::path::{IdInPath, refused};

/// How to change a secret.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = RotateSecretRequest, example = json!({"overlapSeconds": 86400}))]
pub(crate) struct RotateBody {
    /// How long requests have both signatures: 0 to 604,800; a day when absent.
    overlap_seconds: Option<u32>,
}

/// Change a webhook's secret
///
/// The new secret is in this answer and in no other. Until the overlap is over requests have two signatures, with a
/// space between them, so that receivers can change theirs at leisure.
#[utoipa::path(
    post, path = "/api/sms/webhooks/{webhookId}/rotate-secret", tag = "webhooks out",
    operation_id = "rotateWebhookSecret", request_body = RotateBody,
    params(("webhookId" = String, Path, description = "Its id", example = "whk_01k9zv0d3s8ra")),
    responses((status = 200, description = "Changed", body = Answer<SecretView>), AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn rotate_secret(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<WebhookId>,
    JsonBody(body): JsonBody<RotateBody>,
) -> Result<Response, ApiError> {
    let overlap_ms = body.overlap_seconds.map(|seconds| i64::from(seconds) * 1_000);
    let made = api.engine.webhook_rotate(&caller, id, overlap_ms).await;
    let made = made.map_err(refused::<WebhookId>)?;
    let view = SecretView {
        webhook: WebhookView::new(made.row, None, meta.at),
        secret: made.secret,
    };
    Ok(meta.answer(StatusCode::OK, view))
}
