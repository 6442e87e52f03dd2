//! Outcomes on their way to disk: of rows and tries, and how endpoints fare.

use std::sync::Arc;
use std::time::Duration;

use store::{DisabledWebhook, HookBatch, HookFate};
use tokio::time::Instant;

use super::{AFTER_ERROR, SETTLE, SETTLEMENTS, Teller, Word};

impl Teller {
    /// Writes outcomes.
    pub(super) fn settle(&mut self) {
        while self.settlements < SETTLEMENTS && !self.outcomes.fates.is_empty() {
            let batch = if self.outcomes.fates.len() <= SETTLE {
                std::mem::take(&mut self.outcomes)
            } else {
                let deliveries = self.outcomes.deliveries.len().min(SETTLE);
                HookBatch {
                    fates: self.outcomes.fates.drain(..SETTLE).collect(),
                    deliveries: self.outcomes.deliveries.drain(..deliveries).collect(),
                }
            };
            self.settlements += 1;
            self.settling += batch.fates.len();
            let (store, batch) = (self.engine.store.clone(), Arc::new(batch));
            self.spawn(async move {
                while let Err(error) = store.hook_settle(batch.clone()).await {
                    tracing::warn!(%error, "what became of events could not be recorded; it is tried again");
                    tokio::time::sleep(AFTER_ERROR).await;
                }
                Word::Settled(batch)
            });
        }
    }

    /// Outcomes are on disk: what comes after them can be told.
    pub(super) fn settled(&mut self, batch: &HookBatch) {
        self.settlements -= 1;
        self.settling -= batch.fates.len();
        for (key, fate) in &batch.fates {
            self.held.remove(&key.id);
            self.engine.store.hook_feed().free(key.target, 1);
            if key.message == 0 {
                continue;
            }
            if *fate == HookFate::Done && self.reading {
                self.settled_lately.insert(key.id);
            }
            let Some(line) = self.lines.get_mut(&key.target) else {
                continue;
            };
            let due_at = match fate {
                HookFate::Done => 0,
                HookFate::Retry(at) | HookFate::Wait(at) => *at,
            };
            let behind = line.settled(*key, *fate);
            behind.into_iter().for_each(|row| self.give_back(row.key, due_at));
            self.take_turn(key.target);
        }
    }

    /// Writes how endpoints fare.
    pub(super) fn tally(&mut self) {
        if self.tallying {
            return;
        }
        let interval = Duration::from_millis(self.engine.settings.poll_ms);
        let Some(tallies) = self.tallies.take(interval) else {
            return;
        };
        self.tallying = true;
        let (store, after) = (self.engine.store.clone(), self.engine.settings.hooks.disable_after_ms);
        self.spawn(async move {
            let ended = store.webhook_tally(tallies, after).await.unwrap_or_else(|error| {
                tracing::warn!(%error, "how webhooks fare could not be recorded");
                Vec::new()
            });
            Word::Tallied(ended)
        });
    }

    /// Endpoints were ended, which whoever runs the server should know too.
    pub(super) fn ended(&mut self, ended: Vec<DisabledWebhook>) {
        for one in &ended {
            metrics::counter!("tuma_webhooks_disabled_total").increment(1);
            tracing::warn!(webhook = %one.webhook, organization = %one.organization, why = %one.reason,
                "a webhook was disabled");
        }
        if !ended.is_empty() {
            self.next_refresh = Instant::now();
        }
    }
}
