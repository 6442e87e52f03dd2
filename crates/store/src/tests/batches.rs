//! Batches: chunks, the fence against taking one twice, faults.

use domain::{BatchId, Fault};

use super::harness::{ORG, OTHER_ORG, START, TestStore, unit};
use crate::{AcceptUnit, Accepted, Batch, BatchState, BatchStep, RowFault, RowFaultKind};

const BATCH: BatchId = BatchId::new(500);

fn batch() -> Batch {
    Batch {
        id: BATCH,
        organization: ORG,
        api_key: None,
        unit: None,
        state: BatchState::Running,
        spool: Some("b.upload".to_owned()),
        settings: "{}".to_owned(),
        total_rows: None,
        row: 0,
        accepted: 0,
        refused: 0,
        duplicates: 0,
        failure: None,
        created_at: START,
        finished_at: None,
    }
}

fn fault(row: i64, kind: RowFaultKind, field: &str) -> RowFault {
    RowFault {
        row,
        kind,
        fault: Fault::new(field, "is not a number", "give one"),
    }
}

fn step(from_row: i64, to_row: i64, done: bool) -> BatchStep {
    BatchStep {
        batch: BATCH,
        from_row,
        to_row,
        faults: Vec::new(),
        duplicates: 0,
        done,
    }
}

fn chunk(t: &TestStore, messages: usize, step: BatchStep) -> AcceptUnit {
    let messages = (0..messages)
        .map(|n| {
            let mut message = t.message(&format!("+25470000000{n}"));
            message.batch = Some((BATCH, step.from_row + n as i64 + 1));
            message
        })
        .collect();
    AcceptUnit {
        batch: Some(step),
        ..unit(messages)
    }
}

async fn create(t: &TestStore) {
    let unit = AcceptUnit {
        new_batch: Some(batch()),
        ..unit(Vec::new())
    };
    assert_eq!(t.store.accept(unit).await.unwrap().accepted, Accepted::New);
}

#[tokio::test]
async fn chunks_move_a_batch_to_its_end() {
    let t = TestStore::start().await;
    create(&t).await;
    assert_eq!(t.store.batches_running_all().await.unwrap(), [batch()]);
    let mut first = step(0, 4, false);
    first.faults = vec![
        fault(2, RowFaultKind::Refused, "to"),
        fault(2, RowFaultKind::Refused, "body"),
        fault(3, RowFaultKind::Duplicate, "to"),
    ];
    first.duplicates = 1;
    t.store.accept(chunk(&t, 2, first)).await.unwrap();
    assert!(t.store.batch_total(ORG, BATCH, 6).await.unwrap());
    t.store.accept(chunk(&t, 2, step(4, 6, true))).await.unwrap();
    let done = t.store.batch_get(ORG, BATCH).await.unwrap().unwrap();
    assert_eq!(
        (done.state, done.row, done.accepted, done.refused, done.duplicates),
        (BatchState::Done, 6, 4, 1, 1)
    );
    assert_eq!((done.total_rows, done.finished_at), (Some(6), Some(START)));
    assert!(t.store.batches_running_all().await.unwrap().is_empty());
    assert!(t.store.batch_get(OTHER_ORG, BATCH).await.unwrap().is_none());
}

#[tokio::test]
async fn a_chunk_taken_twice_is_stale_and_writes_nothing() {
    let t = TestStore::start().await;
    create(&t).await;
    t.store.accept(chunk(&t, 2, step(0, 2, false))).await.unwrap();
    let again = t.store.accept(chunk(&t, 2, step(0, 2, false))).await.unwrap();
    assert_eq!((again.accepted, again.bucket), (Accepted::Stale, 0));
    assert_eq!(t.rows("SELECT COUNT(*) FROM messages").await, 2);
    t.check_counts().await;
}

#[tokio::test]
async fn a_rows_faults_come_together_and_page_by_row() {
    let t = TestStore::start().await;
    create(&t).await;
    let mut first = step(0, 9, false);
    first.faults = vec![
        fault(2, RowFaultKind::Refused, "to"),
        fault(2, RowFaultKind::Notice, "body"),
        fault(5, RowFaultKind::Refused, "to"),
    ];
    t.store.accept(chunk(&t, 0, first.clone())).await.unwrap();
    let page = t.store.batch_faults(ORG, BATCH, 0, 1).await.unwrap();
    assert_eq!(page, first.faults[..2]);
    let page = t.store.batch_faults(ORG, BATCH, 2, 10).await.unwrap();
    assert_eq!(page, first.faults[2..]);
    assert!(t.store.batch_faults(OTHER_ORG, BATCH, 0, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_batch_that_cannot_be_read_fails_once_and_takes_no_more_chunks() {
    let t = TestStore::start().await;
    create(&t).await;
    assert!(
        t.store
            .batch_fail(ORG, BATCH, "not a CSV file", START + 1)
            .await
            .unwrap()
    );
    assert!(!t.store.batch_fail(ORG, BATCH, "again", START + 2).await.unwrap());
    let failed = t.store.batch_get(ORG, BATCH).await.unwrap().unwrap();
    assert_eq!(
        (failed.state, failed.failure.as_deref()),
        (BatchState::Failed, Some("not a CSV file"))
    );
    let late = t.store.accept(chunk(&t, 1, step(0, 1, false))).await.unwrap();
    assert_eq!(late.accepted, Accepted::Stale);
}

#[tokio::test]
async fn batches_are_listed_newest_first_by_pages() {
    let t = TestStore::start().await;
    for id in 1..=3 {
        let new = Batch {
            id: BatchId::new(id),
            ..batch()
        };
        t.store
            .accept(AcceptUnit {
                new_batch: Some(new),
                ..unit(Vec::new())
            })
            .await
            .unwrap();
    }
    let page = t.store.batches_list(ORG, None, 2).await.unwrap();
    assert_eq!(page.rows.iter().map(|b| b.id.get()).collect::<Vec<_>>(), [3, 2]);
    let rest = t.store.batches_list(ORG, page.next.map(BatchId::new), 2).await.unwrap();
    assert_eq!(rest.rows.iter().map(|b| b.id.get()).collect::<Vec<_>>(), [1]);
    assert_eq!(rest.next, None);
}

#[tokio::test]
async fn chunks_of_one_batch_in_one_unit_of_time_follow_each_other() {
    let t = TestStore::start().await;
    create(&t).await;
    let (first, second) = tokio::join!(
        t.store.accept(chunk(&t, 1, step(0, 1, false))),
        t.store.accept(chunk(&t, 1, step(1, 2, true)))
    );
    assert_eq!(first.unwrap().accepted, Accepted::New);
    assert_eq!(second.unwrap().accepted, Accepted::New);
}
