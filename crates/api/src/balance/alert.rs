//! `PUT /api/sms/balance/alert`: below which balance the organization is warned.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use tenancy::{Author, BillingChange};
use utoipa::ToSchema;

use super::money::micros_of;
use super::view::BalanceView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors};

/// When to be warned.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BalanceAlertRequest, example = json!({"below": "100.00"}))]
pub(crate) struct AlertBody {
    /// Below which balance, decimal text; null for never.
    below: Option<String>,
}

/// Set when to be warned
///
/// One warning each time that the balance falls below: `GET /api/sms/balance/alerts` lists them.
#[utoipa::path(
    put, path = "/api/sms/balance/alert", tag = "balance", operation_id = "setBalanceAlert", request_body = AlertBody,
    responses((status = 200, description = "The balance", body = Answer<BalanceView>), AuthErrors, BodyErrors)
)]
pub(crate) async fn set_balance_alert(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<AlertBody>,
) -> Result<Response, ApiError> {
    let below = body.below.map(|text| micros_of("below", &text)).transpose();
    let change = BillingChange {
        alert_below_micros: Some(below.map_err(|fault| ApiError::invalid(vec![fault]))?),
        ..BillingChange::default()
    };
    let organization = caller.organization_id();
    if api.tenancy.balance(organization).await?.is_none() {
        let mend = "ask the operator to make the organization prepaid";
        return Err(ApiError::fault("below", "is of no use without a balance", mend));
    }
    let balance = api
        .tenancy
        .billing_change(organization, change, &Author::from(&*caller))
        .await?;
    Ok(meta.answer(StatusCode::OK, BalanceView::new(Some(balance), Vec::new())))
}
