//! What callers write about a route, to make one or to change one, and what is wrong with it in their words.

use domain::ProviderId;
use domain::route::{RouteOrder, RouteProvider, RouteRule};
use engine::RouteChange;
use engine::request::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::ApiError;
use crate::messages::words::MessageClass;
use crate::path::refused;

/// A route. The first active one whose conditions all hold decides; a condition that names nothing holds always. What is
/// left out keeps its value; of a new one, it asks for nothing.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = RouteRequest, example = json!({
    "name": "Kenya",
    "countries": ["KE"],
    "providers": [{"providerId": "prv_01k9zv0d3s8ra", "weight": 80}, {"providerId": "prv_01k9zv0d3s8rb", "weight": 20}],
    "order": "weighted"
}))]
pub(crate) struct RouteBody {
    /// At most 64 characters, unique among the organization's routes; needed to make one.
    name: Option<String>,
    /// 0 to 1,000,000: lower is asked first; 100 when absent.
    rank: Option<i64>,
    /// Whether it is asked at all.
    active: Option<bool>,
    /// The number begins with one of these, such as `+2547`; at most 500.
    prefixes: Option<Vec<String>>,
    /// The number's country is one of these, ISO 3166-1; at most 500.
    countries: Option<Vec<String>>,
    /// The message asks for one of these senders; at most 500.
    senders: Option<Vec<String>>,
    /// The message has one of these categories; at most 500.
    categories: Option<Vec<String>>,
    /// The message has one of these classes.
    classes: Option<Vec<MessageClass>>,
    /// Where it goes, 1 to 500 providers; needed to make one.
    providers: Option<Vec<RouteProviderBody>>,
    /// How the providers are put in order; `listed` when absent.
    order: Option<OrderWord>,
    /// Whether one number always gets the same provider first, as long as that is there.
    sticky: Option<bool>,
}

/// A provider of a route.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = RouteProvider)]
pub(crate) struct RouteProviderBody {
    /// Which.
    #[schema(value_type = String, example = "prv_01k9zv0d3s8ra")]
    pub(crate) provider_id: ProviderId,
    /// Its share among the others, 0 to 1,000, where the order is by weight; 0 takes what nobody else takes.
    #[serde(default = "one")]
    pub(crate) weight: u32,
}

fn one() -> u32 {
    1
}

/// How a route's providers are put in order.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RouteOrder)]
pub(crate) enum OrderWord {
    /// As they are listed.
    Listed,
    /// By their weights, drawn for each message (for each number where the route is sticky).
    Weighted,
    /// The cheapest segment first.
    LeastCost,
}

impl From<OrderWord> for RouteOrder {
    fn from(word: OrderWord) -> Self {
        match word {
            OrderWord::Listed => Self::Listed,
            OrderWord::Weighted => Self::Weighted,
            OrderWord::LeastCost => Self::LeastCost,
        }
    }
}

impl From<RouteOrder> for OrderWord {
    fn from(order: RouteOrder) -> Self {
        match order {
            RouteOrder::Listed => Self::Listed,
            RouteOrder::Weighted => Self::Weighted,
            RouteOrder::LeastCost => Self::LeastCost,
        }
    }
}

impl RouteBody {
    /// The change that it asks for of a route whose rule is `rule`.
    pub(crate) fn change(self, rule: RouteRule) -> RouteChange {
        let providers = self.providers.map(|providers| {
            let providers = providers.into_iter().map(|one| RouteProvider {
                provider: one.provider_id,
                weight: one.weight,
            });
            providers.collect()
        });
        let classes = self
            .classes
            .map(|classes| classes.into_iter().map(Into::into).collect());
        let rule = RouteRule {
            prefixes: self.prefixes.unwrap_or(rule.prefixes),
            countries: self.countries.unwrap_or(rule.countries),
            senders: self.senders.unwrap_or(rule.senders),
            categories: self.categories.unwrap_or(rule.categories),
            classes: classes.unwrap_or(rule.classes),
            providers: providers.unwrap_or(rule.providers),
            order: self.order.map_or(rule.order, Into::into),
            sticky: self.sticky.unwrap_or(rule.sticky),
        };
        RouteChange {
            name: self.name,
            rank: self.rank,
            rule: Some(rule),
            active: self.active,
        }
    }
}

/// The engine's refusal in the words of the body: `provider` of a rule is `providerId` there.
pub(crate) fn in_our_words(refusal: Refusal) -> ApiError {
    let Refusal::Invalid(faults) = refusal else {
        return refused::<domain::RouteId>(refusal);
    };
    let renamed = faults.into_iter().map(|fault| {
        if fault.field.starts_with("providers[") && fault.field.ends_with(".provider") {
            let path = format!("{}Id", fault.field);
            return fault.at(path);
        }
        fault
    });
    ApiError::invalid(renamed.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Fault;

    fn change(json: &str, rule: RouteRule) -> RouteChange {
        let body: RouteBody = serde_json::from_str(json).expect("a body");
        body.change(rule)
    }

    #[test]
    fn what_is_left_out_keeps_its_value() {
        let before = RouteRule {
            countries: vec!["KE".to_owned()],
            sticky: true,
            order: RouteOrder::LeastCost,
            ..RouteRule::default()
        };
        let changed = change(r#"{"prefixes":["+2547"],"sticky":false}"#, before.clone());
        let expected = RouteRule {
            prefixes: vec!["+2547".to_owned()],
            sticky: false,
            ..before
        };
        assert_eq!(changed.rule, Some(expected));
        assert_eq!((changed.name, changed.rank, changed.active), (None, None, None));
    }

    #[test]
    fn a_fault_of_a_provider_is_told_in_the_words_of_the_body() {
        let refusal = Refusal::of(Fault::new("providers[3].provider", "is listed twice", "leave one out"));
        assert_eq!(in_our_words(refusal).0.details[0].field, "providers[3].providerId");
        let other = Refusal::of(Fault::new("providers", "has 0 entries", "name one"));
        assert_eq!(in_our_words(other).0.details[0].field, "providers");
    }
}
