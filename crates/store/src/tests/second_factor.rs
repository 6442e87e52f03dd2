//! Second factors and recovery codes: each code is taken once.

use domain::{Role, SessionId, UserId};

use super::harness::{ORG, START, TestStore};
use super::people::{event, membership, session, user};
use crate::SignedIn;

const AMINA: UserId = UserId::new(1);

async fn enrolled() -> TestStore {
    let t = TestStore::start().await;
    let place = Some(membership(ORG, 1, Role::Owner));
    t.store.user_insert(user(1, "amina@example.org"), place).await.unwrap();
    t.store.session_insert(session(4, 1, Some(ORG))).await.unwrap();
    t.store.session_insert(session(5, 1, Some(ORG))).await.unwrap();
    let factor = ("sealed".to_owned(), 70);
    let codes = vec![[1; 32], [2; 32]];
    assert!(
        t.store
            .second_factor_enrol(AMINA, factor, codes, SessionId::new(5))
            .await
            .unwrap()
    );
    t
}

async fn sign_in(t: &TestStore, id: i64, (step, code): (Option<i64>, Option<[u8; 32]>)) -> bool {
    let signed_in = SignedIn {
        session: session(id, 1, Some(ORG)),
        replaces: None,
        account: [9; 32],
        network: None,
        rehashed: None,
        second_factor_step: step,
        recovery_code: code,
        event: event("signed_in", 1),
    };
    t.store.sign_in_succeed(signed_in).await.unwrap()
}

async fn live(t: &TestStore) -> Vec<i64> {
    let found = t.store.session_list(AMINA, START).await.unwrap();
    let mut ids: Vec<i64> = found.iter().map(|one| one.id.get()).collect();
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn who_enrols_has_one_and_no_session_that_gave_no_code_but_this() {
    let t = enrolled().await;
    let amina = t.store.user_get(AMINA).await.unwrap().unwrap();
    assert_eq!(
        (amina.second_factor.as_deref(), amina.second_factor_step),
        (Some("sealed"), 70)
    );
    assert_eq!(live(&t).await, [5]);
    let again = ("other".to_owned(), 80);
    let keep = SessionId::new(5);
    assert!(
        !t.store
            .second_factor_enrol(AMINA, again.clone(), vec![], keep)
            .await
            .unwrap()
    );
    assert!(
        !t.store
            .second_factor_enrol(UserId::new(9), again, vec![], keep)
            .await
            .unwrap()
    );
    assert_eq!(t.store.recovery_codes_left(AMINA).await.unwrap(), 2);
}

#[tokio::test]
async fn a_code_and_a_recovery_code_are_taken_once() {
    let t = enrolled().await;
    assert!(!sign_in(&t, 10, (Some(70), None)).await, "the code that enrolled");
    assert!(sign_in(&t, 11, (Some(71), None)).await);
    assert!(!sign_in(&t, 12, (Some(71), None)).await);
    assert!(sign_in(&t, 13, (None, Some([1; 32]))).await);
    assert!(!sign_in(&t, 14, (None, Some([1; 32]))).await);
    assert!(!sign_in(&t, 15, (None, Some([7; 32]))).await);
    assert_eq!(live(&t).await, [5, 11, 13]);
    assert_eq!(t.store.recovery_codes_left(AMINA).await.unwrap(), 1);
    assert!(!t.store.second_factor_step_take(AMINA, 71).await.unwrap());
    assert!(t.store.second_factor_step_take(AMINA, 72).await.unwrap());
    assert!(t.store.recovery_code_take(AMINA, [2; 32], START).await.unwrap());
    assert!(!t.store.recovery_code_take(AMINA, [2; 32], START).await.unwrap());
}

#[tokio::test]
async fn one_code_lets_one_of_many_in() {
    let t = enrolled().await;
    let tries = (20..40).map(|id| sign_in(&t, id, (Some(75), None)));
    let went = futures::future::join_all(tries).await;
    assert_eq!(went.into_iter().filter(|went| *went).count(), 1);
}

#[tokio::test]
async fn new_recovery_codes_replace_the_old_and_go_with_the_factor() {
    let t = enrolled().await;
    t.store
        .recovery_codes_set(AMINA, vec![[3; 32], [4; 32], [5; 32]])
        .await
        .unwrap();
    assert_eq!(t.store.recovery_codes_left(AMINA).await.unwrap(), 3);
    assert!(!t.store.recovery_code_take(AMINA, [1; 32], START).await.unwrap());
    assert!(t.store.second_factor_remove(AMINA).await.unwrap());
    assert!(!t.store.second_factor_remove(AMINA).await.unwrap());
    assert_eq!(t.store.recovery_codes_left(AMINA).await.unwrap(), 0);
    let amina = t.store.user_get(AMINA).await.unwrap().unwrap();
    assert_eq!((amina.second_factor, amina.second_factor_step), (None, 0));
}

#[tokio::test]
async fn a_factor_is_sealed_anew_only_where_it_is_as_it_was() {
    let t = enrolled().await;
    let reseal = async |old: &str| {
        let seals = (old.to_owned(), "anew".to_owned());
        t.store.second_factor_reseal(AMINA, seals).await.unwrap()
    };
    assert!(!reseal("something else").await);
    assert!(reseal("sealed").await);
    let amina = t.store.user_get(AMINA).await.unwrap().unwrap();
    assert_eq!(amina.second_factor.as_deref(), Some("anew"));
}
