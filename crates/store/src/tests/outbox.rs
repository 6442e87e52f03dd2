//! The outbox: every end of a message that somebody waits for is told, at least once.

use domain::{MessageState, Millis, ReportStatus};
use futures::FutureExt;

use super::harness::{HOUR, ORG, TestStore, submitted};
use crate::{Begun, LaneMessage, NewMessage, OutboxKind, OutboxRow, Settled, Suppression, Targets};

const ACCOUNT: i64 = 77;
const URL: &str = "smpp:77?final=1";

fn called_back(t: &TestStore, to: &str, url: &str) -> NewMessage {
    NewMessage {
        callback_url: Some(url.to_owned()),
        ..t.message(to)
    }
}

async fn waiting_for(t: &TestStore, to: &str) -> LaneMessage {
    t.accepted(called_back(t, to, URL)).await
}

async fn claim(t: &TestStore, targets: Targets) -> Vec<OutboxRow> {
    t.store.outbox_claim(targets, 100, t.now()).await.unwrap()
}

fn told(rows: &[OutboxRow]) -> Vec<(domain::MessageId, MessageState)> {
    rows.iter().map(|row| (row.message.id, row.state)).collect()
}

async fn stop(t: &TestStore, number: &str) {
    let stop = Suppression {
        organization: ORG,
        number: number.to_owned(),
        reason: "stop".to_owned(),
        at: t.now(),
    };
    t.store.suppression_insert(stop).await.unwrap();
}

fn failed() -> Settled {
    Settled::Ended {
        state: MessageState::Failed,
        code: Some("45".to_owned()),
        detail: "no such number".to_owned(),
    }
}

#[tokio::test]
async fn every_way_to_a_final_state_is_told() {
    let t = TestStore::start().await;
    let mut expected = Vec::new();
    let refused = waiting_for(&t, "+254700000001").await;
    t.begin(std::slice::from_ref(&refused)).await;
    t.settle(&refused, failed()).await;
    expected.push((refused.id, MessageState::Failed));
    let silent = waiting_for(&t, "+254700000002").await;
    t.begin(std::slice::from_ref(&silent)).await;
    let no_reports = Settled::Submitted {
        carrier_ids: Vec::new(),
        no_reports: true,
        detail: None,
        metadata: None,
    };
    t.settle(&silent, no_reports).await;
    expected.push((silent.id, MessageState::Sent));
    let reported = waiting_for(&t, "+254700000003").await;
    t.begin(std::slice::from_ref(&reported)).await;
    t.settle(&reported, submitted(&["a"])).await;
    t.report("a", ReportStatus::Delivered).await;
    t.report("a", ReportStatus::Failed).await;
    expected.push((reported.id, MessageState::Delivered));
    let cancelled = waiting_for(&t, "+254700000004").await;
    t.store.message_cancel(ORG, cancelled.id, t.now()).await.unwrap();
    expected.push((cancelled.id, MessageState::Cancelled));
    let stopped = waiting_for(&t, "+254700000005").await;
    stop(&t, "+254700000005").await;
    assert_eq!(t.begin(std::slice::from_ref(&stopped)).await, [Begun::Suppressed]);
    expected.push((stopped.id, MessageState::Rejected));
    let rejected = called_back(&t, "+254700000005", URL);
    expected.push((rejected.id, MessageState::Rejected));
    t.accept(vec![rejected]).await;
    let expired = waiting_for(&t, "+254700000006").await;
    let still_open = waiting_for(&t, "+254700000007").await;
    t.begin(std::slice::from_ref(&still_open)).await;
    let nobody_asked = t.begun("+254700000008").await;
    t.settle(&nobody_asked, failed()).await;
    t.clock.advance(49 * HOUR);
    t.store.messages_expire(t.now(), 100).await.unwrap();
    expected.push((expired.id, MessageState::Expired));
    let rows = claim(&t, Targets::Account(ACCOUNT)).await;
    assert_eq!(told(&rows), expected);
    assert!(
        rows.iter()
            .all(|row| row.kind == OutboxKind::Final && row.target == ACCOUNT)
    );
    assert!(rows.windows(2).all(|pair| pair[0].id < pair[1].id));
    let row = &rows[0].message;
    assert_eq!(
        (row.error_code.as_deref(), row.state),
        (Some("45"), MessageState::Failed)
    );
    assert_eq!(row.callback_url.as_deref(), Some(URL));
    assert_eq!((&*row.body, row.to.as_str()), ("hello", "+254700000001"));
    t.check_counts().await;
}

