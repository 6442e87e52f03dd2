//! `GET /api/sms/routes`: the organization's routes, in the order in which they are asked.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::query::Params;
use crate::routing::view::RouteView;

/// An organization's routes.
#[derive(Serialize, ToSchema)]
pub(crate) struct RouteList {
    /// In the order in which they are asked; at most 1,000.
    routes: Vec<RouteView>,
}

/// List routes
#[utoipa::path(
    get, path = "/api/sms/routes", tag = "routes", operation_id = "listRoutes",
    responses((status = 200, description = "All of them", body = Answer<RouteList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_routes(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    let found = api.engine.routes(&caller).await?;
    let routes = found.into_iter().map(RouteView::from).collect();
    Ok(meta.answer(StatusCode::OK, RouteList { routes }))
}
