//! How fast messages are accepted: requests as fast as answers come, each answered after its commit.

use anyhow::Result;
use tokio::time::{Instant, sleep};

use super::Bench;
use super::observed::{Observation, Observed};
use crate::instance::{Backend, Instance};
use crate::load::{Allowance, Load, Recorded, Template};
use crate::metrics::Metrics;
use crate::report::count;
use crate::tenant::{Lanes, Tenant};

/// A shape of load.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// How the report calls it.
    pub name: &'static str,
    /// Kept-alive connections.
    pub connections: usize,
    /// Recipients in a call; one is a single message.
    recipients: u64,
}

impl Shape {
    /// Single messages.
    pub const SINGLE_64: Self = Self {
        name: "64 connections",
        connections: 64,
        recipients: 1,
    };
    /// Single messages over many connections.
    pub const SINGLE_256: Self = Self {
        name: "256 connections",
        connections: 256,
        recipients: 1,
    };
    /// Small bulk calls.
    pub const BULK_100: Self = Self {
        name: "100 recipients a call, 16 connections",
        connections: 16,
        recipients: 100,
    };
    /// Large bulk calls.
    pub const BULK_1000: Self = Self {
        name: "1,000 recipients a call, 8 connections",
        connections: 8,
        recipients: 1_000,
    };

    /// Starts this load against the server of `instance`.
    pub async fn start(self, instance: &Instance<'_>, allowance: Allowance) -> Result<Load> {
        let template = self.template(&instance.tenant);
        Load::start(instance.server.address, &template, self.connections, allowance).await
    }

    fn template(self, tenant: &Tenant) -> Template {
        match self.recipients {
            1 => Template::single(&tenant.key, None),
            recipients => Template::bulk(&tenant.key, recipients),
        }
    }
}

/// What came of it.
pub struct Accepted {
    recorded: Recorded,
    observed: Observed,
    /// Messages delivered a second meanwhile, with lanes running.
    delivered_per_second: Option<f64>,
}

/// Accepts on a fresh server for as long as the plan says.
pub async fn measure(bench: &Bench<'_>, backend: Backend<'_>, lanes: Lanes, shape: Shape) -> Result<Accepted> {
    let instance = Instance::start(&bench.launcher, backend, lanes).await?;
    let accepted = on(&instance, bench, lanes, shape).await;
    instance.end(accepted).await
}

async fn on(instance: &Instance<'_>, bench: &Bench<'_>, lanes: Lanes, shape: Shape) -> Result<Accepted> {
    let load = shape.start(instance, Allowance::Unbounded).await?;
    record(load, instance, bench, lanes).await
}

/// Records `load` after its warm-up for as long as the plan says.
pub async fn record(mut load: Load, instance: &Instance<'_>, bench: &Bench<'_>, lanes: Lanes) -> Result<Accepted> {
    let mut metrics = Metrics::connect(instance.server.address).await?;
    sleep(bench.plan.warm_up).await;
    let before = metrics.states().await?;
    let began = Instant::now();
    let observation = Observation::begin(instance.server.pid)?;
    load.record();
    sleep(bench.plan.accept).await;
    let observed = observation.end()?;
    let (elapsed, recorded) = (began.elapsed(), load.finish().await?);
    let delivered = metrics.states().await?.delivered().saturating_sub(before.delivered());
    let delivered_per_second = (lanes == Lanes::Running).then(|| delivered as f64 / elapsed.as_secs_f64());
    Ok(Accepted {
        recorded,
        observed,
        delivered_per_second,
    })
}

impl Accepted {
    /// Messages accepted a second.
    pub fn per_second(&self) -> f64 {
        self.recorded.messages_per_second()
    }

    /// The latency that 99 of 100 requests stay within, ms.
    pub fn p99_ms(&self) -> f64 {
        self.recorded.latency_ms(0.99)
    }

    /// What else was seen, in words.
    pub fn details(&self) -> Vec<String> {
        let mut details = latencies(&self.recorded);
        if let Some(rate) = self.delivered_per_second {
            details.push(format!("delivered meanwhile {}/s", count(rate)));
        }
        details.extend(self.observed.details(self.recorded.messages));
        details
    }
}

/// Latencies and refusals, in words.
pub fn latencies(recorded: &Recorded) -> Vec<String> {
    let at = |quantile| recorded.latency_ms(quantile);
    let mut details = vec![format!(
        "p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
        at(0.5),
        at(0.99),
        at(1.0)
    )];
    for (status, times) in &recorded.refusals {
        details.push(match status {
            0 => format!("**{times} connections broke**"),
            status => format!("**{} answers {status}**", count(*times as f64)),
        });
    }
    details
}
