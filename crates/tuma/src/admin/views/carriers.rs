//! Carriers and routes as the operator reads them: the API's shapes, with names beside ids.

use domain::Class;
use domain::route::RouteOrder;
use engine::{Cap, Ceiling, Checked, Explained, LaneFigures, NamedProvider, RouteDetail};
use serde::{Deserialize, Serialize};
use store::Provider;

use crate::time;

/// What came of testing a provider.
#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ProviderTestView {
    /// A message was accepted.
    Sent(TestSentView),
    /// The carrier was asked.
    Checked(CheckedView),
}

/// A test message that was accepted.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TestSentView {
    /// The provider's name.
    pub provider: String,
    /// The message's id.
    pub message_id: String,
    /// `QUEUED`.
    pub status: String,
    /// The number in E.164.
    pub to: String,
    /// What it will cost.
    pub estimated_cost: MoneyView,
}

/// What a provider said when it was asked.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckedView {
    /// The provider's name.
    pub provider: String,
    /// Whether it can be reached and takes the credentials; null where only a message can tell.
    pub works: Option<bool>,
    /// Why not.
    pub why: Option<String>,
    /// The account's balance, where the carrier tells it.
    pub balance: Option<MoneyView>,
}

/// An amount.
#[derive(Clone, Serialize, Deserialize)]
pub struct MoneyView {
    /// Decimal.
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
}

impl From<domain::Money> for MoneyView {
    fn from(money: domain::Money) -> Self {
        Self {
            amount: money.amount(),
            currency: money.currency.to_string(),
        }
    }
}

impl CheckedView {
    /// What the provider `name` said.
    pub fn new(name: &str, checked: Checked) -> Self {
        Self {
            provider: name.to_owned(),
            works: checked.works,
            why: checked.why,
            balance: checked.balance.map(MoneyView::from),
        }
    }
}

/// What caps a provider.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CeilingView {
    /// The provider's name.
    pub provider: String,
    /// The one thing that caps it now.
    pub capped_by: Cap,
    /// In words, with the figures.
    pub why: String,
    /// Messages of all organizations that wait for it, retries included.
    pub waiting: i64,
    /// How long it is paused still, ms.
    pub paused_ms: Option<u64>,
    /// `HEALTHY`, `DEGRADED`, `DOWN` or `UNKNOWN`.
    pub health: String,
    /// The figures of its lane.
    #[serde(flatten)]
    pub lane: Option<LaneView>,
}

/// The figures of a lane.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LaneView {
    /// Messages a second that go through it now.
    pub per_second: f64,
    /// Messages a second that its rate allows now; null for no limit.
    pub rate_per_second: Option<f64>,
    /// Whether that is less than configured, because the carrier asked for patience.
    pub slowed: bool,
    /// Messages a second that the window and the carrier's latency allow.
    pub window_per_second: Option<f64>,
    /// Messages handed over and not answered yet, at most.
    pub window: usize,
    /// Messages handed over and not answered yet.
    pub open: usize,
    /// How long the carrier takes for an answer, ms on average.
    pub latency_ms: Option<f64>,
    /// How long the mark before each hand-over takes in the database, ms on average.
    pub begin_ms: Option<f64>,
    /// Writes that wait for the database.
    pub journal_depth: usize,
    /// Organizations that are paused on it.
    pub paused_organizations: usize,
    /// Senders that are paused on it.
    pub paused_senders: usize,
    /// Messages that wait in this node's memory.
    pub in_memory: usize,
}

impl CeilingView {
    /// What caps the provider `name`.
    pub fn new(name: &str, found: Ceiling) -> Self {
        Self {
            provider: name.to_owned(),
            capped_by: found.capped_by,
            why: found.why,
            waiting: found.waiting,
            paused_ms: found.paused_ms,
            health: found.health.as_str().to_owned(),
            lane: found.lane.map(LaneView::from),
        }
    }
}

