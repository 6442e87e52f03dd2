//! One kept-alive HTTP/1.1 connection: writes a request, reads the answer's status and length, skips the rest.
//!
//! Only what our own server and Kannel answer with is understood: a status line and `Content-Length`.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::ops::Range;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const BUFFER_BYTES: usize = 16 << 10;
/// The longest answer that is read.
const MAX_ANSWER_BYTES: usize = 8 << 20;

/// A connection that asks one thing at a time.
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
}

/// A read answer; its body lies in the connection's buffer until the next request.
pub struct Answer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: &'a [u8],
}

struct Head {
    status: u16,
    body: Range<usize>,
}

impl Connection {
    /// Connects without Nagle's delay.
    pub async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            buffer: vec![0; BUFFER_BYTES],
        })
    }

    /// Sends `request` and reads its answer.
    pub async fn ask(&mut self, request: &[u8]) -> io::Result<Answer<'_>> {
        self.stream.write_all(request).await?;
        let mut have = 0;
        let head = loop {
            have += self.read_more(have).await?;
            if let Some(head) = parse_head(&self.buffer[..have])? {
                break head;
            }
        };
        if head.body.end > MAX_ANSWER_BYTES {
            return Err(broken("an answer is too long"));
        }
        while have < head.body.end {
            have += self.read_more(have).await?;
        }
        Ok(Answer {
            status: head.status,
            body: &self.buffer[head.body],
        })
    }

    async fn read_more(&mut self, have: usize) -> io::Result<usize> {
        if have == self.buffer.len() {
            self.buffer.resize((have * 2).min(MAX_ANSWER_BYTES + BUFFER_BYTES), 0);
        }
        match self.stream.read(&mut self.buffer[have..]).await? {
            0 => Err(ErrorKind::UnexpectedEof.into()),
            count => Ok(count),
        }
    }
}

/// The status and where the body lies; `None` until the head is whole.
fn parse_head(bytes: &[u8]) -> io::Result<Option<Head>> {
    let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
        return Ok(None);
    };
    let status = bytes
        .get(9..12)
        .and_then(|digits| std::str::from_utf8(digits).ok()?.parse().ok());
    let status = status.ok_or_else(|| broken("an answer without a status"))?;
    let length = bytes[..end].split(|&byte| byte == b'\n').find_map(content_length);
    let length = length.ok_or_else(|| broken("an answer without Content-Length"))?;
    let start = end + 4;
    Ok(Some(Head {
        status,
        body: start..start.saturating_add(length),
    }))
}

fn content_length(line: &[u8]) -> Option<usize> {
    const NAME: &[u8] = b"content-length:";
    let (name, value) = line.split_at_checked(NAME.len())?;
    if !name.eq_ignore_ascii_case(NAME) {
        return None;
    }
    std::str::from_utf8(value).ok()?.trim().parse().ok()
}

fn broken(what: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_when_it_is_whole() {
        let answer = b"HTTP/1.1 202 Accepted\r\ncontent-type: x\r\nContent-Length: 5\r\n\r\nhello";
        assert!(parse_head(&answer[..40]).unwrap().is_none());
        let head = parse_head(answer).unwrap().unwrap();
        assert_eq!((head.status, &answer[head.body]), (202, &b"hello"[..]));
    }

    #[test]
    fn an_answer_of_unknown_length_is_an_error() {
        assert!(parse_head(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").is_err());
        assert!(parse_head(b"nonsense that is no answer\r\n\r\n").is_err());
    }
}
