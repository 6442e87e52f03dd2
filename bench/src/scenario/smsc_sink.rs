//! A minimal SMPP 3.4 carrier to send to, and a target for callbacks: the same for Tuma and for Kannel.
//!
//! It accepts any bind, answers every `submit_sm` at once (or after a fixed time, as one far away would) and, where one
//! asks for a receipt, sends a `DELIVRD` right behind the response; its HTTP side answers 200 to everything. It checks
//! nothing and counts: it is the other end of a benchmark, on a thread of its own, and ends when it is dropped.

mod callbacks;
mod counts;

use std::collections::VecDeque;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use anyhow::Result;
use socket2::SockRef;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::time::{Instant, sleep_until};

use crate::pdu::{self, Pdu};
pub use counts::Counts;

/// The running sink.
pub struct Sink {
    /// Where SMPP is spoken.
    pub smpp: SocketAddr,
    /// Where callbacks go.
    pub http: SocketAddr,
    /// What it has seen.
    pub counts: Arc<Counts>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<io::Result<()>>>,
}

impl Sink {
    /// Starts it on two free ports; SMPP is answered after `delay`.
    pub fn start(delay: Duration) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (smpp, http) = (listen()?, listen()?);
        let addresses = (smpp.local_addr()?, http.local_addr()?);
        let counts = Arc::new(Counts::new());
        let (submits, calls) = (counts.clone(), counts.clone());
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = async move {
            let serve = move |stream| serve_smpp(stream, submits.clone(), delay);
            tokio::spawn(accept(TcpListener::from_std(smpp)?, serve));
            let serve = move |stream| callbacks::serve(stream, calls.clone());
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
            counts,
            stop: Some(stop),
            thread: Some(thread),
        })
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

/// Answers that wait for their time. The delay is the same for all, so the first in is the first due.
type Delayed = VecDeque<(Instant, Vec<u8>)>;

async fn serve_smpp(mut stream: TcpStream, counts: Arc<Counts>, delay: Duration) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut buffer = vec![0; pdu::BUFFER_BYTES];
    let mut have = 0;
    let mut answers = Answers::new(counts);
    let mut delayed = Delayed::new();
    loop {
        acknowledge(&stream)?;
        let read = tokio::select! {
            read = stream.read(&mut buffer[have..]) => read?,
            () = first_due(&delayed) => {
                if let Some((_, bytes)) = delayed.pop_front() {
                    stream.write_all(&bytes).await?;
                }
                continue;
            }
        };
        if read == 0 {
            return Ok(());
        }
        have += read;
        let mut at = 0;
        while let Some(pdu) = Pdu::first(&buffer[at..have])? {
            answers.answer(&pdu);
            at += pdu.length();
        }
        buffer.copy_within(at..have, 0);
        have -= at;
        answers.counted();
        match delay.is_zero() {
            true => {
                stream.write_all(&answers.bytes).await?;
                answers.bytes.clear();
            }
            false => delayed.push_back((Instant::now() + delay, std::mem::take(&mut answers.bytes))),
        }
    }
}

/// Waits until the first answer is due; for ever where none waits.
async fn first_due(delayed: &Delayed) {
    match delayed.front() {
        Some((due, _)) => sleep_until(*due).await,
        None => std::future::pending().await,
    }
}

/// What goes back over one connection.
struct Answers {
    bytes: Vec<u8>,
    counts: Arc<Counts>,
    /// Submits since they were last counted.
    submits: u64,
    deliveries: u32,
}

impl Answers {
    fn new(counts: Arc<Counts>) -> Self {
        Self {
            bytes: Vec::new(),
            counts,
            submits: 0,
            deliveries: 0,
        }
    }

    fn answer(&mut self, request: &Pdu<'_>) {
        let response = request.command | pdu::RESPONSE;
        match request.command {
            pdu::BIND_RECEIVER | pdu::BIND_TRANSMITTER | pdu::BIND_TRANSCEIVER => {
                pdu::push(&mut self.bytes, response, request.sequence, b"SINK\0");
            }
            pdu::ENQUIRE_LINK | pdu::UNBIND => pdu::push(&mut self.bytes, response, request.sequence, b""),
            pdu::SUBMIT => {
                let id = format!("{:016x}\0", self.counts.next_id());
                self.submits += 1;
                pdu::push(&mut self.bytes, response, request.sequence, id.as_bytes());
                if let Some(receipt) = receipt(request.body, &id[..id.len() - 1]) {
                    self.deliveries += 1;
                    pdu::push(&mut self.bytes, pdu::DELIVER, self.deliveries, &receipt);
                }
            }
            _ => {}
        }
    }

    fn counted(&mut self) {
        self.counts.submitted(std::mem::take(&mut self.submits));
    }
}

/// The body of the `deliver_sm` that reports this submit as delivered, where it asks for that.
fn receipt(submit: &[u8], id: &str) -> Option<Vec<u8>> {
    let (_service, rest) = pdu::text(submit)?;
    let (source, rest) = pdu::text(rest.get(2..)?)?;
    let (destination, rest) = pdu::text(rest.get(2..)?)?;
    let (_schedule, rest) = pdu::text(rest.get(3..)?)?;
    let (_validity, rest) = pdu::text(rest)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    fn submit(registered: u8) -> Vec<u8> {
        let mut body = b"\0\x01\x01tuma\0\x01\x01254700000001\0\0\0\0\0\0".to_vec();
        body.extend_from_slice(&[registered, 0, 0, 0, 2, b'h', b'i']);
        let mut pdu = Vec::new();
        pdu::push(&mut pdu, pdu::SUBMIT, 9, &body);
        pdu
    }

    #[test]
    fn a_submit_gets_its_response_and_the_receipt_it_asks_for() {
        for (registered, pdus) in [(0, 1), (1, 2)] {
            let submit = submit(registered);
            let counts = Arc::new(Counts::new());
            let mut answers = Answers::new(counts.clone());
            answers.answer(&Pdu::first(&submit).unwrap().unwrap());
            answers.counted();
            let mut rest = &answers.bytes[..];
            let mut commands = Vec::new();
            while let Some(pdu) = Pdu::first(rest).unwrap() {
                commands.push(pdu.command);
                rest = &rest[pdu.length()..];
            }
            assert_eq!(commands, [pdu::SUBMIT | pdu::RESPONSE, pdu::DELIVER][..pdus]);
            assert_eq!(counts.submits(), 1);
        }
    }
}
