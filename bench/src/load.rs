//! The load generator: so many kept-alive connections, each sending its next request when it has its answer; over SMPP,
//! so many binds with a window each.
//!
//! It runs on the benchmark's one thread and records latencies as the caller sees them. A refusal or a broken
//! connection is kept and shown in the report, never left out.

mod connection;
mod esme;
mod follower;
mod gate;
mod template;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use hdrhistogram::Histogram;
use parking_lot::Mutex;
use tokio::task::JoinSet;
use tokio::time::Instant;

pub use connection::Connection;
pub use esme::Login;
pub use follower::Follower;
pub use gate::{Allowance, Gate};
pub use template::{Template, number};

/// The longest latency that is told apart, in microseconds.
const MAX_LATENCY_US: u64 = 120_000_000;
/// How long answers that are on their way are waited for at the end.
const LAST_ANSWERS: Duration = Duration::from_secs(30);
/// How long a connection waits after a refusal, as a polite client does.
const AFTER_REFUSAL: Duration = Duration::from_millis(50);
/// How often a paced load is let go on.
const PACE: Duration = Duration::from_millis(5);
const ACCEPTED: std::ops::Range<u16> = 200..300;
const EXCERPT_BYTES: usize = 300;

/// Load that is being sent.
pub struct Load {
    shared: Arc<Shared>,
    connections: JoinSet<()>,
    recorded_since: Option<Instant>,
}

struct Shared {
    gate: Gate,
    recording: AtomicBool,
    tally: Mutex<Tally>,
}

struct Tally {
    accepted_ever: u64,
    messages: u64,
    latency: Histogram<u32>,
    refusals: BTreeMap<u16, u64>,
    first_refusal: Option<String>,
}

/// What was recorded.
pub struct Recorded {
    /// Messages in requests answered 2xx.
    pub messages: u64,
    /// Between the start and the end of the recording.
    pub elapsed: Duration,
    /// From the request's first byte to the answer's last, in microseconds.
    pub latency: Histogram<u32>,
    /// Other answers, by HTTP status or SMPP command_status; 0 for connections that broke.
    pub refusals: BTreeMap<u16, u64>,
    /// Messages answered 2xx, recorded or not.
    pub accepted_ever: u64,
}

impl Load {
    /// Opens `connections` connections and starts sending; nothing is recorded yet.
    pub async fn start(
        address: SocketAddr,
        template: &Template,
        connections: usize,
        allowance: Allowance,
    ) -> Result<Self> {
        let shared = Arc::new(Shared::new(allowance)?);
        let mut tasks = JoinSet::new();
        for _ in 0..connections {
            let connection = Connection::open(address)
                .await
                .context("the server takes no connection")?;
            tasks.spawn(drive(connection, template.clone(), shared.clone()));
        }
        Ok(Self {
            shared,
            connections: tasks,
            recorded_since: None,
        })
    }

    /// Binds `binds` times and starts sending over each, with `window` submits unanswered; nothing is recorded yet.
    pub async fn start_smpp(login: &Login, binds: usize, window: usize) -> Result<Self> {
        let shared = Arc::new(Shared::new(Allowance::Unbounded)?);
        let mut tasks = JoinSet::new();
        for _ in 0..binds {
            let bind = esme::Bind::open(login).await.context("the server takes no bind")?;
            tasks.spawn(esme::drive(bind, window, Template::submit_sm(), shared.clone()));
        }
        Ok(Self {
            shared,
            connections: tasks,
            recorded_since: None,
        })
    }

    /// Records from here on.
    pub fn record(&mut self) {
        self.recorded_since = Some(Instant::now());
        self.shared.recording.store(true, Ordering::Relaxed);
    }

    /// Messages answered 2xx so far, recorded or not.
    pub fn accepted_ever(&self) -> u64 {
        self.shared.tally.lock().accepted_ever
    }

    /// Says that `delivered` of them have come out.
    pub fn delivered(&self, delivered: u64) {
        self.shared.gate.raise(delivered);
    }

