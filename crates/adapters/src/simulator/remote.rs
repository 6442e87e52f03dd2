//! The carrier in another process: submits, answers, look-ups and reports over one TCP connection.
//!
//! What was not written yet when the connection broke or the time was up is safe to send again; what was written and not
//! answered is unknown. A frame that was given up is never written afterwards.

mod calls;
mod link;
mod phones;

use std::sync::Arc;
use std::time::Duration;

use domain::{Fault, MessageId};
use serde::{Deserialize, Serialize};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use self::calls::{Calls, Found};
use self::link::{Link, Writing};
use super::delivery::Delivery;
use super::frames::{self, MAX_FRAME_BYTES};
use super::wire::{ClientFrame, WireMessage};
use crate::http::{Guard, private};
use crate::{Lookup, Outcomes, Outgoing, Rejection, SendOutcome};

/// What the caller's lane is asked to pause for where there is no connection.
const NO_CONNECTION_PAUSE: Duration = Duration::from_secs(1);
/// What a message may take on the wire beside its text and addresses.
const MESSAGE_OVERHEAD_BYTES: usize = 512;

/// How a remote carrier is reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RemoteConfig {
    /// Host and port, such as `127.0.0.1:4001`.
    pub connect: String,
    /// Under which name: the carrier keeps reports and its memory by account.
    #[serde(default = "default_account")]
    pub account: String,
    /// How long an answer may take.
    #[serde(default = "default_response_timeout_ms")]
    pub response_timeout_ms: u64,
    /// How long a send waits for a connection before it says that there is none.
    #[serde(default = "default_connect_wait_ms")]
    pub connect_wait_ms: u64,
    /// The longest pause between two tries to connect.
    #[serde(default = "default_reconnect_max_ms")]
    pub reconnect_max_ms: u64,
}

fn default_account() -> String {
    "tuma".to_owned()
}

const fn default_response_timeout_ms() -> u64 {
    10_000
}

const fn default_connect_wait_ms() -> u64 {
    2_000
}

const fn default_reconnect_max_ms() -> u64 {
    5_000
}

impl RemoteConfig {
    /// The carrier at `connect`, under `account`, with the usual times.
    pub fn new(connect: impl Into<String>, account: impl Into<String>) -> Self {
        Self {
            connect: connect.into(),
            account: account.into(),
            response_timeout_ms: default_response_timeout_ms(),
            connect_wait_ms: default_connect_wait_ms(),
            reconnect_max_ms: default_reconnect_max_ms(),
        }
    }

    /// Refuses an address without a port, and one that `guard` does not allow, naming the key.
    pub fn check(&self, guard: Guard) -> Result<(), Fault> {
        let host = self
            .connect
            .rsplit_once(':')
            .and_then(|(host, port)| port.parse::<u16>().ok().map(|_| host))
            .filter(|host| !host.is_empty());
        match host {
            None => Err(Fault::new(
                "connect",
                "is not a host and a port",
                "write it like 127.0.0.1:4001",
            )),
            Some(host) if !guard.allows_host(host) => Err(private("connect")),
            Some(_) => Ok(()),
        }
    }
}

/// A connection to a carrier process, made again whenever it breaks.
pub(super) struct Remote {
    config: RemoteConfig,
    calls: Arc<Calls>,
    link: watch::Receiver<Option<Link>>,
    task: JoinHandle<()>,
}

impl Remote {
    /// Starts connecting, to what `guard` allows; `seed` sets its reconnects apart from others'. Must be called inside a
    /// tokio runtime.
    pub(super) fn start(config: RemoteConfig, guard: Guard, seed: u64, delivery: Delivery) -> Self {
        let calls = Arc::new(Calls::default());
        let (links, link) = watch::channel(None);
        let task = tokio::spawn(link::keep(
            (config.clone(), guard),
            seed,
            Arc::clone(&calls),
            delivery,
            links,
        ));
        Self {
            config,
            calls,
            link,
            task,
        }
    }

