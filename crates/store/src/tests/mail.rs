//! Mail on its way, invitations, password resets.

use domain::{InvitationId, Role, UserId};

use super::harness::{HOUR, ORG, OTHER_ORG, START, TestStore};
use super::people::{membership, user};
use crate::{Invitation, Membership, MembershipChange, NewMail, StoreError};

const BOUND: (i64, i64) = (START - HOUR, 100);

fn mail(text: &str) -> NewMail {
    NewMail {
        sealed: text.to_owned(),
    }
}

fn invitation(id: i64, email: &str) -> Invitation {
    Invitation {
        organization: ORG,
        id: InvitationId::new(id),
        email: email.to_owned(),
        role: Role::Operator,
        token_hash: [id as u8; 32],
        invited_by: Some(UserId::new(1)),
        created_at: START,
        expires_at: START + HOUR,
    }
}

async fn with_amina() -> TestStore {
    let t = TestStore::start().await;
    let place = Some(membership(ORG, 1, Role::Owner));
    t.store.user_insert(user(1, "amina@example.org"), place).await.unwrap();
    t
}

async fn invite(t: &TestStore, id: i64, email: &str) -> bool {
    let mail = mail(&format!("to {email}"));
    t.store
        .invitation_insert(invitation(id, email), BOUND, mail)
        .await
        .unwrap()
}

async fn open(t: &TestStore, now: i64) -> Vec<i64> {
    let found = t.store.invitation_list(ORG, now).await.unwrap();
    found.iter().map(|one| one.id.get()).collect()
}

#[tokio::test]
async fn a_mail_is_written_with_what_it_tells_and_claimed_until_it_was_taken() {
    let t = with_amina().await;
    assert!(invite(&t, 5, "baraka@example.org").await);
    let claimed = t.store.mail_claim_all(START, START + HOUR, 10).await.unwrap();
    assert_eq!(claimed.len(), 1);
    assert_eq!(
        (claimed[0].sealed.as_str(), claimed[0].attempts),
        ("to baraka@example.org", 0)
    );
    let claim = async |now| t.store.mail_claim_all(now, now + HOUR, 10).await.unwrap();
    assert!(claim(START).await.is_empty(), "it is somebody's until the lease ends");
    let again = claim(START + HOUR).await;
    assert_eq!((again[0].id, again[0].attempts), (claimed[0].id, 1));
    t.store.mail_put_off_all(again[0].id, START + 5).await.unwrap();
    assert!(claim(START + 4).await.is_empty());
    assert_eq!(claim(START + 5).await.len(), 1);
    t.store.mail_remove_all(again[0].id).await.unwrap();
    assert!(claim(START + 99 * HOUR).await.is_empty());
}

#[tokio::test]
async fn mails_are_claimed_the_longest_due_first_and_so_many_at_once() {
    let t = with_amina().await;
    for id in 1..=3 {
        invite(&t, id, &format!("person{id}@example.org")).await;
    }
    let claim = async |now| {
        let claimed = t.store.mail_claim_all(now, now + HOUR, 2).await.unwrap();
        claimed.iter().map(|mail| mail.sealed.clone()).collect::<Vec<_>>()
    };
    let first = claim(START).await;
    assert_eq!(first.len(), 2);
    let second = claim(START).await;
    assert_eq!(second.len(), 1);
    assert!(!first.contains(&second[0]));
}

