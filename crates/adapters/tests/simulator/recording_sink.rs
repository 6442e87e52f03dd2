//! A report sink that keeps what it stored, refuses as often as it is told, and can be waited on.

use std::time::Duration;

use adapters::{CarrierSink, Inbound, NotStored, OptOut, Report};
use async_trait::async_trait;
use domain::{Millis, ProviderId, ReportStatus};
use parking_lot::Mutex;
use tokio::sync::Notify;

/// How long a test waits for what it expects before it fails.
pub const DEADLINE: Duration = Duration::from_secs(20);

#[derive(Default)]
#[allow(dead_code, reason = "several test binaries keep what they need")]
pub struct RecordingSink {
    stored: Mutex<Vec<Report>>,
    inbound: Mutex<Vec<Inbound>>,
    opt_outs: Mutex<Vec<OptOut>>,
    certain: Mutex<Vec<String>>,
    refusals: Mutex<usize>,
    changed: Notify,
}

#[allow(dead_code, reason = "several test binaries use what they need")]
impl RecordingSink {
    /// One that refuses its first `refusals` calls.
    pub fn refusing(refusals: usize) -> Self {
        Self {
            refusals: Mutex::new(refusals),
            ..Self::default()
        }
    }

    /// From now on, refuses this many calls.
    pub fn refuse(&self, calls: usize) {
        *self.refusals.lock() = calls;
        self.changed.notify_waiters();
    }

    /// How many calls it will still refuse.
    pub fn refusals_left(&self) -> usize {
        *self.refusals.lock()
    }

    pub fn stored(&self) -> Vec<Report> {
        self.stored.lock().clone()
    }

    /// Inbound messages so far.
    pub fn inbound(&self) -> Vec<Inbound> {
        self.inbound.lock().clone()
    }

    /// Opt-outs so far.
    pub fn opt_outs(&self) -> Vec<OptOut> {
        self.opt_outs.lock().clone()
    }

    /// Likenesses of deliveries whose answers are certain to have arrived.
    pub fn certain(&self) -> Vec<String> {
        self.certain.lock().clone()
    }

    pub fn statuses(&self) -> Vec<ReportStatus> {
        self.stored.lock().iter().map(|report| report.status).collect()
    }

    /// Waits until the stored reports satisfy `enough`.
    pub async fn wait_for(&self, enough: impl Fn(&[Report]) -> bool) -> Vec<Report> {
        let waiting = async {
            loop {
                let changed = self.changed.notified();
                if enough(&self.stored.lock()) {
                    return self.stored();
                }
                changed.await;
            }
        };
        tokio::time::timeout(DEADLINE, waiting)
            .await
            .expect("the reports did not come in time")
    }

    /// Waits until a call was refused for the last time it was told to.
    pub async fn wait_for_refusals(&self, left: usize) {
        let waiting = async {
            loop {
                let changed = self.changed.notified();
                if self.refusals_left() <= left {
                    return;
                }
                changed.await;
            }
        };
        tokio::time::timeout(DEADLINE, waiting)
            .await
            .expect("the reports were not offered in time");
    }
}

#[async_trait]
impl CarrierSink for RecordingSink {
    async fn reports(&self, reports: Vec<Report>) -> Result<(), NotStored> {
        self.keep(&self.stored, reports)
    }

    async fn inbound(&self, messages: Vec<Inbound>) -> Result<(), NotStored> {
        self.keep(&self.inbound, messages)
    }

    async fn inbound_certain(&self, _: ProviderId, certain: Vec<(String, Millis)>) -> Result<(), NotStored> {
        self.keep(&self.certain, certain.into_iter().map(|(key, _)| key).collect())
    }

    async fn opt_outs(&self, opt_outs: Vec<OptOut>) -> Result<(), NotStored> {
        self.keep(&self.opt_outs, opt_outs)
    }
}

impl RecordingSink {
    fn keep<T>(&self, kept: &Mutex<Vec<T>>, new: Vec<T>) -> Result<(), NotStored> {
        {
            let mut refusals = self.refusals.lock();
            if *refusals > 0 {
                *refusals -= 1;
                self.changed.notify_waiters();
                return Err(NotStored);
            }
        }
        kept.lock().extend(new);
        self.changed.notify_waiters();
        Ok(())
    }
}