#[tokio::test]
async fn a_late_report_is_told_once_more() {
    let t = TestStore::start().await;
    let message = waiting_for(&t, "+254700000001").await;
    t.begin(std::slice::from_ref(&message)).await;
    t.settle(&message, submitted(&["a"])).await;
    t.clock.advance(49 * HOUR);
    t.store.messages_expire(t.now(), 100).await.unwrap();
    t.report("a", ReportStatus::Delivered).await;
    let rows = claim(&t, Targets::Account(ACCOUNT)).await;
    assert_eq!(
        told(&rows),
        [
            (message.id, MessageState::Expired),
            (message.id, MessageState::Delivered)
        ]
    );
    assert!(rows.iter().all(|row| row.message.state == MessageState::Delivered));
}

#[tokio::test]
async fn an_smpp_account_is_told_of_its_own_messages_alone() {
    let t = TestStore::start().await;
    for (to, url) in [
        ("+254700000001", "https://example.com/hook"),
        ("+254700000002", URL),
        ("+254700000003", "smpp:78?final=1"),
    ] {
        let message = t.accepted(called_back(&t, to, url)).await;
        t.begin(std::slice::from_ref(&message)).await;
        t.settle(&message, failed()).await;
    }
    let rows = claim(&t, Targets::Account(ACCOUNT)).await;
    let numbers: Vec<&str> = rows.iter().map(|row| row.message.to.as_str()).collect();
    assert_eq!((numbers, rows[0].target), (vec!["+254700000002"], ACCOUNT));
    assert_eq!(claim(&t, Targets::Account(78)).await.len(), 1);
    assert!(claim(&t, Targets::Account(79)).await.is_empty());
}

async fn ended(t: &TestStore, count: usize) {
    for number in 0..count {
        let message = waiting_for(t, &format!("+25470000000{number}")).await;
        t.store.message_cancel(ORG, message.id, t.now()).await.unwrap();
    }
}

fn keys(rows: &[OutboxRow]) -> Vec<(i64, i64)> {
    rows.iter().map(|row| (row.target, row.id)).collect()
}

#[tokio::test]
async fn a_claimed_row_is_nobody_elses_until_it_is_done_or_due_again() {
    let t = TestStore::start().await;
    ended(&t, 5).await;
    let first = t
        .store
        .outbox_claim(Targets::Account(ACCOUNT), 2, t.now())
        .await
        .unwrap();
    let rest = claim(&t, Targets::Account(ACCOUNT)).await;
    assert_eq!((first.len(), rest.len()), (2, 3));
    assert!(claim(&t, Targets::Account(ACCOUNT)).await.is_empty());
    assert_eq!(t.store.outbox_done(keys(&first)).await.unwrap(), 2);
    assert_eq!(t.store.outbox_done(keys(&first)).await.unwrap(), 0);
    let later: Vec<(i64, i64, Millis)> = rest.iter().map(|row| (row.target, row.id, t.now() + 1_000)).collect();
    assert_eq!(t.store.outbox_retry(later.clone()).await.unwrap(), 3);
    assert_eq!(t.store.outbox_retry(later).await.unwrap(), 0);
    assert!(claim(&t, Targets::Account(ACCOUNT)).await.is_empty());
    t.clock.advance(1_000);
    let again = claim(&t, Targets::Account(ACCOUNT)).await;
    assert_eq!(keys(&again), keys(&rest));
    assert!(again.iter().all(|row| row.attempts == 1));
    let untried = again.iter().map(|row| (row.target, row.id, t.now())).collect();
    assert_eq!(t.store.outbox_delay(untried).await.unwrap(), 3);
    let again = claim(&t, Targets::Account(ACCOUNT)).await;
    assert_eq!(keys(&again), keys(&rest));
    assert!(again.iter().all(|row| row.attempts == 1));
    assert_eq!(t.store.outbox_done(keys(&again)).await.unwrap(), 3);
    assert_eq!(t.rows("SELECT COUNT(*) FROM outbox").await, 0);
}

