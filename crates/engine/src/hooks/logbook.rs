//! What of a try goes into the log. Failures are kept whole; so are the first successes of each second and target, by a
//! bucket that lets bursts through. Of the others only the figures are kept: what was told stands in their message, and
//! a log that repeats it for every message of a flood would cost more than telling it.

use std::collections::HashMap;

use domain::Millis;
use store::{Delivery, DeliveryOutcome};

/// Seconds whose successes may come at once.
const BURST: i64 = 10;

/// Decides what is kept.
pub(super) struct Logbook {
    per_second: i64,
    /// By target: thousandths of successes that may be kept, and since when.
    buckets: HashMap<i64, (i64, Millis)>,
}

impl Logbook {
    /// A logbook that keeps `per_second` successes of each target whole.
    pub(super) fn new(per_second: u32) -> Self {
        Self {
            per_second: i64::from(per_second),
            buckets: HashMap::new(),
        }
    }

    /// Whether a try was taken; counts it.
    pub(super) fn went_well(&self, delivery: &Delivery) -> bool {
        let kind = if delivery.webhook.is_some() {
            "endpoint"
        } else {
            "callback"
        };
        let outcome = match delivery.outcome {
            DeliveryOutcome::Taken => "taken",
            DeliveryOutcome::Retried => "retried",
            DeliveryOutcome::GivenUp | DeliveryOutcome::Replayed => "given_up",
        };
        metrics::counter!("tuma_webhooks_total", "kind" => kind, "outcome" => outcome).increment(1);
        if delivery.outcome == DeliveryOutcome::GivenUp {
            tracing::warn!(event = %delivery.event_id, status = delivery.http_status, why = delivery.error,
                "an event was never taken and is given up");
        }
        delivery.outcome == DeliveryOutcome::Taken
    }

    /// The try as it is logged.
    pub(super) fn entry(&mut self, target: i64, mut delivery: Delivery, now: Millis) -> Delivery {
        let of_message = delivery.message.is_some();
        if delivery.outcome != DeliveryOutcome::Taken || !of_message || self.keeps(target, now) {
            return delivery;
        }
        delivery.payload = None;
        delivery.response_body = None;
        // An endpoint's URL is known; a callback's is needed to tell it again.
        if delivery.webhook.is_some() {
            delivery.url = None;
        }
        delivery
    }

    fn keeps(&mut self, target: i64, now: Millis) -> bool {
        let full = self.per_second * BURST * 1_000;
        let (left, since) = self.buckets.entry(target).or_insert((full, now));
        *left = (*left + (now - *since).max(0).saturating_mul(self.per_second)).min(full);
        *since = now;
        let keeps = *left >= 1_000;
        if keeps {
            *left -= 1_000;
        }
        keeps
    }

    /// Forgets targets whose bucket is full again.
    pub(super) fn forget(&mut self, now: Millis) {
        self.buckets.retain(|_, (_, since)| now - *since < BURST * 1_000);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(logbook: &mut Logbook, target: i64, now: Millis) -> usize {
        std::iter::repeat_with(|| logbook.keeps(target, now))
            .take(1_000)
            .filter(|kept| *kept)
            .count()
    }

    #[test]
    fn so_many_successes_of_a_target_are_kept_a_second() {
        let mut logbook = Logbook::new(10);
        assert_eq!(kept(&mut logbook, 1, 0), 100, "a burst");
        assert_eq!(kept(&mut logbook, 1, 0), 0);
        assert_eq!(kept(&mut logbook, 2, 0), 100);
        assert_eq!(kept(&mut logbook, 1, 1_000), 10);
        assert_eq!(kept(&mut logbook, 1, 1_050), 0);
        assert_eq!(kept(&mut logbook, 1, 100_000), 100);
        logbook.forget(200_000);
        assert!(logbook.buckets.is_empty());
        assert_eq!(kept(&mut Logbook::new(0), 1, 0), 0);
    }
}
