//! One client's connection to the carrier: a reader that acts on frames and a writer that says things in their time.
//!
//! What was taken is in the record before its answer is even scheduled. When the connection ends, at whatever byte,
//! what was taken stays taken, unsaid answers are lost, and unacknowledged reports stay with the account.

use std::sync::Arc;
use std::time::Duration;

use domain::{MessageId, Millis};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

use super::account::Account;
use super::carriage::Carriage;
use super::outbound::{Outbound, Saying};
use crate::simulator::frames::{self, FrameReader, MAX_FRAME_BYTES};
use crate::simulator::memory::Recall;
use crate::simulator::timeline::Timeline;
use crate::simulator::wire::{
    self, CarrierFrame, ClientFrame, MAX_MESSAGES, VERSION, WireAnswer, WireLookup, WireMessage, WireOutcome,
    WirePhone, WireReceived, WireText,
};

/// How long a refused client has for reading why.
const LAST_WORDS: Duration = Duration::from_secs(5);
/// What a frame takes beside what is listed in it.
const FRAME_ALLOWANCE: usize = 1_024;
/// How much is gathered before it is written.
const WRITE_BYTES: usize = 256 * 1024;

/// Why a connection is at its end.
enum End {
    /// The other side is gone, or is to be left without a word.
    Silent,
    /// It is told this reason.
    Told(String),
}

/// One connection's side that listens.
struct Session {
    carriage: Arc<Carriage>,
    outbound: Arc<Outbound>,
    membership: Arc<Membership>,
}

/// Which account the connection speaks for, once it said so.
#[derive(Default)]
struct Membership(std::sync::OnceLock<(Arc<Account>, u64)>);

/// Serves one connection to its end.
pub(super) async fn serve(carriage: Arc<Carriage>, stream: TcpStream) {
    if stream.set_nodelay(true).is_err() {
        return;
    }
    let (read, write) = stream.into_split();
    let outbound = Arc::new(Outbound::new());
    let membership = Arc::new(Membership::default());
    let writing = speak(
        Arc::clone(&carriage),
        Arc::clone(&outbound),
        Arc::clone(&membership),
        write,
    );
    tokio::pin!(writing);
    let mut session = Session {
        carriage: Arc::clone(&carriage),
        outbound: Arc::clone(&outbound),
        membership: Arc::clone(&membership),
    };
    let end = tokio::select! {
        end = session.listen(FrameReader::new(read)) => end,
        _ = &mut writing => End::Silent,
    };
    let now = carriage.timeline.now_ms();
    if let Some((account, connection)) = membership.0.get() {
        account.detach(*connection, now);
    }
    if let End::Told(reason) = end {
        tracing::warn!(reason, "a client of the simulated carrier is refused");
        outbound.say([
            (now, Saying::Frame(CarrierFrame::Error { reason })),
            (now, Saying::Goodbye),
        ]);
        let _gone_or_told = tokio::time::timeout(LAST_WORDS, writing).await;
    }
}

impl Session {
    async fn listen(&mut self, mut frames: FrameReader<OwnedReadHalf>) -> End {
        loop {
            self.outbound.room().await;
            let acted = match frames.next::<ClientFrame>().await {
                Ok(Some(frame)) => self.act(frame),
                Ok(None) => Err(End::Silent),
                Err(frames::FrameError::Cut | frames::FrameError::Broken(_)) => Err(End::Silent),
                Err(error) => Err(End::Told(error.to_string())),
            };
            if let Err(end) = acted {
                return end;
            }
        }
    }

    fn act(&mut self, frame: ClientFrame) -> Result<(), End> {
        let now = self.carriage.timeline.now_ms();
        match frame {
            ClientFrame::Hello { version, account } => self.hello(now, version, &account),
            ClientFrame::Submit { first, messages } => self.submit(now, first, messages),
            ClientFrame::Lookup {
                number,
                message,
                attempt,
            } => self.lookup(now, number, message, attempt),
            ClientFrame::Ack { numbers } => {
                self.carriage.acknowledged(self.account()?, &numbers);
                Ok(())
            }
            ClientFrame::Phones { number } => self.phones(now, number),
            ClientFrame::Phone { number, of } => self.phone(now, number, &of.0),
            ClientFrame::Text { number, text } => self.text(now, number, text),
            ClientFrame::Stats {} => {
                self.say(now, CarrierFrame::Stats(self.carriage.stats()));
                Ok(())
            }
        }
    }

    fn hello(&mut self, now: Millis, version: u32, name: &str) -> Result<(), End> {
        if version != VERSION {
            return Err(End::Told(format!("this carrier speaks version {VERSION}")));
        }
        if self.membership.0.get().is_some() {
            return Err(End::Told("this connection has said hello before".to_owned()));
        }
        let account = self
            .carriage
            .account(name)
            .map_err(|reason| End::Told(reason.to_owned()))?;
        // Before all else: the reports of an earlier connection are due since long.
        self.say(
            Millis::MIN,
            CarrierFrame::Welcome {
                lookup: self.carriage.config.lookup,
            },
        );
        let connection = account.attach(Arc::clone(&self.outbound.wake), now);
        self.membership.0.get_or_init(|| (account, connection));
        tracing::info!(account = name, "a client connected to the simulated carrier");
        Ok(())
    }

