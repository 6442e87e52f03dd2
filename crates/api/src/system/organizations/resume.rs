//! `POST /api/system/organizations/{organizationId}/resume`: lets a stopped organization work again.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::OrganizationId;
use tenancy::Author;

use super::view::{OrganizationView, as_it_is};
use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::IdInPath;

/// Resume an organization
///
/// What it has queued goes on. One that works already stays as it is.
#[utoipa::path(
    post, path = "/api/system/organizations/{organizationId}/resume", tag = "system",
    operation_id = "resumeOrganization",
    params(("organizationId" = String, Path, description = "Its id", example = "org_01k9zv0d3s8ra")),
    responses((status = 200, description = "As it is now", body = Answer<OrganizationView>), AuthErrors, IdErrors)
)]
pub(crate) async fn resume_organization(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    IdInPath(id): IdInPath<OrganizationId>,
) -> Result<Response, ApiError> {
    let resumed = api.tenancy.organization_resume(&Author::from(&*person), id).await;
    resumed.map_err(|error| tenancy_refused(error, meta.at))?;
    api.engine.providers_changed();
    let view = as_it_is(&api, id, meta.at).await?;
    Ok(meta.answer(StatusCode::OK, view))
}
