//! Users, memberships, sessions and sign-ins.

use domain::{OrganizationId, Role, SessionId, UserId};

use super::harness::{HOUR, ORG, OTHER_ORG, START, TestStore};
use crate::{
    BackOff, Membership, MembershipChange, SecurityEvent, Session, SessionKind, SignInTurn, SignedIn, StoreError, User,
};

pub(crate) fn user(id: i64, email: &str) -> User {
    User {
        id: UserId::new(id),
        email: email.to_owned(),
        name: format!("Number {id}"),
        password_hash: Some("$argon2id$…".to_owned()),
        system_administrator: false,
        active: true,
        second_factor: None,
        second_factor_step: 0,
        created_at: START,
        updated_at: START,
        last_sign_in_at: None,
    }
}

pub(crate) fn membership(organization: OrganizationId, user: i64, role: Role) -> Membership {
    Membership {
        organization,
        user: UserId::new(user),
        role,
        created_at: START,
    }
}

pub(crate) fn session(id: i64, user: i64, organization: Option<OrganizationId>) -> Session {
    Session {
        id: SessionId::new(id),
        user: UserId::new(user),
        organization,
        kind: SessionKind::Browser,
        token_hash: [id as u8; 32],
        previous_hash: None,
        csrf_token: "csrf".to_owned(),
        ip: Some("192.0.2.1".to_owned()),
        agent: None,
        created_at: START,
        seen_at: START,
        rotated_at: START,
        expires_at: START + HOUR,
        ended_at: None,
    }
}

pub(crate) fn event(kind: &'static str, user: i64) -> SecurityEvent {
    SecurityEvent {
        organization: None,
        kind,
        user: Some(UserId::new(user)),
        api_key: None,
        ip: Some("192.0.2.1".to_owned()),
        agent: Some("curl/8".to_owned()),
        detail: None,
    }
}

#[tokio::test]
async fn a_user_is_found_by_id_and_by_address_and_its_address_is_its_own() {
    let t = TestStore::start().await;
    let amina = user(1, "amina@example.org");
    t.store.user_insert(amina.clone(), None).await.unwrap();
    let twice = t.store.user_insert(user(2, "amina@example.org"), None).await;
    assert!(matches!(twice, Err(StoreError::Exists("a user with this address"))));
    assert_eq!(t.store.user_get(amina.id).await.unwrap(), Some(amina.clone()));
    assert_eq!(t.store.user_get(UserId::new(2)).await.unwrap(), None);
    let found = t.store.user_by_email("amina@example.org").await.unwrap();
    assert_eq!(found, Some(amina.clone()));
    assert_eq!(t.store.user_by_email("nobody@example.org").await.unwrap(), None);
    t.store.user_insert(user(3, "aaron@example.org"), None).await.unwrap();
    let all = t.store.user_list_all().await.unwrap();
    assert_eq!(all.iter().map(|user| user.id.get()).collect::<Vec<_>>(), [3, 1]);
    assert!(
        t.store
            .user_rename(amina.id, "Amina W.".to_owned(), START + 1)
            .await
            .unwrap()
    );
    assert_eq!(t.store.user_get(amina.id).await.unwrap().unwrap().name, "Amina W.");
    assert!(
        !t.store
            .user_rename(UserId::new(9), "x".to_owned(), START)
            .await
            .unwrap()
    );
    assert!(!format!("{amina:?}").contains("amina@"));
}

#[tokio::test]
async fn a_user_belongs_to_several_organizations_with_a_role_in_each() {
    let t = TestStore::start().await;
    let first = Some(membership(ORG, 1, Role::Owner));
    t.store.user_insert(user(1, "amina@example.org"), first).await.unwrap();
    t.store.user_insert(user(2, "baraka@example.org"), None).await.unwrap();
    t.store
        .membership_insert(membership(OTHER_ORG, 1, Role::Viewer))
        .await
        .unwrap();
    t.store
        .membership_insert(membership(ORG, 2, Role::Operator))
        .await
        .unwrap();
    let twice = t.store.membership_insert(membership(ORG, 2, Role::Viewer)).await;
    assert!(matches!(twice, Err(StoreError::Exists("this member"))));
    let places = t.store.membership_list_of(UserId::new(1)).await.unwrap();
    let places: Vec<_> = places.iter().map(|(one, role)| (one.id, *role)).collect();
    assert_eq!(places, [(ORG, Role::Owner), (OTHER_ORG, Role::Viewer)]);
    let members = t.store.membership_list(ORG).await.unwrap();
    let names: Vec<_> = members
        .iter()
        .map(|one| (one.user.id.get(), one.membership.role))
        .collect();
    assert_eq!(names, [(1, Role::Owner), (2, Role::Operator)]);
    let found = t.store.membership_get(OTHER_ORG, UserId::new(1)).await.unwrap();
    assert_eq!(found, Some(membership(OTHER_ORG, 1, Role::Viewer)));
    assert_eq!(t.store.membership_get(OTHER_ORG, UserId::new(2)).await.unwrap(), None);
}

