//! `/api/v1/health` and `/api/v1/metrics`: the utilities of the root, where source 001 has them.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;

use super::envelope::{WebappAnswer, WebappRefusal, answer};
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::exposition;
use crate::health::{self, HealthView};

/// Can it accept messages now?
#[utoipa::path(
    get, path = "/api/v1/health", tag = "webapp", operation_id = "webappHealth",
    responses(
        (status = 200, description = "Ready", body = WebappAnswer<HealthView>),
        (status = 503, description = "Not ready; the message says why", body = WebappRefusal)
    )
)]
pub(crate) async fn webapp_health(State(api): State<Arc<ApiState>>, meta: RequestMeta) -> Result<Response, ApiError> {
    Ok(answer(&meta, health::ready(&api).await?))
}

/// Metrics for Prometheus
#[utoipa::path(
    get, path = "/api/v1/metrics", tag = "webapp", operation_id = "webappMetrics",
    responses((status = 200, description = "Prometheus text format", body = String, content_type = "text/plain"))
)]
pub(crate) async fn webapp_metrics(api: State<Arc<ApiState>>) -> Response {
    exposition::metrics_text(api).await
}
