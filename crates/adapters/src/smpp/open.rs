//! The messages that were handed over and whose parts are not all answered yet.
//!
//! A request's key is the message's place here and the part's number. Each part has exactly one outcome, so a place is
//! free again when the last one came. A message is taken only when all parts were; one of which some parts were taken
//! and another refused for good can never arrive whole and is never sent again. Where the SMSC was only too busy for
//! some of the parts, those (and no others) are sent a few more times.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ::smpp::pdu::Message;
use ::smpp::session::{Outcome, Reply, Request};
use ::smpp::status::Class;
use ::smpp::tlv::Tlvs;
use slab::Slab;
use tokio::sync::{Notify, oneshot};

use super::settings::Settings;
use super::{Shared, meaning, send};
use crate::{Outcomes, Rejection, SendOutcome};

/// How often parts are sent again after others of their message were taken.
const PART_TRIES: u8 = 5;
/// The bits of a key that number the part.
const PART_BITS: u32 = 8;

/// Messages by their place in a batch, and what became of them.
type Settled = Vec<(usize, SendOutcome)>;

/// One call of the engine.
pub(super) struct Batch {
    outcomes: Outcomes,
    left: AtomicUsize,
    done: Notify,
}

impl Batch {
    pub fn new(outcomes: Outcomes, count: usize) -> Self {
        Self {
            outcomes,
            left: AtomicUsize::new(count),
            done: Notify::new(),
        }
    }

    /// Tells the engine of `settled`.
    pub fn settle(&self, settled: Settled) {
        let count = settled.len();
        if count == 0 {
            return;
        }
        // Nobody listens any more when the engine gave the batch up.
        let _ = self.outcomes.send(settled);
        if self.left.fetch_sub(count, Ordering::AcqRel) == count {
            self.done.notify_one();
        }
    }

    /// Waits until every message has its outcome.
    pub async fn settled(&self) {
        while self.left.load(Ordering::Acquire) > 0 {
            self.done.notified().await;
        }
    }
}

/// What the SMSC made of one part.
enum Said {
    Taken(Option<String>),
    Refused(SendOutcome),
    /// It may have taken it.
    Lost(&'static str),
}

struct OpenMessage {
    batch: Arc<Batch>,
    index: usize,
    note: Option<String>,
    unanswered: usize,
    said: Vec<Option<Said>>,
    /// To send parts again from; empty for a message of one part, which the engine sends again.
    parts: Vec<(Message, Tlvs)>,
    tries: u8,
}

enum Place {
    Message(OpenMessage),
    Query(oneshot::Sender<Reply>),
}

/// The messages that are open.
#[derive(Default)]
pub(super) struct OpenMessages(Slab<Place>);

impl OpenMessages {
    /// Opens message `index` of `batch`; the requests that carry it.
    pub fn open(
        &mut self,
        batch: &Arc<Batch>,
        index: usize,
        parts: Vec<(Message, Tlvs)>,
        note: Option<String>,
    ) -> Vec<Request<u64>> {
        let count = parts.len();
        let place = self.0.vacant_entry();
        let key = (place.key() as u64) << PART_BITS;
        place.insert(Place::Message(OpenMessage {
            batch: batch.clone(),
            index,
            note,
            unanswered: count,
            said: std::iter::repeat_with(|| None).take(count).collect(),
            parts: if count > 1 { parts.clone() } else { Vec::new() },
            tries: 1,
        }));
        let numbered = (key..).zip(parts);
        numbered
            .map(|(key, (message, tlvs))| Request::submit(key, message, tlvs))
            .collect()
    }

    /// Opens a question; its key, and where the answer comes.
    pub fn ask(&mut self) -> (u64, oneshot::Receiver<Reply>) {
        let (sender, receiver) = oneshot::channel();
        let key = self.0.insert(Place::Query(sender));
        ((key as u64) << PART_BITS, receiver)
    }

    /// Takes back a question that could not be asked.
    pub fn forget(&mut self, key: u64) {
        self.0.try_remove((key >> PART_BITS) as usize);
    }

    /// Notes what became of one request; the message's end, where this was the last.
    fn note(&mut self, outcome: Outcome<u64>, settings: &Settings) -> Option<End> {
        let place = (outcome.key >> PART_BITS) as usize;
        let part = (outcome.key & ((1 << PART_BITS) - 1)) as usize;
        match self.0.get_mut(place)? {
            Place::Query(_) => {
                if let Place::Query(asker) = self.0.remove(place) {
                    // Whoever asked may be gone.
                    let _ = asker.send(outcome.reply);
                }
                None
            }
            Place::Message(message) => {
                *message.said.get_mut(part)? = Some(said(outcome.reply, settings));
                message.unanswered -= 1;
                if message.unanswered > 0 {
                    return None;
                }
                if let Some(again) = message.again(place) {
                    return Some(End::Again(again));
                }
                let Place::Message(message) = self.0.remove(place) else {
                    return None;
                };
                Some(End::Settled(message.batch.clone(), message.index, message.outcome()))
            }
        }
    }
}

enum End {
    Settled(Arc<Batch>, usize, SendOutcome),
    /// These parts go out once more.
    Again(Vec<Request<u64>>),
}

impl OpenMessage {
    /// The parts to send again: those that the SMSC was too busy for, when it has taken others and none is in doubt.
    fn again(&mut self, place: usize) -> Option<Vec<Request<u64>>> {
        let all = || self.said.iter().flatten();
        let taken = all().any(|said| matches!(said, Said::Taken(_)));
        let sound = all().all(|said| matches!(said, Said::Taken(_) | Said::Refused(SendOutcome::RetryAfter { .. })));
        let busy = all().any(|said| matches!(said, Said::Refused(_)));
        if !(taken && sound && busy) || self.tries >= PART_TRIES {
            return None;
        }
        self.tries += 1;
        let mut again = Vec::new();
        for ((part, said), (message, tlvs)) in (0..).zip(&mut self.said).zip(&self.parts) {
            if matches!(said, Some(Said::Refused(_))) {
                *said = None;
                let key = (place as u64) << PART_BITS | part;
                again.push(Request::submit(key, message.clone(), tlvs.clone()));
            }
        }
        self.unanswered = again.len();
        Some(again)
    }