#[tokio::test]
async fn an_invitation_is_found_by_its_token_until_it_ends() {
    let t = with_amina().await;
    invite(&t, 5, "baraka@example.org").await;
    let by_token = async |hash, now| t.store.invitation_by_token([hash; 32], now).await.unwrap();
    assert_eq!(by_token(5, START).await, Some(invitation(5, "baraka@example.org")));
    assert_eq!(by_token(6, START).await, None);
    assert_eq!(by_token(5, START + HOUR).await, None);
    assert_eq!(open(&t, START + HOUR).await, [0; 0]);
    assert!(
        !t.store
            .invitation_end(OTHER_ORG, InvitationId::new(5), START)
            .await
            .unwrap()
    );
    assert!(t.store.invitation_end(ORG, InvitationId::new(5), START).await.unwrap());
    assert!(!t.store.invitation_end(ORG, InvitationId::new(5), START).await.unwrap());
    assert_eq!(by_token(5, START).await, None);
    assert!(t.store.invitation_list(OTHER_ORG, START).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_second_invitation_of_an_address_ends_the_first_and_a_days_are_bounded() {
    let t = with_amina().await;
    invite(&t, 5, "baraka@example.org").await;
    invite(&t, 6, "baraka@example.org").await;
    assert_eq!(open(&t, START).await, [6]);
    let refused = t
        .store
        .invitation_insert(invitation(7, "c@example.org"), (START - HOUR, 2), mail("x"));
    assert!(!refused.await.unwrap());
    assert_eq!(open(&t, START).await, [6]);
    let later = t
        .store
        .invitation_insert(invitation(7, "c@example.org"), (START, 2), mail("x"));
    assert!(later.await.unwrap(), "what was made before does not count");
}

#[tokio::test]
async fn an_invitation_is_taken_up_once_by_an_old_user_or_a_new_one() {
    let t = with_amina().await;
    invite(&t, 5, "baraka@example.org").await;
    let place = |user| Membership {
        created_at: START,
        ..membership(ORG, user, Role::Operator)
    };
    let new = Some(user(2, "baraka@example.org"));
    assert!(t.store.invitation_take([5; 32], new, place(2)).await.unwrap());
    assert!(!t.store.invitation_take([5; 32], None, place(2)).await.unwrap());
    assert_eq!(
        t.store.membership_get(ORG, UserId::new(2)).await.unwrap(),
        Some(place(2))
    );
    invite(&t, 6, "baraka@example.org").await;
    let again = t.store.invitation_take([6; 32], None, place(2)).await;
    assert!(matches!(again, Err(StoreError::Exists(_))), "{again:?}");
    assert_eq!(open(&t, START).await, [6], "what failed changed nothing");
}

#[tokio::test]
async fn what_a_member_invited_to_ends_with_what_it_was() {
    let t = with_amina().await;
    let other = Some(membership(ORG, 2, Role::Owner));
    t.store.user_insert(user(2, "baraka@example.org"), other).await.unwrap();
    let (own, admin) = (Role::Owner, Role::OrgAdmin);
    let amina = UserId::new(1);
    invite(&t, 5, "c@example.org").await;
    let changed = t.store.membership_role_set(ORG, amina, (own, admin)).await.unwrap();
    assert_eq!((changed, open(&t, START).await), (MembershipChange::Done, vec![]));
    invite(&t, 6, "c@example.org").await;
    t.store.user_active_set(amina, false, START).await.unwrap();
    assert!(open(&t, START).await.is_empty());
    invite(&t, 7, "c@example.org").await;
    let gone = t.store.membership_remove(ORG, (amina, admin), START).await.unwrap();
    assert_eq!((gone, open(&t, START).await), (MembershipChange::Done, vec![]));
}

#[tokio::test]
async fn a_password_is_reset_once_and_no_other_reset_of_the_user_is_good_then() {
    let t = with_amina().await;
    let amina = UserId::new(1);
    let ask = async |hash: u8, not_since| {
        let reset = ([hash; 32], START + HOUR);
        t.store
            .password_reset_insert(amina, reset, not_since, mail("reset"))
            .await
            .unwrap()
    };
    assert!(ask(1, START - HOUR).await);
    assert!(!ask(2, START - HOUR).await, "one mail in so long");
    assert!(ask(3, START).await);
    let by_token = async |hash: u8, now| t.store.password_reset_by_token([hash; 32], now).await.unwrap();
    assert_eq!(by_token(1, START).await, Some(amina));
    assert_eq!(by_token(2, START).await, None);
    assert_eq!(by_token(1, START + HOUR).await, None);
    let take = async |hash: u8| {
        t.store
            .password_reset_take([hash; 32], "$new".to_owned())
            .await
            .unwrap()
    };
    assert!(take(1).await);
    assert!(!take(1).await);
    assert!(!take(3).await);
    let found = t.store.user_get(amina).await.unwrap().unwrap();
    assert_eq!(found.password_hash.as_deref(), Some("$new"));
    assert_eq!(t.store.mail_claim_all(START, START, 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn what_is_long_over_is_swept() {
    let t = with_amina().await;
    invite(&t, 5, "baraka@example.org").await;
    let reset = ([1; 32], START + HOUR);
    let amina = UserId::new(1);
    t.store
        .password_reset_insert(amina, reset, START, mail("reset"))
        .await
        .unwrap();
    assert_eq!(t.store.sweep(START + HOUR).await.unwrap(), 0);
    assert_eq!(t.store.sweep(START + 30 * 24 * HOUR).await.unwrap(), 2);
    assert_eq!(t.store.sweep(START + 30 * 24 * HOUR).await.unwrap(), 0);
}
