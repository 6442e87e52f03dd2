//! `DELETE /api/system/providers/{providerId}`: removes one of the platform's providers.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ProviderId;
use tenancy::Author;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::{IdInPath, refused};
use crate::providers::remove::ProviderRemoved;

/// Remove one of the platform's providers
///
/// What waits for it goes to the next provider of each message.
#[utoipa::path(
    delete, path = "/api/system/providers/{providerId}", tag = "system", operation_id = "removeSharedProvider",
    params(("providerId" = String, Path, description = "Its id", example = "prv_01k9zv0d3s8ra")),
    responses((status = 200, description = "Removed", body = Answer<ProviderRemoved>), AuthErrors, IdErrors)
)]
pub(crate) async fn remove_shared_provider(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    IdInPath(id): IdInPath<ProviderId>,
) -> Result<Response, ApiError> {
    let removed = api.engine.shared_remove(&Author::from(&*person), id).await;
    removed.map_err(refused::<ProviderId>)?;
    Ok(meta.answer(StatusCode::OK, ProviderRemoved::of(id)))
}
