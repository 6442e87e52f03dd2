//! `GET /api/sms/batches`: the organization's batches, newest first.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::BatchId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::ApiState;
use crate::batches::view::BatchSummaryView;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::paging::page_limit;
use crate::query::Params;

/// A page of batches.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BatchList {
    /// Newest first.
    batches: Vec<BatchSummaryView>,
    /// Give it as `cursor` for the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    next_cursor: Option<BatchId>,
}

/// List batches
#[utoipa::path(
    get, path = "/api/sms/batches", tag = "batches", operation_id = "listBatches",
    params(
        ("limit" = Option<u32>, Query, description = "Batches a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before")
    ),
    responses((status = 200, description = "A page, newest first", body = Answer<BatchList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_batches(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let limit = page_limit(&mut params);
    let before = params.take("cursor", "the nextCursor of the page before", |text| text.parse().ok());
    params.finish()?;
    let mut found = api.engine.batches(&caller, before, limit + 1).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next_cursor = found.last().map(|batch| batch.id).filter(|_| more);
    let batches = found.into_iter().map(BatchSummaryView::from).collect();
    Ok(meta.answer(StatusCode::OK, BatchList { batches, next_cursor }))
}
