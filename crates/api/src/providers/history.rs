//! `GET /api/sms/providers/{providerId}/health`: how its health changed.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::ProviderId;
use serde::Serialize;
use store::HealthChange;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, IdErrors, QueryErrors};
use crate::paging::page_limit;
use crate::path::{IdInPath, refused};
use crate::query::Params;
use crate::time::Time;

/// A page of changes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct HealthChangeList {
    /// Newest first.
    changes: Vec<HealthChangeView>,
    /// Give it as `cursor` for the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// A change of a provider's health.
#[derive(Serialize, ToSchema)]
#[schema(as = HealthChange)]
pub(crate) struct HealthChangeView {
    /// How it was.
    #[schema(example = "HEALTHY")]
    from: String,
    /// How it has been since: `HEALTHY`, `DEGRADED` or `DOWN`.
    #[schema(example = "DOWN")]
    status: String,
    /// Why; null of a shared provider.
    reason: Option<String>,
    /// Which node saw it.
    node: u16,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Time,
}

/// See how a provider's health changed
///
/// Each node judges by its own attempts, so several nodes have several opinions. A node that has started knows nothing
/// (`UNKNOWN`) until it has tried. Kept for 90 days.
#[utoipa::path(
    get, path = "/api/sms/providers/{providerId}/health", tag = "providers", operation_id = "providerHealth",
    params(
        ("providerId" = String, Path, description = "Its id", example = "prv_01k9zv0d3s8ra"),
        ("limit" = Option<u32>, Query, description = "Changes a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before")
    ),
    responses((status = 200, description = "A page, newest first", body = Answer<HealthChangeList>), AuthErrors, IdErrors, QueryErrors)
)]
pub(crate) async fn provider_health(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<ProviderId>,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let limit = page_limit(&mut params);
    let before = params.take("cursor", "the nextCursor of the page before", |text| text.parse().ok());
    params.finish()?;
    let found = api.engine.provider_history(&caller, id, before, limit + 1).await;
    let mut found = found.map_err(refused::<ProviderId>)?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next_cursor = found.last().map(|change| change.id.to_string()).filter(|_| more);
    let changes = found.into_iter().map(HealthChangeView::from).collect();
    Ok(meta.answer(StatusCode::OK, HealthChangeList { changes, next_cursor }))
}

impl From<HealthChange> for HealthChangeView {
    fn from(change: HealthChange) -> Self {
        Self {
            from: change.before,
            status: change.state,
            reason: Some(change.why).filter(|why| !why.is_empty()),
            node: change.node,
            at: Time(change.at),
        }
    }
}
