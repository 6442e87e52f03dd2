//! Retention: what goes, what stays, and whose turn it is.

use domain::{BatchId, Fault, MessageId, MessageState, Millis, OrganizationId, ReportStatus};

use super::harness::{HOUR, ORG, OTHER_ORG, START, TestStore, unit};
use super::inbound::{id_of, inbound, store_one};
use crate::{
    AcceptUnit, AuditActor, AuditFilter, Batch, BatchState, BatchStep, DatabaseUrl, InboundUnit, MessageFilter,
    Organization, RetentionRound, RowFault, RowFaultKind, Store, StoreError, Suppression,
};

const DAY: Millis = 24 * HOUR;
const PHONE: &str = "+254700000001";
const BATCH: BatchId = BatchId::new(500);

async fn keeps_for(store: &Store, organization: OrganizationId, days: u16) {
    let before = store.organization_get(organization).await.unwrap().unwrap();
    let after = Organization {
        retention_days: days,
        ..before.clone()
    };
    assert!(store.organization_settings_set(before, after).await.unwrap());
}

/// Takes the steps of a round that was claimed; answers how many removed something.
async fn steps(t: &TestStore, from_id: i64, limit: usize) -> usize {
    let (mut next, mut steps) = (Some(from_id), 0);
    while let Some(from) = next {
        let step = t.store.retention_messages(ORG, from, limit, t.now()).await.unwrap();
        assert!(step.removed <= limit);
        steps += usize::from(step.removed > 0);
        next = step.next_id;
    }
    let mut next = Some(0);
    while let Some(from) = next {
        next = t
            .store
            .retention_batches(ORG, from, limit, t.now())
            .await
            .unwrap()
            .next_id;
    }
    steps
}

/// A whole round of [`ORG`].
async fn round(t: &TestStore) -> RetentionRound {
    let turn = t.store.retention_claim_all(t.now()).await.unwrap().expect("one is due");
    assert_eq!(turn.organization, ORG);
    steps(t, turn.next_id, 100).await;
    t.store.retention_done(ORG, t.now() + HOUR).await.unwrap()
}

async fn delivered(t: &TestStore, to: &str, carrier_id: &str) -> MessageId {
    let message = t.submitted(to, &[carrier_id]).await;
    t.report(carrier_id, ReportStatus::Delivered).await;
    assert_eq!(t.state(message.id).await, MessageState::Delivered);
    message.id
}

async fn is_there(t: &TestStore, organization: OrganizationId, id: MessageId) -> bool {
    t.store.message_get(organization, id).await.unwrap().is_some()
}

fn messages(removed: u64) -> RetentionRound {
    RetentionRound {
        messages: removed,
        batches: 0,
    }
}

#[tokio::test]
async fn what_ended_long_ago_goes_with_all_that_hangs_on_it() {
    // Numbers go into their table at once: what is in the tail is young.
    let t = TestStore::start_with(|config| config.tail_rows = 0).await;
    keeps_for(&t.store, ORG, 30).await;
    let old = delivered(&t, PHONE, "c1").await;
    let heard = id_of(store_one(&t, inbound(&t, "a", PHONE)).await);
    let to_others = InboundUnit {
        organization: Some(OTHER_ORG),
        ..inbound(&t, "b", PHONE)
    };
    let theirs = id_of(store_one(&t, to_others).await);
    let suppression = Suppression {
        organization: ORG,
        number: PHONE.to_owned(),
        reason: "stop".to_owned(),
        at: t.now(),
    };
    t.store.suppression_insert(suppression).await.unwrap();
    let totals = t.store.message_totals(ORG, 0, i64::MAX).await.unwrap();
    t.clock.advance(20 * DAY);
    let young = delivered(&t, "+254700000002", "c2").await;
    t.clock.advance(10 * DAY);
    assert_eq!(round(&t).await, messages(2));
    assert!(!is_there(&t, ORG, old).await && !is_there(&t, ORG, heard).await);
    assert!(t.store.events_list(ORG, old).await.unwrap().is_empty());
    assert!(t.store.events_list(ORG, heard).await.unwrap().is_empty());
    assert_eq!(t.rows("SELECT COUNT(*) FROM awaited WHERE carrier_id = 'c1'").await, 0);
    let of_phone = MessageFilter {
        phone: Some(PHONE.to_owned()),
        ..MessageFilter::default()
    };
    let listed = t.store.messages_list(ORG, &of_phone, None, 10).await.unwrap();
    assert!(listed.rows.is_empty());
    if let DatabaseUrl::Sqlite(_) = t.config.url {
        assert_eq!(
            t.rows("SELECT COUNT(*) FROM message_numbers WHERE organization_id = 7")
                .await,
            1
        );
    }
    assert!(is_there(&t, ORG, young).await && is_there(&t, OTHER_ORG, theirs).await);
    assert_eq!(t.kinds(young).await.len(), 3);
    assert_eq!(t.store.suppression_get(ORG, PHONE).await.unwrap().len(), 1);
    let after = t.store.message_totals(ORG, 0, START + HOUR).await.unwrap();
    assert!(after.len() == totals.len() && totals.iter().all(|sum| after.contains(sum)));
}

