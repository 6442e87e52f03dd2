//! `PUT /api/system/providers/{providerId}/sharing`: who may use one of the platform's providers.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{OrganizationId, ProviderId};
use serde::Deserialize;
use store::Sharing;
use tenancy::Author;
use utoipa::ToSchema;

use super::view::SharedProviderView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};
use crate::path::{IdInPath, refused};
use crate::providers::body::given;

/// Who may use it.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = SharingRequest, example = json!({"organizationIds": ["org_01k9zv0d3s8ra"]}))]
pub(crate) struct SharingBody {
    /// These organizations alone, nobody if empty; null for all.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Vec<String>>)]
    organization_ids: Option<Option<Vec<OrganizationId>>>,
}

/// Share one of the platform's providers
///
/// Whom it is shared with sees that it may use it, and none of its settings. What was accepted before keeps its way.
#[utoipa::path(
    put, path = "/api/system/providers/{providerId}/sharing", tag = "system", operation_id = "shareProvider",
    params(("providerId" = String, Path, description = "Its id", example = "prv_01k9zv0d3s8ra")),
    request_body = SharingBody,
    responses((status = 200, description = "As it is now", body = Answer<SharedProviderView>), AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn share_provider(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    IdInPath(id): IdInPath<ProviderId>,
    JsonBody(body): JsonBody<SharingBody>,
) -> Result<Response, ApiError> {
    let Some(chosen) = body.organization_ids else {
        let mend = "give the ids of the organizations, or null for all";
        return Err(ApiError::fault("organizationIds", "is missing", mend));
    };
    let sharing = chosen.map_or(Sharing::All, Sharing::Chosen);
    let shared = api.engine.shared_share(&Author::from(&*person), id, sharing).await;
    let shared = shared.map_err(refused::<ProviderId>)?;
    let view = SharedProviderView::new(shared, api.public_url.as_deref());
    Ok(meta.answer(StatusCode::OK, view))
}
