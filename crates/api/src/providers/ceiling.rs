//! `GET /api/sms/providers/{providerId}/ceiling`: why is it slow.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ProviderId;
use engine::{Cap, Ceiling};
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::{IdInPath, refused};

/// What a provider's lane can do now, and the one thing that stops it from doing more.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Ceiling)]
pub(crate) struct CeilingView {
    /// `noWork`, `inactive`, `health`, `pause`, `pausedOrganizations`, `rate`, `systemRate`, `window`, `database`, or
    /// `nothing` where it goes as fast as messages come.
    #[schema(value_type = String, example = "window")]
    capped_by: Cap,
    /// In words, with the figures.
    why: String,
    /// Messages a second that go through it now.
    per_second: f64,
    /// Messages a second that its rate allows now; null for no limit.
    rate_per_second: Option<f64>,
    /// Whether that is less than configured, because the carrier asked for patience.
    slowed: bool,
    /// Messages a second that the window and the carrier's latency allow.
    window_per_second: Option<f64>,
    /// Messages handed over and not answered yet, at most.
    window: usize,
    /// Messages handed over and not answered yet.
    open: usize,
    /// How long the carrier takes for an answer, ms on average.
    latency_ms: Option<f64>,
    /// How long the mark before each hand-over takes in the database, ms on average.
    begin_ms: Option<f64>,
    /// Writes that wait for the database.
    journal_depth: usize,
    /// How long the whole provider is paused still, ms; null where it is not.
    paused_ms: Option<u64>,
    /// Organizations that are paused on it.
    paused_organizations: usize,
    /// Senders that are paused on it.
    paused_senders: usize,
    /// Messages that wait in this node's memory.
    in_memory: usize,
    /// `HEALTHY`, `DEGRADED`, `DOWN` or `UNKNOWN`.
    #[schema(example = "HEALTHY")]
    health: &'static str,
}

/// Why is it slow?
///
/// What caps the provider now, on the node that answers: its rate, its window and the carrier's latency, its health, a
/// pause, or the database.
#[utoipa::path(
    get, path = "/api/sms/providers/{providerId}/ceiling", tag = "providers", operation_id = "providerCeiling",
    params(("providerId" = String, Path, description = "Its id", example = "prv_01k9zv0d3s8ra")),
    responses((status = 200, description = "What caps it", body = Answer<CeilingView>), AuthErrors, IdErrors)
)]
pub(crate) async fn provider_ceiling(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<ProviderId>,
) -> Result<Response, ApiError> {
    let found = api.engine.provider_ceiling(&caller, id).await;
    let found = found.map_err(refused::<ProviderId>)?;
    Ok(meta.answer(StatusCode::OK, CeilingView::from(found)))
}

impl From<Ceiling> for CeilingView {
    fn from(found: Ceiling) -> Self {
        Self {
            capped_by: found.capped_by,
            why: found.why,
            per_second: tenths(found.per_second),
            rate_per_second: found.rate_per_second.map(tenths),
            slowed: found.slowed,
            window_per_second: found.window_per_second.map(tenths),
            window: found.window,
            open: found.open,
            latency_ms: found.latency_ms.map(tenths),
            begin_ms: found.begin_ms.map(tenths),
            journal_depth: found.journal_depth,
            paused_ms: found.paused_ms,
            paused_organizations: found.paused.0,
            paused_senders: found.paused.1,
            in_memory: found.in_memory,
            health: found.health.as_str(),
        }
    }
}

/// One decimal: averages are not truer than that.
fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
