//! `POST /api/sms/routes`: makes a route.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::route::RouteRule;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors};
use crate::routing::body::{RouteBody, in_our_words};
use crate::routing::view::RouteView;

/// Make a route
///
/// At most 1,000 an organization. Messages that wait keep the way they were given.
#[utoipa::path(
    post, path = "/api/sms/routes", tag = "routes", operation_id = "createRoute", request_body = RouteBody,
    responses((status = 201, description = "Made", body = Answer<RouteView>), AuthErrors, BodyErrors)
)]
pub(crate) async fn create_route(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<RouteBody>,
) -> Result<Response, ApiError> {
    let change = body.change(RouteRule::default());
    let made = api.engine.route_create(&caller, change).await.map_err(in_our_words)?;
    Ok(meta.answer(StatusCode::CREATED, RouteView::from(made)))
}
