//! `GET /api/sms/status/{messageId}`: one message, its timeline and its cost.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::MessageId;

use crate::ApiState;
use crate::caller::MessageReader;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::messages::view::MessageStatusView;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::IdInPath;

/// Follow a message
///
/// States only move forward; the timeline has every step, repeated and late delivery reports included.
#[utoipa::path(
    get, path = "/api/sms/status/{messageId}", tag = "messages", operation_id = "messageStatus",
    params(("messageId" = String, Path, description = "The id that the send answered", example = "msg_01k9zv0d3s8ra")),
    responses((status = 200, description = "The message", body = Answer<MessageStatusView>), AuthErrors, IdErrors),
    security(("apiKey" = ["sms:read"]))
)]
pub(crate) async fn message_status(
    State(api): State<Arc<ApiState>>,
    MessageReader(caller): MessageReader,
    meta: RequestMeta,
    IdInPath(id): IdInPath<MessageId>,
) -> Result<Response, ApiError> {
    let found = api.engine.message(&caller, id).await?;
    Ok(meta.answer(StatusCode::OK, MessageStatusView::from(found)))
}
