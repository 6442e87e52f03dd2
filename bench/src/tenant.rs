//! The rows that a measurement needs, written through the store before the server starts: an organization, an API key,
//! and a simulated carrier that is either as fast as can be or takes nothing.

use std::sync::Arc;

use adapters::simulator::Config;
use anyhow::{Context, Result, ensure};
use domain::{Clock, Currency, Money, OrganizationId, ProviderId, Scopes};
use serde::{Deserialize, Serialize};
use store::{DatabaseUrl, Provider, Store, StoreConfig};
use tenancy::{BillingChange, MAX_AMOUNT_MICROS, NewOrganization, NewTopUp, Tenancy};

use crate::clock::{SystemClock, fill_random};

/// Messages that may be with the carrier at once.
const WINDOW: u32 = 5_000;
/// 0.80 a segment.
const PRICE_MICROS: i64 = 800_000;

/// Whether messages are handed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lanes {
    /// The carrier's rate is none: accepted messages wait.
    Paused,
    /// Without a limit.
    Running,
}

/// Who sends.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Tenant {
    /// The API key.
    pub key: String,
    organization: i64,
    provider: i64,
}

impl Tenant {
    /// Whose messages.
    pub fn organization(&self) -> OrganizationId {
        OrganizationId::new(self.organization)
    }

    /// Through which carrier.
    pub fn provider(&self) -> ProviderId {
        ProviderId::new(self.provider)
    }

    /// Makes a tenant in an empty database.
    pub async fn create(store: &Store, lanes: Lanes) -> Result<Self> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let tenancy = Tenancy::new(store.clone(), clock.clone(), Arc::new(fill_random));
        let organization = NewOrganization {
            name: "Bench".to_owned(),
            slug: "bench".to_owned(),
            region: "KE".to_owned(),
            ..NewOrganization::default()
        };
        let organization = tenancy.organization_create(organization).await?.id;
        let (_, key) = tenancy
            .key_create(organization, "bench", Scopes::MESSAGING, None)
            .await?;
        let now = clock.now_ms();
        let provider = Provider {
            id: ProviderId::new(store.ids().next(now)),
            organization: None,
            adapter: "simulator".to_owned(),
            name: "simulator".to_owned(),
            config: serde_json::to_string(&Config::fastest()).context("the simulator's configuration")?,
            secrets: String::new(),
            hook_token: None,
            rank: 100,
            rate_per_second: lanes.rate(),
            window: WINDOW,
            price_micros: PRICE_MICROS,
            currency: "KES".parse::<Currency>().expect("three capital letters"),
            reports: true,
            active: true,
            created_at: now,
            updated_at: now,
        };
        let tenant = Self {
            key,
            organization: organization.get(),
            provider: provider.id.get(),
        };
        store.provider_insert(provider).await?;
        Ok(tenant)
    }

    /// Lets it pay from a balance for more messages than a run accepts.
    pub async fn prepay(&self, store: &Store) -> Result<()> {
        let tenancy = Tenancy::new(store.clone(), Arc::new(SystemClock), Arc::new(fill_random));
        let currency = "KES".parse::<Currency>().expect("three capital letters");
        let change = BillingChange {
            currency: Some(currency),
            ..BillingChange::default()
        };
        tenancy.billing_change(self.organization(), change).await?;
        let top_up = NewTopUp {
            amount: Money::new(MAX_AMOUNT_MICROS, currency),
            reference: None,
            actor: None,
            note: None,
        };
        tenancy.top_up(self.organization(), top_up).await?;
        Ok(())
    }

    /// Pauses the carrier's lane, or lets it run.
    pub async fn set_lanes(&self, store: &Store, lanes: Lanes) -> Result<()> {
        let provider = store
            .provider_get(self.organization(), self.provider())
            .await?
            .context("the provider is gone")?;
        let found = store
            .provider_update(Provider {
                rate_per_second: lanes.rate(),
                ..provider
            })
            .await?;
        ensure!(found, "the provider is gone");
        Ok(())
    }
}

impl Lanes {
    const fn rate(self) -> Option<u32> {
        match self {
            Self::Paused => Some(0),
            Self::Running => None,
        }
    }
}

/// Opens a database in this process, before a server does.
pub async fn open(url: DatabaseUrl) -> Result<Store> {
    Ok(Store::open(StoreConfig::new(url), Arc::new(SystemClock)).await?)
}
