//! `PUT /api/system/organizations/{organizationId}`: changes what is given of an organization.

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

/// What is to change of an organization.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = OrganizationChange, example = json!({"name": "Green Valley Schools", "approvedSendersOnly": true}))]
pub(crate) struct OrganizationChangeBody {
    /// Its name, at most 100 characters.
    name: Option<String>,
    /// Whether it sends from approved sender IDs only.
    approved_senders_only: Option<bool>,
}

/// Change an organization
///
/// What is left out stays. Its slug stays for good: people and programs know it by that.
#[utoipa::path(
    put, path = "/api/system/organizations/{organizationId}", tag = "system", operation_id = "changeOrganization",
    params(("organizationId" = String, Path, description = "Its id", example = "org_01k9zv0d3s8ra")),
    request_body = OrganizationChangeBody,
    responses((status = 200, description = "As it is now", body = Answer<OrganizationView>), AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn change_organization(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    IdInPath(id): IdInPath<OrganizationId>,
    JsonBody(body): JsonBody<OrganizationChangeBody>,
) -> Result<Response, ApiError> {
    let author = Author::from(&*person);
    if let Some(name) = &body.name {
        let renamed = api.tenancy.organization_rename(&author, id, name).await;
        renamed.map_err(|error| tenancy_refused(error, meta.at))?;
    }
    if let Some(only) = body.approved_senders_only {
        let set = api.tenancy.approved_senders_only(&author, id, only).await;
        set.map_err(|error| tenancy_refused(error, meta.at))?;
    }
    let view = as_it_is(&api, id, meta.at).await?;
    Ok(meta.answer(StatusCode::OK, view))
}
