//! `/metrics`: what Prometheus scrapes. Counters are moved where things happen; gauges are read when it asks.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use metrics::{Unit, counter, describe_counter, describe_histogram};

use crate::ApiState;

const PROMETHEUS_TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";
/// Who may set a limit, source 002 §8.3.
const LIMIT_SCOPES: [&str; 4] = ["api_key", "organization", "provider", "system"];

/// Names the API's own metrics; called once, when the router is made.
pub(crate) fn describe() {
    describe_counter!("sms_api_requests_total", "API requests by endpoint, method and status");
    describe_counter!(
        "sms_rate_limit_hits_total",
        "Requests refused by a rate limit, by whose limit it was"
    );
    describe_histogram!(
        "file_upload_duration_seconds",
        Unit::Seconds,
        "Time to take an uploaded list of numbers, from its first byte to its answer"
    );
    for scope in LIMIT_SCOPES {
        // No request limit can be set yet, so that none was ever hit.
        counter!("sms_rate_limit_hits_total", "scope" => scope).increment(0);
    }
}

/// Metrics for Prometheus
#[utoipa::path(
    get, path = "/metrics", tag = "operation", operation_id = "metrics",
    responses((status = 200, description = "Prometheus text format", body = String, content_type = "text/plain"))
)]
pub(crate) async fn metrics_text(State(api): State<Arc<ApiState>>) -> Response {
    if let Err(error) = api.engine.refresh_gauges().await {
        tracing::warn!(%error, "gauges could not be read; the last values are shown");
    }
    ([(CONTENT_TYPE, PROMETHEUS_TEXT)], api.metrics.render()).into_response()
}
