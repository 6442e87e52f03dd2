//! How a test says what it needs: organizations, providers, settings. Whatever it does not say is the usual: `acme` in
//! Kenya, one recorder, a clock that stands still, and polls so frequent that nothing waits for them.

use std::collections::HashMap;
use std::sync::Arc;

use domain::{Clock, Currency, Networks, ProviderId};
use engine::EngineSettings;
use store::{Provider, StoreConfig};
use tenancy::{LimitSettings, NewOrganization, PeopleSettings};

use crate::app::TestApp;
use crate::carriers::{Carriers, RECORDER, SIMULATOR};
use crate::clock::{MockClock, WallClock};
use crate::recorder::Recorder;

/// With a clock that the test moves by days at a time, a lease must last longer than any of them: 1,000 days.
const MOCK_LEASE_MS: i64 = 1_000 * 86_400_000;

/// One provider of a test.
#[derive(Debug, Clone)]
pub struct ProviderSpec {
    pub(crate) name: String,
    pub(crate) adapter: &'static str,
    pub(crate) organization: Option<String>,
    config: String,
    window: u32,
    rate: Option<u32>,
    rank: i64,
    price_micros: i64,
    reports: bool,
    active: bool,
}

impl ProviderSpec {
    /// A [`Recorder`] called `name`.
    pub fn recorder(name: &str) -> Self {
        Self::new(name, RECORDER, "{}")
    }

    /// A simulated carrier in this process, with `config` as in `docs/simulator.md`.
    pub fn simulator(config: &str) -> Self {
        Self::new("simulator", SIMULATOR, config)
    }

    /// A provider of the kind `adapter`, with its settings as in `docs/carriers`.
    pub fn carrier(adapter: &'static str, name: &str, config: &str) -> Self {
        Self::new(name, adapter, config)
    }

    fn new(name: &str, adapter: &'static str, config: &str) -> Self {
        Self {
            name: name.to_owned(),
            adapter,
            organization: None,
            config: config.to_owned(),
            window: 1_000,
            rate: None,
            rank: 100,
            price_micros: 800_000,
            reports: true,
            active: true,
        }
    }

    /// The most messages handed over and not answered.
    #[must_use]
    pub fn window(mut self, window: u32) -> Self {
        self.window = window;
        self
    }

    /// Messages a second.
    #[must_use]
    pub fn rate(mut self, per_second: u32) -> Self {
        self.rate = Some(per_second);
        self
    }

    /// Its place when no route decides.
    #[must_use]
    pub fn rank(mut self, rank: i64) -> Self {
        self.rank = rank;
        self
    }

    /// The price of a segment, micros of KES.
    #[must_use]
    pub fn price(mut self, micros: i64) -> Self {
        self.price_micros = micros;
        self
    }

    /// Gives no delivery reports.
    #[must_use]
    pub fn without_reports(mut self) -> Self {
        self.reports = false;
        self
    }

    /// Other settings, JSON.
    #[must_use]
    pub fn settings(mut self, config: &str) -> Self {
        config.clone_into(&mut self.config);
        self
    }

    /// Only for the organization with this slug.
    #[must_use]
    pub fn only_for(mut self, slug: &str) -> Self {
        self.organization = Some(slug.to_owned());
        self
    }

    /// Not in use.
    #[must_use]
    pub fn inactive(mut self) -> Self {
        self.active = false;
        self
    }

    /// The provider's row: 0.80 KES a segment.
    pub(crate) fn row(&self, id: i64, owner: Option<domain::OrganizationId>, now: domain::Millis) -> Provider {
        Provider {
            id: ProviderId::new(id),
            organization: owner,
            adapter: self.adapter.to_owned(),
            name: self.name.clone(),
            config: self.config.clone(),
            secrets: String::new(),
            hook_token: None,
            rank: self.rank,
            rate_per_second: self.rate,
            window: self.window,
            price_micros: self.price_micros,
            currency: "KES".parse::<Currency>().expect("a currency"),
            reports: self.reports,
            active: self.active,
            created_at: now,
            updated_at: now,
        }
    }
}

type Change<T> = Box<dyn FnOnce(&mut T) + Send>;

/// Says what a [`TestApp`] needs.
#[derive(Default)]
pub struct Builder {
    pub(crate) organizations: Vec<NewOrganization>,
    pub(crate) providers: Vec<ProviderSpec>,
    engine: Vec<Change<EngineSettings>>,
    store: Vec<Change<StoreConfig>>,
    limits: Vec<Change<api::Limits>>,
    people: Vec<Change<PeopleSettings>>,
    pub(crate) payments: Option<Arc<dyn adapters::payments::PaymentProvider>>,
    pub(crate) ways: Option<crate::running::Ways>,
    requests: Vec<Change<LimitSettings>>,
    real_clock: bool,
    pub(crate) smtp_url: Option<String>,
    pub(crate) unprocessed_allowed: bool,
}

impl Builder {
    /// An organization with this slug and region. The first one is what [`TestApp`]'s own verbs speak for.
    #[must_use]
    pub fn organization(self, slug: &str, region: &str) -> Self {
        self.organization_like(NewOrganization {
            name: slug.to_owned(),
            slug: slug.to_owned(),
            region: region.to_owned(),
            ..NewOrganization::default()
        })
    }

    /// An organization of the test's own making.
    #[must_use]
    pub fn organization_like(mut self, organization: NewOrganization) -> Self {
        self.organizations.push(organization);
        self
    }