#[tokio::test]
async fn the_last_owner_who_can_sign_in_stays() {
    let t = TestStore::start().await;
    let owner = |id| Some(membership(ORG, id, Role::Owner));
    t.store
        .user_insert(user(1, "amina@example.org"), owner(1))
        .await
        .unwrap();
    t.store
        .user_insert(user(2, "baraka@example.org"), owner(2))
        .await
        .unwrap();
    let (amina, baraka) = (UserId::new(1), UserId::new(2));
    let (own, admin) = (Role::Owner, Role::OrgAdmin);
    let set = async |user, change| t.store.membership_role_set(ORG, user, change).await.unwrap();
    assert_eq!(set(UserId::new(9), (own, admin)).await, MembershipChange::Missing);
    assert_eq!(set(baraka, (own, admin)).await, MembershipChange::Done);
    assert_eq!(set(baraka, (own, admin)).await, MembershipChange::Other);
    assert_eq!(set(amina, (own, admin)).await, MembershipChange::LastOwner);
    assert_eq!(set(amina, (own, own)).await, MembershipChange::Done);
    let remove = async |user| t.store.membership_remove(ORG, (user, own), START).await.unwrap();
    assert_eq!(remove(amina).await, MembershipChange::LastOwner);
    assert_eq!(remove(baraka).await, MembershipChange::Other);
    assert_eq!(set(baraka, (admin, own)).await, MembershipChange::Done);
    assert!(t.store.user_active_set(baraka, false, START).await.unwrap());
    assert_eq!(
        remove(amina).await,
        MembershipChange::LastOwner,
        "the other one cannot sign in"
    );
    assert!(t.store.user_active_set(baraka, true, START).await.unwrap());
    assert_eq!(remove(amina).await, MembershipChange::Done);
    assert_eq!(remove(amina).await, MembershipChange::Missing);
    assert!(!t.store.user_active_set(UserId::new(9), true, START).await.unwrap());
}

#[tokio::test]
async fn a_session_is_found_with_all_that_decides_about_it() {
    let t = TestStore::start().await;
    let place = Some(membership(ORG, 1, Role::Operator));
    t.store.user_insert(user(1, "amina@example.org"), place).await.unwrap();
    let begun = session(5, 1, Some(ORG));
    t.store.session_insert(begun.clone()).await.unwrap();
    let found = t.store.session_by_hash([5; 32]).await.unwrap().unwrap();
    assert_eq!((found.session, found.role), (begun, Some(Role::Operator)));
    assert_eq!(found.user.email, "amina@example.org");
    assert_eq!(found.organization.unwrap().id, ORG);
    t.store.session_insert(session(6, 1, None)).await.unwrap();
    let nowhere = t.store.session_by_hash([6; 32]).await.unwrap().unwrap();
    assert!(nowhere.organization.is_none() && nowhere.role.is_none());
    t.store.session_insert(session(7, 1, Some(OTHER_ORG))).await.unwrap();
    let stranger = t.store.session_by_hash([7; 32]).await.unwrap().unwrap();
    assert!(stranger.organization.is_some() && stranger.role.is_none());
    assert!(t.store.session_by_hash([9; 32]).await.unwrap().is_none());
    let by_id = async |id| t.store.session_get(SessionId::new(id)).await.unwrap();
    assert_eq!(by_id(7).await.unwrap().session.token_hash, [7; 32]);
    assert!(by_id(9).await.is_none());
}

