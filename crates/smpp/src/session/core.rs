//! What the protocol asks of a bound session, without I/O: frames and requests go in, octets to write, outcomes and the
//! peer's requests come out. The clock is handed in with every call.

mod receive;
mod timers;

use bytes::BytesMut;
use tokio::sync::mpsc;
use tokio::time::Instant;

use super::incoming::{Answer, Incoming};
use super::outgoing::{Outcome, Reply, Request, Response};
use super::outlet::Outlet;
use super::window::Window;
use super::{Ended, Order, Peer};
use crate::command::Command;
use crate::frame::BadLength;
use crate::pdu::{Body, Pdu};
use crate::settings::Settings;
use crate::status::Status;
use crate::tlv::{Tlvs, tag};

/// Octets that may wait to be written before nothing more is taken in.
const OUTPUT_HIGH_WATER: usize = 256 * 1024;

/// The TLVs without which a message would not arrive as it was meant.
const INDISPENSABLE: [u16; 4] = [
    tag::MESSAGE_PAYLOAD,
    tag::SAR_MSG_REF_NUM,
    tag::SAR_TOTAL_SEGMENTS,
    tag::SAR_SEGMENT_SEQNUM,
];

/// How far the session is from its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Open,
    /// Waits for what is unanswered, then unbinds.
    Draining {
        until: Instant,
        why: Ended,
    },
    /// Waits for unbind_resp.
    Unbinding {
        until: Instant,
        why: Ended,
    },
    /// The peer wants to unbind: waits for what is unanswered, then answers.
    UnboundByPeer {
        until: Instant,
        sequence: u32,
    },
    /// Writes what there is to write.
    Closing {
        until: Instant,
        why: Ended,
    },
    Over(Ended),
}

/// An enquire_link of ours that is unanswered.
struct Enquiry {
    sequence: u32,
    until: Instant,
}

pub(super) struct Core<K> {
    pub settings: Settings,
    pub outcomes: Outlet<Outcome<K>>,
    pub incoming: Outlet<Incoming>,
    /// To be written.
    pub output: BytesMut,
    peer: Peer,
    phase: Phase,
    window: Window<K>,
    answers: mpsc::Sender<Answer>,
    /// The peer's requests that are unanswered.
    unanswered: usize,
    /// Octets ever put into `output`, and ever taken by the connection.
    appended: u64,
    written: u64,
    enquiry: Option<Enquiry>,
    last_received: Instant,
    last_message: Instant,
    timeouts_in_a_row: u32,
}

/// The ends of the channels that a core holds.
pub(super) struct Outlets<K> {
    pub outcomes: Outlet<Outcome<K>>,
    pub incoming: Outlet<Incoming>,
    pub answers: mpsc::Sender<Answer>,
}