    fn outcome(self) -> SendOutcome {
        let count = self.said.len();
        let (mut ids, mut taken, mut refused, mut lost) = (Vec::new(), 0, None, None);
        for (said, number) in self.said.into_iter().flatten().zip(1..) {
            match said {
                Said::Taken(id) => {
                    taken += 1;
                    ids.extend(id);
                }
                Said::Refused(outcome) => harder(&mut refused, number, outcome),
                Said::Lost(why) => lost = lost.or(Some(why)),
            }
        }
        match (refused, lost) {
            (None, None) => SendOutcome::Accepted {
                carrier_ids: ids,
                price: None,
                note: self.note,
            },
            (Some((_, outcome)), None) if taken == 0 => outcome,
            (Some((number, outcome)), _) if taken > 0 => in_part(taken, count, number, outcome),
            (_, why) => SendOutcome::Unknown {
                reason: why.unwrap_or("the SMSC did not answer").to_owned(),
            },
        }
    }
}

/// Keeps the refusal that leaves the least hope.
fn harder(kept: &mut Option<(usize, SendOutcome)>, number: usize, outcome: SendOutcome) {
    let hope = |outcome: &SendOutcome| match outcome {
        SendOutcome::Rejected { .. } => 0,
        SendOutcome::Unroutable { .. } => 1,
        _ => 2,
    };
    if kept.as_ref().is_none_or(|(_, one)| hope(&outcome) < hope(one)) {
        *kept = Some((number, outcome));
    }
}

/// A message that was taken in part: it cannot arrive whole, and must not be sent again.
fn in_part(taken: usize, count: usize, number: usize, outcome: SendOutcome) -> SendOutcome {
    let (code, said) = match outcome {
        SendOutcome::Rejected { code, reason, .. }
        | SendOutcome::Unroutable { code, reason, .. }
        | SendOutcome::RetryAfter { code, reason, .. } => (code, reason),
        SendOutcome::Unknown { reason } => (None, reason),
        SendOutcome::Accepted { .. } => (None, String::new()),
    };
    SendOutcome::Rejected {
        kind: Rejection::Refused,
        code,
        reason: format!(
            "the SMSC took {taken} of {count} parts, and not part {number}: {said}; \
             the message cannot arrive whole and is not sent again"
        ),
    }
}

fn said(reply: Reply, settings: &Settings) -> Said {
    match reply {
        Reply::Answered(response) if response.status.is_ok() => Said::Taken(response.message_id().map(str::to_owned)),
        Reply::Answered(response) => Said::Refused(meaning::refused(&response, settings)),
        Reply::TimedOut => Said::Lost("the SMSC did not answer in time"),
        Reply::Lost => Said::Lost("the connection ended before the SMSC answered"),
        Reply::NotWritten => Said::Refused(SendOutcome::RetryAfter {
            code: None,
            reason: "the connection to the SMSC ended before it was sent".to_owned(),
            pause: None,
        }),
        Reply::Invalid(status) => Said::Refused(meaning::unwritable(status, settings)),
    }
}

/// The class of an answer's status.
pub(super) fn class(reply: &Reply) -> Option<Class> {
    match reply {
        Reply::Answered(response) => Some(response.status.class()),
        _ => None,
    }
}

/// Notes what became of requests and tells the engine what is settled by it, as much as possible at a time.
pub(super) fn settle(shared: &Arc<Shared>, outcomes: &mut Vec<Outcome<u64>>) {
    let mut ends = Vec::with_capacity(outcomes.len());
    {
        let mut open = shared.open.lock();
        ends.extend(
            outcomes
                .drain(..)
                .filter_map(|outcome| open.note(outcome, &shared.settings)),
        );
    }
    let mut together: Option<(Arc<Batch>, Settled)> = None;
    for end in ends {
        let (batch, index, outcome) = match end {
            End::Settled(batch, index, outcome) => (batch, index, outcome),
            End::Again(requests) => {
                // Rare, and as many at most as there are open messages.
                tokio::spawn(send::again(shared.clone(), requests));
                continue;
            }
        };
        match &mut together {
            Some((one, settled)) if Arc::ptr_eq(one, &batch) => settled.push((index, outcome)),
            _ => {
                if let Some((one, settled)) = together.replace((batch, vec![(index, outcome)])) {
                    one.settle(settled);
                }
            }
        }
    }
    if let Some((one, settled)) = together {
        one.settle(settled);
    }
}
