//! Price lists in the database, and the version by which whoever keeps them in memory knows that they changed.

use domain::{Class, Direction, Money, PriceId, PriceRule, RefundRule};

use super::harness::{ORG, OTHER_ORG, PROVIDER, TestStore};
use super::ledger::prepaid;
use crate::{Price, StoreError};

fn price(t: &TestStore, prefix: &str, micros: i64) -> Price {
    Price {
        id: PriceId::new(t.store.ids().next(t.now())),
        organization: Some(ORG),
        rule: PriceRule {
            prefix: prefix.to_owned(),
            provider: None,
            class: None,
            direction: Direction::Outbound,
            price: Money::new(micros, "KES".parse().unwrap()),
            valid_from: 0,
            valid_until: None,
        },
        created_at: t.now(),
    }
}

#[tokio::test]
async fn lines_are_kept_as_they_are_and_listed_in_pages() {
    let t = TestStore::start().await;
    let mut named = price(&t, "2547", 5);
    named.rule.provider = Some(PROVIDER);
    named.rule.class = Some(Class::Otp);
    named.rule.valid_until = Some(99);
    let platforms = Price {
        organization: None,
        ..price(&t, "", 9)
    };
    let rest = price(&t, "254", 7);
    t.store
        .prices_add(vec![named.clone(), platforms.clone(), rest.clone()])
        .await
        .unwrap();
    assert_eq!(t.store.prices_list(None, None, 10).await.unwrap(), [platforms]);
    let first = t.store.prices_list(Some(ORG), None, 1).await.unwrap();
    assert_eq!(first, [named.clone()]);
    let next = t.store.prices_list(Some(ORG), Some(named.id), 10).await.unwrap();
    assert_eq!(next, std::slice::from_ref(&rest));
    assert!(t.store.prices_list(Some(OTHER_ORG), None, 10).await.unwrap().is_empty());
    assert!(!t.store.price_remove(Some(OTHER_ORG), rest.id).await.unwrap());
    assert!(t.store.price_remove(Some(ORG), rest.id).await.unwrap());
}

#[tokio::test]
async fn two_lines_for_the_same_are_refused_and_nothing_changes() {
    let t = TestStore::start().await;
    t.store.prices_add(vec![price(&t, "254", 5)]).await.unwrap();
    let refused = t.store.prices_add(vec![price(&t, "255", 5), price(&t, "254", 6)]).await;
    assert!(matches!(refused, Err(StoreError::Exists(_))));
    let replaced = vec![price(&t, "1", 1), price(&t, "1", 2)];
    assert!(matches!(
        t.store.prices_replace(Some(ORG), replaced).await,
        Err(StoreError::Exists(_))
    ));
    assert_eq!(t.store.prices_list(Some(ORG), None, 10).await.unwrap().len(), 1);
    t.store
        .prices_replace(Some(ORG), vec![price(&t, "92", 3)])
        .await
        .unwrap();
    assert_eq!(
        t.store.prices_list(Some(ORG), None, 10).await.unwrap()[0].rule.prefix,
        "92"
    );
}

#[tokio::test]
async fn whoever_keeps_prices_in_memory_is_told_of_every_change() {
    let t = TestStore::start().await;
    let tariff = t.store.tariff_all(0).await.unwrap().unwrap();
    assert!(tariff.prices.is_empty() && tariff.billing.is_empty());
    assert_eq!(t.store.tariff_all(tariff.version).await.unwrap(), None);
    let line = price(&t, "254", 5);
    t.store.prices_add(vec![line.clone()]).await.unwrap();
    let priced = t.store.tariff_all(tariff.version).await.unwrap().unwrap();
    assert_eq!(priced.prices, std::slice::from_ref(&line));
    let billing = prepaid(RefundRule::Failed);
    t.store.billing_set(billing, t.now()).await.unwrap();
    let billed = t.store.tariff_all(priced.version).await.unwrap().unwrap();
    assert_eq!(billed.billing, [billing]);
    t.store.price_remove(Some(ORG), line.id).await.unwrap();
    assert!(
        t.store
            .tariff_all(billed.version)
            .await
            .unwrap()
            .unwrap()
            .prices
            .is_empty()
    );
}
