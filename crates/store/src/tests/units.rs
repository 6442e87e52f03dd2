//! Units: a tree, who is limited to which, and messages that belong to one.

use domain::{OrganizationId, Role, UnitId, UserId};

use super::harness::{ORG, OTHER_ORG, START, TestStore};
use super::people::user;
use crate::{Membership, MessageFilter, Session, SessionKind, StoreError, Unit, UnitChange};

fn unit(id: i64, parent: Option<i64>, name: &str) -> Unit {
    Unit {
        id: UnitId::new(id),
        organization: ORG,
        parent: parent.map(UnitId::new),
        kind: "campus".to_owned(),
        name: name.to_owned(),
        created_at: START,
        updated_at: START,
    }
}

async fn tree(t: &TestStore) {
    for one in [
        unit(1, None, "North"),
        unit(2, Some(1), "Gulberg"),
        unit(3, Some(2), "Block A"),
        unit(4, None, "South"),
    ] {
        assert_eq!(t.store.unit_insert(one, 10).await.unwrap(), UnitChange::Done);
    }
}

fn ids(ids: &[i64]) -> Vec<UnitId> {
    ids.iter().copied().map(UnitId::new).collect()
}

#[tokio::test]
async fn units_are_a_tree_of_their_organization() {
    let t = TestStore::start().await;
    tree(&t).await;
    let names: Vec<_> = t
        .store
        .unit_list(ORG)
        .await
        .unwrap()
        .into_iter()
        .map(|one| one.name)
        .collect();
    assert_eq!(names, ["Block A", "Gulberg", "North", "South"]);
    assert_eq!(t.store.unit_below(ORG, UnitId::new(1)).await.unwrap(), ids(&[1, 2, 3]));
    assert_eq!(t.store.unit_below(OTHER_ORG, UnitId::new(1)).await.unwrap(), []);
    assert_eq!(t.store.unit_get(OTHER_ORG, UnitId::new(1)).await.unwrap(), None);
    assert!(t.store.unit_list(OTHER_ORG).await.unwrap().is_empty());
    let twin = t.store.unit_insert(unit(5, Some(1), "Gulberg"), 10).await;
    assert!(matches!(twin, Err(StoreError::Exists("a unit of this name"))));
    assert_eq!(
        t.store.unit_insert(unit(5, Some(4), "Gulberg"), 10).await.unwrap(),
        UnitChange::Done
    );
    let full = t.store.unit_insert(unit(6, None, "East"), 5).await;
    assert!(matches!(full, Err(StoreError::Full { what: "units", most: 5 })));
    let lost = t.store.unit_insert(unit(6, Some(9), "East"), 10).await.unwrap();
    assert_eq!(lost, UnitChange::NoParent);
}

#[tokio::test]
async fn a_unit_moves_with_what_is_below_it_and_never_below_itself() {
    let t = TestStore::start().await;
    tree(&t).await;
    assert_eq!(
        t.store.unit_update(unit(2, Some(4), "Gulberg")).await.unwrap(),
        UnitChange::Done
    );
    assert_eq!(t.store.unit_below(ORG, UnitId::new(4)).await.unwrap(), ids(&[4, 2, 3]));
    assert_eq!(
        t.store.unit_update(unit(4, Some(3), "South")).await.unwrap(),
        UnitChange::Loop
    );
    assert_eq!(
        t.store.unit_update(unit(9, None, "x")).await.unwrap(),
        UnitChange::Missing
    );
    let theirs = Unit {
        organization: OTHER_ORG,
        ..unit(2, None, "stolen")
    };
    assert_eq!(t.store.unit_update(theirs).await.unwrap(), UnitChange::Missing);
    assert_eq!(
        t.store.unit_remove(ORG, UnitId::new(2)).await.unwrap(),
        UnitChange::Used
    );
    assert_eq!(
        t.store.unit_remove(OTHER_ORG, UnitId::new(3)).await.unwrap(),
        UnitChange::Missing
    );
    assert_eq!(
        t.store.unit_remove(ORG, UnitId::new(3)).await.unwrap(),
        UnitChange::Done
    );
    assert_eq!(
        t.store.unit_remove(ORG, UnitId::new(2)).await.unwrap(),
        UnitChange::Done
    );
}

