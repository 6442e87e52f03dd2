//! The scenarios, one after the other, each on servers and databases of its own. One that fails is named in the report
//! and does not keep the others from being measured.

mod accept;
mod asked;
mod called_back;
mod deliver;
mod down;
mod followed;
mod kannel;
mod ledger;
mod memory;
mod observed;
mod receive;
mod smsc_sink;
mod submit;

use anyhow::Result;

use crate::console;
use crate::instance::Backend;
use crate::options::{Letter, Plan};
use crate::postgres::Cluster;
use crate::prefill::Stored;
use crate::report::{Figure, Report, Target, Unit, count, megabytes};
use crate::server::{Launcher, RequestLimits};
use crate::tenant::Lanes;
use accept::Shape;

/// (a): messages accepted a second, one a request.
const SINGLE_RATE: f64 = 35_000.0;
/// (a): the latency that 99 of 100 requests stay within, ms.
const SINGLE_P99_MS: f64 = 20.0;
/// (b): recipients accepted a second.
const BULK_RATE: f64 = 70_000.0;
/// (d): messages delivered a second. 18,000 is aimed at.
const DELIVERED_RATE: f64 = 12_000.0;
/// (e): the share of SQLite's rate.
const POSTGRES_SHARE: f64 = 0.5;
/// (f): the share of the empty database's rate, at the larger of the two.
const STORED_SHARE: f64 = 0.7;

/// (n): the share of the rate without limits.
const LIMITED_SHARE: f64 = 0.85;

/// A run in progress.
pub struct Bench<'a> {
    /// What is measured, and for how long.
    pub plan: &'a Plan,
    /// Starts servers.
    pub launcher: Launcher<'a>,
    /// What was found.
    pub report: Report,
}

