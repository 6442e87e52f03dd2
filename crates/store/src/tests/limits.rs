//! Keys that change, terms of organizations, requests and recipients of a day.

use domain::limit::{DAY_MS, day_of, end_of_day};
use domain::{ApiKeyId, Millis, OrganizationId, Scope, Scopes, UserId};

use super::harness::{ORG, OTHER_ORG, START, TestStore, keyed, unit};
use crate::{
    AcceptUnit, Accepted, ApiKey, Counted, OrganizationTerms, PreviousSecret, RecipientQuota, RequestDay, StoreError,
    Suppression,
};

const KEY: ApiKeyId = ApiKeyId::new(1);

fn key() -> ApiKey {
    ApiKey {
        id: KEY,
        organization: ORG,
        name: "shop".to_owned(),
        hash: [1; 32],
        prefix: "sk_test_abcdef".to_owned(),
        previous: None,
        test: true,
        scopes: Scopes::MESSAGING,
        per_minute: None,
        per_day: None,
        networks: Vec::new(),
        created_at: START,
        expires_at: None,
        revoked_at: None,
        last_used_at: None,
        requests: 0,
    }
}

#[tokio::test]
async fn a_key_keeps_what_is_changed_of_it() {
    let t = TestStore::start().await;
    assert!(!t.store.api_key_any_test_all().await.unwrap());
    t.store.api_key_insert(key()).await.unwrap();
    assert!(t.store.api_key_any_test_all().await.unwrap());
    let changed = ApiKey {
        name: "till".to_owned(),
        scopes: Scopes::default().with(Scope::SmsRead),
        per_minute: Some(0),
        per_day: Some(u32::MAX),
        networks: vec!["192.0.2.0/24".to_owned()],
        expires_at: Some(START + 9),
        ..key()
    };
    assert!(t.store.api_key_update(changed.clone()).await.unwrap());
    assert_eq!(t.store.api_key_get(ORG, KEY).await.unwrap(), Some(changed.clone()));
    assert_eq!(t.store.api_key_get(OTHER_ORG, KEY).await.unwrap(), None);
    let stolen = ApiKey {
        organization: OTHER_ORG,
        ..changed.clone()
    };
    assert!(!t.store.api_key_update(stolen).await.unwrap());
    t.store.api_key_revoke(ORG, KEY, START + 1).await.unwrap();
    assert!(!t.store.api_key_update(changed).await.unwrap());
}

#[tokio::test]
async fn a_rotated_key_is_found_by_both_of_its_secrets_and_by_no_older_one() {
    let t = TestStore::start().await;
    t.store.api_key_insert(key()).await.unwrap();
    let rotate = async |hash: u8, until: Millis| {
        t.store
            .api_key_rotate((ORG, KEY), ([hash; 32], format!("sk_test_{hash:06}")), until)
            .await
    };
    assert!(rotate(2, START + 60).await.unwrap());
    let previous = PreviousSecret {
        hash: [1; 32],
        prefix: "sk_test_abcdef".to_owned(),
        until: START + 60,
    };
    let rotated = ApiKey {
        hash: [2; 32],
        prefix: "sk_test_000002".to_owned(),
        previous: Some(previous),
        ..key()
    };
    for hash in [[1; 32], [2; 32]] {
        assert_eq!(t.store.api_key_by_hash(hash).await.unwrap(), Some(rotated.clone()));
    }
    assert!(rotate(3, START + 70).await.unwrap());
    assert_eq!(t.store.api_key_by_hash([1; 32]).await.unwrap(), None);
    let latest = t.store.api_key_by_hash([2; 32]).await.unwrap().unwrap();
    assert_eq!((latest.hash, latest.previous.unwrap().until), ([3; 32], START + 70));
    let other = ApiKey {
        id: ApiKeyId::new(2),
        hash: [9; 32],
        ..key()
    };
    t.store.api_key_insert(other).await.unwrap();
    assert!(matches!(rotate(9, START).await, Err(StoreError::Exists("this key"))));
    t.store.api_key_revoke(ORG, KEY, START).await.unwrap();
    assert!(!rotate(4, START).await.unwrap());
}

