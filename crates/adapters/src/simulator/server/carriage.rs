//! The carrier's whole state as its connections share it, and the one way in which messages are taken.
//!
//! A message is decided, recorded and remembered before anyone is told. No two locks are held together, but for a
//! report's spelling, which takes the carrier before the account.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use domain::{MessageId, Millis};
use parking_lot::Mutex;

use super::account::Account;
use crate::simulator::config::Config;
use crate::simulator::handsets::Phones;
use crate::simulator::ids::IdRange;
use crate::simulator::memory::{Memory, Novelty};
use crate::simulator::model::{Answer, Carrier, Fate};
use crate::simulator::record::{Record, RecordEntry, RecordError};
use crate::simulator::timeline::Timeline;
use crate::simulator::wire::{Stats, WireMessage, WireText};
use crate::{Outgoing, SendOutcome};

/// The most accounts ever heard of.
const MAX_ACCOUNTS: usize = 1_000;
/// The longest account name.
const MAX_ACCOUNT_BYTES: usize = 64;

/// The state of a listening carrier.
pub(super) struct Carriage {
    pub config: Config,
    pub timeline: Timeline,
    pub carrier: Mutex<Carrier>,
    record: Mutex<Option<Record>>,
    accounts: Mutex<HashMap<String, Arc<Account>>>,
    stats: Mutex<Stats>,
    /// What accounts that are not known yet may have submitted in an earlier life of the carrier.
    forgotten: MessageId,
}

/// What came of one submit frame.
pub(super) struct Taking {
    /// `(index in the frame, when to answer, what)`.
    pub answers: Vec<(usize, Millis, SendOutcome)>,
    /// Whether the connection is to drop; what stood behind in the frame was not taken.
    pub disconnect: bool,
}

impl Carriage {
    /// A carrier that starts at `now`, going on with the record at `record` if there is one.
    pub(super) fn open(config: Config, record: Option<&Path>, now: Millis) -> Result<Self, RecordError> {
        // Without a record, what was submitted before this start may have been taken by an earlier life.
        let forgotten = if record.is_some() { 0 } else { domain::id::floor_at(now) };
        let carriage = Self {
            timeline: Timeline::starting(now),
            carrier: Mutex::new(Carrier::new(config.clone(), now)),
            record: Mutex::new(None),
            accounts: Mutex::default(),
            stats: Mutex::default(),
            forgotten: MessageId::new(forgotten),
            config,
        };
        if let Some(path) = record {
            let opened = carriage.reopen(path, now)?;
            *carriage.record.lock() = Some(opened);
        }
        Ok(carriage)
    }

    /// Remembers what the record holds and goes on with its ids, or begins it.
    fn reopen(&self, path: &Path, now: Millis) -> Result<Record, RecordError> {
        let (mut start, mut drawn) = (None, 0);
        let mut record = Record::open(path, |entry| match entry {
            RecordEntry::Opened { ids_from, .. } => start = Some(ids_from),
            RecordEntry::Taken {
                account,
                message,
                attempt,
                ids,
                place,
                ..
            } => {
                let range = IdRange {
                    first: place,
                    count: ids.len() as u16,
                };
                drawn = drawn.max(range.places().end);
                if let Ok(account) = self.account(&account) {
                    self.count_taken(account.note(message, attempt, range));
                }
            }
            RecordEntry::Reply { .. } | RecordEntry::Text { .. } => self.stats.lock().replies += 1,
        })?;
        let mut carrier = self.carrier.lock();
        match start {
            Some(start) => carrier.ids().resume(start, drawn),
            None => record.append(&[RecordEntry::Opened {
                at: now,
                ids_from: carrier.ids().start(),
            }])?,
        }
        Ok(record)
    }

