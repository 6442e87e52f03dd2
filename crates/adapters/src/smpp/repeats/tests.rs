//! What is one message and what is two, in one process and after another.

use std::collections::{HashMap, HashSet};

use super::*;

const NOON: Millis = 500_000 * HOUR_MS;
const HOUR_MS: Millis = 3_600_000;

/// What the store keeps: messages by their ids, and what is in doubt by its likeness.
#[derive(Default)]
struct Stored {
    ids: HashSet<String>,
    in_doubt: HashMap<String, (String, Millis)>,
}

struct Scene {
    repeats: Repeats,
    stored: Stored,
    now: Now,
    bound: bool,
}

impl Scene {
    fn new(started: Millis) -> Self {
        Self {
            repeats: Repeats::new(started),
            stored: Stored::default(),
            now: Now {
                instant: Instant::now(),
                wall: started,
            },
            bound: true,
        }
    }

    /// Another process takes over, `seconds` after this one died.
    fn after_a_crash(self, seconds: u64) -> Self {
        let mut after = Self {
            stored: self.stored,
            now: self.now,
            ..Self::new(0)
        };
        after.pass(seconds);
        after.repeats = Repeats::new(after.now.wall);
        after
    }

    fn pass(&mut self, seconds: u64) {
        self.now.wall += seconds as Millis * 1_000;
        self.now.instant += Duration::from_secs(seconds);
    }

    fn arrives(&mut self, text: &'static str) -> Known {
        let message = Message {
            short_message: text.into(),
            ..Message::default()
        };
        let bound = self.bound;
        let message = (&message, &Tlvs::new());
        self.repeats.arrived(message, 1, self.now.instant, |_| bound)
    }

    fn answer(&mut self, known: Known) -> String {
        self.repeats.answered(std::slice::from_ref(&known), true, self.now);
        known.carrier_id
    }

    /// The id of the message that a delivery is stored as.
    fn stores(&mut self, text: &'static str) -> String {
        let known = self.arrives(text);
        let Likeness { key, ask } = known.likeness.clone();
        let id = self.answer(known);
        let noted = self.stored.in_doubt.get(&key).filter(|_| ask);
        let again = noted.filter(|(_, at)| self.now.wall - at < HOUR_MS);
        if let Some((first, _)) = again {
            return first.clone();
        }
        if self.stored.ids.insert(id.clone()) {
            self.stored.in_doubt.insert(key, (id.clone(), self.now.wall));
        }
        id
    }

    /// What the adapter does now and then.
    fn settles(&mut self, closing: bool) -> usize {
        let bound = self.bound;
        let certain = self.repeats.certain(self.now.instant, closing, |_| bound);
        for (key, until) in certain.iter().map(Certain::noted) {
            let noted = self.stored.in_doubt.get(&key);
            if noted.is_some_and(|(_, at)| *at <= until) {
                self.stored.in_doubt.remove(&key);
            }
        }
        let count = certain.len();
        self.repeats.settled(certain);
        count
    }

    fn session_ends(&mut self, in_order: bool) {
        self.bound = false;
        self.repeats.session_ended(1, self.now.instant, in_order);
    }
}

#[test]
fn the_same_words_on_a_living_session_are_two_messages() {
    let mut scene = Scene::new(NOON);
    let ids = ["1", "1", "2", "1"].map(|text| scene.stores(text));
    let distinct: HashSet<_> = ids.iter().collect();
    assert_eq!(distinct.len(), 4, "{ids:?}");
}

#[test]
fn what_was_not_answered_is_the_same_message_when_it_comes_again() {
    let mut scene = Scene::new(NOON);
    let first = scene.arrives("1").carrier_id;
    scene.pass(600);
    let again = scene.arrives("1");
    assert_eq!(again.carrier_id, first);
    scene.repeats.answered(&[again], false, scene.now);
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
    let (first, second) = (scene.arrives("1"), scene.arrives("1"));
    assert_ne!(first.carrier_id, second.carrier_id);
    assert!(first.likeness.ask && !second.likeness.ask);
}

#[test]
fn an_answer_just_before_the_end_of_its_session_is_in_doubt_and_an_old_one_is_not() {
    let mut scene = Scene::new(NOON);
    let old = scene.stores("old");
    scene.pass(120);
    let young = scene.stores("young");
    scene.pass(1);
    scene.session_ends(false);
    scene.pass(5);
    assert_eq!(scene.stores("young"), young);
    assert_ne!(scene.stores("old"), old);
    let mut scene = Scene::new(NOON);
    let young = scene.stores("young");
    scene.session_ends(false);
    scene.pass(3_700);
    assert_ne!(scene.stores("young"), young, "nobody sends again after so long");
}

