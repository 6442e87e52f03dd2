//! `tuma serve`: starts the parts in order, waits for a reason to stop, stops them in the opposite order.
//!
//! Start: data directory and its lock, database, demo, engine, admin socket, HTTP and SMPP. Stop: both finish what was
//! asked, the engine settles what is in flight, the database is closed. A background task that ends by itself is a
//! crash: the process stops the same way and exits 1, so that whatever runs it starts it again.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::Clock;
use engine::{Engine, EngineParts, SmppAccountBook};
use serde_json::json;
use store::Store;
use tenancy::Tenancy;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::admin::{Carriers, Desk, Listener};
use crate::cli::ServeArgs;
use crate::clock::SystemClock;
use crate::config::{self, Settings};
use crate::failure::{Exit, Failure};
use crate::lifecycle::{DataDirLock, stop_on_signals};
use crate::output::Output;
use crate::{demo, keys, logs, metering, wiring};

/// How long closing the database may take after the drain's deadline.
const CLOSE_DEADLINE: Duration = Duration::from_secs(10);

/// Runs `tuma serve`.
pub async fn run(args: ServeArgs, output: &Output) -> Result<Exit, Failure> {
    let mut settings = config::load_checked(args.file.path())?;
    if let Some(listen) = args.listen {
        settings.listen = listen;
    }
    logs::start(&settings.log);
    let stop = stop_on_signals()?;
    wiring::prepare_data_dir(&settings.data_dir)?;
    let _lock = DataDirLock::take(&settings.data_dir)?;
    let started = tokio::select! {
        () = stop.cancelled() => return Ok(Exit::Done),
        started = Server::start(&settings, args.demo) => started,
    };
    let mut server =
        started.inspect_err(|failure| tracing::error!(why = %failure.message, "the server cannot start"))?;
    server.announce(output);
    let exit = server.wait(&stop).await;
    server.stop(Duration::from_millis(settings.shutdown_ms)).await;
    Ok(exit)
}

/// The running parts.
struct Server {
    store: Store,
    engine: Engine,
    /// Cancelled to end HTTP and the admin socket.
    stop: CancellationToken,
    http: JoinHandle<std::io::Result<()>>,
    admin: JoinHandle<()>,
    /// Adds what was counted of a day to the database.
    counting: JoinHandle<()>,
    post: JoinHandle<()>,
    /// Writes how the API was used.
    tenancy: Tenancy,
    address: SocketAddr,
    smpp: Option<SmppServer>,
    demo: Option<DemoLogins>,
}

/// The running SMPP server.
struct SmppServer {
    task: JoinHandle<()>,
    address: SocketAddr,
}

/// What the demo prints.
struct DemoLogins {
    key: String,
    /// The administrator's, as long as it is the drawn one.
    password: Option<String>,
    smpp_password: String,
}

