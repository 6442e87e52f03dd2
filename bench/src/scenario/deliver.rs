//! How many messages a second go the whole way, from the request to the final report.
//!
//! Offered is what comes out: the load generator stays at most [`AHEAD`] messages ahead of the delivered ones, so a rate
//! is sustained by definition, and what waits is shown over time. In the end every accepted message must have arrived.

use std::time::Duration;

use anyhow::Result;
use tokio::time::{Instant, sleep};

use super::Bench;
use super::accept::{Shape, latencies};
use super::observed::Observation;
use crate::instance::{Backend, Instance};
use crate::load::{Allowance, Load};
use crate::metrics::Metrics;
use crate::report::count;
use crate::tenant::Lanes;

/// Messages accepted and not yet delivered, at most.
const AHEAD: u64 = 10_000;
const POLL: Duration = Duration::from_millis(100);
/// How long the last messages may take to arrive.
const LAST_REPORTS: Duration = Duration::from_secs(60);

/// What came of it.
pub struct Delivered {
    /// Messages delivered a second.
    pub per_second: f64,
    /// What else was seen, in words.
    pub details: Vec<String>,
}

/// Looks at how many messages have arrived.
struct Watch {
    metrics: Metrics,
    /// Delivered before the load began.
    base: u64,
}

/// Delivers on a fresh server for as long as the plan says.
pub async fn measure(bench: &Bench<'_>, backend: Backend<'_>, shape: Shape) -> Result<Delivered> {
    let instance = Instance::start(&bench.launcher, backend, Lanes::Running).await?;
    let delivered = on(&instance, bench, shape).await;
    instance.end(delivered).await
}

async fn on(instance: &Instance<'_>, bench: &Bench<'_>, shape: Shape) -> Result<Delivered> {
    let mut metrics = Metrics::connect(instance.server.address).await?;
    let base = metrics.states().await?.delivered();
    let mut watch = Watch { metrics, base };
    let mut load = shape.start(instance, Allowance::Ahead(AHEAD)).await?;
    watch.follow(&load, bench.plan.warm_up).await?;

    let before = watch.delivered(&load).await?;
    let (began, observation) = (Instant::now(), Observation::begin(instance.server.pid)?);
    load.record();
    let waiting = watch.follow(&load, bench.plan.sustained).await?;
    let (delivered, elapsed) = (watch.delivered(&load).await? - before, began.elapsed());
    let observed = observation.end()?;
    let recorded = load.finish().await?;

    let mut details = vec![format!("accepted {}/s", count(recorded.messages_per_second()))];
    details.push(backlog(&waiting));
    details.push(watch.arrival(recorded.accepted_ever).await?);
    details.extend(latencies(&recorded));
    details.extend(observed.details(delivered));
    Ok(Delivered {
        per_second: delivered as f64 / elapsed.as_secs_f64(),
        details,
    })
}

impl Watch {
    /// Messages delivered since the load began; lets the load go on as far as that allows.
    async fn delivered(&mut self, load: &Load) -> Result<u64> {
        let delivered = self.metrics.states().await?.delivered() - self.base;
        load.delivered(delivered);
        Ok(delivered)
    }

    /// Looks again and again for `length`; answers how many messages were waiting each time.
    async fn follow(&mut self, load: &Load, length: Duration) -> Result<Vec<u64>> {
        let until = Instant::now() + length;
        let mut waiting = Vec::new();
        while Instant::now() < until {
            sleep(POLL.min(until - Instant::now())).await;
            let delivered = self.delivered(load).await?;
            waiting.push(load.accepted_ever().saturating_sub(delivered));
        }
        Ok(waiting)
    }

    /// Waits until all `accepted` messages have arrived, and says how that ended.
    async fn arrival(&mut self, accepted: u64) -> Result<String> {
        let began = Instant::now();
        loop {
            let states = self.metrics.states().await?;
            let arrived = states.delivered() - self.base;
            if arrived >= accepted {
                return Ok(format!("all {} accepted were delivered", count(accepted as f64)));
            }
            if began.elapsed() > LAST_REPORTS {
                let missing = count((accepted - arrived) as f64);
                let (open, lost) = (states.open(), states.lost());
                return Ok(format!(
                    "**{missing} accepted were not delivered ({open} open, {lost} failed)**"
                ));
            }
            sleep(POLL).await;
        }
    }
}

/// What waited over time, in words.
pub(super) fn backlog(waiting: &[u64]) -> String {
    let third = waiting.len().div_ceil(3);
    let mean = |part: &[u64]| part.iter().sum::<u64>() as f64 / part.len().max(1) as f64;
    format!(
        "waiting {} in the first third, {} in the last, {} at most",
        count(mean(&waiting[..third])),
        count(mean(&waiting[waiting.len() - third..])),
        count(waiting.iter().copied().max().unwrap_or(0) as f64)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_growing_queue_shows() {
        assert_eq!(
            backlog(&[1, 2, 3, 40, 50, 60, 900, 1_000, 1_100]),
            "waiting 2 in the first third, 1,000 in the last, 1,100 at most"
        );
        assert_eq!(backlog(&[]), "waiting 0 in the first third, 0 in the last, 0 at most");
    }
}
