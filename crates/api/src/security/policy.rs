//! `/api/security/policy`: what an organization asks of its people before it lets them in.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, QueryErrors};
use crate::query::Params;

/// What an organization asks of its people.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = SecurityPolicy)]
pub(crate) struct PolicyBody {
    /// Whether nobody gets in without a second factor.
    second_factor_required: bool,
}

/// Read the security policy
///
/// What the organization asks of its people before it lets them in.
#[utoipa::path(
    get, path = "/api/security/policy", tag = "people", operation_id = "getSecurityPolicy",
    responses((status = 200, description = "The policy", body = Answer<PolicyBody>), AuthErrors, QueryErrors)
)]
pub(crate) async fn get_policy(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    // As it is now: what a key's caller carries may be a second old.
    let organization = api.tenancy.organization(caller.organization_id()).await;
    let organization = organization.map_err(|error| tenancy_refused(error, meta.at))?;
    let policy = PolicyBody {
        second_factor_required: organization.second_factor_required,
    };
    Ok(meta.answer(StatusCode::OK, policy))
}

/// Change the security policy
///
/// Whoever has no second factor is out at once where one is asked for, and can still enrol one. Enrol your own first: the
/// change is refused to whoever it would shut out.
#[utoipa::path(
    put, path = "/api/security/policy", tag = "people", operation_id = "changeSecurityPolicy", request_body = PolicyBody,
    responses((status = 200, description = "Changed", body = Answer<PolicyBody>), AuthErrors, BodyErrors)
)]
pub(crate) async fn change_policy(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<PolicyBody>,
) -> Result<Response, ApiError> {
    let changed = api
        .tenancy
        .second_factor_require(&caller, body.second_factor_required)
        .await;
    changed.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::OK, body))
}