    /// Lets the load go on at `per_second` messages for `length`; it must have been allowed to be nothing ahead.
    pub async fn pace(&self, per_second: u64, length: Duration) {
        let (began, before) = (Instant::now(), self.accepted_ever());
        while began.elapsed() < length {
            let due = before + began.elapsed().as_millis() as u64 * per_second / 1_000;
            self.delivered(due);
            tokio::time::sleep(PACE).await;
        }
    }

    /// Ends the recording, then the load.
    ///
    /// # Errors
    /// Where nothing was accepted, naming the first refusal.
    pub async fn finish(mut self) -> Result<Recorded> {
        let elapsed = self.recorded_since.map_or(Duration::ZERO, |since| since.elapsed());
        self.shared.recording.store(false, Ordering::Relaxed);
        self.shared.gate.close();
        self.last_answers().await?;
        self.recorded(elapsed)
    }

    /// Waits until a fixed number of messages was sent and answered.
    pub async fn run_out(mut self, deadline: Duration) -> Result<Recorded> {
        let since = self.recorded_since.unwrap_or_else(Instant::now);
        tokio::time::timeout(deadline, self.join_all())
            .await
            .context("the load did not end in time")?;
        self.recorded(since.elapsed())
    }

    async fn last_answers(&mut self) -> Result<()> {
        tokio::time::timeout(LAST_ANSWERS, self.join_all())
            .await
            .context("answers are missing at the end of the load")
    }

    async fn join_all(&mut self) {
        while self.connections.join_next().await.is_some() {}
    }

    fn recorded(&self, elapsed: Duration) -> Result<Recorded> {
        let tally = self.shared.tally.lock();
        if tally.messages == 0 {
            bail!(
                "nothing was accepted; the first refusal: {}",
                tally.first_refusal.as_deref().unwrap_or("none")
            );
        }
        Ok(Recorded {
            messages: tally.messages,
            elapsed,
            latency: tally.latency.clone(),
            refusals: tally.refusals.clone(),
            accepted_ever: tally.accepted_ever,
        })
    }
}

impl Recorded {
    /// Messages accepted a second.
    pub fn messages_per_second(&self) -> f64 {
        self.messages as f64 / self.elapsed.as_secs_f64()
    }

    /// The latency that this share of the requests stayed within, ms.
    pub fn latency_ms(&self, quantile: f64) -> f64 {
        self.latency.value_at_quantile(quantile) as f64 / 1_000.0
    }
}

async fn drive(mut connection: Connection, mut template: Template, shared: Arc<Shared>) {
    let recipients = template.recipients();
    while let Some(first) = shared.gate.pass(recipients).await {
        let started = Instant::now();
        match connection.ask(template.fill(first)).await {
            Ok(answer) if ACCEPTED.contains(&answer.status) => shared.accepted(recipients, started.elapsed()),
            Ok(answer) => {
                shared.refused(answer.status, || excerpt(answer.body));
                tokio::time::sleep(AFTER_REFUSAL).await;
            }
            Err(error) => {
                shared.refused(0, || error.to_string());
                return;
            }
        }
    }
}

impl Shared {
    fn new(allowance: Allowance) -> Result<Self> {
        let tally = Tally {
            accepted_ever: 0,
            messages: 0,
            latency: Histogram::new_with_bounds(1, MAX_LATENCY_US, 3).context("the bounds of the histogram")?,
            refusals: BTreeMap::new(),
            first_refusal: None,
        };
        Ok(Self {
            gate: Gate::new(allowance),
            recording: AtomicBool::new(false),
            tally: Mutex::new(tally),
        })
    }

    fn accepted(&self, recipients: u64, latency: Duration) {
        let mut tally = self.tally.lock();
        tally.accepted_ever += recipients;
        if self.recording.load(Ordering::Relaxed) {
            tally.messages += recipients;
            let micros = u64::try_from(latency.as_micros()).unwrap_or(MAX_LATENCY_US);
            tally.latency.saturating_record(micros.max(1));
        }
    }

    fn refused(&self, status: u16, why: impl FnOnce() -> String) {
        let mut tally = self.tally.lock();
        *tally.refusals.entry(status).or_default() += 1;
        tally.first_refusal.get_or_insert_with(|| format!("{status} {}", why()));
    }
}

fn excerpt(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(EXCERPT_BYTES)]).into_owned()
}
