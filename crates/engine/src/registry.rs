//! The providers this node knows, each with its lane. The database's rows are the truth; a poll takes changes over.
//!
//! Choosing a lane is a read of one shared snapshot, since every message does it.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use adapters::http::Guard;
use adapters::{Adapter, CarrierSink};
use domain::{Fault, OrganizationId, ProviderId};
use parking_lot::RwLock;
use store::{Provider, Store, StoreError};
use tenancy::Vault;

use crate::breaker::BreakerSettings;
use crate::hooks;
use crate::lane::Lane;
use crate::provider::whole_settings;
use crate::route::{Router, Routes};
use crate::senders::Senders;
use crate::settings::EngineSettings;
use crate::tariff::Tariff;
use crate::test_lane::{TEST_PROVIDER, Wanted, never_ill};

/// How often a replaced adapter is looked at, and how many times before it is closed all the same.
const CLOSE_POLL: Duration = Duration::from_millis(200);
const CLOSE_POLLS: usize = 600;

/// Makes the adapter of a provider's row.
pub trait AdapterFactory: Send + Sync + 'static {
    /// The adapter for `provider` with its whole `settings`, credentials included, for an organization in `region`;
    /// what comes from the carrier goes into `sink`. Or why the settings do not work.
    fn build(
        &self,
        provider: &Provider,
        settings: serde_json::Value,
        region: &str,
        sink: Arc<dyn CarrierSink>,
    ) -> Result<Arc<dyn Adapter>, String>;
}

/// The lanes, by rank.
pub struct Registry {
    lanes: RwLock<Arc<Vec<Arc<Lane>>>>,
    /// Rows whose adapter could not be made, as last seen, so that each is logged once.
    refused: parking_lot::Mutex<HashMap<ProviderId, Provider>>,
    factory: Arc<dyn AdapterFactory>,
    vault: Arc<Vault>,
    lane_memory: usize,
    max_retries: u16,
    breaker: BreakerSettings,
    routes: Routes,
    /// Which sender IDs are approved.
    senders: Senders,
    /// Which organizations may use the platform's providers that not all may.
    chosen: RwLock<Arc<HashMap<ProviderId, Vec<OrganizationId>>>>,
    /// Where callbacks may go.
    guard: Guard,
    allow_http: bool,
    /// What messages cost.
    pub(crate) tariff: Tariff,
    /// Whether test messages have where to go.
    pub(crate) test: Wanted,
}

impl Registry {
    /// A registry without lanes.
    pub fn new(factory: Arc<dyn AdapterFactory>, vault: Arc<Vault>, settings: &EngineSettings, guard: Guard) -> Self {
        Self {
            guard,
            allow_http: settings.hooks.allow_http,
            lanes: RwLock::new(Arc::new(Vec::new())),
            refused: parking_lot::Mutex::default(),
            factory,
            vault,
            lane_memory: settings.lane_memory,
            max_retries: settings.retry.max_retries,
            breaker: settings.breaker,
            routes: Routes::default(),
            senders: Senders::new(settings.approved_senders_only),
            chosen: RwLock::default(),
            tariff: Tariff::default(),
            test: Wanted::default(),
        }
    }

    /// Retries that a message may have.
    pub fn max_retries(&self) -> u16 {
        self.max_retries
    }

    /// The organizations that a shared provider was chosen for; `None` where it is for all, or one's own.
    pub fn shared_with(&self, provider: ProviderId) -> Option<Vec<OrganizationId>> {
        self.chosen.read().get(&provider).cloned()
    }

