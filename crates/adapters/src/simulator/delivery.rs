//! Brings the carrier's reports into Tuma: normalized, the number masked, and again until they are stored.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use domain::ProviderId;
use domain::phone::mask;
use serde_json::json;

use super::backoff::Backoff;
use super::wire::WireReport;
use crate::{CarrierSink, Content, Inbound, Report};

const LEAST_PAUSE: Duration = Duration::from_millis(50);
const MOST_PAUSE: Duration = Duration::from_secs(5);

/// How many deliveries may be under way at once, so that one slow commit does not hold up the rest.
pub(super) const DELIVERIES: usize = 4;

/// One provider's way into the sink.
pub(super) struct Delivery {
    provider: ProviderId,
    sink: Arc<dyn CarrierSink>,
    refused: AtomicU64,
}

impl Delivery {
    pub(super) fn new(provider: ProviderId, sink: Arc<dyn CarrierSink>) -> Self {
        Self {
            provider,
            sink,
            refused: AtomicU64::new(0),
        }
    }

    /// Returns once the reports are stored, however often that must be tried.
    pub(super) async fn deliver(&self, reports: &[WireReport]) {
        let mut backoff = None;
        loop {
            let normalized = reports.iter().map(|report| normalize(self.provider, report)).collect();
            if self.sink.reports(normalized).await.is_ok() {
                return;
            }
            let refused = self.refused.fetch_add(1, Ordering::Relaxed);
            tracing::warn!(provider = %self.provider, reports = reports.len(), "reports could not be stored; trying again");
            let backoff = backoff.get_or_insert_with(|| Backoff::new(LEAST_PAUSE, MOST_PAUSE, refused));
            tokio::time::sleep(backoff.pause()).await;
        }
    }
}

impl Delivery {
    /// Brings a text from a phone in; returns once it is stored.
    pub(super) async fn text(&self, phone: &str, to: &str, text: String, id: String) {
        let message = Inbound {
            provider: self.provider,
            carrier_id: Some(id),
            from: phone.to_owned(),
            to: to.to_owned(),
            content: Content::Text(text),
            part: None,
            opt_out: None,
            sent_at: None,
            likeness: None,
            raw: "{}".to_owned(),
        };
        let mut backoff = Backoff::new(LEAST_PAUSE, MOST_PAUSE, 0);
        while self.sink.inbound(vec![message.clone()]).await.is_err() {
            tokio::time::sleep(backoff.pause()).await;
        }
    }
}

fn normalize(provider: ProviderId, report: &WireReport) -> Report {
    let raw = json!({
        "id": report.id,
        "to": mask(&report.to),
        "status": report.status.as_str(),
        "error": report.error,
        "done_at": report.done_at,
    });
    Report {
        provider,
        carrier_id: report.id.clone(),
        to: Some(report.to.to_string()),
        reference: report.reference,
        status: report.status,
        error_code: report.error.clone(),
        detail: None,
        price: None,
        opted_out: false,
        occurred_at: Some(report.done_at),
        raw: raw.to_string(),
    }
}
