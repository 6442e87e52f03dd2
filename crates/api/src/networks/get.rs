//! `GET /api/sms/networks`: from where the organization may be called.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::{Authorized, CalledFrom};
use crate::networks::view::NetworksView;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::query::Params;

/// From where may the organization be called?
#[utoipa::path(
    get, path = "/api/sms/networks", tag = "keys", operation_id = "getNetworks",
    responses((status = 200, description = "The two lists", body = Answer<NetworksView>), AuthErrors, QueryErrors)
)]
pub(crate) async fn get_networks(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    CalledFrom(origin): CalledFrom,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    let terms = api.tenancy.terms(Some(caller.organization.id)).await?;
    Ok(meta.answer(StatusCode::OK, NetworksView::new(terms, origin.ip)))
}
