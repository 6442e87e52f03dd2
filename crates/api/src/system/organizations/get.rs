//! `GET /api/system/organizations/{organizationId}`: one organization.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::OrganizationId;

use super::view::{OrganizationView, as_it_is};
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::IdInPath;

/// Look at an organization
#[utoipa::path(
    get, path = "/api/system/organizations/{organizationId}", tag = "system", operation_id = "getOrganization",
    params(("organizationId" = String, Path, description = "Its id", example = "org_01k9zv0d3s8ra")),
    responses((status = 200, description = "The organization", body = Answer<OrganizationView>), AuthErrors, IdErrors)
)]
pub(crate) async fn get_organization(
    State(api): State<Arc<ApiState>>,
    _person: SignedIn,
    meta: RequestMeta,
    IdInPath(id): IdInPath<OrganizationId>,
) -> Result<Response, ApiError> {
    let view = as_it_is(&api, id, meta.at).await?;
    Ok(meta.answer(StatusCode::OK, view))
}
