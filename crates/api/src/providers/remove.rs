//! `DELETE /api/sms/providers/{providerId}`: removes a provider; what waits for it goes to others.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ProviderId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::{IdInPath, refused};

/// A provider that is gone.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProviderRemoved {
    /// Its id.
    #[schema(value_type = String, example = "prv_01k9zv0d3s8ra")]
    provider_id: ProviderId,
    /// Always true.
    removed: bool,
}

/// Remove a provider
///
/// What waits for it goes to the next provider of each message. The platform's shared providers cannot be removed: 404.
#[utoipa::path(
    delete, path = "/api/sms/providers/{providerId}", tag = "providers", operation_id = "removeProvider",
    params(("providerId" = String, Path, description = "Its id", example = "prv_01k9zv0d3s8ra")),
    responses((status = 200, description = "Removed", body = Answer<ProviderRemoved>), AuthErrors, IdErrors)
)]
pub(crate) async fn remove_provider(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(provider_id): IdInPath<ProviderId>,
) -> Result<Response, ApiError> {
    let removed = api.engine.provider_remove(&caller, provider_id).await;
    removed.map_err(refused::<ProviderId>)?;
    let gone = ProviderRemoved {
        provider_id,
        removed: true,
    };
    Ok(meta.answer(StatusCode::OK, gone))
}
