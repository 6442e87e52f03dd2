//! Who a person is elsewhere, and invitations found by address.

use domain::{InvitationId, Role, UserId};

use super::harness::{HOUR, ORG, OTHER_ORG, START, TestStore};
use super::people::{session, user};
use crate::{Identity, Invitation, NewMail, StoreError};

const ISSUER: &str = "https://issuer.example.org";

fn identity(issuer: &str, subject: &str, user: i64) -> Identity {
    Identity {
        issuer: issuer.to_owned(),
        subject: subject.to_owned(),
        user: UserId::new(user),
        created_at: START,
    }
}

#[tokio::test]
async fn a_user_is_found_by_who_it_is_elsewhere() {
    let t = TestStore::start().await;
    let amina = user(1, "amina@example.org");
    t.store.user_insert(amina.clone(), None).await.unwrap();
    t.store.identity_insert(identity(ISSUER, "s-1", 1)).await.unwrap();
    t.store.identity_insert(identity("directory", "s-1", 1)).await.unwrap();
    assert_eq!(t.store.user_by_identity(ISSUER, "s-1").await.unwrap(), Some(amina));
    for (issuer, subject) in [(ISSUER, "s-2"), (ISSUER, "S-1"), ("https://other.example.org", "s-1")] {
        assert_eq!(t.store.user_by_identity(issuer, subject).await.unwrap(), None);
    }
    let all = t.store.identity_list_of(UserId::new(1)).await.unwrap();
    assert_eq!(all, [identity("directory", "s-1", 1), identity(ISSUER, "s-1", 1)]);
    assert!(!format!("{all:?}").contains("s-1"));
}

#[tokio::test]
async fn nobody_is_two_elsewhere_and_no_two_are_one() {
    let t = TestStore::start().await;
    for (id, email) in [(1, "amina@example.org"), (2, "baraka@example.org")] {
        t.store.user_insert(user(id, email), None).await.unwrap();
    }
    t.store.identity_insert(identity(ISSUER, "s-1", 1)).await.unwrap();
    for twice in [identity(ISSUER, "s-1", 2), identity(ISSUER, "s-2", 1)] {
        let refused = t.store.identity_insert(twice).await;
        assert!(
            matches!(refused, Err(StoreError::Exists("this identity"))),
            "{refused:?}"
        );
    }
    t.store.identity_insert(identity(ISSUER, "s-2", 2)).await.unwrap();
}

#[tokio::test]
async fn who_is_forgotten_elsewhere_is_signed_out_here() {
    let t = TestStore::start().await;
    t.store.user_insert(user(1, "amina@example.org"), None).await.unwrap();
    t.store.session_insert(session(7, 1, Some(ORG))).await.unwrap();
    assert_eq!(t.store.identities_remove(UserId::new(1), START).await.unwrap(), 0);
    let open = |found: Option<crate::SessionFound>| found.unwrap().session.ended_at.is_none();
    assert!(open(t.store.session_by_hash([7; 32]).await.unwrap()));
    t.store.identity_insert(identity(ISSUER, "s-1", 1)).await.unwrap();
    assert_eq!(t.store.identities_remove(UserId::new(1), START).await.unwrap(), 1);
    assert!(!open(t.store.session_by_hash([7; 32]).await.unwrap()));
    assert!(t.store.identity_list_of(UserId::new(1)).await.unwrap().is_empty());
}

#[tokio::test]
async fn open_invitations_of_an_address_are_found_in_every_organization_the_oldest_first() {
    let t = TestStore::start().await;
    let invitation = |id: i64, organization, email: &str| Invitation {
        organization,
        id: InvitationId::new(id),
        email: email.to_owned(),
        role: Role::Operator,
        token_hash: [id as u8; 32],
        invited_by: None,
        created_at: START,
        expires_at: START + HOUR,
    };
    for one in [
        invitation(1, ORG, "amina@example.org"),
        invitation(2, OTHER_ORG, "amina@example.org"),
        invitation(3, ORG, "baraka@example.org"),
    ] {
        let mail = NewMail {
            sealed: "sealed".to_owned(),
        };
        assert!(t.store.invitation_insert(one, (0, 10), mail).await.unwrap());
    }
    let found = async |now| {
        let found = t.store.invitation_list_to_all("amina@example.org", now).await.unwrap();
        found.iter().map(|one| one.id.get()).collect::<Vec<_>>()
    };
    assert_eq!(found(START).await, [1, 2]);
    t.store.invitation_end(ORG, InvitationId::new(1), START).await.unwrap();
    assert_eq!(found(START).await, [2]);
    assert!(found(START + HOUR).await.is_empty());
}
