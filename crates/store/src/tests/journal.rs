//! The journal's rules, but for what a lost connection does (`connections.rs`).

use std::sync::Arc;

use domain::MessageState;

use super::harness::{TestStore, keyed, submitted, unit};
use super::hold::{Hold, queued};
use crate::journal::Side;
use crate::{Accepted, DatabaseUrl, Settlement, StoreError};

#[tokio::test]
async fn a_faulty_unit_fails_its_own_caller_only() {
    let t = TestStore::start().await;
    let taken = t.queued("+254700000001").await;
    let mut faulty = t.message("+254700000002");
    faulty.id = taken.id;
    let (good, other) = (t.message("+254700000003"), t.message("+254700000004"));
    let hold = Hold::start(&t.store, Side::Front).await;
    let units = [vec![good.clone()], vec![faulty], vec![other.clone()]].map(|messages| {
        let store = t.store.clone();
        tokio::spawn(async move { store.accept(unit(messages)).await })
    });
    queued(&t.store, 3).await;
    hold.release().await;
    let [first, second, third] = units;
    assert_eq!(first.await.unwrap().unwrap().accepted, Accepted::New);
    assert!(matches!(second.await.unwrap(), Err(StoreError::Exists(_))));
    assert_eq!(third.await.unwrap().unwrap().accepted, Accepted::New);
    assert_eq!(t.state(good.id).await, MessageState::Queued);
    assert_eq!(t.state(other.id).await, MessageState::Queued);
    t.check_counts().await;
}

#[tokio::test]
async fn a_panic_in_a_unit_fails_its_own_caller_only() {
    let t = TestStore::start().await;
    let hold = Hold::start(&t.store, Side::Front).await;
    let store = t.store.clone();
    let broken = tokio::spawn(async move {
        store
            .write(
                Side::Front,
                async |txn| if txn.now > 0 { panic!("a bug") } else { Ok(()) },
            )
            .await
    });
    let store = t.store.clone();
    let message = t.message("+254700000001");
    let good = tokio::spawn(async move { store.accept(unit(vec![message])).await });
    queued(&t.store, 2).await;
    hold.release().await;
    assert!(matches!(broken.await.unwrap(), Err(StoreError::Internal(_))));
    assert_eq!(good.await.unwrap().unwrap().accepted, Accepted::New);
    t.queued("+254700000002").await;
    t.check_counts().await;
}

#[tokio::test]
async fn equal_keys_in_one_round_are_resolved_there() {
    let t = TestStore::start().await;
    let hold = Hold::start(&t.store, Side::Front).await;
    let units = [keyed(&t, "k", 1), keyed(&t, "k", 1), keyed(&t, "k", 2)].map(|unit| {
        let store = t.store.clone();
        tokio::spawn(async move { store.accept(unit).await.unwrap().accepted })
    });
    queued(&t.store, 3).await;
    hold.release().await;
    let mut answers = Vec::new();
    for answer in units {
        answers.push(answer.await.unwrap());
    }
    let answer = "{\"body\":1}".to_owned();
    assert_eq!(
        answers,
        [
            Accepted::New,
            Accepted::Again(answer.clone()),
            Accepted::Conflict(answer)
        ]
    );
    assert_eq!(t.rows("SELECT COUNT(*) FROM messages").await, 1);
}

#[tokio::test]
async fn a_full_side_is_busy_at_once_and_the_other_still_takes() {
    let t = TestStore::start_with(|config| config.pending_rows = 3).await;
    let message = t.begun("+254700000001").await;
    let front = Hold::start(&t.store, Side::Front).await;
    let waiting: Vec<_> = (0..3)
        .map(|n| {
            let (store, message) = (t.store.clone(), t.message(&format!("+25471000000{n}")));
            tokio::spawn(async move { store.accept(unit(vec![message])).await })
        })
        .collect();
    queued(&t.store, 3).await;
    let refused = t.store.accept(unit(vec![t.message("+254720000000")])).await;
    assert!(matches!(refused, Err(StoreError::Busy)));
    let store = t.store.clone();
    let settlement = Settlement {
        message: message.clone(),
        attempt: 1,
        at: t.now(),
        cost_micros: None,
        result: submitted(&["a"]),
    };
    let settled = tokio::spawn(async move { store.settle(vec![settlement]).await });
    front.release().await;
    settled.await.unwrap().unwrap();
    for accepted in waiting {
        assert_eq!(accepted.await.unwrap().unwrap().accepted, Accepted::New);
    }
    assert_eq!(t.state(message.id).await, MessageState::Submitted);
    t.accept(vec![t.message("+254720000001")]).await;
}

