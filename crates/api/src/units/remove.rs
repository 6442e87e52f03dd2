//! `DELETE /api/units/{unitId}`: removes a unit.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::UnitId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::IdInPath;

/// A unit that is gone.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct UnitRemoved {
    /// Its id.
    #[schema(value_type = String, example = "unt_01k9zv0d3s8ra")]
    unit_id: UnitId,
    /// Always true.
    removed: bool,
}

/// Remove a unit
///
/// One that has no parts and nobody who is limited to it. Its messages keep its id.
#[utoipa::path(
    delete, path = "/api/units/{unitId}", tag = "units", operation_id = "removeUnit",
    params(("unitId" = String, Path, description = "Its id", example = "unt_01k9zv0d3s8ra")),
    responses((status = 200, description = "Removed", body = Answer<UnitRemoved>), AuthErrors, IdErrors)
)]
pub(crate) async fn remove_unit(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(unit_id): IdInPath<UnitId>,
) -> Result<Response, ApiError> {
    let removed = api.tenancy.unit_remove(&caller, unit_id).await;
    removed.map_err(|error| tenancy_refused(error, meta.at))?;
    let gone = UnitRemoved { unit_id, removed: true };
    Ok(meta.answer(StatusCode::OK, gone))
}
