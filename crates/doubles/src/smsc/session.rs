//! One connection of an ESME: cuts PDUs from the stream, answers by the book, or as the script says.

mod message;
mod request;

use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite};
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::Shared;
use super::deliver::Delivery;
use super::log::Record;
use super::misbehaviour::{Misbehaviour, Occasion};
use super::office::{Mail, Receiver};
use super::pdu::{self, Bind, Pdu};
use super::settings::SmscSettings;
use super::wire::{HEADER, Header, MAX_PDU, RESPONSE, Write, command, pdu, status};
use super::writer::{self, Out};

/// Octets that are read at once.
const READ: usize = 64 << 10;
/// How long a closed connection is read on, so that what was written last is not lost to a reset.
const LINGER: Duration = Duration::from_secs(1);
/// How long responses are held for others to come before them.
const HELD: Duration = Duration::from_millis(200);
/// A time that does not come.
const NEVER: Duration = Duration::from_secs(1 << 30);

/// Whether the session goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    On,
    /// Closes after what was written.
    Close,
    /// Closes at once.
    Cut,
}

/// Serves one connection to its end.
pub async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, number: u64, shared: Arc<Shared>) {
    let (mut reader, sink) = tokio::io::split(stream);
    let how = shared.script.lock().take(Occasion::Connect);
    match how {
        Some(Misbehaviour::CloseAtConnect) => return,
        Some(Misbehaviour::BlackHole) => return swallow(&mut reader).await,
        _ => {}
    }
    let settings = shared.settings();
    let (sender, queue) = mpsc::channel(writer::QUEUE);
    let ended = CancellationToken::new();
    tokio::spawn(writer::write(sink, queue, settings.byte_by_byte, ended.clone()));
    let mut line = Line {
        number,
        settings,
        bind: None,
        account: Arc::from(""),
        closing: false,
        opened: None,
        silent: false,
        held: None,
        sender,
        out: BytesMut::new(),
        due: None,
        records: Vec::new(),
        mail: Vec::new(),
        shared: Arc::clone(&shared),
    };
    line.greet(how).await;
    tokio::select! {
        () = line.run(&mut reader) => {}
        () = ended.cancelled() => {}
    }
    shared.office.close(number);
    shared.sessions.lock().remove(&number);
    shared.log.touch();
    drop(line);
    let _ = tokio::time::timeout(LINGER, swallow(&mut reader)).await;
}

async fn swallow(reader: &mut (impl AsyncRead + Unpin)) {
    let mut buffer = [0; 1_024];
    while matches!(reader.read(&mut buffer).await, Ok(1..)) {}
}

/// The reading half of a session and what its PDUs have caused so far.
struct Line {
    number: u64,
    shared: Arc<Shared>,
    settings: Arc<SmscSettings>,
    bind: Option<Bind>,
    account: Arc<str>,
    /// An unbind went out; only its response is awaited.
    closing: bool,
    /// Just bound, and not yet known to the office.
    opened: Option<Receiver>,
    silent: bool,
    /// Responses that are held back to be turned round.
    held: Option<Held>,
    sender: mpsc::Sender<Out>,
    /// Responses to what was read last.
    out: BytesMut,
    /// When they are due, where not at once.
    due: Option<Instant>,
    records: Vec<Record>,
    mail: Vec<(Instant, Mail)>,
}

struct Held {
    count: usize,
    responses: Vec<Bytes>,
}

impl Line {
    async fn greet(&mut self, how: Option<Misbehaviour>) {
        let octets = match how {
            Some(Misbehaviour::Outbind) => {
                let mut body = BytesMut::new();
                body.put_text(&self.settings.system_id);
                body.put_text("outbind");
                pdu(command::OUTBIND, 0, 1, &body)
            }
            Some(Misbehaviour::DeliverBeforeBound) => {
                let (command, bodies) = Delivery::text("254700000000", "20880", "too early").pdus();
                pdu(command, 0, 1, &bodies[0])
            }
            _ => return,
        };
        // An error is a connection that is closed already.
        let _ = self.sender.send(Out::now(octets)).await;
    }

    async fn run(&mut self, reader: &mut (impl AsyncRead + Unpin)) {
        let mut buffer = BytesMut::with_capacity(READ);
        let init = Instant::now() + Duration::from_millis(self.settings.session_init_ms);
        loop {
            self.settings = self.shared.settings();
            let flow = self.take(&mut buffer);
            self.flush().await;
            if flow != Flow::On {
                let at = (flow == Flow::Close).then(|| self.latency().unwrap_or_else(Instant::now));
                let _ = self.sender.send(Out::Close(at)).await;
                // The writer ends, and with it the session.
                return std::future::pending().await;
            }
            let enquire = match self.settings.enquire_link_ms {
                0 => NEVER,
                ms => Duration::from_millis(ms),
            };
            let held = if self.held.is_some() { HELD } else { NEVER };
            buffer.reserve(READ);
            tokio::select! {
                read = reader.read_buf(&mut buffer) => match read {
                    Ok(1..) => {}
                    _ => return,
                },
                () = tokio::time::sleep_until(init), if self.bind.is_none() => return,
                () = tokio::time::sleep(enquire), if self.bind.is_some() => self.enquire().await,
                () = tokio::time::sleep(held) => self.release(),
            }
        }
    }

