//! The messages that wait for the carrier's answer, by the number they were sent under.
//!
//! Each message gets exactly one outcome: the answer, or, when its call ends or the connection breaks, "try again" where
//! it was not written and "unknown" where it was. Numbers are never used twice, so a late answer finds nobody.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use parking_lot::Mutex;
use tokio::sync::{Notify, oneshot};
use tokio::time::Instant;

use super::not_written;
use crate::simulator::wire::WireAnswer;
use crate::{Handset, Lookup, Outcomes, Received, SendOutcome};

/// All that waits.
#[derive(Default)]
pub(super) struct Calls {
    table: Mutex<Table>,
}

#[derive(Default)]
struct Table {
    next: u64,
    waiting: HashMap<u64, Waiting>,
    questions: HashMap<u64, oneshot::Sender<Found>>,
}

/// What a question found.
pub(super) enum Found {
    /// Whether an attempt was taken.
    Lookup(Lookup),
    /// The account's phones.
    Phones(Vec<Handset>),
    /// What arrived on one of them.
    Phone(Vec<Received>),
    /// A text is in the carrier's record.
    Written,
}

struct Waiting {
    caller: Arc<Caller>,
    index: usize,
    written: bool,
}

/// Who sent a batch.
struct Caller {
    outcomes: Outcomes,
    unanswered: AtomicUsize,
    settled: Notify,
}

/// One batch under way. Dropping it ends the wait of what is still unanswered.
pub(super) struct Call {
    calls: Arc<Calls>,
    caller: Arc<Caller>,
    numbers: Range<u64>,
}

impl Calls {
    /// Opens a call of `count` messages.
    pub(super) fn open(self: &Arc<Self>, count: usize, outcomes: Outcomes) -> Call {
        let caller = Arc::new(Caller {
            outcomes,
            unanswered: AtomicUsize::new(count),
            settled: Notify::new(),
        });
        let mut table = self.table.lock();
        let first = table.next;
        table.next += count as u64;
        for (number, index) in (first..).zip(0..count) {
            table.waiting.insert(
                number,
                Waiting {
                    caller: Arc::clone(&caller),
                    index,
                    written: false,
                },
            );
        }
        Call {
            calls: Arc::clone(self),
            caller,
            numbers: first..first + count as u64,
        }
    }

    /// Called before the first byte of a frame goes out: whether anyone still waits for it.
    pub(super) fn begin_write(&self, numbers: Range<u64>) -> bool {
        let mut table = self.table.lock();
        let mut wanted = false;
        for number in numbers {
            if let Some(waiting) = table.waiting.get_mut(&number) {
                waiting.written = true;
                wanted = true;
            }
        }
        wanted
    }

    /// Hands the carrier's answers to those who wait for them.
    pub(super) fn answered(&self, answers: Vec<WireAnswer>) {
        let found: Vec<(SendOutcome, Waiting)> = {
            let mut table = self.table.lock();
            answers
                .into_iter()
                .filter_map(|answer| Some((answer.outcome.into(), table.waiting.remove(&answer.number)?)))
                .collect()
        };
        tell(found);
    }

    /// The connection is gone: nobody will be answered any more.
    pub(super) fn broken(&self) {
        let waiting: Vec<Waiting> = {
            let mut table = self.table.lock();
            table.questions.clear();
            table.waiting.drain().map(|(_, waiting)| waiting).collect()
        };
        give_up(waiting, "the connection to the carrier was lost");
    }

    /// Opens a question: its number and where its answer arrives.
    pub(super) fn ask(&self) -> (u64, oneshot::Receiver<Found>) {
        let (sender, receiver) = oneshot::channel();
        let mut table = self.table.lock();
        let number = table.next;
        table.next += 1;
        table.questions.insert(number, sender);
        (number, receiver)
    }

    /// Hands over what a question found.
    pub(super) fn found(&self, number: u64, result: Found) {
        if let Some(sender) = self.table.lock().questions.remove(&number) {
            // One who stopped waiting needs no answer.
            let _unheard = sender.send(result);
        }
    }

    /// Nobody waits for this answer any more.
    pub(super) fn forget(&self, number: u64) {
        self.table.lock().questions.remove(&number);
    }
}

impl Call {
    /// The number of its first message.
    pub(super) fn first(&self) -> u64 {
        self.numbers.start
    }

    /// Answers one of its messages here.
    pub(super) fn answer(&self, number: u64, outcome: SendOutcome) {
        let waiting = self.calls.table.lock().waiting.remove(&number);
        tell(waiting.map(|waiting| (outcome, waiting)).into_iter().collect());
    }

    /// Waits until every message has its outcome, at most to `deadline`.
    pub(super) async fn settled(&self, deadline: Instant) {
        if self.caller.unanswered.load(Ordering::Acquire) == 0 {
            return;
        }
        // What is late is told by the end of the call.
        let _late = tokio::time::timeout_at(deadline, self.caller.settled.notified()).await;
    }

    /// Ends the wait of what is still unanswered, for this reason.
    pub(super) fn end(&self, reason: &str) {
        if self.caller.unanswered.load(Ordering::Acquire) == 0 {
            return;
        }
        let waiting: Vec<Waiting> = {
            let mut table = self.calls.table.lock();
            self.numbers
                .clone()
                .filter_map(|number| table.waiting.remove(&number))
                .collect()
        };
        give_up(waiting, reason);
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        self.end("the send was abandoned");
    }
}

fn give_up(waiting: Vec<Waiting>, reason: &str) {
    let outcome = |written| match written {
        true => SendOutcome::Unknown {
            reason: reason.to_owned(),
        },
        false => not_written(reason),
    };
    tell(waiting.into_iter().map(|one| (outcome(one.written), one)).collect());
}

/// Tells each caller its outcomes, those of one batch together.
fn tell(mut found: Vec<(SendOutcome, Waiting)>) {
    found.sort_by_key(|(_, waiting)| Arc::as_ptr(&waiting.caller).addr());
    let mut found = found.into_iter().peekable();
    while let Some((outcome, waiting)) = found.next() {
        let caller = waiting.caller;
        let mut outcomes = vec![(waiting.index, outcome)];
        while let Some((outcome, next)) = found.next_if(|(_, next)| Arc::ptr_eq(&next.caller, &caller)) {
            outcomes.push((next.index, outcome));
        }
        caller.hear(outcomes);
    }
}

impl Caller {
    fn hear(&self, outcomes: Vec<(usize, SendOutcome)>) {
        let count = outcomes.len();
        // A caller that no longer listens needs no answer.
        let _unheard = self.outcomes.send(outcomes);
        if self.unanswered.fetch_sub(count, Ordering::AcqRel) == count {
            self.settled.notify_one();
        }
    }
}
