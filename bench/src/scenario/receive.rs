//! How fast Tuma's own SMPP server takes messages: each `submit_sm` is answered after its commit. The lanes are paused.

use anyhow::{Context, Result};

use super::Bench;
use super::accept::{self, Accepted};
use crate::instance::{Backend, Instance, Scene};
use crate::load::Load;
use crate::options::Letter;
use crate::report::{Figure, Target, Unit};
use crate::tenant::Lanes;

/// Messages taken a second.
const RATE: f64 = 20_000.0;

/// Binds, and submits that each leaves unanswered.
#[derive(Clone, Copy)]
struct Binds {
    name: &'static str,
    count: usize,
    window: usize,
    target: Option<Target>,
}

const SHAPES: [Binds; 2] = [
    Binds {
        name: "submit_sm answered, 4 binds, window 250",
        count: 4,
        window: 250,
        target: Some(Target::AtLeast(RATE)),
    },
    Binds {
        name: "submit_sm answered, 1 bind, window 500",
        count: 1,
        window: 500,
        target: None,
    },
];

/// Measures (j).
pub async fn measure(bench: &mut Bench<'_>) -> Result<()> {
    for binds in SHAPES {
        let scene = Scene {
            smpp: true,
            ..Scene::simulated(Lanes::Paused)
        };
        let instance = Instance::with(&bench.launcher, Backend::Sqlite, scene).await?;
        let accepted = on(&instance, bench, binds).await;
        let accepted = instance.end(accepted).await?;
        let mut rate = Figure::new(Letter::J, binds.name, accepted.per_second(), Unit::MessagesPerSecond);
        rate.target = binds.target;
        bench.add(rate.details(accepted.details()));
    }
    Ok(())
}

async fn on(instance: &Instance<'_>, bench: &Bench<'_>, binds: Binds) -> Result<Accepted> {
    let login = instance.login.as_ref().context("the server does not serve SMPP")?;
    let load = Load::start_smpp(login, binds.count, binds.window).await?;
    accept::record(load, instance, bench, Lanes::Paused).await
}
