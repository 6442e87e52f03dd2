//! What a dead owner left behind: messages that merely waited wait again; attempts that were begun and not settled are
//! unknown, and only those.

use std::time::Duration;

use futures::StreamExt;
use store::{LaneMessage, Settlement, StoreError};

use crate::Engine;
use crate::settle;

/// Lane entries looked at in one unit.
const CHUNK: usize = 1_000;
/// Look-ups under way at the same time.
const LOOK_UPS: usize = 64;

/// Reclaims after dead owners: earlier boots of this node at once, other nodes when their lease is over.
pub(crate) async fn run(engine: Engine) {
    let pause = Duration::from_millis((engine.settings.lease_ms / 3).max(50) as u64);
    loop {
        if let Err(error) = pass(&engine).await {
            tracing::warn!(%error, "a dead node's messages could not be reclaimed yet");
        }
        tokio::select! {
            () = engine.stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

async fn pass(engine: &Engine) -> Result<(), StoreError> {
    for dead in engine.store.owners_expired_all(engine.now()).await? {
        let mut after = None;
        let (mut waiting, mut unknown) = (0, 0);
        loop {
            let reclaimed = engine.store.lane_reclaim(dead, after, CHUNK, engine.now()).await?;
            waiting += reclaimed.waiting;
            unknown += reclaimed.begun.len();
            settle_begun(engine, reclaimed.begun).await;
            after = reclaimed.next;
            if after.is_none() || engine.is_stopping() {
                break;
            }
        }
        if waiting + unknown > 0 {
            tracing::info!(waiting, unknown, "reclaimed a dead owner's messages");
        }
        for lane in engine.registry.lanes().iter() {
            lane.claim.notify_one();
        }
    }
    Ok(())
}

async fn settle_begun(engine: &Engine, begun: Vec<(LaneMessage, u16)>) {
    let settlements: Vec<Settlement> = futures::stream::iter(begun)
        .map(|(message, attempt)| async move {
            let now = engine.now();
            let reason = "the process ended before the carrier's answer was recorded".to_owned();
            let result = match engine.registry.lane(message.provider) {
                Some(lane) => settle::unknown(engine, &lane, &message, reason, now).await,
                None => store::Settled::Held { detail: reason },
            };
            Settlement {
                cost_micros: engine.cost_after(&message, &result),
                message,
                attempt,
                at: now,
                result,
            }
        })
        .buffer_unordered(LOOK_UPS)
        .collect()
        .await;
    settle::record(engine, settlements).await;
}
