//! `GET /api/sms/analytics/summary`: today, this week, this month, and what is on its way: a dashboard's first row.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::MessageState;
use engine::analytics::{Card, Overview};
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::analytics::view::{ChangeView, SummaryView};
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::query::Params;

/// The first row of a dashboard.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = AnalyticsSummary)]
pub(crate) struct OverviewView {
    /// Whose days these are.
    #[schema(example = "Asia/Karachi")]
    time_zone: String,
    /// Today, this week and this month so far, each against the same part of the one before.
    cards: Vec<CardView>,
    /// Messages that are not final, now.
    queue: QueueView,
}

/// One period against the one before.
#[derive(Serialize, ToSchema)]
#[schema(as = AnalyticsCard)]
struct CardView {
    /// `today`, `this_week` or `this_month`.
    #[schema(example = "today")]
    period: String,
    /// Its figures.
    #[serde(flatten)]
    summary: SummaryView,
    /// How much more than before.
    change: ChangeView,
}

/// Messages that are not final.
#[derive(Serialize, ToSchema)]
#[schema(as = AnalyticsQueue)]
struct QueueView {
    /// Wait for their time.
    scheduled: i64,
    /// Wait in a lane.
    queued: i64,
    /// Are with a carrier.
    submitted: i64,
    /// Were passed on by a carrier that will report their end.
    sent: i64,
}

/// Today, this week, this month
///
/// Each with its change against the same part of the day, week or month before, and how many messages are on their way.
#[utoipa::path(
    get, path = "/api/sms/analytics/summary", tag = "analytics", operation_id = "analyticsSummary",
    responses((status = 200, description = "The figures", body = Answer<OverviewView>), AuthErrors, QueryErrors)
)]
pub(crate) async fn analytics_summary(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    let found = api.engine.overview(&caller).await?;
    Ok(meta.answer(StatusCode::OK, OverviewView::from(found)))
}

impl From<Overview> for OverviewView {
    fn from(found: Overview) -> Self {
        let open = |state: MessageState| {
            let known = found.open.iter().find(|(one, _)| *one == state);
            known.map_or(0, |(_, messages)| *messages)
        };
        Self {
            queue: QueueView {
                scheduled: open(MessageState::Scheduled),
                queued: open(MessageState::Queued),
                submitted: open(MessageState::Submitted),
                sent: open(MessageState::Sent),
            },
            cards: found.cards.iter().map(CardView::from).collect(),
            time_zone: found.zone,
        }
    }
}

impl From<&Card> for CardView {
    fn from(card: &Card) -> Self {
        Self {
            period: card.period.word(),
            summary: SummaryView::from(&card.total),
            change: ChangeView::between(&card.total, &card.before),
        }
    }
}
