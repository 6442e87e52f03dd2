//! One run of Tuma inside the test's process, on a runtime of its own: store, tenancy, engine and HTTP on a free port.
//!
//! Its own runtime is what lets a test end it as hard as a crash does: every task is dropped where it stands.

use std::net::SocketAddr;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use domain::{Clock, ProviderId};
use engine::{Engine, EngineParts, EngineSettings, SmppServerSettings};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use store::{Store, StoreConfig};
use tenancy::{LimitSettings, MailWay, Mailer, PeopleSettings, RandomSource, Tenancy, TenancyParts, Vault};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::carriers::{Carriers, local_http};

const WORKERS: usize = 2;
/// What seals credentials in tests; the same in each run, so that a restart opens them.
const VAULT_KEY: [u8; 32] = [7; 32];

/// What one run needs; kept, so that a test can start again.
#[derive(Clone)]
pub(crate) struct Plan {
    pub store: StoreConfig,
    pub engine: EngineSettings,
    pub limits: api::Limits,
    pub people: PeopleSettings,
    pub requests: LimitSettings,
    /// Where mail goes.
    pub mail: MailPlan,
    pub clock: Arc<dyn Clock>,
    pub carriers: Arc<Carriers>,
    /// Takes money from people, where the test wants that.
    pub payments: Option<Arc<dyn adapters::payments::PaymentProvider>>,
    /// The ways to sign in beside a password, where the test wants some.
    pub ways: Option<Ways>,
}

/// Makes the ways to sign in beside a password, by the clock that the run goes by.
pub(crate) type Ways = Arc<dyn Fn(Arc<dyn Clock>) -> tenancy::SignInWays + Send + Sync>;

/// Where mail goes.
#[derive(Clone)]
pub(crate) struct MailPlan {
    /// A folder, where there is no server.
    pub folder: std::path::PathBuf,
    /// The server.
    pub smtp_url: Option<String>,
}

impl MailPlan {
    fn way(self) -> anyhow::Result<MailWay> {
        match self.smtp_url {
            Some(url) => MailWay::smtp(&url).map_err(anyhow::Error::msg),
            None => Ok(MailWay::folder(self.folder)),
        }
    }
}

/// A running Tuma.
pub(crate) struct Running {
    runtime: Runtime,
    pub parts: Parts,
    pub address: SocketAddr,
    pub smpp_address: SocketAddr,
    stop: CancellationToken,
    serving: Serving,
}

/// What serves the outside.
struct Serving {
    http: JoinHandle<std::io::Result<()>>,
    post: JoinHandle<()>,
    smpp: JoinHandle<()>,
}

/// What a test may reach into.
#[derive(Clone)]
pub(crate) struct Parts {
    pub store: Store,
    pub engine: Engine,
    pub tenancy: Tenancy,
    pub providers: Vec<ProviderId>,
}

struct Started {
    parts: Parts,
    address: SocketAddr,
    smpp_address: SocketAddr,
    stop: CancellationToken,
    serving: Serving,
}

impl Running {
    /// Opens the database, lets `prepare` fill it, starts engine and HTTP.
    pub(crate) async fn start<P, F>(plan: Plan, prepare: P) -> anyhow::Result<Self>
    where
        P: FnOnce(Store, Tenancy) -> F + Send + 'static,
        F: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        let runtime = builder
            .worker_threads(WORKERS)
            .thread_name("tuma-under-test")
            .enable_all()
            .build()?;
        let started = runtime.spawn(begin(plan, prepare)).await;
        match started.map_err(anyhow::Error::from).and_then(|begun| begun) {
            Ok(Started {
                parts,
                address,
                smpp_address,
                stop,
                serving,
            }) => Ok(Self {
                runtime,
                parts,
                address,
                smpp_address,
                stop,
                serving,
            }),
            Err(error) => {
                runtime.shutdown_background();
                Err(error)
            }
        }
    }

    /// Runs `work` on this Tuma's runtime.
    pub(crate) async fn inside<T: Send + 'static>(&self, work: impl Future<Output = T> + Send + 'static) -> T {
        self.runtime
            .spawn(work)
            .await
            .expect("the work inside Tuma does not panic")
    }

    /// The orderly end, as on SIGTERM.
    pub(crate) async fn stop(self, deadline: Duration) {
        let Self {
            runtime,
            parts,
            stop,
            serving,
            ..
        } = self;
        let ended = runtime.spawn(end(parts, stop, serving, deadline)).await;
        runtime.shutdown_background();
        ended.expect("stopping does not panic");
    }

    /// The orderly end, from a place that cannot wait.
    pub(crate) fn stop_now(self, deadline: Duration) {
        let Self {
            runtime,
            parts,
            stop,
            serving,
            ..
        } = self;
        let (tell, told) = std::sync::mpsc::channel();
        runtime.spawn(async move {
            end(parts, stop, serving, deadline).await;
            tell.send(())
        });
        // A Tuma that does not end in time is ended below.
        let _ = told.recv_timeout(deadline * 2);
        runtime.shutdown_background();
    }

    /// The end as a crash makes it: every task is dropped where it stands.
    pub(crate) fn crash(self) {
        let Self { runtime, .. } = self;
        runtime.shutdown_background();
    }
}

