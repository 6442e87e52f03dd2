//! What a session does with each PDU that it reads.

use tokio::time::Instant;

use super::{Core, Phase};
use crate::command::{Command, RESPONSE, Side};
use crate::frame::Frame;
use crate::pdu::{Fault, Pdu};
use crate::session::incoming::{Incoming, Ticket};
use crate::session::outgoing::{Reply, Response};
use crate::status::Status;

impl<K: Send + 'static> Core<K> {
    pub fn receive(&mut self, frame: Frame, now: Instant) {
        self.last_received = now;
        let sequence = frame.header.sequence;
        match Pdu::decode(frame) {
            Ok(pdu) if pdu.is_response => self.receive_response(pdu, now),
            Ok(pdu) => self.receive_request(pdu, now),
            // An unknown response is an answer to nothing.
            Err(Fault::UnknownCommand(id)) if id & RESPONSE != 0 => {}
            Err(Fault::UnknownCommand(_)) => self
                .write(&Pdu::nack(sequence, Status::RINVCMDID))
                .expect("an empty body can be written"),
            Err(Fault::Malformed { command, status }) => {
                if command.has_response() {
                    self.respond(command, sequence, status);
                }
            }
        }
    }

    fn receive_response(&mut self, pdu: Pdu, now: Instant) {
        match pdu.command {
            Command::EnquireLink => self.enquiry = None,
            Command::Unbind => self.unbound(now),
            Command::GenericNack if self.is_of_session(pdu.sequence) => {
                self.enquiry = None;
                self.unbound(now);
            }
            _ => {
                let Some(key) = self.window.take(pdu.sequence) else {
                    // Stray, or late: its request has timed out.
                    return;
                };
                self.timeouts_in_a_row = 0;
                self.last_message = now;
                let response = Response {
                    status: pdu.status,
                    body: pdu.body,
                    tlvs: pdu.tlvs,
                };
                self.settle(key, Reply::Answered(response));
            }
        }
    }

    /// Whether `sequence` is that of our unanswered enquire_link. A nacked unbind is answered too.
    fn is_of_session(&self, sequence: u32) -> bool {
        let of_enquiry = self
            .enquiry
            .as_ref()
            .is_some_and(|enquiry| enquiry.sequence == sequence);
        of_enquiry || (matches!(self.phase, Phase::Unbinding { .. }) && self.window.last_sequence() == sequence)
    }

    fn unbound(&mut self, now: Instant) {
        if let Phase::Unbinding { why, .. } = self.phase {
            self.close(why, now);
        }
    }

    fn receive_request(&mut self, pdu: Pdu, now: Instant) {
        if matches!(self.phase, Phase::Unbinding { .. }) && pdu.command != Command::Unbind {
            // After an unbind nothing more is sent; the peer sends unanswered requests again.
            return;
        }
        match pdu.command {
            Command::EnquireLink => self.respond(Command::EnquireLink, pdu.sequence, Status::ROK),
            Command::Unbind => self.receive_unbind(pdu.sequence, now),
            Command::Outbind => {}
            command if command.bind_mode().is_some() => self.respond(command, pdu.sequence, Status::RALYBND),
            _ => self.receive_operation(pdu, now),
        }
    }

    fn receive_unbind(&mut self, sequence: u32, now: Instant) {
        match self.phase {
            // Both unbind at once.
            Phase::Unbinding { why, .. } => {
                self.respond(Command::Unbind, sequence, Status::ROK);
                self.close(why, now);
            }
            Phase::Open | Phase::Draining { .. } => {
                let until = now + self.settings.drain;
                self.phase = Phase::UnboundByPeer { until, sequence };
            }
            Phase::UnboundByPeer { .. } | Phase::Closing { .. } | Phase::Over(_) => {}
        }
    }

    fn receive_operation(&mut self, pdu: Pdu, now: Instant) {
        let sender = match self.peer.side {
            Side::Client => Side::Server,
            Side::Server => Side::Client,
        };
        let unbound = matches!(self.phase, Phase::UnboundByPeer { .. });
        if unbound || !pdu.command.fits(sender, self.peer.mode) {
            if pdu.command.has_response() {
                self.respond(pdu.command, pdu.sequence, Status::RINVBNDSTS);
            }
            return;
        }
        self.last_message = now;
        self.unanswered += usize::from(pdu.command.has_response());
        self.incoming.push(Incoming {
            command: pdu.command,
            body: pdu.body,
            tlvs: pdu.tlvs,
            ticket: Ticket::new(pdu.sequence, pdu.command, &self.answers),
        });
    }
}
