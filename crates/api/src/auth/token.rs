//! `POST /api/v1/auth/token`: the same login as a browser's, as a short-lived token for programs.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::UserId;
use serde::Serialize;
use store::SessionKind;
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::sign_in::SignInBody;
use crate::auth::sign_in_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::CalledFrom;
use crate::json::JsonBody;
use crate::openapi::{Answer, BodyErrors, SignInErrors};
use crate::time::Time;

/// A token, in the words of OAuth 2.0.
#[derive(Serialize, ToSchema)]
#[schema(as = Token)]
pub(crate) struct TokenView {
    /// The JWT, to be sent as `Authorization: Bearer …`.
    access_token: String,
    /// Always `Bearer`.
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// How long it lasts, in seconds.
    #[schema(example = 900)]
    expires_in: i64,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Time,
    /// Whose it is.
    #[schema(value_type = String)]
    user_id: UserId,
    /// The organization that it is for; null where its person belongs to none.
    #[schema(value_type = Option<String>)]
    organization_id: Option<domain::OrganizationId>,
}

/// Get a token
///
/// A person's login for programs: the token can do what the person can, for a quarter of an hour. It is listed among the
/// person's sessions and can be ended there.
#[utoipa::path(
    post, path = "/api/v1/auth/token", tag = "people", operation_id = "issueToken", request_body = SignInBody,
    responses((status = 200, description = "A token", body = Answer<TokenView>), SignInErrors, BodyErrors)
)]
pub(crate) async fn issue_token(
    State(api): State<Arc<ApiState>>,
    CalledFrom(origin): CalledFrom,
    meta: RequestMeta,
    JsonBody(body): JsonBody<SignInBody>,
) -> Result<Response, ApiError> {
    let begun = api.tenancy.sign_in(body.as_asked(SessionKind::Token), &origin).await;
    let begun = begun.map_err(|refusal| sign_in_refused(refusal, meta.at))?;
    let session = &begun.person.session;
    let view = TokenView {
        access_token: begun.shown,
        token_type: "Bearer",
        expires_in: (session.expires_at - session.created_at) / 1_000,
        expires_at: Time(session.expires_at),
        user_id: session.user,
        organization_id: session.organization,
    };
    Ok(meta.answer(StatusCode::OK, view))
}
