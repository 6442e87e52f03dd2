//! `GET /api/sms/routes/{routeId}`: one route.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::RouteId;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::{IdInPath, refused};
use crate::routing::view::RouteView;

/// Look at a route
#[utoipa::path(
    get, path = "/api/sms/routes/{routeId}", tag = "routes", operation_id = "getRoute",
    params(("routeId" = String, Path, description = "Its id", example = "rte_01k9zv0d3s8ra")),
    responses((status = 200, description = "The route", body = Answer<RouteView>), AuthErrors, IdErrors)
)]
pub(crate) async fn get_route(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<RouteId>,
) -> Result<Response, ApiError> {
    let found = api.engine.route(&caller, id).await.map_err(refused::<RouteId>)?;
    Ok(meta.answer(StatusCode::OK, RouteView::from(found)))
}
