//! `GET /api/sms/callback-secret`: what the organization's callbacks are signed with.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use engine::request::Refusal;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors};

/// What callbacks are signed with.
#[derive(Serialize, ToSchema)]
pub(crate) struct CallbackSecret {
    /// `whsec_` and base64; what a library for Standard Webhooks takes.
    #[schema(example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    secret: String,
}

/// What are callbacks signed with?
///
/// The secret of this organization, made when it is first asked for. Receivers verify `webhook-signature` with it.
#[utoipa::path(
    get, path = "/api/sms/callback-secret", tag = "callbacks", operation_id = "callbackSecret",
    responses((status = 200, description = "The secret", body = Answer<CallbackSecret>), AuthErrors)
)]
pub(crate) async fn callback_secret(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
) -> Result<Response, ApiError> {
    let secret = api.engine.callback_secret(caller.organization.id).await;
    let secret = secret.map_err(Refusal::from)?;
    Ok(meta.answer(StatusCode::OK, CallbackSecret { secret }))
}
