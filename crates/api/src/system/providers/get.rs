//! `GET /api/system/providers/{providerId}`: one of the platform's providers.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ProviderId;

use super::view::SharedProviderView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::{IdInPath, refused};

/// Look at one of the platform's providers
#[utoipa::path(
    get, path = "/api/system/providers/{providerId}", tag = "system", operation_id = "getSharedProvider",
    params(("providerId" = String, Path, description = "Its id", example = "prv_01k9zv0d3s8ra")),
    responses((status = 200, description = "The provider", body = Answer<SharedProviderView>), AuthErrors, IdErrors)
)]
pub(crate) async fn get_shared_provider(
    State(api): State<Arc<ApiState>>,
    _person: SignedIn,
    meta: RequestMeta,
    IdInPath(id): IdInPath<ProviderId>,
) -> Result<Response, ApiError> {
    let found = api.engine.shared_provider(id).await.map_err(refused::<ProviderId>)?;
    let view = SharedProviderView::new(found, api.public_url.as_deref());
    Ok(meta.answer(StatusCode::OK, view))
}
