//! `GET /api/sms/providers/{providerId}`: one provider.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ProviderId;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::{IdInPath, refused};
use crate::providers::view::ProviderView;

/// Look at a provider
#[utoipa::path(
    get, path = "/api/sms/providers/{providerId}", tag = "providers", operation_id = "getProvider",
    params(("providerId" = String, Path, description = "Its id", example = "prv_01k9zv0d3s8ra")),
    responses((status = 200, description = "The provider", body = Answer<ProviderView>), AuthErrors, IdErrors)
)]
pub(crate) async fn get_provider(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<ProviderId>,
) -> Result<Response, ApiError> {
    let found = api.engine.provider(&caller, id).await.map_err(refused::<ProviderId>)?;
    let view = ProviderView::new(found, api.public_url.as_deref());
    Ok(meta.answer(StatusCode::OK, view))
}
