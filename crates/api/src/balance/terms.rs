//! `PUT /api/sms/balance/terms`: how the organization pays. For administrators of the installation.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{BillingMode, Fault, RefundRule};
use serde::Deserialize;
use tenancy::{Author, BillingChange};
use utoipa::ToSchema;

use super::money::{currency_of, given, micros_of};
use super::view::BalanceView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors};

/// How an organization pays; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = BalanceTermsRequest, example = json!({"mode": "prepaid", "currency": "KES", "refund": "failed"}))]
pub(crate) struct TermsBody {
    /// `prepaid` or `unlimited`.
    #[schema(value_type = Option<String>)]
    mode: Option<BillingMode>,
    /// The balance's currency, or three letters of your own for credits; needed the first time, fixed afterwards.
    currency: Option<String>,
    /// How far below zero it may go, decimal text.
    credit_limit: Option<String>,
    /// What is given back for messages that were taken and did not arrive: `none`, `failed` or `failed_and_expired`.
    #[schema(value_type = Option<String>)]
    refund: Option<RefundRule>,
    /// Below which balance there is a warning, decimal text; null for never.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<String>)]
    alert_below: Option<Option<String>>,
}

/// Set how the organization pays
///
/// Messages that are on their way keep the terms under which they were accepted.
#[utoipa::path(
    put, path = "/api/sms/balance/terms", tag = "balance", operation_id = "setBalanceTerms", request_body = TermsBody,
    responses((status = 200, description = "The balance", body = Answer<BalanceView>), AuthErrors, BodyErrors)
)]
pub(crate) async fn set_balance_terms(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<TermsBody>,
) -> Result<Response, ApiError> {
    let change = body.change().map_err(|fault| ApiError::invalid(vec![fault]))?;
    let balance = api
        .tenancy
        .billing_change(caller.organization_id(), change, &Author::from(&*caller))
        .await?;
    api.engine.tariff_refresh().await.map_err(ApiError::of_store)?;
    Ok(meta.answer(StatusCode::OK, BalanceView::new(Some(balance), Vec::new())))
}

impl TermsBody {
    fn change(self) -> Result<BillingChange, Fault> {
        let below = self
            .alert_below
            .map(|below| below.map(|text| micros_of("alertBelow", &text)).transpose());
        Ok(BillingChange {
            mode: self.mode,
            currency: self.currency.map(|code| currency_of("currency", &code)).transpose()?,
            credit_limit_micros: self
                .credit_limit
                .map(|text| micros_of("creditLimit", &text))
                .transpose()?,
            refund: self.refund,
            alert_below_micros: below.transpose()?,
        })
    }
}
