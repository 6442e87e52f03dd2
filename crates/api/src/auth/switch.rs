//! `POST /api/auth/switch`: puts a session into another organization.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use domain::OrganizationId;
use serde::{Deserialize, Serialize};
use store::SessionKind;
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::me::me_of;
use crate::auth::tenancy_refused;
use crate::auth::view::MeView;
use crate::credential::Browser;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};

/// Where to go.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = SwitchRequest)]
pub(crate) struct SwitchBody {
    /// The organization's id.
    #[schema(value_type = String, example = "org_01k9zv0d3s8ra")]
    organization_id: OrganizationId,
}

/// Where the session is now.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Switched)]
pub(crate) struct SwitchedView {
    /// Who you are there.
    #[serde(flatten)]
    me: MeView,
    /// The token to go on with, where this was called with a token; the old one has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    access_token: Option<String>,
}

/// Go to another organization
///
/// A browser's cookie is replaced; a token ends, and the answer has a new one.
#[utoipa::path(
    post, path = "/api/auth/switch", tag = "people", operation_id = "switchOrganization", request_body = SwitchBody,
    responses((status = 200, description = "You are there", body = Answer<SwitchedView>), AuthErrors, BodyErrors, IdErrors)
)]
pub(crate) async fn switch(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    browser: Browser,
    meta: RequestMeta,
    JsonBody(body): JsonBody<SwitchBody>,
) -> Result<Response, ApiError> {
    let begun = api.tenancy.session_switch(&person, body.organization_id).await;
    let begun = begun.map_err(|error| tenancy_refused(error, meta.at))?;
    let is_browser = person.session.kind == SessionKind::Browser;
    let cookie = is_browser.then(|| browser.given(&begun.shown));
    let view = SwitchedView {
        me: me_of(&api, &begun.person, meta.at).await?,
        access_token: (!is_browser).then_some(begun.shown),
    };
    let mut answer = meta.answer(StatusCode::OK, view);
    answer.headers_mut().extend(cookie.map(|cookie| (SET_COOKIE, cookie)));
    Ok(answer)
}
