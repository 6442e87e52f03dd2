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

#[tokio::test]
async fn suppressions_are_kept_listed_and_lifted() {
    let t = TestStore::start().await;
    for number in ["+254700000003", "+254700000001", "+254700000002"] {
        t.store.suppression_insert(stop(&t, number)).await.unwrap();
    }
    let again = Suppression {
        reason: "carrier".to_owned(),
        ..stop(&t, "+254700000001")
    };
    t.store.suppression_insert(again).await.unwrap();
    let found = t.store.suppression_get(ORG, "+254700000001").await.unwrap().unwrap();
    assert_eq!((found.reason.as_str(), found.at), ("carrier", t.now()));
    assert!(
        t.store
            .suppression_get(OTHER_ORG, "+254700000001")
            .await
            .unwrap()
            .is_none()
    );
    let page = t.store.suppression_list(ORG, None, 2).await.unwrap();
    let numbers: Vec<&str> = page.iter().map(|s| s.number.as_str()).collect();
    assert_eq!(numbers, ["+254700000001", "+254700000002"]);
    let rest = t.store.suppression_list(ORG, Some("+254700000002"), 2).await.unwrap();
    assert_eq!(rest.len(), 1);
    assert!(t.store.suppression_delete(ORG, "+254700000001").await.unwrap());
    assert!(!t.store.suppression_delete(ORG, "+254700000001").await.unwrap());
    assert!(t.store.suppression_get(ORG, "+254700000001").await.unwrap().is_none());
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
