//! `GET /api/sms/balance/top-ups` and `/{topUpId}`: what was paid in, and what is to be.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::TopUpId;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::TopUpView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, IdErrors, QueryErrors};
use crate::paging::page_limit;
use crate::path::IdInPath;
use crate::query::Params;

/// A page of top-ups.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TopUpList {
    /// Newest first.
    top_ups: Vec<TopUpView>,
    /// Give it as `cursor` for the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    next_cursor: Option<TopUpId>,
}

/// List top-ups
#[utoipa::path(
    get, path = "/api/sms/balance/top-ups", tag = "balance", operation_id = "listTopUps",
    params(
        ("limit" = Option<u32>, Query, description = "Top-ups a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before")
    ),
    responses((status = 200, description = "A page, newest first", body = Answer<TopUpList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_top_ups(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let limit = page_limit(&mut params);
    let before = params.take("cursor", "the nextCursor of the page before", |text| text.parse().ok());
    params.finish()?;
    let mut found = api.tenancy.top_ups(caller.organization_id(), before, limit + 1).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next_cursor = found.last().map(|top_up| top_up.id).filter(|_| more);
    let top_ups = found.into_iter().map(TopUpView::from).collect();
    Ok(meta.answer(StatusCode::OK, TopUpList { top_ups, next_cursor }))
}

/// Look at a top-up
#[utoipa::path(
    get, path = "/api/sms/balance/top-ups/{topUpId}", tag = "balance", operation_id = "getTopUp",
    params(("topUpId" = String, Path, description = "Its id", example = "tup_01k9zv0d3s8ra")),
    responses((status = 200, description = "The top-up", body = Answer<TopUpView>), AuthErrors, IdErrors)
)]
pub(crate) async fn get_top_up(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(id): IdInPath<TopUpId>,
) -> Result<Response, ApiError> {
    let found = api.tenancy.top_up_by_id(caller.organization_id(), id).await;
    let found = found.map_err(ApiError::of_object::<TopUpId>)?;
    Ok(meta.answer(StatusCode::OK, TopUpView::from(found)))
}
