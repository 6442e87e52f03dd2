//! `POST /api/sms/api-keys`: makes a key of the organization.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::keys::body::KeyBody;
use crate::keys::view::{KeyView, MadeView};
use crate::openapi::{Answer, AuthErrors, BodyErrors};

/// Make an API key
///
/// `apiKey` is in this answer alone: only its hash is kept. A key made with a key gets no more than that one has: 403
/// names what would be more.
#[utoipa::path(
    post, path = "/api/sms/api-keys", tag = "keys", operation_id = "createApiKey", request_body = KeyBody,
    responses((status = 201, description = "Made", body = Answer<MadeView>), AuthErrors, BodyErrors)
)]
pub(crate) async fn create_key(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<KeyBody>,
) -> Result<Response, ApiError> {
    let new = body.new_key().map_err(ApiError::invalid)?;
    let (row, text) = api.tenancy.key_make(&caller, new).await?;
    let at = (api.clock.now_ms(), api.tenancy.limit_settings().key);
    Ok(meta.answer(StatusCode::CREATED, KeyView::at(row, at).made(text)))
}
