//! `GET /api/system/providers`: the platform's providers, by rank.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::SharedProviderView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::query::Params;

/// The platform's providers.
#[derive(Serialize, ToSchema)]
pub(crate) struct SharedProviderList {
    /// By rank.
    providers: Vec<SharedProviderView>,
}

/// List the platform's providers
///
/// With their settings, without their credentials, and with who may use each.
#[utoipa::path(
    get, path = "/api/system/providers", tag = "system", operation_id = "listSharedProviders",
    responses((status = 200, description = "All of them", body = Answer<SharedProviderList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_shared_providers(
    State(api): State<Arc<ApiState>>,
    _person: SignedIn,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    let found = api.engine.shared_providers().await?;
    let public_url = api.public_url.as_deref();
    let providers = found.into_iter().map(|one| SharedProviderView::new(one, public_url));
    let providers = providers.collect();
    Ok(meta.answer(StatusCode::OK, SharedProviderList { providers }))
}
