//! `GET /api/units`: the organization's units.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Serialize;
use store::UnitMember;
use utoipa::ToSchema;

use super::view::{UnitMemberView, UnitView};
use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::query::Params;

/// An organization's units.
#[derive(Serialize, ToSchema)]
pub(crate) struct UnitList {
    /// By name; the tree is in their `parentId`. At most 1,000.
    units: Vec<UnitView>,
    /// Who is limited to one of them.
    members: Vec<UnitMemberView>,
}

/// List units
///
/// Who is limited to a unit sees that and what is below it.
#[utoipa::path(
    get, path = "/api/units", tag = "units", operation_id = "listUnits",
    responses((status = 200, description = "All of them", body = Answer<UnitList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_units(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    let refused = |error| tenancy_refused(error, meta.at);
    let units = api.tenancy.units(&caller).await.map_err(refused)?;
    let mut members = api
        .tenancy
        .unit_members(caller.organization_id())
        .await
        .map_err(refused)?;
    members.retain(|member| caller.sees(Some(member.unit)));
    let list = UnitList {
        units: units.into_iter().map(UnitView::from).collect(),
        members: members.into_iter().map(UnitMemberView::from).collect(),
    };
    Ok(meta.answer(StatusCode::OK, list))
}

impl From<UnitMember> for UnitMemberView {
    fn from(member: UnitMember) -> Self {
        Self {
            unit_id: member.unit,
            user_id: member.user,
            name: member.name,
        }
    }
}
