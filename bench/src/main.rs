//! The benchmarks: the release build of `tuma` in a process of its own, loaded over the loopback from this one.
//!
//! One run measures what was asked for and writes one report with absolute figures, ratios and targets. Nothing here
//! asserts a time: a missed target is a line in the report. A run removes all it made, except databases that take long
//! to build. Everything runs on one thread, so that the load generator takes little from what it measures.

mod clock;
mod console;
mod instance;
mod load;
mod machine;
mod metrics;
mod options;
mod pdu;
mod postgres;
mod prefill;
mod process;
mod report;
mod scenario;
mod server;
mod site;
mod tenant;
mod waiting;

use std::process::ExitCode;

use anyhow::{Result, bail};
use clap::Parser;
use store::{DatabaseUrl, StoreConfig};

use crate::machine::Machine;
use crate::options::{Options, Plan};
use crate::report::Report;
use crate::scenario::Bench;
use crate::server::{Launcher, RequestLimits};
use crate::site::Site;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let options = Options::parse();
    let outcome = tokio::select! {
        outcome = run(&options) => outcome,
        stopped = stop_signal() => stopped,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console::note(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn run(options: &Options) -> Result<()> {
    let plan = Plan::new(options);
    let site = Site::prepare(options).await?;
    let report = Report {
        made_at: jiff::Timestamp::from_millisecond(domain::Clock::now_ms(&clock::SystemClock))?.to_string(),
        quick: plan.quick,
        machine: Machine::look(site.disk())?,
        databases: vec![sqlite_settings()],
        figures: Vec::new(),
        left_out: Vec::new(),
    };
    let launcher = Launcher {
        site: &site,
        prefix: options.server_prefix.as_deref(),
        limits: RequestLimits::None,
    };
    let mut bench = Bench {
        plan: &plan,
        launcher,
        report,
    };
    let complete = bench.run().await;
    bench.report.write(&options.out)?;
    console::print(&bench.report.to_markdown());
    if !complete {
        bail!("not everything could be measured: see the end of the report");
    }
    match &options.summary {
        Some(document) => bench.report.replace_in(document),
        None => Ok(()),
    }
}

/// How the server opens its SQLite file: the defaults, which nothing here changes.
fn sqlite_settings() -> String {
    let config = StoreConfig::new(DatabaseUrl::parse("tuma.db"));
    format!(
        "SQLite: one writer, write-ahead log, `synchronous=FULL`, page cache {} KiB for the writer; a round of the \
         journal takes up to {} rows from each side.",
        config.cache_kib, config.round_rows
    )
}

/// Ends with an error when the run is told to stop; what it made is removed on the way out.
async fn stop_signal() -> Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    bail!("stopped before the end; nothing was written")
}
