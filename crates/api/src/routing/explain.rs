//! `POST /api/sms/routes/explain`: which way would this message go? Nothing is sent.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use engine::ExplainRequest;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::messages::words::MessageClass;
use crate::openapi::{Answer, AuthErrors, BodyErrors, NoProviderErrors};
use crate::routing::view::DecisionView;

/// A message that nobody sends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ExplainRequest, example = json!({"to": "+254712345678", "class": "otp"}))]
pub(crate) struct ExplainBody {
    /// The number: E.164, or as it is dialled in `region`.
    to: String,
    /// The sender.
    from: Option<String>,
    /// Transactional when absent.
    class: Option<MessageClass>,
    /// The caller's own word for what it is.
    category: Option<String>,
    /// A provider's name, kind or id.
    provider: Option<String>,
    /// Region of a number without `+`, ISO 3166-1; the organization's when absent.
    region: Option<String>,
}

/// Which way would it go?
///
/// The decision that a send would get now. Where the order is drawn by weight, another message may be drawn otherwise.
#[utoipa::path(
    post, path = "/api/sms/routes/explain", tag = "routes", operation_id = "explainRoute", request_body = ExplainBody,
    responses((status = 200, description = "Its way", body = Answer<DecisionView>), AuthErrors, BodyErrors, NoProviderErrors)
)]
pub(crate) async fn explain_route(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<ExplainBody>,
) -> Result<Response, ApiError> {
    let request = ExplainRequest {
        to: body.to,
        from: body.from,
        class: body.class.map(Into::into),
        category: body.category,
        provider: body.provider,
        region: body.region,
    };
    let explained = api.engine.route_explain(&caller, &request)?;
    Ok(meta.answer(StatusCode::OK, DecisionView::from(explained)))
}
