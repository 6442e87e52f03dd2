//! `GET /api/sms/balance`: what the organization has to spend, and what carriers say is left with them.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;

use super::view::BalanceView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::query::Params;

/// Look at the balance
///
/// The organization's own, exact; and what the carriers of its own providers say is left with them, at most 300 s old.
#[utoipa::path(
    get, path = "/api/sms/balance", tag = "balance", operation_id = "getBalance",
    responses((status = 200, description = "The balance", body = Answer<BalanceView>), AuthErrors, QueryErrors)
)]
pub(crate) async fn get_balance(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    Params::of(&uri)?.finish()?;
    let (balance, carriers) = futures::join!(
        api.tenancy.balance(caller.organization_id()),
        api.engine.carrier_balances(&caller)
    );
    Ok(meta.answer(StatusCode::OK, BalanceView::new(balance?, carriers)))
}
