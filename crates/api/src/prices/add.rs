//! `POST /api/sms/prices`: a line in the organization's price list. For administrators of the installation.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use domain::{Direction, Fault, Money, PriceRule, ProviderId};
use serde::Deserialize;
use tenancy::Author;
use utoipa::ToSchema;

use super::view::PriceView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::messages::words::MessageClass;
use crate::openapi::{Answer, AuthErrors, BodyErrors};
use crate::time::Time;

/// A line of a price list.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = PriceLineRequest, example = json!({"prefix": "2547", "price": "0.80", "currency": "KES"}))]
pub(crate) struct PriceLineBody {
    /// What the number begins with, digits; every number when absent.
    #[serde(default)]
    prefix: String,
    /// What a segment costs, decimal text.
    price: String,
    /// Of which currency.
    currency: String,
    /// Through which provider; all when absent.
    #[schema(value_type = Option<String>)]
    provider_id: Option<ProviderId>,
    /// Of which class; all when absent.
    class: Option<MessageClass>,
    /// `OUTBOUND` (when absent) or `INBOUND`.
    #[schema(value_type = Option<String>)]
    direction: Option<Direction>,
    /// From when on, RFC 3339; from now on when absent.
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_from: Option<Time>,
    /// Until when, exclusive; for good when absent.
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_until: Option<Time>,
}

/// Add a price
///
/// To the organization's own list; it takes effect at once.
#[utoipa::path(
    post, path = "/api/sms/prices", tag = "balance", operation_id = "addPrice", request_body = PriceLineBody,
    responses((status = 201, description = "In the list", body = Answer<PriceView>), AuthErrors, BodyErrors)
)]
pub(crate) async fn add_price(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    JsonBody(body): JsonBody<PriceLineBody>,
) -> Result<Response, ApiError> {
    let rule = body.rule(meta.at).map_err(|fault| ApiError::invalid(vec![fault]))?;
    let added = api
        .tenancy
        .price_add(Some(caller.organization_id()), rule, &Author::from(&*caller))
        .await?;
    api.engine.tariff_refresh().await.map_err(ApiError::of_store)?;
    Ok(meta.answer(StatusCode::CREATED, PriceView::from(added)))
}

impl PriceLineBody {
    fn rule(self, now: domain::Millis) -> Result<PriceRule, Fault> {
        let currency = self.currency.parse().map_err(|_| {
            Fault::new(
                "currency",
                "is not a currency",
                "give three capital letters, such as KES",
            )
        })?;
        let price = Money::parse(&self.price, currency).map_err(|error| {
            Fault::new(
                "price",
                error.to_string(),
                "give a decimal number as text, such as \"0.80\"",
            )
        })?;
        Ok(PriceRule {
            prefix: PriceRule::prefix_of(&self.prefix)?,
            provider: self.provider_id,
            class: self.class.map(domain::Class::from),
            direction: self.direction.unwrap_or(Direction::Outbound),
            price,
            valid_from: self.valid_from.map_or(now, |time| time.0),
            valid_until: self.valid_until.map(|time| time.0),
        })
    }
}