impl From<LaneFigures> for LaneView {
    fn from(figures: LaneFigures) -> Self {
        Self {
            per_second: figures.per_second,
            rate_per_second: figures.rate_per_second,
            slowed: figures.slowed,
            window_per_second: figures.window_per_second,
            window: figures.window,
            open: figures.open,
            latency_ms: figures.latency_ms,
            begin_ms: figures.begin_ms,
            journal_depth: figures.journal_depth,
            paused_organizations: figures.paused.0,
            paused_senders: figures.paused.1,
            in_memory: figures.in_memory,
        }
    }
}

/// A route.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RouteView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Lower is asked first.
    pub rank: i64,
    /// Whether it is asked at all.
    pub active: bool,
    /// The number begins with one of these; any if empty.
    pub prefixes: Vec<String>,
    /// The number's country is one of these; any if empty.
    pub countries: Vec<String>,
    /// The message asks for one of these senders; any if empty.
    pub senders: Vec<String>,
    /// The message has one of these categories; any if empty.
    pub categories: Vec<String>,
    /// The message has one of these classes; any if empty.
    pub classes: Vec<Class>,
    /// Where it goes.
    pub providers: Vec<RouteProviderView>,
    /// How the providers are put in order.
    pub order: RouteOrder,
    /// Whether one number always gets the same provider first.
    pub sticky: bool,
    /// When it was made.
    pub created_at: String,
    /// When it was last changed.
    pub updated_at: String,
}

/// A provider of a route.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RouteProviderView {
    /// Its id.
    pub provider_id: String,
    /// Its name; its id where it is gone.
    pub name: String,
    /// Its share where the order is by weight.
    pub weight: u32,
}

impl RouteView {
    /// A route whose providers are among `known`.
    pub fn new(found: RouteDetail, known: &[Provider]) -> Self {
        let RouteDetail { row, rule } = found;
        let named = |id: domain::ProviderId| {
            let found = known.iter().find(|one| one.id == id);
            found.map_or_else(|| id.to_string(), |one| one.name.clone())
        };
        let providers = rule.providers.iter().map(|one| RouteProviderView {
            provider_id: one.provider.to_string(),
            name: named(one.provider),
            weight: one.weight,
        });
        Self {
            id: row.id.to_string(),
            name: row.name,
            rank: row.rank,
            active: row.active,
            providers: providers.collect(),
            prefixes: rule.prefixes,
            countries: rule.countries,
            senders: rule.senders,
            categories: rule.categories,
            classes: rule.classes,
            order: rule.order,
            sticky: rule.sticky,
            created_at: time::show(row.created_at),
            updated_at: time::show(row.updated_at),
        }
    }
}

/// Which way a message would go, and why.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DecisionView {
    /// The route that decided; null where none fits.
    pub route: Option<DecidingRoute>,
    /// How the order came about: `listed`, `weighted`, `leastCost`, `rank` or `forced`.
    pub by: String,
    /// The providers in order.
    pub order: Vec<WayView>,
    /// Those that were passed over.
    pub passed_over: Vec<WayView>,
}

/// The route that decided.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DecidingRoute {
    /// Its id.
    pub route_id: String,
    /// Its name.
    pub name: String,
}

/// A provider on the way.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WayView {
    /// Its id.
    pub provider_id: String,
    /// Its name.
    pub name: String,
    /// Why it was passed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

impl From<NamedProvider> for WayView {
    fn from(provider: NamedProvider) -> Self {
        Self {
            provider_id: provider.id.to_string(),
            name: provider.name,
            reason: provider.reason,
        }
    }
}

impl From<Explained> for DecisionView {
    fn from(found: Explained) -> Self {
        let route = found.route.map(|(id, name)| DecidingRoute {
            route_id: id.to_string(),
            name,
        });
        Self {
            route,
            by: found.by.to_owned(),
            order: found.order.into_iter().map(WayView::from).collect(),
            passed_over: found.passed_over.into_iter().map(WayView::from).collect(),
        }
    }
}
