//! `GET /api/security/events`: what looks like an attack, newest first; and the same of the installation.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::{OrganizationId, SecurityEventId};
use serde::Serialize;
use serde_json::value::RawValue;
use store::SecurityRow;
use tenancy::SECURITY_KINDS;
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::paging::page_limit;
use crate::query::Params;
use crate::time::Time;

/// A page of security events.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SecurityEventList {
    /// Newest first.
    events: Vec<SecurityEventView>,
    /// Give it as `cursor` for the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    next_cursor: Option<SecurityEventId>,
}

/// What happened.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SecurityEvent)]
pub(crate) struct SecurityEventView {
    /// Its id.
    #[schema(value_type = String, example = "sev_01k9zv0d3s8ra")]
    event_id: SecurityEventId,
    /// `signed_in`, `sign_in_failed`, `account_locked`, `network_locked`, `session_replayed`, `password_changed`,
    /// `second_factor_enrolled`, `second_factor_removed`, `password_reset_asked`, `password_reset`, `api_key_refused` or `api_key_new_network`.
    #[schema(example = "sign_in_failed")]
    kind: String,
    /// The person that it is about.
    user: Option<AboutView>,
    /// The API key that it is about.
    api_key: Option<AboutView>,
    /// From what address.
    ip: Option<String>,
    /// With what program.
    agent: Option<String>,
    /// More of it.
    #[schema(value_type = Option<Object>)]
    detail: Option<Box<RawValue>>,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
}

/// Whom an event is about.
#[derive(Serialize, ToSchema)]
#[schema(as = About)]
pub(crate) struct AboutView {
    /// The id.
    id: String,
    /// The name.
    name: String,
}

/// List security events
///
/// Failed sign-ins of the organization's people, accounts that have to wait, sessions that somebody copied, keys that
/// were used from a new network or after their end.
#[utoipa::path(
    get, path = "/api/security/events", tag = "logs", operation_id = "listSecurityEvents",
    params(
        ("kind" = Option<String>, Query, description = "Of this kind"),
        ("limit" = Option<u32>, Query, description = "Events a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before")
    ),
    responses((status = 200, description = "A page", body = Answer<SecurityEventList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_security_events(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let list = page(&api, Some(caller.organization_id()), &uri, &meta).await?;
    Ok(meta.answer(StatusCode::OK, list))
}

/// List security events of the installation
///
/// Those that belong to no organization: networks that have to wait, sign-ins of nobody that there is.
#[utoipa::path(
    get, path = "/api/system/security-events", tag = "logs", operation_id = "listSystemSecurityEvents",
    params(
        ("kind" = Option<String>, Query, description = "Of this kind"),
        ("limit" = Option<u32>, Query, description = "Events a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before")
    ),
    responses((status = 200, description = "A page", body = Answer<SecurityEventList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_system_security_events(
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
) -> Result<SecurityEventList, ApiError> {
    let mut params = Params::of(uri)?;
    let known = format!("one of {}", SECURITY_KINDS.join(", "));
    let kind = params.take("kind", &known, |text| {
        SECURITY_KINDS.contains(&text).then(|| text.to_owned())
    });
    let limit = page_limit(&mut params);
    let before: Option<SecurityEventId> =
        params.take("cursor", "the nextCursor of the page before", |text| text.parse().ok());
    params.finish()?;
    let found = api.tenancy.security_events(organization, kind, before, limit + 1).await;
    let mut rows = found.map_err(|error| tenancy_refused(error, meta.at))?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    Ok(SecurityEventList {
        next_cursor: rows.last().filter(|_| more).map(|row| SecurityEventId::new(row.id)),
        events: rows.into_iter().map(SecurityEventView::from).collect(),
    })
}

impl From<SecurityRow> for SecurityEventView {
    fn from(row: SecurityRow) -> Self {
        let about = |id: String, name: String| AboutView { id, name };
        Self {
            event_id: SecurityEventId::new(row.id),
            kind: row.kind,
            user: row.user.map(|(id, name)| about(id.to_string(), name)),
            api_key: row.api_key.map(|(id, name)| about(id.to_string(), name)),
            ip: row.ip,
            agent: row.agent,
            detail: row.detail.and_then(|text| RawValue::from_string(text).ok()),
            at: Time(row.at),
        }
    }
}
