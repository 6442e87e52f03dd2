//! `GET /api/sms/prices`: the organization's price list, or the platform's.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::PriceId;
use serde::Serialize;
use utoipa::ToSchema;

use super::view::PriceView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::paging::page_limit;
use crate::query::Params;

/// A page of a price list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PriceLines {
    /// In the order in which they were made.
    prices: Vec<PriceView>,
    /// Give it as `cursor` for the next page; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    next_cursor: Option<PriceId>,
}

/// List prices
///
/// The organization's own list is asked first, then the platform's, then the provider's price per segment. In a list the
/// longest prefix wins.
#[utoipa::path(
    get, path = "/api/sms/prices", tag = "balance", operation_id = "listPrices",
    params(
        ("list" = Option<String>, Query, description = "`organization` (when absent) or `platform`"),
        ("limit" = Option<u32>, Query, description = "Lines a page, 1 to 200; 50 when absent"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before")
    ),
    responses((status = 200, description = "A page", body = Answer<PriceLines>), AuthErrors, QueryErrors)
)]
pub(crate) async fn list_prices(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let own = params.take("list", "organization or platform", |word| match word {
        "organization" => Some(true),
        "platform" => Some(false),
        _ => None,
    });
    let limit = page_limit(&mut params);
    let after = params.take("cursor", "the nextCursor of the page before", |text| text.parse().ok());
    params.finish()?;
    let whose = own.unwrap_or(true).then(|| caller.organization_id());
    let mut found = api.tenancy.prices(whose, after, limit + 1).await?;
    let more = found.len() > limit;
    found.truncate(limit);
    let next_cursor = found.last().map(|price| price.id).filter(|_| more);
    let prices = found.into_iter().map(PriceView::from).collect();
    Ok(meta.answer(StatusCode::OK, PriceLines { prices, next_cursor }))
}
