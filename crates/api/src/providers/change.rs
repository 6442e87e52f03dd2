//! `PUT /api/sms/providers/{providerId}`: changes what is given of a provider.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ProviderId;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};
use crate::path::{IdInPath, refused};
use crate::providers::body::ProviderBody;
use crate::providers::view::ProviderView;

/// Change a provider
///
/// What is left out keeps its value, and so does every credential that is left out of `settings`. The platform's shared
/// providers cannot be changed: 404.
#[utoipa::path(
    put, path = "/api/sms/providers/{providerId}", tag = "providers", operation_id = "changeProvider",
    params(("providerId" = String, Path, description = "Its id", example = "prv_01k9zv0d3s8ra")),
    request_body = ProviderBody,
    responses((status = 200, description = "Changed", body = Answer<ProviderView>), AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn change_provider(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<ProviderId>,
    JsonBody(body): JsonBody<ProviderBody>,
) -> Result<Response, ApiError> {
    if body.kind.is_some() {
        let mend = "leave it out, or make another provider";
        return Err(ApiError::fault("kind", "cannot be changed", mend));
    }
    let change = body.change().map_err(ApiError::invalid)?;
    let changed = api.engine.provider_change(&caller, id, change).await;
    let changed = changed.map_err(refused::<ProviderId>)?;
    let view = ProviderView::new(changed, api.public_url.as_deref());
    Ok(meta.answer(StatusCode::OK, view))
}
