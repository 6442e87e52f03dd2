//! Deliveries without an id: known by what they say while our answer is in doubt, wherever an hour ends.

use super::harness::{HOUR, OTHER_PROVIDER, PROVIDER, TestStore};
use super::inbound::{id_of, inbound, store_one};
use crate::{InboundStored, InboundUnit, Likeness, PartKey, PartOutcome, PartUnit};

const PHONE: &str = "+254700000001";

/// A delivery by one process (its name begins the id) of a message that says `key`.
fn delivery(t: &TestStore, id: &str, key: &str, ask: bool) -> InboundUnit {
    InboundUnit {
        likeness: Some(Likeness {
            key: key.to_owned(),
            ask,
        }),
        ..inbound(t, id, PHONE)
    }
}

#[tokio::test]
async fn what_is_in_doubt_is_known_again_for_an_hour_wherever_the_clocks_hour_ends() {
    for (before_the_hour, later, known) in [(1, 2, true), (1_000, HOUR - 1, true), (1, HOUR, false)] {
        let t = TestStore::start().await;
        t.clock.advance(HOUR - t.now().rem_euclid(HOUR) - before_the_hour);
        let first = id_of(store_one(&t, delivery(&t, "a-1", "yes", true)).await);
        t.clock.advance(later);
        let again = store_one(&t, delivery(&t, "b-1", "yes", true)).await;
        assert_eq!(again == InboundStored::Again(first), known, "{before_the_hour} {later}");
        // The same process delivers it once more by its own id: that is known too.
        let InboundStored::Again(second) = store_one(&t, delivery(&t, "b-1", "yes", false)).await else {
            panic!("an id is known for days")
        };
        assert_eq!(second == first, known);
        t.check_counts().await;
    }
}

#[tokio::test]
async fn who_writes_the_same_again_is_heard_once_the_answer_is_certain_or_was_met_here() {
    let t = TestStore::start().await;
    let first = id_of(store_one(&t, delivery(&t, "a-1", "yes", true)).await);
    // The process that has met the first one does not ask.
    let second = id_of(store_one(&t, delivery(&t, "a-2", "yes", false)).await);
    assert_ne!(first, second);
    let answered = t.now();
    t.clock.advance(60_000);
    let elsewhere = InboundUnit {
        provider: OTHER_PROVIDER,
        ..delivery(&t, "c-1", "yes", true)
    };
    id_of(store_one(&t, elsewhere).await);
    let certain = vec![("yes".to_owned(), answered), ("unknown".to_owned(), answered)];
    t.store.inbound_certain(PROVIDER, certain).await.unwrap();
    let third = id_of(store_one(&t, delivery(&t, "b-1", "yes", true)).await);
    // Another process took that one meanwhile: what is certain of the older one says nothing of it.
    t.store
        .inbound_certain(PROVIDER, vec![("yes".to_owned(), answered)])
        .await
        .unwrap();
    let again = store_one(&t, delivery(&t, "c-1", "yes", true)).await;
    assert_eq!(again, InboundStored::Again(third));
    t.check_counts().await;
}

#[tokio::test]
async fn two_that_are_alike_and_come_together_are_two() {
    let t = TestStore::start().await;
    let both = vec![delivery(&t, "a-1", "1", true), delivery(&t, "a-2", "1", false)];
    let stored = t.store.inbound_store(both).await.unwrap();
    let [InboundStored::New(first), InboundStored::New(second)] = stored[..] else {
        panic!("{stored:?}")
    };
    assert_ne!(first, second);
    let again = store_one(&t, delivery(&t, "b-1", "1", true)).await;
    assert_eq!(again, InboundStored::Again(second), "the last one is in doubt");
}

#[tokio::test]
async fn a_part_of_a_stored_message_is_known_by_what_it_says() {
    let t = TestStore::start().await;
    let key = PartKey {
        provider: PROVIDER,
        from: PHONE.to_owned(),
        to: "22384".to_owned(),
        reference: 7,
        total: 2,
    };
    let part = |process: &str, number: u8| {
        let mut unit = super::inbound_parts::part(&t, &key, number);
        unit.part.dedupe = format!("{process}-{number}");
        unit.part.likeness = Some(format!("part {number}"));
        PartUnit { ask: true, ..unit }
    };
    let store = async |unit: PartUnit| t.store.inbound_part_store(vec![unit]).await.unwrap().remove(0);
    assert!(matches!(store(part("a", 1)).await, PartOutcome::Kept));
    // The message is not whole yet: the part that is kept stays the only one.
    assert!(matches!(store(part("b", 1)).await, PartOutcome::Kept));
    assert!(matches!(store(part("b", 2)).await, PartOutcome::Complete(parts) if parts.len() == 2));
    let unit = InboundUnit {
        parts: Some(key.clone()),
        ..inbound(&t, "a-1", PHONE)
    };
    let message = id_of(store_one(&t, unit).await);
    for number in [1, 2] {
        let again = store(part("c", number)).await;
        assert!(
            matches!(again, PartOutcome::Again(found) if found == message),
            "{number}"
        );
    }
    t.clock.advance(HOUR);
    // Another message with the same words, the same reference and the same number of parts.
    assert!(matches!(store(part("d", 1)).await, PartOutcome::Kept));
}
