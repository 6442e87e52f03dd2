//! `POST /api/system/organizations/{organizationId}/suspend`: stops an organization.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::OrganizationId;
use serde::Deserialize;
use tenancy::Author;
use utoipa::ToSchema;

use super::view::{OrganizationView, as_it_is};
use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};
use crate::path::IdInPath;

/// Why an organization is stopped.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SuspendRequest, example = json!({"reason": "Invoice 2026-031 is not paid"}))]
pub(crate) struct SuspendBody {
    /// At most 500 characters; the organization's people read it.
    reason: String,
}

/// Suspend an organization
///
/// Its keys and its people are answered `ORGANIZATION_SUSPENDED`, its SMPP binds are unbound and refused; within a second
/// on every node. What it has queued waits and loses nothing, though a message's validity goes on; what phones write to it
/// is stored. One that is suspended already keeps its reason.
#[utoipa::path(
    post, path = "/api/system/organizations/{organizationId}/suspend", tag = "system",
    operation_id = "suspendOrganization", request_body = SuspendBody,
    params(("organizationId" = String, Path, description = "Its id", example = "org_01k9zv0d3s8ra")),
    responses((status = 200, description = "As it is now", body = Answer<OrganizationView>), AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn suspend_organization(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    IdInPath(id): IdInPath<OrganizationId>,
    JsonBody(body): JsonBody<SuspendBody>,
) -> Result<Response, ApiError> {
    let author = Author::from(&*person);
    let suspended = api.tenancy.organization_suspend(&author, id, &body.reason).await;
    suspended.map_err(|error| tenancy_refused(error, meta.at))?;
    api.engine.providers_changed();
    let view = as_it_is(&api, id, meta.at).await?;
    Ok(meta.answer(StatusCode::OK, view))
}
