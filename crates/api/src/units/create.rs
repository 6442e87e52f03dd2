//! `POST /api/units`: makes a unit.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::body::UnitBody;
use super::view::UnitView;
use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors};

/// Make a unit
#[utoipa::path(
    post, path = "/api/units", tag = "units", operation_id = "createUnit", request_body = UnitBody,
    responses((status = 201, description = "Made", body = Answer<UnitView>), AuthErrors, BodyErrors)
)]
pub(crate) async fn create_unit(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<UnitBody>,
) -> Result<Response, ApiError> {
    let made = api.tenancy.unit_create(&caller, body.into()).await;
    let made = made.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::CREATED, UnitView::from(made)))
}
