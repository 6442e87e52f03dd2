//! Sender IDs: asked for, decided about, given up.

use domain::{OrganizationId, ProviderId, SenderId};

use super::harness::{ORG, OTHER_ORG, START, TestStore};
use crate::{SenderRow, SenderState, StoreError};

fn row(id: i64, organization: OrganizationId, sender: &str) -> SenderRow {
    SenderRow {
        id: SenderId::new(id),
        organization,
        sender: sender.to_owned(),
        state: SenderState::Pending,
        purpose: "fees".to_owned(),
        countries: vec!["KE".to_owned(), "UG".to_owned()],
        providers: vec![ProviderId::new(7)],
        reason: None,
        requested_at: START,
        decided_at: None,
    }
}

fn decided(row: &SenderRow, state: SenderState) -> SenderRow {
    SenderRow {
        state,
        reason: (state == SenderState::Rejected).then(|| "not yours".to_owned()),
        decided_at: Some(START + 1),
        ..row.clone()
    }
}

#[tokio::test]
async fn a_sender_is_asked_for_once_and_again_when_it_was_rejected() {
    let t = TestStore::start().await;
    let asked = row(1, ORG, "SCHOOL");
    assert!(t.store.sender_request(asked.clone(), 10).await.unwrap());
    assert_eq!(t.store.sender_get(ORG, asked.id).await.unwrap(), Some(asked.clone()));
    assert_eq!(t.store.sender_get(OTHER_ORG, asked.id).await.unwrap(), None);
    let again = SenderRow {
        countries: Vec::new(),
        providers: Vec::new(),
        purpose: "reminders".to_owned(),
        requested_at: START + 5,
        ..row(2, ORG, "SCHOOL")
    };
    assert!(!t.store.sender_request(again.clone(), 10).await.unwrap());
    let rejected = decided(&asked, SenderState::Rejected);
    assert!(t.store.sender_decide(rejected.clone()).await.unwrap());
    assert_eq!(t.store.sender_get(ORG, asked.id).await.unwrap(), Some(rejected));
    assert!(t.store.sender_request(again.clone(), 10).await.unwrap());
    let pending = SenderRow {
        id: asked.id,
        ..again.clone()
    };
    assert_eq!(
        t.store.sender_list(ORG, None).await.unwrap(),
        std::slice::from_ref(&pending)
    );
    t.store
        .sender_decide(decided(&pending, SenderState::Approved))
        .await
        .unwrap();
    assert!(!t.store.sender_request(again, 10).await.unwrap());
}

#[tokio::test]
async fn an_organization_has_so_many_senders_and_its_own() {
    let t = TestStore::start().await;
    assert!(t.store.sender_request(row(1, ORG, "A"), 2).await.unwrap());
    assert!(t.store.sender_request(row(2, ORG, "B"), 2).await.unwrap());
    let full = t.store.sender_request(row(3, ORG, "C"), 2).await;
    assert!(matches!(
        full,
        Err(StoreError::Full {
            what: "senders",
            most: 2
        })
    ));
    assert!(t.store.sender_request(row(4, OTHER_ORG, "A"), 2).await.unwrap());
    assert!(!t.store.sender_remove(OTHER_ORG, SenderId::new(1)).await.unwrap());
    assert!(t.store.sender_remove(ORG, SenderId::new(1)).await.unwrap());
    assert!(t.store.sender_request(row(3, ORG, "C"), 2).await.unwrap());
}

#[tokio::test]
async fn senders_are_listed_by_state_for_their_organization_and_for_whoever_decides() {
    let t = TestStore::start().await;
    let (a, b, theirs) = (row(1, ORG, "A"), row(2, ORG, "B"), row(3, OTHER_ORG, "A"));
    for one in [&a, &b, &theirs] {
        assert!(t.store.sender_request(one.clone(), 10).await.unwrap());
    }
    let approved = decided(&theirs, SenderState::Approved);
    t.store.sender_decide(approved.clone()).await.unwrap();
    let stolen = SenderRow {
        organization: ORG,
        ..approved.clone()
    };
    assert!(!t.store.sender_decide(stolen).await.unwrap());
    assert_eq!(t.store.sender_list(ORG, Some(SenderState::Approved)).await.unwrap(), []);
    assert_eq!(
        t.store
            .sender_list(ORG, Some(SenderState::Pending))
            .await
            .unwrap()
            .len(),
        2
    );
    assert_eq!(
        t.store.sender_approved_all().await.unwrap(),
        std::slice::from_ref(&approved)
    );
    assert_eq!(t.store.sender_find_all(theirs.id).await.unwrap(), Some(approved));
    assert_eq!(t.store.sender_find_all(SenderId::new(9)).await.unwrap(), None);
    let asked = t
        .store
        .sender_asked_all(Some(SenderState::Pending), None, 1)
        .await
        .unwrap();
    assert_eq!(
        (asked.len(), asked[0].row.id, asked[0].approved_elsewhere),
        (1, a.id, 1)
    );
    assert_eq!(asked[0].organization_name, "ACME");
    let rest = t.store.sender_asked_all(None, Some(a.id), 10).await.unwrap();
    assert_eq!(rest.iter().map(|one| one.row.id).collect::<Vec<_>>(), [b.id, theirs.id]);
    assert_eq!(
        rest[1].approved_elsewhere, 0,
        "an organization is not another than itself"
    );
}

#[tokio::test]
async fn an_organization_may_be_held_to_approved_senders() {
    let t = TestStore::start().await;
    assert!(
        !t.store
            .organization_get(ORG)
            .await
            .unwrap()
            .unwrap()
            .approved_senders_only
    );
    assert!(t.store.organization_approved_senders_set(ORG, true).await.unwrap());
    assert!(
        t.store
            .organization_get(ORG)
            .await
            .unwrap()
            .unwrap()
            .approved_senders_only
    );
    let nobody = OrganizationId::new(99);
    assert!(!t.store.organization_approved_senders_set(nobody, true).await.unwrap());
}
