//! Organizations, API keys and providers.

use domain::class::UnknownPolicy;
use domain::{ApiKeyId, Privacy, ProviderId, Scope, Scopes};

use super::harness::{ORG, OTHER_ORG, START, TestStore, organization};
use crate::{ApiKey, Organization, Provider, StoreError};

pub(super) fn key(id: i64, hash: u8) -> ApiKey {
    ApiKey {
        id: ApiKeyId::new(id),
        organization: ORG,
        name: "shop".to_owned(),
        hash: [hash; 32],
        prefix: "sk_live_abcdef".to_owned(),
        previous: None,
        test: false,
        scopes: Scopes::MESSAGING.with(Scope::ContactsRead),
        per_minute: Some(7),
        per_day: None,
        networks: vec!["192.0.2.0/24".to_owned(), "2001:db8::1".to_owned()],
        created_at: START,
        expires_at: Some(START + 1),
        revoked_at: None,
        last_used_at: None,
        requests: 0,
    }
}

pub(super) fn provider(id: i64, owner: Option<domain::OrganizationId>, name: &str, rank: i64) -> Provider {
    Provider {
        id: ProviderId::new(id),
        organization: owner,
        adapter: "simulator".to_owned(),
        name: name.to_owned(),
        config: "{}".to_owned(),
        secrets: "v1:k1:c2VhbGVk".to_owned(),
        hook_token: Some(format!("token-of-{id}")),
        rank,
        rate_per_second: Some(50),
        window: 10,
        price_micros: 800_000,
        currency: "KES".parse().unwrap(),
        reports: true,
        active: true,
        created_at: START,
        updated_at: START,
    }
}

#[tokio::test]
async fn settings_replace_those_that_were_read_and_no_others() {
    let t = TestStore::start().await;
    let before = t.store.organization_get(ORG).await.unwrap().unwrap();
    let after = Organization {
        name: "Green Valley".to_owned(),
        region: "PK".to_owned(),
        time_zone: "Asia/Karachi".to_owned(),
        currency: "PKR".parse().unwrap(),
        privacy: Privacy::Masked,
        retention_days: 365,
        ..before.clone()
    };
    let set = async |from: &Organization, to: &Organization| {
        let done = t.store.organization_settings_set(from.clone(), to.clone());
        done.await.unwrap()
    };
    assert!(set(&before, &after).await);
    assert_eq!(t.store.organization_get(ORG).await.unwrap(), Some(after.clone()));
    assert!(!set(&before, &before).await, "somebody else was first");
    assert_eq!(t.store.organization_get(ORG).await.unwrap(), Some(after));
    let other = t.store.organization_get(OTHER_ORG).await.unwrap().unwrap();
    assert_eq!(other, organization(OTHER_ORG, "other"));
}

#[tokio::test]
async fn an_organization_is_found_by_id_and_slug_and_its_slug_is_unique() {
    let t = TestStore::start().await;
    let mut third = organization(domain::OrganizationId::new(9), "third");
    third.unknown_policy = Some(UnknownPolicy::Hold);
    t.store.organization_insert(third.clone()).await.unwrap();
    assert_eq!(t.store.organization_get(third.id).await.unwrap(), Some(third.clone()));
    assert_eq!(
        t.store.organization_by_slug("third").await.unwrap(),
        Some(third.clone())
    );
    assert_eq!(t.store.organization_by_slug("fourth").await.unwrap(), None);
    let slugs: Vec<String> = t
        .store
        .organization_list()
        .await
        .unwrap()
        .into_iter()
        .map(|o| o.slug)
        .collect();
    assert_eq!(slugs, ["acme", "other", "third"]);
    let twice = organization(domain::OrganizationId::new(10), "third");
    let refused = t.store.organization_insert(twice).await;
    assert!(matches!(
        refused,
        Err(StoreError::Exists("an organization with this slug"))
    ));
}

