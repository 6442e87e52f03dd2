//! `POST /api/auth/password`: a person's new password.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::credential::Browser;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, TooManyErrors};

/// The old password and the new one.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = PasswordRequest)]
pub(crate) struct PasswordBody {
    /// The one that you have.
    current_password: String,
    /// The one that you want: at least ten characters that are not easily guessed.
    new_password: String,
}

/// That a password was changed.
#[derive(Serialize, ToSchema)]
#[schema(as = PasswordChanged)]
pub(crate) struct PasswordView {
    /// Always true.
    pub(crate) changed: bool,
}

/// Change your password
///
/// Your other sessions end. A wrong current password counts as a failed sign-in.
#[utoipa::path(
    post, path = "/api/auth/password", tag = "people", operation_id = "changePassword", request_body = PasswordBody,
    responses((status = 200, description = "Changed", body = Answer<PasswordView>), AuthErrors, BodyErrors, TooManyErrors)
)]
pub(crate) async fn change_password(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    browser: Browser,
    meta: RequestMeta,
    JsonBody(body): JsonBody<PasswordBody>,
) -> Result<Response, ApiError> {
    let changing = api
        .tenancy
        .password_change(&person, &body.current_password, &body.new_password);
    let fresh = changing.await.map_err(|error| tenancy_refused(error, meta.at))?;
    let mut answer = meta.answer(StatusCode::OK, PasswordView { changed: true });
    let cookie = fresh.map(|cookie| (SET_COOKIE, browser.given(&cookie)));
    answer.headers_mut().extend(cookie);
    Ok(answer)
}
