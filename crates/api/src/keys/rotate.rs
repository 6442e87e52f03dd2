//! `POST /api/sms/api-keys/{keyId}/rotate`: another secret for the same key.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ApiKeyId;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::keys::view::{KeyView, MadeView};
use crate::limits::{MAX_OVERLAP_SECONDS, USUAL_OVERLAP_SECONDS};
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};
use crate::path::IdInPath;

/// How to rotate a key.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = RotateRequest, example = json!({"overlapSeconds": 86400}))]
pub(crate) struct RotateBody {
    /// How long the old secret goes on to work, 0 to 2,592,000 (30 days); a day when absent.
    overlap_seconds: Option<i64>,
}

/// Rotate an API key
///
/// The key gets another secret, which is in this answer alone; id, scopes, limits and counts stay. The old secret works
/// for the overlap beside it; one that still worked from an earlier rotation stops now.
#[utoipa::path(
    post, path = "/api/sms/api-keys/{keyId}/rotate", tag = "keys", operation_id = "rotateApiKey",
    params(("keyId" = String, Path, description = "Its id", example = "key_01k9zv0d3s8ra")),
    request_body = RotateBody,
    responses((status = 200, description = "Rotated", body = Answer<MadeView>), AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn rotate_key(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<ApiKeyId>,
    JsonBody(body): JsonBody<RotateBody>,
) -> Result<Response, ApiError> {
    // What is out of bounds is refused below; this keeps the product of it in range.
    let overlap = body.overlap_seconds.unwrap_or(USUAL_OVERLAP_SECONDS);
    let overlap_ms = overlap.clamp(-1, MAX_OVERLAP_SECONDS + 1) * 1_000;
    let (row, text) = api.tenancy.key_rotate(&caller, id, overlap_ms).await?;
    let at = (api.clock.now_ms(), api.tenancy.limit_settings().key);
    Ok(meta.answer(StatusCode::OK, KeyView::at(row, at).made(text)))
}
