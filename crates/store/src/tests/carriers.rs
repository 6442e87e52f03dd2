//! What organizations configure about carriers: routes, decisions, numbers, SMPP accounts.

use domain::alphabet::Alphabet;
use domain::{Class, ProviderId, RouteId, SmppAccountId};

use super::harness::{ORG, OTHER_ORG, OTHER_PROVIDER, PROVIDER, START, TestStore};
use crate::{InboundNumber, Route, SmppAccount, StoreError};

fn route(id: i64, name: &str, rank: i64) -> Route {
    Route {
        id: RouteId::new(id),
        organization: ORG,
        name: name.to_owned(),
        rank,
        rule: r#"{"country":"KE"}"#.to_owned(),
        active: true,
        created_at: START,
        updated_at: START,
    }
}

fn number(provider: ProviderId, address: &str, keyword: &str) -> InboundNumber {
    InboundNumber {
        provider,
        address: address.to_owned(),
        keyword: keyword.to_owned(),
        organization: ORG,
        created_at: START,
    }
}

fn account(id: i64, system_id: &str) -> SmppAccount {
    SmppAccount {
        id: SmppAccountId::new(id),
        organization: ORG,
        system_id: system_id.to_owned(),
        password_hash: "$argon2id$hash".to_owned(),
        allowed_ips: vec!["10.0.0.0/8".to_owned(), "2001:db8::1".to_owned()],
        max_binds: 4,
        rate_per_second: Some(100),
        window: 50,
        senders: Vec::new(),
        class: Class::Transactional,
        data_coding_0: Alphabet::Gsm7,
        data_coding_1: None,
        active: true,
        created_at: START,
        updated_at: START,
    }
}

#[tokio::test]
async fn a_decision_is_read_back_by_its_organization_alone() {
    let t = TestStore::start().await;
    let body = r#"{"chosen":"prv_1"}"#.to_owned();
    let first = t.store.decision_put(ORG, body.clone(), t.now()).await.unwrap();
    let second = t.store.decision_put(ORG, body.clone(), t.now()).await.unwrap();
    assert!(first < second);
    assert_eq!(t.store.decision_get(ORG, first).await.unwrap(), Some(body));
    assert_eq!(t.store.decision_get(OTHER_ORG, first).await.unwrap(), None);
    let mut message = t.message("+254700000001");
    message.decision = Some(first);
    let id = message.id;
    t.accept(vec![message]).await;
    assert_eq!(t.get(id).await.decision, Some(first));
}

