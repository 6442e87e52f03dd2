//! (m): what the ledger costs. The same load for an organization that pays nothing and for one that pays from its
//! balance, each on a fresh server, one after the other in one run.

use anyhow::Result;

use super::Bench;
use super::accept::{self, Shape};
use crate::instance::Backend;
use crate::options::Letter;
use crate::report::{Figure, Target, Unit};
use crate::tenant::Lanes;

/// The share of the rate without a ledger that one with it should keep: limits, authentication and ledger together may
/// cost 15 %.
const LEDGER_SHARE: f64 = 0.85;

/// Accepts with and without a balance.
pub async fn measure(bench: &mut Bench<'_>) -> Result<()> {
    for shape in [Shape::SINGLE_64, Shape::SINGLE_256, Shape::BULK_100] {
        let [unlimited, prepaid] = [(Backend::Sqlite, "unlimited"), (Backend::Prepaid, "prepaid")];
        for (backend, who) in [unlimited, prepaid] {
            let accepted = accept::measure(bench, backend, Lanes::Paused, shape).await?;
            let name = format!("{}, {who}", shape.name);
            let figure = Figure::new(Letter::M, name, accepted.per_second(), Unit::MessagesPerSecond);
            bench.add(figure.details(accepted.details()));
        }
        let (with, without) = (format!("{}, prepaid", shape.name), format!("{}, unlimited", shape.name));
        let target = Some(Target::AtLeast(LEDGER_SHARE));
        bench.report.ratio((Letter::M, &with), (Letter::M, &without), target);
    }
    Ok(())
}
