//! The sink's HTTP side: takes what is called back over kept-alive connections and answers 200.
//!
//! Only what Tuma and Kannel send is understood: a body is as long as `Content-Length` says, else there is none.

use std::io;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::counts::Counts;

const OK: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/plain\r\n\r\nOK";
const BUFFER_BYTES: usize = 16 << 10;

/// A whole request.
struct Request<'a> {
    body: &'a [u8],
    /// Octets of head and body.
    length: usize,
    /// Whether the connection ends after it.
    is_last: bool,
}

/// Answers each request; a callback is counted before it is answered.
pub(super) async fn serve(mut stream: TcpStream, counts: Arc<Counts>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut have = Vec::with_capacity(BUFFER_BYTES);
    let mut answers = Vec::new();
    loop {
        if stream.read_buf(&mut have).await? == 0 {
            return Ok(());
        }
        let (mut at, mut is_last) = (0, false);
        while let Some(request) = first(&have[at..]) {
            counts.called_back(request.body);
            answers.extend_from_slice(OK);
            at += request.length;
            is_last |= request.is_last;
        }
        have.drain(..at);
        stream.write_all(&answers).await?;
        answers.clear();
        if is_last {
            return Ok(());
        }
    }
}

/// The first whole request in `bytes`.
fn first(bytes: &[u8]) -> Option<Request<'_>> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = &bytes[..end];
    let begin = end + 4;
    let length = header(head, b"content-length").and_then(|value| std::str::from_utf8(value).ok()?.parse().ok());
    let body = bytes.get(begin..begin + length.unwrap_or(0))?;
    let line = head.split(|byte| *byte == b'\r').next().unwrap_or_default();
    let closes = header(head, b"connection").is_some_and(|value| value.eq_ignore_ascii_case(b"close"));
    Some(Request {
        body,
        length: begin + body.len(),
        is_last: closes || line.ends_with(b"HTTP/1.0"),
    })
}

/// The value of the header with this name, which is given in lower case.
fn header<'a>(head: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    head.split(|byte| *byte == b'\n').find_map(|line| {
        let (word, value) = line.split_at_checked(name.len())?;
        let value = value.strip_prefix(b":")?;
        word.eq_ignore_ascii_case(name).then(|| value.trim_ascii())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_taken_when_its_body_is_there() {
        let bytes = b"POST /x HTTP/1.1\r\nhost: a\r\nContent-Length: 5\r\n\r\nhelloGET / HTTP/1.1\r\n\r\n";
        assert!(first(&bytes[..bytes.len() - 25]).is_none());
        let request = first(bytes).unwrap();
        assert_eq!((request.body, request.is_last), (&b"hello"[..], false));
        let rest = first(&bytes[request.length..]).unwrap();
        assert_eq!((rest.body, rest.length, rest.is_last), (&b""[..], 18, false));
    }

    #[test]
    fn a_peer_that_keeps_no_connection_open_is_left_alone_after_its_answer() {
        assert!(first(b"GET / HTTP/1.0\r\n\r\n").unwrap().is_last);
        assert!(first(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n").unwrap().is_last);
    }
}