impl Server {
    async fn start(settings: &Settings, demo: bool) -> Result<Self, Failure> {
        // First, so that two servers on one port are told before anything is touched.
        let listener = listen(settings.listen).await?;
        let smpp_listener = listen_smpp(settings, demo).await?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let metrics = metering::install()?;
        let store = wiring::open_store(settings, clock.clone()).await?;
        let tenancy = wiring::tenancy(settings, &store, clock.clone())?;
        tenancy.platform_refresh().await?;
        let demo = match demo {
            true => Some(prepare_demo(settings, &store, &tenancy, &clock).await?),
            false => None,
        };
        let http_client = wiring::http_client(settings)?;
        let adapters = wiring::Adapters::new(clock.clone(), http_client.clone(), &settings.public_url);
        let engine = Engine::start(EngineParts {
            store: store.clone(),
            settings: wiring::engine_settings(settings),
            clock: clock.clone(),
            factory: Arc::new(adapters),
            vault: Arc::new(keys::vault(settings, wiring::random())?),
            payments: wiring::payments(settings, &http_client),
            http: wiring::hook_client(settings)?,
            random: wiring::random(),
        })
        .await?;

        let stop = CancellationToken::new();
        tokio::spawn(metering::keep_up(metrics.clone(), stop.clone()));
        tokio::spawn(tenancy.clone().usage_run(stop.clone()));
        let book = wiring::provider_book(settings, &store, clock.clone())?;
        let webhooks = wiring::webhook_book(settings, &store, clock.clone())?;
        let carriers = Carriers::Running(engine.clone());
        let desk = Desk::new(tenancy.clone(), (book, webhooks), carriers, settings.engine.validity_ms);
        let admin = tokio::spawn(Listener::bind(&settings.data_dir)?.serve(desk, stop.clone()));
        let post = post(&tenancy, stop.clone());
        let address = listener
            .local_addr()
            .map_err(|error| Failure::failed(error.to_string()))?;
        let counting = tokio::spawn(keep_counts(tenancy.clone(), stop.clone()));
        let state = api::ApiState {
            engine: engine.clone(),
            tenancy: tenancy.clone(),
            clock,
            metrics,
            limits: wiring::api_limits(settings)?,
            public_url: Some(settings.public_url.clone()).filter(|url| !url.is_empty()),
        };
        let http = tokio::spawn(api::serve(listener, api::router(state), stop.clone()));
        let smpp = match smpp_listener {
            Some(listener) => Some(SmppServer::start(&engine, settings, listener, stop.clone())?),
            None => None,
        };
        Ok(Self {
            store,
            engine,
            stop,
            http,
            admin,
            counting,
            post,
            tenancy,
            address,
            smpp,
            demo,
        })
    }

    /// Says where the server is, to people on stdout and to machines in the log.
    fn announce(&self, output: &Output) {
        let url = demo::url(self.address);
        tracing::info!(address = %self.address, "listening");
        let smpp = self.smpp.as_ref().map(|server| server.address);
        if let Some(address) = smpp {
            tracing::info!(%address, "listening for SMPP");
        }
        match &self.demo {
            Some(DemoLogins {
                key,
                password,
                smpp_password,
            }) => {
                let login = smpp.map(|address| (address, smpp_password.as_str()));
                let document = json!({
                    "url": url,
                    "docs": format!("{url}/docs"),
                    "apiKey": key,
                    "signIn": password.as_ref().map(|password| {
                        json!({ "email": demo::ADMINISTRATOR, "password": password })
                    }),
                    "smpp": login.map(|(address, password)| {
                        json!({ "address": address, "systemId": "demo", "password": password })
                    }),
                });
                output.answer(&document, &demo::welcome(&url, key, password.as_deref(), login));
            }
            None => output.answer(
                &json!({ "url": url }),
                &format!("Tuma listens on {url} (docs: {url}/docs)"),
            ),
        }
    }

    /// Waits for a signal, or for a part that has ended by itself.
    async fn wait(&mut self, stop: &CancellationToken) -> Exit {
        let crashed = tokio::select! {
            () = stop.cancelled() => return Exit::Done,
            () = self.engine.crashed() => "engine",
            _ = &mut self.http => "http",
            _ = &mut self.admin => "admin",
            _ = &mut self.counting => "counting",
            _ = &mut self.post => "mail",
            () = ended(self.smpp.as_mut()) => "smpp",
        };
        tracing::error!(part = crashed, "a background task has ended by itself: stopping");
        Exit::Failed
    }

