//! `GET /api/sms/batches/{batchId}`: a batch as it stands, and its rows' faults page by page.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::BatchId;
use engine::request::BulkSent;
use store::RowFault;

use crate::ApiState;
use crate::batches::view::BatchView;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::limits::MAX_FAULT_LIMIT;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::{IdInPath, refused};
use crate::query::Params;

/// Follow a batch
///
/// Its counts, and the rows that were refused, repeated or remarked: the first 1,000, or those after `faultsAfter`.
#[utoipa::path(
    get, path = "/api/sms/batches/{batchId}", tag = "batches", operation_id = "getBatch",
    params(
        ("batchId" = String, Path, description = "The id that the bulk send answered", example = "bat_01k9zv0d3s8ra"),
        ("faultsAfter" = Option<i64>, Query, description = "Only faults of rows after this one; `nextFaultsAfter` of the page before"),
        ("limit" = Option<u32>, Query, description = "Faults a page, 1 to 1,000", example = 1000)
    ),
    responses((status = 200, description = "The batch", body = Answer<BatchView>), AuthErrors, IdErrors)
)]
pub(crate) async fn get_batch(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<BatchId>,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let after = params.take("faultsAfter", "a row number", |text| {
        text.parse::<i64>().ok().filter(|row| *row >= 0)
    });
    let limit = params.take("limit", "a number from 1 to 1000", |text| {
        text.parse().ok().filter(|limit| (1..=MAX_FAULT_LIMIT).contains(limit))
    });
    params.finish()?;
    let mut found = api.engine.batch(&caller, id).await.map_err(refused::<BatchId>)?;
    if after.is_some() || limit.is_some() {
        let limit = limit.unwrap_or(MAX_FAULT_LIMIT);
        let faults = api
            .engine
            .batch_faults(&caller, id, after.unwrap_or(0), limit + 1)
            .await?;
        found = page(found, faults, limit);
    }
    Ok(meta.answer(StatusCode::OK, BatchView::new(found, None)))
}

/// Cuts one fault too many back to whole rows, so that the next page can start after a row.
fn page(found: BulkSent, mut faults: Vec<RowFault>, limit: usize) -> BulkSent {
    let more_faults = faults.len() > limit;
    if more_faults {
        let next_row = faults[limit].row;
        faults.truncate(limit);
        if faults.first().is_some_and(|fault| fault.row < next_row) {
            faults.retain(|fault| fault.row < next_row);
        }
    }
    BulkSent {
        faults,
        more_faults,
        ..found
    }
}
