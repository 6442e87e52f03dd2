//! `PUT /api/units/members`: limits a member to a unit, or to none.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{UnitId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};

/// Who is limited to what.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = UnitLimit)]
pub(crate) struct UnitLimitBody {
    /// The member.
    #[schema(value_type = String, example = "usr_01k9zv0d3s8ra")]
    user_id: UserId,
    /// The unit; null for the whole organization.
    #[schema(value_type = Option<String>, example = "unt_01k9zv0d3s8ra")]
    unit_id: Option<UnitId>,
}

/// Limit a member to a unit
///
/// It sees and sends the messages of that unit and of those below it, and nothing else of the organization. Owners and
/// org_admins have the whole organization.
#[utoipa::path(
    put, path = "/api/units/members", tag = "units", operation_id = "limitMember", request_body = UnitLimitBody,
    responses((status = 200, description = "As it is now", body = Answer<UnitLimitBody>), AuthErrors, BodyErrors, IdErrors)
)]
pub(crate) async fn limit_member(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<UnitLimitBody>,
) -> Result<Response, ApiError> {
    let limited = api.tenancy.member_limit(&caller, body.user_id, body.unit_id).await;
    limited.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::OK, body))
}
