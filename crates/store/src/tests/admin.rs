//! Organizations, API keys and providers.

use domain::class::UnknownPolicy;
use domain::{ApiKeyId, ProviderId, Scope, Scopes};

use super::harness::{ORG, OTHER_ORG, START, TestStore, organization};
use crate::{ApiKey, Provider, StoreError};

fn key(id: i64, hash: u8) -> ApiKey {
    ApiKey {
        id: ApiKeyId::new(id),
        organization: ORG,
        name: "shop".to_owned(),
        hash: [hash; 32],
        prefix: "sk_live_abcdef".to_owned(),
        scopes: Scopes::MESSAGING.with(Scope::ContactsRead),
        created_at: START,
        expires_at: Some(START + 1),
        revoked_at: None,
        last_used_at: None,
    }
}

fn provider(id: i64, owner: Option<domain::OrganizationId>, name: &str, rank: i64) -> Provider {
    Provider {
        id: ProviderId::new(id),
        organization: owner,
        adapter: "simulator".to_owned(),
        name: name.to_owned(),
        config: "{}".to_owned(),
        rank,
        rate_per_second: Some(50),
        window: 10,
        price_micros: 800_000,
        currency: "KES".parse().unwrap(),
        active: true,
        created_at: START,
    }
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
