//! How a route and a decision about a message's way look to callers.

use domain::{ProviderId, RouteId};
use engine::{Explained, NamedProvider, RouteDetail};
use serde::Serialize;
use utoipa::ToSchema;

use crate::messages::words::MessageClass;
use crate::routing::body::{OrderWord, RouteProviderBody};
use crate::time::Time;

/// A route.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Route)]
pub(crate) struct RouteView {
    /// Its id.
    #[schema(value_type = String, example = "rte_01k9zv0d3s8ra")]
    route_id: RouteId,
    /// Its name.
    name: String,
    /// Lower is asked first.
    rank: i64,
    /// Whether it is asked at all.
    active: bool,
    /// The number begins with one of these; none for any.
    prefixes: Vec<String>,
    /// The number's country is one of these; none for any.
    countries: Vec<String>,
    /// The message asks for one of these senders; none for any.
    senders: Vec<String>,
    /// The message has one of these categories; none for any.
    categories: Vec<String>,
    /// The message has one of these classes; none for any.
    classes: Vec<MessageClass>,
    /// Where it goes.
    providers: Vec<RouteProviderBody>,
    /// How the providers are put in order.
    order: OrderWord,
    /// Whether one number always gets the same provider first.
    sticky: bool,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Time,
}

/// Which way a message goes, and why.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Decision)]
pub(crate) struct DecisionView {
    /// The route that decided; null where none fits, or where the request named the provider.
    route: Option<DecidingRoute>,
    /// How the order came about: `listed`, `weighted`, `leastCost`; `rank` where no route fits; `forced` where the
    /// request named the provider, without failover.
    #[schema(example = "weighted")]
    by: &'static str,
    /// The providers in order, the chosen one first, the others for failover.
    order: Vec<WayView>,
    /// Those that were not taken into the order.
    passed_over: Vec<PassedOverView>,
}

/// The route that decided, named as it was then.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct DecidingRoute {
    /// Its id.
    #[schema(value_type = String, example = "rte_01k9zv0d3s8ra")]
    route_id: RouteId,
    /// Its name.
    name: String,
}

/// A provider in the order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = DecisionProvider)]
struct WayView {
    /// Its id.
    #[schema(value_type = String, example = "prv_01k9zv0d3s8ra")]
    provider_id: ProviderId,
    /// Its name.
    name: String,
}

/// A provider that was passed over.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PassedOverProvider)]
struct PassedOverView {
    /// Its id.
    #[schema(value_type = String, example = "prv_01k9zv0d3s8ra")]
    provider_id: ProviderId,
    /// Its name.
    name: String,
    /// Why.
    #[schema(example = "it is DOWN")]
    reason: String,
}

impl From<RouteDetail> for RouteView {
    fn from(found: RouteDetail) -> Self {
        let RouteDetail { row, rule } = found;
        let providers = rule.providers.into_iter().map(|one| RouteProviderBody {
            provider_id: one.provider,
            weight: one.weight,
        });
        Self {
            route_id: row.id,
            name: row.name,
            rank: row.rank,
            active: row.active,
            prefixes: rule.prefixes,
            countries: rule.countries,
            senders: rule.senders,
            categories: rule.categories,
            classes: rule.classes.into_iter().map(Into::into).collect(),
            providers: providers.collect(),
            order: rule.order.into(),
            sticky: rule.sticky,
            created_at: Time(row.created_at),
            updated_at: Time(row.updated_at),
        }
    }
}

impl From<Explained> for DecisionView {
    fn from(found: Explained) -> Self {
        Self {
            route: found.route.map(|(route_id, name)| DecidingRoute { route_id, name }),
            by: found.by,
            order: found.order.into_iter().map(WayView::from).collect(),
            passed_over: found.passed_over.into_iter().map(PassedOverView::from).collect(),
        }
    }
}

impl From<NamedProvider> for WayView {
    fn from(provider: NamedProvider) -> Self {
        Self {
            provider_id: provider.id,
            name: provider.name,
        }
    }
}

impl From<NamedProvider> for PassedOverView {
    fn from(provider: NamedProvider) -> Self {
        Self {
            provider_id: provider.id,
            name: provider.name,
            reason: provider.reason.unwrap_or_default(),
        }
    }
}