#[tokio::test]
async fn what_has_not_ended_stays_however_old_it_is() {
    let t = TestStore::start().await;
    keeps_for(&t.store, ORG, 7).await;
    let mut later = t.message(PHONE);
    later.state = MessageState::Scheduled;
    later.due_at = t.now() + 300 * DAY;
    later.expires_at = later.due_at + DAY;
    t.accept(vec![later.clone()]).await;
    let waiting = t.queued("+254700000002").await;
    let over = delivered(&t, "+254700000003", "c3").await;
    t.clock.advance(100 * DAY);
    assert_eq!(round(&t).await, messages(1));
    assert!(!is_there(&t, ORG, over).await);
    assert!(is_there(&t, ORG, later.id).await && is_there(&t, ORG, waiting.id).await);
    t.store.message_cancel(ORG, later.id, t.now()).await.unwrap();
    t.clock.advance(HOUR);
    assert_eq!(round(&t).await, messages(0), "it ended a moment ago");
    t.clock.advance(7 * DAY);
    assert_eq!(round(&t).await, messages(1));
    assert!(!is_there(&t, ORG, later.id).await);
}

#[tokio::test]
async fn a_step_is_bounded_and_a_round_goes_on_where_it_was_left() {
    let mut t = TestStore::start().await;
    keeps_for(&t.store, ORG, 7).await;
    for n in 0..7 {
        store_one(&t, inbound(&t, &format!("d{n}"), PHONE)).await;
    }
    t.clock.advance(8 * DAY);
    let turn = t.store.retention_claim_all(t.now()).await.unwrap().expect("one is due");
    let first = t.store.retention_messages(ORG, turn.next_id, 3, t.now()).await.unwrap();
    assert_eq!((first.removed, first.next_id.is_some()), (3, true));
    t.restart().await;
    let again = t.store.retention_claim_all(t.now()).await.unwrap().expect("it goes on");
    assert_eq!(Some(again.next_id), first.next_id);
    assert_eq!(steps(&t, again.next_id, 3).await, 2);
    let done = t.store.retention_done(ORG, t.now() + HOUR).await.unwrap();
    assert_eq!(done, messages(7), "the round's sum survives the restart");
    assert_eq!(t.rows("SELECT COUNT(*) FROM messages").await, 0);
}

