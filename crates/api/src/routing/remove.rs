//! `DELETE /api/sms/routes/{routeId}`: removes a route.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::RouteId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::{IdInPath, refused};

/// A route that is gone.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RouteRemoved {
    /// Its id.
    #[schema(value_type = String, example = "rte_01k9zv0d3s8ra")]
    route_id: RouteId,
    /// Always true.
    removed: bool,
}

/// Remove a route
///
/// Messages that wait keep the way they were given.
#[utoipa::path(
    delete, path = "/api/sms/routes/{routeId}", tag = "routes", operation_id = "removeRoute",
    params(("routeId" = String, Path, description = "Its id", example = "rte_01k9zv0d3s8ra")),
    responses((status = 200, description = "Removed", body = Answer<RouteRemoved>), AuthErrors, IdErrors)
)]
pub(crate) async fn remove_route(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(route_id): IdInPath<RouteId>,
) -> Result<Response, ApiError> {
    let removed = api.engine.route_remove(&caller, route_id).await;
    removed.map_err(refused::<RouteId>)?;
    let gone = RouteRemoved {
        route_id,
        removed: true,
    };
    Ok(meta.answer(StatusCode::OK, gone))
}