#[test]
fn a_slow_answer_is_in_doubt_for_a_while() {
    let mut scene = Scene::new(NOON);
    let known = scene.arrives("1");
    scene.pass(8);
    let first = scene.answer(known);
    scene.pass(5);
    assert_eq!(scene.stores("1"), first);
    assert_ne!(scene.stores("1"), first);
}

#[test]
fn after_a_crash_what_is_in_doubt_is_known_whatever_hour_it_is() {
    for (before, after) in [(1, 1), (59, 2), (1, 60), (10, 3_000)] {
        // So many seconds before the hour, and so long until the next process.
        let mut scene = Scene::new(NOON - HOUR_MS);
        scene.pass(3_600 - before);
        let first = scene.stores("1");
        let mut scene = scene.after_a_crash(after);
        assert_eq!(scene.stores("1"), first, "{before} {after}");
        assert_ne!(scene.stores("1"), first, "once more is another message");
    }
}

#[test]
fn after_a_crash_what_was_certain_or_is_long_ago_is_another_message() {
    let mut scene = Scene::new(NOON);
    let first = scene.stores("1");
    scene.pass(60);
    assert_eq!(scene.settles(false), 1);
    let mut scene = scene.after_a_crash(1);
    assert_ne!(scene.stores("1"), first, "its answer had arrived");

    let mut scene = Scene::new(NOON);
    let first = scene.stores("1");
    let mut scene = scene.after_a_crash(3_601);
    assert_ne!(scene.stores("1"), first, "nobody sends again after so long");
}

#[test]
fn an_answer_is_certain_once_its_session_has_lived_on_or_was_unbound_in_order() {
    let mut scene = Scene::new(NOON);
    scene.stores("1");
    scene.pass(59);
    assert_eq!(scene.settles(false), 0);
    scene.pass(1);
    assert_eq!(scene.settles(false), 1);
    assert_eq!(scene.settles(false), 0, "once");
    assert!(scene.repeats.entries.is_empty());

    scene.stores("2");
    scene.session_ends(true);
    assert_eq!(scene.settles(false), 0);
    assert_eq!(scene.settles(true), 1, "at the end nothing is waited for");

    let mut scene = Scene::new(NOON);
    scene.stores("3");
    scene.session_ends(false);
    scene.pass(60);
    assert_eq!(scene.settles(true), 0, "it may not have arrived");
    scene.pass(3_600);
    assert_eq!(scene.settles(false), 0);
    assert!(scene.repeats.entries.is_empty(), "it is not remembered for ever");
}

#[test]
fn what_comes_while_the_store_forgets_is_new_and_what_it_could_not_forget_is_tried_again() {
    let mut scene = Scene::new(NOON);
    let first = scene.stores("1");
    scene.pass(60);
    let certain = scene.repeats.certain(scene.now.instant, false, |_| true);
    let second = scene.arrives("1");
    assert!(second.carrier_id != first && !second.likeness.ask);
    scene.answer(second);
    scene.repeats.settled(certain);
    assert!(!scene.arrives("1").likeness.ask, "the second is still remembered");

    let mut scene = Scene::new(NOON);
    scene.stores("1");
    scene.pass(60);
    let certain = scene.repeats.certain(scene.now.instant, false, |_| true);
    scene.repeats.not_settled(certain, scene.now.instant);
    scene.pass(60);
    assert_eq!(scene.settles(false), 1);
}

#[test]
fn what_is_too_much_to_remember_makes_no_message_a_repeated_one() {
    let mut scene = Scene::new(NOON);
    let first = scene.stores("1");
    for number in 0..REMEMBERED as u64 {
        let message = Message {
            short_message: number.to_be_bytes().to_vec().into(),
            ..Message::default()
        };
        let message = (&message, &Tlvs::new());
        scene.repeats.arrived(message, 1, scene.now.instant, |_| true);
    }
    assert!(scene.repeats.entries.len() <= REMEMBERED);
    assert_ne!(scene.stores("1"), first);
    scene.pass(3_601);
    assert!(scene.arrives("of another hour").likeness.ask);
}
