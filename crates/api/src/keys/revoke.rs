//! `DELETE /api/sms/api-keys/{keyId}`: revokes a key.

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

/// Revoke an API key
///
/// It stops at once on the node that answers and within a second on others, for good; it stays in the list. Revoking it
/// again changes nothing.
#[utoipa::path(
    delete, path = "/api/sms/api-keys/{keyId}", tag = "keys", operation_id = "revokeApiKey",
    params(("keyId" = String, Path, description = "Its id", example = "key_01k9zv0d3s8ra")),
    responses((status = 200, description = "Revoked", body = Answer<KeyView>), AuthErrors, IdErrors)
)]
pub(crate) async fn revoke_key(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<ApiKeyId>,
) -> Result<Response, ApiError> {
    let gone = api.tenancy.key_revoke_by(&caller, id).await?;
    let at = (api.clock.now_ms(), api.tenancy.limit_settings().key);
    Ok(meta.answer(StatusCode::OK, KeyView::at(gone, at)))
}
