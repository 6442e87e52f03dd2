//! `PUT /api/sms/networks`: changes from where the organization may be called.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use tenancy::{Author, NetworksChange};
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::{Authorized, CalledFrom};
use crate::json::JsonBody;
use crate::networks::view::NetworksView;
use crate::openapi::{Answer, AuthErrors, BodyErrors};

/// From where the organization may be called. A list that is left out stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NetworksRequest, example = json!({"allow": ["203.0.113.0/24", "2001:db8::/32"], "deny": ["203.0.113.9"]}))]
pub(crate) struct NetworksBody {
    /// Addresses and networks that are let in, 100 at most; everybody where there are none.
    allow: Option<Vec<String>>,
    /// Addresses and networks that are not, 100 at most.
    deny: Option<Vec<String>>,
}

/// Change from where the organization may be called
///
/// Holds for API keys and for binds of SMPP accounts, within seconds. A change that would shut out the address of this
/// very request is refused.
#[utoipa::path(
    put, path = "/api/sms/networks", tag = "keys", operation_id = "changeNetworks", request_body = NetworksBody,
    responses((status = 200, description = "Changed", body = Answer<NetworksView>), AuthErrors, BodyErrors)
)]
pub(crate) async fn change_networks(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    CalledFrom(origin): CalledFrom,
    JsonBody(body): JsonBody<NetworksBody>,
) -> Result<Response, ApiError> {
    let change = NetworksChange {
        allow: body.allow,
        deny: body.deny,
    };
    let organization = caller.organization.id;
    let terms = api
        .tenancy
        .networks_change(Some(organization), change, (origin.ip, &Author::from(&*caller)))
        .await?;
    Ok(meta.answer(StatusCode::OK, NetworksView::new(terms, origin.ip)))
}
