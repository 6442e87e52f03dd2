//! Parts of long inbound messages: any order, repeated, incomplete.

use domain::MessageId;
use domain::alphabet::Alphabet;

use super::harness::{PROVIDER, TestStore};
use super::inbound::{id_of, inbound, store_one};
use crate::{InboundPart, InboundStored, InboundUnit, PartKey, PartOutcome, PartUnit};

const PHONE: &str = "+254700000001";

fn key(reference: u16, total: u8) -> PartKey {
    PartKey {
        provider: PROVIDER,
        from: PHONE.to_owned(),
        to: "22384".to_owned(),
        reference,
        total,
    }
}

pub(super) fn part(t: &TestStore, key: &PartKey, number: u8) -> PartUnit {
    PartUnit {
        key: key.clone(),
        part: InboundPart {
            number,
            alphabet: Alphabet::Ucs2,
            octets: vec![0, number, 0xff],
            dedupe: format!("part-{}-{number}", key.reference),
            raw: format!("{{\"part\":{number}}}"),
            received_at: t.now(),
            likeness: None,
        },
        ask: false,
    }
}

async fn store_parts(t: &TestStore, key: &PartKey, numbers: &[u8]) -> Vec<PartOutcome> {
    let units = numbers.iter().map(|number| part(t, key, *number)).collect();
    t.store.inbound_part_store(units).await.unwrap()
}

/// The numbers of the parts where they are complete.
fn complete(outcome: &PartOutcome) -> Option<Vec<u8>> {
    match outcome {
        PartOutcome::Complete(parts) => Some(parts.iter().map(|part| part.number).collect()),
        _ => None,
    }
}

fn made_of(t: &TestStore, key: &PartKey) -> InboundUnit {
    InboundUnit {
        parts: Some(key.clone()),
        ..inbound(t, &format!("set-{}", key.reference), PHONE)
    }
}

#[tokio::test]
async fn parts_in_any_order_make_one_message_once() {
    let t = TestStore::start().await;
    let key = key(7, 3);
    assert!(matches!(store_parts(&t, &key, &[3]).await[..], [PartOutcome::Kept]));
    assert!(matches!(
        store_parts(&t, &key, &[3, 1]).await[..],
        [PartOutcome::Kept, PartOutcome::Kept]
    ));
    let last = store_parts(&t, &key, &[2]).await;
    let PartOutcome::Complete(parts) = &last[0] else {
        panic!("all parts are there")
    };
    let octets: Vec<&[u8]> = parts.iter().map(|part| part.octets.as_slice()).collect();
    assert_eq!(octets, [[0, 1, 0xff], [0, 2, 0xff], [0, 3, 0xff]]);
    assert!(parts.iter().all(|part| part.alphabet == Alphabet::Ucs2));
    assert_eq!(parts[1].raw, "{\"part\":2}");
    let id = id_of(store_one(&t, made_of(&t, &key)).await);
    assert_eq!(t.rows("SELECT COUNT(*) FROM inbound_parts").await, 0);
    for outcome in store_parts(&t, &key, &[1, 2, 3]).await {
        assert!(matches!(outcome, PartOutcome::Again(stored) if stored == id));
    }
    assert_eq!(store_one(&t, made_of(&t, &key)).await, InboundStored::Again(id));
    assert_eq!(t.rows("SELECT COUNT(*) FROM messages").await, 1);
}

#[tokio::test]
async fn complete_parts_are_answered_until_their_message_is_stored() {
    let t = TestStore::start().await;
    let key = key(7, 2);
    let outcomes = store_parts(&t, &key, &[2, 1]).await;
    assert!(matches!(outcomes[0], PartOutcome::Kept));
    assert_eq!(complete(&outcomes[1]), Some(vec![1, 2]));
    let again = store_parts(&t, &key, &[2]).await;
    assert_eq!(complete(&again[0]), Some(vec![1, 2]));
    id_of(store_one(&t, made_of(&t, &key)).await);
}

