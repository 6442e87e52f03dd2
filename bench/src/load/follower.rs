//! One follower of the live stream: how old is the oldest event of each frame when the frame is whole.

use std::net::SocketAddr;

use anyhow::{Context, Result, ensure};
use domain::Clock;
use jiff::Timestamp;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::clock::SystemClock;

const BUFFER_BYTES: usize = 64 << 10;
/// The end of a block of the stream.
const END: &[u8] = b"\n\n";
/// What the head of the answer and of a frame begins with.
const ANSWERED: &[u8] = b"HTTP/1.1 200 ";
const FRAME: &[u8] = b"event: messages\n";
/// What stands before the time of an event; the oldest comes first.
const AT: &[u8] = b"\"timestamp\":\"";
/// `2026-03-01T08:00:00.000Z`.
const TIME_BYTES: usize = 24;

/// A stream that is being read.
pub struct Follower {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// Octets in the buffer, and how many of them were looked at for an end.
    have: usize,
    seen: usize,
}

impl Follower {
    /// Follows as the holder of `key`.
    pub async fn open(address: SocketAddr, key: &str) -> Result<Self> {
        let mut stream = TcpStream::connect(address).await?;
        let request = format!("GET /api/sms/events HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {key}\r\n\r\n");
        stream.write_all(request.as_bytes()).await?;
        let mut follower = Self {
            stream,
            buffer: vec![0; BUFFER_BYTES],
            have: 0,
            seen: 0,
        };
        let head = follower.block().await?;
        ensure!(
            head.starts_with(ANSWERED),
            "the stream is refused: {}",
            String::from_utf8_lossy(&head)
        );
        Ok(follower)
    }

    /// The next frame: the age of its oldest event, ms.
    pub async fn frame(&mut self) -> Result<u64> {
        loop {
            let block = self.block().await?;
            let now = SystemClock.now_ms();
            // The size of a piece of the body stands before what is in it.
            let Some(frame) = find(&block, FRAME).map(|at| &block[at..]) else {
                continue;
            };
            let at = find(frame, AT).context("a frame without an event")? + AT.len();
            let time = std::str::from_utf8(frame.get(at..at + TIME_BYTES).context("a short time")?)?;
            let age = now - time.parse::<Timestamp>()?.as_millisecond();
            return Ok(age.max(0).unsigned_abs());
        }
    }

    /// What comes up to the next empty line.
    async fn block(&mut self) -> Result<Vec<u8>> {
        loop {
            if let Some(at) = find(&self.buffer[self.seen..self.have], END) {
                let end = self.seen + at + END.len();
                let block = self.buffer[..end].to_vec();
                self.buffer.copy_within(end..self.have, 0);
                (self.have, self.seen) = (self.have - end, 0);
                return Ok(block);
            }
            self.seen = self.have.saturating_sub(END.len() - 1);
            if self.have == self.buffer.len() {
                self.buffer.resize(self.have * 2, 0);
            }
            let count = self.stream.read(&mut self.buffer[self.have..]).await?;
            ensure!(count > 0, "the stream ended");
            self.have += count;
        }
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}
