//! The figures behind `/metrics`: gauges read from the rollups right before they are shown, and the rolling delivery
//! rate. Nothing is counted by scanning.

use std::collections::HashMap;

use domain::{MessageState, Millis};
use parking_lot::Mutex;
use store::{ReceiptOutcome, Settled, Settlement, StoreError};

use crate::Engine;

/// How far the delivery rate looks back, in minutes.
const WINDOW_MINUTES: i64 = 60;
/// Errors above this share of the last hour's outcomes make a provider count as unhealthy in the gauge.
const UNHEALTHY_SHARE: f64 = 0.5;

/// Final outcomes by minute, of the last hour.
#[derive(Default)]
pub(crate) struct Outcomes(Mutex<HashMap<i64, Minute>>);

#[derive(Default, Clone, Copy)]
struct Minute {
    delivered: u64,
    ended: u64,
    taken: u64,
    errors: u64,
}

impl Outcomes {
    /// Counts settled attempts.
    pub(crate) fn count(&self, now: Millis, settlements: &[Settlement]) {
        let mut minute = Minute::default();
        for settlement in settlements {
            match &settlement.result {
                Settled::Submitted { .. } => minute.taken += 1,
                Settled::Ended { .. } => minute.ended += 1,
                Settled::Retry { .. } | Settled::Held { .. } => minute.errors += 1,
            }
        }
        self.add(now, minute);
    }

    /// Counts what reports did.
    pub(crate) fn count_reports(&self, now: Millis, outcomes: &[ReceiptOutcome]) {
        let mut minute = Minute::default();
        for outcome in outcomes {
            if let ReceiptOutcome::Moved(state) = outcome
                && state.is_final()
            {
                minute.ended += 1;
                minute.delivered += u64::from(*state == MessageState::Delivered);
            }
        }
        self.add(now, minute);
    }

    fn add(&self, now: Millis, more: Minute) {
        let minute = now / 60_000;
        let mut minutes = self.0.lock();
        minutes.retain(|at, _| *at > minute - WINDOW_MINUTES);
        let sum = minutes.entry(minute).or_default();
        sum.delivered += more.delivered;
        sum.ended += more.ended;
        sum.taken += more.taken;
        sum.errors += more.errors;
    }

    fn sum(&self, now: Millis) -> Minute {
        let oldest = now / 60_000 - WINDOW_MINUTES;
        let minutes = self.0.lock();
        minutes
            .iter()
            .filter(|(at, _)| **at > oldest)
            .fold(Minute::default(), |sum, (_, minute)| Minute {
                delivered: sum.delivered + minute.delivered,
                ended: sum.ended + minute.ended,
                taken: sum.taken + minute.taken,
                errors: sum.errors + minute.errors,
            })
    }
}

/// The handles of `sms_messages_total` for one provider: messages that entered each state, since this process began.
pub(crate) struct StateCounters(HashMap<MessageState, metrics::Counter>);

impl StateCounters {
    /// Counters labelled with the provider's name.
    pub(crate) fn new(provider: &str) -> Self {
        let counter = |state: MessageState| {
            metrics::counter!(
                "sms_messages_total",
                "status" => state.as_str(),
                "direction" => domain::Direction::Outbound.as_str(),
                "provider" => provider.to_owned()
            )
        };
        Self(
            MessageState::ALL
                .iter()
                .map(|state| (*state, counter(*state)))
                .collect(),
        )
    }

    /// Counts `messages` more in `state`.
    pub(crate) fn add(&self, state: MessageState, messages: usize) {
        if let Some(counter) = self.0.get(&state) {
            counter.increment(messages as u64);
        }
    }
}

impl Engine {
    /// Sets the gauges of `/metrics` to what is true now.
    ///
    /// # Errors
    /// Only the store's; gauges keep their last value then.
    pub async fn refresh_gauges(&self) -> Result<(), StoreError> {
        self.totals_gauges().await?;
        self.depth_gauges().await?;
        let sum = self.outcomes.sum(self.now());
        let rate = if sum.ended == 0 {
            100.0
        } else {
            sum.delivered as f64 * 100.0 / sum.ended as f64
        };
        metrics::gauge!("sms_delivery_rate").set(rate);
        let attempts = sum.taken + sum.errors;
        let sick = attempts > 0 && sum.errors as f64 / attempts as f64 > UNHEALTHY_SHARE;
        for lane in self.registry.lanes().iter() {
            let provider = lane.provider();
            let healthy = provider.active && !sick;
            metrics::gauge!("sms_provider_health", "provider" => provider.name.clone()).set(f64::from(healthy));
            let name = provider.name.clone();
            metrics::gauge!("tuma_lane_memory", "provider" => name.clone()).set(lane.held() as f64);
            metrics::gauge!("tuma_lane_window_open", "provider" => name).set(lane.window.open() as f64);
        }
        metrics::gauge!("tuma_journal_depth").set(self.store.journal_depth() as f64);
        Ok(())
    }

    async fn totals_gauges(&self) -> Result<(), StoreError> {
        for count in self.store.totals_all().await? {
            let provider = count.provider.and_then(|id| self.provider_name(id)).unwrap_or_default();
            metrics::gauge!(
                "tuma_messages",
                "status" => count.state.as_str(),
                "direction" => count.direction.as_str(),
                "provider" => provider
            )
            .set(count.messages as f64);
        }
        Ok(())
    }

    async fn depth_gauges(&self) -> Result<(), StoreError> {
        let mut depths: HashMap<String, i64> = HashMap::new();
        for lane in self.registry.lanes().iter() {
            for priority in domain::Priority::ALL {
                depths.insert(format!("{}/{}", lane.provider().name, priority as i64), 0);
            }
        }
        depths.insert("scheduled".to_owned(), 0);
        for (provider, priority, state, count) in self.store.queue_depths_all().await? {
            let queue = match state {
                MessageState::Scheduled => "scheduled".to_owned(),
                MessageState::Queued => {
                    let name = self.provider_name(provider).unwrap_or_default();
                    format!("{name}/{}", priority as i64)
                }
                _ => continue,
            };
            *depths.entry(queue).or_default() += count;
        }
        for (queue, count) in depths {
            metrics::gauge!("sms_queue_depth", "queue" => queue).set(count as f64);
        }
        Ok(())
    }
}
