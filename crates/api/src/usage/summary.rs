//! `GET /api/sms/usage/summary`: every call of a period, counted by time, route, caller and status.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::{ApiKeyId, Fault, UserId};
use engine::analytics::{AnalyticsRequest, Cut, Step};
use serde::Serialize;
use store::{ApiKey, UsageActor, UsageSummary, UsageSums};
use tenancy::{usage_key, usage_user};
use utoipa::ToSchema;

use super::list::millis;
use crate::ApiState;
use crate::analytics::ask;
use crate::auth::tenancy_refused;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::openapi::{Answer, AuthErrors, QueryErrors};
use crate::query::Params;
use crate::time::Time;

/// How the API was used in a period.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UsageSummary)]
pub(crate) struct SummaryView {
    /// Whose days and hours these are.
    #[schema(example = "Asia/Karachi")]
    time_zone: String,
    /// The steps: `hour`, `day` or `month`.
    #[schema(example = "day")]
    by: &'static str,
    /// The start of the period.
    #[schema(value_type = String, format = DateTime)]
    from: Time,
    /// Its end, which is not in it.
    #[schema(value_type = String, format = DateTime)]
    until: Time,
    /// All calls.
    total: UsedView,
    /// By step, newest first.
    breakdown: Vec<StepView>,
    /// By route, the most used first.
    endpoints: Vec<EndpointView>,
    /// By key, the busiest first.
    api_keys: Vec<KeyView>,
    /// By person, the busiest first.
    users: Vec<UserView>,
    /// Calls by status.
    #[schema(example = json!({"202": 15230, "400": 12}))]
    by_status: BTreeMap<String, i64>,
}

/// Calls, and what they took.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UsageFigures)]
struct UsedView {
    /// How many.
    requests: i64,
    /// Of these, answered 400 or above.
    failed: i64,
    /// How long they took on average; null where there are none.
    #[schema(example = 1.9)]
    average_ms: Option<f64>,
    /// How long the slowest took.
    slowest_ms: f64,
    /// Bytes of their bodies.
    request_bytes: i64,
    /// Bytes of the answers.
    response_bytes: i64,
}

/// One step.
#[derive(Serialize, ToSchema)]
#[schema(as = UsageStep)]
struct StepView {
    /// A date, an hour with its offset, or a month.
    #[schema(example = "2026-02-15")]
    at: String,
    #[serde(flatten)]
    used: UsedView,
}

/// One route.
#[derive(Serialize, ToSchema)]
#[schema(as = UsageEndpoint)]
struct EndpointView {
    /// The route.
    #[schema(example = "/api/sms/send")]
    endpoint: String,
    /// The method.
    #[schema(example = "POST")]
    method: String,
    #[serde(flatten)]
    used: UsedView,
}

/// One key.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UsageApiKey)]
struct KeyView {
    /// Its id.
    #[schema(value_type = String)]
    api_key_id: ApiKeyId,
    /// Its name.
    name: Option<String>,
    #[serde(flatten)]
    used: UsedView,
}

/// One person.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = UsageUser)]
struct UserView {
    /// Who.
    #[schema(value_type = String)]
    user_id: UserId,
    #[serde(flatten)]
    used: UsedView,
}

/// Calls counted
///
/// Every call is counted, up to about ten seconds ago. At most 400 steps.
#[utoipa::path(
    get, path = "/api/sms/usage/summary", tag = "usage", operation_id = "usageSummary",
    params(
        ("period" = Option<String>, Query, description = "As for `/api/sms/analytics`; `last_30_days` when absent"),
        ("from" = Option<String>, Query, description = "Instead of `period`: RFC 3339, or a date of the zone"),
        ("to" = Option<String>, Query, description = "RFC 3339, or a date of the zone, which is included; now when absent"),
        ("by" = Option<String>, Query, description = "`hour`, `day` or `month`; by hour up to two days and by day else"),
        ("timeZone" = Option<String>, Query, description = "A name of the IANA database; the organization's own when absent")
    ),
    responses((status = 200, description = "The counts", body = Answer<SummaryView>), AuthErrors, QueryErrors)
)]
pub(crate) async fn usage_summary(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    uri: Uri,
) -> Result<Response, ApiError> {
    let mut params = Params::of(&uri)?;
    let request = ask::request(&mut params, &caller.organization.time_zone, api.clock.now_ms());
    if let Some(field) = filtered(&request) {
        params.fault(Fault::new(field, "is not a known parameter", "remove it"));
    }
    params.finish()?;
    let cut = api.engine.cut(&caller, &request)?;
    let span = (cut.borders[0], cut.borders[cut.borders.len() - 1]);
    let found = api.tenancy.usage_summary(&caller, span).await;
    let (found, keys) = found.map_err(|error| tenancy_refused(error, meta.at))?;
    Ok(meta.answer(StatusCode::OK, SummaryView::new(cut, &found, &keys)))
}

