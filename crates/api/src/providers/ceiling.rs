//! `GET /api/sms/providers/{providerId}/ceiling`: why is it slow.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ProviderId;
use engine::{Cap, Ceiling, LaneFigures};
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::{IdInPath, refused};

/// What a provider can do for your messages now, and the one thing that stops it from doing more.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Ceiling)]
pub(crate) struct CeilingView {
    /// `noWork`, `inactive`, `health`, `pause`, `pausedOrganizations`, `rate`, `systemRate`, `window`, `database`, or
    /// `nothing` where it goes as fast as messages come.
    #[schema(value_type = String, example = "window")]
    capped_by: Cap,
    /// In words; of a provider of your own with the figures.
    why: String,
    /// Your messages that wait for it, retries included.
    waiting: i64,
    /// How long your messages are paused on it still, ms; null where they are not.
    paused_ms: Option<u64>,
    /// `HEALTHY`, `DEGRADED`, `DOWN` or `UNKNOWN`.
    #[schema(example = "HEALTHY")]
    health: &'static str,
    /// The figures of a provider of your own. A shared one has none of them here: they would tell of others' traffic.
    #[serde(flatten)]
    #[schema(value_type = LaneView)]
    lane: Option<LaneView>,
}

/// What is true of all that goes through a provider, on the node that answers; absent of a shared one.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CeilingFigures)]
pub(crate) struct LaneView {
    /// Messages a second that go through it now.
    #[schema(required = false)]
    per_second: f64,
    /// Messages a second that its rate allows now; null for no limit.
    rate_per_second: Option<f64>,
    /// Whether that is less than configured, because the carrier asked for patience.
    #[schema(required = false)]
    slowed: bool,
    /// Messages a second that the window and the carrier's latency allow.
    window_per_second: Option<f64>,
    /// Messages handed over and not answered yet, at most.
    #[schema(required = false)]
    window: usize,
    /// Messages handed over and not answered yet.
    #[schema(required = false)]
    open: usize,
    /// How long the carrier takes for an answer, ms on average.
    latency_ms: Option<f64>,
    /// How long the mark before each hand-over takes in the database, ms on average.
    begin_ms: Option<f64>,
    /// Writes that wait for the database.
    #[schema(required = false)]
    journal_depth: usize,
    /// Organizations that are paused on it.
    #[schema(required = false)]
    paused_organizations: usize,
    /// Senders that are paused on it.
    #[schema(required = false)]
    paused_senders: usize,
    /// Messages that wait in this node's memory.
    #[schema(required = false)]
    in_memory: usize,
}

/// Why is it slow?
///
/// What caps the provider now, on the node that answers: its rate, its window and the carrier's latency, its health, a
/// pause, or the database. Of a shared provider you learn what caps your own messages and how many of them wait.
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
            waiting: found.waiting,
            paused_ms: found.paused_ms,
            health: found.health.as_str(),
            lane: found.lane.map(LaneView::from),
        }
    }
}

impl From<LaneFigures> for LaneView {
    fn from(figures: LaneFigures) -> Self {
        Self {
            per_second: tenths(figures.per_second),
            rate_per_second: figures.rate_per_second.map(tenths),
            slowed: figures.slowed,
            window_per_second: figures.window_per_second.map(tenths),
            window: figures.window,
            open: figures.open,
            latency_ms: figures.latency_ms.map(tenths),
            begin_ms: figures.begin_ms.map(tenths),
            journal_depth: figures.journal_depth,
            paused_organizations: figures.paused.0,
            paused_senders: figures.paused.1,
            in_memory: figures.in_memory,
        }
    }
}

/// One decimal: averages are not truer than that.
fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
