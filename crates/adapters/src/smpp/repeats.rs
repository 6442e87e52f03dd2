//! Tells a message that the SMSC delivers again from a person who writes the same again.
//!
//! SMPP gives inbound messages no id. The SMSC repeats a deliver_sm only when our answer did not reach it: it was "not
//! now", it came late, or the session ended soon after. Then the repeated one gets the id of the first, by which it is
//! known in the store; in every other case the same words get an id of their own, since "1" twice is two answers.
//!
//! After a restart nothing is remembered, so the first of its words in an hour has an id that follows from the words
//! and the hour: what was stored and never answered before the restart is known again. Words that a person repeats must
//! not be taken for that, so this holds only for the first minutes of a process and for hours that began in it.

use std::collections::HashMap;
use std::collections::VecDeque;
use std::time::Duration;

use ::smpp::pdu::Message;
use ::smpp::tlv::Tlvs;
use domain::Millis;
use tokio::time::Instant;

/// Inbound messages that are remembered; beyond, all are forgotten and ids are no longer predictable for this hour.
const REMEMBERED: usize = 100_000;
/// Sessions whose end is remembered.
const SESSIONS: usize = 64;
/// An answer so soon before the end of its session may not have arrived.
const IN_DOUBT: Duration = Duration::from_secs(60);
/// How long after that the SMSC may send again.
const REDELIVERY: Duration = Duration::from_secs(600);
/// An answer slower than this may have been given up by the SMSC.
const SLOW: Duration = Duration::from_secs(5);
/// After a start, how long the SMSC may send again what the process before took.
const AFTER_START_MS: Millis = 5 * 60_000;
const HOUR_MS: Millis = 3_600_000;

/// What an inbound message is known by.
pub(super) struct Known {
    pub carrier_id: String,
    hash: u128,
}

struct Entry {
    carrier_id: String,
    hour: Millis,
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
    Taken(Instant),
}

/// The messages of late.
pub(super) struct Repeats {
    started: Millis,
    entries: HashMap<u128, Entry>,
    /// Sessions that ended, and when.
    ended: VecDeque<(u64, Instant)>,
    /// The hour in which too much came to be remembered.
    forgot: Option<Millis>,
    count: u64,
}

impl Repeats {
    pub fn new(now: Millis) -> Self {
        Self {
            started: now,
            entries: HashMap::new(),
            ended: VecDeque::new(),
            forgot: None,
            count: 0,
        }
    }

    /// A message arrived: the id by which it is stored.
    pub fn arrived(
        &mut self,
        message: &Message,
        tlvs: &Tlvs,
        (session, now, instant): (u64, Millis, Instant),
        is_bound: impl Fn(u64) -> bool,
    ) -> Known {
        let hash = hash(message, tlvs);
        let hour = now.div_euclid(HOUR_MS);
        let known = self.entries.get(&hash);
        if let Some(entry) = known.filter(|entry| self.is_repeat(entry, instant, is_bound)) {
            let carrier_id = entry.carrier_id.clone();
            return self.remember(hash, carrier_id, hour, (session, instant));
        }
        let first = known.is_none_or(|entry| entry.hour != hour);
        let carrier_id = match first && self.is_predictable(hour, now) {
            true => format!("{hash:032x}-{hour}"),
            false => {
                self.count += 1;
                format!("{hash:032x}-{hour}-{}-{}", self.started, self.count)
            }
        };
        self.make_room(hour);
        self.remember(hash, carrier_id, hour, (session, instant))
    }

    fn remember(&mut self, hash: u128, carrier_id: String, hour: Millis, at: (u64, Instant)) -> Known {
        let entry = Entry {
            carrier_id: carrier_id.clone(),
            hour,
            session: at.0,
            arrived: at.1,
            answer: Answer::Pending,
        };
        self.entries.insert(hash, entry);
        Known { carrier_id, hash }
    }

