//! What is looked at from time to time: targets that were left alone, and endpoints that were made, changed or removed.

use std::sync::Arc;
use std::time::Duration;

use domain::Millis;
use store::{HookBatch, HookFate, HookKey, StoreError};
use tokio::time::Instant;

use super::{STRAYS_EVERY, Teller, Word};
use crate::Engine;
use crate::hooks::line::Line;

/// Strays that are looked at in one go, and how old they are at least, ms.
const STRAYS: usize = 1_000;
const STRAY_MS: Millis = 3_600_000;

impl Teller {
    /// What has to be looked at from time to time.
    pub(super) fn tick(&mut self) {
        let engine = self.engine.clone();
        let (now, feed) = (engine.now(), engine.store.hook_feed());
        for (target, line) in &self.lines {
            let asleep = engine.hooks.book.endpoint(*target).is_some_and(|one| !one.active);
            if !asleep && !line.is_paused(now) {
                feed.shut(*target, false);
            }
        }
        self.lines.retain(|_, line| !line.is_idle(now));
        self.logbook.forget(now);
        let waiting: Vec<i64> = self.lines.keys().copied().collect();
        waiting.into_iter().for_each(|target| self.take_turn(target));
        metrics::gauge!("tuma_webhooks_held").set(feed.held() as f64);
        metrics::gauge!("tuma_webhooks_open").set(self.open as f64);
        if Instant::now() >= self.next_strays {
            self.next_strays = Instant::now() + STRAYS_EVERY;
            let before = now - STRAY_MS;
            self.spawn(async move {
                let found = engine.store.hook_strays(before, STRAYS).await;
                Word::Strays(found.unwrap_or_default())
            });
        }
    }

    /// Lets rows wait again that this process took and does not know of: the word on the commit that made them its own
    /// was lost for good.
    pub(super) fn free_strays(&mut self, keys: Vec<HookKey>) {
        let now = self.engine.now();
        let unknown = keys.into_iter().filter(|key| !self.held.contains(&key.id));
        let fates: Vec<_> = unknown.map(|key| (key, HookFate::Wait(now))).collect();
        if fates.is_empty() {
            return;
        }
        let batch = Arc::new(HookBatch {
            fates,
            deliveries: Vec::new(),
        });
        let store = self.engine.store.clone();
        self.engine.tasks.spawn(async move {
            if let Err(error) = store.hook_settle(batch).await {
                tracing::warn!(%error, "stray events could not be freed; they are looked for again");
            }
        });
    }

    /// Reads the endpoints again, and drops what waits for those that are gone.
    pub(super) fn refresh(&mut self) {
        self.next_refresh = Instant::now() + Duration::from_millis(self.engine.settings.registry_poll_ms);
        let unknown: Vec<i64> = self.unknown.drain().collect();
        let engine = self.engine.clone();
        self.engine.tasks.spawn(async move {
            if let Err(error) = refresh(&engine, unknown).await {
                tracing::warn!(%error, "the webhooks could not be read");
            }
        });
    }

    /// Endpoints have changed: those that are told nothing keep nothing in memory.
    pub(super) fn take_changes(&mut self) {
        let now = self.engine.now();
        let feed = self.engine.store.hook_feed();
        let mut asleep = Vec::new();
        for (target, endpoint) in self.engine.hooks.book.endpoints().iter() {
            if endpoint.active {
                let paused = self.lines.get(target).is_some_and(|line| line.is_paused(now));
                if !paused {
                    feed.shut(*target, false);
                }
            } else {
                feed.shut(*target, true);
                asleep.push(*target);
            }
        }
        for target in asleep {
            let rows = self.lines.get_mut(&target).map(Line::drain).unwrap_or_default();
            rows.into_iter().for_each(|row| self.give_back(row.key, now));
        }
        self.next_claim = Instant::now();
    }
}

/// Takes changes over, and drops what waits for endpoints that are gone.
async fn refresh(engine: &Engine, unknown: Vec<i64>) -> Result<(), StoreError> {
    engine.hooks_refresh().await?;
    for target in unknown {
        if engine.hooks.book.endpoint(target).is_some() {
            continue;
        }
        let webhook = domain::WebhookId::new(target);
        while engine.store.hook_drop(webhook).await? > 0 && !engine.is_stopping() {}
    }
    Ok(())
}
