//! The peer's requests, and the obligation to answer each once.

use tokio::sync::mpsc;

use crate::command::Command;
use crate::pdu::Body;
use crate::status::Status;
use crate::tlv::Tlvs;

/// A request of the peer.
#[derive(Debug)]
pub struct Incoming {
    /// Which command: one that fits the bind state, so submit_sm, data_sm, query_sm, cancel_sm, replace_sm,
    /// submit_multi or a broadcast command on a server; deliver_sm, data_sm or alert_notification on a client.
    pub command: Command,
    /// Its fields.
    pub body: Body,
    /// Its optional parameters.
    pub tlvs: Tlvs,
    /// To answer with, later and from anywhere. A command without a response has one too; using it does nothing.
    pub ticket: Ticket,
}

/// Answers one request, once. Dropped unused it answers ESME_RSYSERR, so that no request of the peer hangs.
#[derive(Debug)]
pub struct Ticket {
    sequence: u32,
    command: Command,
    answers: Option<mpsc::Sender<Answer>>,
}

#[derive(Debug)]
pub(super) struct Answer {
    pub sequence: u32,
    pub command: Command,
    pub status: Status,
    pub body: Body,
    pub tlvs: Tlvs,
}

impl Ticket {
    pub(super) fn new(sequence: u32, command: Command, answers: &mpsc::Sender<Answer>) -> Self {
        Self {
            sequence,
            command,
            answers: command.has_response().then(|| answers.clone()),
        }
    }

    /// The request's sequence number.
    pub const fn sequence(&self) -> u32 {
        self.sequence
    }

    /// Takes a message: status 0 and its `message_id` (empty for deliver_sm).
    pub fn accept(self, message_id: impl Into<String>) {
        self.answer(Status::ROK, Body::MessageId(message_id.into()), Tlvs::new());
    }

    /// Refuses.
    pub fn refuse(self, status: Status) {
        self.answer(status, Body::Empty, Tlvs::new());
    }

    /// Answers. When the session has ended meanwhile nobody is told: the peer does not know either.
    pub fn answer(mut self, status: Status, body: Body, tlvs: Tlvs) {
        self.send(status, body, tlvs);
    }

    fn send(&mut self, status: Status, body: Body, tlvs: Tlvs) {
        let Some(answers) = self.answers.take() else {
            return;
        };
        // There is room for an answer to every request that may be unanswered, so this fails only when closed.
        let _ = answers.try_send(Answer {
            sequence: self.sequence,
            command: self.command,
            status,
            body,
            tlvs,
        });
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.send(Status::RSYSERR, Body::Empty, Tlvs::new());
    }
}
