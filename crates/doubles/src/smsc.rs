//! An SMSC: an SMPP 3.4 and 5.0 server that keeps to the standard, remembers every PDU that it got, sends receipts and
//! inbound messages in every shape that is met, and misbehaves on request.
//!
//! It is written from the standard and shares no code with Tuma's own SMPP.

mod check;
pub mod deliver;
mod log;
mod misbehaviour;
mod office;
pub mod pdu;
mod receipts;
mod session;
mod settings;
mod stock;
mod tls;
pub mod wire;
mod writer;

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;

pub use deliver::{Delivery, Joined};
pub use log::{Counts, Record};
pub use misbehaviour::Misbehaviour;
pub use settings::{
    Account, Fate, FinalState, IdStyle, Ids, ReceiptCarrier, ReceiptForm, Receipts, Segments, SmscSettings,
};

use log::Log;
use misbehaviour::Script;
use office::{Mail, Office};
use stock::Stock;
use tls::Tls;
use writer::Out;

/// How long a condition is waited for.
const PATIENCE: Duration = Duration::from_secs(30);
/// Connections at most; further ones wait to be accepted.
const MAX_CONNECTIONS: usize = 1_024;
/// The pause after a failed accept, so that a lack of file handles does not burn a core.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

/// A running SMSC. It stops when it is dropped.
pub struct Smsc {
    address: SocketAddr,
    shared: Arc<Shared>,
    tls: Option<Arc<Tls>>,
    stop: CancellationToken,
}

/// A bound session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Its number, counted from 1 over all connections.
    pub number: u64,
    /// How it was bound.
    pub bind: pdu::Bind,
}

struct Shared {
    settings: Mutex<Arc<SmscSettings>>,
    script: Mutex<Script>,
    log: Log,
    office: Office,
    stock: Mutex<Stock>,
    sessions: Mutex<BTreeMap<u64, Session>>,
}

impl Shared {
    fn settings(&self) -> Arc<SmscSettings> {
        Arc::clone(&self.settings.lock())
    }
}

