//! `PUT /api/sms/api-keys/{keyId}`: changes what is given of a key.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ApiKeyId;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::keys::body::KeyBody;
use crate::keys::view::KeyView;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};
use crate::path::IdInPath;

/// Change an API key
///
/// What is left out keeps its value. It holds at once on the node that answers and within a second on others. Whether a
/// key is a test key cannot be changed.
#[utoipa::path(
    put, path = "/api/sms/api-keys/{keyId}", tag = "keys", operation_id = "changeApiKey",
    params(("keyId" = String, Path, description = "Its id", example = "key_01k9zv0d3s8ra")),
    request_body = KeyBody,
    responses((status = 200, description = "Changed", body = Answer<KeyView>), AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn change_key(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<ApiKeyId>,
    JsonBody(body): JsonBody<KeyBody>,
) -> Result<Response, ApiError> {
    if body.test.is_some() {
        let mend = "leave it out, or make another key";
        return Err(ApiError::fault("test", "cannot be changed", mend));
    }
    let change = body.change().map_err(ApiError::invalid)?;
    let changed = api.tenancy.key_change(&caller, id, change).await?;
    let at = (api.clock.now_ms(), api.tenancy.limit_settings().key);
    Ok(meta.answer(StatusCode::OK, KeyView::at(changed, at)))
}
