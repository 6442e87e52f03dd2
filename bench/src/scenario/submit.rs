//! How fast one SMPP bind hands over what waits in its lane: to a carrier that answers at once, and to one far away.
//!
//! Messages are in the database, owned by nobody, when the server starts; so claiming them counts too. What counts is
//! settled: the carrier's answer is on disk.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use tokio::time::{Instant, sleep, timeout};

use super::Bench;
use super::observed::Observation;
use super::smsc_sink::Sink;
use crate::instance::{Backend, Instance, Scene};
use crate::metrics::{Metrics, States};
use crate::options::Letter;
use crate::report::{Figure, Target, Unit, count};
use crate::tenant::Carrier;

/// (i): messages settled a second, no receipts asked for.
const SUBMIT_RATE: f64 = 40_000.0;
/// (k): messages settled a second. A window of 500 and 200 ms allow 2,500.
const FAR_RATE: f64 = 2_400.0;
/// (k): how far away the carrier is.
const FAR: Duration = Duration::from_millis(200);
/// (k): messages that wait for each second of the run, more than the window allows.
const FAR_WAITING: u64 = 3_000;
const POLL: Duration = Duration::from_millis(20);
/// How long the first message may take.
const FIRST: Duration = Duration::from_secs(60);
/// How long all of them may take.
const ALL: Duration = Duration::from_secs(600);

/// Messages that are not settled.
fn unsettled(states: &States) -> u64 {
    states.of("QUEUED")
}

/// A server whose lane is full, and the carrier.
struct Stage<'a> {
    instance: Instance<'a>,
    sink: Sink,
    waiting: u64,
}

impl<'a> Stage<'a> {
    async fn set(bench: &Bench<'a>, waiting: u64, receipts: bool, delay: Duration) -> Result<Self> {
        let sink = Sink::start(delay)?;
        let carrier = Carrier::Smsc {
            port: sink.smpp.port(),
            receipts,
        };
        let scene = Scene {
            waiting,
            ..Scene::smsc(carrier)
        };
        let instance = Instance::with(&bench.launcher, Backend::Sqlite, scene).await?;
        Ok(Self {
            instance,
            sink,
            waiting,
        })
    }

    /// When the first message came to the carrier.
    async fn first_submit(&self) -> Result<Instant> {
        let first = async {
            loop {
                if let Some(first) = self.sink.counts.first_submit() {
                    return first;
                }
                sleep(Duration::from_millis(1)).await;
            }
        };
        timeout(FIRST, first).await.context("nothing is handed over")
    }

    /// Looks until `left` says that none is left; answers when that was.
    async fn until_none(&self, metrics: &mut Metrics, left: impl Fn(&States) -> u64) -> Result<Instant> {
        let began = Instant::now();
        loop {
            let left = left(&metrics.states().await?);
            if left == 0 {
                return Ok(Instant::now());
            }
            ensure!(began.elapsed() < ALL, "{left} messages are left");
            sleep(POLL).await;
        }
    }
}

/// Measures (i): with and without receipts.
pub async fn measure(bench: &mut Bench<'_>) -> Result<()> {
    for receipts in [false, true] {
        let stage = Stage::set(bench, bench.plan.waiting, receipts, Duration::ZERO).await?;
        let figure = all(&stage, receipts).await;
        let figure = stage.instance.end(figure).await?;
        bench.add(figure);
    }
    Ok(())
}

/// From the first submit until all are settled.
async fn all(stage: &Stage<'_>, receipts: bool) -> Result<Figure> {
    let mut metrics = Metrics::connect(stage.instance.server.address).await?;
    let began = stage.first_submit().await?;
    let observation = Observation::begin(stage.instance.server.pid)?;
    let settled = stage.until_none(&mut metrics, unsettled).await? - began;
    let mut details = Vec::new();
    if receipts {
        let told = stage.until_none(&mut metrics, States::open).await? - began;
        let rate = stage.waiting as f64 / told.as_secs_f64();
        details.push(format!("until the last receipt was stored {}/s", count(rate)));
    }
    let observed = observation.end()?;
    let (submits, waiting) = (stage.sink.counts.submits(), stage.waiting);
    details.push(match submits == waiting {
        true => format!("all {} were submitted once", count(waiting as f64)),
        false => format!("**{submits} submits of {waiting} messages**"),
    });
    details.extend(observed.details(waiting));
    let rate = waiting as f64 / settled.as_secs_f64();
    let name = match receipts {
        true => "settled, with receipts",
        false => "settled, without receipts",
    };
    let figure = Figure::new(Letter::I, name, rate, Unit::MessagesPerSecond).details(details);
    Ok(match receipts {
        true => figure,
        false => figure.target(Target::AtLeast(SUBMIT_RATE)),
    })
}

/// Measures (k): a carrier that takes 200 ms for each answer.
pub async fn measure_far(bench: &mut Bench<'_>) -> Result<()> {
    let run = bench.plan.warm_up + bench.plan.accept;
    let waiting = FAR_WAITING * (run.as_secs() + 1);
    let stage = Stage::set(bench, waiting, false, FAR).await?;
    let figure = for_a_while(&stage, bench).await;
    let figure = stage.instance.end(figure).await?;
    bench.add(figure);
    Ok(())
}

/// While more wait than can be handed over.
async fn for_a_while(stage: &Stage<'_>, bench: &Bench<'_>) -> Result<Figure> {
    let mut metrics = Metrics::connect(stage.instance.server.address).await?;
    stage.first_submit().await?;
    sleep(bench.plan.warm_up).await;
    let before = unsettled(&metrics.states().await?);
    let (began, observation) = (Instant::now(), Observation::begin(stage.instance.server.pid)?);
    sleep(bench.plan.accept).await;
    let after = unsettled(&metrics.states().await?);
    let (elapsed, observed) = (began.elapsed(), observation.end()?);
    if after == 0 {
        bail!("too few messages waited");
    }
    let settled = before - after;
    let rate = settled as f64 / elapsed.as_secs_f64();
    Ok(Figure::new(
        Letter::K,
        "settled, one bind, window 500",
        rate,
        Unit::MessagesPerSecond,
    )
    .target(Target::AtLeast(FAR_RATE))
    .details(observed.details(settled)))
}
