//! Makes the adapters that a test's providers ask for: recorders by their provider's name, and simulated carriers.

use std::collections::HashMap;
use std::sync::Arc;

use adapters::catalog::{self, Setup};
use adapters::http::{Guard, HttpClient, HttpSettings};
use adapters::simulator::SimulatorAdapter;
use adapters::{Adapter, CarrierSink};
use domain::Clock;
use engine::AdapterFactory;
use parking_lot::Mutex;
use serde_json::Value;
use store::Provider;

use crate::recorder::Recorder;

/// The adapter's name in the rows of recorders.
pub(crate) const RECORDER: &str = "recorder";
/// The adapter's name in the rows of simulated carriers.
pub(crate) const SIMULATOR: &str = "simulator";

/// A client that may call the doubles of this machine.
pub fn local_http() -> HttpClient {
    crate::install_tls();
    let settings = HttpSettings {
        allow_private: true,
        ..HttpSettings::default()
    };
    HttpClient::new(&settings).expect("TLS is installed")
}

/// The carriers of one test, whatever Tuma speaks to them.
pub(crate) struct Carriers {
    recorders: HashMap<String, Recorder>,
    simulators: Mutex<Vec<Arc<SimulatorAdapter>>>,
    clock: Arc<dyn Clock>,
    http: HttpClient,
}

impl Carriers {
    pub(crate) fn new(recorders: HashMap<String, Recorder>, clock: Arc<dyn Clock>) -> Self {
        Self {
            recorders,
            simulators: Mutex::default(),
            clock,
            http: local_http(),
        }
    }

    /// The recorder behind the provider called `name`.
    pub(crate) fn recorder(&self, name: &str) -> &Recorder {
        self.recorders.get(name).expect("the test has a recorder of this name")
    }

    /// Reports that carriers still owe.
    pub(crate) fn reports_pending(&self) -> u64 {
        let recorded: usize = self.recorders.values().map(Recorder::reporting).sum();
        let simulators = self.simulators.lock();
        let simulated: u64 = simulators
            .iter()
            .filter_map(|one| one.stats())
            .map(|stats| stats.reports_pending)
            .sum();
        recorded as u64 + simulated
    }

    /// Forgets the adapters of a Tuma that has ended.
    pub(crate) fn disconnect(&self) {
        self.simulators.lock().clear();
    }
}

impl AdapterFactory for Carriers {
    fn build(
        &self,
        provider: &Provider,
        settings: Value,
        region: &str,
        sink: Arc<dyn CarrierSink>,
    ) -> Result<Arc<dyn Adapter>, String> {
        match provider.adapter.as_str() {
            RECORDER => Ok(self.recorder(&provider.name).connect(provider.id, sink)),
            SIMULATOR => {
                let made = SimulatorAdapter::from_config(
                    provider.id,
                    (&settings.to_string(), Guard::new(true)),
                    sink,
                    &*self.clock,
                );
                let adapter = Arc::new(made.map_err(|fault| fault.to_string())?);
                self.simulators.lock().push(Arc::clone(&adapter));
                Ok(adapter)
            }
            other => {
                let kind = catalog::kind(other).ok_or_else(|| format!("there is no adapter `{other}`"))?;
                let setup = Setup {
                    provider: provider.id,
                    config: settings,
                    sink,
                    clock: self.clock.clone(),
                    http: self.http.clone(),
                    webhook_url: None,
                    region: region.to_owned(),
                };
                (kind.build)(setup).map_err(|fault| fault.to_string())
            }
        }
    }
}
