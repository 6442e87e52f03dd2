//! `GET /api/sms/api-keys`: the organization's keys, the newest first.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::keys::view::KeyView;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::query::Params;

/// The keys of an organization.
#[derive(Serialize, ToSchema)]
#[schema(as = ApiKeyList)]
pub(crate) struct KeyList {
    /// The newest first.
    keys: Vec<KeyView>,
}

/// List API keys
///
/// All of the organization's, revoked ones too, by what they start with.
#[utoipa::path(
    get, path = "/api/sms/api-keys", tag = "keys", operation_id = "listApiKeys",
    responses((status = 200, description = "All of them", body = Answer<KeyList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_keys(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    let found = api.tenancy.key_list(caller.organization.id).await?;
    let at = (api.clock.now_ms(), api.tenancy.limit_settings().key);
    let keys = found.into_iter().rev().map(|row| KeyView::at(row, at)).collect();
    Ok(meta.answer(StatusCode::OK, KeyList { keys }))
}
