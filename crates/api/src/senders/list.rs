//! `GET /api/sms/senders`: the organization's sender IDs.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Serialize;
use store::SenderState;
use utoipa::ToSchema;

use super::view::SenderView;
use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::query::Params;

/// What a `status` in a query should be.
pub(crate) const STATUS: &str = "pending, approved or rejected";

/// An organization's sender IDs.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SenderList {
    /// By their text; at most 100.
    senders: Vec<SenderView>,
    /// Whether the organization may send from approved ones only.
    approved_only: bool,
}

/// List sender IDs
#[utoipa::path(
    get, path = "/api/sms/senders", tag = "senders", operation_id = "listSenders",
    params(("status" = Option<String>, Query, description = "`pending`, `approved` or `rejected`")),
    responses((status = 200, description = "All of them", body = Answer<SenderList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_senders(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let status = params.take("status", STATUS, SenderState::parse);
    params.finish()?;
    let found = api.tenancy.senders(caller.organization_id(), status).await;
    let found = found.map_err(|error| tenancy_refused(error, meta.at))?;
    let list = SenderList {
        senders: found.into_iter().map(SenderView::from).collect(),
        approved_only: api.engine.approved_senders_only(&caller.organization),
    };
    Ok(meta.answer(StatusCode::OK, list))
}