impl Smsc {
    /// Starts one on `address` (port 0: any free one).
    ///
    /// # Errors
    /// When the address cannot be listened on, or `tlsNames` has an entry that is neither a name nor an address.
    pub async fn start(address: SocketAddr, settings: SmscSettings) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let tls = match settings.tls {
            true => Some(Arc::new(Tls::new(&settings.names(address.ip()))?)),
            false => None,
        };
        let mut script = Script::default();
        settings.script.iter().for_each(|how| script.push(*how));
        let shared = Arc::new(Shared {
            settings: Mutex::new(Arc::new(settings)),
            script: Mutex::new(script),
            log: Log::new(),
            office: Office::default(),
            stock: Mutex::default(),
            sessions: Mutex::default(),
        });
        let stop = CancellationToken::new();
        tokio::spawn(stop.clone().run_until_cancelled_owned(accept(
            (listener, tls.clone()),
            Arc::clone(&shared),
            stop.clone(),
        )));
        let office = Arc::clone(&shared);
        tokio::spawn(
            stop.clone()
                .run_until_cancelled_owned(async move { office.office.run().await }),
        );
        Ok(Self {
            address,
            shared,
            tls,
            stop,
        })
    }

    /// Starts one on a free port of the loopback.
    ///
    /// # Errors
    /// When there is none.
    pub async fn local(settings: SmscSettings) -> io::Result<Self> {
        Self::start(([127, 0, 0, 1], 0).into(), settings).await
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The authority that signed its certificate, PEM; `None` without TLS.
    pub fn authority(&self) -> Option<&str> {
        self.tls.as_ref().map(|tls| tls.authority.as_str())
    }

    /// Behaves otherwise from here on; whether it speaks TLS, and under which names, is settled at the start.
    pub fn change(&self, how: impl FnOnce(&mut SmscSettings)) {
        let mut settings = self.shared.settings.lock();
        how(Arc::make_mut(&mut settings));
    }

    /// Misbehaves so at the next occasion that fits and has nothing of the script before it.
    pub fn misbehave(&self, how: Misbehaviour) {
        self.shared.script.lock().push(how);
    }

    /// Misbehaves so at the next `count` occasions.
    pub fn misbehave_times(&self, how: Misbehaviour, count: usize) {
        let mut script = self.shared.script.lock();
        (0..count).for_each(|_| script.push(how));
    }

    /// Behaves again: forgets what waits in the script.
    pub fn behave(&self) {
        self.shared.script.lock().clear();
    }

    /// Sends an inbound message, a receipt of the caller's own making, or anything else in a deliver_sm or data_sm.
    pub fn deliver(&self, delivery: Delivery) {
        let (command, bodies) = delivery.pdus();
        let account: Option<Arc<str>> = delivery.into_account().map(Arc::from);
        for body in bodies {
            self.shared
                .office
                .post_now(Mail::new(account.clone(), command, body, None));
        }
    }

    /// What it got so far.
    pub fn records(&self) -> Vec<Record> {
        self.shared.log.with(<[Record]>::to_vec)
    }

    /// The messages that it took so far.
    pub fn taken(&self) -> Vec<Record> {
        self.shared
            .log
            .with(|records| records.iter().filter(|record| record.is_taken()).cloned().collect())
    }

    /// Forgets what it got; counts go on.
    pub fn forget(&self) {
        self.shared.log.clear();
    }

    /// What was counted.
    pub fn counts(&self) -> Counts {
        let post = self.shared.office.counts();
        Counts {
            acknowledged: post.acknowledged,
            undelivered: post.refused,
            waiting: post.waiting,
            lost: post.lost,
            ..self.shared.log.counts()
        }
    }

    /// Who is bound.
    pub fn sessions(&self) -> Vec<Session> {
        self.shared.sessions.lock().values().cloned().collect()
    }

    /// Cuts every bound connection.
    pub fn disconnect(&self) {
        for (_, writer) in self.shared.office.writers() {
            // A full queue is a connection that nobody reads; it is cut when it is next written to.
            let _ = writer.try_send(Out::Close(None));
        }
    }

    /// Asks every bound session to unbind.
    pub fn unbind(&self) {
        for (session, writer) in self.shared.office.writers() {
            let sequence = self.shared.office.next_sequence(session);
            let _ = writer.try_send(Out::now(wire::pdu(wire::command::UNBIND, 0, sequence, &[])));
        }
    }

    /// Waits until what it got meets `condition`, and gives it back.
    ///
    /// # Panics
    /// When that takes longer than only a fault explains.
    pub async fn wait_for(&self, condition: impl Fn(&[Record]) -> bool) -> Vec<Record> {
        self.wait_until(|smsc| {
            smsc.shared
                .log
                .with(|records| condition(records).then(|| records.to_vec()))
        })
        .await
    }

    /// Waits until `condition` gives a value.
    ///
    /// # Panics
    /// When that takes longer than only a fault explains.
    pub async fn wait_until<T>(&self, condition: impl Fn(&Self) -> Option<T>) -> T {
        let mut changes = self.shared.log.changes();
        let met = async {
            loop {
                changes.mark_unchanged();
                if let Some(value) = condition(self) {
                    return value;
                }
                // Counts of mail change without a PDU, so the condition is looked at now and then anyway.
                let _ = tokio::time::timeout(ACCEPT_PAUSE, changes.changed()).await;
            }
        };
        match tokio::time::timeout(PATIENCE, met).await {
            Ok(value) => value,
            Err(_) => panic!("the SMSC waited {PATIENCE:?} in vain; {:?}", self.counts()),
        }
    }
}

impl Drop for Smsc {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

async fn accept((listener, tls): (TcpListener, Option<Arc<Tls>>), shared: Arc<Shared>, stop: CancellationToken) {
    let places = Arc::new(tokio::sync::Semaphore::new(MAX_CONNECTIONS));
    let mut number = 0;
    loop {
        let place = Arc::clone(&places)
            .acquire_owned()
            .await
            .expect("the semaphore is never closed");
        match listener.accept().await {
            Ok((stream, _)) => {
                number += 1;
                // A connection that is gone already shows at its first read.
                let _ = stream.set_nodelay(true);
                let (tls, shared) = (tls.clone(), Arc::clone(&shared));
                let stop = stop.clone();
                tokio::spawn(async move {
                    stop.run_until_cancelled(serve(stream, number, (shared, tls))).await;
                    drop(place);
                });
            }
            Err(error) => {
                tracing::warn!(%error, "the SMSC could not take a connection");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

async fn serve(stream: TcpStream, number: u64, (shared, tls): (Arc<Shared>, Option<Arc<Tls>>)) {
    match tls {
        None => session::serve(stream, number, shared).await,
        Some(tls) => {
            if let Some(stream) = tls.accept(stream).await {
                session::serve(stream, number, shared).await;
            }
        }
    }
}

/// The SMSC's own clock, ms since 1970.
#[allow(
    clippy::disallowed_methods,
    reason = "a carrier has a clock of its own, which no test of Tuma's sets"
)]
fn wall_ms() -> i64 {
    let now = std::time::SystemTime::now();
    let since = now.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}
