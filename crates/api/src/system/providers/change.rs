//! `PUT /api/system/providers/{providerId}`: changes what is given of one of the platform's providers.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ProviderId;
use tenancy::Author;

use super::view::SharedProviderView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};
use crate::path::{IdInPath, refused};
use crate::providers::body::ProviderBody;

/// Change one of the platform's providers
///
/// What is left out keeps its value, and so does every credential that is left out of `settings`.
#[utoipa::path(
    put, path = "/api/system/providers/{providerId}", tag = "system", operation_id = "changeSharedProvider",
    params(("providerId" = String, Path, description = "Its id", example = "prv_01k9zv0d3s8ra")),
    request_body = ProviderBody,
    responses((status = 200, description = "Changed", body = Answer<SharedProviderView>), AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn change_shared_provider(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    IdInPath(id): IdInPath<ProviderId>,
    JsonBody(body): JsonBody<ProviderBody>,
) -> Result<Response, ApiError> {
    if body.kind.is_some() {
        let mend = "leave it out, or make another provider";
        return Err(ApiError::fault("kind", "cannot be changed", mend));
    }
    let change = body.change().map_err(ApiError::invalid)?;
    let changed = api.engine.shared_change(&Author::from(&*person), id, change).await;
    let changed = changed.map_err(refused::<ProviderId>)?;
    let view = SharedProviderView::new(changed, api.public_url.as_deref());
    Ok(meta.answer(StatusCode::OK, view))
}
