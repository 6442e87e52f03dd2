//! `/api/team`: who belongs to the organization, and as what.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::{Role, UserId};
use serde::{Deserialize, Serialize};
use store::Member;
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors, QueryErrors};
use crate::path::IdInPath;
use crate::query::Params;
use crate::time::Time;

/// Who belongs to an organization.
#[derive(Serialize, ToSchema)]
pub(crate) struct TeamList {
    /// By address.
    members: Vec<MemberView>,
}

/// A member.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Member)]
pub(crate) struct MemberView {
    /// The person.
    #[schema(value_type = String, example = "usr_01k9zv0d3s8ra")]
    user_id: UserId,
    /// Its address.
    email: String,
    /// How it is called.
    name: String,
    /// What it may do here.
    #[schema(value_type = String, example = "operator")]
    role: Role,
    /// Whether it may sign in at all.
    active: bool,
    /// Whether it has a second factor.
    second_factor: bool,
    /// Since when it belongs to the organization.
    #[schema(value_type = String, format = DateTime)]
    since: Time,
    /// When it last signed in.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_sign_in_at: Option<Time>,
}

/// Another role.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RoleRequest, example = json!({"role": "operator"}))]
pub(crate) struct RoleBody {
    /// `owner`, `org_admin`, `operator`, `technician`, `customer_service` or `viewer`.
    role: String,
}

/// Somebody who does not belong any more.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RemovedMember)]
pub(crate) struct RemovedView {
    /// The person.
    #[schema(value_type = String)]
    user_id: UserId,
}

/// List the team
///
/// Who belongs to the organization, as what, and when they last signed in.
#[utoipa::path(
    get, path = "/api/team", tag = "team", operation_id = "listTeam",
    responses((status = 200, description = "All of them", body = Answer<TeamList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_team(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    let found = api.tenancy.team(caller.organization_id()).await;
    let found = found.map_err(|error| tenancy_refused(error, meta.at))?;
    let members = found.into_iter().map(MemberView::from).collect();
    Ok(meta.answer(StatusCode::OK, TeamList { members }))
}

/// Change a member's role
///
/// It holds at once. Nobody gives or takes a role that is more than their own; only owners make and unmake owners, and the
/// last owner stays one.
#[utoipa::path(
    put, path = "/api/team/{userId}", tag = "team", operation_id = "changeRole", request_body = RoleBody,
    params(("userId" = String, Path, description = "The person's id", example = "usr_01k9zv0d3s8ra")),
    responses((status = 200, description = "The team as it is now", body = Answer<TeamList>), AuthErrors, BodyErrors, IdErrors)
)]
pub(crate) async fn change_role(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(user): IdInPath<UserId>,
    JsonBody(body): JsonBody<RoleBody>,
) -> Result<Response, ApiError> {
    let role = role(&body.role)?;
    let changed = api.tenancy.member_role_set(&caller, user, role).await;
    changed.map_err(|error| tenancy_refused(error, meta.at))?;
    let found = api.tenancy.team(caller.organization_id()).await;
    let found = found.map_err(|error| tenancy_refused(error, meta.at))?;
    let members = found.into_iter().map(MemberView::from).collect();
    Ok(meta.answer(StatusCode::OK, TeamList { members }))
}

/// Remove a member
///
/// Its sessions in the organization end at once; what it sent and changed stays in the logs.
#[utoipa::path(
    delete, path = "/api/team/{userId}", tag = "team", operation_id = "removeMember",
    params(("userId" = String, Path, description = "The person's id", example = "usr_01k9zv0d3s8ra")),
    responses((status = 200, description = "Removed", body = Answer<RemovedView>), AuthErrors, IdErrors)
)]
pub(crate) async fn remove_member(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(user): IdInPath<UserId>,
) -> Result<Response, ApiError> {
    let removed = api.tenancy.member_remove(&caller, user).await;
    removed.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::OK, RemovedView { user_id: user }))
}

/// A role that a person can have in an organization.
pub(crate) fn role(word: &str) -> Result<Role, ApiError> {
    Role::parse(word).ok_or_else(|| {
        let known = Role::IN_ORGANIZATIONS.map(Role::as_str).join(", ");
        ApiError::fault("role", "is not a role", format!("give one of {known}"))
    })
}

impl From<Member> for MemberView {
    fn from(member: Member) -> Self {
        Self {
            user_id: member.user.id,
            email: member.user.email,
            name: member.user.name,
            role: member.membership.role,
            active: member.user.active,
            second_factor: member.user.second_factor.is_some(),
            since: Time(member.membership.created_at),
            last_sign_in_at: member.user.last_sign_in_at.map(Time),
        }
    }
}
