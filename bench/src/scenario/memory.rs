//! How much memory the server takes: idle, under load, and with a great many messages waiting.

use std::time::Duration;

use anyhow::{Result, ensure};
use tokio::time::sleep;

use super::Bench;
use super::accept::Shape;
use crate::instance::{Backend, Instance};
use crate::load::Allowance;
use crate::metrics::Metrics;
use crate::options::Letter;
use crate::process::Memory;
use crate::report::{Figure, Target, Unit, count, megabytes};
use crate::tenant::Lanes;

const IDLE_BYTES: f64 = 60e6;
/// What a loaded server may take.
pub(super) const LOADED_BYTES: f64 = 250e6;
/// How long a server that has just started is left alone before it counts as idle.
const SETTLE: Duration = Duration::from_secs(3);
/// How long queueing may take.
const QUEUE_DEADLINE: Duration = Duration::from_secs(600);

/// Measures all of (g).
pub async fn measure(bench: &mut Bench<'_>) -> Result<()> {
    let instance = Instance::start(&bench.launcher, Backend::Sqlite, Lanes::Running).await?;
    let figures = idle_and_loaded(&instance, bench).await;
    for figure in instance.end(figures).await? {
        bench.add(figure);
    }
    let instance = Instance::start(&bench.launcher, Backend::Sqlite, Lanes::Paused).await?;
    let queued = match fill(&instance, bench.plan.queued).await {
        Ok(figure) => figure,
        Err(error) => return instance.end(Err(error)).await,
    };
    bench.add(queued);
    let instance = instance.restart(&bench.launcher).await?;
    let figure = after_restart(&instance, bench.plan.queued).await;
    let figure = instance.end(figure).await?;
    bench.add(figure);
    Ok(())
}

async fn idle_and_loaded(instance: &Instance<'_>, bench: &Bench<'_>) -> Result<[Figure; 2]> {
    sleep(SETTLE).await;
    let idle = Memory::of(instance.server.pid)?;
    let mut load = Shape::SINGLE_256.start(instance, Allowance::Unbounded).await?;
    load.record();
    sleep(bench.plan.warm_up + bench.plan.accept).await;
    let singles = load.finish().await?;
    let mut load = Shape::BULK_1000.start(instance, Allowance::Unbounded).await?;
    load.record();
    sleep(bench.plan.accept).await;
    let bulk = load.finish().await?;
    let loaded = Memory::of(instance.server.pid)?;
    let did = format!(
        "the most at any moment of {} single messages over 256 connections and then {} in calls of 1,000, lanes running",
        count(singles.messages as f64),
        count(bulk.messages as f64)
    );
    let idle = Figure::new(Letter::G, "idle", idle.resident as f64, Unit::Bytes)
        .target(Target::AtMost(IDLE_BYTES))
        .details([heap(idle)]);
    let loaded = Figure::new(Letter::G, "under load", loaded.peak as f64, Unit::Bytes)
        .target(Target::AtMost(LOADED_BYTES))
        .details([did]);
    Ok([idle, loaded])
}

/// Sends `messages` messages.
pub(super) async fn queue(instance: &Instance<'_>, messages: u64) -> Result<()> {
    let mut load = Shape::BULK_1000.start(instance, Allowance::Messages(messages)).await?;
    load.record();
    load.run_out(QUEUE_DEADLINE).await?;
    Ok(())
}

/// Queues `messages` messages that nobody takes.
async fn fill(instance: &Instance<'_>, messages: u64) -> Result<Figure> {
    queue(instance, messages).await?;
    check_open(instance, messages).await?;
    let memory = Memory::of(instance.server.pid)?;
    let name = format!("{} queued", count(messages as f64));
    let peak = format!("{} at most while they were accepted", megabytes(memory.peak as f64));
    Ok(Figure::new(Letter::G, name, memory.resident as f64, Unit::Bytes)
        .target(Target::AtMost(LOADED_BYTES))
        .details([heap(memory), peak]))
}

async fn after_restart(instance: &Instance<'_>, messages: u64) -> Result<Figure> {
    sleep(SETTLE).await;
    check_open(instance, messages).await?;
    let memory = Memory::of(instance.server.pid)?;
    let name = format!("{} queued, after a restart", count(messages as f64));
    let started = format!("it listened after {} ms", instance.server.started_in.as_millis());
    Ok(Figure::new(Letter::G, name, memory.resident as f64, Unit::Bytes).details([heap(memory), started]))
}

/// A paused lane lets at most one message through; all others must be waiting.
pub(super) async fn check_open(instance: &Instance<'_>, messages: u64) -> Result<()> {
    let states = Metrics::connect(instance.server.address).await?.states().await?;
    let there = states.open() + states.delivered();
    ensure!(there == messages, "{there} messages are there and not {messages}");
    Ok(())
}

/// The part of the memory that is no file's.
pub(super) fn heap(memory: Memory) -> String {
    format!("{} of it heap and stacks", megabytes(memory.anonymous as f64))
}
