//! `GET /api/auth/issuers`: where one can sign in beside here.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Serialize;
use tenancy::IssuerShown;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::openapi::{Answer, QueryErrors};
use crate::query::Params;

/// Where one can sign in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Issuers)]
pub(crate) struct IssuersView {
    /// OpenID Connect issuers, in the order of the configuration.
    issuers: Vec<IssuerView>,
}

/// One issuer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Issuer)]
pub(crate) struct IssuerView {
    /// Its name in paths.
    #[schema(example = "google")]
    name: String,
    /// Its name for people.
    #[schema(example = "Google")]
    title: String,
    /// Where a browser goes to sign in there.
    #[schema(example = "/api/auth/issuers/google/start")]
    start_path: String,
}

/// List issuers to sign in at
///
/// What the sign-in page shows buttons for, beside address and password.
#[utoipa::path(
    get, path = "/api/auth/issuers", tag = "people", operation_id = "listIssuers",
    responses((status = 200, description = "The issuers; there may be none", body = Answer<IssuersView>), QueryErrors)
)]
pub(crate) async fn list_issuers(
    State(api): State<Arc<ApiState>>,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    let issuers = api.tenancy.issuers().into_iter().map(IssuerView::from).collect();
    Ok(meta.answer(StatusCode::OK, IssuersView { issuers }))
}

impl From<IssuerShown> for IssuerView {
    fn from(issuer: IssuerShown) -> Self {
        Self {
            start_path: format!("/api/auth/issuers/{}/start", issuer.name),
            name: issuer.name,
            title: issuer.title,
        }
    }
}
