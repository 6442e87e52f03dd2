//! A router over an engine with one provider that takes everything, two organizations and a key for each need.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::Duration;

use adapters::{Adapter, Outcomes, Outgoing, ReportSink, SendOutcome};
use api::{ApiState, Limits};
use async_trait::async_trait;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use domain::{Clock, Millis, ProviderId, Scope, Scopes};
use engine::{AdapterFactory, Engine, EngineSettings};
use http_body_util::BodyExt;
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::Value;
use store::{DatabaseUrl, Provider, Store, StoreConfig};
use tenancy::{NewOrganization, Tenancy};
use tower::ServiceExt;

/// 2026-03-01T08:00:00Z.
pub const START: Millis = 1_772_352_000_000;
/// A number that is valid in KE.
pub const NUMBER: &str = "+254712345678";
const LEASE_MS: Millis = 1_000 * 86_400_000;

struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now_ms(&self) -> Millis {
        self.0.load(Ordering::SeqCst)
    }
}

struct TakesEverything;

#[async_trait]
impl Adapter for TakesEverything {
    fn max_batch(&self) -> usize {
        100
    }

    async fn send(&self, batch: Vec<Outgoing>, outcomes: Outcomes) {
        let taken = |message: &Outgoing| SendOutcome::Accepted {
            carrier_ids: vec![message.message.to_string()],
        };
        // The engine may be stopping; then nobody listens.
        let _ = outcomes.send(batch.iter().map(taken).enumerate().collect());
    }
}

#[async_trait]
impl AdapterFactory for TakesEverything {
    fn build(&self, _provider: &Provider, _sink: Arc<dyn ReportSink>) -> Result<Arc<dyn Adapter>, String> {
        Ok(Arc::new(Self))
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
        let details = self.json()["error"]["details"].as_array().cloned().unwrap_or_default();
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

pub struct App {
    pub router: Router,
    pub engine: Engine,
    /// Everything in `acme`.
    pub key: String,
    /// Nothing that a message needs, in `acme`.
    pub contacts_key: String,
    /// Everything in another organization.
    pub other_key: String,
    folder: tempfile::TempDir,
}

impl App {
    pub async fn start() -> Self {
        Self::with(Limits {
            file_wait: Duration::from_secs(20),
            ..Limits::default()
        })
        .await
    }

    pub async fn with(limits: Limits) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clock: Arc<dyn Clock> = Arc::new(TestClock(AtomicI64::new(START)));
        let config = StoreConfig {
            lease_ms: LEASE_MS,
            ..StoreConfig::new(DatabaseUrl::Sqlite(folder.path().join("tuma.db")))
        };
        let store = Store::open(config, clock.clone()).await.expect("a store");
        store.provider_insert(provider()).await.expect("a provider");
        let draws = AtomicU64::new(1);
        let random =
            move |buffer: &mut [u8]| buffer[..8].copy_from_slice(&draws.fetch_add(1, Ordering::SeqCst).to_be_bytes());
        let tenancy = Tenancy::new(store.clone(), clock.clone(), Arc::new(random));
        let key = key_of(&tenancy, "acme", Scopes::MESSAGING).await;
        let contacts_key = key_of(&tenancy, "acme", [Scope::ContactsRead].into_iter().collect()).await;
        let other_key = key_of(&tenancy, "clinic", Scopes::MESSAGING).await;
        let settings = EngineSettings {
            lease_ms: LEASE_MS,
            poll_ms: 10,
            spool_dir: folder.path().join("spool"),
            ..Default::default()
        };
        let engine = Engine::start(store, settings, clock.clone(), Arc::new(TakesEverything))
            .await
            .expect("an engine");
        until_ready(&engine).await;
        let metrics = PrometheusBuilder::new().build_recorder().handle();
        let router = api::router(ApiState {
            engine: engine.clone(),
            tenancy,
            metrics,
            clock,
            limits,
        });
        Self {
            router,
            engine,
            key,
            contacts_key,
            other_key,
            folder,
        }
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

async fn key_of(tenancy: &Tenancy, slug: &str, scopes: Scopes) -> String {
    let organization = match tenancy.organization_by_slug(slug).await {
        Ok(found) => found,
        Err(_) => {
            let new = NewOrganization {
                name: slug.into(),
                slug: slug.into(),
                region: "KE".into(),
                ..Default::default()
            };
            tenancy.organization_create(new).await.expect("an organization")
        }
    };
    tenancy
        .key_create(organization.id, "test", scopes, None)
        .await
        .expect("a key")
        .1
}

fn provider() -> Provider {
    Provider {
        id: ProviderId::new(1),
        organization: None,
        adapter: "test".to_owned(),
        name: "main".to_owned(),
        config: "{}".to_owned(),
        rank: 100,
        rate_per_second: None,
        window: 1_000,
        price_micros: 800_000,
        currency: "KES".parse().expect("a currency"),
        active: true,
        created_at: START,
    }
}
