//! What the tests talk through: two sessions on a pipe, or one session and a raw peer.

use std::time::Duration;

use bytes::BytesMut;
use smpp::address::Rules;
use smpp::command::{Command, Mode};
use smpp::frame::{self, MAX_PDU_OCTETS};
use smpp::pdu::{Bind, Body, Message, Pdu};
use smpp::server::{Admission, Authenticator};
use smpp::session::{Incoming, Outcome, Request, Session};
use smpp::status::Status;
use smpp::tlv::{Tlvs, tag};
use smpp::{Settings, client, server};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};
use tokio::sync::mpsc::Receiver;
use tokio::time::timeout;

/// A wait that ends only when something is wrong.
pub const PATIENCE: Duration = Duration::from_secs(3_600);
/// Long enough for anything that was on its way to arrive, where the clock is the test's.
pub const A_MOMENT: Duration = Duration::from_millis(500);
const PIPE_OCTETS: usize = 64 * 1024;

/// Lets in whoever knows the password.
pub struct Door(pub Settings);

impl Authenticator for Door {
    type Account = u8;

    async fn authenticate(&self, _mode: Mode, bind: &Bind) -> Result<Admission<u8>, Status> {
        if bind.password != "s3cret" {
            return Err(Status::RINVPASWD);
        }
        Ok(Admission {
            account: 7,
            system_id: "SMSC".to_owned(),
            settings: self.0.clone(),
        })
    }
}

pub fn credentials() -> Bind {
    Bind {
        system_id: "gw01".to_owned(),
        password: "s3cret".to_owned(),
        ..Bind::default()
    }
}

/// A client and a server session on one pipe.
pub async fn pair(mode: Mode, client: Settings, server: Settings) -> (Session<u32>, Session<u32>) {
    let (near, far) = duplex(PIPE_OCTETS);
    let door = Door(server.clone());
    let (bound, accepted) = tokio::join!(
        client::bind(near, mode, credentials(), client),
        server::accept(far, &door, &server)
    );
    (bound.expect("binds"), accepted.expect("is admitted").session)
}

/// A peer that writes and reads PDUs itself.
pub struct Raw {
    pub stream: DuplexStream,
    input: BytesMut,
}

impl Raw {
    pub fn new(stream: DuplexStream) -> Self {
        Self {
            stream,
            input: BytesMut::new(),
        }
    }

    /// A bound client session, and its raw server.
    pub async fn server(settings: Settings) -> (Session<u32>, Self) {
        Self::server_on(settings, PIPE_OCTETS).await
    }

    /// The same, with a pipe that holds so many octets.
    pub async fn server_on(settings: Settings, octets: usize) -> (Session<u32>, Self) {
        let (near, far) = duplex(octets);
        let mut raw = Self::new(far);
        let serve = async {
            let bind = raw.next().await;
            raw.send(&Pdu::response(
                bind.command,
                bind.sequence,
                Status::ROK,
                Body::SystemId("SMSC".into()),
            ))
            .await;
        };
        let (session, ()) = tokio::join!(client::bind(near, Mode::Transceiver, credentials(), settings), serve);
        (session.expect("binds"), raw)
    }

    /// A bound server session, and its raw client, which binds with `version`.
    pub async fn client(settings: Settings, mode: Mode, version: u8) -> (Session<u32>, Self, Pdu) {
        let (near, far) = duplex(PIPE_OCTETS);
        let mut raw = Self::new(near);
        let door = Door(settings.clone());
        let bind = Bind {
            interface_version: version,
            ..credentials()
        };
        raw.send(&Pdu::request(Command::bind(mode), 1, bind.into(), Tlvs::new()))
            .await;
        let accepted = server::accept(far, &door, &settings).await.expect("as the test has it");
        let response = raw.next().await;
        (accepted.session, raw, response)
    }

    pub async fn send(&mut self, pdu: &Pdu) {
        let mut output = BytesMut::new();
        pdu.encode(&mut output).expect("can be written");
        self.stream.write_all(&output).await.expect("as the test has it");
    }

    pub async fn request(&mut self, command: Command, sequence: u32, body: Body) {
        self.send(&Pdu::request(command, sequence, body, Tlvs::new())).await;
    }

    pub async fn respond(&mut self, to: &Pdu, status: Status, body: Body) {
        self.send(&Pdu::response(to.command, to.sequence, status, body)).await;
    }

    pub async fn next(&mut self) -> Pdu {
        self.next_or_end().await.expect("the session has closed")
    }

    /// The next PDU; `None` when the session has closed.
    pub async fn next_or_end(&mut self) -> Option<Pdu> {
        loop {
            if let Some(frame) = frame::next(&mut self.input, MAX_PDU_OCTETS).expect("as the test has it") {
                return Some(Pdu::decode(frame).expect("as the test has it"));
            }
            let read = self.stream.read_buf(&mut self.input);
            match timeout(PATIENCE, read)
                .await
                .expect("the session neither sends nor closes")
            {
                Ok(0) | Err(_) => return None,
                Ok(_) => {}
            }
        }
    }

    /// Whether nothing comes for a moment. Only where the clock is the test's.
    pub async fn is_silent(&mut self) -> bool {
        timeout(A_MOMENT, self.next_or_end()).await.is_err()
    }
}

pub fn message(text: &str) -> Message {
    let rules = Rules::default();
    Message {
        source: rules.address("CLINIC"),
        destination: rules.address("+254722000000"),
        short_message: text.to_owned().into(),
        ..Message::default()
    }
}

pub fn submit(key: u32) -> Request<u32> {
    Request::submit(key, message(&key.to_string()), Tlvs::new())
}

pub fn deliver(key: u32) -> Request<u32> {
    Request::deliver(key, message(&key.to_string()), Tlvs::new())
}

/// One whose text is where some peers cannot read it.
pub fn with_payload(mut request: Request<u32>) -> Request<u32> {
    request.tlvs = request.tlvs.with(tag::MESSAGE_PAYLOAD, "long");
    request
}

/// The key that the text of `body` is.
pub fn key_of(body: &Body) -> u32 {
    let Body::Message(message) = body else {
        panic!("{body:?} is no message");
    };
    std::str::from_utf8(&message.short_message)
        .expect("as the test has it")
        .parse()
        .expect("as the test has it")
}

pub async fn next<T>(channel: &mut Receiver<T>) -> T {
    timeout(PATIENCE, channel.recv())
        .await
        .expect("nothing comes")
        .expect("the session has ended")
}

pub async fn take(channel: &mut Receiver<Incoming>, count: usize) -> Vec<Incoming> {
    let mut taken = Vec::new();
    while taken.len() < count {
        taken.push(next(channel).await);
    }
    taken
}

/// Every outcome until the session is over.
pub async fn all_outcomes(session: &mut Session<u32>) -> Vec<Outcome<u32>> {
    let mut outcomes = Vec::new();
    while let Some(outcome) = timeout(PATIENCE, session.outcomes.recv())
        .await
        .expect("the session does not end")
    {
        outcomes.push(outcome);
    }
    outcomes
}
