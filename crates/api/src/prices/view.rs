//! How a line of a price list looks to callers.

use domain::{Direction, PriceId, ProviderId};
use serde::Serialize;
use store::Price;
use utoipa::ToSchema;

use crate::messages::words::{Cost, MessageClass};
use crate::time::Time;

/// One line of a price list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PriceLine)]
pub(crate) struct PriceView {
    /// Its id.
    #[schema(value_type = String, example = "prc_01k9zv0d3s8ra")]
    price_id: PriceId,
    /// Whose list: `organization`, which goes first, or `platform`.
    #[schema(example = "organization")]
    list: &'static str,
    /// What the number begins with, digits; empty for every number.
    #[schema(example = "2547")]
    prefix: String,
    /// Through which provider; null for all.
    #[schema(value_type = Option<String>)]
    provider_id: Option<ProviderId>,
    /// Of which class; null for all.
    class: Option<MessageClass>,
    /// `OUTBOUND` or `INBOUND`.
    #[schema(value_type = String, example = "OUTBOUND")]
    direction: Direction,
    /// What a segment costs.
    price_per_segment: Cost,
    /// From when on.
    #[schema(value_type = String, format = DateTime)]
    valid_from: Time,
    /// Until when, exclusive; null for good.
    #[schema(value_type = Option<String>, format = DateTime)]
    valid_until: Option<Time>,
}

impl From<Price> for PriceView {
    fn from(price: Price) -> Self {
        let rule = price.rule;
        Self {
            price_id: price.id,
            list: if price.organization.is_some() {
                "organization"
            } else {
                "platform"
            },
            prefix: rule.prefix,
            provider_id: rule.provider,
            class: rule.class.map(MessageClass::from),
            direction: rule.direction,
            price_per_segment: rule.price.into(),
            valid_from: Time(rule.valid_from),
            valid_until: rule.valid_until.map(Time),
        }
    }
}
