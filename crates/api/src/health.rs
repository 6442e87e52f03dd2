//! `/health`, `/health/live`, `/health/ready`: for people, supervisors and load balancers. No key is asked for, and
//! nothing about tenants is told.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::{ApiError, Code};
use crate::openapi::{Answer, ErrorEnvelope};

/// How the process is.
#[derive(Serialize, ToSchema)]
pub(crate) struct HealthView {
    /// It works; when not, it should be started again.
    live: bool,
    /// It can accept messages now.
    ready: bool,
}

/// Can it accept messages now?
#[utoipa::path(
    get, path = "/health", tag = "operation", operation_id = "health",
    responses(
        (status = 200, description = "Ready", body = Answer<HealthView>),
        (status = 503, description = "Not ready; the message says why", body = ErrorEnvelope)
    )
)]
pub(crate) async fn health(State(api): State<Arc<ApiState>>, meta: RequestMeta) -> Result<Response, ApiError> {
    ready_or_refused(&api, &meta).await
}

/// Can it accept messages now? (for load balancers)
#[utoipa::path(
    get, path = "/health/ready", tag = "operation", operation_id = "healthReady",
    responses(
        (status = 200, description = "Ready", body = Answer<HealthView>),
        (status = 503, description = "Not ready; the message says why", body = ErrorEnvelope)
    )
)]
pub(crate) async fn health_ready(State(api): State<Arc<ApiState>>, meta: RequestMeta) -> Result<Response, ApiError> {
    ready_or_refused(&api, &meta).await
}

/// Does the process work? (for supervisors)
#[utoipa::path(
    get, path = "/health/live", tag = "operation", operation_id = "healthLive",
    responses(
        (status = 200, description = "It works", body = Answer<HealthView>),
        (status = 503, description = "It should be started again; the message says why", body = ErrorEnvelope)
    )
)]
pub(crate) async fn health_live(State(api): State<Arc<ApiState>>, meta: RequestMeta) -> Result<Response, ApiError> {
    let health = api.engine.health().await;
    if !health.live {
        return Err(refused("not live", &health.reasons));
    }
    Ok(meta.answer(
        StatusCode::OK,
        HealthView {
            live: health.live,
            ready: health.ready,
        },
    ))
}

async fn ready_or_refused(api: &ApiState, meta: &RequestMeta) -> Result<Response, ApiError> {
    Ok(meta.answer(StatusCode::OK, ready(api).await?))
}

/// How the process is, if it can accept messages.
pub(crate) async fn ready(api: &ApiState) -> Result<HealthView, ApiError> {
    let health = api.engine.health().await;
    if !health.ready {
        return Err(refused("not ready", &health.reasons));
    }
    Ok(HealthView {
        live: health.live,
        ready: health.ready,
    })
}

fn refused(what: &str, reasons: &[String]) -> ApiError {
    ApiError::new(Code::Unavailable, format!("{what}: {}", reasons.join("; ")))
}
