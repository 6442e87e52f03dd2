//! What an account is to be told goes out over each of its receiving binds: rows of the outbox are claimed as the bind's
//! window has room, sent as deliver_sm, and deleted when the peer took them.
//!
//! What was not answered when a bind ends waits again at once, for another bind or a later one; a peer may be told
//! twice, as SMPP has it, and never not at all. What the peer cannot take now is tried again with growing pauses, what
//! it refuses for good is dropped.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use ::smpp::session::{Outcome, Reply, Request, Requests};
use ::smpp::status::Class;
use domain::Millis;
use store::{OutboxRow, Targets};
use tokio::sync::mpsc;

use super::live::Live;
use super::written::{self, Understood};
use crate::Engine;

/// Rows that are claimed at a time, at most.
const CLAIM: usize = 512;
/// Outcomes that are written together.
const SETTLE: usize = 256;
/// How long after a failure to read or write the outbox the next try comes.
const AFTER_ERROR: Duration = Duration::from_millis(500);
/// The first pause of what the peer could not take, ms; each next one is twice as long, up to the longest.
const FIRST_PAUSE_MS: Millis = 1_000;
const LONGEST_PAUSE_MS: Millis = 300_000;

/// What becomes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Told {
    /// The peer took it, or never will: it goes.
    Done,
    /// The peer cannot take it now.
    Later,
    /// Nobody knows, or it was never sent: the next bind gets it.
    Again,
}

/// A row whose deliver_sm are unanswered.
struct Open {
    left: usize,
    attempts: u16,
    told: Told,
}

/// Tells over one bind.
pub(super) struct Teller {
    engine: Engine,
    live: Arc<Live>,
    requests: Requests<i64>,
    version: u8,
    open: HashMap<i64, Open>,
    /// For which the session's queue has no room yet: a row may be several deliver_sm.
    waiting: VecDeque<Request<i64>>,
    /// Rows to be written, with what became of them and how often that had failed before.
    settled: Vec<(i64, Told, u16)>,
}

impl Teller {
    pub fn new(engine: Engine, live: Arc<Live>, requests: Requests<i64>, version: u8) -> Self {
        Self {
            engine,
            live,
            requests,
            version,
            open: HashMap::new(),
            waiting: VecDeque::new(),
            settled: Vec::new(),
        }
    }

