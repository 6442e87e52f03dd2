//! Events of the engine's own that are no message's state: changes of providers' health. Health is kept in memory, so
//! there is no transaction to write them in; a node tells what it saw.

use domain::{HookEvent, Millis};
use serde::Serialize;
use store::{Emission, StoreError};

use super::body::time;
use crate::Engine;
use crate::breaker::Change;
use crate::lane::Lane;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct HealthData<'a> {
    provider_id: domain::ProviderId,
    provider: &'a str,
    kind: &'a str,
    /// Whether it is the platform's.
    shared: bool,
    from: &'a str,
    status: &'a str,
    /// In a carrier's words: for the provider's owner alone.
    reason: Option<&'a str>,
    since: String,
    /// Which node saw it.
    node: u16,
}

impl Engine {
    /// Tells whoever asked for it; answers how many endpoints. `Ok` means that it is on disk.
    ///
    /// # Errors
    /// `Busy`, `Unavailable`.
    pub async fn emit(&self, emission: Emission) -> Result<usize, StoreError> {
        self.store.hook_emit(emission).await
    }

    /// Tells that a provider's health changed: its organization, or everybody who may use it.
    pub(crate) fn tell_health(&self, lane: &Lane, change: &Change) {
        let provider = lane.provider();
        let at: Millis = self.now();
        let data = HealthData {
            provider_id: provider.id,
            provider: &provider.name,
            kind: &provider.adapter,
            shared: provider.organization.is_none(),
            from: change.from.as_str(),
            status: change.to.as_str(),
            reason: provider.organization.map(|_| change.why.as_str()),
            since: time(at),
            node: self.store.node(),
        };
        let emission = Emission {
            organization: provider.organization,
            only: self.registry.shared_with(provider.id),
            event: HookEvent::ProviderHealth,
            name: None,
            data: serde_json::to_string(&data).expect("texts and numbers are JSON"),
        };
        let engine = self.clone();
        self.tasks.spawn(async move {
            if let Err(error) = engine.emit(emission).await {
                tracing::warn!(%error, "a change of a provider's health could not be told");
            }
        });
    }
}
