//! Begin: only what is still this owner's, valid and not opted out is handed over.

use domain::{EventKind, MessageState};

use super::harness::{HOUR, ORG, TestStore};
use crate::{BeginUnit, Begun, Cancelled, StoreError, Suppression};

#[tokio::test]
async fn each_message_of_a_unit_is_told_apart_in_its_order() {
    let t = TestStore::start().await;
    let go = t.queued("+254700000001").await;
    let suppressed = t.queued("+254700000002").await;
    let cancelled = t.queued("+254700000003").await;
    let mut short = t.message("+254700000004");
    short.expires_at = t.now() + HOUR;
    let expired = t.accepted(short).await;
    let stop = Suppression {
        organization: ORG,
        number: "+254700000002".to_owned(),
        reason: "stop".to_owned(),
        at: t.now(),
    };
    t.store.suppression_insert(stop).await.unwrap();
    assert_eq!(
        t.store.message_cancel(ORG, cancelled.id, t.now()).await.unwrap(),
        Cancelled::Now
    );
    t.clock.advance(HOUR);
    let all = [go.clone(), suppressed.clone(), cancelled.clone(), expired.clone()];
    assert_eq!(
        t.begin(&all).await,
        [Begun::Go, Begun::Suppressed, Begun::Gone, Begun::Expired]
    );
    // The same attempt may be marked again: its first answer may have been lost.
    assert_eq!(t.begin(&all).await, [Begun::Go, Begun::Gone, Begun::Gone, Begun::Gone]);
    assert_eq!(t.state(go.id).await, MessageState::Queued);
    assert_eq!(t.kinds(suppressed.id).await, [EventKind::Queued, EventKind::Rejected]);
    assert_eq!(t.kinds(expired.id).await, [EventKind::Queued, EventKind::Expired]);
    assert_eq!(t.get(expired.id).await.ended_at, Some(t.now()));
    assert_eq!(t.rows("SELECT COUNT(*) FROM lane_entries").await, 1);
    t.check_counts().await;
}

#[tokio::test]
async fn an_owner_without_a_lease_begins_nothing() {
    let t = TestStore::start_with(|config| config.lease_ms = 15_000).await;
    let message = t.queued("+254700000001").await;
    t.clock.advance(t.config.lease_ms);
    let unit = BeginUnit {
        owner: t.store.owner(),
        now: t.now(),
        messages: vec![message.clone()],
    };
    assert!(matches!(t.store.begin(unit).await, Err(StoreError::Fenced)));
    t.store.owner_renew(t.now() + HOUR).await.unwrap();
    assert_eq!(t.begin(&[message]).await, [Begun::Go]);
}

#[tokio::test]
async fn an_unknown_owner_is_fenced() {
    let t = TestStore::start().await;
    let message = t.queued("+254700000001").await;
    let unit = BeginUnit {
        owner: 1,
        now: t.now(),
        messages: vec![message],
    };
    assert!(matches!(t.store.begin(unit).await, Err(StoreError::Fenced)));
}
