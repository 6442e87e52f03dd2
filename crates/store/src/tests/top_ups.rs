//! Top-ups: each is credited once, however often it is told.

use domain::{EntryKind, RefundRule, TopUpId};

use super::harness::{ORG, OTHER_ORG, TestStore};
use super::ledger::{COST, paid_in, paying};
use crate::{Credited, Payment, TopUp, TopUpState};

async fn pending(t: &TestStore, reference: Option<&str>) -> TopUp {
    let top_up = TopUp {
        source: "stripe".to_owned(),
        ..paid_in(t, 5 * COST, reference)
    };
    t.store.top_up_begin(top_up.clone()).await.unwrap();
    top_up
}

fn payment(of: &TopUp) -> Payment {
    Payment {
        top_up: of.id,
        source: "stripe".to_owned(),
        reference: "cs_1".to_owned(),
        amount_micros: of.amount_micros,
        currency: of.currency,
    }
}

#[tokio::test]
async fn an_administrators_reference_is_credited_once() {
    let t = paying(0, RefundRule::None).await;
    let credit = async |amount, reference| t.store.top_up_credit(paid_in(&t, amount, reference)).await.unwrap();
    let Credited::Now(first) = credit(COST, Some("inv-7")).await else {
        panic!("not credited")
    };
    assert_eq!((first.state, first.entry.is_some()), (TopUpState::Paid, true));
    assert_eq!(credit(COST, Some("inv-7")).await, Credited::Already(first.clone()));
    assert_eq!(credit(2 * COST, Some("inv-7")).await, Credited::Mismatch(first.clone()));
    assert!(matches!(credit(COST, None).await, Credited::Now(_)));
    assert_eq!(t.check_books().await.available, 2 * COST);
    let entry = t
        .entries()
        .await
        .into_iter()
        .find(|entry| entry.top_up == Some(first.id));
    assert_eq!(entry.map(|entry| entry.kind), Some(EntryKind::TopUp));
    let dollars = TopUp {
        currency: "USD".parse().unwrap(),
        ..paid_in(&t, COST, None)
    };
    let refused = t.store.top_up_credit(dollars).await.unwrap();
    assert_eq!(refused, Credited::NoBalance(Some("KES".parse().unwrap())));
    let nobodys = TopUp {
        organization: OTHER_ORG,
        ..paid_in(&t, COST, None)
    };
    assert_eq!(t.store.top_up_credit(nobodys).await.unwrap(), Credited::NoBalance(None));
}

#[tokio::test]
async fn a_payment_that_is_told_again_and_again_is_credited_once() {
    let t = paying(0, RefundRule::None).await;
    let top_up = pending(&t, None).await;
    assert!(
        t.store
            .top_up_reference(ORG, top_up.id, "cs_1".to_owned())
            .await
            .unwrap()
    );
    assert!(
        !t.store
            .top_up_reference(ORG, top_up.id, "cs_2".to_owned())
            .await
            .unwrap()
    );
    let mut tasks = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let (store, payment) = (t.store.clone(), payment(&top_up));
        tasks.spawn(async move { store.top_up_pay_all(payment).await.unwrap() });
    }
    let all = tasks.join_all().await;
    assert_eq!(all.iter().filter(|one| matches!(one, Credited::Now(_))).count(), 1);
    assert_eq!(all.iter().filter(|one| matches!(one, Credited::Already(_))).count(), 49);
    assert_eq!(t.check_books().await.available, 5 * COST);
    let row = t.store.top_up_get(ORG, top_up.id).await.unwrap().unwrap();
    assert_eq!((row.state, row.reference.as_deref()), (TopUpState::Paid, Some("cs_1")));
    assert_eq!(t.store.top_up_get(OTHER_ORG, top_up.id).await.unwrap(), None);
}

#[tokio::test]
async fn a_payment_that_is_not_the_one_asked_for_is_not_credited() {
    let t = paying(0, RefundRule::None).await;
    let top_up = pending(&t, Some("cs_1")).await;
    let right = payment(&top_up);
    for wrong in [
        Payment {
            amount_micros: 1,
            ..right.clone()
        },
        Payment {
            currency: "USD".parse().unwrap(),
            ..right.clone()
        },
        Payment {
            reference: "cs_2".to_owned(),
            ..right.clone()
        },
        Payment {
            source: "other".to_owned(),
            ..right.clone()
        },
    ] {
        let said = t.store.top_up_pay_all(wrong).await.unwrap();
        assert!(matches!(said, Credited::Mismatch(_)), "{said:?}");
    }
    let unknown = Payment {
        top_up: TopUpId::new(1),
        ..right
    };
    assert_eq!(t.store.top_up_pay_all(unknown).await.unwrap(), Credited::Unknown);
    assert_eq!(t.accounts().await.available, 0);
}

#[tokio::test]
async fn a_top_up_that_failed_is_credited_when_it_is_paid_after_all() {
    let t = paying(0, RefundRule::None).await;
    let (one, other) = (pending(&t, Some("cs_1")).await, pending(&t, None).await);
    let fail = async |id, source: &str| {
        let why = "the session expired".to_owned();
        t.store
            .top_up_fail_all(id, source.to_owned(), why, t.now())
            .await
            .unwrap()
    };
    assert!(!fail(one.id, "other").await);
    assert!(fail(one.id, "stripe").await);
    assert!(!fail(one.id, "stripe").await);
    assert!(matches!(
        t.store.top_up_pay_all(payment(&one)).await.unwrap(),
        Credited::Now(_)
    ));
    assert!(!fail(one.id, "stripe").await, "what is paid does not fail any more");
    let listed = t.store.top_up_list(ORG, None, 10).await.unwrap();
    let states: Vec<_> = listed.iter().map(|one| one.state).collect();
    assert_eq!(states, [TopUpState::Pending, TopUpState::Paid]);
    assert_eq!(t.store.top_up_list(ORG, Some(other.id), 10).await.unwrap().len(), 1);
    t.check_books().await;
}
