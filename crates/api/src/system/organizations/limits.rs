//! `GET`, `PUT /api/system/organizations/{organizationId}/limits`: how much an organization may ask for and send.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::OrganizationId;
use serde::{Deserialize, Serialize};
use store::OrganizationTerms;
use tenancy::{Author, LimitsChange};
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};
use crate::path::IdInPath;
use crate::providers::body::given;

/// What is to change of an organization's limits. What is left out stays; null goes back to the platform's; 0 is none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schema(as = OrganizationLimitsRequest, example = json!({"perMinute": 600, "recipientsPerDay": 50_000}))]
pub(crate) struct LimitsBody {
    /// Requests in a minute, 0 to 1,000,000,000.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<u32>)]
    per_minute: Option<Option<u32>>,
    /// Requests in a day, 0 to 1,000,000,000.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<u32>)]
    per_day: Option<Option<u32>>,
    /// Messages accepted in a day, 0 to 1,000,000,000.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<u32>)]
    recipients_per_day: Option<Option<u32>>,
}

/// An organization's own limits; null where the platform's holds.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OrganizationLimits)]
pub(crate) struct LimitsView {
    per_minute: Option<u32>,
    per_day: Option<u32>,
    recipients_per_day: Option<u32>,
}

impl From<OrganizationTerms> for LimitsView {
    fn from(terms: OrganizationTerms) -> Self {
        Self {
            per_minute: terms.per_minute,
            per_day: terms.per_day,
            recipients_per_day: terms.recipients_per_day,
        }
    }
}

/// An organization's limits
#[utoipa::path(
    get, path = "/api/system/organizations/{organizationId}/limits", tag = "system",
    operation_id = "getOrganizationLimits",
    params(("organizationId" = String, Path, description = "Its id", example = "org_01k9zv0d3s8ra")),
    responses((status = 200, description = "Its own limits", body = Answer<LimitsView>), AuthErrors, IdErrors)
)]
pub(crate) async fn get_limits(
    State(api): State<Arc<ApiState>>,
    meta: RequestMeta,
    IdInPath(id): IdInPath<OrganizationId>,
) -> Result<Response, ApiError> {
    let refused = |error| tenancy_refused(error, meta.at);
    api.tenancy.organization(id).await.map_err(refused)?;
    let terms = api.tenancy.terms(Some(id)).await.map_err(refused)?;
    Ok(meta.answer(StatusCode::OK, LimitsView::from(terms)))
}

/// Limit an organization
///
/// Holds within a second on every node.
#[utoipa::path(
    put, path = "/api/system/organizations/{organizationId}/limits", tag = "system",
    operation_id = "setOrganizationLimits",
    params(("organizationId" = String, Path, description = "Its id", example = "org_01k9zv0d3s8ra")),
    request_body = LimitsBody,
    responses((status = 200, description = "As they are now", body = Answer<LimitsView>), AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn set_limits(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    IdInPath(id): IdInPath<OrganizationId>,
    JsonBody(body): JsonBody<LimitsBody>,
) -> Result<Response, ApiError> {
    let author = Author::from(&*person);
    let change = LimitsChange {
        per_minute: body.per_minute,
        per_day: body.per_day,
        recipients_per_day: body.recipients_per_day,
    };
    let changed = api.tenancy.limits_change(id, change, &author).await;
    let terms = changed.map_err(|error| tenancy_refused(error, meta.at))?;
    api.engine.providers_changed();
    Ok(meta.answer(StatusCode::OK, LimitsView::from(terms)))
}