#[tokio::test]
async fn a_session_knows_what_its_person_is_limited_to() {
    let t = TestStore::start().await;
    tree(&t).await;
    let place = Membership {
        organization: ORG,
        user: UserId::new(1),
        role: Role::Operator,
        created_at: START,
    };
    t.store
        .user_insert(user(1, "a@example.org"), Some(place))
        .await
        .unwrap();
    let limit = async |organization: OrganizationId, user: i64, unit: Option<i64>| {
        let unit = unit.map(UnitId::new);
        t.store
            .membership_unit_set(organization, UserId::new(user), unit)
            .await
            .unwrap()
    };
    assert_eq!(limit(ORG, 1, Some(9)).await, UnitChange::NoParent);
    assert_eq!(limit(ORG, 2, Some(1)).await, UnitChange::Missing);
    assert_eq!(limit(OTHER_ORG, 1, None).await, UnitChange::Missing);
    assert_eq!(limit(ORG, 1, Some(2)).await, UnitChange::Done);
    let members = t.store.unit_members(ORG).await.unwrap();
    assert_eq!(
        (members.len(), members[0].unit, members[0].user),
        (1, UnitId::new(2), UserId::new(1))
    );
    t.store.session_insert(session()).await.unwrap();
    let found = t.store.session_by_hash([7; 32]).await.unwrap().unwrap();
    assert_eq!(found.units, Some(ids(&[2, 3])));
    assert_eq!(
        t.store.unit_remove(ORG, UnitId::new(2)).await.unwrap(),
        UnitChange::Used
    );
    assert_eq!(limit(ORG, 1, None).await, UnitChange::Done);
    let found = t.store.session_by_hash([7; 32]).await.unwrap().unwrap();
    assert_eq!(found.units, None);
}

fn session() -> Session {
    Session {
        id: domain::SessionId::new(1),
        user: UserId::new(1),
        organization: Some(ORG),
        kind: SessionKind::Browser,
        token_hash: [7; 32],
        previous_hash: None,
        csrf_token: "token".to_owned(),
        ip: None,
        agent: None,
        created_at: START,
        seen_at: START,
        rotated_at: START,
        expires_at: START + 1_000,
        ended_at: None,
    }
}

#[tokio::test]
async fn messages_are_listed_by_the_units_that_they_belong_to() {
    let t = TestStore::start().await;
    let of = |unit: Option<i64>, to: &str| {
        let mut message = t.message(to);
        message.unit = unit.map(UnitId::new);
        message
    };
    let all = vec![
        of(Some(1), "+254700000001"),
        of(Some(11), "+254700000001"),
        of(None, "+254700000001"),
        of(Some(2), "+254700000002"),
    ];
    let sent: Vec<_> = all.iter().map(|message| message.id).collect();
    t.accept(all).await;
    let listed = async |units: Option<&[i64]>, phone: Option<&str>| {
        let filter = MessageFilter {
            units: units.map(ids),
            phone: phone.map(str::to_owned),
            ..MessageFilter::default()
        };
        let page = t.store.messages_list(ORG, &filter, None, 10).await.unwrap();
        page.rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(listed(Some(&[1]), None).await, [sent[0]]);
    assert_eq!(listed(Some(&[1, 2]), None).await, [sent[3], sent[0]]);
    assert_eq!(listed(Some(&[]), None).await, []);
    assert_eq!(listed(None, None).await.len(), 4);
    assert_eq!(listed(Some(&[1, 2]), Some("+254700000001")).await, [sent[0]]);
    let row = t.store.message_get(ORG, sent[1]).await.unwrap().unwrap();
    assert_eq!(row.unit, Some(UnitId::new(11)));
}
