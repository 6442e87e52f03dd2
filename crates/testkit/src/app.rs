//! A whole Tuma for one test: database, engine, API on a real socket, organizations with keys, carriers.
//!
//! It can be stopped in order, crashed, and started again on the same database with the same carriers. Dropping it with
//! work that is not processed fails the test, unless the test said that it means to.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use domain::{Clock, Millis, Role, Scopes};
use engine::Engine;
use parking_lot::RwLock;
use serde_json::Value;
use store::{Membership, Store};
use tempfile::TempDir;
use tenancy::{Caller, NewOrganization, NewUser, Tenancy};

use crate::answer::Answer;
use crate::browser::Browser;
use crate::builder::{Builder, ProviderSpec};
use crate::carriers::Carriers;
use crate::client::Address;
use crate::clock::MockClock;
use crate::database::TestDatabase;
use crate::logs::Logs;
use crate::organization::Org;
use crate::recorder::Recorder;
use crate::running::{Parts, Plan, Running};
use crate::wait::eventually;

/// How long an orderly stop may take.
const STOP_DEADLINE: Duration = Duration::from_secs(10);

/// A Tuma under test.
pub struct TestApp {
    running: Option<Running>,
    plan: Plan,
    orgs: BTreeMap<String, Org>,
    first: String,
    first_recorder: Option<String>,
    mock: Arc<MockClock>,
    pub(crate) address: Address,
    unprocessed_allowed: bool,
    database: TestDatabase,
    folder: TempDir,
}

impl TestApp {
    /// Organization `acme` in Kenya, one recorder called `main`, a clock that stands still.
    pub async fn start() -> Self {
        Self::builder().start().await
    }

