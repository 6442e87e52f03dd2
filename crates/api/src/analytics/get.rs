//! `GET /api/sms/analytics`: figures of a period with the one before it, its steps, providers, classes and countries.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use crate::ApiState;
use crate::analytics::ask;
use crate::analytics::view::AnalyticsView;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::query::Params;

/// Figures of a period
///
/// A message counts at the time at which it was accepted and in the state that it is in now. Ends are taken to the quarter
/// hour, days and hours are those of `timeZone`. At most 400 steps. *Sent* are messages whose hand-over was tried; the
/// delivery rate is that of those whose end is known. The answer never takes longer for having more messages.
#[utoipa::path(
    get, path = "/api/sms/analytics", tag = "analytics", operation_id = "analytics",
    params(
        ("period" = Option<String>, Query, description = "`today`, `yesterday`, `this_week` (since Monday), `this_month`, `last_30_days` with any number up to 400; `last_30_days` when absent"),
        ("from" = Option<String>, Query, description = "Instead of `period`: RFC 3339, or a date of the zone"),
        ("to" = Option<String>, Query, description = "RFC 3339, or a date of the zone, which is included; now when absent"),
        ("by" = Option<String>, Query, description = "`hour`, `day` or `month`; by hour up to two days and by day else"),
        ("timeZone" = Option<String>, Query, description = "A name of the IANA database; the organization's own when absent"),
        ("provider" = Option<String>, Query, description = "Only this provider, by name or id"),
        ("class" = Option<String>, Query, description = "Only this class: `otp`, `transactional`, `promotional`"),
        ("country" = Option<String>, Query, description = "Only phones of this country, ISO 3166-1"),
        ("direction" = Option<String>, Query, description = "`OUTBOUND` or `INBOUND`")
    ),
    responses((status = 200, description = "The figures", body = Answer<AnalyticsView>), AuthErrors, QueryErrors)
)]
pub(crate) async fn analytics(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let request = ask::request(&mut params, &caller.organization.time_zone, api.clock.now_ms());
    params.finish()?;
    let found = api.engine.analytics(&caller, request).await?;
    Ok(meta.answer(StatusCode::OK, AnalyticsView::from(found)))
}
