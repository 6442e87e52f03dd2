//! How much memory the server takes while its SMPP carrier is down and a great many messages wait for it.

use anyhow::Result;
use tokio::time::sleep;

use super::Bench;
use super::memory::{LOADED_BYTES, check_open, heap, queue};
use crate::instance::{Backend, Instance, Scene};
use crate::options::Letter;
use crate::process::Memory;
use crate::report::{Figure, Target, Unit, count};
use crate::site::free_address;
use crate::tenant::Carrier;

/// Measures (l).
pub async fn measure(bench: &mut Bench<'_>) -> Result<()> {
    let carrier = Carrier::Smsc {
        // Nobody listens there: every connection is refused.
        port: free_address()?.port(),
        receipts: true,
    };
    let instance = Instance::with(&bench.launcher, Backend::Sqlite, Scene::smsc(carrier)).await?;
    let figures = on(&instance, bench).await;
    for figure in instance.end(figures).await? {
        bench.add(figure);
    }
    Ok(())
}

async fn on(instance: &Instance<'_>, bench: &Bench<'_>) -> Result<[Figure; 2]> {
    let (messages, wait) = (bench.plan.queued, bench.plan.accept);
    queue(instance, messages).await?;
    sleep(wait).await;
    check_open(instance, messages).await?;
    let memory = Memory::of(instance.server.pid)?;
    let name = count(messages as f64);
    let most = Figure::new(
        Letter::L,
        format!("{name} queued, the most at any moment"),
        memory.peak as f64,
        Unit::Bytes,
    );
    let after = Figure::new(
        Letter::L,
        format!("{name} queued, {} s later", wait.as_secs()),
        memory.resident as f64,
        Unit::Bytes,
    );
    let target = Target::AtMost(LOADED_BYTES);
    Ok([most.target(target), after.target(target).details([heap(memory)])])
}
