//! This node's right to hand over: a lease row in the database, renewed in time, judged on the monotonic clock.
//!
//! A node that could not renew stops handing over before its lease ends, since another may reclaim its lane entries
//! from then on.

use std::time::Duration;

use parking_lot::Mutex;
use tokio::time::Instant;

use crate::{Engine, EngineSettings};

/// When this node's lease ends, as far as it knows.
#[derive(Debug, Default)]
pub struct Lease {
    safe_until: Mutex<Option<Instant>>,
}

impl Lease {
    /// Whether this node may hand over now.
    pub fn is_safe(&self) -> bool {
        self.safe_until.lock().is_some_and(|until| Instant::now() < until)
    }

    /// Notes a renewal that was asked for at `asked_at`.
    pub fn renewed(&self, asked_at: Instant, settings: &EngineSettings) {
        let safe = settings.lease_ms - settings.lease_margin_ms;
        *self.safe_until.lock() = Some(asked_at + Duration::from_millis(safe.max(5) as u64));
    }
}

/// Renews the lease until the engine halts. Ends early only when the owner's row is gone, which is a crash: somebody
/// else has taken this node for dead and reclaimed its messages.
pub(crate) async fn run(engine: Engine) {
    let lease = engine.settings.lease_ms.max(10);
    let pause = Duration::from_millis((lease / 4) as u64);
    loop {
        let asked_at = Instant::now();
        match engine.store.owner_renew(engine.now() + lease).await {
            Ok(()) => {
                let was_safe = engine.lease.is_safe();
                engine.lease.renewed(asked_at, &engine.settings);
                if !was_safe {
                    engine.registry.lanes().iter().for_each(|lane| lane.work.notify_one());
                }
            }
            Err(store::StoreError::Fenced) => {
                tracing::error!("another node has taken this one for dead and reclaimed its messages");
                return;
            }
            Err(error) => tracing::warn!(%error, "the lease could not be renewed"),
        }
        tokio::select! {
            () = engine.halt.cancelled() => return,
            () = tokio::time::sleep(pause) => {}
        }
    }
}