    /// Stops every part; what is not done at the deadline is picked up at the next start.
    async fn stop(mut self, deadline: Duration) {
        let until = tokio::time::Instant::now() + deadline;
        self.stop.cancel();
        self.engine.live_close();
        // Half for callers that still wait for their answer, so that hand-overs in flight get the other half.
        let half = until - deadline / 2;
        if !self.http.is_finished() && tokio::time::timeout_at(half, &mut self.http).await.is_err() {
            tracing::warn!("some requests were not finished in time");
            self.http.abort();
        }
        if let Some(server) = &mut self.smpp
            && !server.task.is_finished()
            && tokio::time::timeout_at(half, &mut server.task).await.is_err()
        {
            tracing::warn!("some SMPP sessions were not unbound in time");
            server.task.abort();
        }
        self.engine
            .shutdown(until.saturating_duration_since(tokio::time::Instant::now()))
            .await;
        if !self.admin.is_finished() {
            let _ = self.admin.await;
        }
        if !self.post.is_finished() && tokio::time::timeout_at(until, &mut self.post).await.is_err() {
            tracing::warn!("a mail was not handed over in time; it is tried again after the next start");
            self.post.abort();
        }
        // No call is left: the last ones are counted before the database closes.
        self.tenancy.usage_flush().await;
        if !self.counting.is_finished() {
            let _ = self.counting.await;
        }
        // What was asked while the parts were stopping.
        if let Err(error) = self.tenancy.flush_counts().await {
            tracing::warn!(%error, "the last requests could not be counted in the database");
        }
        match tokio::time::timeout(CLOSE_DEADLINE, self.store.close()).await {
            Ok(_) => tracing::info!("stopped"),
            Err(_) => tracing::warn!("the database was not closed in time; it recovers at the next start"),
        }
    }
}

/// Sends mail until `stop`.
fn post(tenancy: &tenancy::Tenancy, stop: CancellationToken) -> JoinHandle<()> {
    let tenancy = tenancy.clone();
    tokio::spawn(async move { tenancy.post(stop).await })
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        let mend = "stop what listens there, or set another TUMA_LISTEN";
        let fault = domain::Fault::new("listen", format!("{address}: {error}"), mend);
        Failure::failed("the server cannot listen").with(vec![fault])
    })
}

/// The demo's logins, made where they are missing.
async fn prepare_demo(
    settings: &Settings,
    store: &Store,
    tenancy: &tenancy::Tenancy,
    clock: &Arc<dyn Clock>,
) -> Result<DemoLogins, Failure> {
    let key = demo::prepare(&settings.demo, &settings.data_dir, store, tenancy, clock).await?;
    let book = SmppAccountBook {
        store: store.clone(),
        clock: clock.clone(),
        random: wiring::random(),
        author: tenancy::Author::operator(),
    };
    Ok(DemoLogins {
        key,
        password: demo::administrator(&settings.data_dir, tenancy).await?,
        smpp_password: demo::smpp_account(&settings.data_dir, tenancy, &book).await?,
    })
}

impl SmppServer {
    fn start(
        engine: &Engine,
        settings: &Settings,
        listener: TcpListener,
        stop: CancellationToken,
    ) -> Result<Self, Failure> {
        let address = listener
            .local_addr()
            .map_err(|error| Failure::failed(error.to_string()))?;
        let (engine, settings) = (engine.clone(), settings.smpp.server());
        let task = tokio::spawn(async move { engine.smpp_serve(listener, settings, stop).await });
        Ok(Self { task, address })
    }
}

/// Adds what was counted of a day to the database until `stop`.
async fn keep_counts(tenancy: Tenancy, stop: CancellationToken) {
    tenancy.keep_counts(stop).await;
}

/// Waits until the SMPP server has ended; for ever where there is none.
async fn ended(server: Option<&mut SmppServer>) {
    match server {
        Some(server) => {
            // That it ended is what counts.
            let _ = (&mut server.task).await;
        }
        None => std::future::pending().await,
    }
}

/// The socket for SMPP, where it is to be served. A demo starts without it where the port is taken.
async fn listen_smpp(settings: &Settings, demo: bool) -> Result<Option<TcpListener>, Failure> {
    let configured = settings.smpp_address().map_err(|fault| config::bad(vec![fault]))?;
    let Some(address) = configured.or(demo.then_some(demo::SMPP_LISTEN)) else {
        return Ok(None);
    };
    match TcpListener::bind(address).await {
        Ok(listener) => Ok(Some(listener)),
        Err(error) if demo => {
            tracing::warn!(%address, %error, "SMPP is not served: set another TUMA_SMPP_LISTEN");
            Ok(None)
        }
        Err(error) => {
            let mend = "stop what listens there, or set another TUMA_SMPP_LISTEN";
            let fault = domain::Fault::new("smpp_listen", format!("{address}: {error}"), mend);
            Err(Failure::failed("the server cannot listen").with(vec![fault]))
        }
    }
}
