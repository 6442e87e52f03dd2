//! `POST /api/sms/senders`: asks for a sender ID.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ProviderId;
use serde::Deserialize;
use tenancy::{SenderReach, SenderRequest};
use utoipa::ToSchema;

use super::view::SenderView;
use crate::ApiState;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors};

/// What an organization wants to send from.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = SenderRequest, example = json!({
    "sender": "GREENVALLEY", "purpose": "Fee reminders to parents; the name is our registered trade mark",
    "countries": ["PK"]
}))]
pub(crate) struct SenderBody {
    /// A name of at most 11 characters, a shortcode, or a number.
    sender: String,
    /// What it is for, and why it is yours; at most 500 characters.
    purpose: String,
    /// The countries of the numbers that it is for, ISO 3166-1; all when absent.
    #[serde(default)]
    countries: Vec<String>,
    /// The providers that it is registered with; all when absent.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    provider_ids: Vec<ProviderId>,
}

/// Ask for a sender ID
///
/// Whoever runs the installation decides. One that was rejected may be asked for again; an organization has at most 100.
#[utoipa::path(
    post, path = "/api/sms/senders", tag = "senders", operation_id = "requestSender", request_body = SenderBody,
    responses((status = 201, description = "Asked for", body = Answer<SenderView>), AuthErrors, BodyErrors)
)]
pub(crate) async fn request_sender(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<SenderBody>,
) -> Result<Response, ApiError> {
    let ask = SenderRequest {
        sender: body.sender,
        purpose: body.purpose,
        reach: SenderReach {
            countries: body.countries,
            providers: body.provider_ids,
        },
    };
    let asked = api.tenancy.sender_request(&caller, ask).await;
    let asked = asked.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::CREATED, SenderView::from(asked)))
}