#[tokio::test]
async fn who_waits_for_a_target_is_woken_once_its_rows_are_on_disk() {
    let t = TestStore::start().await;
    let feed = t.store.hook_feed();
    feed.open();
    let other = t.store.outbox_watch(Targets::Account(78));
    let account = t.store.outbox_watch(Targets::Account(ACCOUNT));
    assert!(account.notified().now_or_never().is_none());
    ended(&t, 1).await;
    assert!(account.notified().now_or_never().is_some());
    assert!(other.notified().now_or_never().is_none());
    assert!(feed.wait().now_or_never().is_none());
    let message = t
        .accepted(called_back(&t, "+254700000009", "https://example.org/hook"))
        .await;
    t.store.message_cancel(ORG, message.id, t.now()).await.unwrap();
    assert!(feed.wait().now_or_never().is_some());
    assert!(account.notified().now_or_never().is_none());
}

#[tokio::test]
async fn what_a_dead_owner_was_telling_is_told_by_the_next() {
    let mut t = TestStore::start_with(|config| config.node = Some(3)).await;
    ended(&t, 3).await;
    let dead = t.store.owner();
    let claimed = t
        .store
        .outbox_claim(Targets::Account(ACCOUNT), 2, t.now())
        .await
        .unwrap();
    assert_eq!(claimed.len(), 2);
    t.restart().await;
    assert_eq!(claim(&t, Targets::Account(ACCOUNT)).await.len(), 1);
    t.store.lane_reclaim(dead, None, 10, t.now()).await.unwrap();
    assert_eq!(keys(&claim(&t, Targets::Account(ACCOUNT)).await), keys(&claimed));
}

#[tokio::test]
async fn an_owner_whose_rows_were_taken_over_removes_none_of_them() {
    let t = TestStore::start_with(|config| config.lease_ms = 15_000).await;
    let Some(second) = t.second_node().await else { return };
    ended(&t, 2).await;
    let claimed = claim(&t, Targets::Account(ACCOUNT)).await;
    assert_eq!(claimed.len(), 2);
    t.clock.advance(t.config.lease_ms);
    second.owner_renew(t.now() + HOUR).await.unwrap();
    second.lane_reclaim(t.store.owner(), None, 10, t.now()).await.unwrap();
    let taken = second
        .outbox_claim(Targets::Account(ACCOUNT), 10, t.now())
        .await
        .unwrap();
    assert_eq!(keys(&taken), keys(&claimed));
    assert_eq!(t.store.outbox_done(keys(&claimed)).await.unwrap(), 0);
    assert_eq!(second.outbox_done(keys(&taken)).await.unwrap(), 2);
    second.close().await.unwrap();
}

#[tokio::test]
async fn what_nobody_comes_for_goes_by_its_age() {
    let t = TestStore::start().await;
    for url in ["smpp:77?x", "smpp:78?x"] {
        let message = t.accepted(called_back(&t, "+254700000001", url)).await;
        t.store.message_cancel(ORG, message.id, t.now()).await.unwrap();
    }
    t.clock.advance(HOUR);
    let fresh = t.accepted(called_back(&t, "+254700000002", "smpp:77?x")).await;
    t.store.message_cancel(ORG, fresh.id, t.now()).await.unwrap();
    t.clock.advance(t.config.outbox_keep_ms - HOUR + 1_000);
    while t.store.sweep(t.now()).await.unwrap() > 0 {}
    assert_eq!(
        told(&claim(&t, Targets::Account(ACCOUNT)).await),
        [(fresh.id, MessageState::Cancelled)]
    );
    assert_eq!(t.rows("SELECT COUNT(*) FROM outbox").await, 1);
}

#[tokio::test]
async fn a_unit_that_fails_tells_nobody() {
    let t = TestStore::start().await;
    let good = called_back(&t, "+254700000001", URL);
    let mut bad = called_back(&t, "+254700000002", URL);
    bad.state = MessageState::Rejected;
    let twice = NewMessage {
        state: MessageState::Rejected,
        ..good.clone()
    };
    let rejected = NewMessage {
        state: MessageState::Rejected,
        ..good
    };
    let faulty = t.store.accept(super::harness::unit(vec![bad, rejected.clone(), twice]));
    let whole = t.store.accept(super::harness::unit(vec![rejected.clone()]));
    let (faulty, whole) = tokio::join!(faulty, whole);
    assert!(faulty.is_err() && whole.is_ok());
    assert_eq!(
        told(&claim(&t, Targets::Account(ACCOUNT)).await),
        [(rejected.id, MessageState::Rejected)]
    );
}
