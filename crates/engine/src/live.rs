//! Events followed live: one hub for each organization that somebody follows reads what was committed, joins it into
//! frames, writes each frame once for each kind of sight, and hands it to all who follow.
//!
//! A follower that was away goes on from the position that it names, as long as events are kept. One that cannot keep up
//! is let go, with the position that it has reached. Nothing here grows with a slow follower.

mod catch_up;
mod frame;
mod hub;
mod listener;
mod position;

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize};

use domain::OrganizationId;
use parking_lot::Mutex;

pub use frame::Frame;
pub use listener::{Listener, StreamEnd, Told};

use crate::Engine;

/// Who follows.
#[derive(Default)]
pub(crate) struct Live {
    hubs: Mutex<HashMap<OrganizationId, Arc<hub::Hub>>>,
    /// Followers of all hubs.
    listeners: Arc<AtomicUsize>,
    /// Nobody may follow any more.
    closed: AtomicBool,
}

/// Wakes the hubs of organizations whose events this node has committed.
pub(crate) async fn run(engine: Engine) {
    loop {
        tokio::select! {
            () = engine.stop.cancelled() => return,
            rung = engine.store.live_rung() => {
                let hubs = engine.live.hubs.lock();
                for hub in rung.iter().filter_map(|organization| hubs.get(organization)) {
                    hub.wake.notify_one();
                }
            }
        }
    }
}
