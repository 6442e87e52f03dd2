//! A router over an engine with providers that take everything, two organizations and a key for each need.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use adapters::http::{HttpClient, HttpSettings};
use api::{ApiState, Limits};
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use domain::{Clock, Millis, Networks, OrganizationId, ProviderId, Role, Scope, Scopes};
use engine::{Engine, EngineParts, EngineSettings};
use http_body_util::BodyExt;
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::Value;
use store::{DatabaseUrl, Provider, SessionKind, Store, StoreConfig};
use tenancy::{
    LimitSettings, MailWay, Mailer, NewOrganization, NewSession, NewUser, PeopleSettings, RandomSource, SignIn,
    Tenancy, TenancyParts, Vault,
};
use tower::ServiceExt;

use crate::carrier::{Seen, TestCarriers};

/// 2026-03-01T08:00:00Z.
pub const START: Millis = 1_772_352_000_000;
/// A number that is valid in KE.
pub const NUMBER: &str = "+254712345678";
/// The platform's provider, which everybody may use.
pub const SHARED: ProviderId = ProviderId::new(1);
/// A provider of `acme`, called `africastalking`.
pub const OWN: ProviderId = ProviderId::new(2);
/// A provider of `acme`, called `twilio`.
pub const OWN_TWILIO: ProviderId = ProviderId::new(3);
/// A provider of `clinic`.
pub const THEIRS: ProviderId = ProviderId::new(4);
/// Where carriers reach the server.
pub const PUBLIC_URL: &str = "https://sms.example.org";
const LEASE_MS: Millis = 1_000 * 86_400_000;

struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now_ms(&self) -> Millis {
        self.0.load(Ordering::SeqCst)
    }
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    pub fn data(&self) -> Value {
        self.json()["data"].clone()
    }

    pub fn code(&self) -> String {
        self.json()["error"]["code"].as_str().unwrap_or_default().to_owned()
    }

    /// The fields at fault, in order.
    pub fn fields(&self) -> Vec<String> {
        let error = self.json()["error"].clone();
        let field = error["details"]["field"].as_str();
        if let Some(field) = field {
            // Source 001's envelope: one value at fault, the others beside it.
            let more = error["more"].as_array().cloned().unwrap_or_default();
            let more = more
                .iter()
                .map(|fault| fault["field"].as_str().unwrap_or_default().to_owned());
            return std::iter::once(field.to_owned()).chain(more).collect();
        }
        let details = error["details"].as_array().cloned().unwrap_or_default();
        details
            .iter()
            .map(|fault| fault["field"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

/// A person at a browser: what it shows.
pub struct Visitor {
    pub cookie: String,
    pub csrf_token: String,
}

impl Visitor {
    pub fn new(cookie: String, csrf_token: String) -> Self {
        Self { cookie, csrf_token }
    }
}

pub struct App {
    pub router: Router,
    pub engine: Engine,
    tenancy: Tenancy,
    /// What carriers called.
    pub seen: Seen,
    /// How often a carrier was asked for a balance.
    pub asked: Arc<AtomicUsize>,
    clock: Arc<TestClock>,
    /// Messages in `acme`, as keys are made unless they ask for more.
    pub key: String,
    /// Everything in `acme`.
    pub admin_key: String,
    /// Nothing that a message needs, in `acme`.
    pub contacts_key: String,
    /// Everything in another organization, `clinic`.
    pub other_key: String,
    folder: tempfile::TempDir,
}

impl App {
    pub async fn start() -> Self {
        Self::with(Limits {
            file_wait: Duration::from_secs(20),
            trusted_proxies: Networks::parse("trusted", &["10.0.0.0/8", "127.0.0.0/8"]).expect("networks"),
            ..Limits::default()
        })
        .await
    }

    pub async fn with(limits: Limits) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let test_clock = Arc::new(TestClock(AtomicI64::new(START)));
        let clock: Arc<dyn Clock> = test_clock.clone();
        let config = StoreConfig {
            lease_ms: LEASE_MS,
            ..StoreConfig::new(DatabaseUrl::Sqlite(folder.path().join("tuma.db")))
        };
        let store = Store::open(config, clock.clone()).await.expect("a store");
        let draws = AtomicU64::new(1);
        let random: RandomSource = Arc::new(move |buffer: &mut [u8]| {
            buffer[..8].copy_from_slice(&draws.fetch_add(1, Ordering::SeqCst).to_be_bytes());
        });
        let vault = Arc::new(Vault::new(("test".to_owned(), [7; 32]), Vec::new(), random.clone()));
        let tenancy = tenancy_over(&store, &clock, (&random, &vault));
        let acme = organization(&tenancy, "acme").await;
        let clinic = organization(&tenancy, "clinic").await;
        add_providers(&store, acme, clinic).await;
        let all: Scopes = Scope::ALL.into_iter().collect();
        let key = key_of(&tenancy, acme, Scopes::MESSAGING).await;
        let admin_key = key_of(&tenancy, acme, all).await;
        let contacts_key = key_of(&tenancy, acme, [Scope::ContactsRead].into_iter().collect()).await;
        let other_key = key_of(&tenancy, clinic, all).await;
        let settings = EngineSettings {
            lease_ms: LEASE_MS,
            poll_ms: 10,
            spool_dir: folder.path().join("spool"),
            ..Default::default()
        };
        let carriers = TestCarriers::new(http_client(), clock.clone());
        let (seen, asked) = (carriers.seen(), carriers.asked.clone());
        let parts = EngineParts {
            store,
            settings,
            clock: clock.clone(),
            factory: Arc::new(carriers),
            vault,
            http: http_client(),
            random,
            payments: None,
        };
        let engine = Engine::start(parts).await.expect("an engine");
        until_ready(&engine).await;
        let metrics = PrometheusBuilder::new().build_recorder().handle();
        let router = api::router(ApiState {
            engine: engine.clone(),
            tenancy: tenancy.clone(),
            metrics,
            clock,
            limits,
            public_url: Some(PUBLIC_URL.to_owned()),
        });
        Self {
            router,
            engine,
            tenancy,
            seen,
            asked,
            clock: test_clock,
            key,
            admin_key,
            contacts_key,
            other_key,
            folder,
        }
    }

    /// A key of `acme` with these scopes alone.
    pub async fn key_with(&self, scopes: impl IntoIterator<Item = Scope>) -> String {
        let acme = self.tenancy.organization_by_slug("acme").await.expect("acme");
        key_of(&self.tenancy, acme.id, scopes.into_iter().collect()).await
    }

    /// Moves the clock forward.
    pub fn advance(&self, ms: Millis) {
        self.clock.0.fetch_add(ms, Ordering::SeqCst);
    }

    /// A new person with this role in the organization called `slug`, and its password.
    async fn person(&self, slug: &str, role: Role) -> (String, String) {
        static PERSONS: AtomicU64 = AtomicU64::new(1);
        let organization = self.tenancy.organization_by_slug(slug).await.expect("an organization");
        let system_administrator = role == Role::SystemAdministrator;
        let new = NewUser {
            email: format!("person{}@example.org", PERSONS.fetch_add(1, Ordering::SeqCst)),
            name: role.as_str().to_owned(),
            place: (!system_administrator).then_some((organization.id, role)),
            system_administrator,
        };
        let (user, password) = self.tenancy.user_create(new).await.expect("a person");
        (user.email, password)
    }

    async fn begun(&self, slug: &str, role: Role, kind: SessionKind) -> NewSession {
        let (email, password) = self.person(slug, role).await;
        let ask = SignIn {
            email: &email,
            password: &password,
            organization: Some(slug),
            code: None,
            kind,
            replaces: None,
        };
        self.tenancy.sign_in(ask, &Arc::default()).await.expect("let in")
    }

    /// A new person with this role in `acme`, signed in at a browser.
    pub async fn visitor(&self, role: Role) -> Visitor {
        let begun = self.begun("acme", role, SessionKind::Browser).await;
        Visitor::new(begun.shown, begun.person.session.csrf_token)
    }

    /// A token of a new person with this role in `acme`.
    pub async fn token(&self, role: Role) -> String {
        self.token_in("acme", role).await
    }

    /// A token of a new person with this role in the organization called `slug`.
    pub async fn token_in(&self, slug: &str, role: Role) -> String {
        self.begun(slug, role, SessionKind::Token).await.shown
    }

    /// A call from a browser.
    pub async fn with_cookie(&self, method: &str, path: &str, visitor: &Visitor, body: Option<&str>) -> Answer {
        let mut request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).expect("a method"))
            .uri(path)
            .header("cookie", format!("tuma_session={}", visitor.cookie));
        if !visitor.csrf_token.is_empty() {
            request = request.header("x-csrf-token", &visitor.csrf_token);
        }
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let body = Body::from(body.unwrap_or_default().to_owned());
        self.call(request.body(body).expect("a request")).await
    }

    /// Files in the spool.
    pub fn spooled(&self) -> usize {
        std::fs::read_dir(self.folder.path().join("spool")).map_or(0, Iterator::count)
    }

    pub async fn call(&self, request: Request<Body>) -> Answer {
        let response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router is infallible");
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes().to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            bytes,
        }
    }

    /// A call with `key` and, if there is one, a JSON body.
    pub async fn with_key(&self, method: &str, path: &str, key: Option<&str>, body: Option<&str>) -> Answer {
        let mut request = Request::builder()
            .method(Method::from_bytes(method.as_bytes()).expect("a method"))
            .uri(path);
        if let Some(key) = key {
            request = request.header("authorization", format!("Bearer {key}"));
        }
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        self.call(
            request
                .body(Body::from(body.unwrap_or_default().to_owned()))
                .expect("a request"),
        )
        .await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.with_key("GET", path, Some(&self.key), None).await
    }

    pub async fn post(&self, path: &str, body: &str) -> Answer {
        self.with_key("POST", path, Some(&self.key), Some(body)).await
    }

    /// A call with the key that may do everything.
    pub async fn as_admin(&self, method: &str, path: &str, body: Option<&str>) -> Answer {
        self.with_key(method, path, Some(&self.admin_key), body).await
    }
}

