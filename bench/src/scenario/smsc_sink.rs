//! A minimal SMPP 3.4 carrier for Kannel to send to, and a target for its delivery callbacks.
//!
//! It accepts any bind, answers every `submit_sm` at once and, where one asks for a receipt, sends a `DELIVRD` right
//! behind the response; its HTTP side answers 200 to everything and counts. It checks nothing: it is the other end of a
//! benchmark, on a thread of its own, and ends when it is dropped.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;

use anyhow::Result;
use socket2::SockRef;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

const BUFFER_BYTES: usize = 1 << 20;
const HEADER_BYTES: usize = 16;
/// Command ids of SMPP 3.4, 5.1.2.1.
const BIND_RECEIVER: u32 = 1;
const BIND_TRANSMITTER: u32 = 2;
const SUBMIT: u32 = 4;
const DELIVER: u32 = 5;
const UNBIND: u32 = 6;
const BIND_TRANSCEIVER: u32 = 9;
const ENQUIRE_LINK: u32 = 0x15;
const RESPONSE: u32 = 0x8000_0000;
const OK: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/plain\r\n\r\nOK";

/// The running sink.
pub struct Sink {
    /// Where SMPP is spoken.
    pub smpp: SocketAddr,
    /// Where callbacks go.
    pub http: SocketAddr,
    callbacks: Arc<AtomicU64>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl Sink {
    /// Starts it on two free ports.
    pub fn start() -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (smpp, http) = (listen()?, listen()?);
        let addresses = (smpp.local_addr()?, http.local_addr()?);
        let callbacks = Arc::new(AtomicU64::new(0));
        let counted = callbacks.clone();
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = async move {
            tokio::spawn(accept(TcpListener::from_std(smpp)?, serve_smpp));
            let serve = move |stream| serve_http(stream, counted.clone());
            tokio::spawn(accept(TcpListener::from_std(http)?, serve));
            let _ = stopped.await;
            io::Result::Ok(())
        };
        let thread = std::thread::Builder::new()
            .name("smsc-sink".to_owned())
            .spawn(move || runtime.block_on(serving))?;
        Ok(Self {
            smpp: addresses.0,
            http: addresses.1,
            callbacks,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Callbacks so far.
    pub fn callbacks(&self) -> u64 {
        self.callbacks.load(Ordering::Relaxed)
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn listen() -> io::Result<std::net::TcpListener> {
    let listener = std::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

async fn accept<F>(listener: TcpListener, serve: impl Fn(TcpStream) -> F)
where
    F: Future<Output = io::Result<()>> + Send + 'static,
{
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(serve(stream));
    }
}

/// Acknowledges at once, so that a peer with Nagle's algorithm is not slowed by our delayed acknowledgements.
fn acknowledge(stream: &TcpStream) -> io::Result<()> {
    SockRef::from(stream).set_tcp_quickack(true)
}

async fn serve_smpp(mut stream: TcpStream) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; BUFFER_BYTES];
    let mut have = 0;
    let mut answers = Answers::default();
    loop {
        acknowledge(&stream)?;
        let count = stream.read(&mut buffer[have..]).await?;
        if count == 0 {
            return Ok(());
        }
        have += count;
        let mut at = 0;
        while let Some(pdu) = next_pdu(&buffer[at..have])? {
            answers.answer(pdu);
            at += pdu.len();
        }
        buffer.copy_within(at..have, 0);
        have -= at;
        stream.write_all(&answers.bytes).await?;
        answers.bytes.clear();
    }
}

fn word(bytes: &[u8], at: usize) -> u32 {
    bytes[at..at + 4]
        .iter()
        .fold(0, |word, byte| (word << 8) | u32::from(*byte))
}

/// The first whole PDU in `bytes`.
fn next_pdu(bytes: &[u8]) -> io::Result<Option<&[u8]>> {
    if bytes.len() < HEADER_BYTES {
        return Ok(None);
    }
    let length = word(bytes, 0) as usize;
    if !(HEADER_BYTES..=BUFFER_BYTES).contains(&length) {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "not a PDU"));
    }
    Ok(bytes.get(..length))
}

/// What goes back over one connection.
#[derive(Default)]
struct Answers {
    bytes: Vec<u8>,
    submits: u64,
    deliveries: u32,
}

impl Answers {
    fn answer(&mut self, pdu: &[u8]) {
        let (command, sequence) = (word(pdu, 4), word(pdu, 12));
        match command {
            BIND_RECEIVER | BIND_TRANSMITTER | BIND_TRANSCEIVER => self.push(command | RESPONSE, sequence, b"SINK\0"),
            ENQUIRE_LINK | UNBIND => self.push(command | RESPONSE, sequence, b""),
            SUBMIT => {
                let id = format!("{:016x}\0", self.submits);
                self.submits += 1;
                self.push(SUBMIT | RESPONSE, sequence, id.as_bytes());
                if let Some(receipt) = receipt(pdu, &id[..id.len() - 1]) {
                    self.deliveries += 1;
                    self.push(DELIVER, self.deliveries, &receipt);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, command: u32, sequence: u32, body: &[u8]) {
        let length = (HEADER_BYTES + body.len()) as u32;
        for value in [length, command, 0, sequence] {
            self.bytes.extend_from_slice(&value.to_be_bytes());
        }
        self.bytes.extend_from_slice(body);
    }
}

/// The text that ends at the next zero byte, and the rest behind it.
fn text(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == 0)?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

/// The body of the `deliver_sm` that reports this submit as delivered, where it asks for that.
fn receipt(submit: &[u8], id: &str) -> Option<Vec<u8>> {
    let (_service, rest) = text(&submit[HEADER_BYTES..])?;
    let (source, rest) = text(rest.get(2..)?)?;
    let (destination, rest) = text(rest.get(2..)?)?;
    let (_schedule, rest) = text(rest.get(3..)?)?;
    let (_validity, rest) = text(rest)?;
    if rest.first()? & 1 == 0 {
        return None;
    }
    let report =
        format!("id:{id} sub:001 dlvrd:001 submit date:2611210000 done date:2611210000 stat:DELIVRD err:000 text:");
    let mut body = vec![0, 1, 1];
    body.extend_from_slice(destination);
    body.extend_from_slice(&[0, 1, 1]);
    body.extend_from_slice(source);
    body.extend_from_slice(&[0, 4, 0, 0, 0, 0, 0, 0, 0, 0, report.len() as u8]);
    body.extend_from_slice(report.as_bytes());
    Some(body)
}

/// Answers each request head; Kannel's callbacks have no body.
async fn serve_http(mut stream: TcpStream, callbacks: Arc<AtomicU64>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut have = Vec::new();
    loop {
        if stream.read_buf(&mut have).await? == 0 {
            return Ok(());
        }
        while let Some(end) = have.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&have[..end]).to_ascii_lowercase();
            have.drain(..end + 4);
            callbacks.fetch_add(1, Ordering::Relaxed);
            stream.write_all(OK).await?;
            if head.contains("connection: close") || head.contains("http/1.0") {
                return Ok(());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn submit(registered: u8) -> Vec<u8> {
        let mut pdu = vec![0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 9];
        pdu.extend_from_slice(b"\0\x01\x01tuma\0\x01\x01254700000001\0\0\0\0\0\0");
        pdu.extend_from_slice(&[registered, 0, 0, 0, 2, b'h', b'i']);
        let length = pdu.len() as u32;
        pdu[..4].copy_from_slice(&length.to_be_bytes());
        pdu
    }

    #[test]
    fn a_submit_gets_its_response_and_the_receipt_it_asks_for() {
        for (registered, pdus) in [(0, 1), (1, 2)] {
            let submit = submit(registered);
            assert_eq!(next_pdu(&submit).unwrap().unwrap().len(), submit.len());
            let mut answers = Answers::default();
            answers.answer(&submit);
            let mut rest = &answers.bytes[..];
            let mut commands = Vec::new();
            while let Some(pdu) = next_pdu(rest).unwrap() {
                commands.push(word(pdu, 4));
                rest = &rest[pdu.len()..];
            }
            assert_eq!(commands, [SUBMIT | RESPONSE, DELIVER][..pdus]);
        }
    }
}
