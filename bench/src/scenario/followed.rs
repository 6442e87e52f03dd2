//! (p): how old events are when hundreds of followers of the live stream have them.

use std::time::Duration;

use anyhow::{Context, Result};
use hdrhistogram::Histogram;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout_at};

use super::Bench;
use super::accept::Shape;
use super::observed::Observation;
use crate::instance::{Backend, Instance};
use crate::load::{Allowance, Follower};
use crate::options::Letter;
use crate::report::{Figure, Target, Unit, count};
use crate::tenant::Lanes;

/// Who follows.
const FOLLOWERS: usize = 500;
/// Messages a second.
const FLOW: u64 = 200;
/// What 99 of 100 frames stay within, ms: the age of the oldest event in a frame.
const P99_MS: f64 = 500.0;
/// How long the last frames may take.
const LAST_FRAMES: Duration = Duration::from_secs(2);

/// Follows while messages flow, each of which is three events.
pub async fn measure(bench: &mut Bench<'_>) -> Result<()> {
    let instance = Instance::start(&bench.launcher, Backend::Sqlite, Lanes::Running).await?;
    let measured = on(&instance, bench).await;
    let (ages, details) = instance.end(measured).await?;
    let ms = |quantile: f64| ages.value_at_quantile(quantile) as f64;
    let name = format!("p99, {FOLLOWERS} followers, {FLOW} messages/s");
    let figure = Figure::new(Letter::P, name, ms(0.99), Unit::Milliseconds).target(Target::AtMost(P99_MS));
    let mut seen = vec![
        format!("p50 {:.0} ms, longest {:.0} ms", ms(0.5), ages.max() as f64),
        format!("{} frames", count(ages.len() as f64)),
    ];
    seen.extend(details);
    bench.add(figure.details(seen));
    Ok(())
}

/// The age of the oldest event of each frame, ms, and what else was seen.
async fn on(instance: &Instance<'_>, bench: &Bench<'_>) -> Result<(Histogram<u32>, Vec<String>)> {
    let mut followers = Vec::with_capacity(FOLLOWERS);
    for _ in 0..FOLLOWERS {
        followers.push(Follower::open(instance.server.address, &instance.tenant.key).await?);
    }
    let mut load = Shape::SINGLE_64.start(instance, Allowance::Ahead(0)).await?;
    load.pace(FLOW, bench.plan.warm_up).await;
    load.record();
    let (began, observation) = (Instant::now(), Observation::begin(instance.server.pid)?);
    let until = began + bench.plan.sustained + LAST_FRAMES;
    let mut reading = JoinSet::new();
    followers
        .into_iter()
        .for_each(|follower| drop(reading.spawn(follow(follower, until))));
    load.pace(FLOW, bench.plan.sustained).await;
    let observed = observation.end()?;
    let recorded = load.finish().await?;
    sleep(LAST_FRAMES).await;
    let mut ages = Histogram::<u32>::new_with_bounds(1, 60_000, 3).context("the bounds of the histogram")?;
    while let Some(read) = reading.join_next().await {
        read??.into_iter().for_each(|age| ages.saturating_record(age.max(1)));
    }
    let mut details = vec![format!("accepted {}/s", count(recorded.messages_per_second()))];
    details.extend(observed.details(recorded.messages));
    Ok((ages, details))
}

/// The ages of all frames that come until then.
async fn follow(mut follower: Follower, until: Instant) -> Result<Vec<u64>> {
    let mut ages = Vec::new();
    while let Ok(age) = timeout_at(until, follower.frame()).await {
        ages.push(age?);
    }
    Ok(ages)
}
