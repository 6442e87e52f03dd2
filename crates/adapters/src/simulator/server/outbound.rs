//! What one connection still has to say: answers that wait for their time, and other frames that go at once.
//!
//! Bounded: the reader stops reading submits while `MAX_WAITING` things wait, so a client that does not read its
//! answers is held back by TCP.

use std::sync::Arc;

use domain::Millis;
use parking_lot::Mutex;
use tokio::sync::Notify;

use crate::simulator::frames;
use crate::simulator::schedule::Schedule;
use crate::simulator::wire::{CarrierFrame, MAX_ANSWERS, WireAnswer};

/// How many answers may wait before no more submits are read.
const MAX_WAITING: usize = 10_000;

/// Something to say.
pub(super) enum Saying {
    Answer(WireAnswer),
    Frame(CarrierFrame),
    /// Nothing more: close.
    Goodbye,
}

/// A connection's waiting sayings.
pub(super) struct Outbound {
    waiting: Mutex<Schedule<Saying>>,
    /// Notified when there is something sooner to say.
    pub wake: Arc<Notify>,
    room: Notify,
}

impl Outbound {
    pub(super) fn new() -> Self {
        Self {
            waiting: Mutex::default(),
            wake: Arc::new(Notify::new()),
            room: Notify::new(),
        }
    }

    /// Adds sayings with their times.
    pub(super) fn say(&self, sayings: impl IntoIterator<Item = (Millis, Saying)>) {
        let mut waiting = self.waiting.lock();
        let mut sooner = false;
        for (at, saying) in sayings {
            sooner |= waiting.push(at, saying);
        }
        drop(waiting);
        if sooner {
            self.wake.notify_one();
        }
    }

    /// When the next thing is to be said.
    pub(super) fn next_at(&self) -> Option<Millis> {
        self.waiting.lock().next_at()
    }

    /// Writes what is due at `until` into `bytes`; tells whether that was the last.
    pub(super) fn write_due(&self, until: Millis, bytes: &mut Vec<u8>) -> bool {
        let mut waiting = self.waiting.lock();
        let mut answers = Vec::new();
        let mut goodbye = false;
        while let Some((_, saying)) = waiting.pop_due(until) {
            match saying {
                Saying::Answer(answer) => answers.push(answer),
                Saying::Frame(frame) => frames::encode(bytes, &frame),
                Saying::Goodbye => {
                    goodbye = true;
                    break;
                }
            }
            if answers.len() == MAX_ANSWERS {
                frames::encode(bytes, &CarrierFrame::Answers(std::mem::take(&mut answers)));
            }
        }
        if !answers.is_empty() {
            frames::encode(bytes, &CarrierFrame::Answers(answers));
        }
        if waiting.len() < MAX_WAITING {
            self.room.notify_one();
        }
        goodbye
    }

    /// Waits until there is room for the answers of another frame.
    pub(super) async fn room(&self) {
        while self.waiting.lock().len() >= MAX_WAITING {
            self.room.notified().await;
        }
    }
}
