//! Acceptance: all or nothing, idempotency, suppression at the door, buckets.

use domain::{EventKind, MessageState};

use super::harness::{HOUR, ORG, OTHER_ORG, TestStore, keyed, unit};
use crate::{Accepted, StoreError, Suppression};

#[tokio::test]
async fn an_accepted_message_is_there_with_its_event_and_its_lane_entry() {
    let t = TestStore::start().await;
    let mut message = t.message("+254700000001");
    message.detail = Some("a notice".to_owned());
    message.metadata = Some("{\"order\":1}".to_owned());
    message.callback_url = Some("https://example.com/hook".to_owned());
    let committed = t.accept(vec![message.clone()]).await;
    assert_eq!(committed.accepted, Accepted::New);
    assert_eq!(committed.bucket, message.id.get());
    assert!(committed.suppressed.is_empty());
    let row = t.get(message.id).await;
    assert_eq!(row.state, MessageState::Queued);
    assert_eq!((row.to.as_str(), row.body.as_str()), ("+254700000001", "hello"));
    assert_eq!((row.cost_micros, row.currency.as_str()), (800_000, "KES"));
    assert_eq!(row.metadata, message.metadata);
    assert_eq!(row.callback_url, message.callback_url);
    assert_eq!(row.from.as_deref(), Some("TUMA"));
    let events = t.store.events_list(ORG, message.id).await.unwrap();
    assert_eq!(events.len(), 1);
    assert_eq!(
        (events[0].kind, events[0].detail.as_deref()),
        (EventKind::Queued, Some("a notice"))
    );
    assert_eq!(t.rows("SELECT COUNT(*) FROM lane_entries").await, 1);
    t.check_counts().await;
}

#[tokio::test]
async fn another_organization_sees_neither_the_message_nor_its_events() {
    let t = TestStore::start().await;
    let message = t.queued("+254700000001").await;
    assert!(t.store.message_get(OTHER_ORG, message.id).await.unwrap().is_none());
    assert!(t.store.events_list(OTHER_ORG, message.id).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_unit_with_one_bad_message_writes_nothing() {
    let t = TestStore::start().await;
    let first = t.queued("+254700000001").await;
    let mut repeated = t.message("+254700000002");
    repeated.id = first.id;
    let good = t.message("+254700000003");
    let refused = t.store.accept(unit(vec![good.clone(), repeated])).await;
    assert!(matches!(refused, Err(StoreError::Exists(_))));
    assert!(t.store.message_get(ORG, good.id).await.unwrap().is_none());
    t.check_counts().await;
}

#[tokio::test]
async fn the_same_key_and_body_get_the_first_answer_and_write_nothing() {
    let t = TestStore::start().await;
    let first = t.store.accept(keyed(&t, "k", 1)).await.unwrap();
    assert_eq!(first.accepted, Accepted::New);
    let again = t.store.accept(keyed(&t, "k", 1)).await.unwrap();
    assert_eq!(again.accepted, Accepted::Again("{\"body\":1}".to_owned()));
    let other = t.store.accept(keyed(&t, "k", 2)).await.unwrap();
    assert_eq!(other.accepted, Accepted::Conflict("{\"body\":1}".to_owned()));
    assert_eq!(t.rows("SELECT COUNT(*) FROM messages").await, 1);
}

#[tokio::test]
async fn keys_of_two_organizations_do_not_meet() {
    let t = TestStore::start().await;
    let mine = t.store.accept(keyed(&t, "k", 1)).await.unwrap();
    let mut unit = keyed(&t, "k", 2);
    unit.organization = OTHER_ORG;
    unit.messages[0].organization = OTHER_ORG;
    let theirs = t.store.accept(unit).await.unwrap();
    assert_eq!((mine.accepted, theirs.accepted), (Accepted::New, Accepted::New));
}

#[tokio::test]
async fn a_message_to_a_suppressed_number_is_stored_as_rejected() {
    let t = TestStore::start().await;
    let number = "+254700000002".to_owned();
    let suppression = Suppression {
        organization: ORG,
        number,
        reason: "stop".to_owned(),
        at: t.now(),
    };
    t.store.suppression_insert(suppression).await.unwrap();
    let (good, bad) = (t.message("+254700000001"), t.message("+254700000002"));
    let mut foreign = t.message("+254700000002");
    foreign.organization = OTHER_ORG;
    let committed = t.accept(vec![good.clone(), bad.clone()]).await;
    assert_eq!(committed.suppressed, [1]);
    assert!(t.accept(vec![foreign]).await.suppressed.is_empty());
    let row = t.get(bad.id).await;
    assert_eq!((row.state, row.cost_micros), (MessageState::Rejected, 0));
    assert_eq!(row.detail.as_deref(), Some("opted out: stop"));
    assert_eq!(row.ended_at, Some(t.now()));
    assert_eq!(t.kinds(bad.id).await, [EventKind::Rejected]);
    assert_eq!(t.state(good.id).await, MessageState::Queued);
    assert_eq!(t.rows("SELECT COUNT(*) FROM lane_entries").await, 2);
    t.check_counts().await;
}

#[tokio::test]
async fn scheduled_and_rejected_messages_are_stored_as_such() {
    let t = TestStore::start().await;
    let mut scheduled = t.message("+254700000001");
    scheduled.state = MessageState::Scheduled;
    scheduled.due_at = t.now() + HOUR;
    let mut rejected = t.message("+254700000002");
    rejected.state = MessageState::Rejected;
    rejected.detail = Some("quiet hours".to_owned());
    t.accept(vec![scheduled.clone(), rejected.clone()]).await;
    assert_eq!(t.kinds(scheduled.id).await, [EventKind::Scheduled]);
    assert_eq!(t.kinds(rejected.id).await, [EventKind::Rejected]);
    assert_eq!(
        t.rows("SELECT COUNT(*) FROM lane_entries WHERE owner = -1 AND scheduled = 1")
            .await,
        1
    );
    assert_eq!(t.rows("SELECT COUNT(*) FROM lane_entries").await, 1);
    t.check_counts().await;
}

#[tokio::test]
async fn a_full_bucket_is_followed_by_a_new_one_and_a_restart_goes_on_in_the_newest() {
    let mut t = TestStore::start_with(|config| config.bucket_messages = 2).await;
    let mut buckets = Vec::new();
    for number in 0..3 {
        buckets.push(t.queued(&format!("+25470000000{number}")).await.bucket);
    }
    t.restart().await;
    buckets.push(t.queued("+254700000004").await.bucket);
    buckets.push(t.queued("+254700000005").await.bucket);
    assert_eq!(buckets[0], buckets[1]);
    assert!(buckets[1] < buckets[2]);
    assert_eq!(buckets[2], buckets[3]);
    assert!(buckets[3] < buckets[4]);
}

#[tokio::test]
async fn one_round_and_minute_costs_one_deadline_row() {
    let t = TestStore::start().await;
    t.accept((0..50).map(|n| t.message(&format!("+2547000000{n:02}"))).collect())
        .await;
    assert_eq!(t.rows("SELECT COUNT(*) FROM deadlines").await, 1);
}