/// The engine is ready once its first lease is on disk.
async fn until_ready(engine: &Engine) {
    let ready = async {
        while !engine.health().await.ready {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), ready)
        .await
        .expect("the engine is ready in time");
}

/// The platform's provider and those of either organization.
async fn add_providers(store: &Store, acme: OrganizationId, clinic: OrganizationId) {
    for row in [
        provider(SHARED, None, "main"),
        provider(OWN, Some(acme), "africastalking"),
        provider(OWN_TWILIO, Some(acme), "twilio"),
        provider(THEIRS, Some(clinic), "theirs"),
    ] {
        store.provider_insert(row).await.expect("a provider");
    }
}

/// Passwords are hashed as cheaply as argon2id lets them.
fn tenancy_over(store: &Store, clock: &Arc<dyn Clock>, (random, vault): (&RandomSource, &Arc<Vault>)) -> Tenancy {
    Tenancy::new(TenancyParts {
        store: store.clone(),
        clock: clock.clone(),
        random: random.clone(),
        vault: vault.clone(),
        mailer: Mailer::new("Tuma <tuma@example.org>", MailWay::log()).expect("a sender"),
        people: PeopleSettings {
            argon2_memory_kib: 8,
            argon2_passes: 1,
            ..PeopleSettings::default()
        },
        limits: LimitSettings::none(),
        ways: tenancy::SignInWays::default(),
    })
}

async fn organization(tenancy: &Tenancy, slug: &str) -> OrganizationId {
    let new = NewOrganization {
        name: slug.into(),
        slug: slug.into(),
        region: "KE".into(),
        ..Default::default()
    };
    tenancy.organization_create(new).await.expect("an organization").id
}

async fn key_of(tenancy: &Tenancy, organization: OrganizationId, scopes: Scopes) -> String {
    tenancy
        .key_create(organization, "test", scopes, None)
        .await
        .expect("a key")
        .1
}

/// A client that calls public addresses only, of which no test has any.
fn http_client() -> HttpClient {
    // Another test of this process may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    HttpClient::new(&HttpSettings::default()).expect("TLS is installed")
}

/// The token in the webhook's path of a provider.
pub fn hook_token(id: ProviderId) -> String {
    format!("{:048x}", id.get())
}

fn provider(id: ProviderId, organization: Option<OrganizationId>, name: &str) -> Provider {
    Provider {
        id,
        organization,
        adapter: "test".to_owned(),
        name: name.to_owned(),
        config: r#"{"username":"acme"}"#.to_owned(),
        secrets: String::new(),
        hook_token: Some(hook_token(id)),
        rank: 99 + id.get(),
        rate_per_second: None,
        window: 1_000,
        price_micros: 800_000,
        currency: "KES".parse().expect("a currency"),
        reports: true,
        active: true,
        created_at: START,
        updated_at: START,
    }
}
