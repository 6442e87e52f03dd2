//! `POST /api/sms/providers`: makes a provider of the organization.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors};
use crate::providers::body::ProviderBody;
use crate::providers::view::ProviderView;

/// Make a provider
///
/// Its settings are checked by its kind, every fault by its path (`settings.authToken`); credentials are encrypted and
/// never shown again.
#[utoipa::path(
    post, path = "/api/sms/providers", tag = "providers", operation_id = "createProvider", request_body = ProviderBody,
    responses((status = 201, description = "Made", body = Answer<ProviderView>), AuthErrors, BodyErrors)
)]
pub(crate) async fn create_provider(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(mut body): JsonBody<ProviderBody>,
) -> Result<Response, ApiError> {
    let Some(kind) = body.kind.take() else {
        return Err(ApiError::fault("kind", "is missing", "add it, such as twilio"));
    };
    let change = body.change().map_err(ApiError::invalid)?;
    let made = api.engine.provider_create(&caller, (&kind, false), change).await?;
    let view = ProviderView::new(made, api.public_url.as_deref());
    Ok(meta.answer(StatusCode::CREATED, view))
}