impl Bench<'_> {
    /// Runs every scenario of the plan; answers whether all of them could be measured.
    pub async fn run(&mut self) -> bool {
        let mut complete = true;
        for &letter in &self.plan.letters {
            if let Err(error) = self.scenario(letter).await {
                complete = false;
                let line = format!("({}) stopped early: {error:#}", letter.as_char());
                console::note(&line);
                self.report.left_out.push(line);
            }
        }
        complete
    }

    async fn scenario(&mut self, letter: Letter) -> Result<()> {
        match letter {
            Letter::A => {
                self.singles(letter, Backend::Sqlite, Lanes::Paused, "").await?;
                kannel::compare(self).await
            }
            Letter::B => self.bulks(letter, Lanes::Paused).await,
            Letter::C => {
                self.singles(letter, Backend::Sqlite, Lanes::Running, "").await?;
                self.bulks(letter, Lanes::Running).await
            }
            Letter::D => {
                self.delivered(letter, Backend::Sqlite, Shape::SINGLE_64, "").await?;
                self.delivered(letter, Backend::Sqlite, Shape::BULK_100, "").await
            }
            Letter::E => self.postgres().await,
            Letter::F => self.stored().await,
            Letter::G => memory::measure(self).await,
            Letter::H => called_back::measure(self).await,
            Letter::I => submit::measure(self).await,
            Letter::J => receive::measure(self).await,
            Letter::K => submit::measure_far(self).await,
            Letter::L => down::measure(self).await,
            Letter::M => ledger::measure(self).await,
            Letter::N => self.limited().await,
            Letter::O => asked::measure(self).await,
            Letter::P => followed::measure(self).await,
        }
    }

    /// Single messages over few and many connections.
    async fn singles(&mut self, letter: Letter, backend: Backend<'_>, lanes: Lanes, suffix: &str) -> Result<()> {
        for shape in [Shape::SINGLE_64, Shape::SINGLE_256] {
            let accepted = accept::measure(self, backend, lanes, shape).await?;
            let name = format!("{}{suffix}", shape.name);
            let p99 = accepted.p99_ms();
            let rate = Figure::new(letter, &name, accepted.per_second(), Unit::RequestsPerSecond);
            let latency = Figure::new(letter, format!("p99, {name}"), p99, Unit::Milliseconds);
            let (rate, latency) = match letter {
                Letter::A => (
                    rate.target(Target::AtLeast(SINGLE_RATE)),
                    latency.target(Target::AtMost(SINGLE_P99_MS)),
                ),
                _ => (rate, latency),
            };
            self.add(rate.details(accepted.details()));
            self.add(latency);
        }
        Ok(())
    }

    async fn bulks(&mut self, letter: Letter, lanes: Lanes) -> Result<()> {
        for shape in [Shape::BULK_100, Shape::BULK_1000] {
            let accepted = accept::measure(self, Backend::Sqlite, lanes, shape).await?;
            let mut figure = Figure::new(letter, shape.name, accepted.per_second(), Unit::MessagesPerSecond);
            if letter == Letter::B {
                figure = figure.target(Target::AtLeast(BULK_RATE));
            }
            self.add(figure.details(accepted.details()));
        }
        Ok(())
    }

    async fn delivered(&mut self, letter: Letter, backend: Backend<'_>, shape: Shape, suffix: &str) -> Result<()> {
        let delivered = deliver::measure(self, backend, shape).await?;
        let name = format!("delivered, {}{suffix}", shape.name);
        let mut figure = Figure::new(letter, name, delivered.per_second, Unit::MessagesPerSecond);
        if letter == Letter::D {
            figure = figure.target(Target::AtLeast(DELIVERED_RATE));
        }
        self.add(figure.details(delivered.details));
        Ok(())
    }

    /// (a) and (d) on PostgreSQL, against SQLite.
    async fn postgres(&mut self) -> Result<()> {
        let cluster = Cluster::start(self.launcher.site).await?;
        let measured = self.on_cluster(&cluster).await;
        cluster.stop().await?;
        measured?;
        let delivered = format!("delivered, {}", Shape::SINGLE_64.name);
        let share = Some(Target::AtLeast(POSTGRES_SHARE));
        self.report.ratio(
            (Letter::E, Shape::SINGLE_64.name),
            (Letter::A, Shape::SINGLE_64.name),
            share,
        );
        self.report.ratio(
            (Letter::E, Shape::SINGLE_256.name),
            (Letter::A, Shape::SINGLE_256.name),
            share,
        );
        self.report
            .ratio((Letter::E, &delivered), (Letter::D, &delivered), share);
        Ok(())
    }

    async fn on_cluster(&mut self, cluster: &Cluster) -> Result<()> {
        self.report
            .databases
            .push(format!("PostgreSQL: {}.", cluster.settings().await?.join(", ")));
        self.singles(Letter::E, Backend::Postgres(cluster), Lanes::Paused, "")
            .await?;
        self.delivered(Letter::E, Backend::Postgres(cluster), Shape::SINGLE_64, "")
            .await
    }

    /// (a) and (d) with messages stored, against the empty database.
    async fn stored(&mut self) -> Result<()> {
        let [some, many] = self.plan.stored;
        let some = Stored::find_or_build(self.launcher.site, some, None).await?;
        self.on_stored(&some, None).await?;
        let many = Stored::find_or_build(self.launcher.site, many, Some(&some)).await?;
        self.on_stored(&many, Some(Target::AtLeast(STORED_SHARE))).await
    }

    async fn on_stored(&mut self, stored: &Stored, share: Option<Target>) -> Result<()> {
        let suffix = format!(", {} stored", count(stored.messages as f64));
        let size = megabytes(stored.bytes()? as f64);
        self.report.databases.push(format!(
            "SQLite file with {} messages: {size}.",
            count(stored.messages as f64)
        ));
        let backend = Backend::Stored(stored);
        self.singles(Letter::F, backend, Lanes::Paused, &suffix).await?;
        self.delivered(Letter::F, backend, Shape::SINGLE_64, &suffix).await?;
        for base in [Shape::SINGLE_64.name, Shape::SINGLE_256.name] {
            self.report
                .ratio((Letter::F, &format!("{base}{suffix}")), (Letter::A, base), share);
        }
        let base = format!("delivered, {}", Shape::SINGLE_64.name);
        self.report
            .ratio((Letter::F, &format!("{base}{suffix}")), (Letter::D, &base), share);
        Ok(())
    }

    /// (a) without limits and with all of them, one after the other.
    async fn limited(&mut self) -> Result<()> {
        for (limits, suffix) in [
            (RequestLimits::None, ", no limits"),
            (RequestLimits::Unmet, ", limits on"),
        ] {
            self.launcher.limits = limits;
            let measured = self.singles(Letter::N, Backend::Sqlite, Lanes::Paused, suffix).await;
            self.launcher.limits = RequestLimits::None;
            measured?;
        }
        for base in [Shape::SINGLE_64.name, Shape::SINGLE_256.name] {
            self.report.ratio(
                (Letter::N, &format!("{base}, limits on")),
                (Letter::N, &format!("{base}, no limits")),
                Some(Target::AtLeast(LIMITED_SHARE)),
            );
        }
        Ok(())
    }

    fn add(&mut self, figure: Figure) {
        console::note(&figure.to_line());
        self.report.figures.push(figure);
    }
}
