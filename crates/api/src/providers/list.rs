//! `GET /api/sms/providers`: the providers that the organization may use, by rank.

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
use crate::providers::view::ProviderView;
use crate::query::Params;

/// The providers that an organization may use.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProviderList {
    /// By rank.
    providers: Vec<ProviderView>,
}

/// List providers
///
/// The organization's own and the platform's (`shared`), by rank.
#[utoipa::path(
    get, path = "/api/sms/providers", tag = "providers", operation_id = "listProviders",
    responses((status = 200, description = "All of them", body = Answer<ProviderList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_providers(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    let found = api.engine.providers(&caller).await?;
    let public_url = api.public_url.as_deref();
    let providers = found.into_iter().map(|detail| ProviderView::new(detail, public_url));
    let providers = providers.collect();
    Ok(meta.answer(StatusCode::OK, ProviderList { providers }))
}
