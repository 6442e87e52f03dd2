//! `GET /api/sms/api-keys/{keyId}`: one key.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ApiKeyId;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::keys::view::KeyView;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::IdInPath;

/// Look at an API key
#[utoipa::path(
    get, path = "/api/sms/api-keys/{keyId}", tag = "keys", operation_id = "getApiKey",
    params(("keyId" = String, Path, description = "Its id", example = "key_01k9zv0d3s8ra")),
    responses((status = 200, description = "The key", body = Answer<KeyView>), AuthErrors, IdErrors)
)]
pub(crate) async fn get_key(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<ApiKeyId>,
) -> Result<Response, ApiError> {
    let found = api.tenancy.key_of(caller.organization.id, id).await?;
    let at = (api.clock.now_ms(), api.tenancy.limit_settings().key);
    Ok(meta.answer(StatusCode::OK, KeyView::at(found, at)))
}
