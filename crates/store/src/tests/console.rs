//! What whoever runs the installation decides about organizations.

use domain::{OrganizationId, ProviderId, Role, UserId};

use super::admin::{key, provider};
use super::harness::{ORG, OTHER_ORG, START, TestStore, organization};
use super::people::user;
use crate::{Membership, OrganizationFilter, Quotas, Sharing, StoreError};

fn full<T>(result: Result<T, StoreError>) -> Option<(&'static str, i64)> {
    match result {
        Err(StoreError::Full { what, most }) => Some((what, most)),
        _ => None,
    }
}

fn member(id: i64) -> Membership {
    Membership {
        organization: ORG,
        user: UserId::new(id),
        role: Role::Viewer,
        created_at: START,
    }
}

#[tokio::test]
async fn an_organization_is_suspended_once_and_resumed_once() {
    let t = TestStore::start().await;
    let why = || "unpaid".to_owned();
    assert!(t.store.organization_suspend(ORG, why(), START).await.unwrap());
    assert!(!t.store.organization_suspend(ORG, why(), START + 1).await.unwrap());
    let nobody = OrganizationId::new(99);
    assert!(!t.store.organization_suspend(nobody, why(), START).await.unwrap());
    assert_eq!(t.store.organization_suspended_all().await.unwrap(), [ORG]);
    let stopped = t.store.organization_get(ORG).await.unwrap().unwrap();
    assert_eq!(stopped.suspended.map(|one| (one.since, one.why)), Some((START, why())));
    assert!(t.store.organization_resume(ORG).await.unwrap());
    assert!(!t.store.organization_resume(ORG).await.unwrap());
    assert!(t.store.organization_suspended_all().await.unwrap().is_empty());
    assert!(!t.store.organization_get(ORG).await.unwrap().unwrap().is_suspended());
}

#[tokio::test]
async fn an_organization_gets_another_name() {
    let t = TestStore::start().await;
    assert!(t.store.organization_rename(ORG, "Acme Ltd".to_owned()).await.unwrap());
    let renamed = t.store.organization_get(ORG).await.unwrap().unwrap();
    assert_eq!((renamed.name.as_str(), renamed.slug.as_str()), ("Acme Ltd", "acme"));
    let nobody = t
        .store
        .organization_rename(OrganizationId::new(99), "x".to_owned())
        .await;
    assert!(!nobody.unwrap());
}

#[tokio::test]
async fn an_organization_has_no_more_than_its_quotas_and_keeps_what_it_had() {
    let t = TestStore::start().await;
    for id in 1..=3 {
        t.store
            .user_insert(user(id, &format!("u{id}@example.org")), None)
            .await
            .unwrap();
    }
    t.store.membership_insert(member(1)).await.unwrap();
    let quotas = Quotas {
        users: Some(2),
        keys: Some(1),
        providers: Some(0),
    };
    assert!(t.store.organization_quotas_set(ORG, quotas, START).await.unwrap());
    assert!(
        !t.store
            .organization_quotas_set(OrganizationId::new(99), quotas, START)
            .await
            .unwrap()
    );
    assert_eq!(t.store.organization_quotas_get(ORG).await.unwrap(), quotas);
    assert_eq!(
        t.store.organization_quotas_get(OTHER_ORG).await.unwrap(),
        Quotas::default()
    );
    t.store.membership_insert(member(2)).await.unwrap();
    assert_eq!(full(t.store.membership_insert(member(3)).await), Some(("users", 2)));
    let newcomer = t.store.user_insert(user(4, "u4@example.org"), Some(member(4))).await;
    assert_eq!(full(newcomer), Some(("users", 2)));
    assert!(
        t.store.user_get(UserId::new(4)).await.unwrap().is_none(),
        "all or nothing"
    );
    let mut lasting = key(1, 1);
    lasting.expires_at = None;
    t.store.api_key_insert(lasting).await.unwrap();
    assert_eq!(full(t.store.api_key_insert(key(2, 2)).await), Some(("keys", 1)));
    t.store
        .api_key_revoke(ORG, domain::ApiKeyId::new(1), START)
        .await
        .unwrap();
    t.store.api_key_insert(key(2, 2)).await.unwrap();
    let own = provider(1, Some(ORG), "own", 1);
    assert_eq!(
        full(t.store.provider_insert_within(own.clone(), 5).await),
        Some(("providers", 0))
    );
    let raised = Quotas {
        providers: None,
        ..quotas
    };
    t.store.organization_quotas_set(ORG, raised, START).await.unwrap();
    assert!(t.store.provider_insert_within(own, 5).await.unwrap());
    let shared = provider(2, None, "shared", 1);
    assert!(t.store.provider_insert_within(shared, 5).await.unwrap());
}

