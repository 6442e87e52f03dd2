//! A connection before it is bound: one PDU at a time, by whichever side.

use std::io;

use bytes::BytesMut;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::command::{Command, RESPONSE};
use crate::frame::{self, Frame};
use crate::pdu::{Body, Fault, Pdu};
use crate::status::Status;

/// Octets that one read has room for.
const READ_OCTETS: usize = 1024;

/// Why there will be no bind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HandshakeError {
    /// The peer closed the connection.
    #[error("the peer closed the connection before the bind")]
    Closed,
    /// The connection broke.
    #[error("the connection broke before the bind: {0}")]
    Broken(io::ErrorKind),
    /// The time was over.
    #[error("no bind within the time for it")]
    TimedOut,
    /// The peer sent what cannot be a PDU; it was told this status.
    #[error("the peer sent what is no PDU: {0}")]
    Garbage(Status),
    /// The peer unbound instead of binding.
    #[error("the peer unbound before the bind")]
    Unbound,
    /// The bind was refused.
    #[error("the bind was refused: {0}")]
    Refused(Status),
}

pub(crate) struct Line<S> {
    pub stream: S,
    pub input: BytesMut,
    max_octets: usize,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Line<S> {
    pub fn new(stream: S, max_octets: usize) -> Self {
        Self {
            stream,
            input: BytesMut::new(),
            max_octets,
        }
    }

    /// The next PDU that is either a bind or a response. All else is answered here: enquire_link and unbind as they
    /// should be, an outbind with silence, the rest with ESME_RINVBNDSTS.
    pub async fn next(&mut self) -> Result<Pdu, HandshakeError> {
        loop {
            let frame = self.frame().await?;
            let sequence = frame.header.sequence;
            let pdu = match Pdu::decode(frame) {
                Ok(pdu) => pdu,
                Err(fault) => {
                    self.answer_fault(fault, sequence).await?;
                    continue;
                }
            };
            if pdu.is_response || pdu.command.bind_mode().is_some() {
                return Ok(pdu);
            }
            self.answer_unbound(pdu.command, sequence).await?;
        }
    }

    async fn answer_unbound(&mut self, command: Command, sequence: u32) -> Result<(), HandshakeError> {
        let status = match command {
            Command::EnquireLink | Command::Unbind => Status::ROK,
            _ if !command.has_response() => return Ok(()),
            _ => Status::RINVBNDSTS,
        };
        self.write(&Pdu::response(command, sequence, status, Body::Empty))
            .await?;
        match command {
            Command::Unbind => Err(HandshakeError::Unbound),
            _ => Ok(()),
        }
    }

    async fn answer_fault(&mut self, fault: Fault, sequence: u32) -> Result<(), HandshakeError> {
        match fault {
            Fault::UnknownCommand(id) if id & RESPONSE != 0 => Ok(()),
            Fault::UnknownCommand(_) => self.write(&Pdu::nack(sequence, Status::RINVCMDID)).await,
            Fault::Malformed { command, .. } if !command.has_response() => Ok(()),
            Fault::Malformed { command, status } => {
                self.write(&Pdu::response(command, sequence, status, Body::Empty)).await
            }
        }
    }

    async fn frame(&mut self) -> Result<Frame, HandshakeError> {
        loop {
            match frame::next(&mut self.input, self.max_octets) {
                Ok(Some(frame)) => return Ok(frame),
                Ok(None) => {}
                Err(bad) => {
                    let status = Status::RINVCMDLEN;
                    self.write(&Pdu::nack(bad.sequence, status)).await?;
                    self.close().await;
                    return Err(HandshakeError::Garbage(status));
                }
            }
            self.input.reserve(READ_OCTETS);
            match self.stream.read_buf(&mut self.input).await {
                Ok(0) => return Err(HandshakeError::Closed),
                Ok(_) => {}
                Err(error) => return Err(HandshakeError::Broken(error.kind())),
            }
        }
    }

    /// Writes one PDU; one that cannot be written is a refusal with the status that says why.
    pub async fn write(&mut self, pdu: &Pdu) -> Result<(), HandshakeError> {
        let broken = |error: io::Error| HandshakeError::Broken(error.kind());
        let mut output = BytesMut::new();
        pdu.encode(&mut output).map_err(HandshakeError::Refused)?;
        self.stream.write_all(&output).await.map_err(broken)?;
        self.stream.flush().await.map_err(broken)
    }

    /// Closes for writing. A peer that is gone already is what was wanted.
    pub async fn close(&mut self) {
        let _ = self.stream.shutdown().await;
    }
}