impl<K: Send + 'static> Core<K> {
    pub fn new(settings: Settings, peer: Peer, last_sequence: u32, outlets: Outlets<K>) -> Self {
        let now = Instant::now();
        Self {
            window: Window::new(settings.window, last_sequence),
            settings,
            outcomes: outlets.outcomes,
            incoming: outlets.incoming,
            output: BytesMut::new(),
            peer,
            phase: Phase::Open,
            answers: outlets.answers,
            unanswered: 0,
            appended: 0,
            written: 0,
            enquiry: None,
            last_received: now,
            last_message: now,
            timeouts_in_a_row: 0,
        }
    }

    /// Whether new requests are taken.
    pub fn is_open(&self) -> bool {
        self.phase == Phase::Open
    }

    /// Whether one more PDU of what was read may be looked at: not while the peer has too much unanswered.
    pub fn may_parse(&self) -> bool {
        self.unanswered < self.settings.incoming_window.max(1)
            && self.output.len() < OUTPUT_HIGH_WATER
            && !matches!(self.phase, Phase::Closing { .. } | Phase::Over(_))
    }

    /// Whether more may be read: not either while what was read has not found its way out.
    pub fn may_read(&self) -> bool {
        self.may_parse() && !self.outcomes.has_backlog() && !self.incoming.has_backlog()
    }

    /// How many requests may be sent now.
    pub fn room(&self) -> usize {
        if self.outcomes.has_backlog() || self.output.len() >= OUTPUT_HIGH_WATER {
            return 0;
        }
        self.window.room()
    }

    /// Sends a request, or says that it cannot be.
    pub fn submit(&mut self, request: Request<K>, now: Instant) {
        let Request {
            key,
            command,
            body,
            tlvs,
        } = request;
        let sequence = self.window.next_sequence();
        let written = self.permitted(command, tlvs).and_then(|tlvs| {
            let pdu = Pdu::request(command, sequence, body, tlvs);
            self.write(&pdu)
        });
        if let Err(status) = written {
            return self.settle(key, Reply::Invalid(status));
        }
        self.last_message = now;
        if command.has_response() {
            let deadline = now + self.settings.response_timeout;
            return self.window.insert(sequence, key, self.appended, deadline);
        }
        let response = Response {
            status: Status::ROK,
            body: Body::Empty,
            tlvs: Tlvs::new(),
        };
        self.settle(key, Reply::Answered(response));
    }

    /// The TLVs to send, if the command may be sent at all.
    fn permitted(&self, command: Command, tlvs: Tlvs) -> Result<Tlvs, Status> {
        if !command.fits(self.peer.side, self.peer.mode) {
            return Err(Status::RINVBNDSTS);
        }
        if self.peer.knows_tlvs() {
            return Ok(tlvs);
        }
        match INDISPENSABLE.iter().any(|tag| tlvs.get(*tag).is_some()) {
            true => Err(Status::RTLVNOTALLWD),
            false => Ok(Tlvs::new()),
        }
    }

    /// A request that the session did not get to.
    pub fn never_sent(&mut self, request: Request<K>) {
        self.settle(request.key, Reply::NotWritten);
    }

    fn settle(&mut self, key: K, reply: Reply) {
        self.outcomes.push(Outcome { key, reply });
    }

    /// Sends an answer to a request of the peer. An answer that cannot be written becomes ESME_RSYSERR.
    pub fn answer(&mut self, answer: Answer, now: Instant) {
        self.unanswered = self.unanswered.saturating_sub(1);
        self.last_message = now;
        if matches!(
            self.phase,
            Phase::Unbinding { .. } | Phase::Closing { .. } | Phase::Over(_)
        ) {
            return;
        }
        let mut pdu = Pdu::response(answer.command, answer.sequence, answer.status, answer.body);
        if self.peer.knows_tlvs() {
            pdu.tlvs = answer.tlvs;
        }
        if self.write(&pdu).is_err() {
            self.respond(answer.command, answer.sequence, Status::RSYSERR);
        }
    }

    /// A response without anything in it.
    fn respond(&mut self, command: Command, sequence: u32, status: Status) {
        let response = Pdu::response(command, sequence, status, Body::Empty);
        self.write(&response).expect("an empty body can be written");
    }

    fn write(&mut self, pdu: &Pdu) -> Result<(), Status> {
        let before = self.output.len();
        pdu.encode(&mut self.output)?;
        self.appended += (self.output.len() - before) as u64;
        Ok(())
    }

    /// The connection took `octets` of the output.
    pub fn wrote(&mut self, octets: usize) {
        self.written += octets as u64;
    }

    pub fn order(&mut self, order: Order, now: Instant) {
        match order {
            Order::Unbind => self.begin_drain(Ended::Unbound, now),
            Order::Abort => self.phase = Phase::Over(Ended::Aborted),
        }
    }

    /// Unbinds as soon as nothing is unanswered.
    pub fn begin_drain(&mut self, why: Ended, now: Instant) {
        if self.is_open() {
            let until = now + self.settings.drain;
            self.phase = Phase::Draining { until, why };
        }
    }

    /// The stream cannot be read on.
    pub fn garbage(&mut self, bad: BadLength, now: Instant) {
        let status = Status::RINVCMDLEN;
        self.write(&Pdu::nack(bad.sequence, status))
            .expect("an empty body can be written");
        self.close(Ended::Garbage(status), now);
    }

    fn close(&mut self, why: Ended, now: Instant) {
        let until = now + self.settings.drain;
        self.phase = Phase::Closing { until, why };
    }

    /// The connection is no more, for this reason if no better one is known.
    pub fn disconnected(&mut self, why: Ended) {
        self.phase = Phase::Over(match self.phase {
            Phase::Unbinding { why, .. } | Phase::Closing { why, .. } | Phase::Over(why) => why,
            Phase::UnboundByPeer { .. } => Ended::UnboundByPeer,
            Phase::Open | Phase::Draining { .. } => why,
        });
    }

    /// Takes the end one step further where nothing is left to wait for.
    pub fn advance(&mut self, now: Instant) {
        let idle = self.window.is_empty() && self.unanswered == 0;
        match self.phase {
            Phase::Draining { why, .. } if idle => self.unbind(why, now),
            Phase::UnboundByPeer { sequence, .. } if idle => self.answer_unbind(sequence, now),
            _ => {}
        }
    }

    fn unbind(&mut self, why: Ended, now: Instant) {
        let sequence = self.window.next_sequence();
        self.write(&Pdu::request(Command::Unbind, sequence, Body::Empty, Tlvs::new()))
            .expect("an empty body can be written");
        let until = now + self.settings.drain;
        self.phase = Phase::Unbinding { until, why };
    }

    fn answer_unbind(&mut self, sequence: u32, now: Instant) {
        self.respond(Command::Unbind, sequence, Status::ROK);
        self.close(Ended::UnboundByPeer, now);
    }

    /// Why it is over, once it is; `flushed` says that all output has left.
    pub fn over(&self, flushed: bool) -> Option<Ended> {
        match self.phase {
            Phase::Over(why) => Some(why),
            Phase::Closing { why, .. } if flushed => Some(why),
            _ => None,
        }
    }

    /// What becomes of the requests that are unanswered at the end.
    pub fn finish(&mut self) -> Vec<Outcome<K>> {
        let unanswered = self.window.drain(self.written).into_iter();
        unanswered
            .map(|(key, written)| {
                let reply = if written { Reply::Lost } else { Reply::NotWritten };
                Outcome { key, reply }
            })
            .collect()
    }
}
