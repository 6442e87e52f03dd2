//! A program that binds: sends, and takes what it is told.

use std::collections::HashMap;

use ::smpp::address::{Address, Rules};
use ::smpp::command::{Command, Mode};
use ::smpp::pdu::{Bind, Body, Message};
use ::smpp::receipt::{self, Receipt};
use ::smpp::session::{Ended, Incoming, Reply, Request, Response, Session};
use ::smpp::status::Status;
use ::smpp::tlv::{Tlvs, tag};
use ::smpp::{HandshakeError, Settings};
use domain::SmppAccountId;
use domain::alphabet::Alphabet;
use engine::SmppAccountChange;
use testkit::{DEADLINE, TestApp};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// Requests that may be unanswered; a test sends no more at once, since it takes the answers after that.
const WINDOW: usize = 500;

/// What an account binds with.
#[derive(Clone)]
pub struct Login {
    pub id: SmppAccountId,
    pub system_id: String,
    pub password: String,
}

/// A bound program.
pub struct Esme {
    pub session: Session<u64>,
    next: u64,
    answers: HashMap<u64, Response>,
}

/// What it was told.
pub struct Told {
    pub message: Message,
    pub tlvs: Tlvs,
    pub text: String,
}

/// An account of the organization.
pub async fn account(app: &TestApp, slug: &str, system_id: &str, change: SmppAccountChange) -> Login {
    let change = SmppAccountChange {
        system_id: Some(system_id.to_owned()),
        ..change
    };
    let (id, password) = app.smpp_account(slug, change).await;
    let system_id = system_id.to_owned();
    Login {
        id,
        system_id,
        password,
    }
}

/// The usual account of the usual organization, bound both ways.
pub async fn usual(app: &TestApp) -> (Login, Esme) {
    let login = account(app, "acme", "clinic1", SmppAccountChange::default()).await;
    let esme = Esme::bind(app, &login, Mode::Transceiver).await;
    (login, esme)
}

/// Tries to bind as this version.
pub async fn try_bind(app: &TestApp, login: &Login, mode: Mode, version: u8) -> Result<Esme, HandshakeError> {
    let stream = TcpStream::connect(app.smpp_address())
        .await
        .expect("the server listens");
    let bind = Bind {
        system_id: login.system_id.clone(),
        password: login.password.clone(),
        interface_version: version,
        ..Bind::default()
    };
    let settings = Settings {
        window: WINDOW,
        ..Settings::default()
    };
    let session = ::smpp::client::bind(stream, mode, bind, settings).await?;
    Ok(Esme {
        session,
        next: 0,
        answers: HashMap::new(),
    })
}

/// A text in the alphabet that it needs, with a receipt asked for.
pub fn text(to: &str, body: &str) -> Message {
    let (data_coding, octets) = match Alphabet::Gsm7.encode(body) {
        Ok(octets) => (0, octets),
        Err(_) => (8, Alphabet::Ucs2.encode(body).expect("any text is UCS-2")),
    };
    Message {
        source: Rules::default().address("CLINIC"),
        destination: Rules::default().address(to),
        registered_delivery: 1,
        data_coding,
        short_message: octets.into(),
        ..Message::default()
    }
}

impl Esme {
    pub async fn bind(app: &TestApp, login: &Login, mode: Mode) -> Self {
        try_bind(app, login, mode, 0x34).await.expect("the account may bind")
    }

    /// Sends requests all at once; answers their keys.
    pub async fn send(&mut self, requests: Vec<(Command, Body, Tlvs)>) -> Vec<u64> {
        let mut keys = Vec::new();
        let mut batch = Vec::new();
        for (command, body, tlvs) in requests {
            self.next += 1;
            keys.push(self.next);
            batch.push(Request::new(self.next, command, body, tlvs));
        }
        self.session.requests.send(batch).await.expect("the session is open");
        keys
    }

    /// The answer to a request.
    pub async fn answer(&mut self, key: u64) -> Response {
        loop {
            if let Some(response) = self.answers.remove(&key) {
                return response;
            }
            let outcome = timeout(DEADLINE, self.session.outcomes.recv())
                .await
                .expect("an answer in time");
            let outcome = outcome.expect("the session is open");
            let Reply::Answered(response) = outcome.reply else {
                panic!("the server does not answer: {:?}", outcome.reply);
            };
            self.answers.insert(outcome.key, response);
        }
    }

    pub async fn ask(&mut self, command: Command, body: impl Into<Body>, tlvs: Tlvs) -> Response {
        let key = self.send(vec![(command, body.into(), tlvs)]).await[0];
        self.answer(key).await
    }

    /// Submits; answers the message_id or the status.
    pub async fn submit_with(&mut self, message: Message, tlvs: Tlvs) -> Result<String, Status> {
        let response = self.ask(Command::SubmitSm, message, tlvs).await;
        match response.status.is_ok() {
            true => Ok(response.message_id().expect("an id").to_owned()),
            false => Err(response.status),
        }
    }

    pub async fn submit(&mut self, message: Message) -> Result<String, Status> {
        self.submit_with(message, Tlvs::new()).await
    }

    /// The next deliver_sm, not answered.
    pub async fn told_unanswered(&mut self) -> Incoming {
        let incoming = timeout(DEADLINE, self.session.incoming.recv())
            .await
            .expect("something to be told in time");
        incoming.expect("the session is open")
    }

    /// The next deliver_sm, answered with this status.
    pub async fn told_as(&mut self, status: Status) -> Told {
        let incoming = self.told_unanswered().await;
        assert_eq!(incoming.command, Command::DeliverSm);
        incoming
            .ticket
            .answer(status, Body::MessageId(String::new()), Tlvs::new());
        told(incoming.body, incoming.tlvs)
    }

    pub async fn told(&mut self) -> Told {
        self.told_as(Status::ROK).await
    }

    /// Waits until the server has ended the session.
    pub async fn ended(mut self) -> Ended {
        while timeout(DEADLINE, self.session.outcomes.recv())
            .await
            .expect("an end in time")
            .is_some()
        {}
        self.session.ended.await.expect("the session's task ends in order")
    }

    /// Goes away without a word.
    pub async fn vanish(self) {
        self.session.control.abort();
        self.ended().await;
    }
}

/// What a deliver_sm says.
pub fn told(body: Body, tlvs: Tlvs) -> Told {
    let Body::Message(message) = body else {
        panic!("{body:?}")
    };
    let octets = message.user_data(&tlvs);
    let alphabet = match message.data_coding {
        8 => Alphabet::Ucs2,
        _ => Alphabet::Gsm7,
    };
    let text = alphabet.decode(octets);
    Told {
        message: *message,
        tlvs,
        text,
    }
}

impl Told {
    pub fn receipt(&self) -> Receipt {
        assert_eq!(self.message.esm_class & 0x3C, 0x04, "it is a receipt");
        receipt::parse(&self.text, &self.tlvs)
    }

    pub fn id(&self) -> String {
        self.receipt().id.expect("an id")
    }

    pub fn reference(&self) -> Option<u16> {
        self.tlvs.u16(tag::USER_MESSAGE_REFERENCE)
    }
}

/// An address as a PDU has it.
pub fn address(ton: u8, npi: u8, text: &str) -> Address {
    Address {
        ton,
        npi,
        text: text.to_owned(),
    }
}

/// The message as the API shows it, found by the id that the server gave out.
pub fn public_id(message_id: &str) -> String {
    domain::MessageId::new(message_id.parse().expect("a decimal id")).to_string()
}
