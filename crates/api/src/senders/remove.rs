//! `DELETE /api/sms/senders/{senderId}`: gives a sender ID up.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::SenderId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::IdInPath;

/// A sender ID that is gone.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct SenderRemoved {
    /// Its id.
    #[schema(value_type = String, example = "snd_01k9zv0d3s8ra")]
    sender_id: SenderId,
    /// Always true.
    removed: bool,
}

/// Give a sender ID up
///
/// Where only approved ones may be used, nothing is accepted from it any more; what was accepted before goes out.
#[utoipa::path(
    delete, path = "/api/sms/senders/{senderId}", tag = "senders", operation_id = "removeSender",
    params(("senderId" = String, Path, description = "Its id", example = "snd_01k9zv0d3s8ra")),
    responses((status = 200, description = "Given up", body = Answer<SenderRemoved>), AuthErrors, IdErrors)
)]
pub(crate) async fn remove_sender(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(sender_id): IdInPath<SenderId>,
) -> Result<Response, ApiError> {
    let removed = api.tenancy.sender_remove(&caller, sender_id).await;
    removed.map_err(|error| tenancy_refused(error, meta.at))?;
    api.engine.providers_changed();
    let gone = SenderRemoved {
        sender_id,
        removed: true,
    };
    Ok(meta.answer(StatusCode::OK, gone))
}
