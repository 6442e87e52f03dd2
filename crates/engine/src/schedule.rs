//! Moves what has become due into its lane: scheduled messages and retries. A message for later costs nothing until
//! then: the task sleeps until the next one is due, or is woken.

use std::time::Duration;

use store::Promoted;

use crate::Engine;

/// The most messages moved in one unit.
const PROMOTE: usize = 1_000;

/// Promotes until the engine stops.
pub(crate) async fn run(engine: Engine) {
    let poll = Duration::from_millis(engine.settings.poll_ms);
    loop {
        let pause = match engine.store.lane_promote(engine.now(), PROMOTE).await {
            Ok(promoted) => {
                wake(&engine, &promoted);
                if promoted.moved >= PROMOTE {
                    Duration::ZERO
                } else {
                    until_next(&engine, &promoted, poll)
                }
            }
            Err(error) => {
                tracing::warn!(%error, "due messages could not be moved into their lanes");
                poll
            }
        };
        tokio::select! {
            () = engine.stop.cancelled() => return,
            () = engine.due.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

fn wake(engine: &Engine, promoted: &Promoted) {
    for provider in &promoted.providers {
        if let Some(lane) = engine.registry.lane(*provider) {
            lane.claim.notify_one();
        }
    }
}

fn until_next(engine: &Engine, promoted: &Promoted, poll: Duration) -> Duration {
    let next = promoted
        .next_due
        .map(|due| Duration::from_millis((due - engine.now()).max(1) as u64));
    next.unwrap_or(poll).min(poll)
}
