//! The kinds of providers: one entry each, and the only place that lists them. Everything that depends on a kind
//! (checking its settings, which of them are secret, making its adapter, its usual limits) asks here.

use std::sync::Arc;

use domain::{Clock, Fault, ProviderId};
use serde_json::Value;

pub use crate::rules::{RULES_KEY, ResponseRule, RuleAction, ShippedRule, check_rules};

use crate::http::{Guard, HttpClient};
use crate::simulator::SimulatorAdapter;
use crate::twilio::{self, TwilioAdapter};
use crate::vonage::{self, VonageAdapter};
use crate::{Adapter, CarrierSink, africastalking, generic, infobip, smpp, veevo};

/// One kind of provider.
#[derive(Debug)]
pub struct Kind {
    /// The adapter's name, such as `twilio`.
    pub name: &'static str,
    /// How people call it, such as `Twilio`.
    pub title: &'static str,
    /// Fields of the settings that are credentials: encrypted, never shown again.
    pub secrets: &'static [&'static str],
    /// Messages a second unless the provider says otherwise.
    pub rate_per_second: Option<u32>,
    /// Messages handed over and not answered unless the provider says otherwise.
    pub window: u32,
    /// What this carrier's usual answers pause or slow.
    pub rules: &'static [ShippedRule],
    /// Every fault of settings (a JSON object, secrets included), found without calling anybody.
    pub check: fn(&Value, Guard) -> Vec<Fault>,
    /// The adapter for settings that passed `check`. Must be called inside a tokio runtime.
    pub build: fn(Setup) -> Result<Arc<dyn Adapter>, Fault>,
}

/// What an adapter is made of.
pub struct Setup {
    /// The provider it is for.
    pub provider: ProviderId,
    /// Its settings, secrets included.
    pub config: Value,
    /// Takes what comes from the carrier.
    pub sink: Arc<dyn CarrierSink>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Calls carriers.
    pub http: HttpClient,
    /// The address under which the carrier reaches this provider's webhooks, where one is known.
    pub webhook_url: Option<String>,
    /// Region of national numbers that the carrier may write, ISO 3166-1 alpha-2.
    pub region: String,
}

/// All kinds, by name.
pub const KINDS: &[&Kind] = &[
    &SIMULATOR,
    &TWILIO,
    &VONAGE,
    &africastalking::KIND,
    &infobip::KIND,
    &veevo::KIND,
    &smpp::KIND,
    &generic::KIND,
];

/// The kind called `name`.
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().copied().find(|kind| kind.name == name)
}

const SIMULATOR: Kind = Kind {
    name: "simulator",
    title: "Simulated carrier",
    secrets: &[],
    rate_per_second: None,
    window: 1_000,
    rules: &[],
    check: |config, guard| {
        SimulatorAdapter::check(&config.to_string(), guard)
            .err()
            .into_iter()
            .collect()
    },
    build: |setup| {
        let config = setup.config.to_string();
        let adapter =
            SimulatorAdapter::from_config(setup.provider, (&config, setup.http.guard()), setup.sink, &*setup.clock)?;
        Ok(Arc::new(adapter))
    },
};

const TWILIO: Kind = Kind {
    name: "twilio",
    title: "Twilio",
    secrets: twilio::SECRETS,
    rate_per_second: Some(100),
    window: 200,
    rules: twilio::RULES,
    check: TwilioAdapter::check,
    build: |setup| Ok(Arc::new(TwilioAdapter::new(setup)?)),
};

const VONAGE: Kind = Kind {
    name: "vonage",
    title: "Vonage",
    secrets: vonage::SECRETS,
    rate_per_second: Some(30),
    window: 60,
    rules: vonage::RULES,
    check: VonageAdapter::check,
    build: |setup| Ok(Arc::new(VonageAdapter::new(setup)?)),
};
