//! Many at once: a balance is never spent twice, whoever asks, on however many nodes; and settling never waits for it.

use std::sync::Arc;

use domain::RefundRule;

use super::harness::{ORG, TestStore, submitted, unit};
use super::ledger::{COST, paying};
use crate::{Accepted, Store};

async fn send(store: Store, unit: crate::AcceptUnit) -> bool {
    match store.accept(unit).await.unwrap().accepted {
        Accepted::New => true,
        Accepted::Short(short) => {
            assert_eq!(short.needed_micros, COST);
            assert!(short.spendable_micros < COST);
            false
        }
        other => panic!("{other:?}"),
    }
}

async fn a_thousand(t: &TestStore, stores: &[Store]) -> usize {
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..1_000 {
        let mut message = t.message(&format!("+2547000{n:05}"));
        message.born_owned = false;
        tasks.spawn(send(stores[n % stores.len()].clone(), unit(vec![message])));
    }
    tasks.join_all().await.into_iter().filter(|accepted| *accepted).count()
}

#[tokio::test]
async fn a_thousand_parallel_units_on_a_balance_for_a_hundred_accept_exactly_a_hundred() {
    let t = paying(100 * COST + COST / 2, RefundRule::None).await;
    let mut stores = vec![t.store.clone()];
    stores.extend(t.second_node().await);
    assert_eq!(a_thousand(&t, &stores).await, 100);
    let left = t.check_books().await;
    assert_eq!((left.available, left.reserved), (COST / 2, 100 * COST));
    assert_eq!(t.rows("SELECT COUNT(*) FROM messages").await, 100);
    if let Some(other) = stores.pop().filter(|_| !stores.is_empty()) {
        other.close().await.unwrap();
    }
}

#[tokio::test]
async fn accepting_and_settling_one_balance_at_once_keeps_its_books() {
    let t = Arc::new(paying(200 * COST, RefundRule::None).await);
    let mut begun = Vec::new();
    for n in 0..100 {
        begun.push(t.begun(&format!("+25470000{n:04}")).await);
    }
    let (settler, settled) = (t.clone(), begun);
    let settling = tokio::spawn(async move {
        for message in settled {
            settler.settle(&message, submitted(&[&message.id.to_string()])).await;
        }
    });
    let mut accepted = 0;
    for n in 0..150 {
        let unit = unit(vec![t.message(&format!("+25471000{n:04}"))]);
        accepted += usize::from(send(t.store.clone(), unit).await);
    }
    settling.await.unwrap();
    assert_eq!(accepted, 100);
    let left = t.check_books().await;
    assert_eq!((left.available, left.reserved, left.spent), (0, 100 * COST, 100 * COST));
    assert!(t.store.balance_get(ORG).await.unwrap().is_some());
}
