//! Suppressions: opt-outs win, and where they came too late the timeline says so.

use domain::{EventKind, MessageState, ReportStatus};

use super::harness::{ORG, OTHER_ORG, TestStore};
use crate::{Begun, Suppression};

fn stop(t: &TestStore, number: &str) -> Suppression {
    Suppression {
        organization: ORG,
        number: number.to_owned(),
        reason: "stop".to_owned(),
        at: t.now(),
    }
}

fn because(t: &TestStore, number: &str, reason: &str) -> Suppression {
    Suppression {
        reason: reason.to_owned(),
        ..stop(t, number)
    }
}

/// The reasons of a number, oldest first, and since when.
async fn reasons(t: &TestStore, number: &str) -> Vec<(String, i64)> {
    let found = t.store.suppression_get(ORG, number).await.unwrap();
    found.into_iter().map(|why| (why.reason, why.at)).collect()
}

#[tokio::test]
async fn suppressions_are_kept_listed_and_lifted() {
    let t = TestStore::start().await;
    for number in ["+254700000003", "+254700000001", "+254700000002"] {
        t.store.suppression_insert(stop(&t, number)).await.unwrap();
    }
    assert!(
        t.store
            .suppression_get(OTHER_ORG, "+254700000001")
            .await
            .unwrap()
            .is_empty()
    );
    let page = t.store.suppression_list(ORG, None, 2).await.unwrap();
    let numbers: Vec<&str> = page.iter().map(|s| s.number.as_str()).collect();
    assert_eq!(numbers, ["+254700000001", "+254700000002"]);
    let rest = t.store.suppression_list(ORG, Some("+254700000002"), 2).await.unwrap();
    assert_eq!(rest.len(), 1);
    for gone in [1, 0] {
        let done = t.store.suppression_lift(ORG, "+254700000001", &["stop"]).await.unwrap();
        assert_eq!((done.lifted.len(), done.left.len()), (gone, 0));
    }
    assert!(reasons(&t, "+254700000001").await.is_empty());
}

#[tokio::test]
async fn the_reasons_of_a_number_stand_side_by_side_and_one_is_enough() {
    let t = TestStore::start().await;
    let (number, start) = ("+254700000001", t.now());
    let of = |reason: &str, at| (reason.to_owned(), at);
    let messages = [t.queued(number).await, t.queued(number).await];
    t.store.suppression_insert(because(&t, number, "person")).await.unwrap();
    t.clock.advance(1_000);
    for reason in ["stop", "person", "carrier"] {
        t.store.suppression_insert(because(&t, number, reason)).await.unwrap();
    }
    let all = [
        of("person", start),
        of("carrier", start + 1_000),
        of("stop", start + 1_000),
    ];
    assert_eq!(reasons(&t, number).await, all, "one that is there stays as it is");
    t.store
        .suppression_insert(because(&t, "+254700000002", "stop"))
        .await
        .unwrap();
    let page = t.store.suppression_list(ORG, None, 1).await.unwrap();
    assert_eq!(page.len(), 3, "a page has whole numbers");
    let rest = t.store.suppression_list(ORG, Some(number), 5).await.unwrap();
    assert_eq!(rest.len(), 1);

    assert_eq!(t.begin(&messages).await, [Begun::Suppressed; 2], "each is ended once");
    let detail = t.get(messages[0].id).await.detail;
    assert_eq!(detail.as_deref(), Some("opted out: carrier, person, stop"));
    let refused = t.accept(vec![t.message(number)]).await;
    assert_eq!(refused.suppressed, [0]);

    let other = t.store.suppression_lift(OTHER_ORG, number, &["stop"]).await.unwrap();
    assert!(other.lifted.is_empty() && other.left.is_empty());
    for (lifted, left) in [
        (&["stop"][..], vec!["person", "carrier"]),
        (&["stop"], vec!["person", "carrier"]),
        (&["person", "carrier"], vec![]),
    ] {
        t.store.suppression_lift(ORG, number, lifted).await.unwrap();
        let reasons = reasons(&t, number).await;
        assert_eq!(reasons.iter().map(|(why, _)| why.as_str()).collect::<Vec<_>>(), left);
        let taken = t.accept(vec![t.message(number)]).await;
        assert_eq!(taken.suppressed.is_empty(), left.is_empty(), "{left:?}");
    }
    t.check_counts().await;
}

#[tokio::test]
async fn a_stop_stops_what_has_not_begun_and_is_noted_where_it_came_too_late() {
    let t = TestStore::start().await;
    let number = "+254700000001";
    let delivered = t.submitted(number, &["a"]).await;
    t.report("a", ReportStatus::Delivered).await;
    let taken = t.submitted(number, &["b"]).await;
    let begun = t.begun(number).await;
    let waiting = t.queued(number).await;
    let someone_else = t.submitted("+254700000002", &["c"]).await;
    assert_eq!(t.store.suppression_insert(stop(&t, number)).await.unwrap(), 2);
    assert_eq!(t.begin(std::slice::from_ref(&waiting)).await, [Begun::Suppressed]);
    assert_eq!(t.state(waiting.id).await, MessageState::Rejected);
    for message in [&taken, &begun] {
        assert_eq!(t.kinds(message.id).await.last(), Some(&EventKind::StopTooLate));
    }
    for message in [&delivered, &waiting, &someone_else] {
        assert!(!t.kinds(message.id).await.contains(&EventKind::StopTooLate));
    }
    t.check_counts().await;
}

#[tokio::test]
async fn a_message_begun_after_its_stop_was_committed_is_never_handed_over() {
    let t = TestStore::start().await;
    for round in 0..20 {
        let number = format!("+2547000000{round:02}");
        let message = t.queued(&number).await;
        let messages = std::slice::from_ref(&message);
        let (late, begun) = tokio::join!(t.store.suppression_insert(stop(&t, &number)), t.begin(messages));
        // Whichever came first: either the message was stopped, or the timeline says that the stop came too late.
        match (late.unwrap(), begun[0]) {
            (0, Begun::Suppressed) | (1, Begun::Go) => {}
            other => panic!("an opt-out and a hand-over missed each other: {other:?}"),
        }
    }
}
