//! `POST /api/sms/balance/top-ups`: credits what was paid to the operator. For administrators of the installation.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use tenancy::NewTopUp;
use utoipa::ToSchema;

use super::money::money;
use super::view::TopUpView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors};

/// Money that was paid to the operator.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TopUpRequest, example = json!({"amount": "500.00", "currency": "KES", "reference": "INV-2026-017"}))]
pub(crate) struct TopUpBody {
    /// How much, decimal text.
    amount: String,
    /// The balance's currency.
    currency: String,
    /// Your own reference, such as an invoice: one is credited once, however often it is sent.
    reference: Option<String>,
    /// Why.
    note: Option<String>,
}

/// Top up
#[utoipa::path(
    post, path = "/api/sms/balance/top-ups", tag = "balance", operation_id = "topUp", request_body = TopUpBody,
    responses((status = 201, description = "In the ledger", body = Answer<TopUpView>), AuthErrors, BodyErrors)
)]
pub(crate) async fn top_up(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<TopUpBody>,
) -> Result<Response, ApiError> {
    let new = NewTopUp {
        amount: money(&body.amount, &body.currency).map_err(ApiError::invalid)?,
        reference: body.reference,
        actor: caller.actor.shown(),
        note: body.note,
    };
    let credited = api.tenancy.top_up(caller.organization_id(), new).await?;
    Ok(meta.answer(StatusCode::CREATED, TopUpView::from(credited)))
}