#[tokio::test]
async fn a_flood_of_accepts_does_not_keep_a_settlement_waiting() {
    let t = TestStore::start_with(|config| config.round_rows = 2).await;
    let message = t.begun("+254700000001").await;
    let hold = Hold::start(&t.store, Side::Front).await;
    if let DatabaseUrl::Postgres(_) = t.config.url {
        // The back has a journal of its own: it does not wait for the front at all.
        t.settle(&message, submitted(&["a"])).await;
        return hold.release().await;
    }
    let order = Arc::new(parking_lot::Mutex::new(Vec::new()));
    let mut tasks = Vec::new();
    for n in 0..40 {
        let (store, message, order) = (
            t.store.clone(),
            t.message(&format!("+2547100000{n:02}")),
            Arc::clone(&order),
        );
        tasks.push(tokio::spawn(async move {
            store.accept(unit(vec![message])).await.unwrap();
            order.lock().push("accept");
        }));
    }
    queued(&t.store, 40).await;
    let (store, seen) = (t.store.clone(), Arc::clone(&order));
    let settlement = Settlement {
        message,
        attempt: 1,
        at: t.now(),
        cost_micros: None,
        result: submitted(&["a"]),
    };
    tasks.push(tokio::spawn(async move {
        store.settle(vec![settlement]).await.unwrap();
        seen.lock().push("settle");
    }));
    queued(&t.store, 41).await;
    hold.release().await;
    for task in tasks {
        task.await.unwrap();
    }
    let place = order.lock().iter().position(|what| *what == "settle").unwrap();
    assert!(place <= 4, "the settlement came after {place} of 40 accepts");
}

#[tokio::test]
async fn units_that_queue_while_a_round_commits_share_the_next_one() {
    let t = TestStore::start().await;
    let before = t.rows("SELECT MAX(round) FROM journal_marks WHERE side = 0").await;
    let hold = Hold::start(&t.store, Side::Front).await;
    let tasks: Vec<_> = (0..100)
        .map(|n| {
            let (store, message) = (t.store.clone(), t.message(&format!("+2547100000{n:02}")));
            tokio::spawn(async move { store.accept(unit(vec![message])).await.unwrap() })
        })
        .collect();
    queued(&t.store, 100).await;
    hold.release().await;
    for task in tasks {
        task.await.unwrap();
    }
    let rounds = t.rows("SELECT MAX(round) FROM journal_marks WHERE side = 0").await - before;
    assert_eq!(rounds, 2, "one round held, one with all units");
}

#[tokio::test]
async fn a_full_disk_is_told_to_all_and_the_journal_recovers() {
    let t = TestStore::start_with(|config| config.max_pages = Some(200)).await;
    let DatabaseUrl::Sqlite(_) = t.config.url else { return };
    let mut big = t.message("+254700000001");
    big.body = Arc::from("x".repeat(1_000_000));
    let before = t.rows("SELECT MAX(round) FROM journal_marks").await;
    let hold = Hold::start(&t.store, Side::Front).await;
    let (store, small) = (t.store.clone(), t.message("+254700000002"));
    let neighbour = tokio::spawn(async move { store.accept(unit(vec![small])).await });
    let store = t.store.clone();
    let full = tokio::spawn(async move { store.accept(unit(vec![big])).await });
    queued(&t.store, 2).await;
    hold.release().await;
    assert!(matches!(full.await.unwrap(), Err(StoreError::Unavailable(_))));
    assert!(matches!(neighbour.await.unwrap(), Err(StoreError::Unavailable(_))));
    assert_eq!(t.rows("SELECT COUNT(*) FROM messages").await, 0);
    assert!(t.rows("SELECT MAX(round) FROM journal_marks").await >= before);
    let after = t.queued("+254700000003").await;
    assert_eq!(t.state(after.id).await, MessageState::Queued);
    t.check_counts().await;
}

#[tokio::test]
async fn the_log_does_not_grow_for_ever_under_steady_load() {
    let t = TestStore::start().await;
    let DatabaseUrl::Sqlite(path) = t.config.url.clone() else {
        return;
    };
    let mut log = path.into_os_string();
    log.push("-wal");
    let body: Arc<str> = Arc::from("x".repeat(100_000));
    for _ in 0..40 {
        let messages = (0..50)
            .map(|_| {
                let mut message = t.message("+254700000001");
                message.body = Arc::clone(&body);
                message
            })
            .collect();
        t.accept(messages).await;
    }
    let bytes = std::fs::metadata(&log).unwrap().len();
    assert!(bytes < 150_000_000, "200 MB were written and the log has {bytes} bytes");
    t.store.close().await.unwrap();
    assert_eq!(std::fs::metadata(&log).map_or(0, |file| file.len()), 0);
}
