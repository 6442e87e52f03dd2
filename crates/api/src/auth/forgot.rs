//! `POST /api/auth/forgot` and `/api/auth/reset`: a new password for whoever reads the account's mail.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::password::PasswordView;
use crate::auth::{sign_in_refused, tenancy_refused};
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::CalledFrom;
use crate::json::JsonBody;
use crate::openapi::{Answer, BodyErrors, TokenErrors, TooManyErrors};

/// Whose password is forgotten.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ForgotRequest)]
pub(crate) struct ForgotBody {
    /// Your address.
    email: String,
}

/// That a mail goes out, if there is an account.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Forgot)]
pub(crate) struct ForgotView {
    /// Always true, whether there is an account or not.
    mailed_if_known: bool,
}

/// A token and a new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ResetRequest)]
pub(crate) struct ResetBody {
    /// What follows `#` in the link of the mail.
    token: String,
    /// The password that you want: at least ten characters that are not easily guessed.
    password: String,
}

/// Ask for a new password
///
/// Mails a link that is good for an hour, once; one account gets one mail in five minutes. The answer is the same where
/// there is no such account.
#[utoipa::path(
    post, path = "/api/auth/forgot", tag = "people", operation_id = "forgotPassword", request_body = ForgotBody,
    responses((status = 202, description = "On its way, if there is an account", body = Answer<ForgotView>), TokenErrors, BodyErrors, TooManyErrors)
)]
pub(crate) async fn forgot_password(
    State(api): State<Arc<ApiState>>,
    CalledFrom(origin): CalledFrom,
    meta: RequestMeta,
    JsonBody(body): JsonBody<ForgotBody>,
) -> Result<Response, ApiError> {
    let asked = api.tenancy.password_forgotten(&body.email, &origin).await;
    asked.map_err(|refusal| sign_in_refused(refusal, meta.at))?;
    let view = ForgotView { mailed_if_known: true };
    Ok(meta.answer(StatusCode::ACCEPTED, view))
}

/// Set a new password
///
/// By the token of the mail. All your sessions end; your second factor stays.
#[utoipa::path(
    post, path = "/api/auth/reset", tag = "people", operation_id = "resetPassword", request_body = ResetBody,
    responses((status = 200, description = "Changed", body = Answer<PasswordView>), TokenErrors, BodyErrors)
)]
pub(crate) async fn reset_password(
    State(api): State<Arc<ApiState>>,
    CalledFrom(origin): CalledFrom,
    meta: RequestMeta,
    JsonBody(body): JsonBody<ResetBody>,
) -> Result<Response, ApiError> {
    let reset = api.tenancy.password_reset(&body.token, &body.password, &origin).await;
    reset.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::OK, PasswordView { changed: true }))
}
