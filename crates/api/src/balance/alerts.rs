//! `GET /api/sms/balance/alerts`: when the balance fell below its threshold.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::AlertView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::paging::page_limit;
use crate::query::Params;

/// A page of warnings.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BalanceAlertList {
    /// Newest first.
    alerts: Vec<AlertView>,
    /// Give it as `cursor` for the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// List warnings of a low balance
#[utoipa::path(
    get, path = "/api/sms/balance/alerts", tag = "balance", operation_id = "listBalanceAlerts",
    params(
        ("limit" = Option<u32>, Query, description = "Warnings a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before")
    ),
    responses((status = 200, description = "A page, newest first", body = Answer<BalanceAlertList>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_balance_alerts(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let limit = page_limit(&mut params);
    let before = params.take("cursor", "the nextCursor of the page before", |text| text.parse().ok());
    params.finish()?;
    let organization = caller.organization_id();
    let mut found = api.tenancy.balance_alerts(organization, before, limit + 1).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next_cursor = found.last().map(|alert| alert.id.to_string()).filter(|_| more);
    let alerts = found.into_iter().map(AlertView::from).collect();
    Ok(meta.answer(StatusCode::OK, BalanceAlertList { alerts, next_cursor }))
}
