//! Looks after the health of lanes: tells changes, tries providers that are DOWN again, and moves what waits in a lane
//! that is shut to the next provider of each message. Wake and poll; one pass may run twice.

use std::sync::Arc;
use std::time::Duration;

use domain::Priority;
use store::{Reroute, StoreError, WaitingMessage};

use crate::Engine;
use crate::breaker::{Admission, Change, HealthState};
use crate::lane::Lane;
use crate::route::after;

/// Entries that are looked at in one go.
const PAGE: usize = 1_000;

/// Watches until the engine stops.
pub(crate) async fn run(engine: Engine) {
    let poll = Duration::from_millis(engine.settings.health_poll_ms);
    loop {
        for lane in engine.registry.lanes().iter() {
            look(&engine, lane).await;
        }
        tokio::select! {
            () = engine.stop.cancelled() => return,
            () = engine.health_changed.notified() => {}
            () = tokio::time::sleep(poll) => {}
        }
    }
}

async fn look(engine: &Engine, lane: &Arc<Lane>) {
    let now = engine.now();
    let (delivered, reported) = lane.reports.counts(now);
    let change = lane.with_breaker(|breaker| breaker.reports(now, delivered, reported));
    engine.health_of(lane, change);
    if lane.is_tripped() {
        if let Err(error) = move_away(engine, lane).await {
            tracing::warn!(%error, provider = %lane.id(), "what waits could not be moved to another provider yet");
        }
        if !lane.is_retired() {
            probe(engine, lane).await;
        }
    }
}

/// Tries a provider that is DOWN: the carrier's own answer first, where it has one, then one message.
async fn probe(engine: &Engine, lane: &Arc<Lane>) {
    let now = engine.now();
    if lane.admission(now) != Admission::Probe || lane.probe_is_wanted() {
        return;
    }
    let (engine, lane) = (engine.clone(), lane.clone());
    engine.tasks.clone().spawn(async move {
        match lane.adapter().check().await {
            Ok(()) | Err(adapters::AskError::Unsupported) => lane.want_probe(),
            Err(adapters::AskError::Failed(why)) => {
                lane.with_breaker(|breaker| {
                    breaker.probe_began(now);
                    breaker.checked(engine.now(), Err(why))
                });
            }
        }
    });
}

/// Moves what waits in a lane, in memory first, to the next provider of each message that has one.
async fn move_away(engine: &Engine, lane: &Arc<Lane>) -> Result<(), StoreError> {
    let held: Vec<_> = lane.drain();
    if !held.is_empty() {
        let entries: Vec<_> = held.iter().map(|message| (message.organization, message.id)).collect();
        engine.store.lane_release(lane.id(), entries).await?;
    }
    for priority in Priority::ALL {
        let mut after = None;
        loop {
            let page = engine.store.lane_waiting(lane.id(), priority, after, PAGE).await?;
            reroute(engine, lane, page.messages).await?;
            after = page.next;
            if after.is_none() || engine.is_stopping() || !lane.is_tripped() {
                break;
            }
        }
    }
    Ok(())
}

async fn reroute(engine: &Engine, lane: &Arc<Lane>, page: Vec<WaitingMessage>) -> Result<(), StoreError> {
    let why = match lane.shut() {
        Some(reason) => reason.as_str(),
        None => return Ok(()),
    };
    let name = lane.provider().name.clone();
    let mut moves = Vec::with_capacity(page.len());
    for entry in page {
        let Some(target) = target(engine, lane, &entry).await? else {
            continue;
        };
        moves.push(Reroute {
            organization: entry.organization,
            message: entry.message,
            from: lane.id(),
            to: target.id(),
            cost_micros: engine.cost_of_waiting(&entry, target.id()),
            detail: format!("{name}: {why}; on to {}", target.provider().name),
        });
    }
    if moves.is_empty() {
        return Ok(());
    }
    let targets: Vec<_> = moves.iter().map(|one| one.to).collect();
    engine.store.lane_reroute(moves, engine.now()).await?;
    for target in engine
        .registry
        .lanes()
        .iter()
        .filter(|lane| targets.contains(&lane.id()))
    {
        for priority in Priority::ALL {
            target.set_waiting(priority, true);
        }
        target.claim.notify_one();
    }
    Ok(())
}

async fn target(engine: &Engine, lane: &Arc<Lane>, entry: &WaitingMessage) -> Result<Option<Arc<Lane>>, StoreError> {
    let Some(id) = entry.decision.filter(|_| !entry.forced) else {
        return Ok(None);
    };
    let Some(decision) = engine.decision(entry.organization, id).await? else {
        return Ok(None);
    };
    // Those after it in the order, then those before it: it may have come here by failover.
    let later = after(&decision.providers, lane.id());
    let all = later.chain(decision.providers.iter().copied());
    let usable = |provider| engine.registry.lane(provider).filter(|lane| lane.shut().is_none());
    Ok(all.filter(|provider| *provider != lane.id()).find_map(usable))
}

impl Engine {
    /// Tells a change of a provider's health.
    pub(crate) fn health_of(&self, lane: &Lane, change: Option<Change>) {
        let Some(change) = change else { return };
        self.note_health(lane, &change);
        // That it works, as far as was seen since the start, is no news.
        if (change.from, change.to) != (HealthState::Unknown, HealthState::Healthy) {
            self.tell_health(lane, &change);
        }
        let Change { from, to, why } = change;
        let name = lane.provider().name.clone();
        metrics::counter!("tuma_provider_health_changes_total", "provider" => name, "to" => to.as_str()).increment(1);
        if to == HealthState::Down {
            tracing::error!(provider = %lane.id(), from = from.as_str(), %why, "a provider is DOWN");
        } else {
            tracing::info!(provider = %lane.id(), from = from.as_str(), to = to.as_str(), %why, "a provider's health changed");
        }
        lane.work.notify_one();
        lane.claim.notify_one();
        self.health_changed.notify_one();
    }
}
