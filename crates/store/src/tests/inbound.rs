//! Inbound messages: stored once, listed from both sides, STOP and START.

use domain::keyword::ConsentWord;
use domain::{Direction, EventKind, MessageId, MessageState, OrganizationId};

use super::harness::{HOUR, ORG, OTHER_ORG, OTHER_PROVIDER, PROVIDER, TestStore};
use crate::{Begun, InboundStored, InboundUnit, MessageFilter, MessageRow, OutboxKind, Suppression, Targets};

const PHONE: &str = "+254700000001";

pub(super) fn inbound(t: &TestStore, dedupe: &str, from: &str) -> InboundUnit {
    InboundUnit {
        provider: PROVIDER,
        organization: Some(ORG),
        dedupe: dedupe.to_owned(),
        from: from.to_owned(),
        to: "22384".to_owned(),
        country: *b"KE",
        body: "Ngara".to_owned(),
        ucs2: false,
        segments: 1,
        price: None,
        charged: false,
        raw: r#"{"text":"Ngara"}"#.to_owned(),
        received_at: t.now(),
        word: None,
        incomplete: false,
        smpp_accounts: Vec::new(),
        parts: None,
        likeness: None,
    }
}

pub(super) async fn store_one(t: &TestStore, unit: InboundUnit) -> InboundStored {
    let stored = t.store.inbound_store(vec![unit]).await.unwrap();
    assert_eq!(stored.len(), 1);
    stored[0]
}

pub(super) fn id_of(stored: InboundStored) -> MessageId {
    match stored {
        InboundStored::New(id) => id,
        other => panic!("it was not stored: {other:?}"),
    }
}

async fn list(t: &TestStore, organization: OrganizationId, filter: MessageFilter) -> Vec<MessageRow> {
    t.store
        .messages_list(organization, &filter, None, 50)
        .await
        .unwrap()
        .rows
}