    pub(super) async fn send(&self, batch: &[Outgoing], outcomes: Outcomes) {
        let deadline = Instant::now() + self.response_timeout();
        let Some(link) = self.link().await else {
            let none = || not_written("there is no connection to the carrier");
            // A caller that no longer listens needs no answer.
            let _unheard = outcomes.send((0..batch.len()).map(|index| (index, none())).collect());
            return;
        };
        let call = self.calls.open(batch.len(), outcomes);
        for writing in Self::frames(call.first(), batch, &call) {
            match tokio::time::timeout_at(deadline, link.write(writing)).await {
                Ok(true) => {}
                Ok(false) => return call.end("the connection to the carrier was lost"),
                Err(_) => return call.end("the carrier did not read in time"),
            }
        }
        call.settled(deadline).await;
        call.end("the carrier did not answer in time");
    }

    pub(super) async fn lookup(&self, message: MessageId, attempt: u16) -> Lookup {
        let Some(link) = self.link().await.filter(|link| link.lookup) else {
            return Lookup::CannotTell;
        };
        let question = |number| ClientFrame::Lookup {
            number,
            message,
            attempt,
        };
        match self.ask(&link, question).await {
            Some(Found::Lookup(result)) => result,
            _ => Lookup::CannotTell,
        }
    }

    /// Asks one thing, under a number of its own; `None` where no answer comes in time.
    async fn ask(&self, link: &Link, question: impl FnOnce(u64) -> ClientFrame) -> Option<Found> {
        let (number, found) = self.calls.ask();
        let mut bytes = Vec::new();
        frames::encode(&mut bytes, &question(number));
        let asked = async {
            if !link.write(Writing { bytes, numbers: None }).await {
                return None;
            }
            found.await.ok()
        };
        let answer = tokio::time::timeout(self.response_timeout(), asked).await;
        self.calls.forget(number);
        answer.ok().flatten()
    }

    pub(super) fn close(&self) {
        self.task.abort();
        self.calls.broken();
    }

    async fn link(&self) -> Option<Link> {
        let mut link = self.link.clone();
        let wait = Duration::from_millis(self.config.connect_wait_ms);
        let found = tokio::time::timeout(wait, link.wait_for(Option::is_some))
            .await
            .ok()?
            .ok()?;
        found.clone()
    }

    fn response_timeout(&self) -> Duration {
        Duration::from_millis(self.config.response_timeout_ms)
    }

    /// The batch as frames that the carrier can read; a message that fits none is refused at once.
    fn frames(first: u64, batch: &[Outgoing], call: &calls::Call) -> Vec<Writing> {
        let mut frames = Vec::new();
        let (mut messages, mut start, mut size) = (Vec::new(), first, 0);
        for (number, message) in (first..).zip(batch) {
            let bytes = most_bytes(message);
            if bytes > MAX_FRAME_BYTES {
                call.answer(number, too_long());
            }
            if size + bytes > MAX_FRAME_BYTES {
                frames.extend(frame(start, std::mem::take(&mut messages)));
                (start, size) = (number, 0);
            }
            if bytes > MAX_FRAME_BYTES {
                start = number + 1;
                continue;
            }
            size += bytes;
            messages.push(WireMessage::from(message));
        }
        frames.extend(frame(start, messages));
        frames
    }
}

impl Drop for Remote {
    fn drop(&mut self) {
        self.close();
    }
}

fn frame(first: u64, messages: Vec<WireMessage>) -> Option<Writing> {
    if messages.is_empty() {
        return None;
    }
    let numbers = Some(first..first + messages.len() as u64);
    let mut bytes = Vec::new();
    frames::encode(&mut bytes, &ClientFrame::Submit { first, messages });
    Some(Writing { bytes, numbers })
}

/// The most a message takes on the wire: JSON writes a control character in six bytes.
fn most_bytes(message: &Outgoing) -> usize {
    let texts = message.body.len() + message.to.len() + message.from.as_ref().map_or(0, |from| from.len());
    texts * 6 + MESSAGE_OVERHEAD_BYTES
}

fn too_long() -> SendOutcome {
    SendOutcome::Rejected {
        kind: Rejection::Refused,
        code: None,
        reason: "the message is longer than the carrier's frames".to_owned(),
    }
}

/// The outcome of a message of which no byte went out.
fn not_written(reason: &str) -> SendOutcome {
    SendOutcome::RetryAfter {
        code: None,
        reason: reason.to_owned(),
        pause: Some(NO_CONNECTION_PAUSE),
    }
}
