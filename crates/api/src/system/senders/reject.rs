//! `POST /api/system/senders/{senderId}/reject`: a sender ID may not be used.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::SenderId;
use serde::Deserialize;
use tenancy::{Author, SenderDecision};
use utoipa::ToSchema;

use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::SignedIn;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, IdErrors};
use crate::path::IdInPath;
use crate::senders::view::SenderView;

/// Why a sender ID may not be used.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RejectSenderRequest, example = json!({"reason": "The name belongs to somebody else"}))]
pub(crate) struct RejectBody {
    /// At most 500 characters; the organization's people read it.
    reason: String,
}

/// Reject a sender ID
///
/// Whatever was decided before. The organization may ask for it again, in other words.
#[utoipa::path(
    post, path = "/api/system/senders/{senderId}/reject", tag = "system", operation_id = "rejectSender",
    params(("senderId" = String, Path, description = "Its id", example = "snd_01k9zv0d3s8ra")),
    request_body = RejectBody,
    responses((status = 200, description = "As it is now", body = Answer<SenderView>), AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn reject_sender(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    IdInPath(id): IdInPath<SenderId>,
    JsonBody(body): JsonBody<RejectBody>,
) -> Result<Response, ApiError> {
    let author = Author::from(&*person);
    let decision = SenderDecision::Reject(body.reason);
    let decided = api.tenancy.sender_decide(&author, id, decision).await;
    let decided = decided.map_err(|error| tenancy_refused(error, meta.at))?;
    api.engine.providers_changed();
    Ok(meta.answer(StatusCode::OK, SenderView::from(decided)))
}
