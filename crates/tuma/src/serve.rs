//! `tuma serve`: starts the parts in order, waits for a reason to stop, stops them in the opposite order.
//!
//! Start: data directory and its lock, database, demo, engine, admin socket, HTTP. Stop: HTTP finishes its requests, the
//! engine settles what is in flight, the database is closed. A background task that ends by itself is a crash: the
//! process stops the same way and exits 1, so that whatever runs it starts it again.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use domain::Clock;
use engine::Engine;
use serde_json::json;
use store::Store;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::admin::{Desk, Listener};
use crate::cli::ServeArgs;
use crate::clock::SystemClock;
use crate::config::{self, Settings};
use crate::failure::{Exit, Failure};
use crate::lifecycle::{DataDirLock, stop_on_signals};
use crate::output::Output;
use crate::{demo, logs, metering, wiring};

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
    address: SocketAddr,
    demo_key: Option<String>,
}

impl Server {
    async fn start(settings: &Settings, demo: bool) -> Result<Self, Failure> {
        // First, so that two servers on one port are told before anything is touched.
        let listener = listen(settings.listen).await?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let metrics = metering::install()?;
        let store = wiring::open_store(settings, clock.clone()).await?;
        let tenancy = wiring::tenancy(&store, clock.clone());
        let demo_key = match demo {
            true => Some(demo::prepare(&settings.demo, &settings.data_dir, &store, &tenancy, &clock).await?),
            false => None,
        };
        let adapters = Arc::new(wiring::Adapters::new(clock.clone()));
        let engine = Engine::start(
            store.clone(),
            wiring::engine_settings(settings),
            clock.clone(),
            adapters,
        )
        .await?;

        let stop = CancellationToken::new();
        tokio::spawn(metering::keep_up(metrics.clone(), stop.clone()));
        let desk = Desk::new(
            store.clone(),
            tenancy.clone(),
            clock.clone(),
            settings.engine.validity_ms,
        );
        let admin = tokio::spawn(Listener::bind(&settings.data_dir)?.serve(desk, stop.clone()));
        let address = listener
            .local_addr()
            .map_err(|error| Failure::failed(error.to_string()))?;
        let state = api::ApiState {
            engine: engine.clone(),
            tenancy,
            clock,
            metrics,
            limits: wiring::api_limits(settings),
        };
        let http = tokio::spawn(api::serve(listener, api::router(state), stop.clone()));
        Ok(Self {
            store,
            engine,
            stop,
            http,
            admin,
            address,
            demo_key,
        })
    }

    /// Says where the server is, to people on stdout and to machines in the log.
    fn announce(&self, output: &Output) {
        let url = demo::url(self.address);
        tracing::info!(address = %self.address, "listening");
        match &self.demo_key {
            Some(key) => {
                let document = json!({ "url": url, "docs": format!("{url}/docs"), "apiKey": key });
                output.answer(&document, &demo::welcome(&url, key));
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
        };
        tracing::error!(part = crashed, "a background task has ended by itself: stopping");
        Exit::Failed
    }

    /// Stops every part; what is not done at the deadline is picked up at the next start.
    async fn stop(mut self, deadline: Duration) {
        let until = tokio::time::Instant::now() + deadline;
        self.stop.cancel();
        // Half for callers that still wait for their answer, so that hand-overs in flight get the other half.
        if !self.http.is_finished() && tokio::time::timeout(deadline / 2, &mut self.http).await.is_err() {
            tracing::warn!("some requests were not finished in time");
            self.http.abort();
        }
        self.engine
            .shutdown(until.saturating_duration_since(tokio::time::Instant::now()))
            .await;
        if !self.admin.is_finished() {
            let _ = self.admin.await;
        }
        match tokio::time::timeout(CLOSE_DEADLINE, self.store.close()).await {
            Ok(_) => tracing::info!("stopped"),
            Err(_) => tracing::warn!("the database was not closed in time; it recovers at the next start"),
        }
    }
}

async fn listen(address: SocketAddr) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| {
        let mend = "stop what listens there, or set another TUMA_LISTEN";
        let fault = domain::Fault::new("listen", format!("{address}: {error}"), mend);
        Failure::failed("the server cannot listen").with(vec![fault])
    })
}
