//! Tells a message that the SMSC delivers again from a person who writes the same again.
//!
//! SMPP gives inbound messages no id. The SMSC repeats a deliver_sm only when our answer did not reach it: it was "not
//! now", it came late, or the session ended soon after. Then the repeated one gets the id of the first, by which it is
//! known in the store; in every other case the same words get an id of their own, since "1" twice is two answers.
//!
//! Another process, or this one after a crash, has not met the first. So a delivery is also known by its likeness (all
//! that a repeated one repeats), which the store keeps until the answer is certain to have arrived: the session lived on
//! for a while, or was unbound in order. What this process has not met is asked for there. No clock's hours are in it.

mod hash;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use ::smpp::pdu::Message;
use ::smpp::tlv::Tlvs;
use domain::Millis;
use tokio::time::Instant;

use crate::Likeness;

/// Inbound messages that are remembered; beyond, all are forgotten, and nothing is taken for a repeated one for a while.
const REMEMBERED: usize = 100_000;
/// Sessions whose end is remembered.
const SESSIONS: usize = 64;
/// An answer so soon before the end of its session may not have arrived.
pub(super) const IN_DOUBT: Duration = Duration::from_secs(60);
/// How long the SMSC may send again what is in doubt; the store looks back as far.
const WINDOW: Duration = Duration::from_secs(3_600);
/// An answer slower than this may have been given up by the SMSC.
const SLOW: Duration = Duration::from_secs(5);

/// What an inbound message is known by.
pub(super) struct Known {
    pub carrier_id: String,
    pub likeness: Likeness,
    hash: u128,
}

/// When something happens: the monotonic clock, and the other one.
#[derive(Clone, Copy)]
pub(super) struct Now {
    pub instant: Instant,
    pub wall: Millis,
}

struct Entry {
    carrier_id: String,
    session: u64,
    arrived: Instant,
    answer: Answer,
}

#[derive(Clone, Copy)]
enum Answer {
    /// None yet.
    Pending,
    /// "Not now": the SMSC sends it again.
    NotNow,
    /// Taken.
    Taken(Now),
}

/// A session that ended.
struct Over {
    session: u64,
    at: Instant,
    /// Whether all that had been answered had arrived.
    well: bool,
}

/// An answer that is certain to have arrived; kept until the store has forgotten its likeness.
pub(super) struct Certain {
    hash: u128,
    carrier_id: String,
    at: Millis,
}

impl Certain {
    /// The likeness's key, and when it was stored.
    pub fn noted(&self) -> (String, Millis) {
        (key(self.hash), self.at)
    }
}

/// The messages of late whose answers may not have arrived.
pub(super) struct Repeats {
    /// Makes ids of this run, and no other's.
    run: i64,
    entries: HashMap<u128, Entry>,
    /// Answered ones in the order of their answers, and when it is time to look at each.
    answered: VecDeque<(Instant, u128, String)>,
    /// Those that are still in doubt after that, and when they are forgotten.
    doubtful: VecDeque<(Instant, u128, String)>,
    ended: VecDeque<Over>,
    /// Until when nothing is taken for a repeated message, because too much came to be remembered.
    forgot_until: Option<Instant>,
    count: u64,
}

impl Repeats {
    pub fn new(run: i64) -> Self {
        Self {
            run,
            entries: HashMap::new(),
            answered: VecDeque::new(),
            doubtful: VecDeque::new(),
            ended: VecDeque::new(),
            forgot_until: None,
            count: 0,
        }
    }

    /// A message arrived: the id by which it is stored.
    pub fn arrived(
        &mut self,
        (message, tlvs): (&Message, &Tlvs),
        session: u64,
        now: Instant,
        is_bound: impl Fn(u64) -> bool,
    ) -> Known {
        let hash = hash::of(message, tlvs);
        let met = self.entries.get(&hash);
        let again = met.filter(|entry| self.is_repeat(entry, now, is_bound));
        let again = again.map(|entry| entry.carrier_id.clone());
        let ask = met.is_none() && self.forgot_until.is_none_or(|until| until <= now);
        let carrier_id = again.unwrap_or_else(|| {
            self.count += 1;
            format!("{}-{:x}-{}", key(hash), self.run, self.count)
        });
        self.make_room(now);
        let entry = Entry {
            carrier_id: carrier_id.clone(),
            session,
            arrived: now,
            answer: Answer::Pending,
        };
        self.entries.insert(hash, entry);
        let likeness = Likeness { key: key(hash), ask };
        Known {
            carrier_id,
            likeness,
            hash,
        }
    }

