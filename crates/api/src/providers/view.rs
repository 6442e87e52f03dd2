//! How a provider looks to callers: everything but its credentials, of a shared one without its settings.

use domain::ProviderId;
use engine::{ProviderDetail, ProviderHealth};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::messages::words::Cost;
use crate::time::Time;

/// A provider.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Provider)]
pub(crate) struct ProviderView {
    /// Its id.
    #[schema(value_type = String, example = "prv_01k9zv0d3s8ra")]
    provider_id: ProviderId,
    /// The adapter that speaks to the carrier.
    #[schema(example = "africastalking")]
    kind: String,
    /// Its name; `provider` in a send names it.
    name: String,
    /// Whether it is the platform's own, for all organizations: it can be used and not changed.
    shared: bool,
    /// Whether messages may be handed over to it.
    active: bool,
    /// Its place where no route decides: lower goes first.
    rank: i64,
    /// Messages a second; null for no limit.
    rate_per_second: Option<u32>,
    /// Messages handed over and not answered yet, at most.
    window: u32,
    /// What a segment costs.
    price_per_segment: Cost,
    /// Whether the carrier gives delivery reports.
    reports: bool,
    /// The settings of its kind without its credentials; absent of a shared one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    settings: Option<Box<RawValue>>,
    /// The credentials that are set, by name; absent of a shared one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<String>>)]
    secrets_set: Option<Vec<&'static str>>,
    /// How it is now.
    health: HealthView,
    /// The path of its webhooks, with a token that nobody can guess; absent of a shared one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "/hooks/5f0c…")]
    webhook_path: Option<String>,
    /// The same as a whole URL to enter at the carrier; absent where the server does not know its public address.
    #[serde(skip_serializing_if = "Option::is_none")]
    webhook_url: Option<String>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Time,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    updated_at: Time,
}

/// How a provider is.
#[derive(Serialize, ToSchema)]
#[schema(as = ProviderHealth)]
pub(crate) struct HealthView {
    /// `HEALTHY`, `DEGRADED`, `DOWN` or `UNKNOWN`.
    #[schema(example = "HEALTHY")]
    status: &'static str,
    /// Since when; null where nothing is known.
    #[schema(value_type = Option<String>, format = DateTime)]
    since: Option<Time>,
    /// Why; null where there is nothing to say, and of a shared provider.
    reason: Option<String>,
}

impl ProviderView {
    /// A provider as `detail` has it; carriers reach this server under `public_url`, where that is known.
    pub(crate) fn new(detail: ProviderDetail, public_url: Option<&str>) -> Self {
        let row = detail.row;
        let shared = row.organization.is_none();
        let webhook_url = match (public_url, &detail.hook_path) {
            (Some(base), Some(path)) => Some(format!("{}{path}", base.trim_end_matches('/'))),
            _ => None,
        };
        Self {
            provider_id: row.id,
            kind: row.adapter,
            name: row.name,
            shared,
            active: row.active,
            rank: row.rank,
            rate_per_second: row.rate_per_second,
            window: row.window,
            price_per_segment: Cost::of(row.price_micros, row.currency.as_str()),
            reports: row.reports,
            settings: RawValue::from_string(row.config).ok().filter(|_| !shared),
            secrets_set: (!shared).then_some(detail.secrets_set),
            health: detail.health.into(),
            webhook_path: detail.hook_path,
            webhook_url,
            created_at: Time(row.created_at),
            updated_at: Time(row.updated_at),
        }
    }
}

impl From<ProviderHealth> for HealthView {
    fn from(health: ProviderHealth) -> Self {
        Self {
            status: health.state.as_str(),
            since: (health.since > 0).then_some(Time(health.since)),
            reason: Some(health.why).filter(|why| !why.is_empty()),
        }
    }
}