#[tokio::test]
async fn routes_are_kept_by_rank_and_their_names_are_unique_in_an_organization() {
    let t = TestStore::start().await;
    let (late, early) = (route(1, "late", 9), route(2, "early", 1));
    let theirs = Route {
        organization: OTHER_ORG,
        ..route(3, "late", 5)
    };
    for one in [&late, &early, &theirs] {
        t.store.route_insert(one.clone()).await.unwrap();
    }
    let again = t.store.route_insert(route(4, "late", 2)).await;
    assert!(matches!(again, Err(StoreError::Exists("a route of this name"))));
    assert_eq!(t.store.route_list(ORG).await.unwrap(), [early.clone(), late.clone()]);
    assert_eq!(t.store.route_list_all().await.unwrap().len(), 3);
    assert_eq!(t.store.route_get(ORG, early.id).await.unwrap(), Some(early.clone()));
    assert_eq!(t.store.route_get(ORG, theirs.id).await.unwrap(), None);
    let taken = t
        .store
        .route_update(Route {
            name: "late".to_owned(),
            ..early.clone()
        })
        .await;
    assert!(matches!(taken, Err(StoreError::Exists("a route of this name"))));
    let changed = Route {
        rank: 20,
        rule: r#"{"prefix":"+2547"}"#.to_owned(),
        active: false,
        updated_at: START + 5,
        ..early.clone()
    };
    assert!(t.store.route_update(changed.clone()).await.unwrap());
    assert_eq!(t.store.route_list(ORG).await.unwrap(), [late.clone(), changed]);
    assert!(
        !t.store
            .route_update(Route {
                organization: OTHER_ORG,
                ..late.clone()
            })
            .await
            .unwrap()
    );
    assert!(!t.store.route_remove(OTHER_ORG, late.id).await.unwrap());
    assert!(t.store.route_remove(ORG, late.id).await.unwrap());
    assert!(!t.store.route_remove(ORG, late.id).await.unwrap());
    assert_eq!(t.store.route_list(ORG).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_number_with_a_keyword_belongs_to_one_organization() {
    let t = TestStore::start().await;
    let whole = number(PROVIDER, "22384", "");
    let keyword = number(PROVIDER, "22384", "BUS");
    let elsewhere = number(OTHER_PROVIDER, "22384", "");
    for one in [&whole, &keyword, &elsewhere, &whole] {
        t.store.number_put(one.clone()).await.unwrap();
    }
    let stolen = InboundNumber {
        organization: OTHER_ORG,
        ..keyword.clone()
    };
    let refused = t.store.number_put(stolen.clone()).await;
    assert!(matches!(refused, Err(StoreError::Exists("this number and keyword"))));
    assert_eq!(
        t.store.number_list(ORG).await.unwrap(),
        [whole.clone(), keyword.clone(), elsewhere.clone()]
    );
    assert!(t.store.number_list(OTHER_ORG).await.unwrap().is_empty());
    let gone = async |organization| {
        t.store
            .number_remove(organization, PROVIDER, "22384", "BUS")
            .await
            .unwrap()
    };
    assert!(!gone(OTHER_ORG).await);
    assert!(gone(ORG).await);
    assert!(!gone(ORG).await);
    t.store.number_put(stolen.clone()).await.unwrap();
    assert_eq!(t.store.number_list_all().await.unwrap(), [whole, stolen, elsewhere]);
}

#[tokio::test]
async fn an_smpp_account_is_found_by_its_system_id_which_nobody_else_has() {
    let t = TestStore::start().await;
    let (one, two) = (account(1, "acme"), account(2, "acme-2"));
    t.store.smpp_account_insert(two.clone()).await.unwrap();
    t.store.smpp_account_insert(one.clone()).await.unwrap();
    let same = SmppAccount {
        organization: OTHER_ORG,
        ..account(3, "acme")
    };
    let taken = "an SMPP account with this system id";
    assert!(matches!(t.store.smpp_account_insert(same).await, Err(StoreError::Exists(what)) if what == taken));
    assert_eq!(
        t.store.smpp_account_by_system_id("acme").await.unwrap(),
        Some(one.clone())
    );
    assert_eq!(t.store.smpp_account_by_system_id("Acme").await.unwrap(), None);
    assert_eq!(t.store.smpp_account_get(ORG, two.id).await.unwrap(), Some(two.clone()));
    assert_eq!(t.store.smpp_account_get(OTHER_ORG, two.id).await.unwrap(), None);
    assert_eq!(
        t.store.smpp_account_list(ORG).await.unwrap(),
        [one.clone(), two.clone()]
    );
    assert!(t.store.smpp_account_list(OTHER_ORG).await.unwrap().is_empty());
    let changed = SmppAccount {
        system_id: "acme-3".to_owned(),
        password_hash: "$argon2id$other".to_owned(),
        allowed_ips: Vec::new(),
        rate_per_second: None,
        senders: vec!["ACME".to_owned(), "22384".to_owned()],
        class: Class::Otp,
        data_coding_0: Alphabet::Latin1,
        data_coding_1: Some(Alphabet::Gsm7),
        active: false,
        updated_at: START + 7,
        ..one.clone()
    };
    assert!(t.store.smpp_account_update(changed.clone()).await.unwrap());
    assert_eq!(
        t.store.smpp_account_get(ORG, one.id).await.unwrap(),
        Some(changed.clone())
    );
    let clash = SmppAccount {
        system_id: "acme-2".to_owned(),
        ..changed.clone()
    };
    assert!(matches!(t.store.smpp_account_update(clash).await, Err(StoreError::Exists(what)) if what == taken));
    assert!(!t.store.smpp_account_remove(OTHER_ORG, two.id).await.unwrap());
    assert!(t.store.smpp_account_remove(ORG, two.id).await.unwrap());
    assert_eq!(
        t.store.smpp_account_list_all().await.unwrap(),
        std::slice::from_ref(&changed)
    );
    assert!(!format!("{changed:?}").contains("argon2"));
}
