//! `DELETE /api/sms/prices/{priceId}`: takes a line out of the organization's price list.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::PriceId;
use serde::Serialize;
use tenancy::Author;
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, IdErrors};
use crate::path::IdInPath;

/// A line that is gone.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PriceRemoved {
    /// Its id.
    #[schema(value_type = String, example = "prc_01k9zv0d3s8ra")]
    price_id: PriceId,
    /// Always true.
    removed: bool,
}

/// Remove a price
///
/// From the organization's own list; the platform's cannot be changed here: 404. Messages on their way keep their price.
#[utoipa::path(
    delete, path = "/api/sms/prices/{priceId}", tag = "balance", operation_id = "removePrice",
    params(("priceId" = String, Path, description = "Its id", example = "prc_01k9zv0d3s8ra")),
    responses((status = 200, description = "Removed", body = Answer<PriceRemoved>), AuthErrors, IdErrors)
)]
pub(crate) async fn remove_price(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    IdInPath(price_id): IdInPath<PriceId>,
) -> Result<Response, ApiError> {
    let removed = api
        .tenancy
        .price_remove(Some(caller.organization_id()), price_id, &Author::from(&*caller))
        .await;
    removed.map_err(ApiError::of_object::<PriceId>)?;
    api.engine.tariff_refresh().await.map_err(ApiError::of_store)?;
    let gone = PriceRemoved {
        price_id,
        removed: true,
    };
    Ok(meta.answer(StatusCode::OK, gone))
}
