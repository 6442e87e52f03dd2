//! Settle: every way an attempt can end.

use domain::{EventKind, MessageState};

use super::harness::{ORG, OTHER_PROVIDER, PROVIDER, TestStore, retry_at, submitted};
use crate::{Settled, Settlement};

#[tokio::test]
async fn a_taken_message_is_submitted_and_awaits_its_ids() {
    let t = TestStore::start().await;
    let message = t.submitted("+254700000001", &["a", "b"]).await;
    let row = t.get(message.id).await;
    assert_eq!(
        (row.state, row.attempts, row.submitted_at),
        (MessageState::Submitted, 1, Some(t.now()))
    );
    assert_eq!(row.carrier_ids, ["a", "b"]);
    assert_eq!(t.kinds(message.id).await, [EventKind::Queued, EventKind::Submitted]);
    assert_eq!(t.rows("SELECT COUNT(*) FROM awaited").await, 2);
    assert_eq!(t.rows("SELECT COUNT(*) FROM lane_entries").await, 0);
    t.check_counts().await;
}

#[tokio::test]
async fn where_no_reports_come_sent_is_final() {
    let t = TestStore::start().await;
    let message = t.begun("+254700000001").await;
    t.settle(
        &message,
        Settled::Submitted {
            carrier_ids: Vec::new(),
            no_reports: true,
            detail: None,
            metadata: None,
        },
    )
    .await;
    let row = t.get(message.id).await;
    assert_eq!((row.state, row.ended_at), (MessageState::Sent, Some(t.now())));
    assert_eq!(t.kinds(message.id).await, [EventKind::Queued, EventKind::Sent]);
    assert!(t.store.queue_depths_all().await.unwrap().is_empty());
    t.check_counts().await;
}

#[tokio::test]
async fn a_refused_message_ends_and_costs_nothing() {
    let t = TestStore::start().await;
    let failed = t.begun("+254700000001").await;
    let rejected = t.begun("+254700000002").await;
    let ended = |state| Settled::Ended {
        state,
        code: Some("45".to_owned()),
        detail: "no such number".to_owned(),
    };
    t.settle(&failed, ended(MessageState::Failed)).await;
    t.settle(&rejected, ended(MessageState::Rejected)).await;
    let row = t.get(failed.id).await;
    assert_eq!(
        (row.state, row.ended_at, row.cost_micros),
        (MessageState::Failed, Some(t.now()), 0)
    );
    assert_eq!(
        (row.error_code.as_deref(), row.detail.as_deref()),
        (Some("45"), Some("no such number"))
    );
    let events = t.store.events_list(ORG, failed.id).await.unwrap();
    assert_eq!(events[1].kind, EventKind::ProviderError);
    assert_eq!(events[1].metadata.as_deref(), Some("{\"errorCode\":\"45\"}"));
    assert_eq!(events[2].kind, EventKind::Failed);
    assert_eq!(t.kinds(rejected.id).await, [EventKind::Queued, EventKind::Rejected]);
    t.check_counts().await;
}

#[tokio::test]
async fn a_retry_waits_for_its_time_in_the_lane_it_was_given() {
    let t = TestStore::start().await;
    let message = t.begun("+254700000001").await;
    let elsewhere = Settled::Retry {
        due_at: t.now() + 30_000,
        provider: OTHER_PROVIDER,
        unknown: false,
        code: None,
        detail: "busy".to_owned(),
        counts: true,
        failover: false,
    };
    t.settle(&message, elsewhere).await;
    let row = t.get(message.id).await;
    assert_eq!(
        (row.state, row.attempts, row.provider),
        (MessageState::Queued, 1, Some(OTHER_PROVIDER))
    );
    assert_eq!((row.due_at, row.detail.as_deref()), (t.now() + 30_000, Some("busy")));
    assert_eq!(
        t.kinds(message.id).await,
        [EventKind::Queued, EventKind::ProviderError, EventKind::Retry]
    );
    t.clock.advance(30_000);
    t.store.lane_promote(t.now(), 10).await.unwrap();
    let claimed = t
        .store
        .lane_claim(OTHER_PROVIDER, message.priority, vec![(ORG, 5)], t.now())
        .await
        .unwrap();
    assert_eq!(claimed[0].attempts, 1);
    t.begin(&claimed).await;
    t.settle(&claimed[0], submitted(&["x"])).await;
    assert_eq!(t.get(message.id).await.attempts, 2);
    t.check_counts().await;
}

#[tokio::test]
async fn a_retry_that_does_not_count_leaves_the_attempts_as_they_were() {
    let t = TestStore::start().await;
    let message = t.begun("+254700000001").await;
    let throttled = Settled::Retry {
        due_at: t.now(),
        provider: PROVIDER,
        unknown: false,
        code: None,
        detail: "throttled".to_owned(),
        counts: false,
        failover: false,
    };
    t.settle(&message, throttled).await;
    t.store.lane_promote(t.now(), 10).await.unwrap();
    let claimed = t
        .store
        .lane_claim(PROVIDER, message.priority, vec![(ORG, 5)], t.now())
        .await
        .unwrap();
    assert_eq!((claimed[0].attempts, t.get(message.id).await.attempts), (0, 0));
}

#[tokio::test]
async fn an_unknown_outcome_is_told_in_the_timeline_whether_resent_or_held() {
    let t = TestStore::start().await;
    let resent = t.begun("+254700000001").await;
    let held = t.begun("+254700000002").await;
    let Settled::Retry {
        due_at,
        provider,
        code,
        detail,
        counts,
        failover,
        ..
    } = retry_at(t.now())
    else {
        unreachable!()
    };
    t.settle(
        &resent,
        Settled::Retry {
            due_at,
            provider,
            unknown: true,
            code,
            detail,
            counts,
            failover,
        },
    )
    .await;
    t.settle(
        &held,
        Settled::Held {
            detail: "timed out".to_owned(),
        },
    )
    .await;
    assert_eq!(
        t.kinds(resent.id).await,
        [EventKind::Queued, EventKind::Unknown, EventKind::Retry]
    );
    assert_eq!(
        t.kinds(held.id).await,
        [EventKind::Queued, EventKind::Unknown, EventKind::Held]
    );
    let row = t.get(held.id).await;
    assert_eq!((row.state, row.held), (MessageState::Submitted, true));
    assert_eq!(t.rows("SELECT COUNT(*) FROM lane_entries").await, 1);
    t.check_counts().await;
}

#[tokio::test]
async fn a_settlement_without_a_begun_attempt_changes_nothing() {
    let t = TestStore::start().await;
    let waiting = t.queued("+254700000001").await;
    t.settle(&waiting, submitted(&["a"])).await;
    assert_eq!(t.state(waiting.id).await, MessageState::Queued);
    let begun = t.begun("+254700000002").await;
    let other_attempt = Settlement {
        message: begun.clone(),
        attempt: 2,
        at: t.now(),
        cost_micros: None,
        result: submitted(&["b"]),
    };
    t.store.settle(vec![other_attempt]).await.unwrap();
    assert_eq!(t.state(begun.id).await, MessageState::Queued);
    t.settle(&begun, submitted(&["c"])).await;
    t.settle(&begun, submitted(&["d"])).await;
    assert_eq!(t.get(begun.id).await.carrier_ids, ["c"]);
    assert_eq!(t.rows("SELECT COUNT(*) FROM awaited").await, 1);
    t.check_counts().await;
}
