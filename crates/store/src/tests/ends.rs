//! Cancelling, expiry and sweeping.

use domain::{EventKind, MessageState, ReportStatus};

use super::harness::{HOUR, ORG, OTHER_ORG, TestStore, keyed, retry_at, submitted};
use crate::{Accepted, Cancelled, Settled};

#[tokio::test]
async fn a_message_is_cancelled_only_before_its_hand_over() {
    let t = TestStore::start().await;
    let waiting = t.queued("+254700000001").await;
    let begun = t.begun("+254700000002").await;
    let done = t.submitted("+254700000003", &["a"]).await;
    let cancel = async |id| t.store.message_cancel(ORG, id, t.now()).await.unwrap();
    assert_eq!(cancel(waiting.id).await, Cancelled::Now);
    assert_eq!(cancel(waiting.id).await, Cancelled::TooLate(MessageState::Cancelled));
    assert_eq!(cancel(begun.id).await, Cancelled::TooLate(MessageState::Queued));
    assert_eq!(cancel(done.id).await, Cancelled::TooLate(MessageState::Submitted));
    let theirs = t.store.message_cancel(OTHER_ORG, begun.id, t.now()).await.unwrap();
    assert_eq!(theirs, Cancelled::NotFound);
    assert_eq!(t.kinds(waiting.id).await, [EventKind::Queued, EventKind::Cancelled]);
    let row = t.get(waiting.id).await;
    assert_eq!((row.ended_at, row.cost_micros), (Some(t.now()), 0));
    t.check_counts().await;
}

#[tokio::test]
async fn a_message_that_waits_for_a_retry_can_be_cancelled() {
    let t = TestStore::start().await;
    let message = t.begun("+254700000001").await;
    t.settle(&message, retry_at(t.now() + 1_000)).await;
    assert_eq!(
        t.store.message_cancel(ORG, message.id, t.now()).await.unwrap(),
        Cancelled::Now
    );
    assert_eq!(t.rows("SELECT COUNT(*) FROM lane_entries").await, 0);
}

#[tokio::test]
async fn validity_ends_what_is_not_final_and_leaves_the_rest() {
    let t = TestStore::start().await;
    let queued = t.queued("+254700000001").await;
    let awaiting = t.submitted("+254700000002", &["a"]).await;
    let delivered = t.submitted("+254700000003", &["b"]).await;
    t.report("b", ReportStatus::Delivered).await;
    let silent = t.begun("+254700000004").await;
    let no_reports = Settled::Submitted {
        carrier_ids: Vec::new(),
        no_reports: true,
        detail: None,
        metadata: None,
    };
    t.settle(&silent, no_reports).await;
    let begun = t.begun("+254700000005").await;
    assert_eq!(t.store.messages_expire(t.now() + 47 * HOUR, 100).await.unwrap(), 0);
    t.clock.advance(48 * HOUR + 60_000);
    assert_eq!(t.store.messages_expire(t.now(), 100).await.unwrap(), 2);
    assert_eq!(t.store.messages_expire(t.now(), 100).await.unwrap(), 0);
    for (id, state) in [
        (queued.id, MessageState::Expired),
        (awaiting.id, MessageState::Expired),
        (delivered.id, MessageState::Delivered),
        (silent.id, MessageState::Sent),
        (begun.id, MessageState::Queued),
    ] {
        assert_eq!(t.state(id).await, state);
    }
    assert_eq!(t.kinds(queued.id).await, [EventKind::Queued, EventKind::Expired]);
    assert_eq!(t.rows("SELECT COUNT(*) FROM lane_entries").await, 1);
    t.settle(&begun, submitted(&["c"])).await;
    t.clock.advance(60_000);
    assert_eq!(t.store.messages_expire(t.now(), 100).await.unwrap(), 1);
    assert_eq!(t.state(begun.id).await, MessageState::Expired);
    assert_eq!(t.rows("SELECT COUNT(*) FROM deadlines").await, 0);
    t.check_counts().await;
}

#[tokio::test]
async fn expiry_goes_on_where_its_limit_stopped_it() {
    let t = TestStore::start().await;
    t.accept((0..7).map(|n| t.message(&format!("+25470000000{n}"))).collect())
        .await;
    t.clock.advance(49 * HOUR);
    let mut passes = Vec::new();
    for _ in 0..4 {
        passes.push(t.store.messages_expire(t.now(), 3).await.unwrap());
    }
    assert_eq!(passes, [3, 3, 1, 0]);
    t.check_counts().await;
}

#[tokio::test]
async fn a_late_report_moves_an_expired_message_for_a_while() {
    let t = TestStore::start().await;
    let early = t.submitted("+254700000001", &["a"]).await;
    let late = t.submitted("+254700000002", &["b"]).await;
    t.clock.advance(49 * HOUR);
    t.store.messages_expire(t.now(), 10).await.unwrap();
    t.clock.advance(HOUR);
    t.report("a", ReportStatus::Delivered).await;
    t.clock.advance(71 * HOUR + 1);
    t.report("b", ReportStatus::Delivered).await;
    assert_eq!(t.state(early.id).await, MessageState::Delivered);
    assert_eq!(t.state(late.id).await, MessageState::Expired);
    t.check_counts().await;
}

#[tokio::test]
async fn the_sweep_removes_what_nobody_needs_any_more() {
    let t = TestStore::start().await;
    t.store.accept(keyed(&t, "k", 1)).await.unwrap();
    t.submitted("+254700000002", &["a", "b"]).await;
    t.report("nobody", ReportStatus::Delivered).await;
    assert_eq!(t.store.sweep(t.now() + 24 * HOUR - 1).await.unwrap(), 0);
    assert_eq!(t.store.sweep(t.now() + 24 * HOUR).await.unwrap(), 1);
    assert_eq!(t.store.accept(keyed(&t, "k", 1)).await.unwrap().accepted, Accepted::New);
    t.clock.advance(200 * HOUR);
    while t.store.sweep(t.now()).await.unwrap() > 0 {}
    for table in [
        "SELECT COUNT(*) FROM idempotency",
        "SELECT COUNT(*) FROM awaited",
        "SELECT COUNT(*) FROM early_receipts",
        "SELECT COUNT(*) FROM message_buckets WHERE awaited_until > 0",
    ] {
        assert_eq!(t.rows(table).await, 0, "{table}");
    }
}
