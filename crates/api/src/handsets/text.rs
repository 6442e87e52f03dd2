//! `POST /api/sms/handsets/{number}/text`: the person at a simulated phone writes something.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors, NoProviderErrors};

/// A text from a phone.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = HandsetText, example = json!({"to": "20880", "body": "STOP"}))]
pub(crate) struct TextBody {
    /// The number, shortcode or sender it is written to.
    to: String,
    /// The text.
    body: String,
}

/// The inbound message.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = HandsetTextResponse)]
pub(crate) struct TextAnswer {
    /// Its id; it is in `GET /api/sms/inbox`.
    #[schema(value_type = String, example = "msg_01k9zv0d3s8ra")]
    message_id: domain::MessageId,
}

/// Write from a phone
///
/// As if a person wrote to the organization: stored as an inbound message, with all that follows from it.
#[utoipa::path(
    post, path = "/api/sms/handsets/{number}/text", tag = "handsets", operation_id = "writeFromHandset",
    params(("number" = String, Path, description = "The phone's number; percent-encode the +", example = "%2B254722000111")),
    request_body = TextBody,
    responses((status = 201, description = "Stored", body = Answer<TextAnswer>), AuthErrors, BodyErrors, NoProviderErrors)
)]
pub(crate) async fn write_from_handset(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    Path(number): Path<String>,
    JsonBody(body): JsonBody<TextBody>,
) -> Result<Response, ApiError> {
    let message_id = api
        .engine
        .handset_text(&caller, (&number, &body.to), &body.body)
        .await?;
    Ok(meta.answer(StatusCode::CREATED, TextAnswer { message_id }))
}
