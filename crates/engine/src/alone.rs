//! What can be done with carriers where no engine runs: ask one whether it works, and explain which way a message would
//! go. For the command line, which has the database to itself then.
//!
//! Nothing is accepted, handed over or stored. What a carrier delivers meanwhile is not taken, so that it comes again
//! when a server runs.

use std::sync::Arc;

use adapters::http::Guard;
use adapters::{CarrierSink, Inbound, NotStored, OptOut, Report};
use async_trait::async_trait;
use domain::Fault;
use store::{Organization, Provider};

use crate::provider::{Checked, ProviderBook, whole_settings};
use crate::registry::Registry;
use crate::request::Refusal;
use crate::routing::{ExplainRequest, Explained, decide, explained};
use crate::{AdapterFactory, EngineSettings};

/// Region of a shared provider.
const NO_REGION: &str = "ZZ";

/// Carriers without an engine.
#[derive(Clone)]
pub struct Alone {
    /// Their rows and credentials.
    pub book: ProviderBook,
    /// Makes their adapters.
    pub factory: Arc<dyn AdapterFactory>,
}

impl Alone {
    /// Connects to a provider's carrier, asks whether it works, and closes the connection.
    ///
    /// # Errors
    /// `Invalid` where its settings do not work; the store's.
    pub async fn provider_check(&self, row: &Provider) -> Result<Checked, Refusal> {
        let region = match row.organization {
            Some(id) => self.book.store.organization_get(id).await?.map(|found| found.region),
            None => None,
        };
        let settings = whole_settings(&self.book.vault, row).map_err(unusable)?;
        let region = region.as_deref().unwrap_or(NO_REGION);
        let adapter = self
            .factory
            .build(row, settings, region, Arc::new(Shut))
            .map_err(unusable)?;
        adapter.open().await;
        let answer = adapter.check().await;
        let balance = adapter.balance().await.ok();
        adapter.close().await;
        Ok(Checked::of(answer, balance))
    }

    /// Which way a message of `organization` would go with a server that starts now: nothing is known of any health.
    ///
    /// # Errors
    /// `Invalid` for a bad number; `NoProvider` where there is no way; the store's.
    pub async fn route_explain(
        &self,
        organization: &Organization,
        request: &ExplainRequest,
    ) -> Result<Explained, Refusal> {
        let store = &self.book.store;
        let registry = Registry::new(
            self.factory.clone(),
            self.book.vault.clone(),
            &EngineSettings::default(),
            // Nothing is accepted, so no callback is checked.
            Guard::new(false),
        );
        let sink: Arc<dyn CarrierSink> = Arc::new(Shut);
        registry.refresh(store, &sink).await?;
        let draw = store.ids().next(self.book.clock.now_ms()) as u64;
        let decision = decide(&registry, organization, request, draw)?;
        Ok(explained(&registry, &decision))
    }
}

fn unusable(why: String) -> Refusal {
    Refusal::of(Fault::new(
        "settings",
        format!("do not work: {why}"),
        "change them: `tuma provider set`",
    ))
}

/// Takes nothing.
pub(crate) struct Shut;

#[async_trait]
impl CarrierSink for Shut {
    async fn reports(&self, _: Vec<Report>) -> Result<(), NotStored> {
        Err(NotStored)
    }

    async fn inbound(&self, _: Vec<Inbound>) -> Result<(), NotStored> {
        Err(NotStored)
    }

    async fn opt_outs(&self, _: Vec<OptOut>) -> Result<(), NotStored> {
        Err(NotStored)
    }
}
