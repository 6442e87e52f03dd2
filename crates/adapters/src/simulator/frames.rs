//! Frames on a byte stream: one JSON object a line, at most `MAX_FRAME_BYTES` long.
//!
//! A longer, malformed or cut-off frame ends the connection and nothing of it is acted on. Errors name a place and a
//! kind, never what the frame held: it may be a number or a text.

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncBufReadExt, AsyncRead, BufReader};

use super::wire::VERSION;

/// The longest frame, in bytes, without its newline.
pub const MAX_FRAME_BYTES: usize = 2 * 1024 * 1024;

/// Why a connection's next frame could not be had.
#[derive(Debug, thiserror::Error)]
pub(super) enum FrameError {
    #[error("a frame is longer than {MAX_FRAME_BYTES} bytes")]
    TooLong,
    #[error("a frame is not what version {VERSION} knows: {kind} at column {column}")]
    Malformed { kind: &'static str, column: usize },
    #[error("the connection ended inside a frame")]
    Cut,
    #[error("the connection broke: {0}")]
    Broken(#[from] std::io::Error),
}

/// Cuts a byte stream into frames. Dropping an unfinished `next` loses nothing.
pub(super) struct FrameReader<R> {
    reader: BufReader<R>,
    line: Vec<u8>,
}

impl<R: AsyncRead + Unpin> FrameReader<R> {
    pub(super) fn new(stream: R) -> Self {
        Self {
            reader: BufReader::with_capacity(64 * 1024, stream),
            line: Vec::new(),
        }
    }

    /// The next frame, or `None` where the other side closed between two frames.
    pub(super) async fn next<T: DeserializeOwned>(&mut self) -> Result<Option<T>, FrameError> {
        let mut complete = false;
        while !complete {
            complete = self.read_more().await?;
            if self.line.len() > MAX_FRAME_BYTES + 1 {
                return Err(FrameError::TooLong);
            }
        }
        if self.line.is_empty() {
            return Ok(None);
        }
        let frame = decode(&self.line);
        self.line.clear();
        frame.map(Some)
    }

    /// Moves what has arrived into the line, its newline included; tells whether the line, or the stream, is complete.
    async fn read_more(&mut self) -> Result<bool, FrameError> {
        let chunk = self.reader.fill_buf().await?;
        if chunk.is_empty() {
            return if self.line.is_empty() {
                Ok(true)
            } else {
                Err(FrameError::Cut)
            };
        }
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(chunk.len(), |at| at + 1);
        self.line.extend_from_slice(&chunk[..used]);
        self.reader.consume(used);
        Ok(end.is_some())
    }
}

fn decode<T: DeserializeOwned>(line: &[u8]) -> Result<T, FrameError> {
    serde_json::from_slice(line).map_err(|error| {
        let kind = match error.classify() {
            serde_json::error::Category::Data => "a wrong or unknown field",
            _ => "not JSON",
        };
        FrameError::Malformed {
            kind,
            column: error.column(),
        }
    })
}

/// Adds `frame` with its newline to `bytes`.
pub(super) fn encode<T: Serialize>(bytes: &mut Vec<u8>, frame: &T) {
    serde_json::to_writer(&mut *bytes, frame).expect("frames are plain data with text keys, which JSON can hold");
    bytes.push(b'\n');
}
