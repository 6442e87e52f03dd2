//! Where deliver_sm and data_sm wait: for their time, for somebody bound to take them, for room in the window; and where
//! they come back to when they were not taken.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use parking_lot::Mutex;
use tokio::sync::{Notify, mpsc};
use tokio::time::Instant;

use super::wire::{pdu, status};
use super::writer::Out;

/// The most mail that waits; beyond it the oldest account's next is lost, and counted.
pub const MAX_MAIL: usize = 1_000_000;
/// How often mail that found no room is tried again.
const POLL: Duration = Duration::from_millis(100);
/// How long mail is held for the sake of its order before it goes out anyway.
const HELD: Duration = Duration::from_millis(500);
/// Who mail for whoever binds is for.
const ANYBODY: &str = "";

/// One PDU for an ESME.
#[derive(Clone)]
pub struct Mail {
    account: Arc<str>,
    command: u32,
    body: Bytes,
    message: Option<u64>,
}

impl Mail {
    /// Mail for `account`, or for anybody; `message` is the message that it reports on.
    pub fn new(account: Option<Arc<str>>, command: u32, body: Bytes, message: Option<u64>) -> Self {
        Self {
            account: account.unwrap_or_else(|| Arc::from(ANYBODY)),
            command,
            body,
            message,
        }
    }
}

/// A bound session, as far as mail is concerned.
pub struct Receiver {
    /// Who is bound.
    pub account: Arc<str>,
    /// Whether it gets deliver_sm.
    pub receives: bool,
    /// The way to its connection.
    pub writer: mpsc::Sender<Out>,
    /// Unanswered mail at most.
    pub window: usize,
    outstanding: HashMap<u32, Mail>,
    sequence: u32,
}

impl Receiver {
    /// A session that just bound.
    pub fn new(account: Arc<str>, receives: bool, writer: mpsc::Sender<Out>, window: usize) -> Self {
        Self {
            account,
            receives,
            writer,
            window: window.max(1),
            outstanding: HashMap::new(),
            sequence: 0,
        }
    }
}

/// What the office counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Post {
    /// Mail that was answered with status 0.
    pub acknowledged: u64,
    /// Mail that was refused for good.
    pub refused: u64,
    /// Mail that waits, for its time, for somebody or for an answer.
    pub waiting: usize,
    /// Mail that found no room.
    pub lost: u64,
}

/// The office.
#[derive(Default)]
pub struct Office {
    state: Mutex<State>,
    wake: Notify,
}

#[derive(Default)]
struct State {
    due: BinaryHeap<Reverse<(Instant, u64, Ordered)>>,
    order: u64,
    held: Vec<(Instant, Mail)>,
    waiting: HashMap<Arc<str>, VecDeque<Mail>>,
    receivers: BTreeMap<u64, Receiver>,
    post: Post,
}

/// Mail in the heap: its time and number order it, never itself.
struct Ordered(Mail);

impl PartialEq for Ordered {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl Eq for Ordered {}
impl PartialOrd for Ordered {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Ordered {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}

impl Office {
    /// Takes mail for later; where `reversed` is set, so many are held back and then sent last first.
    pub fn post(&self, mail: Vec<(Instant, Mail)>, reversed: Option<usize>) {
        if mail.is_empty() {
            return;
        }
        {
            let mut state = self.state.lock();
            for (at, mail) in mail {
                match reversed {
                    Some(count) => state.hold(at, mail, count),
                    None => state.push(at, mail),
                }
            }
        }
        self.wake.notify_one();
    }

    /// Takes mail that goes out before anything that its session writes after this.
    pub fn post_now(&self, mail: Mail) {
        let mut state = self.state.lock();
        let account = Arc::clone(&mail.account);
        state.wait(mail);
        state.deliver(&account);
    }

    /// No mail about this message any more.
    pub fn cancel(&self, message: u64) {
        let mut state = self.state.lock();
        state
            .due
            .retain(|Reverse((_, _, Ordered(mail)))| mail.message != Some(message));
        state.held.retain(|(_, mail)| mail.message != Some(message));
    }

    /// A session is bound: it gets what waits for it.
    pub fn open(&self, session: u64, receiver: Receiver) {
        let mut state = self.state.lock();
        let account = Arc::clone(&receiver.account);
        state.receivers.insert(session, receiver);
        state.deliver(&account);
    }

    /// A session is gone: what it did not answer waits again, first of all.
    pub fn close(&self, session: u64) {
        let mut state = self.state.lock();
        let Some(receiver) = state.receivers.remove(&session) else {
            return;
        };
        let mut unanswered: Vec<(u32, Mail)> = receiver.outstanding.into_iter().collect();
        unanswered.sort_by_key(|(sequence, _)| Reverse(*sequence));
        for (_, mail) in unanswered {
            state
                .waiting
                .entry(Arc::clone(&mail.account))
                .or_default()
                .push_front(mail);
        }
        state.deliver(&receiver.account);
    }

