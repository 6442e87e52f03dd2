//! `GET /api/sms/status/{messageId}`: one message, its timeline, its cost and the decision about its way.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::MessageId;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::messages::view::MessageStatusView;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::{IdInPath, refused};
use crate::query::Params;

/// Follow a message
///
/// States only move forward; the timeline has every step, repeated and late delivery reports included, and `decision`
/// which provider was chosen and which were passed over. `refresh=true` asks the carrier first, where it can be asked.
#[utoipa::path(
    get, path = "/api/sms/status/{messageId}", tag = "messages", operation_id = "messageStatus",
    params(
        ("messageId" = String, Path, description = "The id that the send answered", example = "msg_01k9zv0d3s8ra"),
        ("refresh" = Option<bool>, Query, description = "`true` asks the carrier what became of it before answering")
    ),
    responses((status = 200, description = "The message", body = Answer<MessageStatusView>), AuthErrors, IdErrors)
)]
pub(crate) async fn message_status(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<MessageId>,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let refresh = params.take("refresh", "true or false", |text| text.parse().ok());
    params.finish()?;
    let of_message = refused::<MessageId>;
    if refresh == Some(true) {
        api.engine.message_refresh(&caller, id).await.map_err(of_message)?;
    }
    let found = api.engine.message(&caller, id).await.map_err(of_message)?;
    let decision = match found.message.decision {
        Some(_) => api.engine.message_decision(&caller, id).await.map_err(of_message)?,
        None => None,
    };
    Ok(meta.answer(StatusCode::OK, MessageStatusView::new(found, decision)))
}
