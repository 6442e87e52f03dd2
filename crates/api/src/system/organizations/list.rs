//! `GET /api/system/organizations`: all organizations, by slug.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Serialize;
use store::OrganizationFilter;
use utoipa::ToSchema;

use super::view::OrganizationView;
use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::paging::page_limit;
use crate::query::Params;

/// A page of organizations.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OrganizationList {
    /// By slug.
    organizations: Vec<OrganizationView>,
    /// Give it as `cursor` for the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// List organizations
///
/// With what each has and may have.
#[utoipa::path(
    get, path = "/api/system/organizations", tag = "system", operation_id = "listOrganizations",
    params(
        ("search" = Option<String>, Query, description = "With this text in the name or slug"),
        ("suspended" = Option<bool>, Query, description = "`true`: those that are suspended; `false`: those that work"),
        ("limit" = Option<u32>, Query, description = "Organizations a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before")
    ),
    responses((status = 200, description = "A page", body = Answer<OrganizationList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_organizations(
    State(api): State<Arc<ApiState>>,
    _person: SignedIn,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let filter = OrganizationFilter {
        text: params.text("search"),
        suspended: params.take("suspended", "true or false", |text| text.parse().ok()),
        after: params.text("cursor"),
    };
    let limit = page_limit(&mut params);
    params.finish()?;
    let found = api.tenancy.organization_overviews(filter, limit + 1).await;
    let mut rows = found.map_err(|error| tenancy_refused(error, meta.at))?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let last = rows.last().filter(|_| more);
    let list = OrganizationList {
        next_cursor: last.map(|row| row.organization.slug.clone()),
        organizations: rows.into_iter().map(OrganizationView::from).collect(),
    };
    Ok(meta.answer(StatusCode::OK, list))
}
