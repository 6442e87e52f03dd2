//! `GET /api/v1/account/balance`: what the carriers say of the organization's own accounts, kept for 300 seconds, and what
//! the organization itself has to spend.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use domain::{BillingMode, Money};
use engine::CarrierBalance;
use serde::Serialize;
use store::Balance;
use utoipa::ToSchema;

use super::envelope::{WebappAnswer, answer};
use super::errors::{WebappAuthErrors, WebappQueryErrors};
use super::view::MoneyView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::query::Params;
use crate::time::Time;

/// Balances.
#[derive(Serialize, ToSchema)]
#[schema(as = WebappBalance)]
pub(crate) struct BalanceView {
    /// That of the first carrier that tells one, as source 001 shows it; null where none does.
    #[schema(example = "1250.75")]
    balance: Option<String>,
    /// Its currency.
    #[schema(example = "KES")]
    currency: Option<String>,
    /// What each carrier says of the organization's own account with it, by rank.
    carriers: Vec<CarrierView>,
    /// What the organization itself has to spend, exact; null where nobody pays.
    #[schema(inline)]
    organization: Option<OwnView>,
}

/// What an organization has to spend.
#[derive(Serialize, ToSchema)]
struct OwnView {
    /// What can be sent with; below zero where credit is used.
    #[schema(example = "250.40")]
    balance: String,
    /// What is held for messages on their way.
    #[schema(example = "16.00")]
    reserved: String,
    /// What the next call may cost at most: the balance, and the credit limit.
    #[schema(example = "250.40")]
    spendable: String,
    /// Of all three.
    #[schema(example = "KES")]
    currency: String,
}

/// What one carrier says.
#[derive(Serialize, ToSchema)]
#[schema(as = WebappCarrierBalance)]
struct CarrierView {
    /// The provider's name.
    #[schema(example = "at-kenya")]
    provider: String,
    /// The provider's id.
    #[schema(value_type = String)]
    provider_id: domain::ProviderId,
    /// The balance; null where the carrier did not say.
    #[schema(inline)]
    account: Option<MoneyView>,
    /// When the carrier was asked; an answer is kept for 300 seconds.
    #[schema(value_type = String, format = DateTime)]
    as_of: Time,
}

/// Account balance
///
/// Carriers are asked at most every 300 seconds. A shared provider's account is the platform's and is not shown. What a
/// prepaid organization has to spend is in `organization`.
#[utoipa::path(
    get, path = "/api/v1/account/balance", tag = "webapp", operation_id = "webappBalance",
    responses((status = 200, description = "The balances", body = WebappAnswer<BalanceView>), WebappAuthErrors, WebappQueryErrors)
)]
pub(crate) async fn webapp_balance(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    let (own, found) = futures::join!(
        api.tenancy.balance(caller.organization_id()),
        api.engine.carrier_balances(&caller)
    );
    Ok(answer(&meta, BalanceView::new(found, own?)))
}

impl BalanceView {
    fn new(found: Vec<CarrierBalance>, own: Option<Balance>) -> Self {
        let first = found.iter().find_map(|one| one.balance).map(MoneyView::from);
        let (balance, currency) = first.map(|money| (money.balance, money.currency)).unzip();
        Self {
            balance,
            currency,
            carriers: found.into_iter().map(CarrierView::from).collect(),
            organization: own
                .filter(|own| own.billing.mode == BillingMode::Prepaid)
                .map(OwnView::from),
        }
    }
}

impl From<Balance> for OwnView {
    fn from(own: Balance) -> Self {
        let amount = |micros| Money::new(micros, own.billing.currency).amount();
        Self {
            balance: amount(own.accounts.available),
            reserved: amount(own.accounts.reserved),
            spendable: amount(own.spendable_micros()),
            currency: own.billing.currency.to_string(),
        }
    }
}

impl From<CarrierBalance> for CarrierView {
    fn from(one: CarrierBalance) -> Self {
        Self {
            provider: one.name,
            provider_id: one.provider,
            account: one.balance.map(MoneyView::from),
            as_of: Time(one.asked_at),
        }
    }
}
