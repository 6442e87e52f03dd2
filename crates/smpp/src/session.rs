//! A bound session, either side: what goes in and out of it. Binding is `client::bind` and `server::accept`.
//!
//! One task owns the connection (`driver`). It reads and writes many PDUs at a time; nothing is spawned and no timer is
//! set per PDU. What the protocol asks for is in `core`, which does no I/O; `window` knows what is unanswered.

mod core;
mod driver;
mod incoming;
mod outgoing;
mod outlet;
mod window;

pub use incoming::{Incoming, Ticket};
pub use outgoing::{Outcome, Reply, Request, Requests, Response};

pub(crate) use driver::start;

use std::io;

use bytes::BytesMut;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::command::{Mode, Side};
use crate::status::Status;

/// The last interface_version whose peers know no TLVs.
pub(crate) const LAST_WITHOUT_TLVS: u8 = 0x33;

/// A bound session. Dropping all of it unbinds; so does dropping `requests` or `incoming` alone.
#[derive(Debug)]
pub struct Session<K> {
    /// Where our requests go in.
    pub requests: Requests<K>,
    /// What became of each: one for every request taken, in the order of becoming known.
    pub outcomes: mpsc::Receiver<Outcome<K>>,
    /// The peer's requests, in order.
    pub incoming: mpsc::Receiver<Incoming>,
    /// Ends the session.
    pub control: Control,
    /// Why it ended. Take `outcomes` to its end first: the task waits until the last one is in the channel.
    pub ended: JoinHandle<Ended>,
    /// What is known of the peer.
    pub peer: Peer,
}

/// What a bind told about the peer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peer {
    /// Which side we are.
    pub side: Side,
    /// What the session is bound as.
    pub mode: Mode,
    /// The peer's system_id.
    pub system_id: String,
    /// The peer's version; 0x34 when it did not say.
    pub interface_version: u8,
}

impl Peer {
    /// Whether it knows TLVs. To one that does not, none are sent; a request that needs one is [`Reply::Invalid`].
    pub const fn knows_tlvs(&self) -> bool {
        self.interface_version > LAST_WITHOUT_TLVS
    }
}

/// Ends a session, from any task.
#[derive(Debug, Clone)]
pub struct Control(mpsc::Sender<Order>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Unbind,
    Abort,
}

impl Control {
    /// Takes no more requests, waits for what is unanswered (at most the setting `drain`), unbinds, closes. Watch
    /// `Session::ended`.
    pub fn unbind(&self) {
        // A full channel holds an order already; a closed one needs none.
        let _ = self.0.try_send(Order::Unbind);
    }

    /// Closes at once.
    pub fn abort(&self) {
        let _ = self.0.try_send(Order::Abort);
    }
}

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Ended {
    /// We unbound.
    #[error("unbound")]
    Unbound,
    /// The peer unbound.
    #[error("the peer unbound")]
    UnboundByPeer,
    /// No message for the time of the setting `inactivity`: we unbound.
    #[error("unbound because no message came or went for too long")]
    Inactive,
    /// An enquire_link was not answered.
    #[error("the link is dead: an enquire_link was not answered")]
    LinkDead,
    /// Requests were not answered in time.
    #[error("the peer does not answer requests in time")]
    Unresponsive,
    /// The peer closed the connection.
    #[error("the peer closed the connection")]
    Closed,
    /// The connection broke.
    #[error("the connection broke: {0}")]
    Broken(io::ErrorKind),
    /// The peer sent what cannot be a PDU; it was told this status.
    #[error("the peer sent what is no PDU: {0}")]
    Garbage(Status),
    /// We closed without unbinding.
    #[error("closed")]
    Aborted,
}

/// A connection on which a bind has succeeded, and what was read and not used yet.
pub(crate) struct Bound<S> {
    pub stream: S,
    pub input: BytesMut,
    pub sequence: u32,
    pub peer: Peer,
}
