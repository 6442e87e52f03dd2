//! The simulated carrier: the embedded default of a fresh Tuma and the project's test bench.
//!
//! One model (`model`) decides deterministically what becomes of each submit; it is played in this process
//! (`embedded`) or by a carrier process of its own (`server`) to which `remote` speaks. Its behaviour, its magic numbers
//! and its wire are described in `docs/simulator.md`.

mod ask;
mod backoff;
mod config;
mod course;
mod delivery;
mod dice;
mod embedded;
mod frames;
mod handsets;
mod ids;
mod magic;
mod memory;
mod model;
mod record;
mod remote;
mod schedule;
mod server;
mod timeline;
mod wire;

pub use ask::stats_of;
pub use config::{Config, Failures, Ids, Latency, Profile, Replies, Reports};
pub use frames::MAX_FRAME_BYTES;
pub use ids::IdStyle;
pub use magic::{MAGIC_ENDING, Magic};
pub use model::{Answer, Carrier, Fate};
pub use record::{RecordEntry, RecordError, read_record};
pub use remote::RemoteConfig;
pub use server::{Server, ServerError};
pub use wire::Stats;

use std::sync::Arc;

use async_trait::async_trait;
use domain::{Clock, Fault, MessageId, ProviderId};

use self::delivery::Delivery;
use self::embedded::Embedded;
use self::remote::Remote;
use crate::http::Guard;
use crate::{Adapter, CarrierSink, Handsets, Lookup, Outcomes, Outgoing};

/// Speaks to a simulated carrier, in this process or in another.
pub struct SimulatorAdapter {
    place: Place,
}

/// Where the carrier is.
enum Place {
    Here(Embedded),
    There(Remote),
}

impl SimulatorAdapter {
    /// The carrier that `config` (JSON) describes: `{}` is the usual one in this process, `{"connect":"127.0.0.1:4001"}`
    /// a process of its own, with the keys of [`RemoteConfig`]. Must be called inside a tokio runtime.
    pub fn from_config(
        provider: ProviderId,
        (config, guard): (&str, Guard),
        sink: Arc<dyn CarrierSink>,
        clock: &dyn Clock,
    ) -> Result<Self, Fault> {
        match Settings::parse(config, guard)? {
            Settings::Here(config) => Ok(Self::embedded(provider, config, sink, clock)),
            Settings::There(config) => Ok(Self::remote(provider, (config, guard), sink, clock)),
        }
    }

    /// What is wrong with settings, found without connecting anywhere.
    pub fn check(config: &str, guard: Guard) -> Result<(), Fault> {
        Settings::parse(config, guard).map(|_| ())
    }

    /// A carrier in this process. Must be called inside a tokio runtime.
    pub fn embedded(provider: ProviderId, config: Config, sink: Arc<dyn CarrierSink>, clock: &dyn Clock) -> Self {
        let delivery = Delivery::new(provider, sink);
        Self {
            place: Place::Here(Embedded::start(config, clock.now_ms(), delivery)),
        }
    }

    /// A carrier in another process, where `guard` allows its address. Must be called inside a tokio runtime.
    pub fn remote(
        provider: ProviderId,
        (config, guard): (RemoteConfig, Guard),
        sink: Arc<dyn CarrierSink>,
        clock: &dyn Clock,
    ) -> Self {
        let delivery = Delivery::new(provider, sink);
        let seed = (clock.now_ms() ^ provider.get()) as u64;
        Self {
            place: Place::There(Remote::start(config, guard, seed, delivery)),
        }
    }

    /// The counts of a carrier in this process; `None` for one in another, which [`stats_of`] asks.
    pub fn stats(&self) -> Option<Stats> {
        match &self.place {
            Place::Here(carrier) => Some(carrier.stats()),
            Place::There(_) => None,
        }
    }
}

/// The settings of either place.
#[allow(
    clippy::large_enum_variant,
    reason = "it lives as long as the adapter is made, and there is one"
)]
enum Settings {
    Here(Config),
    There(RemoteConfig),
}

impl Settings {
    fn parse(config: &str, guard: Guard) -> Result<Self, Fault> {
        let unreadable = |error: serde_json::Error| {
            Fault::new(
                "config",
                format!("cannot be read: {error}"),
                "see the keys in docs/simulator.md",
            )
        };
        let value: serde_json::Value = serde_json::from_str(config).map_err(unreadable)?;
        if value.get("connect").is_none() {
            return Config::parse(config).map(Self::Here);
        }
        let remote: RemoteConfig = serde_json::from_value(value).map_err(unreadable)?;
        remote.check(guard)?;
        Ok(Self::There(remote))
    }
}

#[async_trait]
impl Adapter for SimulatorAdapter {
    fn max_batch(&self) -> usize {
        wire::MAX_MESSAGES
    }

    async fn send(&self, batch: Vec<Outgoing>, outcomes: Outcomes) {
        match &self.place {
            Place::Here(carrier) => carrier.send(&batch, &outcomes).await,
            Place::There(carrier) => carrier.send(&batch, outcomes).await,
        }
    }

    async fn lookup(&self, message: MessageId, attempt: u16) -> Lookup {
        match &self.place {
            Place::Here(carrier) => carrier.lookup(message, attempt),
            Place::There(carrier) => carrier.lookup(message, attempt).await,
        }
    }

    fn handsets(&self) -> Option<&dyn Handsets> {
        match &self.place {
            Place::Here(carrier) => Some(carrier),
            Place::There(carrier) => Some(carrier),
        }
    }

    async fn close(&self) {
        match &self.place {
            Place::Here(carrier) => carrier.close().await,
            Place::There(carrier) => carrier.close(),
        }
    }
}