    /// To say more.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) async fn launch(mut builder: Builder) -> Self {
        Logs::collect();
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = TestDatabase::create(folder.path()).await;
        let (mock, clock) = builder.clocks();
        let carriers = builder.carriers(clock.clone());
        let requests = builder.request_limits();
        let mut engine = builder.engine_settings(folder.path().join("spool"));
        engine.recipients_per_day = requests.recipients_per_day;
        let plan = Plan {
            store: builder.store_config(database.url()),
            engine,
            limits: builder.api_limits(),
            people: builder.people_settings(),
            requests,
            mail: crate::running::MailPlan {
                folder: folder.path().join("mail"),
                smtp_url: builder.smtp_url.take(),
            },
            clock,
            carriers,
            payments: builder.payments.take(),
            ways: builder.ways.take(),
        };
        let providers = std::mem::take(&mut builder.providers);
        let first_recorder = providers
            .iter()
            .find(|one| one.adapter == crate::carriers::RECORDER)
            .map(|one| one.name.clone());
        let address: Address = Arc::new(RwLock::new(([127, 0, 0, 1], 0).into()));
        let running = Running::start(
            plan.clone(),
            prepare(builder.organizations.clone(), providers, plan.clock.clone()),
        );
        let running = running.await.expect("Tuma starts");
        *address.write() = running.address;
        let mut app = Self {
            running: Some(running),
            plan,
            orgs: BTreeMap::new(),
            first: builder.organizations[0].slug.clone(),
            first_recorder,
            mock,
            address,
            unprocessed_allowed: builder.unprocessed_allowed,
            database,
            folder,
        };
        for organization in &builder.organizations {
            let org = app.key_of(&organization.slug, Scopes::MESSAGING).await;
            app.orgs.insert(organization.slug.clone(), org);
        }
        app
    }

    /// The organization called `slug`.
    pub fn org(&self, slug: &str) -> &Org {
        self.orgs.get(slug).expect("the test has an organization of this name")
    }

    /// The first organization.
    pub fn own(&self) -> &Org {
        self.org(&self.first)
    }

    /// A browser that is not signed in.
    pub fn browser(&self) -> Browser {
        Browser::at(self.address.clone())
    }

    /// Makes a person; answers its password.
    pub async fn person_of(&self, email: &str, places: &[(&str, Role)]) -> String {
        let (tenancy, email) = (self.parts().tenancy.clone(), email.to_owned());
        let places: Vec<_> = places.iter().map(|(slug, role)| ((*slug).to_owned(), *role)).collect();
        let store = self.parts().store.clone();
        let made = self.inside(async move {
            let new = NewUser {
                name: email.clone(),
                email,
                place: None,
                system_administrator: places.is_empty(),
            };
            let (user, password) = tenancy.user_create(new).await?;
            for (slug, role) in places {
                let membership = Membership {
                    organization: tenancy.organization_by_slug(&slug).await?.id,
                    user: user.id,
                    role,
                    created_at: user.created_at,
                };
                store.membership_insert(membership).await?;
            }
            anyhow::Ok(password)
        });
        made.await.expect("a person can be made")
    }

    /// A person with this role in the organization called `slug`, signed in at a browser of its own.
    pub async fn signed_in(&self, slug: &str, role: Role) -> Browser {
        let email = format!("{}@{slug}.example", role.as_str());
        let password = self.person_of(&email, &[(slug, role)]).await;
        let browser = self.browser();
        browser.sign_in(&email, &password).await.expect(200);
        browser
    }

    /// The first recorder.
    pub fn recorder(&self) -> &Recorder {
        let name = self.first_recorder.as_deref().expect("the test has a recorder");
        self.carriers().recorder(name)
    }

    /// The recorder behind the provider called `name`.
    pub fn recorder_of(&self, name: &str) -> &Recorder {
        self.carriers().recorder(name)
    }

    /// Moves the clock forward.
    pub fn advance(&self, by: Duration) {
        self.mock.advance(by);
    }

    /// What the clock says.
    pub fn now_ms(&self) -> Millis {
        self.plan.clock.now_ms()
    }

    /// The time `ahead` from now, as the API writes it.
    pub fn time_ahead(&self, ahead: Duration) -> String {
        let at = self.now_ms() + i64::try_from(ahead.as_millis()).expect("a span of the test");
        rfc3339(at)
    }

    /// Where this run serves SMPP.
    pub fn smpp_address(&self) -> std::net::SocketAddr {
        self.running().smpp_address
    }

    /// An SMPP account of the organization called `slug`; answers its id and its password.
    pub async fn smpp_account(&self, slug: &str, change: engine::SmppAccountChange) -> (domain::SmppAccountId, String) {
        let (engine, tenancy, slug) = (self.engine().clone(), self.tenancy().clone(), slug.to_owned());
        let made = self.inside(async move {
            let organization = tenancy.organization_by_slug(&slug).await?;
            let caller = Caller::system(Arc::new(organization));
            let (made, password) = engine.smpp_account_create(&caller, change).await?;
            anyhow::Ok((made.row.id, password))
        });
        made.await.expect("an SMPP account can be made")
    }

    /// The engine of this run.
    pub fn engine(&self) -> &Engine {
        &self.parts().engine
    }

    /// The store of this run.
    pub fn store(&self) -> &Store {
        &self.parts().store
    }

    /// Tenancy of this run.
    pub fn tenancy(&self) -> &Tenancy {
        &self.parts().tenancy
    }

    /// Runs `work` on Tuma's own runtime: for whatever calls the engine, the store or tenancy without HTTP.
    pub async fn inside<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> T {
        self.running().inside(work).await
    }

    /// The database, to look into.
    pub fn database(&self) -> &TestDatabase {
        &self.database
    }

    /// The test's own folder.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Files that lie in the spool.
    pub fn spooled(&self) -> usize {
        std::fs::read_dir(&self.plan.engine.spool_dir).map_or(0, Iterator::count)
    }

    /// A request without a key.
    pub async fn get_bare(&self, path: &str) -> Answer {
        self.own().get_bare(path).await
    }

    /// Sends one message for the first organization; answers its id.
    pub async fn send(&self, to: &str, body: &str) -> String {
        self.own().send(to, body).await
    }

    /// Reads `path` for the first organization.
    pub async fn get(&self, path: &str) -> Answer {
        self.own().get(path).await
    }

    /// Posts JSON for the first organization.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.own().post(path, body).await
    }

    /// Waits until a message of the first organization is in `state`.
    pub async fn wait_for_state(&self, id: &str, state: &str) -> Value {
        self.own().wait_for_state(id, state).await
    }

    /// Hands nothing over on any lane, or goes on.
    pub fn pause_lanes(&self, paused: bool) {
        self.parts()
            .providers
            .iter()
            .for_each(|provider| self.engine().pause(*provider, paused));
    }

    /// Stops as on SIGTERM; answers once everything has ended.
    pub async fn shutdown(&mut self) {
        let running = self.running.take().expect("Tuma runs");
        running.stop(STOP_DEADLINE).await;
        self.plan.carriers.disconnect();
    }

    /// Ends as a crash does.
    pub fn crash(&mut self) {
        self.running.take().expect("Tuma runs").crash();
        self.plan.carriers.disconnect();
    }

    /// Changes the settings of the next run.
    pub fn change_engine(&mut self, change: impl FnOnce(&mut engine::EngineSettings)) {
        change(&mut self.plan.engine);
    }

    /// Changes how the next run opens the database.
    pub fn change_store(&mut self, change: impl FnOnce(&mut store::StoreConfig)) {
        change(&mut self.plan.store);
    }

    /// Starts again on the same database with the same carriers. After a crash this waits until the database is free.
    pub async fn start_again(&mut self) {
        let plan = self.plan.clone();
        let running = eventually("the database to be free", async || {
            Running::start(plan.clone(), |_, _| async { Ok(()) }).await.ok()
        });
        let running = running.await;
        *self.address.write() = running.address;
        self.running = Some(running);
    }

    /// The test ends with messages on their way, and means to.
    pub fn allow_unprocessed(&mut self) {
        self.unprocessed_allowed = true;
    }

    pub(crate) fn mail_folder(&self) -> &std::path::Path {
        &self.plan.mail.folder
    }

    pub(crate) fn carriers(&self) -> &Carriers {
        &self.plan.carriers
    }

    fn running(&self) -> &Running {
        self.running.as_ref().expect("Tuma runs")
    }

    pub(crate) fn parts(&self) -> &Parts {
        &self.running().parts
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        let unprocessed = if self.unprocessed_allowed || std::thread::panicking() {
            None
        } else {
            self.unprocessed()
        };
        if let Some(running) = self.running.take() {
            if std::thread::panicking() {
                running.crash()
            } else {
                running.stop_now(STOP_DEADLINE)
            }
        }
        if let Some(left) = unprocessed {
            panic!("the test ended with work that is not processed: {left}");
        }
    }
}

