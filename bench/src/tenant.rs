//! The rows that a measurement needs, written through the store before the server starts: an organization, an API key,
//! a carrier (simulated and as fast as can be, or an SMSC) whose lane runs or is paused, and an SMPP account.

use std::sync::Arc;

use adapters::simulator::Config;
use anyhow::{Context, Result, ensure};
use domain::{Clock, Currency, Money, OrganizationId, ProviderId, Role, Scopes};
use engine::{SmppAccountBook, SmppAccountChange};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{DatabaseUrl, Provider, Store, StoreConfig};
use tenancy::{
    Author, BillingChange, LimitSettings, MAX_AMOUNT_MICROS, MailWay, Mailer, NewOrganization, NewTopUp, NewUser,
    PeopleSettings, RandomSource, Tenancy, TenancyParts, Vault,
};

use crate::clock::{SystemClock, fill_random};

/// Messages that may be with the simulated carrier at once.
const SIMULATED_WINDOW: u32 = 5_000;
/// Messages that may be with an SMSC at once, as for any new provider.
const SMSC_WINDOW: u32 = 500;
/// The system id of the SMPP account.
pub const SYSTEM_ID: &str = "bench";
/// The mail address of the tenant's owner.
pub const OWNER: &str = "owner@bench.example";
/// Binds that it may have.
const MAX_BINDS: u32 = 64;
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

/// What takes the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// The simulator inside the server.
    Simulated,
    /// An SMSC on this port of the loopback: one transceiver bind, with the window that any new provider has.
    Smsc {
        /// Its port.
        port: u16,
        /// Whether receipts are asked for.
        receipts: bool,
    },
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
    pub async fn create(store: &Store, carrier: Carrier, lanes: Lanes) -> Result<Self> {
        let tenancy = tenancy_over(store)?;
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
        let now = SystemClock.now_ms();
        let provider = Provider {
            id: ProviderId::new(store.ids().next(now)),
            organization: None,
            adapter: carrier.kind().to_owned(),
            name: carrier.kind().to_owned(),
            config: carrier.settings().to_string(),
            secrets: String::new(),
            hook_token: None,
            rank: 100,
            rate_per_second: lanes.rate(),
            window: carrier.window(),
            price_micros: PRICE_MICROS,
            currency: "KES".parse::<Currency>().expect("three capital letters"),
            reports: carrier.reports(),
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
        let tenancy = tenancy_over(store)?;
        let currency = "KES".parse::<Currency>().expect("three capital letters");
        let change = BillingChange {
            currency: Some(currency),
            ..BillingChange::default()
        };
        tenancy
            .billing_change(self.organization(), change, &Author::operator())
            .await?;
        let top_up = NewTopUp {
            amount: Money::new(MAX_AMOUNT_MICROS, currency),
            reference: None,
            actor: None,
            note: None,
        };
        tenancy.top_up(self.organization(), top_up).await?;
        Ok(())
    }

    /// Makes its owner, a person; answers the password of [`OWNER`].
    pub async fn owner(&self, store: &Store) -> Result<String> {
        let owner = NewUser {
            email: OWNER.to_owned(),
            name: "Bench".to_owned(),
            place: Some((self.organization(), Role::Owner)),
            system_administrator: false,
        };
        Ok(tenancy_over(store)?.user_create(owner).await?.1)
    }

    /// Makes the SMPP account [`SYSTEM_ID`]; answers its password.
    pub async fn smpp_account(&self, store: &Store) -> Result<String> {
        let book = SmppAccountBook {
            author: Author::operator(),
            store: store.clone(),
            clock: Arc::new(SystemClock),
            random: Arc::new(fill_random),
        };
        let account = SmppAccountChange {
            system_id: Some(SYSTEM_ID.to_owned()),
            max_binds: Some(MAX_BINDS),
            ..SmppAccountChange::default()
        };
        Ok(book.create(self.organization(), account).await?.1)
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

impl Carrier {
    const fn kind(self) -> &'static str {
        match self {
            Self::Simulated => "simulator",
            Self::Smsc { .. } => "smpp",
        }
    }

    fn settings(self) -> serde_json::Value {
        match self {
            Self::Simulated => json!(Config::fastest()),
            Self::Smsc { port, receipts } => json!({
                "host": "127.0.0.1", "port": port, "systemId": "bench", "registeredDelivery": u8::from(receipts),
            }),
        }
    }

    const fn window(self) -> u32 {
        match self {
            Self::Simulated => SIMULATED_WINDOW,
            Self::Smsc { .. } => SMSC_WINDOW,
        }
    }

    const fn reports(self) -> bool {
        match self {
            Self::Simulated => true,
            Self::Smsc { receipts, .. } => receipts,
        }
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

fn tenancy_over(store: &Store) -> Result<Tenancy> {
    let random: RandomSource = Arc::new(fill_random);
    let mailer = Mailer::new("Tuma <tuma@localhost>", MailWay::log()).map_err(anyhow::Error::msg)?;
    Ok(Tenancy::new(TenancyParts {
        store: store.clone(),
        clock: Arc::new(SystemClock),
        vault: Arc::new(Vault::new(("bench".to_owned(), [0; 32]), Vec::new(), random.clone())),
        random,
        mailer,
        people: PeopleSettings::default(),
        limits: LimitSettings::none(),
        ways: tenancy::SignInWays::default(),
    }))
}

/// Opens a database in this process, before a server does.
pub async fn open(url: DatabaseUrl) -> Result<Store> {
    Ok(Store::open(StoreConfig::new(url), Arc::new(SystemClock)).await?)
}