    /// Tells until the bind has ended and every outcome is known.
    pub async fn run(mut self, mut outcomes: mpsc::Receiver<Outcome<i64>>) {
        let poll = Duration::from_millis(self.engine.settings.poll_ms);
        let target = Targets::Account(self.live.account.id.get());
        let written = self.engine.store.outbox_watch(target);
        let mut batch = Vec::new();
        loop {
            self.send();
            let claimed = self.claim().await;
            self.settle().await;
            let pause = if claimed > 0 { Duration::ZERO } else { poll };
            tokio::select! {
                count = outcomes.recv_many(&mut batch, SETTLE) => {
                    if count == 0 {
                        break;
                    }
                    batch.drain(..).for_each(|outcome| self.answered(&outcome));
                }
                () = written.notified() => {}
                () = self.engine.outbox.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
        let unanswered: Vec<i64> = self.open.keys().copied().collect();
        self.settled
            .extend(unanswered.into_iter().map(|id| (id, Told::Again, 0)));
        self.settle().await;
    }

    /// Claims and sends what there is room for; says how many rows.
    async fn claim(&mut self) -> usize {
        let window = self.live.account.window as usize;
        let room = window
            .saturating_sub(self.open.len())
            .min(self.requests.room())
            .min(CLAIM);
        // A nearly full window is let run down, so that each claim is worth its transaction.
        if !self.waiting.is_empty()
            || room == 0
            || room < window.min(CLAIM) / 4
            || self.requests.is_closed()
            || self.engine.is_stopping()
        {
            return 0;
        }
        let target = Targets::Account(self.live.account.id.get());
        let rows = match self.engine.store.outbox_claim(target, room, self.engine.now()).await {
            Ok(rows) => rows,
            Err(error) => {
                tracing::warn!(%error, "what an SMPP account is to be told could not be claimed");
                tokio::time::sleep(AFTER_ERROR).await;
                return 0;
            }
        };
        let claimed = rows.len();
        rows.iter().for_each(|row| self.open(row));
        self.send();
        claimed
    }

    /// Makes the deliver_sm of a row.
    fn open(&mut self, row: &OutboxRow) {
        let peer = Understood {
            version: self.version,
            alphabet: self.live.account.data_coding_0,
        };
        let Some(deliveries) = written::deliveries(row, peer, self.engine.now()) else {
            tracing::error!(message = %row.message.id, "what an SMPP account is to be told cannot be written");
            return self.settled.push((row.id, Told::Done, row.attempts));
        };
        if deliveries.is_empty() {
            return self.settled.push((row.id, Told::Done, row.attempts));
        }
        let open = Open {
            left: deliveries.len(),
            attempts: row.attempts,
            told: Told::Done,
        };
        self.open.insert(row.id, open);
        let requests = deliveries
            .into_iter()
            .map(|(message, tlvs)| Request::deliver(row.id, message, tlvs));
        self.waiting.extend(requests);
    }

    /// Hands over what the session has room for. It must not be waited for here: its room comes from outcomes that are
    /// taken.
    fn send(&mut self) {
        while let Some(request) = self.waiting.pop_front() {
            if let Err(request) = self.requests.try_send(request) {
                self.waiting.push_front(request);
                return;
            }
        }
    }

    fn answered(&mut self, outcome: &Outcome<i64>) {
        let told = match &outcome.reply {
            Reply::Answered(response) => told(response.status.class()),
            Reply::TimedOut | Reply::Lost | Reply::NotWritten => Told::Again,
            Reply::Invalid(_) => Told::Done,
        };
        if let (Told::Done, Reply::Answered(response)) = (told, &outcome.reply)
            && !response.status.is_ok()
        {
            let account = self.live.account.id;
            tracing::warn!(%account, status = %response.status, "an SMPP account refused what it was told; it is dropped");
        }
        if let Reply::Invalid(status) = &outcome.reply {
            tracing::warn!(account = %self.live.account.id, %status, "what an SMPP account is to be told cannot be sent; it is dropped");
        }
        self.count(outcome.key, told);
    }

    /// One deliver_sm of a row is done with; the worst of them decides.
    fn count(&mut self, id: i64, told: Told) {
        let Some(open) = self.open.get_mut(&id) else { return };
        open.left -= 1;
        open.told = open.told.max(told);
        if open.left == 0 {
            self.settled.push((id, open.told, open.attempts));
            self.open.remove(&id);
        }
    }

    async fn settle(&mut self) {
        if self.settled.is_empty() {
            return;
        }
        let target = self.live.account.id.get();
        let now = self.engine.now();
        let (mut done, mut later, mut again) = (Vec::new(), Vec::new(), Vec::new());
        for (id, told, attempts) in self.settled.drain(..) {
            match told {
                Told::Done => done.push((target, id)),
                Told::Later => later.push((target, id, now + pause_ms(attempts))),
                Told::Again => again.push((target, id, now)),
            }
        }
        let store = &self.engine.store;
        if !done.is_empty() {
            keep(store.outbox_done(done).await);
        }
        if !later.is_empty() {
            keep(store.outbox_retry(later).await);
        }
        if !again.is_empty() {
            keep(store.outbox_delay(again).await);
            // Another bind of the account may be waiting.
            self.engine.outbox.notify_waiters();
        }
    }
}

/// What a peer's answer means for the row.
fn told(class: Class) -> Told {
    match class {
        Class::Ok | Class::BadNumber | Class::BadSender | Class::Permanent | Class::Auth => Told::Done,
        Class::Throttled | Class::QueueFull | Class::Temporary | Class::BindState | Class::Unknown => Told::Later,
    }
}

fn pause_ms(attempts: u16) -> Millis {
    (FIRST_PAUSE_MS << attempts.min(16)).min(LONGEST_PAUSE_MS)
}

/// An error leaves the rows claimed by this node: they are told again after its end, or after its next start.
fn keep(outcome: Result<usize, store::StoreError>) {
    if let Err(error) = outcome {
        tracing::warn!(%error, "what an SMPP account was told could not be recorded; it may be told twice");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ::smpp::status::Status;

    #[test]
    fn temporary_errors_are_tried_again_and_others_dropped() {
        for (status, expected) in [
            (Status::ROK, Told::Done),
            (Status::RX_T_APPN, Told::Later),
            (Status::RMSGQFUL, Told::Later),
            (Status::RTHROTTLED, Told::Later),
            (Status::RSYSERR, Told::Later),
            (Status::RX_P_APPN, Told::Done),
            (Status::RX_R_APPN, Told::Done),
            (Status::RINVDSTADR, Told::Done),
            (Status::RINVSRCADR, Told::Done),
            (Status(0x400), Told::Later),
        ] {
            assert_eq!(told(status.class()), expected, "{status}");
        }
    }

    #[test]
    fn pauses_grow_up_to_a_bound() {
        let pauses: Vec<Millis> = [0, 1, 2, 8, 9, 500].into_iter().map(pause_ms).collect();
        assert_eq!(pauses, [1_000, 2_000, 4_000, 256_000, 300_000, 300_000]);
    }
}
