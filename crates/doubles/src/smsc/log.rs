//! What the SMSC saw: every PDU in its order, with what was answered, and counts that go on where the memory ends.

use std::sync::Arc;

use parking_lot::Mutex;
use tokio::sync::watch;

use super::pdu::{Message, Pdu};

/// One PDU of an ESME and what was answered.
#[derive(Debug, Clone)]
pub struct Record {
    /// The connection it came on, counted from 1.
    pub session: u64,
    /// Who was bound on it; empty before the bind.
    pub system_id: Arc<str>,
    /// Its sequence_number.
    pub sequence: u32,
    /// The PDU.
    pub pdu: Pdu,
    /// The status of the answer; `None` where the answer was withheld or none is due.
    pub status: Option<u32>,
    /// The id that a message was taken under; empty where it was not taken.
    pub message_id: String,
}

impl Record {
    /// The message, where it is one.
    pub fn message(&self) -> Option<&Message> {
        match &self.pdu {
            Pdu::Message(message) => Some(message),
            _ => None,
        }
    }

    /// Whether it is a message that was taken.
    pub fn is_taken(&self) -> bool {
        !self.message_id.is_empty()
    }
}

/// What was counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// PDUs that came.
    pub pdus: u64,
    /// Messages that were taken.
    pub taken: u64,
    /// Messages that were not taken.
    pub refused: u64,
    /// deliver_sm and data_sm that were answered with status 0.
    pub acknowledged: u64,
    /// deliver_sm and data_sm that were refused for good.
    pub undelivered: u64,
    /// deliver_sm and data_sm that wait, for their time, for somebody or for an answer.
    pub waiting: usize,
    /// deliver_sm and data_sm that found no room to wait in.
    pub lost: u64,
}

/// The log.
pub struct Log {
    records: Mutex<Vec<Record>>,
    counts: Mutex<Counts>,
    changed: watch::Sender<()>,
}

impl Log {
    pub(super) fn new() -> Self {
        Self {
            records: Mutex::default(),
            counts: Mutex::default(),
            changed: watch::Sender::new(()),
        }
    }

    /// Adds `records` as far as `limit` has room.
    pub(super) fn add(&self, records: Vec<Record>, limit: usize) {
        if records.is_empty() {
            return;
        }
        {
            let mut counts = self.counts.lock();
            counts.pdus += records.len() as u64;
            for record in &records {
                match (record.message(), record.is_taken()) {
                    (Some(_), true) => counts.taken += 1,
                    (Some(_), false) => counts.refused += 1,
                    (None, _) => {}
                }
            }
        }
        {
            let mut all = self.records.lock();
            let room = limit.saturating_sub(all.len());
            all.extend(records.into_iter().take(room));
        }
        self.touch();
    }

    /// Something changed that somebody may wait for.
    pub(super) fn touch(&self) {
        self.changed.send_replace(());
    }

    pub(super) fn changes(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    pub(super) fn counts(&self) -> Counts {
        *self.counts.lock()
    }

    pub(super) fn with<T>(&self, look: impl FnOnce(&[Record]) -> T) -> T {
        look(&self.records.lock())
    }

    pub(super) fn clear(&self) {
        self.records.lock().clear();
    }
}
