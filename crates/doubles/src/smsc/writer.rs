//! The writing half of a session: responses after the latency, everything else at once, in whole or octet by octet.

use std::collections::VecDeque;

use bytes::Bytes;
use tokio::io::{AsyncWrite, AsyncWriteExt};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

/// What waits to be written at most: a reader whose ESME does not read waits with it.
pub const QUEUE: usize = 4_096;
/// Batches of responses that wait for the latency at most.
const MAX_DELAYED: usize = 65_536;

/// Something for the writer.
pub enum Out {
    /// Octets, at a time, or at once.
    Octets(Option<Instant>, Bytes),
    /// Closes the connection, at a time, or at once.
    Close(Option<Instant>),
    /// One octet at a time from here on.
    ByteByByte,
}

impl Out {
    /// Octets at once.
    pub const fn now(octets: Bytes) -> Self {
        Self::Octets(None, octets)
    }

    fn due(&self) -> Option<Instant> {
        match self {
            Self::Octets(due, _) | Self::Close(due) => *due,
            Self::ByteByByte => None,
        }
    }
}

/// Writes until it is told to close, nobody is left to tell it more, or the ESME is gone; then `ended`.
pub async fn write(
    mut sink: impl AsyncWrite + Unpin,
    mut queue: mpsc::Receiver<Out>,
    mut byte_by_byte: bool,
    ended: CancellationToken,
) {
    let _end = ended.drop_guard();
    let mut delayed: VecDeque<(Instant, Out)> = VecDeque::new();
    let mut open = true;
    while open || !delayed.is_empty() {
        let head = delayed.front().map_or_else(Instant::now, |(at, _)| *at);
        let out = tokio::select! {
            out = queue.recv(), if open && delayed.len() < MAX_DELAYED => match out {
                None => {
                    open = false;
                    continue;
                }
                Some(out) => match out.due() {
                    Some(at) => {
                        delayed.push_back((at, out));
                        continue;
                    }
                    None => out,
                }
            },
            () = tokio::time::sleep_until(head), if !delayed.is_empty() => match delayed.pop_front() {
                Some((_, out)) => out,
                None => continue,
            },
        };
        let written = match out {
            Out::Close(_) => break,
            Out::ByteByByte => {
                byte_by_byte = true;
                Ok(())
            }
            Out::Octets(_, octets) if byte_by_byte => write_slowly(&mut sink, &octets).await,
            Out::Octets(_, octets) => write_whole(&mut sink, &octets).await,
        };
        if written.is_err() {
            break;
        }
    }
    let _ = sink.shutdown().await;
}

/// Flushed, since TLS keeps what it has room for.
async fn write_whole(sink: &mut (impl AsyncWrite + Unpin), octets: &[u8]) -> std::io::Result<()> {
    sink.write_all(octets).await?;
    sink.flush().await
}

async fn write_slowly(sink: &mut (impl AsyncWrite + Unpin), octets: &[u8]) -> std::io::Result<()> {
    for octet in octets.chunks(1) {
        sink.write_all(octet).await?;
        sink.flush().await?;
        tokio::task::yield_now().await;
    }
    Ok(())
}
