//! `POST /api/sms/balance/adjustments`: a correction, either way. For administrators of the installation.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use utoipa::ToSchema;

use super::money::money;
use super::view::EntryView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors};

/// A correction.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AdjustmentRequest, example = json!({"amount": "-20.00", "currency": "KES", "note": "credited twice"}))]
pub(crate) struct AdjustmentBody {
    /// How much comes in, decimal text; negative for what goes out.
    amount: String,
    /// The balance's currency.
    currency: String,
    /// Why.
    note: String,
}

/// Correct the balance
///
/// Entries are never changed: a mistake is mended by another entry. What goes out must be there, credit included.
#[utoipa::path(
    post, path = "/api/sms/balance/adjustments", tag = "balance", operation_id = "adjustBalance", request_body = AdjustmentBody,
    responses((status = 201, description = "In the ledger", body = Answer<EntryView>), AuthErrors, BodyErrors)
)]
pub(crate) async fn adjust_balance(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<AdjustmentBody>,
) -> Result<Response, ApiError> {
    let amount = money(&body.amount, &body.currency).map_err(ApiError::invalid)?;
    let why = (caller.actor.shown(), body.note);
    let entry = api
        .tenancy
        .balance_adjust(caller.organization_id(), amount, why)
        .await?;
    Ok(meta.answer(StatusCode::CREATED, EntryView::of(entry, amount.currency)))
}