#[tokio::test]
async fn parts_of_different_messages_do_not_mix() {
    let t = TestStore::start().await;
    let (one, two, three) = (key(7, 2), key(8, 2), key(7, 3));
    let other_phone = PartKey {
        from: "+254700000002".to_owned(),
        ..one.clone()
    };
    let units = vec![
        part(&t, &one, 1),
        part(&t, &two, 2),
        part(&t, &three, 3),
        part(&t, &other_phone, 2),
        part(&t, &two, 1),
        part(&t, &one, 9),
    ];
    let outcomes = t.store.inbound_part_store(units).await.unwrap();
    let found: Vec<Option<Vec<u8>>> = outcomes.iter().map(complete).collect();
    assert_eq!(found, [None, None, None, None, Some(vec![1, 2]), None]);
}

#[tokio::test]
async fn what_stays_incomplete_is_found_by_its_age_and_taken_once() {
    let t = TestStore::start().await;
    let (early, late) = (key(7, 3), key(8, 2));
    store_parts(&t, &early, &[3, 1]).await;
    t.clock.advance(1_000);
    store_parts(&t, &late, &[1]).await;
    assert!(
        t.store
            .inbound_parts_stale_all(t.now() - 1_001, 9)
            .await
            .unwrap()
            .is_empty()
    );
    let stale = t.store.inbound_parts_stale_all(t.now() - 1_000, 9).await.unwrap();
    assert_eq!(stale.len(), 1);
    assert!(stale[0].key == early);
    assert_eq!(
        stale[0].parts.iter().map(|part| part.number).collect::<Vec<_>>(),
        [1, 3]
    );
    assert_eq!(t.store.inbound_parts_stale_all(t.now(), 1).await.unwrap().len(), 1);
    assert_eq!(t.store.inbound_parts_stale_all(t.now(), 9).await.unwrap().len(), 2);
    let unit = InboundUnit {
        incomplete: true,
        ..made_of(&t, &early)
    };
    let id = id_of(store_one(&t, unit.clone()).await);
    assert!(t.get(id).await.detail.is_some());
    let by_another_name = InboundUnit {
        dedupe: "somebody-elses".to_owned(),
        ..unit.clone()
    };
    assert_eq!(store_one(&t, by_another_name).await, InboundStored::Gone);
    let stored = t
        .store
        .inbound_store(vec![made_of(&t, &late), made_of(&t, &late)])
        .await
        .unwrap();
    assert_eq!(stored[1], InboundStored::Again(id_of(stored[0])));
    assert!(t.store.inbound_parts_stale_all(t.now(), 9).await.unwrap().is_empty());
}

#[tokio::test]
async fn of_two_nodes_that_get_a_part_each_one_sees_both() {
    let t = TestStore::start().await;
    let Some(second) = t.second_node().await else { return };
    for reference in 0..20 {
        let key = key(reference, 2);
        let (here, there) = tokio::join!(
            t.store.inbound_part_store(vec![part(&t, &key, 1)]),
            second.inbound_part_store(vec![part(&t, &key, 2)])
        );
        let (here, there) = (here.unwrap(), there.unwrap());
        let seen = [complete(&here[0]), complete(&there[0])];
        assert!(seen.contains(&Some(vec![1, 2])), "neither saw the other's part");
    }
    second.close().await.unwrap();
}

#[tokio::test]
async fn parts_that_an_account_handed_in_are_known_by_their_message_afterwards() {
    let t = TestStore::start().await;
    let key = key(9, 2);
    store_parts(&t, &key, &[1]).await;
    let account = domain::SmppAccountId::new(key.provider.get());
    let known = async |number: u8| {
        t.store
            .submitted_part_message(account, &format!("part-9-{number}"))
            .await
            .unwrap()
    };
    assert_eq!(known(1).await, None);
    let kept = t.store.submitted_part_get(key.clone(), 1).await.unwrap().unwrap();
    assert_eq!(kept.octets, [0, 1, 0xff]);
    assert!(t.store.submitted_part_get(key.clone(), 2).await.unwrap().is_none());
    store_parts(&t, &key, &[2]).await;
    let message = MessageId::new(77);
    t.store.submitted_parts_done(key.clone(), message).await.unwrap();
    assert_eq!((known(1).await, known(2).await), (Some(message), Some(message)));
    assert!(
        t.store.submitted_part_get(key, 1).await.unwrap().is_none(),
        "they are taken"
    );
}
