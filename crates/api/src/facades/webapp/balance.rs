//! `GET /api/v1/account/balance`: what the carriers say of the organization's own accounts, kept for 300 seconds.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use engine::CarrierBalance;
use serde::Serialize;
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
/// Carriers are asked at most every 300 seconds. A shared provider's account is the platform's and is not shown.
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
    let found = api.engine.carrier_balances(&caller).await;
    Ok(answer(&meta, BalanceView::from(found)))
}

impl From<Vec<CarrierBalance>> for BalanceView {
    fn from(found: Vec<CarrierBalance>) -> Self {
        let first = found.iter().find_map(|one| one.balance).map(MoneyView::from);
        let (balance, currency) = first.map(|money| (money.balance, money.currency)).unzip();
        Self {
            balance,
            currency,
            carriers: found.into_iter().map(CarrierView::from).collect(),
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