/// Makes the organizations and providers before the engine starts.
fn prepare(
    organizations: Vec<NewOrganization>,
    providers: Vec<ProviderSpec>,
    clock: Arc<dyn Clock>,
) -> impl FnOnce(Store, Tenancy) -> std::pin::Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send>> + Send + 'static
{
    move |store, tenancy| {
        Box::pin(async move {
            for organization in organizations {
                tenancy.organization_create(organization).await?;
            }
            for provider in providers {
                let owner = match &provider.organization {
                    Some(slug) => Some(tenancy.organization_by_slug(slug).await?.id),
                    None => None,
                };
                let now = clock.now_ms();
                store
                    .provider_insert(provider.row(store.ids().next(now), owner, now))
                    .await?;
            }
            Ok(())
        })
    }
}

/// `at` as RFC 3339 in UTC, with milliseconds.
fn rfc3339(at: Millis) -> String {
    let time = jiff::Timestamp::from_millisecond(at).expect("a time within the calendar");
    format!("{time:.3}")
}

#[cfg(test)]
mod tests {
    use super::rfc3339;
    use crate::clock::START_MS;

    #[test]
    fn times_are_written_as_the_api_writes_them() {
        assert_eq!(rfc3339(START_MS), "2026-03-01T08:00:00.000Z");
        assert_eq!(rfc3339(0), "1970-01-01T00:00:00.000Z");
        assert_eq!(rfc3339(1_709_164_799_999), "2024-02-28T23:59:59.999Z");
    }
}
