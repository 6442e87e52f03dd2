//! The checks of a simulated carrier's configuration: which values mean nothing, told by key.

use domain::Fault;

use super::{Config, Failures, Latency};
use crate::simulator::ids::IdStyle;

/// The most repetitions of one report.
const MAX_DUPLICATES: u16 = 10;
/// The longest delay anywhere in the configuration: a day.
const MAX_DELAY_MS: u64 = 86_400_000;

impl Config {
    /// Refuses values that mean nothing, naming the key.
    pub fn check(&self) -> Result<(), Fault> {
        latency("response", self.response())?;
        latency("reports.delay", self.report_delay())?;
        delay("throttle_pause_ms", self.throttle_pause_ms)?;
        delay("response_timeout_ms", self.response_timeout_ms)?;
        delay("reports.late_ms", self.reports.late_ms)?;
        positive("throughput_per_second", self.throughput_per_second.map(u64::from))?;
        positive("ids.reuse_after", self.ids.reuse_after)?;
        positive("max_pending_reports", Some(self.max_pending_reports as u64))?;
        for (key, share) in self.shares() {
            if !(0.0..=1.0).contains(&share) {
                return Err(Fault::new(key, "is not a share", "give a number from 0 to 1"));
            }
        }
        if self.failures.total() > 1.0 {
            return Err(Fault::new(
                "failures",
                "the shares add up to more than 1",
                "lower one of them",
            ));
        }
        if self.reports.duplicates > MAX_DUPLICATES {
            return Err(Fault::new(
                "reports.duplicates",
                "is too many",
                format!("give at most {MAX_DUPLICATES}"),
            ));
        }
        let pads = [
            ("ids.pad", Some(self.ids.pad)),
            ("ids.receipt_pad", self.ids.receipt_pad),
        ];
        for (key, pad) in pads {
            if pad.is_some_and(|digits| digits > IdStyle::MAX_DIGITS) {
                return Err(Fault::new(
                    key,
                    "is too wide",
                    format!("give at most {}", IdStyle::MAX_DIGITS),
                ));
            }
        }
        Ok(())
    }

    fn shares(&self) -> [(&'static str, f64); 11] {
        let (reports, failures) = (&self.reports, &self.failures);
        [
            ("reports.lost_share", reports.lost_share),
            ("reports.early_share", reports.early_share),
            ("reports.late_share", reports.late_share),
            ("reports.duplicate_share", reports.duplicate_share),
            ("failures.rejected_share", failures.rejected_share),
            ("failures.refused_share", failures.refused_share),
            ("failures.failed_share", failures.failed_share),
            ("failures.timeout_taken_share", failures.timeout_taken_share),
            ("failures.timeout_not_taken_share", failures.timeout_not_taken_share),
            ("failures.disconnect_share", failures.disconnect_share),
            ("replies.share", self.replies.share),
        ]
    }
}

impl Failures {
    fn total(&self) -> f64 {
        self.rejected_share
            + self.refused_share
            + self.failed_share
            + self.timeout_taken_share
            + self.timeout_not_taken_share
            + self.disconnect_share
    }
}

fn latency(key: &str, value: Latency) -> Result<(), Fault> {
    delay(key, value.max_ms)?;
    let peak = value.peak_ms.unwrap_or(value.min_ms);
    if value.min_ms <= peak && peak <= value.max_ms {
        return Ok(());
    }
    Err(Fault::new(
        key,
        "is not a span",
        "give min_ms, at most peak_ms, at most max_ms",
    ))
}

fn delay(key: &str, ms: u64) -> Result<(), Fault> {
    if ms <= MAX_DELAY_MS {
        return Ok(());
    }
    Err(Fault::new(
        key,
        "is longer than a day",
        format!("give at most {MAX_DELAY_MS} ms"),
    ))
}

fn positive(key: &str, value: Option<u64>) -> Result<(), Fault> {
    if value == Some(0) {
        return Err(Fault::new(key, "is 0", "give at least 1, or leave it out"));
    }
    Ok(())
}
