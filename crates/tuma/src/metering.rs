//! The recorder behind every metric of the process, and its upkeep.
//!
//! Installed before anything counts. Samples of histograms pile up in memory until they are sorted into buckets, so that
//! is done every second whether or not somebody scrapes.

use std::time::Duration;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio_util::sync::CancellationToken;

use crate::failure::Failure;

/// Bounds of duration histograms, seconds: from a carrier on this machine to one that is about to time out.
const SECONDS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0,
];
/// What the names of duration histograms end with.
const SECONDS_SUFFIX: &str = "_seconds";
const UPKEEP: Duration = Duration::from_secs(1);

/// Installs the recorder for the whole process; what it answers renders `/metrics`.
pub fn install() -> Result<PrometheusHandle, Failure> {
    let failed = |error| Failure::failed(format!("metrics cannot be recorded: {error}"));
    PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix(SECONDS_SUFFIX.to_owned()), SECONDS)
        .and_then(PrometheusBuilder::install_recorder)
        .map_err(failed)
}

/// Sorts samples into their buckets until `stop`.
pub async fn keep_up(metrics: PrometheusHandle, stop: CancellationToken) {
    while tokio::time::timeout(UPKEEP, stop.cancelled()).await.is_err() {
        metrics.run_upkeep();
    }
}
