//! The binds that can submit now, and the choice among them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ::smpp::session::{Request, Requests};
use parking_lot::RwLock;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout_at};

/// How long after the last bind ended (or since the start) messages wait for another. Later ones do not wait at all, so
/// that they go to other providers at once.
pub(super) const BIND_WAIT: Duration = Duration::from_secs(2);

/// One bind that submits.
pub(super) struct Link {
    /// Which of all sessions of the provider, from 1.
    pub session: u64,
    requests: Requests<u64>,
    window: usize,
    /// Requests handed to the session and without an outcome.
    open: AtomicUsize,
}

impl Link {
    pub fn new(session: u64, requests: Requests<u64>, window: usize) -> Self {
        Self {
            session,
            requests,
            window,
            open: AtomicUsize::new(0),
        }
    }

    /// How many more requests its window has room for.
    pub fn room(&self) -> usize {
        self.window.saturating_sub(self.open.load(Ordering::Relaxed))
    }

    /// Hands `requests` over; gives back what the session did not take, having ended.
    pub async fn submit(&self, requests: Vec<Request<u64>>) -> Vec<Request<u64>> {
        self.open.fetch_add(requests.len(), Ordering::Relaxed);
        let rest = self.requests.send(requests).await.err().unwrap_or_default();
        self.settled(rest.len());
        rest
    }

    /// Whether the session takes no more.
    pub fn is_over(&self) -> bool {
        self.requests.is_closed()
    }

    /// So many requests have their outcome.
    pub fn settled(&self, count: usize) {
        self.open.fetch_sub(count, Ordering::Relaxed);
    }
}

/// All binds of a provider.
pub(super) struct Links {
    state: RwLock<State>,
    changed: Notify,
}

struct State {
    submitting: Vec<Arc<Link>>,
    /// Sessions that are bound, receivers among them.
    bound: Vec<u64>,
    sessions: u64,
    /// Since when none can submit.
    none_since: Instant,
    /// Why the last bind failed or ended.
    why: String,
}

impl Links {
    pub fn new() -> Self {
        let state = State {
            submitting: Vec::new(),
            bound: Vec::new(),
            sessions: 0,
            none_since: Instant::now(),
            why: "it was not opened yet".to_owned(),
        };
        Self {
            state: RwLock::new(state),
            changed: Notify::new(),
        }
    }

    /// The number of the next session.
    pub fn next_session(&self) -> u64 {
        let mut state = self.state.write();
        state.sessions += 1;
        state.sessions
    }

    /// A session is bound; `link` where it submits.
    pub fn add(&self, session: u64, link: Option<Arc<Link>>) {
        let mut state = self.state.write();
        state.bound.push(session);
        state.submitting.extend(link);
        drop(state);
        self.changed.notify_waiters();
    }

    /// A session takes no more.
    pub fn remove(&self, session: u64) {
        let mut state = self.state.write();
        state.bound.retain(|one| *one != session);
        let before = state.submitting.len();
        state.submitting.retain(|link| link.session != session);
        if before > 0 && state.submitting.is_empty() {
            state.none_since = Instant::now();
        }
    }

    /// Why a bind failed or ended.
    pub fn failed(&self, why: String) {
        self.state.write().why = why;
    }

    /// Whether the session is bound.
    pub fn is_bound(&self, session: u64) -> bool {
        self.state.read().bound.contains(&session)
    }

    /// Fine while one bind submits; else why none does.
    pub fn state(&self) -> Result<(), String> {
        let state = self.state.read();
        match state.submitting.is_empty() {
            true => Err(format!("not bound: {}", state.why)),
            false => Ok(()),
        }
    }

    /// The bind with the most room, waited for at most [`BIND_WAIT`] after the last one ended.
    pub async fn choose(&self) -> Option<Arc<Link>> {
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            // Listens before it looks, so that no bind is missed in between.
            changed.as_mut().enable();
            let until = match self.roomiest() {
                Ok(link) => return Some(link),
                Err(until) => until,
            };
            if until <= Instant::now() || timeout_at(until, changed).await.is_err() {
                return None;
            }
        }
    }

    /// The bind with the most room; without one, until when another is waited for.
    fn roomiest(&self) -> Result<Arc<Link>, Instant> {
        let state = self.state.read();
        let alive = state.submitting.iter().filter(|link| !link.is_over());
        if let Some(link) = alive.max_by_key(|link| link.room()) {
            return Ok(link.clone());
        }
        if state.submitting.is_empty() {
            return Err(state.none_since + BIND_WAIT);
        }
        drop(state);
        // Those that are left drain: they take no more, and the wait begins now.
        let mut state = self.state.write();
        state.submitting.retain(|link| !link.is_over());
        state.none_since = Instant::now();
        Err(state.none_since + BIND_WAIT)
    }
}