    /// These are answered now; `taken` where they were stored.
    pub fn answered(&mut self, known: &[Known], taken: bool, now: Now) {
        for Known { carrier_id, hash, .. } in known {
            let Some(entry) = self
                .entries
                .get_mut(hash)
                .filter(|entry| entry.carrier_id == *carrier_id)
            else {
                continue;
            };
            let due = (*hash, carrier_id.clone());
            if taken {
                entry.answer = Answer::Taken(now);
                self.answered.push_back((now.instant + IN_DOUBT, due.0, due.1));
            } else {
                entry.answer = Answer::NotNow;
                self.doubtful.push_back((now.instant + WINDOW, due.0, due.1));
            }
        }
    }

    /// A session ended: answers that were given on it of late may be lost, unless it was unbound in order.
    pub fn session_ended(&mut self, session: u64, at: Instant, well: bool) {
        if self.ended.len() >= SESSIONS {
            self.ended.pop_front();
        }
        self.ended.push_back(Over { session, at, well });
    }

    /// The answers that are certain to have arrived by now; at the end (`closing`) those too that need no time to show it.
    pub fn certain(&mut self, now: Instant, closing: bool, is_bound: impl Fn(u64) -> bool) -> Vec<Certain> {
        while self.doubtful.front().is_some_and(|(due, ..)| *due <= now)
            && let Some((_, hash, carrier_id)) = self.doubtful.pop_front()
        {
            self.forget(hash, &carrier_id);
        }
        let mut certain = Vec::new();
        while self.answered.front().is_some_and(|(due, ..)| *due <= now || closing)
            && let Some((due, hash, carrier_id)) = self.answered.pop_front()
        {
            let entry = self.entries.get(&hash).filter(|entry| entry.carrier_id == carrier_id);
            let Some((entry, Answer::Taken(at))) = entry.map(|entry| (entry, entry.answer)) else {
                // The same words came again since: theirs is the answer that counts.
                continue;
            };
            if !closing && at.instant + IN_DOUBT > now {
                // It came again and was answered again, which has its own time.
                continue;
            }
            if self.has_arrived(entry.session, at.instant, due <= now && is_bound(entry.session)) {
                let at = at.wall;
                certain.push(Certain { hash, carrier_id, at });
            } else {
                self.doubtful.push_back((now + WINDOW, hash, carrier_id));
            }
        }
        certain
    }

    /// The store has forgotten these: the same words are new.
    pub fn settled(&mut self, certain: Vec<Certain>) {
        for Certain { hash, carrier_id, .. } in certain {
            self.forget(hash, &carrier_id);
        }
    }

    /// The store could not forget these yet.
    pub fn not_settled(&mut self, certain: Vec<Certain>, now: Instant) {
        let again = certain
            .into_iter()
            .map(|one| (now + IN_DOUBT, one.hash, one.carrier_id));
        self.answered.extend(again);
    }

    fn forget(&mut self, hash: u128, carrier_id: &str) {
        if self
            .entries
            .get(&hash)
            .is_some_and(|entry| entry.carrier_id == carrier_id)
        {
            self.entries.remove(&hash);
        }
    }

    /// Whether an answer of `session` arrived; `lives_on` where the session has lived on for long enough.
    fn has_arrived(&self, session: u64, answered: Instant, lives_on: bool) -> bool {
        match self.ended.iter().find(|over| over.session == session) {
            Some(over) if over.well => answered <= over.at,
            Some(over) => over.at.duration_since(answered) >= IN_DOUBT,
            None => lives_on,
        }
    }

    fn is_repeat(&self, entry: &Entry, now: Instant, is_bound: impl Fn(u64) -> bool) -> bool {
        let session = entry.session;
        let answered = match entry.answer {
            Answer::NotNow => return true,
            // Two that arrive together are two: nobody sends again what may be answered any moment.
            Answer::Pending => return !is_bound(session) || now.duration_since(entry.arrived) > SLOW,
            Answer::Taken(answered) => answered.instant,
        };
        let slow = answered.duration_since(entry.arrived) > SLOW;
        if slow && now.duration_since(answered) < IN_DOUBT {
            return true;
        }
        let ended = self.ended.iter().find(|over| over.session == session);
        match ended {
            Some(over) => !self.has_arrived(session, answered, false) && now.duration_since(over.at) < WINDOW,
            // Ended this moment, or so long ago that it is forgotten.
            None => !is_bound(session) && now.duration_since(answered) < IN_DOUBT,
        }
    }

    fn make_room(&mut self, now: Instant) {
        if self.entries.len() >= REMEMBERED {
            self.entries.clear();
            self.answered.clear();
            self.doubtful.clear();
            self.forgot_until = Some(now + WINDOW);
        }
    }
}

/// The key of a likeness.
fn key(hash: u128) -> String {
    format!("{hash:032x}")
}
