//! PDUs in plain types. The fields are read and written by the `rusmpp` codec (`pdu::codec`); TLVs stay as they are
//! ([`Tlvs`]), and leniency towards peers is decided here.
//!
//! Responses are read as leniently as can be, since an outcome must not get lost over a missing octet: a body that is
//! absent or broken is [`Body::Empty`]. Requests with a broken body are a [`Fault`] with the status to answer with.
//! An address in data_sm has at most 20 characters, as rusmpp has it, though the standard allows 64.
//! Debug output shows no address, no text and no password.

mod body;
mod codec;
mod fault;
mod multi;

pub use body::{
    Alert, Bind, Body, Cancel, Destination, Message, Multi, MultiAnswer, Outbind, Query, QueryAnswer, Replace,
};

use bytes::BytesMut;

use crate::command::Command;
use crate::frame::{self, Frame, Header};
use crate::status::Status;
use crate::tlv::{Tlvs, tag};

/// One PDU.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pdu {
    /// Which command.
    pub command: Command,
    /// Whether it is the response to it.
    pub is_response: bool,
    /// The result, in a response.
    pub status: Status,
    /// What ties a response to its request.
    pub sequence: u32,
    /// The fields that each command has.
    pub body: Body,
    /// The optional parameters.
    pub tlvs: Tlvs,
}

/// A frame that is no PDU.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The command_id is none: generic_nack ESME_RINVCMDID for a request; an unknown response is dropped.
    #[error("command_id {0:#010x} is unknown")]
    UnknownCommand(u32),
    /// The body cannot be read: the command's own response, with this status.
    #[error("the body of {} cannot be read: {status}", command.name())]
    Malformed {
        /// Whose body.
        command: Command,
        /// What to answer.
        status: Status,
    },
}

impl Pdu {
    /// Reads a frame.
    pub fn decode(frame: Frame) -> Result<Self, Fault> {
        let Frame { header, mut body } = frame;
        let (command, is_response) =
            Command::from_id(header.command_id).ok_or(Fault::UnknownCommand(header.command_id))?;
        let decoded = codec::decode(command, is_response, &mut body);
        let (tlvs, tlv_result) = match decoded {
            // What follows a body-less PDU is ignored, as is what follows a body that could not be read.
            Ok(Body::Empty) | Err(_) => (Tlvs::new(), Ok(())),
            Ok(_) => Tlvs::parse(body.freeze()),
        };
        let body = match decoded {
            Err(_) if is_response => Body::Empty,
            other => other
                .and_then(|body| {
                    if !is_response {
                        tlv_result?;
                        check(command, &body, &tlvs)?;
                    }
                    Ok(body)
                })
                .map_err(|status| Fault::Malformed { command, status })?,
        };
        Ok(Self {
            command,
            is_response,
            status: header.status,
            sequence: header.sequence,
            body,
            tlvs,
        })
    }

    /// Writes it. The fault is the status of a field that cannot be written, such as an address that is too long;
    /// `output` is left as it was then.
    pub fn encode(&self, output: &mut BytesMut) -> Result<(), Status> {
        let header = Header {
            command_id: if self.is_response {
                self.command.response_id()
            } else {
                self.command.request_id()
            },
            status: self.status,
            sequence: self.sequence,
        };
        let start = frame::begin(output, header);
        if let Err(status) = codec::encode(self.command, &self.body, output) {
            output.truncate(start);
            return Err(status);
        }
        self.tlvs.encode(output);
        frame::finish(output, start);
        Ok(())
    }

    /// The request of `command`.
    pub const fn request(command: Command, sequence: u32, body: Body, tlvs: Tlvs) -> Self {
        Self {
            command,
            is_response: false,
            status: Status::ROK,
            sequence,
            body,
            tlvs,
        }
    }

    /// The response to `command`. An error has no body, but for deliver_sm_resp, whose one NUL is always there.
    pub fn response(command: Command, sequence: u32, status: Status, body: Body) -> Self {
        let body = match (command, body) {
            (Command::DeliverSm, Body::Empty) => Body::MessageId(String::new()),
            (Command::SubmitSm | Command::DataSm, Body::Empty) if status.is_ok() => Body::MessageId(String::new()),
            (_, body) => body,
        };
        Self {
            command,
            is_response: true,
            status,
            sequence,
            body,
            tlvs: Tlvs::new(),
        }
    }

    /// A generic_nack.
    pub const fn nack(sequence: u32, status: Status) -> Self {
        Self {
            command: Command::GenericNack,
            is_response: true,
            status,
            sequence,
            body: Body::Empty,
            tlvs: Tlvs::new(),
        }
    }
}

/// What a body that could be read still gets wrong. Two texts in one PDU are refused from a client, which can mend it;
/// from a server both are handed on, since a refused deliver_sm would be lost.
fn check(command: Command, body: &Body, tlvs: &Tlvs) -> Result<(), Status> {
    let message = match body {
        Body::Message(message) if command == Command::SubmitSm => message,
        Body::Multi(multi) => &multi.message,
        _ => return Ok(()),
    };
    let payload = tlvs.get(tag::MESSAGE_PAYLOAD);
    match payload.is_some_and(|payload| !payload.is_empty()) && !message.short_message.is_empty() {
        true => Err(Status::RINVMSGLEN),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests;
