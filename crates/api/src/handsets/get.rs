//! `GET /api/sms/handsets/{number}`: what arrived on one phone.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::handsets::view::HandsetMessagesView;
use crate::openapi::{Answer, AuthErrors, QueryErrors};

/// Look at one phone
///
/// The organization's messages on it, newest first; none where it got none.
#[utoipa::path(
    get, path = "/api/sms/handsets/{number}", tag = "handsets", operation_id = "getHandset",
    params(("number" = String, Path, description = "The phone's number; percent-encode the +", example = "%2B254722000111")),
    responses((status = 200, description = "What is on it", body = Answer<HandsetMessagesView>), AuthErrors, QueryErrors)
)]
pub(crate) async fn get_handset(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    Path(number): Path<String>,
) -> Result<Response, ApiError> {
    let found = api.engine.handset(&caller, &number).await?;
    Ok(meta.answer(StatusCode::OK, HandsetMessagesView::from(found)))
}
