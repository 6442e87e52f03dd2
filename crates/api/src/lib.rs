//! The HTTP surface of Tuma: routes, the caller, the envelope and the one error, OpenAPI and its pages.
//!
//! A handler extracts, makes one call and responds; it holds no SQL and no rule of the business. Nothing here logs a
//! phone number, a body or a key. Start reading at [`router`].

pub mod access;
mod analytics;
mod audit;
mod auth;
mod balance;
mod batches;
mod body;
mod callbacks;
mod caller;
mod closest;
mod credential;
mod dashboard;
mod docs;
mod envelope;
mod error;
mod exposition;
mod facades;
mod gate;
mod handsets;
mod health;
mod hooks;
mod json;
mod keys;
pub mod limits;
mod live;
mod messages;
mod networks;
mod observe;
mod openapi;
mod paging;
mod path;
mod peer;
mod prices;
mod protection;
mod providers;
mod query;
mod reports;
mod routes;
mod routing;
mod security;
mod senders;
mod server;
mod settings;
mod standing;
mod system;
mod team;
mod throttle;
mod time;
mod units;
mod usage;
mod webhooks;

use std::sync::Arc;

use domain::Clock;
use engine::Engine;
use metrics_exporter_prometheus::PrometheusHandle;
use tenancy::Tenancy;

pub use limits::Limits;
pub use reports::statement::statement_pdf;
pub use routes::{openapi, router};
pub use server::serve;

/// What the handlers work with.
#[derive(Clone)]
pub struct ApiState {
    /// Does what is asked.
    pub engine: Engine,
    /// Knows who asks.
    pub tenancy: Tenancy,
    /// Writes `/metrics`.
    pub metrics: PrometheusHandle,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// The bounds that a deployment may set.
    pub limits: Limits,
    /// Where carriers and people reach this server, such as `https://sms.example.org`; where it is known.
    pub public_url: Option<String>,
}