#[tokio::test]
async fn organizations_are_listed_with_what_they_have_and_found_by_name_slug_and_standing() {
    let t = TestStore::start().await;
    let mut third = organization(OrganizationId::new(9), "third");
    third.name = "100%_Sure! School".to_owned();
    t.store.organization_insert(third.clone()).await.unwrap();
    t.store.api_key_insert(key(1, 1)).await.unwrap();
    t.store.provider_insert(provider(1, Some(ORG), "own", 1)).await.unwrap();
    t.store
        .user_insert(user(1, "a@example.org"), Some(member(1)))
        .await
        .unwrap();
    t.store
        .organization_suspend(OTHER_ORG, "x".to_owned(), START)
        .await
        .unwrap();
    let slugs = async |filter: OrganizationFilter, limit: usize| {
        let found = t.store.organization_overview_all(filter, START, limit).await.unwrap();
        found.into_iter().map(|one| one.organization.slug).collect::<Vec<_>>()
    };
    let all = OrganizationFilter::default;
    assert_eq!(slugs(all(), 10).await, ["acme", "other", "third"]);
    assert_eq!(slugs(all(), 2).await, ["acme", "other"]);
    let after = OrganizationFilter {
        after: Some("acme".to_owned()),
        ..all()
    };
    assert_eq!(slugs(after, 10).await, ["other", "third"]);
    for (text, found) in [
        ("SURE", vec!["third"]),
        ("100%_", vec!["third"]),
        ("hir", vec!["third"]),
        ("%", vec!["third"]),
        ("!", vec!["third"]),
        ("_me", vec![]),
    ] {
        let named = OrganizationFilter {
            text: Some(text.to_owned()),
            ..all()
        };
        assert_eq!(slugs(named, 10).await, found, "{text}");
    }
    for (suspended, found) in [(true, vec!["other"]), (false, vec!["acme", "third"])] {
        let standing = OrganizationFilter {
            suspended: Some(suspended),
            ..all()
        };
        assert_eq!(slugs(standing, 10).await, found);
    }
    let acme = t.store.organization_overview_get(ORG, START).await.unwrap().unwrap();
    assert_eq!((acme.users, acme.keys, acme.providers), (1, 1, 1));
    let later = t
        .store
        .organization_overview_get(ORG, START + 1)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(later.keys, 0, "an expired key takes no room");
    let nobody = t.store.organization_overview_get(OrganizationId::new(99), START).await;
    assert_eq!(nobody.unwrap(), None);
}

#[tokio::test]
async fn a_provider_of_the_platforms_is_shared_with_all_or_with_the_chosen() {
    let t = TestStore::start().await;
    let (first, second) = (provider(1, None, "first", 1), provider(2, None, "second", 2));
    t.store.provider_insert(first.clone()).await.unwrap();
    let nobody = Sharing::Chosen(Vec::new());
    t.store
        .provider_insert_shared(second.clone(), nobody.clone())
        .await
        .unwrap();
    let own = provider(3, Some(ORG), "own", 3);
    t.store.provider_insert(own.clone()).await.unwrap();
    let names = async |organization| {
        let listed = t.store.provider_list(organization).await.unwrap();
        listed.into_iter().map(|one| one.name).collect::<Vec<_>>()
    };
    assert_eq!(names(ORG).await, ["first", "own"]);
    assert_eq!(t.store.provider_get(ORG, second.id).await.unwrap(), None);
    assert_eq!(t.store.provider_chosen_all().await.unwrap(), [(second.id, vec![])]);
    let chosen = Sharing::Chosen(vec![OTHER_ORG, OTHER_ORG]);
    assert!(t.store.provider_share(second.id, chosen).await.unwrap());
    assert_eq!(names(ORG).await, ["first", "own"]);
    assert_eq!(names(OTHER_ORG).await, ["first", "second"]);
    assert_eq!(
        t.store.provider_get(OTHER_ORG, second.id).await.unwrap(),
        Some(second.clone())
    );
    assert_eq!(
        t.store.provider_chosen_all().await.unwrap(),
        [(second.id, vec![OTHER_ORG])]
    );
    assert!(t.store.provider_share(second.id, Sharing::All).await.unwrap());
    assert_eq!(names(ORG).await, ["first", "second", "own"]);
    assert!(t.store.provider_chosen_all().await.unwrap().is_empty());
    assert!(
        !t.store.provider_share(own.id, nobody.clone()).await.unwrap(),
        "it is not the platform's"
    );
    assert!(!t.store.provider_share(ProviderId::new(9), nobody).await.unwrap());
    let shared = t.store.provider_list_shared().await.unwrap();
    assert_eq!(
        shared.into_iter().map(|one| one.name).collect::<Vec<_>>(),
        ["first", "second"]
    );
}