#[tokio::test]
async fn terms_are_the_usual_until_others_are_put_in_their_place() {
    let t = TestStore::start().await;
    assert_eq!(
        t.store.terms_get(Some(ORG)).await.unwrap(),
        OrganizationTerms::usual(Some(ORG))
    );
    let agreed = OrganizationTerms {
        per_minute: Some(0),
        per_day: Some(90_000),
        recipients_per_day: Some(7),
        allow: vec!["192.0.2.0/24".to_owned(), "2001:db8::/32".to_owned()],
        deny: vec!["192.0.2.9".to_owned()],
        updated_at: START,
        ..OrganizationTerms::usual(Some(ORG))
    };
    t.store.terms_put(agreed.clone()).await.unwrap();
    let platform = OrganizationTerms {
        deny: vec!["198.51.100.0/24".to_owned()],
        ..OrganizationTerms::usual(None)
    };
    t.store.terms_put(platform.clone()).await.unwrap();
    assert_eq!(t.store.terms_get(Some(ORG)).await.unwrap(), agreed);
    assert_eq!(t.store.terms_get(None).await.unwrap(), platform);
    let fewer = OrganizationTerms {
        per_minute: None,
        allow: Vec::new(),
        ..agreed
    };
    t.store.terms_put(fewer.clone()).await.unwrap();
    assert_eq!(t.store.terms_list_all().await.unwrap(), [platform, fewer]);
}

fn day(counted: Counted, day: i64, requests: i64) -> RequestDay {
    RequestDay { counted, day, requests }
}

#[tokio::test]
async fn requests_are_added_up_by_name_and_day_and_survive_a_restart() {
    let mut t = TestStore::start().await;
    t.store.api_key_insert(key()).await.unwrap();
    let (of_key, of_all) = (Counted::Key(ORG, KEY), Counted::Organization(ORG));
    let theirs = Counted::Organization(OTHER_ORG);
    let today = day_of(START);
    let first = vec![day(of_all, today, 5), day(of_key, today, 3), day(of_key, today - 1, 9)];
    let mut sums = t.store.request_days_add(first.clone()).await.unwrap();
    sums.sort_unstable_by_key(|one| (one.day, one.counted));
    let mut expected = first;
    expected.sort_unstable_by_key(|one| (one.day, one.counted));
    assert_eq!(sums, expected);
    t.restart().await;
    let again = vec![day(of_key, today, 4), day(theirs, today, 1)];
    let sums = t.store.request_days_add(again).await.unwrap();
    assert!(sums.contains(&day(of_key, today, 7)) && sums.contains(&day(theirs, today, 1)));
    let names = vec![theirs, of_key, Counted::User(ORG, UserId::new(77)), of_all];
    assert_eq!(t.store.request_days_get(names, today).await.unwrap(), [1, 7, 0, 5]);
    assert_eq!(t.store.request_days_get(vec![of_key], today + 1).await.unwrap(), [0]);
    let key = t.store.api_key_get(ORG, KEY).await.unwrap().unwrap();
    assert_eq!(key.requests, 16, "a key's requests of all days are counted with it");
}

#[tokio::test]
async fn two_nodes_learn_what_the_other_counted() {
    let t = TestStore::start().await;
    let Some(other) = t.second_node().await else { return };
    let (name, today) = (Counted::Organization(ORG), day_of(START));
    t.store.request_days_add(vec![day(name, today, 5)]).await.unwrap();
    let sums = other.request_days_add(vec![day(name, today, 2)]).await.unwrap();
    assert_eq!(sums, [day(name, today, 7)]);
    other.close().await.unwrap();
}

fn under(quota: u32, unit: AcceptUnit) -> AcceptUnit {
    let quota = Some(RecipientQuota {
        day: day_of(START),
        most: quota,
    });
    AcceptUnit { quota, ..unit }
}

impl TestStore {
    fn messages(&self, count: usize) -> AcceptUnit {
        unit(
            (0..count)
                .map(|n| self.message(&format!("+2547000000{n:02}")))
                .collect(),
        )
    }

    async fn used(&self, organization: OrganizationId) -> i64 {
        self.store.recipients_of(organization, day_of(START)).await.unwrap()
    }
}

#[tokio::test]
async fn a_quota_lets_through_what_fits_whole_and_nothing_of_what_does_not() {
    let t = TestStore::start().await;
    for (count, accepted, used) in [
        (3, Accepted::New, 3),
        (3, Accepted::OverQuota(3), 3),
        (2, Accepted::New, 5),
        (1, Accepted::OverQuota(5), 5),
    ] {
        let committed = t.store.accept(under(5, t.messages(count))).await.unwrap();
        assert_eq!(committed.accepted, accepted, "{count}");
        assert_eq!(t.used(ORG).await, used, "{count}");
    }
    assert_eq!(t.rows("SELECT count(*) FROM messages").await, 5);
    assert_eq!(t.used(OTHER_ORG).await, 0);
    let unbounded = t.store.accept(t.messages(9)).await.unwrap();
    assert_eq!(unbounded.accepted, Accepted::New);
    assert_eq!(t.used(ORG).await, 5, "who has no quota is not counted");
    let raised = t.store.accept(under(6, t.messages(1))).await.unwrap();
    assert_eq!(raised.accepted, Accepted::New);
}

