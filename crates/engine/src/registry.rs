//! The providers this node knows, each with its lane. The database's rows are the truth; a poll takes changes over.
//!
//! Choosing a lane is a read of one shared snapshot, since every message does it.

use std::collections::HashMap;
use std::sync::Arc;

use adapters::{Adapter, ReportSink};
use domain::{Fault, OrganizationId, ProviderId};
use parking_lot::RwLock;
use store::{Provider, Store, StoreError};

use crate::lane::Lane;
use crate::settings::EngineSettings;

/// Makes the adapter of a provider's row.
pub trait AdapterFactory: Send + Sync + 'static {
    /// The adapter for `provider`, pushing what comes from the carrier into `sink`; or why its settings do not work.
    fn build(&self, provider: &Provider, sink: Arc<dyn ReportSink>) -> Result<Arc<dyn Adapter>, String>;
}

/// The lanes, by rank.
pub struct Registry {
    lanes: RwLock<Arc<Vec<Arc<Lane>>>>,
    /// Rows whose adapter could not be made, as last seen, so that each is logged once.
    refused: parking_lot::Mutex<HashMap<ProviderId, Provider>>,
    factory: Arc<dyn AdapterFactory>,
    lane_memory: usize,
    max_retries: u16,
}

/// Which lane a call's messages go into.
pub enum Choice {
    /// This one.
    Lane(Arc<Lane>),
    /// The provider that was asked for is not there.
    NoSuch(Fault),
    /// There is none to choose from.
    None,
}

impl Registry {
    /// A registry without lanes.
    pub fn new(factory: Arc<dyn AdapterFactory>, settings: &EngineSettings) -> Self {
        Self {
            lanes: RwLock::new(Arc::new(Vec::new())),
            refused: parking_lot::Mutex::default(),
            factory,
            lane_memory: settings.lane_memory,
            max_retries: settings.retry.max_retries,
        }
    }

    /// Retries that a message may have.
    pub fn max_retries(&self) -> u16 {
        self.max_retries
    }

    /// All lanes, by rank.
    pub fn lanes(&self) -> Arc<Vec<Arc<Lane>>> {
        self.lanes.read().clone()
    }

    /// The lane of `provider`.
    pub fn lane(&self, provider: ProviderId) -> Option<Arc<Lane>> {
        self.lanes
            .read()
            .iter()
            .find(|lane| lane.provider().id == provider)
            .cloned()
    }

    /// The lane for `organization`: the asked provider's (by id, name or adapter), or the first active one's.
    pub fn choose(&self, organization: OrganizationId, asked: Option<&str>) -> Choice {
        let lanes = self.lanes.read();
        let mut own = lanes
            .iter()
            .filter(|lane| lane.provider().organization.is_none_or(|o| o == organization));
        let Some(asked) = asked else {
            return own
                .find(|lane| lane.provider().active)
                .map_or(Choice::None, |lane| Choice::Lane(lane.clone()));
        };
        let fits = |provider: &Provider| {
            provider.active && (provider.name == asked || provider.adapter == asked || provider.id.to_string() == asked)
        };
        match own.find(|lane| fits(&lane.provider())) {
            Some(lane) => Choice::Lane(lane.clone()),
            None => Choice::NoSuch(no_such_provider(asked)),
        }
    }

    /// Reads the rows again; answers the lanes that are new. Rows that changed take effect in their lane; an adapter
    /// keeps the settings that it was made with until the next start.
    pub async fn refresh(&self, store: &Store, sink: &Arc<dyn ReportSink>) -> Result<Vec<Arc<Lane>>, StoreError> {
        let rows = store.provider_list_all().await?;
        let known = self.lanes();
        let mut lanes = Vec::with_capacity(rows.len());
        let mut added = Vec::new();
        for row in rows {
            match known.iter().find(|lane| lane.provider().id == row.id) {
                Some(lane) => {
                    if *lane.provider() != row {
                        lane.update(row);
                    }
                    lanes.push(lane.clone());
                }
                None => {
                    if let Some(lane) = self.build(row, sink) {
                        added.push(lane.clone());
                        lanes.push(lane);
                    }
                }
            }
        }
        lanes.sort_by_key(|lane| (lane.provider().rank, lane.provider().id));
        *self.lanes.write() = Arc::new(lanes);
        Ok(added)
    }

    fn build(&self, row: Provider, sink: &Arc<dyn ReportSink>) -> Option<Arc<Lane>> {
        if self.refused.lock().get(&row.id) == Some(&row) {
            return None;
        }
        match self.factory.build(&row, sink.clone()) {
            Ok(adapter) => Some(Arc::new(Lane::new(row, adapter, self.lane_memory))),
            Err(why) => {
                tracing::error!(provider = %row.id, adapter = %row.adapter, %why, "a provider's settings do not work");
                self.refused.lock().insert(row.id, row);
                None
            }
        }
    }
}

fn no_such_provider(asked: &str) -> Fault {
    let shown: String = asked.chars().take(40).collect();
    Fault::new(
        "provider",
        format!("`{shown}` is not an active provider of this organization"),
        "give a provider's name, kind or id, or leave it out",
    )
}