    /// A session answered mail; whether there was any of this number.
    pub fn answered(&self, session: u64, sequence: u32, answer: u32, retry: Duration) -> bool {
        let mut state = self.state.lock();
        let Some(receiver) = state.receivers.get_mut(&session) else {
            return false;
        };
        let Some(mail) = receiver.outstanding.remove(&sequence) else {
            return false;
        };
        let account = Arc::clone(&receiver.account);
        match answer {
            status::OK => state.post.acknowledged += 1,
            status::TEMPORARY | status::QUEUE_FULL | status::THROTTLED | status::SYSTEM_ERROR => {
                state.push(Instant::now() + retry, mail);
                self.wake.notify_one();
            }
            _ => state.post.refused += 1,
        }
        state.deliver(&account);
        true
    }

    /// The next sequence_number of the SMSC on a session that is bound.
    pub fn next_sequence(&self, session: u64) -> u32 {
        self.state
            .lock()
            .receivers
            .get_mut(&session)
            .map_or(1, Receiver::next_sequence)
    }

    /// How many sessions of `account` are bound.
    pub fn binds(&self, account: &str) -> usize {
        let state = self.state.lock();
        state
            .receivers
            .values()
            .filter(|receiver| &*receiver.account == account)
            .count()
    }

    /// The connections of all bound sessions.
    pub fn writers(&self) -> Vec<(u64, mpsc::Sender<Out>)> {
        let state = self.state.lock();
        state
            .receivers
            .iter()
            .map(|(number, receiver)| (*number, receiver.writer.clone()))
            .collect()
    }

    /// What was counted.
    pub fn counts(&self) -> Post {
        let state = self.state.lock();
        Post {
            waiting: state.size(),
            ..state.post
        }
    }

    /// Sends what becomes due, until it is dropped.
    pub async fn run(&self) {
        loop {
            let next = self.state.lock().pass(Instant::now());
            tokio::select! {
                () = self.wake.notified() => {}
                () = tokio::time::sleep_until(next) => {}
            }
        }
    }
}

impl Receiver {
    fn next_sequence(&mut self) -> u32 {
        self.sequence = self.sequence % 0x7FFF_FFFF + 1;
        self.sequence
    }
}

impl State {
    fn size(&self) -> usize {
        let waiting: usize = self.waiting.values().map(VecDeque::len).sum();
        let outstanding: usize = self.receivers.values().map(|receiver| receiver.outstanding.len()).sum();
        self.due.len() + self.held.len() + waiting + outstanding
    }

    fn push(&mut self, at: Instant, mail: Mail) {
        if self.due.len() >= MAX_MAIL {
            self.post.lost += 1;
            return;
        }
        self.order += 1;
        self.due.push(Reverse((at, self.order, Ordered(mail))));
    }

    fn hold(&mut self, at: Instant, mail: Mail, count: usize) {
        self.held.push((at, mail));
        if self.held.len() >= count.max(1) {
            self.release();
        }
    }

    /// Held mail goes out last first, all at the time of the last.
    fn release(&mut self) {
        let at = self.held.last().map(|(at, _)| *at);
        for (_, mail) in std::mem::take(&mut self.held).into_iter().rev() {
            self.push(at.unwrap_or_else(Instant::now), mail);
        }
    }

    fn wait(&mut self, mail: Mail) {
        let queue = self.waiting.entry(Arc::clone(&mail.account)).or_default();
        if queue.len() >= MAX_MAIL {
            self.post.lost += 1;
            return;
        }
        queue.push_back(mail);
    }

    /// Hands over what is due; when to look again.
    fn pass(&mut self, now: Instant) -> Instant {
        if self.held.first().is_some_and(|(at, _)| *at + HELD <= now) {
            self.release();
        }
        let mut accounts = HashSet::new();
        while let Some(Reverse((at, ..))) = self.due.peek()
            && *at <= now
        {
            let Some(Reverse((_, _, Ordered(mail)))) = self.due.pop() else {
                break;
            };
            accounts.insert(Arc::clone(&mail.account));
            self.wait(mail);
        }
        accounts.extend(
            self.waiting
                .iter()
                .filter(|(_, queue)| !queue.is_empty())
                .map(|(name, _)| Arc::clone(name)),
        );
        for account in accounts {
            self.deliver(&account);
        }
        let due = self.due.peek().map(|Reverse((at, ..))| *at);
        due.unwrap_or(now + POLL).min(now + POLL)
    }

    /// Sends what waits for `account`, and what waits for anybody, as far as windows have room.
    fn deliver(&mut self, account: &str) {
        for name in [account, ANYBODY] {
            while let Some(mail) = self.waiting.get_mut(name).and_then(VecDeque::pop_front) {
                if let Some(mail) = self.send(account, mail) {
                    self.waiting
                        .entry(Arc::clone(&mail.account))
                        .or_default()
                        .push_front(mail);
                    break;
                }
            }
        }
    }

    /// Sends through the account's least busy session; gives the mail back where there is none with room.
    fn send(&mut self, account: &str, mail: Mail) -> Option<Mail> {
        let fits = |one: &Receiver| {
            one.receives && (account == ANYBODY || &*one.account == account) && one.outstanding.len() < one.window
        };
        let free = self
            .receivers
            .values_mut()
            .filter(|one| fits(one))
            .min_by_key(|one| one.outstanding.len());
        let Some(receiver) = free else { return Some(mail) };
        let sequence = receiver.next_sequence();
        let out = Out::now(pdu(mail.command, 0, sequence, &mail.body));
        if receiver.writer.try_send(out).is_err() {
            return Some(mail);
        }
        receiver.outstanding.insert(sequence, mail);
        None
    }
}