#[tokio::test]
async fn an_inbound_message_is_kept_with_its_phone_as_sender() {
    let t = TestStore::start().await;
    let unit = InboundUnit {
        ucs2: true,
        segments: 3,
        incomplete: true,
        ..inbound(&t, "a", PHONE)
    };
    let id = id_of(store_one(&t, unit).await);
    let row = t.get(id).await;
    assert_eq!((row.from.as_deref(), row.to.as_str()), (Some(PHONE), "22384"));
    assert_eq!((row.direction, row.state), (Direction::Inbound, MessageState::Received));
    assert_eq!(
        (&*row.body, row.ucs2, row.segments, row.cost_micros),
        ("Ngara", true, 3, 0)
    );
    assert_eq!((row.accepted_at, row.ended_at), (t.now(), Some(t.now())));
    assert_eq!(row.provider, Some(PROVIDER));
    let events = t.store.events_list(ORG, id).await.unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].kind, EventKind::Received);
    assert_eq!(events[0].metadata.as_deref(), Some(r#"{"text":"Ngara"}"#));
    assert_eq!(events[0].detail.as_deref(), Some("parts of it never came"));
    assert_eq!(row.detail, events[0].detail);
    t.check_counts().await;
}

#[tokio::test]
async fn a_repeated_delivery_is_stored_once_for_seven_days() {
    let t = TestStore::start().await;
    let id = id_of(store_one(&t, inbound(&t, "a", PHONE)).await);
    assert_eq!(store_one(&t, inbound(&t, "a", PHONE)).await, InboundStored::Again(id));
    let elsewhere = InboundUnit {
        provider: OTHER_PROVIDER,
        ..inbound(&t, "a", PHONE)
    };
    let units = vec![
        inbound(&t, "b", PHONE),
        elsewhere,
        inbound(&t, "b", PHONE),
        inbound(&t, "a", PHONE),
    ];
    let stored = t.store.inbound_store(units).await.unwrap();
    let (b, other) = (id_of(stored[0]), id_of(stored[1]));
    assert_eq!(stored[2..], [InboundStored::Again(b), InboundStored::Again(id)]);
    assert!(id < b && b < other);
    let count = t.rows("SELECT COUNT(*) FROM messages WHERE direction = 2").await;
    assert_eq!(count, 3);
    t.clock.advance(7 * 24 * HOUR - 1);
    assert_eq!(t.store.sweep(t.now()).await.unwrap(), 0);
    assert_eq!(store_one(&t, inbound(&t, "a", PHONE)).await, InboundStored::Again(id));
    t.clock.advance(1);
    assert_eq!(t.store.sweep(t.now()).await.unwrap(), 3);
    id_of(store_one(&t, inbound(&t, "a", PHONE)).await);
    assert!(t.store.inbound_store(Vec::new()).await.unwrap().is_empty());
    t.check_counts().await;
}

#[tokio::test]
async fn a_number_lists_its_messages_of_both_directions() {
    let t = TestStore::start().await;
    let sent = t.queued(PHONE).await;
    let answer = id_of(store_one(&t, inbound(&t, "a", PHONE)).await);
    let own = InboundUnit {
        to: "22385".to_owned(),
        ..inbound(&t, "b", PHONE)
    };
    let elsewhere = id_of(store_one(&t, own).await);
    id_of(store_one(&t, inbound(&t, "c", "+254700000002")).await);
    t.queued("+254700000002").await;
    let ids = |rows: Vec<MessageRow>| rows.into_iter().map(|row| row.id).collect::<Vec<_>>();
    let phone = Some(PHONE.to_owned());
    let of_phone = MessageFilter {
        phone: phone.clone(),
        ..MessageFilter::default()
    };
    assert_eq!(ids(list(&t, ORG, of_phone.clone()).await), [elsewhere, answer, sent.id]);
    let inbox = MessageFilter {
        direction: Some(Direction::Inbound),
        ..MessageFilter::default()
    };
    assert_eq!(list(&t, ORG, inbox.clone()).await.len(), 3);
    assert!(list(&t, OTHER_ORG, inbox.clone()).await.is_empty());
    let to_one = MessageFilter {
        own_address: Some("22385".to_owned()),
        ..inbox.clone()
    };
    assert_eq!(ids(list(&t, ORG, to_one).await), [elsewhere]);
    let both = MessageFilter {
        own_address: Some("22384".to_owned()),
        ..of_phone
    };
    assert_eq!(ids(list(&t, ORG, both).await), [answer]);
    let first = t.store.messages_list(ORG, &inbox, None, 2).await.unwrap();
    assert_eq!(first.rows.len(), 2);
    let before = first.next.map(MessageId::new);
    let rest = t.store.messages_list(ORG, &inbox, before, 2).await.unwrap();
    assert_eq!((ids(rest.rows), rest.next), (vec![answer], None));
}

#[tokio::test]
async fn what_nobody_takes_is_kept_for_nobody() {
    let t = TestStore::start().await;
    let stray = InboundUnit {
        organization: None,
        word: Some(ConsentWord::Stop),
        ..inbound(&t, "a", PHONE)
    };
    let id = id_of(store_one(&t, stray).await);
    let nobody = OrganizationId::new(0);
    assert!(t.store.message_get(nobody, id).await.unwrap().is_some());
    assert!(t.store.message_get(ORG, id).await.unwrap().is_none());
    assert_eq!(t.rows("SELECT COUNT(*) FROM suppressions").await, 0);
    t.check_counts().await;
}

#[tokio::test]
async fn a_stop_suppresses_in_the_same_transaction_and_a_start_ends_it() {
    let t = TestStore::start().await;
    let taken = t.submitted(PHONE, &["x"]).await;
    let waiting = t.queued(PHONE).await;
    let said = |dedupe: &str, word| InboundUnit {
        word: Some(word),
        ..inbound(&t, dedupe, PHONE)
    };
    store_one(&t, said("a", ConsentWord::Stop)).await;
    let found = t.store.suppression_get(ORG, PHONE).await.unwrap();
    assert_eq!(
        (found[0].reason.as_str(), found[0].at, found.len()),
        ("stop", t.now(), 1)
    );
    assert!(t.store.suppression_get(OTHER_ORG, PHONE).await.unwrap().is_empty());
    assert_eq!(t.begin(std::slice::from_ref(&waiting)).await, [Begun::Suppressed]);
    assert_eq!(t.kinds(taken.id).await.last(), Some(&EventKind::StopTooLate));
    let (start, again) = (said("b", ConsentWord::Start), said("a", ConsentWord::Stop));
    store_one(&t, start).await;
    assert!(t.store.suppression_get(ORG, PHONE).await.unwrap().is_empty());
    // The first STOP, delivered again, is an old one.
    assert!(matches!(store_one(&t, again).await, InboundStored::Again(_)));
    assert!(t.store.suppression_get(ORG, PHONE).await.unwrap().is_empty());
    let both = vec![said("c", ConsentWord::Start), said("d", ConsentWord::Stop)];
    t.store.inbound_store(both).await.unwrap();
    assert!(!t.store.suppression_get(ORG, PHONE).await.unwrap().is_empty());
    let events = t.kinds(taken.id).await;
    assert_eq!(events.iter().filter(|kind| **kind == EventKind::StopTooLate).count(), 2);
    t.check_counts().await;
}

#[tokio::test]
async fn a_start_does_not_end_what_a_person_or_the_carrier_decided() {
    let t = TestStore::start().await;
    // Whether the STOP came before or after it, or never.
    for (number, reason, stop) in [
        ("+254700000001", "person", None),
        ("+254700000002", "carrier", None),
        ("+254700000003", "person", Some(true)),
        ("+254700000004", "person", Some(false)),
        ("+254700000005", "carrier", Some(true)),
    ] {
        let said = async |dedupe: &str, word| {
            let unit = InboundUnit {
                word: Some(word),
                ..inbound(&t, &format!("{dedupe}{number}"), number)
            };
            store_one(&t, unit).await
        };
        let waiting = t.queued(number).await;
        if stop == Some(true) {
            said("stop", ConsentWord::Stop).await;
        }
        let suppression = Suppression {
            organization: ORG,
            number: number.to_owned(),
            reason: reason.to_owned(),
            at: t.now(),
        };
        t.store.suppression_insert(suppression).await.unwrap();
        if stop == Some(false) {
            said("stop", ConsentWord::Stop).await;
        }
        said("start", ConsentWord::Start).await;
        let left = t.store.suppression_get(ORG, number).await.unwrap();
        let left: Vec<&str> = left.iter().map(|why| why.reason.as_str()).collect();
        assert_eq!(left, [reason], "{stop:?}");
        assert_eq!(
            t.begin(std::slice::from_ref(&waiting)).await,
            [Begun::Suppressed],
            "{number}"
        );
    }
}

#[tokio::test]
async fn smpp_accounts_are_told_of_what_comes_in() {
    let t = TestStore::start().await;
    let unit = InboundUnit {
        smpp_accounts: vec![77, 78],
        ..inbound(&t, "a", PHONE)
    };
    let id = id_of(store_one(&t, unit.clone()).await);
    store_one(&t, unit).await;
    for account in [77, 78] {
        let rows = t
            .store
            .outbox_claim(Targets::Account(account), 9, t.now())
            .await
            .unwrap();
        assert_eq!(rows.len(), 1);
        let row = &rows[0];
        assert_eq!(
            (row.kind, row.state, row.message.id),
            (OutboxKind::Inbound, MessageState::Received, id)
        );
        assert_eq!(
            (&*row.message.body, row.message.from.as_deref()),
            ("Ngara", Some(PHONE))
        );
    }
    assert!(t.store.hook_waiting_all(i64::MIN, 9).await.unwrap().is_empty());
}

#[tokio::test]
async fn inbound_and_outbound_fill_buckets_beside_each_other() {
    let mut t = TestStore::start_with(|config| config.bucket_messages = 3).await;
    let mut expected = Vec::new();
    for round in 0..4 {
        expected.push(t.queued(PHONE).await.id);
        expected.push(id_of(store_one(&t, inbound(&t, &format!("a{round}"), PHONE)).await));
        if round == 1 {
            t.restart().await;
        }
    }
    expected.reverse();
    let filter = MessageFilter {
        phone: Some(PHONE.to_owned()),
        ..MessageFilter::default()
    };
    let (mut found, mut before) = (Vec::new(), None);
    loop {
        let page = t.store.messages_list(ORG, &filter, before, 3).await.unwrap();
        found.extend(page.rows.iter().map(|row| row.id));
        before = page.next.map(MessageId::new);
        if before.is_none() {
            break;
        }
    }
    assert_eq!(found, expected);
    let wrong = t
        .rows(
            "SELECT COUNT(*) FROM message_buckets b WHERE b.messages
                 <> (SELECT COUNT(*) FROM messages m WHERE m.bucket = b.bucket
                     AND m.id BETWEEN b.first_id AND b.last_id)",
        )
        .await;
    assert_eq!(wrong, 0, "a bucket does not count its messages");
}
