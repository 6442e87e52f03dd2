//! `POST /api/auth/sign-out`: ends the session that it is called with.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::credential::Browser;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::openapi::{Answer, AuthErrors, IdErrors};

/// Sessions that ended.
#[derive(Serialize, ToSchema)]
#[schema(as = EndedSessions)]
pub(crate) struct EndedView {
    /// How many.
    pub(crate) ended: u64,
}

/// Sign out
///
/// The session ends at once, and the browser's cookie is taken away.
#[utoipa::path(
    post, path = "/api/auth/sign-out", tag = "people", operation_id = "signOut",
    responses((status = 200, description = "Signed out", body = Answer<EndedView>), AuthErrors, IdErrors)
)]
pub(crate) async fn sign_out(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    browser: Browser,
    meta: RequestMeta,
) -> Result<Response, ApiError> {
    let ended = api.tenancy.session_end(&person, person.session.id).await;
    ended.map_err(|error| tenancy_refused(error, meta.at))?;
    let mut answer = meta.answer(StatusCode::OK, EndedView { ended: 1 });
    answer.headers_mut().insert(SET_COOKIE, browser.taken());
    Ok(answer)
}