#[tokio::test]
async fn what_a_round_removed_is_in_the_log_of_changes() {
    let t = TestStore::start().await;
    keeps_for(&t.store, ORG, 7).await;
    delivered(&t, PHONE, "c1").await;
    t.clock.advance(8 * DAY);
    round(&t).await;
    t.clock.advance(HOUR);
    assert_eq!(round(&t).await, messages(0));
    let log = t.store.audit_list(Some(ORG), AuditFilter::default(), None, 10);
    let log = log.await.unwrap();
    assert_eq!(log.len(), 1, "a round that removed nothing says nothing");
    assert_eq!(
        (log[0].actor, log[0].action.as_str()),
        (AuditActor::Tuma, "retention.remove")
    );
    assert_eq!(log[0].after.as_deref(), Some(r#"{"batches":0,"messages":1}"#));
}

#[tokio::test]
async fn a_round_is_due_once_in_its_time_and_at_once_after_a_change() {
    let t = TestStore::start().await;
    assert_eq!(
        t.store.retention_claim_all(t.now()).await.unwrap(),
        None,
        "messages are kept"
    );
    keeps_for(&t.store, ORG, 30).await;
    round(&t).await;
    assert_eq!(t.store.retention_claim_all(t.now()).await.unwrap(), None);
    keeps_for(&t.store, ORG, 7).await;
    round(&t).await;
    assert_eq!(t.store.retention_claim_all(t.now()).await.unwrap(), None);
    t.clock.advance(HOUR);
    round(&t).await;
    keeps_for(&t.store, ORG, 0).await;
    assert_eq!(t.store.retention_claim_all(t.now()).await.unwrap(), None);
}

#[tokio::test]
async fn who_comes_to_keep_its_messages_loses_no_more_of_them() {
    let t = TestStore::start().await;
    keeps_for(&t.store, ORG, 7).await;
    let id = delivered(&t, PHONE, "c1").await;
    t.clock.advance(8 * DAY);
    let turn = t.store.retention_claim_all(t.now()).await.unwrap().expect("one is due");
    keeps_for(&t.store, ORG, 0).await;
    steps(&t, turn.next_id, 10).await;
    assert_eq!(t.store.retention_done(ORG, t.now()).await.unwrap(), messages(0));
    assert!(is_there(&t, ORG, id).await);
}

#[tokio::test]
async fn a_round_is_one_owners() {
    let t = TestStore::start().await;
    keeps_for(&t.store, ORG, 7).await;
    delivered(&t, PHONE, "c1").await;
    t.clock.advance(8 * DAY);
    let unclaimed = t.store.retention_messages(ORG, 0, 10, t.now()).await;
    assert!(matches!(unclaimed, Err(StoreError::Fenced)));
    let Some(second) = t.second_node().await else { return };
    let turn = t.store.retention_claim_all(t.now()).await.unwrap().expect("one is due");
    assert_eq!(second.retention_claim_all(t.now()).await.unwrap(), None);
    assert!(matches!(
        second.retention_messages(ORG, 0, 10, t.now()).await,
        Err(StoreError::Fenced)
    ));
    assert!(matches!(
        second.retention_done(ORG, t.now()).await,
        Err(StoreError::Fenced)
    ));
    t.store.close().await.unwrap();
    let taken = second.retention_claim_all(t.now()).await.unwrap();
    assert_eq!(taken, Some(turn), "its owner is gone");
    let step = second.retention_messages(ORG, turn.next_id, 10, t.now()).await.unwrap();
    assert_eq!(step.removed, 1);
    second.close().await.unwrap();
}

fn batch_of(faults: i64) -> (Batch, BatchStep) {
    let batch = Batch {
        id: BATCH,
        organization: ORG,
        api_key: None,
        unit: None,
        state: BatchState::Running,
        spool: None,
        settings: "{}".to_owned(),
        total_rows: None,
        row: 0,
        accepted: 0,
        refused: 0,
        duplicates: 0,
        failure: None,
        created_at: START,
        finished_at: None,
    };
    let fault = |row| RowFault {
        row,
        kind: RowFaultKind::Refused,
        fault: Fault::new("to", "is not a number", "give one"),
    };
    let step = BatchStep {
        batch: BATCH,
        from_row: 0,
        to_row: faults + 1,
        faults: (1..=faults).map(fault).collect(),
        duplicates: 0,
        done: true,
    };
    (batch, step)
}

#[tokio::test]
async fn a_batch_goes_once_its_last_message_has_gone_and_its_faults_with_it() {
    let t = TestStore::start().await;
    keeps_for(&t.store, ORG, 7).await;
    let (batch, step) = batch_of(25);
    let mut later = t.message(PHONE);
    later.state = MessageState::Scheduled;
    later.due_at = t.now() + 30 * DAY;
    later.expires_at = later.due_at + DAY;
    later.batch = Some((BATCH, 26));
    let made = AcceptUnit {
        new_batch: Some(batch),
        ..unit(Vec::new())
    };
    t.store.accept(made).await.unwrap();
    let chunk = AcceptUnit {
        batch: Some(step),
        ..unit(vec![later.clone()])
    };
    t.store.accept(chunk).await.unwrap();
    t.clock.advance(8 * DAY);
    assert_eq!(round(&t).await, messages(0));
    assert!(t.store.batch_get(ORG, BATCH).await.unwrap().is_some());
    t.store.message_cancel(ORG, later.id, t.now()).await.unwrap();
    t.clock.advance(8 * DAY);
    let turn = t.store.retention_claim_all(t.now()).await.unwrap().expect("one is due");
    steps(&t, turn.next_id, 10).await;
    let done = t.store.retention_done(ORG, t.now() + HOUR).await.unwrap();
    assert_eq!((done.messages, done.batches), (1, 1));
    assert!(t.store.batch_get(ORG, BATCH).await.unwrap().is_none());
    assert_eq!(t.rows("SELECT COUNT(*) FROM batch_faults").await, 0);
}
