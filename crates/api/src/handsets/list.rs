//! `GET /api/sms/handsets`: the phones of simulated carriers.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::handsets::view::HandsetsView;
use crate::openapi::{Answer, AuthErrors};

/// Look at the phones
///
/// Phones of simulated carriers, in this server and in processes of their own (`tuma simulate carrier`), whose newest
/// message is the organization's; at most 200 of each. A carrier process that does not answer is left out.
#[utoipa::path(
    get, path = "/api/sms/handsets", tag = "handsets", operation_id = "listHandsets",
    responses((status = 200, description = "The phones", body = Answer<HandsetsView>), AuthErrors)
)]
pub(crate) async fn list_handsets(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
) -> Result<Response, ApiError> {
    let found = api.engine.handsets(&caller).await?;
    Ok(meta.answer(StatusCode::OK, HandsetsView::from(found)))
}
