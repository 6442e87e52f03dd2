//! Ends messages whose validity is over, and sweeps old working rows away. Two tasks, wake and poll.

use std::time::Duration;

use crate::{Engine, inbound, upload};

/// The most messages expired in one unit.
const EXPIRE: usize = 1_000;

/// Expires until the engine stops.
pub(crate) async fn run(engine: Engine) {
    let poll = Duration::from_millis(engine.settings.expire_poll_ms);
    loop {
        let pause = match engine.store.messages_expire(engine.now(), EXPIRE).await {
            Ok(expired) if expired >= EXPIRE => Duration::ZERO,
            Ok(_) => poll,
            Err(error) => {
                tracing::warn!(%error, "ended messages could not be expired");
                poll
            }
        };
        tokio::select! {
            () = engine.stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}

/// Sweeps until the engine stops.
pub(crate) async fn sweep(engine: Engine) {
    let pause = Duration::from_millis(engine.settings.sweep_ms);
    loop {
        tokio::select! {
            () = engine.stop.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
        engine.sample_deliveries();
        if let Err(error) = inbound::give_up_waiting(&engine).await {
            tracing::warn!(%error, "incomplete inbound messages could not be stored");
        }
        if let Err(error) = upload::expire(&engine).await {
            tracing::warn!(%error, "old uploads could not be ended");
        }
        loop {
            match engine.store.sweep(engine.now()).await {
                Ok(swept) if swept > 0 && !engine.is_stopping() => tokio::task::yield_now().await,
                Ok(_) => break,
                Err(error) => {
                    tracing::warn!(%error, "old working rows could not be swept away");
                    break;
                }
            }
        }
    }
}