#[tokio::test]
async fn a_key_is_found_by_its_hash_until_and_after_it_is_revoked() {
    let t = TestStore::start().await;
    t.store.api_key_insert(key(1, 1)).await.unwrap();
    t.store.api_key_insert(key(2, 2)).await.unwrap();
    assert!(matches!(
        t.store.api_key_insert(key(3, 2)).await,
        Err(StoreError::Exists("this key"))
    ));
    assert_eq!(t.store.api_key_by_hash([1; 32]).await.unwrap(), Some(key(1, 1)));
    assert_eq!(t.store.api_key_by_hash([9; 32]).await.unwrap(), None);
    assert!(
        !t.store
            .api_key_revoke(OTHER_ORG, ApiKeyId::new(1), START + 5)
            .await
            .unwrap()
    );
    assert!(t.store.api_key_revoke(ORG, ApiKeyId::new(1), START + 5).await.unwrap());
    assert!(!t.store.api_key_revoke(ORG, ApiKeyId::new(1), START + 6).await.unwrap());
    let revoked = t.store.api_key_by_hash([1; 32]).await.unwrap().unwrap();
    assert_eq!(revoked.revoked_at, Some(START + 5));
    t.store.api_key_touch(ORG, ApiKeyId::new(2), START + 60).await.unwrap();
    t.store.api_key_touch(ORG, ApiKeyId::new(2), START + 30).await.unwrap();
    let keys = t.store.api_key_list(ORG).await.unwrap();
    assert_eq!(keys.iter().map(|k| k.id.get()).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(keys[1].last_used_at, Some(START + 60));
    assert!(t.store.api_key_list(OTHER_ORG).await.unwrap().is_empty());
}

#[tokio::test]
async fn an_organization_uses_its_own_providers_and_the_platforms() {
    let t = TestStore::start().await;
    let shared = provider(1, None, "shared", 5);
    let mine = provider(2, Some(ORG), "mine", 1);
    let theirs = provider(3, Some(OTHER_ORG), "theirs", 3);
    for one in [&shared, &mine, &theirs] {
        t.store.provider_insert(one.clone()).await.unwrap();
    }
    let again = t.store.provider_insert(provider(4, Some(ORG), "mine", 9)).await;
    assert!(matches!(again, Err(StoreError::Exists("a provider of this name"))));
    assert_eq!(
        t.store.provider_list(ORG).await.unwrap(),
        [mine.clone(), shared.clone()]
    );
    assert_eq!(t.store.provider_list_all().await.unwrap().len(), 3);
    assert_eq!(t.store.provider_get(ORG, shared.id).await.unwrap(), Some(shared));
    assert_eq!(t.store.provider_get(ORG, theirs.id).await.unwrap(), None);
    let changed = Provider {
        rate_per_second: None,
        active: false,
        rank: 2,
        ..mine.clone()
    };
    assert!(t.store.provider_update(changed.clone()).await.unwrap());
    assert_eq!(t.store.provider_get(ORG, mine.id).await.unwrap(), Some(changed));
    let stolen = Provider {
        organization: Some(OTHER_ORG),
        ..mine
    };
    assert!(!t.store.provider_update(stolen).await.unwrap());
}

#[tokio::test]
async fn an_owner_has_so_many_providers_at_most_and_removed_ones_do_not_count() {
    let t = TestStore::start().await;
    let insert = async |row| t.store.provider_insert_within(row, 2).await.unwrap();
    assert!(insert(provider(1, Some(ORG), "one", 1)).await);
    assert!(insert(provider(2, Some(ORG), "two", 1)).await);
    assert!(!insert(provider(3, Some(ORG), "three", 1)).await);
    assert!(insert(provider(4, Some(OTHER_ORG), "one", 1)).await);
    assert!(insert(provider(5, None, "one", 1)).await);
    assert_eq!(t.store.provider_list(ORG).await.unwrap().len(), 3);
    let again = t
        .store
        .provider_insert_within(provider(6, Some(OTHER_ORG), "one", 1), 2)
        .await;
    assert!(matches!(again, Err(StoreError::Exists("a provider of this name"))));
    assert!(
        t.store
            .provider_remove(Some(ORG), ProviderId::new(1), START + 1)
            .await
            .unwrap()
    );
    assert!(insert(provider(7, Some(ORG), "three", 1)).await);
}

#[tokio::test]
async fn a_removed_provider_leaves_its_name_to_another_and_is_still_named() {
    let t = TestStore::start().await;
    let old = provider(1, Some(ORG), "main", 5);
    t.store.provider_insert(old.clone()).await.unwrap();
    assert!(
        !t.store
            .provider_remove(Some(OTHER_ORG), old.id, START + 1)
            .await
            .unwrap()
    );
    assert!(!t.store.provider_remove(None, old.id, START + 1).await.unwrap());
    assert!(t.store.provider_remove(Some(ORG), old.id, START + 1).await.unwrap());
    assert!(!t.store.provider_remove(Some(ORG), old.id, START + 2).await.unwrap());
    assert_eq!(t.store.provider_get(ORG, old.id).await.unwrap(), None);
    assert!(t.store.provider_list(ORG).await.unwrap().is_empty());
    assert!(t.store.provider_list_all().await.unwrap().is_empty());
    assert_eq!(t.store.provider_by_hook_token("token-of-1").await.unwrap(), None);
    assert!(!t.store.provider_update(old).await.unwrap());
    let new = provider(2, Some(ORG), "main", 5);
    t.store.provider_insert(new.clone()).await.unwrap();
    assert_eq!(t.store.provider_list_all().await.unwrap(), std::slice::from_ref(&new));
    let names = t.store.provider_names_all().await.unwrap();
    assert_eq!(
        names,
        [(ProviderId::new(1), "main".to_owned()), (new.id, "main".to_owned())]
    );
}

#[tokio::test]
async fn a_provider_is_found_by_the_token_of_its_webhook() {
    let t = TestStore::start().await;
    let before = Provider {
        hook_token: None,
        ..provider(1, None, "old", 5)
    };
    let other = Provider {
        hook_token: None,
        ..provider(2, None, "older", 5)
    };
    let with_token = provider(3, Some(ORG), "new", 5);
    for one in [&before, &other, &with_token] {
        t.store.provider_insert(one.clone()).await.unwrap();
    }
    let found = t.store.provider_by_hook_token("token-of-3").await.unwrap();
    assert_eq!(found, Some(with_token.clone()));
    assert_eq!(t.store.provider_by_hook_token("token-of-1").await.unwrap(), None);
    let changed = Provider {
        secrets: "v1:k2:YW5ldw==".to_owned(),
        hook_token: Some("another".to_owned()),
        reports: false,
        updated_at: START + 9,
        ..with_token
    };
    assert!(t.store.provider_update(changed.clone()).await.unwrap());
    assert_eq!(t.store.provider_by_hook_token("token-of-3").await.unwrap(), None);
    assert_eq!(t.store.provider_by_hook_token("another").await.unwrap(), Some(changed));
    let shown = format!("{:?}", provider(4, None, "shown", 1));
    assert!(!shown.contains("token-of-4") && !shown.contains("v1:k1"), "{shown}");
}

#[tokio::test]
async fn the_secret_of_an_organizations_callbacks_is_kept_and_sealed_anew() {
    let t = TestStore::start().await;
    let (first, second) = ("v1:k1:c2VhbGVk".to_owned(), "v1:k2:YW5ldw==".to_owned());
    let kept = async |id, sealed: &str| t.store.callback_secret_keep(id, sealed.to_owned()).await.unwrap();
    assert_eq!(kept(ORG, &first).await, Some(first.clone()));
    assert_eq!(
        kept(ORG, "v1:k1:b3RoZXI=").await,
        Some(first.clone()),
        "the first holds"
    );
    let found = t.store.organization_get(ORG).await.unwrap().unwrap();
    assert_eq!(found.callback_secret, Some(first.clone()));
    assert!(!format!("{found:?}").contains("v1:k1"));
    let reseal = async |id| {
        let seals = (first.clone(), second.clone());
        t.store.callback_secret_reseal(id, seals).await.unwrap()
    };
    assert!(!reseal(OTHER_ORG).await);
    assert!(reseal(ORG).await);
    assert!(!reseal(ORG).await, "it is sealed anew");
    let secret = async |id| t.store.organization_get(id).await.unwrap().unwrap().callback_secret;
    assert_eq!(
        (secret(ORG).await, secret(OTHER_ORG).await),
        (Some(second.clone()), None)
    );
    assert_eq!(kept(domain::OrganizationId::new(99), &first).await, None);
}

#[tokio::test]
async fn an_organizations_time_zone_can_be_changed() {
    let t = TestStore::start().await;
    let zone = async |id| t.store.organization_get(id).await.unwrap().unwrap().time_zone;
    let set = async |id| {
        t.store
            .organization_time_zone_set(id, "Asia/Karachi".to_owned())
            .await
            .unwrap()
    };
    assert!(set(ORG).await);
    assert_eq!(zone(ORG).await, "Asia/Karachi");
    assert_eq!(zone(OTHER_ORG).await, "UTC");
    assert!(!set(domain::OrganizationId::new(99)).await);
}
