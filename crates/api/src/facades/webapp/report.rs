//! `GET /api/v1/sms/reports/{id}`: of a message or of a bulk, whichever the id is.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::Uri;
use axum::response::Response;
use domain::{BatchId, MessageId};
use serde::Serialize;
use utoipa::ToSchema;

use super::envelope::{WebappAnswer, answer};
use super::errors::{WebappAuthErrors, WebappIdErrors};
use super::view::{BulkReportView, ReportView};
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::paging::page_limit;
use crate::path::refused;
use crate::query::Params;

/// The report of a message, or of a bulk.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
#[schema(as = WebappReportOrBulk)]
pub(crate) enum EitherView {
    /// Of a message.
    Message(Box<ReportView>),
    /// Of a bulk, with a page of its messages.
    Bulk(BulkReportView),
}

/// The report of a message or of a bulk
#[utoipa::path(
    get, path = "/api/v1/sms/reports/{id}", tag = "webapp", operation_id = "webappReport",
    params(
        ("id" = String, Path, description = "A `message_id` or a `bulk_id`", example = "bat_01k9zv0d3s8ra"),
        ("limit" = Option<u32>, Query, description = "Of a bulk: reports a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "Of a bulk: `next_cursor` of the page before")
    ),
    responses((status = 200, description = "The report", body = WebappAnswer<EitherView>), WebappAuthErrors, WebappIdErrors)
)]
pub(crate) async fn webapp_report(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    Path(id): Path<String>,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let limit = page_limit(&mut params);
    let cursor = params.take("cursor", "the next_cursor of the page before", |text| {
        text.parse::<MessageId>().ok()
    });
    params.finish()?;
    if let Ok(id) = id.parse::<MessageId>() {
        let found = api.engine.message(&caller, id).await.map_err(refused::<MessageId>)?;
        let report = Box::new(ReportView::from(found.message));
        return Ok(answer(&meta, EitherView::Message(report)));
    }
    let id: BatchId = id.parse().map_err(|_| {
        let mend = "give a message_id (msg_…) or a bulk_id (bat_…)";
        ApiError::fault("id", "is not an id of a message or a bulk", mend)
    })?;
    let found = api.engine.batch(&caller, id).await.map_err(refused::<BatchId>)?;
    let page = api.engine.batch_messages(&caller, id, cursor, limit).await?;
    Ok(answer(&meta, EitherView::Bulk(BulkReportView::new(&found.batch, page))))
}
