//! `POST /api/sms/messages/{messageId}/reveal`: the whole number of one message, for who may see it; and that is noted.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::MessageId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::{IdInPath, refused};

/// Whose number it is, and the number.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct RevealedNumber {
    /// The message's id.
    #[schema(value_type = String, example = "msg_01k9zv0d3s8ra")]
    message_id: MessageId,
    /// The phone that it went to or came from.
    #[schema(example = "+923001234567")]
    number: String,
}

/// Reveal a number
///
/// The whole number of the phone that a message went to or came from, whatever the organization's privacy. Every call is
/// an entry `number.reveal` in the log of changes, written before the number is answered.
#[utoipa::path(
    post, path = "/api/sms/messages/{messageId}/reveal", tag = "messages", operation_id = "revealNumber",
    params(("messageId" = String, Path, description = "The message's id", example = "msg_01k9zv0d3s8ra")),
    responses((status = 200, description = "The number", body = Answer<RevealedNumber>), AuthErrors, IdErrors)
)]
pub(crate) async fn reveal_number(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(message_id): IdInPath<MessageId>,
) -> Result<Response, ApiError> {
    let revealed = api.engine.message_reveal(&caller, message_id).await;
    let number = revealed.map_err(refused::<MessageId>)?;
    Ok(meta.answer(StatusCode::OK, RevealedNumber { message_id, number }))
}
