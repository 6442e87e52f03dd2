//! `GET /api/sms/senders/{senderId}`: one sender ID.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::SenderId;

use super::view::SenderView;
use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::IdInPath;

/// Look at a sender ID
#[utoipa::path(
    get, path = "/api/sms/senders/{senderId}", tag = "senders", operation_id = "getSender",
    params(("senderId" = String, Path, description = "Its id", example = "snd_01k9zv0d3s8ra")),
    responses((status = 200, description = "The sender ID", body = Answer<SenderView>), AuthErrors, IdErrors)
)]
pub(crate) async fn get_sender(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<SenderId>,
) -> Result<Response, ApiError> {
    let found = api.tenancy.sender(caller.organization_id(), id).await;
    let found = found.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::OK, SenderView::from(found)))
}
