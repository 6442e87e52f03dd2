//! `PUT /api/system/organizations/{organizationId}/quotas`: how much an organization may have.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::OrganizationId;
use serde::Deserialize;
use tenancy::{Author, QuotasChange};
use utoipa::ToSchema;

use super::view::{OrganizationView, as_it_is};
use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};
use crate::path::IdInPath;
use crate::providers::body::given;

/// How much an organization may have. What is left out stays; null takes the bound away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = QuotasRequest, example = json!({"users": 20, "keys": 10, "providers": null}))]
pub(crate) struct QuotasBody {
    /// Members, 0 to 1,000,000.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<u32>)]
    users: Option<Option<u32>>,
    /// API keys that are neither revoked nor expired, 0 to 1,000,000.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<u32>)]
    keys: Option<Option<u32>>,
    /// Providers of its own, 0 to 1,000,000; `limits.max_providers` of the configuration holds besides.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<u32>)]
    providers: Option<Option<u32>>,
}

/// Bound an organization
///
/// What it has beyond a bound stays; it gets no more.
#[utoipa::path(
    put, path = "/api/system/organizations/{organizationId}/quotas", tag = "system", operation_id = "setQuotas",
    params(("organizationId" = String, Path, description = "Its id", example = "org_01k9zv0d3s8ra")),
    request_body = QuotasBody,
    responses((status = 200, description = "As it is now", body = Answer<OrganizationView>), AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn set_quotas(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    IdInPath(id): IdInPath<OrganizationId>,
    JsonBody(body): JsonBody<QuotasBody>,
) -> Result<Response, ApiError> {
    let author = Author::from(&*person);
    let change = QuotasChange {
        users: body.users,
        keys: body.keys,
        providers: body.providers,
    };
    let changed = api.tenancy.organization_quotas_change(&author, id, change).await;
    changed.map_err(|error| tenancy_refused(error, meta.at))?;
    let view = as_it_is(&api, id, meta.at).await?;
    Ok(meta.answer(StatusCode::OK, view))
}