#[tokio::test]
async fn what_shows_a_session_is_replaced_once_and_the_old_one_is_known_for_what_it_was() {
    let t = TestStore::start().await;
    t.store.user_insert(user(1, "amina@example.org"), None).await.unwrap();
    t.store.session_insert(session(5, 1, Some(ORG))).await.unwrap();
    let id = SessionId::new(5);
    let rotate = async |old: u8, new: u8, place| {
        let hashes = ([old; 32], [new; 32]);
        t.store.session_rotate(id, hashes, place, START + 10).await.unwrap()
    };
    assert!(rotate(5, 50, None).await);
    assert!(!rotate(5, 51, None).await, "somebody else was first");
    let by_old = t.store.session_by_hash([5; 32]).await.unwrap().unwrap().session;
    assert_eq!((by_old.token_hash, by_old.previous_hash), ([50; 32], Some([5; 32])));
    assert_eq!(by_old.organization, Some(ORG));
    assert!(rotate(50, 60, Some(OTHER_ORG)).await);
    let switched = t.store.session_by_hash([60; 32]).await.unwrap().unwrap().session;
    assert_eq!(
        (switched.organization, switched.rotated_at),
        (Some(OTHER_ORG), START + 10)
    );
    assert!(t.store.session_by_hash([5; 32]).await.unwrap().is_none());
}

#[tokio::test]
async fn sessions_end_one_by_one_and_together() {
    let t = TestStore::start().await;
    let place = Some(membership(ORG, 1, Role::Operator));
    t.store.user_insert(user(1, "amina@example.org"), place).await.unwrap();
    for id in 5..9 {
        t.store.session_insert(session(id, 1, Some(ORG))).await.unwrap();
    }
    let amina = UserId::new(1);
    t.store.session_touch(SessionId::new(6), START + 60).await.unwrap();
    t.store.session_touch(SessionId::new(6), START + 30).await.unwrap();
    let live = async || -> Vec<i64> {
        let found = t.store.session_list(amina, START + 60).await.unwrap();
        found.iter().map(|one| one.id.get()).collect()
    };
    assert_eq!(live().await, [6, 8, 7, 5]);
    assert!(
        !t.store
            .session_end(UserId::new(2), SessionId::new(5), START)
            .await
            .unwrap()
    );
    assert!(t.store.session_end(amina, SessionId::new(5), START).await.unwrap());
    assert!(!t.store.session_end(amina, SessionId::new(5), START).await.unwrap());
    assert_eq!(live().await, [6, 8, 7]);
    let keep = Some(SessionId::new(7));
    assert!(
        t.store
            .user_password_set(amina, "$new".to_owned(), keep, START)
            .await
            .unwrap()
    );
    assert_eq!(live().await, [7]);
    t.store.session_insert(session(9, 1, Some(OTHER_ORG))).await.unwrap();
    assert_eq!(t.store.session_end_others(amina, keep, START).await.unwrap(), 1);
    t.store.session_insert(session(10, 1, Some(OTHER_ORG))).await.unwrap();
    let gone = t
        .store
        .membership_remove(ORG, (amina, Role::Operator), START)
        .await
        .unwrap();
    assert_eq!((gone, live().await), (MembershipChange::Done, vec![10]));
    assert!(t.store.user_active_set(amina, false, START).await.unwrap());
    assert!(live().await.is_empty());
    assert!(
        !t.store
            .user_password_set(UserId::new(9), "$".to_owned(), None, START)
            .await
            .unwrap()
    );
}

const BACK_OFF: BackOff = BackOff {
    failures: 3,
    first_ms: 1_000,
    most_ms: 5_000,
    forget_ms: HOUR,
};

#[tokio::test]
async fn failed_sign_ins_make_their_subject_wait_ever_longer() {
    let t = TestStore::start().await;
    let turn = async || t.store.sign_in_turn([1; 32], BACK_OFF).await.unwrap();
    assert_eq!(turn().await, SignInTurn::Go { last: false });
    assert_eq!(turn().await, SignInTurn::Go { last: false });
    assert_eq!(turn().await, SignInTurn::Go { last: true });
    assert_eq!(turn().await, SignInTurn::Wait(START + 1_000));
    let mut expected = START + 1_000;
    for wait in [2_000, 4_000, 5_000, 5_000] {
        t.clock.advance(expected - t.now());
        assert_eq!(turn().await, SignInTurn::Go { last: true });
        expected = t.now() + wait;
        assert_eq!(turn().await, SignInTurn::Wait(expected));
    }
    let other = t.store.sign_in_turn([2; 32], BACK_OFF).await.unwrap();
    assert_eq!(other, SignInTurn::Go { last: false });
    t.clock.advance(HOUR + 5_000);
    assert_eq!(
        turn().await,
        SignInTurn::Go { last: false },
        "an hour later it is forgotten"
    );
    t.store.sign_in_take_back(vec![[1; 32], [9; 32]]).await.unwrap();
    for last in [false, false, true] {
        assert_eq!(turn().await, SignInTurn::Go { last });
    }
}