    /// The account of this name, made where it is new.
    pub(super) fn account(&self, name: &str) -> Result<Arc<Account>, &'static str> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        if name.is_empty() || name.len() > MAX_ACCOUNT_BYTES || !name.bytes().all(plain) {
            return Err("an account's name is 1 to 64 letters, digits, dots, dashes and underscores");
        }
        let mut accounts = self.accounts.lock();
        if let Some(known) = accounts.get(name) {
            return Ok(Arc::clone(known));
        }
        if accounts.len() == MAX_ACCOUNTS {
            return Err("the carrier has no room for another account");
        }
        let memory = Memory::new(self.config.remember, self.forgotten);
        let account = Arc::new(Account::new(name, memory, Phones::new(self.config.handsets)));
        accounts.insert(name.to_owned(), Arc::clone(&account));
        Ok(account)
    }

    /// Takes the messages of one frame: decides, records, remembers, and only then answers.
    pub(super) fn take(
        &self,
        account: &Account,
        now: Millis,
        messages: Vec<WireMessage>,
    ) -> Result<Taking, RecordError> {
        let messages: Vec<Outgoing> = messages.into_iter().map(Outgoing::from).collect();
        let fates = self.decide(account, now, &messages);
        let mut entries = Vec::with_capacity(fates.len());
        for (message, fate) in messages.iter().zip(&fates) {
            self.enter(&mut entries, account, now, message, fate);
        }
        if let Some(record) = self.record.lock().as_mut() {
            record.append(&entries)?;
        }
        for (message, fate) in messages.iter().zip(&fates) {
            self.count(account, message, fate);
        }
        let mut taking = Taking {
            answers: Vec::with_capacity(fates.len()),
            disconnect: false,
        };
        for (index, fate) in fates.into_iter().enumerate() {
            account.owe(fate.reports);
            match fate.answer {
                Answer::Says(outcome) => taking.answers.push((index, fate.answer_at, outcome)),
                Answer::Silence => {}
                Answer::Disconnect => taking.disconnect = true,
            }
        }
        Ok(taking)
    }

    /// The fates of the messages, up to the one that drops the connection.
    fn decide(&self, account: &Account, now: Millis, messages: &[Outgoing]) -> Vec<Fate> {
        let full = account.pending() >= self.config.max_pending_reports;
        let mut carrier = self.carrier.lock();
        let mut fates = Vec::with_capacity(messages.len());
        for message in messages {
            let fate = if full {
                carrier.full(now)
            } else {
                carrier.submit(now, message)
            };
            let dropped = fate.answer == Answer::Disconnect;
            fates.push(fate);
            if dropped {
                break;
            }
        }
        fates
    }

    fn enter(&self, entries: &mut Vec<RecordEntry>, account: &Account, at: Millis, message: &Outgoing, fate: &Fate) {
        let Some(ids) = fate.taken else { return };
        entries.push(RecordEntry::Taken {
            at,
            account: Arc::clone(&account.name),
            message: message.message,
            attempt: message.attempt,
            from: message.from.clone(),
            to: Arc::clone(&message.to),
            body: Arc::clone(&message.body),
            segments: message.segments,
            ids: self.carrier.lock().spell(ids),
            place: ids.first,
            answered: fate.answer != Answer::Silence,
        });
        if let Some(text) = &fate.reply {
            entries.push(RecordEntry::Reply {
                at: fate.answer_at,
                account: Arc::clone(&account.name),
                message: message.message,
                from: Arc::clone(&message.to),
                body: text.clone(),
            });
        }
    }

    fn count(&self, account: &Account, message: &Outgoing, fate: &Fate) {
        if let Some(ids) = fate.taken {
            self.count_taken(account.note(message.message, message.attempt, ids));
        }
        if fate.arrives() {
            account.arrive(message, fate.answer_at);
        }
        let mut stats = self.stats.lock();
        stats.replies += u64::from(fate.reply.is_some());
        match &fate.answer {
            Answer::Says(SendOutcome::Accepted { .. }) => {}
            Answer::Says(_) => stats.refused += 1,
            Answer::Silence | Answer::Disconnect => stats.unanswered += 1,
        }
    }

    fn count_taken(&self, novelty: Novelty) {
        let mut stats = self.stats.lock();
        stats.taken += 1;
        match novelty {
            Novelty::New => {}
            Novelty::AnotherAttempt => stats.taken_in_another_attempt += 1,
            Novelty::SameAttempt => stats.taken_in_same_attempt += 1,
        }
    }

    /// Notes what a phone wrote.
    pub(super) fn written(&self, account: &Account, at: Millis, text: WireText) -> Result<(), RecordError> {
        let entry = RecordEntry::Text {
            at,
            account: Arc::clone(&account.name),
            id: text.id,
            from: text.from,
            to: text.to,
            body: text.body,
        };
        if let Some(record) = self.record.lock().as_mut() {
            record.append(&[entry])?;
        }
        self.stats.lock().replies += 1;
        Ok(())
    }

    /// Settles reports that the client has on disk.
    pub(super) fn acknowledged(&self, account: &Account, numbers: &[u64]) {
        self.stats.lock().reports_acknowledged += account.acknowledge(numbers);
    }

    /// The counts.
    pub(super) fn stats(&self) -> Stats {
        let accounts: Vec<Arc<Account>> = self.accounts.lock().values().cloned().collect();
        let pending: usize = accounts.iter().map(|account| account.pending()).sum();
        Stats {
            reports_pending: pending as u64,
            ..*self.stats.lock()
        }
    }
}
