//! `PUT /api/units/{unitId}`: renames a unit, or moves it.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::UnitId;

use super::body::UnitBody;
use super::view::UnitView;
use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};
use crate::path::IdInPath;

/// Change a unit
///
/// With another `parentId` it moves, and all that is below it.
#[utoipa::path(
    put, path = "/api/units/{unitId}", tag = "units", operation_id = "changeUnit",
    params(("unitId" = String, Path, description = "Its id", example = "unt_01k9zv0d3s8ra")),
    request_body = UnitBody,
    responses((status = 200, description = "Changed", body = Answer<UnitView>), AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn change_unit(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<UnitId>,
    JsonBody(body): JsonBody<UnitBody>,
) -> Result<Response, ApiError> {
    let changed = api.tenancy.unit_change(&caller, id, body.into()).await;
    let changed = changed.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::OK, UnitView::from(changed)))
}