    /// These are answered now; `taken` where they were stored.
    pub fn answered(&mut self, known: &[Known], taken: bool, now: Instant) {
        let answer = if taken { Answer::Taken(now) } else { Answer::NotNow };
        for Known { carrier_id, hash } in known {
            if let Some(entry) = self
                .entries
                .get_mut(hash)
                .filter(|entry| entry.carrier_id == *carrier_id)
            {
                entry.answer = answer;
            }
        }
    }

    /// A session ended: answers that were given on it of late may be lost.
    pub fn session_ended(&mut self, session: u64, now: Instant) {
        if self.ended.len() >= SESSIONS {
            self.ended.pop_front();
        }
        self.ended.push_back((session, now));
    }

    fn is_repeat(&self, entry: &Entry, now: Instant, is_bound: impl Fn(u64) -> bool) -> bool {
        let session = entry.session;
        let answered = match entry.answer {
            Answer::NotNow => return true,
            // Two that arrive together are two: nobody sends again what may be answered any moment.
            Answer::Pending => return !is_bound(session) || now.duration_since(entry.arrived) > SLOW,
            Answer::Taken(answered) => answered,
        };
        let slow = answered.duration_since(entry.arrived) > SLOW;
        if slow && now.duration_since(answered) < IN_DOUBT {
            return true;
        }
        match self.ended.iter().find(|(one, _)| *one == session) {
            Some((_, ended)) => {
                let doubtful = ended.duration_since(answered) < IN_DOUBT;
                doubtful && now.duration_since(*ended) < REDELIVERY
            }
            // Ended this moment, or so long ago that it is forgotten.
            None => !is_bound(session) && now.duration_since(answered) < IN_DOUBT,
        }
    }

    fn is_predictable(&self, hour: Millis, now: Millis) -> bool {
        let own_hour = hour * HOUR_MS >= self.started;
        self.forgot != Some(hour) && (own_hour || now - self.started < AFTER_START_MS)
    }

    fn make_room(&mut self, hour: Millis) {
        if self.entries.len() < REMEMBERED {
            return;
        }
        self.entries.retain(|_, entry| entry.hour == hour);
        if self.entries.len() >= REMEMBERED {
            self.entries.clear();
            self.forgot = Some(hour);
        }
    }
}

