//! `PUT /api/sms/routes/{routeId}`: changes what is given of a route.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::RouteId;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};
use crate::path::{IdInPath, refused};
use crate::routing::body::{RouteBody, in_our_words};
use crate::routing::view::RouteView;

/// Change a route
///
/// What is left out keeps its value; a list that is given takes the place of the old one. Messages that wait keep the
/// way they were given.
#[utoipa::path(
    put, path = "/api/sms/routes/{routeId}", tag = "routes", operation_id = "changeRoute",
    params(("routeId" = String, Path, description = "Its id", example = "rte_01k9zv0d3s8ra")),
    request_body = RouteBody,
    responses((status = 200, description = "Changed", body = Answer<RouteView>), AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn change_route(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<RouteId>,
    JsonBody(body): JsonBody<RouteBody>,
) -> Result<Response, ApiError> {
    let before = api.engine.route(&caller, id).await.map_err(refused::<RouteId>)?;
    let change = body.change(before.rule);
    let changed = api
        .engine
        .route_change(&caller, id, change)
        .await
        .map_err(in_our_words)?;
    Ok(meta.answer(StatusCode::OK, RouteView::from(changed)))
}
