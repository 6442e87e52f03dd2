//! `POST /api/system/senders/{senderId}/approve`: a sender ID may be used.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{ProviderId, SenderId};
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

/// Where a sender ID may be used. What is left out stays as it was asked for.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = ApproveSenderRequest, example = json!({"countries": ["PK"]}))]
pub(crate) struct ApproveBody {
    /// The countries of the numbers that it may be shown to, ISO 3166-1; all if empty.
    countries: Option<Vec<String>>,
    /// The providers that it is registered with; all if empty.
    #[schema(value_type = Option<Vec<String>>)]
    provider_ids: Option<Vec<ProviderId>>,
}

/// Approve a sender ID
///
/// Whatever was decided before. It holds on every node within a second.
#[utoipa::path(
    post, path = "/api/system/senders/{senderId}/approve", tag = "system", operation_id = "approveSender",
    params(("senderId" = String, Path, description = "Its id", example = "snd_01k9zv0d3s8ra")),
    request_body = ApproveBody,
    responses((status = 200, description = "As it is now", body = Answer<SenderView>), AuthErrors, IdErrors, BodyErrors)
)]
pub(crate) async fn approve_sender(
    State(api): State<Arc<ApiState>>,
    SignedIn(person): SignedIn,
    meta: RequestMeta,
    IdInPath(id): IdInPath<SenderId>,
    JsonBody(body): JsonBody<ApproveBody>,
) -> Result<Response, ApiError> {
    let decision = SenderDecision::Approve {
        countries: body.countries,
        providers: body.provider_ids,
    };
    let author = Author::from(&*person);
    let decided = api.tenancy.sender_decide(&author, id, decision).await;
    let decided = decided.map_err(|error| tenancy_refused(error, meta.at))?;
    api.engine.providers_changed();
    Ok(meta.answer(StatusCode::OK, SenderView::from(decided)))
}