    /// Why a message's end may not be told to this URL, if so.
    pub fn check_callback(&self, url: &str) -> Result<(), Fault> {
        hooks::check_url("callbackUrl", url, self.guard, self.allow_http)
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

    /// A provider's name.
    pub fn name(&self, provider: ProviderId) -> Option<String> {
        self.lane(provider).map(|lane| lane.provider().name.clone())
    }

    /// The lanes that `organization` may use: its own, and those of the platform's that it shares.
    pub fn lanes_of(&self, organization: OrganizationId) -> Vec<Arc<Lane>> {
        let chosen = self.chosen.read().clone();
        let shared = |id: ProviderId| chosen.get(&id).is_none_or(|chosen| chosen.contains(&organization));
        let usable = |lane: &&Arc<Lane>| match lane.provider().organization {
            Some(owner) => owner == organization,
            None => shared(lane.id()),
        };
        self.lanes.read().iter().filter(usable).cloned().collect()
    }

    /// The lanes and routes that `organization` may use as they are now; with `asked` (a provider's id, name or kind)
    /// that one alone.
    pub fn router(&self, organization: OrganizationId, asked: Option<&str>) -> Result<Router, Fault> {
        let own = self.live_lanes(organization);
        let forced = match asked {
            None => None,
            Some(asked) => Some(find(&own, asked).ok_or_else(|| no_such_provider(asked))?),
        };
        Ok(Router::new(organization, own, self.routes.of(organization), forced))
    }

    /// Which sender IDs are approved.
    pub fn senders(&self) -> &Senders {
        &self.senders
    }

    /// The one way of test messages: the simulated carrier of test keys, whatever routes say. What was `asked` for is only
    /// looked for, so that a call is right or wrong with a test key as it is with a live one.
    pub fn test_router(&self, organization: OrganizationId, asked: Option<&str>) -> Result<Option<Router>, Fault> {
        if let Some(asked) = asked {
            find(&self.live_lanes(organization), asked).ok_or_else(|| no_such_provider(asked))?;
        }
        let lane = self.lane(TEST_PROVIDER);
        Ok(lane.map(|lane| Router::new(organization, vec![lane.clone()], None, Some(lane))))
    }

    /// The lanes that live messages of `organization` may take.
    fn live_lanes(&self, organization: OrganizationId) -> Vec<Arc<Lane>> {
        let mut usable = self.lanes_of(organization);
        usable.retain(|lane| lane.id() != TEST_PROVIDER);
        usable
    }

    /// Reads the rows again; answers the lanes that are new. Rows that changed take effect in their lane, a new adapter
    /// where the carrier's settings changed; the lane of a provider that is gone stays shut until the next start.
    pub async fn refresh(&self, store: &Store, sink: &Arc<dyn CarrierSink>) -> Result<Vec<Arc<Lane>>, StoreError> {
        self.tariff.refresh(store).await?;
        self.routes.replace(store.route_list_all().await?);
        self.senders.replace(store.sender_approved_all().await?);
        *self.chosen.write() = Arc::new(store.provider_chosen_all().await?.into_iter().collect());
        let mut rows = store.provider_list_all().await?;
        rows.extend(self.test.row());
        let known = self.lanes();
        let mut lanes = Vec::with_capacity(rows.len());
        let mut added = Vec::new();
        for row in rows {
            match known.iter().find(|lane| lane.provider().id == row.id) {
                Some(lane) => {
                    if *lane.provider() != row {
                        self.change(lane, row, sink).await;
                    }
                    lanes.push(lane.clone());
                }
                None => {
                    let region = region_of(store, &row).await?;
                    if let Some(lane) = self.build(row, region, sink) {
                        added.push(lane.clone());
                        lanes.push(lane);
                    }
                }
            }
        }
        for lane in known.iter() {
            if !lanes.iter().any(|one| Arc::ptr_eq(one, lane)) {
                if lane.retire() {
                    // The lane stays, and holds it.
                    tokio::spawn(close_when_idle(lane.adapter(), 1));
                }
                lanes.push(lane.clone());
            }
        }
        lanes.sort_by_key(|lane| (lane.provider().rank, lane.provider().id));
        *self.lanes.write() = Arc::new(lanes);
        Ok(added)
    }

    /// Takes a changed row over into its lane. Settings that do not work leave the old adapter in place.
    async fn change(&self, lane: &Arc<Lane>, row: Provider, sink: &Arc<dyn CarrierSink>) {
        let old = lane.provider();
        if (&old.config, &old.secrets, &old.adapter) == (&row.config, &row.secrets, &row.adapter) {
            lane.update(row);
            return;
        }
        match self.make(&row, lane.region(), sink) {
            Ok(adapter) => {
                let before = lane.replace_adapter(adapter.clone());
                lane.update(row);
                adapter.open().await;
                tokio::spawn(close_when_idle(before, 0));
            }
            Err(why) => {
                tracing::error!(provider = %row.id, adapter = %row.adapter, %why, "a provider's new settings do not work");
                lane.update(Provider { active: false, ..row });
            }
        }
    }

    fn make(&self, row: &Provider, region: &str, sink: &Arc<dyn CarrierSink>) -> Result<Arc<dyn Adapter>, String> {
        let settings = whole_settings(&self.vault, row)?;
        self.factory.build(row, settings, region, sink.clone())
    }

    fn build(&self, row: Provider, region: String, sink: &Arc<dyn CarrierSink>) -> Option<Arc<Lane>> {
        if self.refused.lock().get(&row.id) == Some(&row) {
            return None;
        }
        match self.make(&row, &region, sink) {
            Ok(adapter) => {
                let breaker = match row.id {
                    TEST_PROVIDER => never_ill(self.breaker),
                    _ => self.breaker,
                };
                Some(Arc::new(Lane::new((row, region), adapter, self.lane_memory, breaker)))
            }
            Err(why) => {
                tracing::error!(provider = %row.id, adapter = %row.adapter, %why, "a provider's settings do not work");
                self.refused.lock().insert(row.id, row);
                None
            }
        }
    }
}

/// The region of a provider's organization; `ZZ` for a shared one.
async fn region_of(store: &Store, row: &Provider) -> Result<String, StoreError> {
    let organization = match row.organization {
        Some(id) => store.organization_get(id).await?,
        None => None,
    };
    Ok(organization.map_or_else(|| "ZZ".to_owned(), |organization| organization.region))
}

/// Closes an adapter that was replaced or whose provider was removed, once the hand-overs under way have let go of it
/// and only `holders` still have it.
pub(crate) async fn close_when_idle(adapter: Arc<dyn Adapter>, holders: usize) {
    for _ in 0..CLOSE_POLLS {
        if Arc::strong_count(&adapter) <= holders + 1 {
            break;
        }
        tokio::time::sleep(CLOSE_POLL).await;
    }
    adapter.close().await;
}

fn find(lanes: &[Arc<Lane>], asked: &str) -> Option<Arc<Lane>> {
    let fits = |provider: &Provider| {
        provider.active && (provider.name == asked || provider.adapter == asked || provider.id.to_string() == asked)
    };
    lanes.iter().find(|lane| fits(&lane.provider())).cloned()
}

fn no_such_provider(asked: &str) -> Fault {
    let shown: String = asked.chars().take(40).collect();
    Fault::new(
        "provider",
        format!("`{shown}` is not an active provider of this organization"),
        "give a provider's name, kind or id, or leave it out",
    )
}
