//! How many messages a second go the whole way over SMPP: request, submit, receipt, and the callback to who sent it.
//!
//! Kannel does the same work with the same carrier in the same run. Tuma's load follows what comes out: it stays at most
//! [`AHEAD`] messages ahead of the callbacks. In the end every accepted message must have been called back.

use std::time::Duration;

use anyhow::Result;
use tokio::time::{Instant, sleep};

use super::accept::{Shape, latencies};
use super::deliver::backlog;
use super::observed::Observation;
use super::smsc_sink::Sink;
use super::{Bench, kannel};
use crate::instance::{Backend, Instance, Scene};
use crate::load::{Allowance, Load, Template};
use crate::metrics::Metrics;
use crate::options::Letter;
use crate::report::{Figure, Target, Unit, count};
use crate::tenant::Carrier;

/// Times Kannel's figure. 5 is aimed at.
const OF_KANNEL: f64 = 3.0;
/// Messages accepted and not yet called back, at most.
const AHEAD: u64 = 10_000;
const POLL: Duration = Duration::from_millis(20);
/// How long the last messages may take to be called back.
const LAST_CALLBACKS: Duration = Duration::from_secs(60);
const SHAPE: Shape = Shape::SINGLE_64;

/// Measures (h), and how it compares with Kannel.
pub async fn measure(bench: &mut Bench<'_>) -> Result<()> {
    let name = format!("from submit to the callback, {}", SHAPE.name);
    let figure = {
        let sink = Sink::start(Duration::ZERO)?;
        let carrier = Carrier::Smsc {
            port: sink.smpp.port(),
            receipts: true,
        };
        let instance = Instance::with(&bench.launcher, Backend::Sqlite, Scene::smsc(carrier)).await?;
        let figure = on(&instance, bench, &sink, &name).await;
        instance.end(figure).await?
    };
    bench.add(figure);
    if let Some(letter) = kannel::measure_once(bench, Letter::H).await? {
        let target = Some(Target::AtLeast(OF_KANNEL));
        bench
            .report
            .ratio((Letter::H, &name), (letter, kannel::DELIVERED), target);
    }
    Ok(())
}

async fn on(instance: &Instance<'_>, bench: &Bench<'_>, sink: &Sink, name: &str) -> Result<Figure> {
    let url = format!("http://{}/", sink.http);
    let template = Template::single(&instance.tenant.key, Some(&url));
    let address = instance.server.address;
    let mut load = Load::start(address, &template, SHAPE.connections, Allowance::Ahead(AHEAD)).await?;
    let (began, observation) = (Instant::now(), Observation::begin(instance.server.pid)?);
    load.record();
    let waiting = follow(&load, sink, bench.plan.sustained).await;
    let (observed, meanwhile) = (observation.end()?, sink.counts.callbacks());
    let recorded = load.finish().await?;
    let arrival = arrival(instance, sink, recorded.accepted_ever).await?;
    let elapsed = sink.counts.last_callback().saturating_duration_since(began);

    let mut details = vec![format!("accepted {}/s", count(recorded.messages_per_second()))];
    details.push(backlog(&waiting));
    details.push(arrival);
    details.extend(latencies(&recorded));
    details.extend(observed.details(meanwhile));
    let per_second = sink.counts.callbacks() as f64 / elapsed.as_secs_f64().max(1e-9);
    Ok(Figure::new(Letter::H, name, per_second, Unit::MessagesPerSecond).details(details))
}

/// Lets the load follow the callbacks for `length`; answers how many messages were waiting at each look.
async fn follow(load: &Load, sink: &Sink, length: Duration) -> Vec<u64> {
    let until = Instant::now() + length;
    let mut waiting = Vec::new();
    while Instant::now() < until {
        sleep(POLL.min(until - Instant::now())).await;
        let called_back = sink.counts.callbacks();
        load.delivered(called_back);
        waiting.push(load.accepted_ever().saturating_sub(called_back));
    }
    waiting
}

/// Waits until all `accepted` messages were called back, and says how that ended.
async fn arrival(instance: &Instance<'_>, sink: &Sink, accepted: u64) -> Result<String> {
    let began = Instant::now();
    while sink.counts.callbacks() < accepted && began.elapsed() < LAST_CALLBACKS {
        sleep(POLL).await;
    }
    let missing = accepted.saturating_sub(sink.counts.callbacks());
    if missing > 0 {
        let states = Metrics::connect(instance.server.address).await?.states().await?;
        let (open, delivered, lost) = (states.open(), states.delivered(), states.lost());
        let missing = count(missing as f64);
        return Ok(format!(
            "**{missing} accepted were not called back ({open} open, {delivered} delivered, {lost} failed)**"
        ));
    }
    Ok(match sink.counts.repeated() {
        0 => format!("all {} accepted were called back", count(accepted as f64)),
        more => format!(
            "all {} accepted were called back, and {} of them again",
            count(accepted as f64),
            count(more as f64)
        ),
    })
}