    /// A provider, tried in the order in which they are given.
    #[must_use]
    pub fn provider(mut self, provider: ProviderSpec) -> Self {
        self.providers.push(provider);
        self
    }

    /// Changes the engine's settings.
    #[must_use]
    pub fn engine(mut self, change: impl FnOnce(&mut EngineSettings) + Send + 'static) -> Self {
        self.engine.push(Box::new(change));
        self
    }

    /// Changes the store's settings.
    #[must_use]
    pub fn store(mut self, change: impl FnOnce(&mut StoreConfig) + Send + 'static) -> Self {
        self.store.push(Box::new(change));
        self
    }

    /// Changes the API's limits.
    #[must_use]
    pub fn limits(mut self, change: impl FnOnce(&mut api::Limits) + Send + 'static) -> Self {
        self.limits.push(Box::new(change));
        self
    }

    /// Changes the settings of people and sign-ins.
    #[must_use]
    pub fn people(mut self, change: impl FnOnce(&mut PeopleSettings) + Send + 'static) -> Self {
        self.people.push(Box::new(change));
        self
    }

    /// Takes money from people through `provider`.
    #[must_use]
    pub fn payments(mut self, provider: Arc<dyn adapters::payments::PaymentProvider>) -> Self {
        self.payments = Some(provider);
        self
    }

    /// Lets people sign in by these ways too; they are made anew at every start, by the clock of the test.
    #[must_use]
    pub fn ways(mut self, ways: impl Fn(Arc<dyn Clock>) -> tenancy::SignInWays + Send + Sync + 'static) -> Self {
        self.ways = Some(Arc::new(ways));
        self
    }

    /// Changes the platform's limits on requests and recipients; there are none unless a test says so.
    #[must_use]
    pub fn requests(mut self, change: impl FnOnce(&mut LimitSettings) + Send + 'static) -> Self {
        self.requests.push(Box::new(change));
        self
    }

    /// Sends mail through this server; without one it goes into a folder, see [`TestApp::mails_to`].
    #[must_use]
    pub fn mail_server(mut self, server: &crate::MailServer) -> Self {
        self.smtp_url = Some(server.url());
        self
    }

    /// Runs by the machine's clock.
    #[must_use]
    pub fn real_clock(mut self) -> Self {
        self.real_clock = true;
        self
    }

    /// The test ends with messages on their way, and means to.
    #[must_use]
    pub fn allow_unprocessed(mut self) -> Self {
        self.unprocessed_allowed = true;
        self
    }

    /// Starts it.
    pub async fn start(mut self) -> TestApp {
        if self.organizations.is_empty() {
            self = self.organization("acme", "KE");
        }
        if self.providers.is_empty() {
            self = self.provider(ProviderSpec::recorder("main"));
        }
        TestApp::launch(self).await
    }

    pub(crate) fn clocks(&self) -> (Arc<MockClock>, Arc<dyn Clock>) {
        let mock = Arc::new(MockClock::default());
        if self.real_clock {
            (mock, Arc::new(WallClock))
        } else {
            (mock.clone(), mock)
        }
    }

    pub(crate) fn carriers(&self, clock: Arc<dyn Clock>) -> Arc<Carriers> {
        let recorders = self.providers.iter().filter(|provider| provider.adapter == RECORDER);
        let recorders: HashMap<String, Recorder> = recorders
            .map(|provider| (provider.name.clone(), Recorder::default()))
            .collect();
        Arc::new(Carriers::new(recorders, clock))
    }

    pub(crate) fn engine_settings(&mut self, spool: std::path::PathBuf) -> EngineSettings {
        let mut settings = EngineSettings {
            poll_ms: 10,
            expire_poll_ms: 20,
            sweep_ms: 100,
            retention_poll_ms: 20,
            retention_pause_ms: 1,
            registry_poll_ms: 50,
            health_poll_ms: 20,
            spool_dir: spool,
            ..EngineSettings::default()
        };
        if !self.real_clock {
            settings.lease_ms = MOCK_LEASE_MS;
        }
        self.engine.drain(..).for_each(|change| change(&mut settings));
        settings
    }

    pub(crate) fn store_config(&mut self, url: store::DatabaseUrl) -> StoreConfig {
        let mut config = StoreConfig::new(url);
        // Always the same node: what an earlier run left behind is its own, whatever its lease says.
        config.node = Some(1);
        if !self.real_clock {
            config.lease_ms = MOCK_LEASE_MS;
        }
        self.store.drain(..).for_each(|change| change(&mut config));
        config
    }

    /// Passwords are hashed as cheaply as argon2id lets them.
    pub(crate) fn people_settings(&mut self) -> PeopleSettings {
        let mut settings = PeopleSettings {
            argon2_memory_kib: 8,
            argon2_passes: 1,
            mail_poll_ms: 50,
            ..PeopleSettings::default()
        };
        self.people.drain(..).for_each(|change| change(&mut settings));
        settings
    }

    pub(crate) fn request_limits(&mut self) -> LimitSettings {
        let mut limits = LimitSettings {
            flush_ms: 20,
            ..LimitSettings::none()
        };
        self.requests.drain(..).for_each(|change| change(&mut limits));
        limits
    }

    pub(crate) fn api_limits(&mut self) -> api::Limits {
        // As the binary's own default: a test may play the proxy.
        let mut limits = api::Limits {
            trusted_proxies: Networks::parse("trusted", &["127.0.0.0/8"]).expect("networks"),
            ..api::Limits::default()
        };
        self.limits.drain(..).for_each(|change| change(&mut limits));
        limits
    }
}
