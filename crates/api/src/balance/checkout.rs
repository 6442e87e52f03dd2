//! `POST /api/sms/balance/checkout`: a page on which somebody pays into the balance.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::money::money;
use super::view::TopUpView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::openapi::{Answer, AuthErrors, BodyErrors};

/// The longest URL, in bytes.
const MAX_URL_BYTES: usize = 2_048;

/// What somebody is to pay.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = CheckoutRequest, example = json!({"amount": "500.00", "currency": "KES"}))]
pub(crate) struct CheckoutBody {
    /// How much, decimal text.
    amount: String,
    /// The balance's currency.
    currency: String,
    /// Where the payer goes afterwards; this server's public address when absent.
    success_url: Option<String>,
    /// Where the payer goes who gives up; `successUrl` when absent.
    cancel_url: Option<String>,
}

/// A page to pay on.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CheckoutResponse)]
pub(crate) struct CheckoutAnswer {
    /// Where it is: send the payer there.
    url: String,
    /// The top-up that waits for it.
    top_up: TopUpView,
}

/// Pay in
///
/// Answers a page of the payment provider's. The balance rises when the payment provider says that it was paid; follow
/// it with `GET /api/sms/balance/top-ups/{topUpId}`.
#[utoipa::path(
    post, path = "/api/sms/balance/checkout", tag = "balance", operation_id = "openCheckout", request_body = CheckoutBody,
    responses((status = 201, description = "The page", body = Answer<CheckoutAnswer>), AuthErrors, BodyErrors)
)]
pub(crate) async fn open_checkout(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<CheckoutBody>,
) -> Result<Response, ApiError> {
    let amount = money(&body.amount, &body.currency).map_err(ApiError::invalid)?;
    let success = url("successUrl", body.success_url.or_else(|| api.public_url.clone()))?;
    let cancel = url("cancelUrl", body.cancel_url.or_else(|| Some(success.clone())))?;
    let opened = api.engine.top_up_checkout(&caller, amount, (success, cancel)).await?;
    let answer = CheckoutAnswer {
        url: opened.url,
        top_up: opened.top_up.into(),
    };
    Ok(meta.answer(StatusCode::CREATED, answer))
}

fn url(field: &str, given: Option<String>) -> Result<String, ApiError> {
    let mend = "give a whole http or https URL, such as https://example.org/paid";
    let Some(url) = given else {
        return Err(ApiError::fault(field, "is missing", mend));
    };
    let scheme_fits = url.starts_with("https://") || url.starts_with("http://");
    let plain = url.bytes().all(|byte| byte.is_ascii_graphic());
    if scheme_fits && plain && url.len() <= MAX_URL_BYTES {
        return Ok(url);
    }
    Err(ApiError::fault(field, "is not a URL", mend))
}
