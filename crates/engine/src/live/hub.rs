//! One organization's followers, and the task that reads for all of them: woken by commits of this node, else by a poll
//! that finds those of others.

use std::sync::Arc;
use std::time::Duration;

use domain::{Millis, OrganizationId};
use parking_lot::Mutex;
use store::{LiveEvent, StoreError};
use tokio::sync::{Notify, OnceCell, mpsc};
use tokio::time::Instant;

use super::frame::{Frame, next_events};
use super::listener::{Seat, StreamEnd};
use super::position::Position;
use crate::Engine;
use crate::hooks::Sight;

/// How much longer than events are kept the organization stays watched, and how often that is renewed, ms of the clock by
/// which it ends.
const SLACK_MS: Millis = 120_000;
const RENEW_MS: Millis = 60_000;
/// How long a hub waits for another follower.
const EMPTY_FOR: Duration = Duration::from_secs(30);
/// How often commits of other nodes are looked for.
const POLL: Duration = Duration::from_secs(1);
/// What a node needs beside its poll to read who is followed.
const TAKE_OVER: Duration = Duration::from_millis(500);

/// One organization's followers.
pub(super) struct Hub {
    organization: OrganizationId,
    /// Set once the hub knows where it begins.
    started: OnceCell<()>,
    state: Mutex<State>,
    /// Told when something was committed.
    pub(super) wake: Notify,
}

#[derive(Default)]
struct State {
    position: Position,
    seats: Vec<Seat>,
    /// The hub has ended: another one begins where somebody follows again.
    ended: bool,
}

impl Hub {
    pub(super) fn new(organization: OrganizationId) -> Self {
        Self {
            organization,
            started: OnceCell::new(),
            state: Mutex::default(),
            wake: Notify::new(),
        }
    }

    /// Seats a follower; the position from which on it is told. `None` where the hub has ended.
    pub(super) async fn seat(self: &Arc<Self>, engine: &Engine, seat: Seat) -> Result<Option<Position>, StoreError> {
        self.started.get_or_try_init(|| self.start(engine)).await?;
        let mut state = self.state.lock();
        if state.ended {
            return Ok(None);
        }
        state.seats.push(seat);
        Ok(Some(state.position.clone()))
    }

    /// Has the organization watched, and begins where its events end then.
    async fn start(self: &Arc<Self>, engine: &Engine) -> Result<(), StoreError> {
        let fresh = self.renew(engine).await?;
        if fresh && engine.store.is_shared_by_nodes() {
            // What other nodes commit before they know of it is not written.
            tokio::time::sleep(Duration::from_millis(engine.settings.registry_poll_ms) + TAKE_OVER).await;
        }
        let places = engine.store.live_position(self.organization).await?;
        let at = engine.now();
        self.state.lock().position = Position { at, places };
        let (hub, running) = (Arc::clone(self), engine.clone());
        engine.tasks.spawn(async move { hub.run(running).await });
        Ok(())
    }

    /// How many follow; those that have left are let go.
    pub(super) fn followers(&self) -> usize {
        let mut state = self.state.lock();
        state.seats.retain(|seat| !seat.frames.is_closed());
        state.seats.len()
    }

    async fn renew(&self, engine: &Engine) -> Result<bool, StoreError> {
        let until = engine.now() + engine.store.live_keep_ms() + SLACK_MS;
        engine.store.live_watch(self.organization, until).await
    }

    async fn run(self: Arc<Self>, engine: Engine) {
        let frame = Duration::from_millis(engine.settings.live.frame_ms);
        let mut renewed = engine.now();
        let mut empty_since = None;
        let mut next = Instant::now();
        loop {
            tokio::select! {
                () = engine.stop.cancelled() => return self.end(&engine, StreamEnd::Stopping),
                () = self.wake.notified() => {}
                () = tokio::time::sleep(POLL) => {}
            }
            tokio::time::sleep_until(next).await;
            if self.tell(&engine).await {
                next = Instant::now() + frame;
            }
            let now = engine.now();
            if (now - renewed).abs() >= RENEW_MS {
                renewed = now;
                if let Err(error) = self.renew(&engine).await {
                    tracing::warn!(%error, "that events are followed could not be renewed");
                }
            }
            let is_empty = self.followers() == 0;
            let since = *empty_since.get_or_insert_with(Instant::now);
            if !is_empty {
                empty_since = None;
            } else if since.elapsed() >= EMPTY_FOR && self.end_if_empty(&engine) {
                return;
            }
        }
    }

    /// Tells what is new, in as many frames as it takes; whether there was anything.
    async fn tell(&self, engine: &Engine) -> bool {
        let mut any = false;
        loop {
            let position = self.state.lock().position.clone();
            let next = next_events(engine, self.organization, &position, engine.now()).await;
            let next = match next {
                Ok(next) => next,
                Err(error) => {
                    tracing::warn!(%error, "events that are followed could not be read");
                    return any;
                }
            };
            if next.events.is_empty() {
                return any;
            }
            any = true;
            self.hand_out(engine, &next.events, next.position);
            if !next.more {
                return any;
            }
        }
    }

    fn hand_out(&self, engine: &Engine, events: &[LiveEvent], position: Position) {
        let id = position.to_string();
        let mut written: Vec<(Sight, Arc<Frame>)> = Vec::new();
        let mut state = self.state.lock();
        state.position = position;
        state.seats.retain(|seat| {
            let known = written.iter().find(|(sight, _)| *sight == seat.sight);
            let frame = match known {
                Some((_, frame)) => Arc::clone(frame),
                None => {
                    let frame = Arc::new(Frame::new(engine, events, seat.sight, id.clone()));
                    written.push((seat.sight, Arc::clone(&frame)));
                    frame
                }
            };
            match seat.frames.try_send(frame) {
                Ok(()) => true,
                Err(mpsc::error::TrySendError::Full(_)) => {
                    metrics::counter!("tuma_live_dropped_total").increment(1);
                    seat.end(StreamEnd::Slow);
                    false
                }
                Err(mpsc::error::TrySendError::Closed(_)) => false,
            }
        });
    }

    /// Lets all followers go.
    pub(super) fn end(&self, engine: &Engine, why: StreamEnd) {
        let mut state = self.state.lock();
        state.ended = true;
        state.seats.drain(..).for_each(|seat| seat.end(why));
        drop(state);
        engine.live.forget(self.organization, self);
    }

    fn end_if_empty(&self, engine: &Engine) -> bool {
        let mut state = self.state.lock();
        state.ended = state.seats.is_empty();
        let ended = state.ended;
        drop(state);
        if ended {
            engine.live.forget(self.organization, self);
        }
        ended
    }
}