/// FNV-1a over all that a repeated delivery repeats; written here since it must be the same after an update.
fn hash(message: &Message, tlvs: &Tlvs) -> u128 {
    let kinds = [message.esm_class, message.data_coding, message.protocol_id];
    let fields = [
        message.source.text.as_bytes(),
        message.destination.text.as_bytes(),
        &kinds,
        &message.short_message,
    ];
    let mut hash = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d_u128;
    let mut add = |octets: &[u8]| {
        for octet in (octets.len() as u32).to_be_bytes().iter().chain(octets) {
            hash = (hash ^ u128::from(*octet)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    };
    fields.into_iter().for_each(&mut add);
    for tlv in tlvs.iter() {
        add(&tlv.tag.to_be_bytes());
        add(&tlv.value);
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Millis = 500_000 * HOUR_MS;

    struct Scene {
        repeats: Repeats,
        now: Millis,
        instant: Instant,
        bound: bool,
    }

    impl Scene {
        fn new(started: Millis) -> Self {
            Self {
                repeats: Repeats::new(started),
                now: started,
                instant: Instant::now(),
                bound: true,
            }
        }

        fn pass(&mut self, seconds: u64) {
            self.now += seconds as Millis * 1_000;
            self.instant += Duration::from_secs(seconds);
        }

        fn arrives(&mut self, text: &'static str) -> Known {
            let message = Message {
                short_message: text.into(),
                ..Message::default()
            };
            let bound = self.bound;
            let now = (1, self.now, self.instant);
            self.repeats.arrived(&message, &Tlvs::new(), now, |_| bound)
        }

        fn answer(&mut self, known: Known) -> String {
            self.repeats.answered(std::slice::from_ref(&known), true, self.instant);
            known.carrier_id
        }

        fn stored(&mut self, text: &'static str) -> String {
            let known = self.arrives(text);
            self.answer(known)
        }

        fn session_ends(&mut self) {
            self.bound = false;
            self.repeats.session_ended(1, self.instant);
        }
    }

    #[test]
    fn the_same_words_on_a_living_session_are_two_messages() {
        let mut scene = Scene::new(NOON);
        let ids = [
            scene.stored("1"),
            scene.stored("1"),
            scene.stored("2"),
            scene.stored("1"),
        ];
        let distinct: std::collections::HashSet<_> = ids.iter().collect();
        assert_eq!(distinct.len(), 4, "{ids:?}");
    }

    #[test]
    fn what_was_not_answered_is_the_same_message_when_it_comes_again() {
        let mut scene = Scene::new(NOON);
        let first = scene.arrives("1").carrier_id;
        scene.pass(600);
        let again = scene.arrives("1");
        assert_eq!(again.carrier_id, first);
        scene.repeats.answered(&[again], false, scene.instant);
        assert_eq!(scene.arrives("1").carrier_id, first, "it was told to send again");
        scene.bound = false;
        assert_eq!(
            scene.arrives("1").carrier_id,
            first,
            "its session ended before an answer"
        );
    }

    #[test]
    fn the_same_words_that_arrive_together_are_two_messages() {
        let mut scene = Scene::new(NOON);
        assert_ne!(scene.arrives("1").carrier_id, scene.arrives("1").carrier_id);
    }

    #[test]
    fn an_answer_just_before_the_end_of_its_session_is_in_doubt_and_an_old_one_is_not() {
        let mut scene = Scene::new(NOON);
        let old = scene.stored("old");
        scene.pass(120);
        let young = scene.stored("young");
        scene.pass(1);
        scene.session_ends();
        scene.pass(5);
        assert_eq!(scene.stored("young"), young);
        assert_ne!(scene.stored("old"), old);
        let mut scene = Scene::new(NOON);
        let young = scene.stored("young");
        scene.session_ends();
        scene.pass(700);
        assert_ne!(scene.stored("young"), young, "nobody sends again after so long");
    }

    #[test]
    fn a_slow_answer_is_in_doubt_for_a_while() {
        let mut scene = Scene::new(NOON);
        let known = scene.arrives("1");
        scene.pass(8);
        let first = scene.answer(known);
        scene.pass(5);
        assert_eq!(scene.stored("1"), first);
        assert_ne!(scene.stored("1"), first);
    }

    #[test]
    fn after_a_restart_what_was_never_answered_is_known_and_later_words_are_not_mistaken_for_it() {
        let before = Scene::new(NOON - HOUR_MS).stored_at("1", NOON + 60_000);
        let mut after = Scene::new(NOON + 120_000);
        assert_eq!(after.arrives("1").carrier_id, before);
        let mut after = Scene::new(NOON + 120_000);
        after.pass(301);
        assert_ne!(after.arrives("1").carrier_id, before);
    }

    impl Scene {
        fn stored_at(mut self, text: &'static str, now: Millis) -> String {
            self.now = now;
            self.stored(text)
        }
    }

    #[test]
    fn what_is_too_much_to_remember_makes_no_message_a_repeated_one() {
        let mut scene = Scene::new(NOON);
        let first = scene.stored("1");
        for number in 0..REMEMBERED as u64 {
            let message = Message {
                short_message: number.to_be_bytes().to_vec().into(),
                ..Message::default()
            };
            let now = (1, scene.now, scene.instant);
            scene.repeats.arrived(&message, &Tlvs::new(), now, |_| true);
        }
        assert!(scene.repeats.entries.len() <= REMEMBERED);
        assert_ne!(scene.stored("1"), first);
    }
}
