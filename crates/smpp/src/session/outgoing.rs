//! Our requests, and what becomes of them.

use std::fmt;

use tokio::sync::mpsc;

use crate::command::Command;
use crate::pdu::{Body, Message};
use crate::status::Status;
use crate::tlv::Tlvs;

/// Into so many parts a batch larger than the queue is cut.
const QUEUE_PARTS: usize = 4;

/// A request to be sent, under the caller's own key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request<K> {
    /// Comes back with the outcome.
    pub key: K,
    /// Which command.
    pub command: Command,
    /// Its fields, which must be those of the command.
    pub body: Body,
    /// Its optional parameters.
    pub tlvs: Tlvs,
}

impl<K> Request<K> {
    /// A submit_sm.
    pub fn submit(key: K, message: Message, tlvs: Tlvs) -> Self {
        Self::new(key, Command::SubmitSm, message.into(), tlvs)
    }

    /// A deliver_sm.
    pub fn deliver(key: K, message: Message, tlvs: Tlvs) -> Self {
        Self::new(key, Command::DeliverSm, message.into(), tlvs)
    }

    /// A data_sm, whose text is in message_payload.
    pub fn data(key: K, message: Message, tlvs: Tlvs) -> Self {
        Self::new(key, Command::DataSm, message.into(), tlvs)
    }

    /// Any command.
    pub const fn new(key: K, command: Command, body: Body, tlvs: Tlvs) -> Self {
        Self {
            key,
            command,
            body,
            tlvs,
        }
    }
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome<K> {
    /// The request's key.
    pub key: K,
    /// What is known.
    pub reply: Reply,
}

/// What is known of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// The peer answered.
    Answered(Response),
    /// Handed to the connection and not answered in time: the peer may have taken it.
    TimedOut,
    /// Handed to the connection whole, which ended before an answer came: the peer may have taken it.
    Lost,
    /// Never handed to the connection whole: the peer cannot have taken it, and it is safe to send again.
    NotWritten,
    /// Cannot be written, for the field that the status names or because it does not fit the bind state: never sent,
    /// and sending it again will not help.
    Invalid(Status),
}

/// A response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    /// The result. That of a generic_nack counts too.
    pub status: Status,
    /// The response's fields; often [`Body::Empty`] when the status is an error.
    pub body: Body,
    /// Its optional parameters.
    pub tlvs: Tlvs,
}

impl Response {
    /// The message_id of a submit_sm_resp or data_sm_resp, unless it is empty.
    pub fn message_id(&self) -> Option<&str> {
        match &self.body {
            Body::MessageId(message_id) if !message_id.is_empty() => Some(message_id),
            _ => None,
        }
    }
}

/// The way in for requests. Clones share one queue.
pub struct Requests<K>(pub(super) mpsc::Sender<Request<K>>);

impl<K> Requests<K> {
    /// Hands over all of `batch`, waiting where the queue is full. Gives back those that the session, having ended,
    /// did not take; each of the others has an outcome.
    pub async fn send(&self, batch: Vec<Request<K>>) -> Result<(), Vec<Request<K>>> {
        let mut rest = batch.into_iter();
        while rest.len() > 0 {
            // A part of the queue at a time: waiting for all of it would let it run empty.
            let count = rest.len().min(self.0.max_capacity().div_ceil(QUEUE_PARTS));
            let Ok(permits) = self.0.reserve_many(count).await else {
                return Err(rest.collect());
            };
            for (permit, request) in permits.zip(rest.by_ref()) {
                permit.send(request);
            }
        }
        Ok(())
    }

    /// Hands over one, if the queue has room; gives it back if not.
    pub fn try_send(&self, request: Request<K>) -> Result<(), Request<K>> {
        self.0.try_send(request).map_err(mpsc::error::TrySendError::into_inner)
    }

    /// How many more the queue takes now.
    pub fn room(&self) -> usize {
        self.0.capacity()
    }

    /// Whether the session takes no more.
    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }
}

impl<K> Clone for Requests<K> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<K> fmt::Debug for Requests<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Requests(room for {})", self.room())
    }
}
