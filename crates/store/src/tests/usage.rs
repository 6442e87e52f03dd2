//! How the API is used: sums, single calls, and their end.

use super::harness::{HOUR, ORG, OTHER_ORG, START, TestStore};
use crate::{QUARTER_MS, UsageActor, UsageCall, UsageFilter, UsageKey, UsageSums};

const KEY: UsageActor = UsageActor { kind: 1, id: 5 };
const PERSON: UsageActor = UsageActor { kind: 2, id: 5 };

fn key(quarter: i64, actor: UsageActor, status: u16) -> UsageKey {
    UsageKey {
        organization: ORG,
        quarter,
        actor,
        endpoint: "/api/sms/send".into(),
        method: "POST",
        status,
    }
}

fn sums(requests: i64, slowest_us: i64) -> UsageSums {
    UsageSums {
        requests,
        duration_us: requests * 1_000,
        slowest_us,
        request_bytes: requests * 100,
        response_bytes: requests * 300,
    }
}

fn call(at: i64, actor: UsageActor, status: u16) -> UsageCall {
    UsageCall {
        organization: ORG,
        at,
        actor,
        endpoint: "/api/sms/send".to_owned(),
        method: "POST".to_owned(),
        status,
        duration_us: 1_234,
        request_bytes: 100,
        response_bytes: 300,
        ip: Some("203.0.113.9".to_owned()),
        agent: None,
        request_id: "req_1".to_owned(),
    }
}

#[tokio::test]
async fn sums_add_up_by_time_route_and_caller() {
    let t = TestStore::start().await;
    let quarter = START.div_euclid(QUARTER_MS);
    let first = vec![
        (key(quarter, KEY, 202), sums(10, 9_000)),
        (key(quarter, KEY, 400), sums(1, 50)),
    ];
    t.store.usage_add_all(first, Vec::new()).await.unwrap();
    let mut theirs = key(quarter, KEY, 202);
    theirs.organization = OTHER_ORG;
    let second = vec![
        (key(quarter, KEY, 202), sums(5, 4_000)),
        (key(quarter + 1, PERSON, 202), sums(2, 20_000)),
        (theirs, sums(99, 1)),
    ];
    t.store.usage_add_all(second, Vec::new()).await.unwrap();

    let found = t.store.usage_summary(ORG, (quarter, quarter + 2)).await.unwrap();
    assert_eq!(
        found.quarters,
        [
            (
                quarter,
                false,
                UsageSums {
                    slowest_us: 9_000,
                    ..sums(15, 0)
                }
            ),
            (quarter, true, sums(1, 50)),
            (quarter + 1, false, sums(2, 20_000)),
        ]
    );
    let endpoints: Vec<_> = found.endpoints.iter().map(|one| (one.2, one.3.requests)).collect();
    assert_eq!(endpoints, [(202, 17), (400, 1)]);
    let actors: Vec<_> = found.actors.iter().map(|one| (one.0, one.1, one.2.requests)).collect();
    assert_eq!(actors, [(KEY, false, 15), (KEY, true, 1), (PERSON, false, 2)]);
    let later = t.store.usage_summary(ORG, (quarter + 1, quarter + 2)).await.unwrap();
    assert_eq!(later.quarters.len(), 1);
}

#[tokio::test]
async fn calls_are_listed_newest_first_and_filtered() {
    let t = TestStore::start().await;
    for (minute, actor, status) in [(0, KEY, 202), (1, PERSON, 404), (2, KEY, 503)] {
        t.clock.advance(60_000);
        let calls = vec![call(START + minute * 60_000, actor, status)];
        t.store.usage_add_all(Vec::new(), calls).await.unwrap();
    }
    let statuses = async |organization, filter: UsageFilter, limit| {
        let page = t.store.usage_calls(organization, filter, None, limit).await.unwrap();
        let statuses: Vec<u16> = page.rows.iter().map(|call| call.status).collect();
        (statuses, page.next.is_some())
    };
    let all = UsageFilter::default;
    assert_eq!(statuses(ORG, all(), 9).await, (vec![503, 404, 202], false));
    assert_eq!(statuses(ORG, all(), 2).await, (vec![503, 404], true));
    assert_eq!(statuses(OTHER_ORG, all(), 9).await, (vec![], false));
    let only = |filter: UsageFilter| statuses(ORG, filter, 9);
    assert_eq!(
        only(UsageFilter {
            actor: Some(KEY),
            ..all()
        })
        .await
        .0,
        [503, 202]
    );
    assert_eq!(
        only(UsageFilter {
            statuses: Some((400, 499)),
            ..all()
        })
        .await
        .0,
        [404]
    );
    assert_eq!(
        only(UsageFilter {
            endpoint: Some("/x".to_owned()),
            ..all()
        })
        .await
        .0,
        [0_u16; 0]
    );
    assert_eq!(
        only(UsageFilter {
            from: Some(START + 60_000),
            ..all()
        })
        .await
        .0,
        [503, 404]
    );
    assert_eq!(
        only(UsageFilter {
            until: Some(START + 60_000),
            ..all()
        })
        .await
        .0,
        [202]
    );
    let first = t.store.usage_calls(ORG, all(), None, 1).await.unwrap();
    let second = t.store.usage_calls(ORG, all(), first.next, 1).await.unwrap();
    assert_eq!(second.rows, [call(START + 60_000, PERSON, 404)]);
}

#[tokio::test]
async fn old_calls_and_old_sums_are_swept() {
    let t = TestStore::start().await;
    let quarter = START.div_euclid(QUARTER_MS);
    let totals = vec![(key(quarter, KEY, 202), sums(1, 1))];
    t.store
        .usage_add_all(totals, vec![call(START, KEY, 202)])
        .await
        .unwrap();
    let left = async || {
        (
            t.rows("SELECT COUNT(*) FROM usage_calls").await,
            t.rows("SELECT COUNT(*) FROM usage_totals").await,
        )
    };
    t.clock.advance(6 * 24 * HOUR);
    t.store.sweep(t.now()).await.unwrap();
    assert_eq!(left().await, (1, 1));
    t.clock.advance(2 * 24 * HOUR);
    t.store.sweep(t.now()).await.unwrap();
    assert_eq!(left().await, (0, 1));
    t.clock.advance(400 * 24 * HOUR);
    t.store.sweep(t.now()).await.unwrap();
    assert_eq!(left().await, (0, 0));
}