#[tokio::test]
async fn a_hundred_tries_at_once_are_counted_as_a_hundred() {
    let t = TestStore::start().await;
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..100 {
        let store = t.store.clone();
        tries.spawn(async move { store.sign_in_turn([1; 32], BACK_OFF).await.unwrap() });
    }
    let went = tries.join_all().await;
    let went = went.iter().filter(|turn| matches!(turn, SignInTurn::Go { .. })).count();
    assert_eq!(went, 3);
}

#[tokio::test]
async fn who_has_signed_in_has_a_session_and_no_failures_any_more() {
    let t = TestStore::start().await;
    let place = Some(membership(ORG, 1, Role::Operator));
    t.store.user_insert(user(1, "amina@example.org"), place).await.unwrap();
    t.store.session_insert(session(4, 1, Some(ORG))).await.unwrap();
    for _ in 0..2 {
        t.store.sign_in_turn([1; 32], BACK_OFF).await.unwrap();
        t.store.sign_in_turn([2; 32], BACK_OFF).await.unwrap();
    }
    let signed_in = SignedIn {
        session: session(5, 1, Some(ORG)),
        replaces: Some(SessionId::new(4)),
        account: [1; 32],
        network: Some([2; 32]),
        rehashed: Some("$better".to_owned()),
        second_factor_step: Some(77),
        recovery_code: None,
        event: event("signed_in", 1),
    };
    assert!(t.store.sign_in_succeed(signed_in.clone()).await.unwrap());
    let again = SignedIn {
        session: session(6, 1, Some(ORG)),
        ..signed_in
    };
    assert!(!t.store.sign_in_succeed(again).await.unwrap(), "a code is taken once");
    let amina = t.store.user_get(UserId::new(1)).await.unwrap().unwrap();
    assert_eq!(
        (amina.password_hash.as_deref(), amina.last_sign_in_at),
        (Some("$better"), Some(START))
    );
    assert_eq!(amina.second_factor_step, 77);
    let live = t.store.session_list(amina.id, START).await.unwrap();
    assert_eq!(live.iter().map(|one| one.id.get()).collect::<Vec<_>>(), [5]);
    let events = t.store.security_event_list(Some(ORG), None, None, 10).await.unwrap();
    assert_eq!(events.len(), 1);
    for last in [false, false, true] {
        let account = t.store.sign_in_turn([1; 32], BACK_OFF).await.unwrap();
        assert_eq!(account, SignInTurn::Go { last });
    }
    let network = t.store.sign_in_turn([2; 32], BACK_OFF).await.unwrap();
    assert_eq!(network, SignInTurn::Go { last: false }, "one of two was taken back");
    assert_eq!(
        t.store.sign_in_turn([2; 32], BACK_OFF).await.unwrap(),
        SignInTurn::Go { last: true }
    );
}

#[tokio::test]
async fn sessions_and_failures_that_are_over_are_swept_away() {
    let t = TestStore::start().await;
    t.store.user_insert(user(1, "amina@example.org"), None).await.unwrap();
    t.store.session_insert(session(5, 1, None)).await.unwrap();
    t.store.sign_in_turn([1; 32], BACK_OFF).await.unwrap();
    assert_eq!(t.store.sweep(t.now() + HOUR).await.unwrap(), 0);
    let later = t.now() + 8 * 24 * HOUR;
    assert_eq!(t.store.sweep(later).await.unwrap(), 2);
    assert!(t.store.session_by_hash([5; 32]).await.unwrap().is_none());
}

#[tokio::test]
async fn an_organization_may_ask_for_a_second_factor() {
    let t = TestStore::start().await;
    assert!(t.store.organization_second_factor_set(ORG, true).await.unwrap());
    assert!(
        t.store
            .organization_get(ORG)
            .await
            .unwrap()
            .unwrap()
            .second_factor_required
    );
    assert!(
        !t.store
            .organization_get(OTHER_ORG)
            .await
            .unwrap()
            .unwrap()
            .second_factor_required
    );
    assert!(
        !t.store
            .organization_second_factor_set(OrganizationId::new(99), true)
            .await
            .unwrap()
    );
}
