//! `GET /api/v1/sms/reports`: what became of messages, newest first, or of one bulk in its own order.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::{BatchId, Direction, MessageId};
use store::MessageFilter;

use super::envelope::{WebappAnswer, answer};
use super::errors::{WebappAuthErrors, WebappQueryErrors};
use super::view::ReportPage;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::messages::list::MOMENT;
use crate::paging::page_limit;
use crate::path::refused;
use crate::query::Params;
use crate::time::Moment;

/// Delivery reports
///
/// Newest first; with `bulk_id` those of one bulk, in the order of its numbers. A page may be short of `limit`; follow
/// `next_cursor` while there is one.
#[utoipa::path(
    get, path = "/api/v1/sms/reports", tag = "webapp", operation_id = "webappReports",
    params(
        ("bulk_id" = Option<String>, Query, description = "Only this bulk's"),
        ("from" = Option<String>, Query, description = "Accepted at or after: RFC 3339, or a date (UTC)"),
        ("to" = Option<String>, Query, description = "Accepted before: RFC 3339; or until the end of a date (UTC)"),
        ("limit" = Option<u32>, Query, description = "Reports a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before")
    ),
    responses((status = 200, description = "A page", body = WebappAnswer<ReportPage>), WebappAuthErrors, WebappQueryErrors,
        (status = 404, description = "The caller's organization has no such bulk", body = super::envelope::WebappRefusal))
)]
pub(crate) async fn webapp_reports(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let bulk = params.take("bulk_id", "a bulk's id, such as bat_01k9zv0d3s8ra", |text| {
        text.parse::<BatchId>().ok()
    });
    let filter = MessageFilter {
        direction: Some(Direction::Outbound),
        from: params.take("from", MOMENT, Moment::parse).map(|moment| moment.start),
        until: params.take("to", MOMENT, Moment::parse).map(|moment| moment.end),
        ..MessageFilter::default()
    };
    let limit = page_limit(&mut params);
    let cursor = params.take("cursor", "the next_cursor of the page before", |text| {
        text.parse::<MessageId>().ok()
    });
    params.finish()?;
    let page = match bulk {
        Some(bulk) => {
            api.engine.batch(&caller, bulk).await.map_err(refused::<BatchId>)?;
            api.engine.batch_messages(&caller, bulk, cursor, limit).await?
        }
        None => api.engine.messages(&caller, filter, cursor, limit).await?,
    };
    Ok(answer(&meta, ReportPage::from(page)))
}
