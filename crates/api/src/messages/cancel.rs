//! `POST /api/sms/messages/{messageId}/cancel`: takes a message back before its hand-over.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::MessageId;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::messages::view::MessageStatusView;
use crate::openapi::{Answer, AuthErrors, CancelErrors, IdErrors};
use crate::path::{IdInPath, refused};

/// Cancel a message
///
/// Works while the message is SCHEDULED or QUEUED and its hand-over has not begun; 409 `TOO_LATE` afterwards.
#[utoipa::path(
    post, path = "/api/sms/messages/{messageId}/cancel", tag = "messages", operation_id = "cancelMessage",
    params(("messageId" = String, Path, description = "The id that the send answered", example = "msg_01k9zv0d3s8ra")),
    responses((status = 200, description = "The message is CANCELLED", body = Answer<MessageStatusView>), AuthErrors, IdErrors, CancelErrors)
)]
pub(crate) async fn cancel(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<MessageId>,
) -> Result<Response, ApiError> {
    let cancelled = api.engine.cancel(&caller, id).await.map_err(refused::<MessageId>)?;
    Ok(meta.answer(StatusCode::OK, MessageStatusView::new(cancelled, None)))
}
