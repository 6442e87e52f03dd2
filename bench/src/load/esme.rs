//! A minimal SMPP client for load: one bind, so many `submit_sm` unanswered, the next one when one is answered.
//!
//! What has been read is answered with as many new submits in one write, so that it costs little beside the server.

use std::collections::HashMap;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::{AFTER_REFUSAL, Shared, Template};
use crate::pdu::{self, Pdu};

/// Where to bind, and as whom.
#[derive(Debug, Clone)]
pub struct Login {
    /// The server.
    pub address: SocketAddr,
    /// Its name for the client.
    pub system_id: String,
    /// The password.
    pub password: String,
}

/// A bound connection.
pub(super) struct Bind {
    stream: TcpStream,
    buffer: Vec<u8>,
    have: usize,
    out: Vec<u8>,
    sequence: u32,
    /// When each unanswered submit was written.
    open: HashMap<u32, Instant>,
}

impl Bind {
    /// Connects and binds as a transceiver.
    pub async fn open(login: &Login) -> io::Result<Self> {
        let stream = TcpStream::connect(login.address).await?;
        stream.set_nodelay(true)?;
        let mut bind = Self {
            stream,
            buffer: vec![0; pdu::BUFFER_BYTES],
            have: 0,
            out: Vec::new(),
            sequence: 1,
            open: HashMap::new(),
        };
        // system_id, password, no system_type, version 3.4, no address range.
        let body = format!("{}\0{}\0\0\x34\0\0\0", login.system_id, login.password);
        pdu::push(&mut bind.out, pdu::BIND_TRANSCEIVER, bind.sequence, body.as_bytes());
        let mut status = None;
        while status.is_none() {
            bind.exchange(|answer| {
                if answer.command == pdu::BIND_TRANSCEIVER | pdu::RESPONSE {
                    status = Some(answer.status);
                }
            })
            .await?;
        }
        match status {
            Some(pdu::OK) => Ok(bind),
            status => Err(io::Error::other(format!("the bind was refused: {status:?}"))),
        }
    }

    fn submit(&mut self, template: &[u8]) {
        self.sequence += 1;
        let at = self.out.len();
        self.out.extend_from_slice(template);
        self.out[at + pdu::HEADER_BYTES - 4..at + pdu::HEADER_BYTES].copy_from_slice(&self.sequence.to_be_bytes());
        self.open.insert(self.sequence, Instant::now());
    }

    /// Writes what is to be written, reads what there is, and shows each PDU.
    async fn exchange(&mut self, mut show: impl FnMut(&Pdu<'_>)) -> io::Result<()> {
        self.stream.write_all(&self.out).await?;
        self.out.clear();
        let read = self.stream.read(&mut self.buffer[self.have..]).await?;
        if read == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        self.have += read;
        let mut at = 0;
        while let Some(pdu) = Pdu::first(&self.buffer[at..self.have])? {
            at += pdu.length();
            // What the server asks by itself: whether we are there, and receipts.
            if matches!(pdu.command, pdu::ENQUIRE_LINK | pdu::DELIVER) {
                let body = if pdu.command == pdu::DELIVER { &b"\0"[..] } else { b"" };
                pdu::push(&mut self.out, pdu.command | pdu::RESPONSE, pdu.sequence, body);
            }
            show(&pdu);
        }
        self.buffer.copy_within(at..self.have, 0);
        self.have -= at;
        Ok(())
    }
}

/// Keeps `window` submits unanswered until the gate closes, then waits for the last answers and unbinds.
pub(super) async fn drive(mut bind: Bind, window: usize, mut template: Template, shared: Arc<Shared>) {
    let mut is_over = false;
    loop {
        while !is_over && bind.open.len() < window {
            match shared.gate.pass(1).await {
                Some(serial) => bind.submit(template.fill(serial)),
                None => is_over = true,
            }
        }
        if bind.open.is_empty() {
            pdu::push(&mut bind.out, pdu::UNBIND, bind.sequence + 1, b"");
            // The load has ended; whether the server still answers is of no interest.
            let _ = bind.exchange(|_| {}).await;
            return;
        }
        match answers(&mut bind, &shared).await {
            Ok(0) => {}
            Ok(_refused) => tokio::time::sleep(AFTER_REFUSAL).await,
            Err(error) => return shared.refused(0, || error.to_string()),
        }
    }
}

/// Takes the answers that are there; how many were refusals.
async fn answers(bind: &mut Bind, shared: &Shared) -> io::Result<usize> {
    let mut refused = 0;
    let mut open = std::mem::take(&mut bind.open);
    let taken = bind
        .exchange(|answer| {
            if answer.command != pdu::SUBMIT | pdu::RESPONSE {
                return;
            }
            match (open.remove(&answer.sequence), answer.status) {
                (Some(since), pdu::OK) => shared.accepted(1, since.elapsed()),
                (_, status) => {
                    refused += 1;
                    shared.refused(u16::try_from(status).unwrap_or(u16::MAX), || {
                        "command_status".to_owned()
                    });
                }
            }
        })
        .await;
    bind.open = open;
    taken.map(|()| refused)
}
