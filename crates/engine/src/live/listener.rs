//! A follower as it sees its stream: first what it missed, then frames as they come, then the end and why.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use domain::{Millis, OrganizationId};
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::Live;
use super::catch_up::{CatchUp, Missed};
use super::frame::Frame;
use super::hub::Hub;
use super::position::Position;
use crate::Engine;
use crate::hooks::Sight;
use crate::request::Refusal;

/// Why a stream ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StreamEnd {
    /// The follower was too slow.
    Slow,
    /// This server stops.
    Stopping,
    /// What happened could not be read.
    Unavailable,
}

impl StreamEnd {
    /// The word for followers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Slow => "slow",
            Self::Stopping => "stopping",
            Self::Unavailable => "unavailable",
        }
    }
}

/// What a follower is told next.
pub enum Told {
    /// The position that it named is not known any more: what happened in between is not told. With where it is now.
    Reset(String),
    /// Events.
    Events(Arc<Frame>),
    /// Nothing happened for a while; where it is now.
    Silence(String),
    /// The stream is over.
    End(StreamEnd),
}

/// A follower as its hub knows it.
pub(super) struct Seat {
    pub(super) sight: Sight,
    pub(super) frames: mpsc::Sender<Arc<Frame>>,
    why: Arc<OnceLock<StreamEnd>>,
}

impl Seat {
    /// Says why nothing comes any more.
    pub(super) fn end(&self, why: StreamEnd) {
        // The first reason holds.
        let _ = self.why.set(why);
    }
}

/// Counts a follower as long as it lives.
struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// A follower.
pub struct Listener {
    engine: Engine,
    sight: Sight,
    /// Told first: that what it missed is not known.
    reset: bool,
    /// What it missed.
    missed: Option<CatchUp>,
    at: Position,
    frames: mpsc::Receiver<Arc<Frame>>,
    why: Arc<OnceLock<StreamEnd>>,
    heartbeat: Duration,
    /// When it was told something.
    told: Instant,
    _counted: Counted,
}

impl Listener {
    /// What comes next; nothing after [`Told::End`]. A cancelled call loses nothing.
    pub async fn next(&mut self) -> Told {
        let told = self.tell().await;
        self.told = Instant::now();
        told
    }

    async fn tell(&mut self) -> Told {
        if self.reset {
            self.reset = false;
            return Told::Reset(self.here());
        }
        if let Some(missed) = &mut self.missed {
            match missed.next(&self.engine, self.sight).await {
                Ok(Missed::Events(frame)) => return Told::Events(Arc::new(frame)),
                Ok(Missed::Nothing) => self.missed = None,
                Ok(Missed::Lost) => {
                    self.missed = None;
                    return Told::Reset(self.here());
                }
                Err(error) => {
                    tracing::warn!(%error, "what a follower missed could not be read");
                    return Told::End(StreamEnd::Unavailable);
                }
            }
        }
        match tokio::time::timeout_at(self.told + self.heartbeat, self.frames.recv()).await {
            Ok(Some(frame)) => {
                if let Some(at) = Position::parse(&frame.id) {
                    self.at = at;
                }
                Told::Events(frame)
            }
            Ok(None) => Told::End(self.why.get().copied().unwrap_or(StreamEnd::Stopping)),
            Err(_) => Told::Silence(self.here()),
        }
    }

    /// Where it is, as of now: all that came was told.
    fn here(&mut self) -> String {
        self.at.at = self.engine.now();
        self.at.to_string()
    }
}

impl Live {
    /// Counts one more follower, where there may be one.
    fn count(&self, most: usize) -> Option<Counted> {
        let before = self.listeners.fetch_add(1, Ordering::AcqRel);
        let counted = Counted(Arc::clone(&self.listeners));
        (before < most).then_some(counted)
    }

    fn hub(&self, organization: OrganizationId) -> Arc<Hub> {
        let mut hubs = self.hubs.lock();
        let hub = hubs
            .entry(organization)
            .or_insert_with(|| Arc::new(Hub::new(organization)));
        Arc::clone(hub)
    }

    /// Forgets a hub that has ended.
    pub(super) fn forget(&self, organization: OrganizationId, ended: &Hub) {
        let mut hubs = self.hubs.lock();
        if hubs
            .get(&organization)
            .is_some_and(|hub| std::ptr::eq(Arc::as_ptr(hub), ended))
        {
            hubs.remove(&organization);
        }
    }
}

impl Engine {
    /// Follows the events of an organization's messages, from now on or from the position that `resume` names.
    ///
    /// # Errors
    /// `Busy` where there are as many followers as there may be; `Unavailable`.
    pub async fn live_listen(
        &self,
        organization: OrganizationId,
        sight: Sight,
        resume: Option<&str>,
    ) -> Result<Listener, Refusal> {
        let settings = &self.settings.live;
        let counted = self.live.count(settings.max_listeners).ok_or(Refusal::Busy)?;
        // No organization keeps the others out.
        if self.live.hub(organization).followers() >= (settings.max_listeners / 2).max(1) {
            return Err(Refusal::Busy);
        }
        let (sender, frames) = mpsc::channel(settings.max_frames_behind);
        let why = Arc::new(OnceLock::new());
        let begin = loop {
            if self.live.closed.load(Ordering::Acquire) {
                return Err(Refusal::Unavailable);
            }
            let seat = Seat {
                sight,
                frames: sender.clone(),
                why: why.clone(),
            };
            if let Some(begin) = self.live.hub(organization).seat(self, seat).await? {
                break begin;
            }
        };
        drop(sender);
        let asked = resume.map(|text| self.known(text));
        let missed = match &asked {
            Some(Some(from)) => Some(CatchUp::new(organization, from.clone(), begin.clone())),
            _ => None,
        };
        Ok(Listener {
            engine: self.clone(),
            sight,
            reset: asked == Some(None),
            missed,
            at: begin,
            frames,
            why,
            heartbeat: Duration::from_millis(settings.heartbeat_ms),
            told: Instant::now(),
            _counted: counted,
        })
    }

    /// The position that a text names, where what came after it is kept.
    fn known(&self, text: &str) -> Option<Position> {
        let age = |position: &Position| -> Millis { self.now() - position.at };
        Position::parse(text).filter(|position| age(position) < self.store.live_keep_ms())
    }

    /// Lets all followers go, and takes no more: before the HTTP server waits for its connections.
    pub fn live_close(&self) {
        self.live.closed.store(true, Ordering::Release);
        let hubs: Vec<Arc<Hub>> = self.live.hubs.lock().values().cloned().collect();
        hubs.iter().for_each(|hub| hub.end(self, StreamEnd::Stopping));
    }
}