#[tokio::test]
async fn of_many_units_at_once_exactly_as_many_pass_as_the_quota_says() {
    let t = TestStore::start().await;
    let mut callers = tokio::task::JoinSet::new();
    for _ in 0..200 {
        let (store, unit) = (t.store.clone(), under(37, t.messages(1)));
        callers.spawn(async move { store.accept(unit).await.unwrap().accepted });
    }
    let answers = callers.join_all().await;
    let passed = answers.iter().filter(|one| **one == Accepted::New).count();
    assert_eq!((passed, t.used(ORG).await), (37, 37));
}

#[tokio::test]
async fn two_nodes_share_one_quota_exactly() {
    let t = TestStore::start().await;
    let Some(other) = t.second_node().await else { return };
    let mut callers = tokio::task::JoinSet::new();
    for n in 0..120 {
        let store = if n % 2 == 0 { t.store.clone() } else { other.clone() };
        let unit = under(50, t.messages(1));
        callers.spawn(async move { store.accept(unit).await.unwrap().accepted });
    }
    let answers = callers.join_all().await;
    let passed = answers.iter().filter(|one| **one == Accepted::New).count();
    assert_eq!((passed, t.used(ORG).await), (50, 50));
    other.close().await.unwrap();
}

#[tokio::test]
async fn opted_out_numbers_and_repeated_calls_take_nothing_of_a_quota() {
    let t = TestStore::start().await;
    let stopped = Suppression {
        organization: ORG,
        number: "+254700000000".to_owned(),
        reason: "stop".to_owned(),
        at: START,
    };
    t.store.suppression_insert(stopped).await.unwrap();
    let committed = t.store.accept(under(2, t.messages(3))).await.unwrap();
    assert_eq!((committed.accepted, committed.suppressed), (Accepted::New, vec![0]));
    assert_eq!(t.used(ORG).await, 2);
    let refused = t.store.accept(under(2, t.messages(1))).await.unwrap();
    assert_eq!(
        (refused.accepted, refused.suppressed),
        (Accepted::New, vec![0]),
        "nobody gets it, so that it needs no room"
    );
    let first = || under(3, keyed(&t, "once", 1));
    assert_eq!(t.store.accept(first()).await.unwrap().accepted, Accepted::New);
    assert!(matches!(
        t.store.accept(first()).await.unwrap().accepted,
        Accepted::Again(_)
    ));
    assert_eq!(t.used(ORG).await, 3);
}

#[tokio::test]
async fn a_refused_unit_leaves_its_idempotency_key_free() {
    let t = TestStore::start().await;
    let unit = || under(1, keyed(&t, "once", 1));
    t.store.accept(under(1, t.messages(1))).await.unwrap();
    // The number of the keyed unit is one that nobody stopped.
    assert_eq!(t.store.accept(unit()).await.unwrap().accepted, Accepted::OverQuota(1));
    let later = AcceptUnit {
        quota: Some(RecipientQuota {
            day: day_of(START) + 1,
            most: 1,
        }),
        ..unit()
    };
    assert_eq!(t.store.accept(later).await.unwrap().accepted, Accepted::New);
}

#[tokio::test]
async fn days_of_long_ago_are_swept_away() {
    let t = TestStore::start().await;
    let today = day_of(START);
    let old = Counted::Organization(ORG);
    t.store
        .request_days_add(vec![day(old, today - 36, 1), day(old, today - 34, 2)])
        .await
        .unwrap();
    let past = AcceptUnit {
        quota: Some(RecipientQuota {
            day: today - 36,
            most: 5,
        }),
        ..t.messages(1)
    };
    t.store.accept(past).await.unwrap();
    assert_eq!(t.store.sweep(t.now()).await.unwrap(), 2);
    assert_eq!(t.store.request_days_get(vec![old], today - 36).await.unwrap(), [0]);
    assert_eq!(t.store.request_days_get(vec![old], today - 34).await.unwrap(), [2]);
    assert_eq!(end_of_day(today) - DAY_MS, today * DAY_MS);
}