    fn submit(&mut self, now: Millis, first: u64, messages: Vec<WireMessage>) -> Result<(), End> {
        if messages.len() > MAX_MESSAGES || first.checked_add(MAX_MESSAGES as u64).is_none() {
            return Err(End::Told(format!(
                "a submit has at most {MAX_MESSAGES} messages, numbered in 64 bits"
            )));
        }
        let taken = self.carriage.take(self.account()?, now, messages).map_err(|error| {
            tracing::error!(%error, "the simulated carrier cannot keep its record and takes nothing");
            End::Told("the carrier cannot keep its record".to_owned())
        })?;
        let answers = taken.answers.into_iter().filter_map(|(index, at, outcome)| {
            let outcome = WireOutcome::of(outcome)?;
            Some((
                at,
                Saying::Answer(WireAnswer {
                    number: first + index as u64,
                    outcome,
                }),
            ))
        });
        self.outbound.say(answers);
        if taken.disconnect { Err(End::Silent) } else { Ok(()) }
    }

    fn lookup(&mut self, now: Millis, number: u64, message: MessageId, attempt: u16) -> Result<(), End> {
        let account = self.account()?;
        let result = match account.recall(message, attempt) {
            _ if !self.carriage.config.lookup => WireLookup::CannotTell,
            Recall::Taken(ids) => WireLookup::Taken(self.carriage.carrier.lock().spell(ids)),
            Recall::NotTaken => WireLookup::NotTaken,
            Recall::Forgotten => WireLookup::CannotTell,
        };
        self.say(now, CarrierFrame::Found { number, result });
        Ok(())
    }

    fn phones(&self, now: Millis, number: u64) -> Result<(), End> {
        let all = self.account()?.phones().into_iter().map(WirePhone::from);
        let phones = that_fit(all, |phone| phone.to.len() + phone.last.most_bytes());
        self.say(now, CarrierFrame::Phones { number, phones });
        Ok(())
    }

    fn phone(&self, now: Millis, number: u64, of: &str) -> Result<(), End> {
        let all = self.account()?.phone(of).into_iter().map(WireReceived::from);
        let messages = that_fit(all, WireReceived::most_bytes);
        self.say(now, CarrierFrame::Phone { number, messages });
        Ok(())
    }

    fn text(&self, now: Millis, number: u64, text: WireText) -> Result<(), End> {
        self.carriage.written(self.account()?, now, text).map_err(|error| {
            tracing::error!(%error, "the simulated carrier cannot keep its record");
            End::Told("the carrier cannot keep its record".to_owned())
        })?;
        self.say(now, CarrierFrame::Written { number });
        Ok(())
    }

    fn account(&self) -> Result<&Account, End> {
        let (account, _) = self
            .membership
            .0
            .get()
            .ok_or_else(|| End::Told("say hello first".to_owned()))?;
        Ok(account)
    }

    fn say(&self, at: Millis, frame: CarrierFrame) {
        self.outbound.say([(at, Saying::Frame(frame))]);
    }
}

/// The first of `all` that go into one frame together.
fn that_fit<T>(all: impl Iterator<Item = T>, most_bytes: impl Fn(&T) -> usize) -> Vec<T> {
    let mut left = MAX_FRAME_BYTES - FRAME_ALLOWANCE;
    all.take_while(|one| match left.checked_sub(most_bytes(one)) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    })
    .collect()
}

/// Writes answers and reports as they fall due, until the connection breaks or was said goodbye to.
async fn speak(
    carriage: Arc<Carriage>,
    outbound: Arc<Outbound>,
    membership: Arc<Membership>,
    mut stream: OwnedWriteHalf,
) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    loop {
        let now = carriage.timeline.now_ms();
        bytes.clear();
        let goodbye = gather(&carriage, &outbound, &membership, now, &mut bytes);
        stream.write_all(&bytes).await?;
        if goodbye {
            return stream.shutdown().await;
        }
        if !bytes.is_empty() {
            continue;
        }
        let next = membership.next_at().into_iter().chain(outbound.next_at()).min();
        tokio::select! {
            () = outbound.wake.notified() => {}
            () = carriage.timeline.sleep_until(next.map(Timeline::tick_of)) => {}
        }
    }
}

/// Puts what is due into `bytes` in order of time, an answer before a report of the same millisecond.
fn gather(carriage: &Carriage, outbound: &Outbound, membership: &Membership, now: Millis, bytes: &mut Vec<u8>) -> bool {
    while bytes.len() < WRITE_BYTES {
        let answer_at = outbound.next_at().filter(|at| *at <= now);
        let report_at = membership.next_at().filter(|at| *at <= now);
        match (answer_at, report_at) {
            (None, None) => return false,
            (Some(answer), report) if report.is_none_or(|report| answer <= report) => {
                if outbound.write_due(report.unwrap_or(now), bytes) {
                    return true;
                }
            }
            (answer, _) => {
                let until = answer.map_or(now, |answer| answer - 1);
                let reports = membership.take_due(carriage, until);
                frames::encode(bytes, &CarrierFrame::Reports(reports));
            }
        }
    }
    false
}

impl Membership {
    fn next_at(&self) -> Option<Millis> {
        let (account, connection) = self.0.get()?;
        account.next_at(*connection)
    }

    fn take_due(&self, carriage: &Carriage, until: Millis) -> Vec<wire::WireReport> {
        let Some((account, connection)) = self.0.get() else {
            return Vec::new();
        };
        account.take_due(*connection, until, &carriage.carrier.lock())
    }
}
