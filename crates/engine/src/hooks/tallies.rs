//! How endpoints fare, gathered in memory and told to the store from time to time: their rows are written at most twice
//! a second, however many requests there are.

use std::collections::HashMap;
use std::time::Duration;

use domain::WebhookId;
use store::{Delivery, DeliveryOutcome, WebhookTally};
use tokio::time::Instant;

/// What was gathered.
pub(super) struct Tallies {
    by_webhook: HashMap<WebhookId, WebhookTally>,
    last: Instant,
}

impl Default for Tallies {
    fn default() -> Self {
        Self {
            by_webhook: HashMap::new(),
            last: Instant::now(),
        }
    }
}

impl Tallies {
    /// Counts a try to tell an endpoint.
    pub(super) fn count(&mut self, delivery: &Delivery, gone: bool) {
        let Some(webhook) = delivery.webhook else { return };
        let at = delivery.created_at;
        let tally = self.by_webhook.entry(webhook).or_insert_with(|| WebhookTally {
            organization: delivery.organization,
            webhook,
            fails: 0,
            failing_since: None,
            last_triggered_at: at,
            last_success_at: None,
            gone: false,
        });
        tally.last_triggered_at = tally.last_triggered_at.max(at);
        tally.gone |= gone;
        if delivery.outcome == DeliveryOutcome::Taken {
            tally.last_success_at = tally.last_success_at.max(Some(at));
            tally.fails = 0;
            tally.failing_since = None;
        } else {
            tally.fails = tally.fails.saturating_add(1);
            tally.failing_since.get_or_insert(at);
        }
    }

    /// What was gathered, where that was so long ago.
    pub(super) fn take(&mut self, interval: Duration) -> Option<Vec<WebhookTally>> {
        if self.by_webhook.is_empty() || self.last.elapsed() < interval {
            return None;
        }
        self.last = Instant::now();
        Some(self.by_webhook.drain().map(|(_, tally)| tally).collect())
    }
}