    /// Takes every whole PDU of the buffer.
    fn take(&mut self, buffer: &mut BytesMut) -> Flow {
        while let Some(header) = Header::read(buffer) {
            let length = header.length as usize;
            if !(HEADER..=MAX_PDU).contains(&length) {
                self.respond(command::GENERIC_NACK, status::INVALID_COMMAND_LENGTH, 0, &[]);
                return Flow::Close;
            }
            if buffer.len() < length {
                break;
            }
            let octets = buffer.split_to(length);
            let flow = self.pdu(header, &octets[HEADER..]);
            if flow != Flow::On {
                return flow;
            }
        }
        Flow::On
    }

    fn pdu(&mut self, header: Header, body: &[u8]) -> Flow {
        match pdu::decode(header, body) {
            Ok(Pdu::Response { command, status }) => {
                self.response(header);
                self.record(header, Pdu::Response { command, status }, None);
                let unbound = self.closing && command == command::UNBIND | RESPONSE;
                if unbound { Flow::Close } else { Flow::On }
            }
            Ok(pdu) if self.silent || self.closing => {
                self.record(header, pdu, None);
                Flow::On
            }
            Ok(Pdu::EnquireLink) => self.enquire_link(header),
            Ok(Pdu::Bind(bind)) => self.bind(header, bind),
            Ok(Pdu::Unbind) => self.unbind(header),
            Ok(Pdu::Message(message)) => self.message(header, message),
            Ok(Pdu::Query { message_id, source }) => {
                self.query(header, &message_id, &source);
                Flow::On
            }
            Ok(Pdu::Cancel {
                message_id,
                source,
                destination,
            }) => {
                let pdu = Pdu::Cancel {
                    message_id,
                    source,
                    destination,
                };
                self.cancel(header, pdu);
                Flow::On
            }
            Ok(pdu @ Pdu::Refused { .. }) => {
                self.record(header, pdu, None);
                Flow::On
            }
            Err(status) => {
                self.refuse(header, status);
                Flow::On
            }
        }
    }

    /// An answer to a deliver_sm or data_sm of the SMSC.
    fn response(&mut self, header: Header) {
        let retry = Duration::from_millis(self.settings.deliver_retry_ms);
        self.shared
            .office
            .answered(self.number, header.sequence, header.status, retry);
    }

    async fn enquire(&mut self) {
        let sequence = self.shared.office.next_sequence(self.number);
        let _ = self
            .sender
            .send(Out::now(pdu(command::ENQUIRE_LINK, 0, sequence, &[])))
            .await;
    }

    fn transmits(&self) -> bool {
        self.bind.as_ref().is_some_and(|bind| bind.transmits)
    }

    fn respond(&mut self, command: u32, status: u32, sequence: u32, body: &[u8]) {
        let response = pdu(command, status, sequence, body);
        match &mut self.held {
            Some(held) => {
                held.responses.push(response);
                if held.responses.len() >= held.count {
                    self.release();
                }
            }
            None => self.out.extend_from_slice(&response),
        }
    }

    /// Held responses go out, last first.
    fn release(&mut self) {
        for response in self
            .held
            .take()
            .map(|held| held.responses)
            .unwrap_or_default()
            .iter()
            .rev()
        {
            self.out.extend_from_slice(response);
        }
    }

    fn record(&mut self, header: Header, pdu: Pdu, status: Option<u32>) {
        self.records.push(Record {
            session: self.number,
            system_id: Arc::clone(&self.account),
            sequence: header.sequence,
            pdu,
            status,
            message_id: String::new(),
        });
    }

    fn latency(&self) -> Option<Instant> {
        match self.settings.latency_ms {
            0 => None,
            ms => Some(Instant::now() + Duration::from_millis(ms)),
        }
    }

    /// What the last PDUs caused takes its course: the log first, so that whoever sees an answer finds its request.
    async fn flush(&mut self) {
        let records = std::mem::take(&mut self.records);
        self.shared.log.add(records, self.settings.record_limit);
        if !self.out.is_empty() {
            // Nothing may overtake the response to a bind, so it does not wait.
            let latency = if self.opened.is_some() { None } else { self.latency() };
            let due = self.due.take().max(latency);
            let octets = self.out.split().freeze();
            let _ = self.sender.send(Out::Octets(due, octets)).await;
        }
        if let Some(receiver) = self.opened.take() {
            self.shared.office.open(self.number, receiver);
            self.shared.log.touch();
        }
        let mail = std::mem::take(&mut self.mail);
        self.shared.office.post(mail, self.settings.receipts.reversed);
    }
}