/// A filter of messages, which calls do not have.
fn filtered(request: &AnalyticsRequest) -> Option<&'static str> {
    let named = [
        (request.provider.is_some(), "provider"),
        (request.direction.is_some(), "direction"),
        (request.class.is_some(), "class"),
        (request.country.is_some(), "country"),
    ];
    named.into_iter().find_map(|(given, field)| given.then_some(field))
}

/// Sums, of which `failed` are counted apart.
#[derive(Default)]
struct Counted {
    all: UsageSums,
    failed: i64,
}

impl Counted {
    fn add(&mut self, sums: &UsageSums, failed: bool) {
        self.all.add(sums);
        if failed {
            self.failed += sums.requests;
        }
    }
}

impl From<Counted> for UsedView {
    fn from(Counted { all, failed }: Counted) -> Self {
        Self {
            requests: all.requests,
            failed,
            average_ms: (all.requests > 0).then(|| millis(all.duration_us / all.requests)),
            slowest_ms: millis(all.slowest_us),
            request_bytes: all.request_bytes,
            response_bytes: all.response_bytes,
        }
    }
}

impl SummaryView {
    fn new(cut: Cut, found: &UsageSummary, keys: &[ApiKey]) -> Self {
        let mut total = Counted::default();
        let mut by_status = BTreeMap::new();
        for (_, _, status, sums) in &found.endpoints {
            total.add(sums, *status >= 400);
            *by_status.entry(status.to_string()).or_default() += sums.requests;
        }
        Self {
            from: Time(cut.span.from),
            until: Time(cut.span.until),
            by: step_word(cut.step),
            breakdown: breakdown(&cut, found),
            time_zone: cut.zone,
            total: total.into(),
            endpoints: endpoints(found),
            api_keys: api_keys(found, keys),
            users: users(found),
            by_status,
        }
    }
}

const fn step_word(step: Step) -> &'static str {
    step.as_str()
}

fn breakdown(cut: &Cut, found: &UsageSummary) -> Vec<StepView> {
    let mut steps: Vec<Counted> = cut.labels.iter().map(|_| Counted::default()).collect();
    for (quarter, failed, sums) in &found.quarters {
        // The last border that does not lie behind the quarter hour begins its step.
        let step = cut
            .borders
            .partition_point(|border| border <= quarter)
            .saturating_sub(1);
        if let Some(step) = steps.get_mut(step) {
            step.add(sums, *failed);
        }
    }
    let named = cut.labels.iter().cloned().zip(steps);
    let mut views: Vec<StepView> = named
        .map(|(at, counted)| StepView {
            at,
            used: counted.into(),
        })
        .collect();
    views.reverse();
    views
}

fn endpoints(found: &UsageSummary) -> Vec<EndpointView> {
    let mut by_route: BTreeMap<(&str, &str), Counted> = BTreeMap::new();
    for (endpoint, method, status, sums) in &found.endpoints {
        by_route
            .entry((endpoint, method))
            .or_default()
            .add(sums, *status >= 400);
    }
    let mut views: Vec<EndpointView> = by_route
        .into_iter()
        .map(|((endpoint, method), counted)| EndpointView {
            endpoint: endpoint.to_owned(),
            method: method.to_owned(),
            used: counted.into(),
        })
        .collect();
    views.sort_by_key(|view| std::cmp::Reverse(view.used.requests));
    views
}

/// What each caller did, the busiest first, as far as `view` makes something of it.
fn by_actor<V>(found: &UsageSummary, view: impl Fn(UsageActor, UsedView) -> Option<V>) -> Vec<V> {
    let mut by_actor = BTreeMap::<_, Counted>::new();
    for (actor, failed, sums) in &found.actors {
        by_actor.entry(*actor).or_default().add(sums, *failed);
    }
    let mut counted: Vec<_> = by_actor.into_iter().collect();
    counted.sort_by_key(|(_, counted)| std::cmp::Reverse(counted.all.requests));
    let views = counted.into_iter();
    views
        .filter_map(|(actor, counted)| view(actor, counted.into()))
        .collect()
}

fn api_keys(found: &UsageSummary, keys: &[ApiKey]) -> Vec<KeyView> {
    by_actor(found, |actor, used| {
        let api_key_id = usage_key(actor)?;
        let known = keys.iter().find(|key| key.id == api_key_id);
        Some(KeyView {
            api_key_id,
            name: known.map(|key| key.name.clone()),
            used,
        })
    })
}

fn users(found: &UsageSummary) -> Vec<UserView> {
    by_actor(found, |actor, used| {
        let user_id = usage_user(actor)?;
        Some(UserView { user_id, used })
    })
}
