//! `GET /api/audit`: who changed what, before, after and from where; and the same of the installation.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::{AuditEntryId, OrganizationId};

use crate::ApiState;
use crate::audit::ask::filter;
use crate::audit::view::{AuditEntryView, AuditList};
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::paging::page_limit;
use crate::query::Params;

/// List changes
///
/// Every change to the organization's providers, routes, keys, people and settings. Nobody can change or remove an entry.
/// Credentials are left out, phone numbers masked.
#[utoipa::path(
    get, path = "/api/audit", tag = "logs", operation_id = "listAudit",
    params(
        ("action" = Option<String>, Query, description = "This action, or all below it: `provider` for `provider.change` and the others"),
        ("object" = Option<String>, Query, description = "About what has this id"),
        ("userId" = Option<String>, Query, description = "By this person"),
        ("from" = Option<String>, Query, description = "At or after: RFC 3339, or a date (UTC)"),
        ("to" = Option<String>, Query, description = "Before: RFC 3339; or until the end of a date (UTC)"),
        ("limit" = Option<u32>, Query, description = "Entries a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before")
    ),
    responses((status = 200, description = "A page", body = Answer<AuditList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_audit(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let list = page(&api, Some(caller.organization_id()), &uri, &meta).await?;
    Ok(meta.answer(StatusCode::OK, list))
}

/// List changes to the installation
///
/// Organizations made, shared providers, people's passwords and second factors: what belongs to no organization.
#[utoipa::path(
    get, path = "/api/system/audit", tag = "logs", operation_id = "listSystemAudit",
    params(
        ("action" = Option<String>, Query, description = "This action, or all below it"),
        ("object" = Option<String>, Query, description = "About what has this id"),
        ("userId" = Option<String>, Query, description = "By this person"),
        ("from" = Option<String>, Query, description = "At or after: RFC 3339, or a date (UTC)"),
        ("to" = Option<String>, Query, description = "Before: RFC 3339; or until the end of a date (UTC)"),
        ("limit" = Option<u32>, Query, description = "Entries a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before")
    ),
    responses((status = 200, description = "A page", body = Answer<AuditList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_system_audit(
    State(api): State<Arc<ApiState>>,
    _caller: Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let list = page(&api, None, &uri, &meta).await?;
    Ok(meta.answer(StatusCode::OK, list))
}

async fn page(
    api: &ApiState,
    organization: Option<OrganizationId>,
    uri: &Uri,
    meta: &RequestMeta,
) -> Result<AuditList, ApiError> {
    let mut params = Params::of(uri)?;
    let filter = filter(&mut params);
    let limit = page_limit(&mut params);
    let before: Option<AuditEntryId> =
        params.take("cursor", "the nextCursor of the page before", |text| text.parse().ok());
    params.finish()?;
    let found = api.tenancy.audit(organization, filter, before, limit + 1).await;
    let mut rows = found.map_err(|error| tenancy_refused(error, meta.at))?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    Ok(AuditList {
        next_cursor: rows.last().filter(|_| more).map(|row| AuditEntryId::new(row.id)),
        entries: rows.into_iter().map(AuditEntryView::from).collect(),
    })
}
