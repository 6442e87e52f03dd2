//! What waits for the journal: two bounded queues, and how a round takes from both.
//!
//! A full side answers `Busy` at once and drops nothing. The back (settlements, receipts, begins) is served first and
//! each side only up to its share, so neither starves the other.

use std::collections::VecDeque;

use parking_lot::Mutex;
use tokio::sync::Notify;

use super::round::Round;
use super::unit::Unit;
use crate::StoreError;
use crate::config::StoreConfig;
use crate::error::Result;

/// Which queue a unit waits in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Accepts and administration.
    Front = 0,
    /// What moves messages that were accepted.
    Back = 1,
}

impl Side {
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::Front => "front",
            Self::Back => "back",
        }
    }
}

#[derive(Default)]
struct Queue {
    units: VecDeque<(Unit, usize)>,
    rows: usize,
}

#[derive(Default)]
struct State {
    front: Queue,
    back: Queue,
    closed: bool,
}

/// The two queues of one journal.
pub(crate) struct Inbox {
    state: Mutex<State>,
    wake: Notify,
    pending_rows: usize,
    pending_units: usize,
    round_rows: usize,
}

impl Inbox {
    pub(crate) fn new(config: &StoreConfig) -> Self {
        Self {
            state: Mutex::default(),
            wake: Notify::new(),
            pending_rows: config.pending_rows,
            pending_units: config.pending_units,
            round_rows: config.round_rows,
        }
    }

    /// Lets a unit wait. One unit is taken whatever its size when nothing else waits.
    pub(crate) fn push(&self, side: Side, unit: Unit, rows: usize) -> Result<()> {
        let mut state = self.state.lock();
        if state.closed {
            return Err(StoreError::unavailable("the store is closed"));
        }
        let queue = match side {
            Side::Front => &mut state.front,
            Side::Back => &mut state.back,
        };
        let rows = rows.max(1);
        let full = queue.rows + rows > self.pending_rows || queue.units.len() >= self.pending_units;
        if full && !queue.units.is_empty() {
            return Err(StoreError::Busy);
        }
        queue.rows += rows;
        queue.units.push_back((unit, rows));
        drop(state);
        self.wake.notify_one();
        Ok(())
    }

    /// Waits for work and takes one round of it; `None` when closed and empty.
    pub(crate) async fn next_round(&self) -> Option<Round> {
        loop {
            {
                let mut state = self.state.lock();
                let round = self.take(&mut state);
                if !round.is_empty() {
                    return Some(round);
                }
                if state.closed {
                    return None;
                }
            }
            self.wake.notified().await;
        }
    }

    /// Rows that wait.
    pub(crate) fn depth(&self) -> usize {
        let state = self.state.lock();
        state.front.rows + state.back.rows
    }

    /// Takes no more units.
    pub(crate) fn close(&self) {
        self.state.lock().closed = true;
        self.wake.notify_one();
    }

    fn take(&self, state: &mut State) -> Round {
        let mut round = Round::default();
        for queue in [&mut state.back, &mut state.front] {
            let mut taken = 0;
            while taken < self.round_rows
                && let Some((unit, rows)) = queue.units.pop_front()
            {
                taken += rows;
                queue.rows -= rows;
                round.add(unit);
            }
        }
        round
    }
}