fn tenancy_over(plan: &Plan, store: &Store, (random, vault): (&RandomSource, &Arc<Vault>)) -> anyhow::Result<Tenancy> {
    let way = plan.mail.clone().way()?;
    Ok(Tenancy::new(TenancyParts {
        store: store.clone(),
        clock: plan.clock.clone(),
        random: random.clone(),
        vault: vault.clone(),
        mailer: Mailer::new("Tuma <tuma@example.org>", way).map_err(anyhow::Error::msg)?,
        people: plan.people.clone(),
        limits: plan.requests,
        ways: plan
            .ways
            .as_ref()
            .map(|ways| ways(plan.clock.clone()))
            .unwrap_or_default(),
    }))
}

async fn begin<P, F>(plan: Plan, prepare: P) -> anyhow::Result<Started>
where
    P: FnOnce(Store, Tenancy) -> F + Send + 'static,
    F: Future<Output = anyhow::Result<()>> + Send,
{
    let store = Store::open(plan.store.clone(), plan.clock.clone()).await?;
    let random: RandomSource = Arc::new(fill_random);
    let vault = Arc::new(Vault::new(("test".to_owned(), VAULT_KEY), Vec::new(), random.clone()));
    let tenancy = tenancy_over(&plan, &store, (&random, &vault))?;
    tenancy.platform_refresh().await?;
    prepare(store.clone(), tenancy.clone()).await?;
    let providers = store
        .provider_list_all()
        .await?
        .iter()
        .map(|provider| provider.id)
        .collect();
    let engine = Engine::start(EngineParts {
        store: store.clone(),
        settings: plan.engine,
        clock: plan.clock.clone(),
        factory: plan.carriers,
        vault,
        http: local_http(),
        random,
        payments: plan.payments,
    })
    .await?;
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let state = api::ApiState {
        engine: engine.clone(),
        tenancy: tenancy.clone(),
        clock: plan.clock,
        metrics: metrics(),
        limits: plan.limits,
        public_url: None,
    };
    let stop = CancellationToken::new();
    let (counting, stop_counting) = (tenancy.clone(), stop.clone());
    tokio::spawn(async move { counting.keep_counts(stop_counting).await });
    let (posting, stop_post) = (tenancy.clone(), stop.clone());
    let post = tokio::spawn(async move { posting.post(stop_post).await });
    let http = tokio::spawn(api::serve(listener, api::router(state), stop.clone()));
    tokio::spawn(tenancy.clone().usage_run(stop.clone()));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let smpp_address = listener.local_addr()?;
    let (served, stop_smpp) = (engine.clone(), stop.clone());
    // A test that has ended does not answer an unbind any more.
    let settings = SmppServerSettings {
        drain: Duration::from_millis(100),
        ..SmppServerSettings::default()
    };
    let smpp = tokio::spawn(async move { served.smpp_serve(listener, settings, stop_smpp).await });
    Ok(Started {
        parts: Parts {
            store,
            engine,
            tenancy,
            providers,
        },
        address,
        smpp_address,
        stop,
        serving: Serving { http, post, smpp },
    })
}

async fn end(parts: Parts, stop: CancellationToken, serving: Serving, deadline: Duration) {
    stop.cancel();
    parts.engine.live_close();
    let Serving {
        mut http,
        mut post,
        mut smpp,
    } = serving;
    let ended = async { tokio::join!(&mut http, &mut post, &mut smpp) };
    if tokio::time::timeout(deadline / 2, ended).await.is_err() {
        http.abort();
        post.abort();
        smpp.abort();
    }
    parts.tenancy.usage_flush().await;
    parts.engine.shutdown(deadline).await;
    if let Err(error) = parts.tenancy.flush_counts().await {
        tracing::warn!(%error, "the last requests were not counted");
    }
    if let Err(error) = parts.store.close().await {
        tracing::warn!(%error, "the store was not closed in order");
    }
}

fn fill_random(buffer: &mut [u8]) {
    rand::TryRngCore::try_fill_bytes(&mut rand::rngs::OsRng, buffer).expect("the system has randomness");
}

/// The process has one recorder of metrics, which all its tests share.
fn metrics() -> PrometheusHandle {
    static METRICS: OnceLock<PrometheusHandle> = OnceLock::new();
    let install = || {
        PrometheusBuilder::new()
            .install_recorder()
            .expect("nobody else installs a recorder of metrics")
    };
    METRICS.get_or_init(install).clone()
}
