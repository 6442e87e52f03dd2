//! `/metrics`: what Prometheus scrapes. Counters are moved where things happen; gauges are read when it asks.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use domain::Layer;
use metrics::{Unit, counter, describe_counter, describe_histogram};

use crate::ApiState;

const PROMETHEUS_TEXT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// Names the API's own metrics; called once, when the router is made.
pub(crate) fn describe() {
    describe_counter!("sms_api_requests_total", "API requests by endpoint, method and status");
    describe_counter!(
        "sms_rate_limit_hits_total",
        "Requests refused by a rate limit, and hand-overs that waited for one, by whose limit it was"
    );
    describe_histogram!(
        "file_upload_duration_seconds",
        Unit::Seconds,
        "Time to take an uploaded list of numbers, from its first byte to its answer"
    );
    for layer in Layer::ALL {
        // A limit that nobody has met is a series too.
        counter!("sms_rate_limit_hits_total", "layer" => layer.as_str()).increment(0);
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
