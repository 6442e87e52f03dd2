//! A client that writes octets and cuts what comes back into PDUs.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::time::Duration;

use doubles::smsc::{Smsc, SmscSettings};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const PATIENCE: Duration = Duration::from_secs(30);

/// A PDU as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    pub length: u32,
    pub command: u32,
    pub status: u32,
    pub sequence: u32,
    pub body: Vec<u8>,
}

impl Frame {
    /// The first text of the body.
    pub fn text(&self) -> String {
        let end = self
            .body
            .iter()
            .position(|octet| *octet == 0)
            .unwrap_or(self.body.len());
        String::from_utf8_lossy(&self.body[..end]).into_owned()
    }

    /// esm_class, data_coding and short_message of a deliver_sm.
    pub fn delivered(&self) -> (u8, u8, &[u8]) {
        let at = self.after_addresses();
        let length = usize::from(self.body[at + 9]);
        (self.body[at], self.body[at + 7], &self.body[at + 10..at + 10 + length])
    }

    /// The TLVs of a deliver_sm.
    pub fn tlvs(&self) -> HashMap<u16, Vec<u8>> {
        let at = self.after_addresses();
        let start = match self.command {
            0x103 => at + 3,
            _ => at + 10 + usize::from(self.body[at + 9]),
        };
        let mut rest = &self.body[start..];
        let mut tlvs = HashMap::new();
        while let [t1, t2, l1, l2, more @ ..] = rest {
            let (value, after) = more.split_at(usize::from(u16::from_be_bytes([*l1, *l2])));
            tlvs.insert(u16::from_be_bytes([*t1, *t2]), value.to_vec());
            rest = after;
        }
        tlvs
    }

    fn after_addresses(&self) -> usize {
        let text_end = |from: usize| from + self.body[from..].iter().position(|octet| *octet == 0).expect("a NUL") + 1;
        let source = text_end(0) + 2;
        text_end(text_end(source) + 2)
    }
}

pub struct Client {
    stream: TcpStream,
    sequence: u32,
}

impl Client {
    pub async fn connect(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.expect("the SMSC listens");
        Self { stream, sequence: 0 }
    }

    /// Connects and binds as a transceiver.
    pub async fn bound(smsc: &Smsc) -> Self {
        let mut client = Self::connect(smsc.address()).await;
        client.bind("gw01", "s3cret").await;
        client
    }

    /// Binds as a transceiver; the response.
    pub async fn bind(&mut self, system_id: &str, password: &str) -> Frame {
        let body = [system_id, "\0", password, "\0\0\x34\0\0\0"].concat();
        self.send(0x09, body.as_bytes()).await;
        self.next().await
    }

    pub async fn write(&mut self, octets: &[u8]) {
        self.stream.write_all(octets).await.expect("the SMSC reads");
    }

    /// Sends a request; its sequence_number.
    pub async fn send(&mut self, command: u32, body: &[u8]) -> u32 {
        self.sequence += 1;
        let sequence = self.sequence;
        self.write(&frame(command, 0, sequence, body)).await;
        sequence
    }

    /// Sends a message that asks for a receipt.
    pub async fn submit(&mut self, to: &str, text: &str) -> u32 {
        self.send(0x04, &submit_body(to, text, 1)).await
    }

    /// Answers a request of the SMSC.
    pub async fn answer(&mut self, request: &Frame, status: u32) {
        self.write(&frame(request.command | 0x8000_0000, status, request.sequence, &[0]))
            .await;
    }

    /// The next PDU; `None` at the end of the connection.
    pub async fn read(&mut self) -> Option<Frame> {
        let mut header = [0; 16];
        self.fill(&mut header).await?;
        let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
        let length = number(0);
        let mut body = vec![0; (length as usize).clamp(16, 1 << 16) - 16];
        // A length that is a lie has no body to wait for.
        if length <= 1 << 16 {
            self.fill(&mut body).await?;
        }
        Some(Frame {
            length,
            command: number(4),
            status: number(8),
            sequence: number(12),
            body,
        })
    }

    /// The next PDU, where one has to come.
    pub async fn next(&mut self) -> Frame {
        self.read().await.expect("one more PDU")
    }

    async fn fill(&mut self, buffer: &mut [u8]) -> Option<()> {
        let read = tokio::time::timeout(PATIENCE, self.stream.read_exact(buffer)).await;
        read.expect("the SMSC says something or closes").ok().map(drop)
    }

    /// The next `count` requests of the SMSC, each answered at once.
    pub async fn requests(&mut self, count: usize) -> Vec<Frame> {
        let mut requests = Vec::new();
        while requests.len() < count {
            let frame = self.next().await;
            if frame.command & 0x8000_0000 == 0 {
                self.answer(&frame, 0).await;
                requests.push(frame);
            }
        }
        requests
    }
}

pub fn frame(command: u32, status: u32, sequence: u32, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(16 + body.len()).expect("short");
    let header = [length, command, status, sequence].map(u32::to_be_bytes).concat();
    [header.as_slice(), body].concat()
}

/// The body of a submit_sm.
pub fn submit_body(to: &str, text: &str, registered_delivery: u8) -> Vec<u8> {
    let length = u8::try_from(text.len()).expect("short");
    let parts: [&[u8]; 6] = [
        b"\0\x05\0CLINIC\0\x01\x01",
        to.as_bytes(),
        b"\0\0\0\0\0\0",
        &[registered_delivery, 0, 0, 0, length],
        text.as_bytes(),
        b"",
    ];
    parts.concat()
}

/// An SMSC with these settings.
pub async fn smsc(change: impl FnOnce(&mut SmscSettings)) -> Smsc {
    let mut settings = SmscSettings::default();
    settings.receipts.delay_ms = 1;
    change(&mut settings);
    Smsc::local(settings).await.expect("a free port")
}
