//! Counts between borders: they equal what a scan of the messages gives, whatever the borders and the filter.

use domain::{Class, Direction, MessageState, ReportStatus};

use super::harness::{HOUR, ORG, OTHER_ORG, OTHER_PROVIDER, PROVIDER, START, TestStore};
use crate::conn::Value;
use crate::{BucketCount, CountFilter, QUARTER_MS};

const DAY: i64 = 24 * HOUR;

/// Messages of a week, at uneven times, of two providers, three classes and two countries; some of another organization.
async fn a_week_of_messages(t: &TestStore) {
    let mut at = START;
    for n in 0..240_i64 {
        at += (n * 7_919 % 83 + 1) * 30_000;
        let mut message = t.message(&format!("+2547{n:08}"));
        message.accepted_at = at;
        message.class = [Class::Otp, Class::Transactional, Class::Promotional][(n % 3) as usize];
        message.provider = if n % 4 == 0 { OTHER_PROVIDER } else { PROVIDER };
        message.country = if n % 5 == 0 { *b"UG" } else { *b"KE" };
        message.segments = (n % 3 + 1) as u16;
        if n % 11 == 0 {
            message.organization = OTHER_ORG;
        }
        t.accept(vec![message]).await;
    }
    assert!(at > START + 3 * DAY);
}

/// Messages, segments and cost by a scan.
async fn scanned(t: &TestStore, from: i64, until: i64, class: i64) -> [i64; 3] {
    let found = t.store.read(async move |conn| {
        conn.query_one(
            "SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(SUM(segments), 0) AS BIGINT),
                 CAST(COALESCE(SUM(cost_micros), 0) AS BIGINT)
             FROM messages WHERE organization_id = $1 AND accepted_at >= $2 AND accepted_at < $3
                 AND ($4 = 0 OR class = $4)",
            &[
                Value::Int(ORG.get()),
                Value::Int(from),
                Value::Int(until),
                Value::Int(class),
            ],
            |row| Ok([row.int()?, row.int()?, row.int()?]),
        )
        .await
    });
    found.await.unwrap().unwrap()
}

fn sum(counts: &[BucketCount], bucket: usize) -> [i64; 3] {
    let own = counts.iter().filter(|count| count.bucket == bucket);
    own.fold([0; 3], |[messages, segments, cost], count| {
        [
            messages + count.messages,
            segments + count.segments,
            cost + count.cost_micros,
        ]
    })
}

#[tokio::test]
async fn buckets_hold_what_a_scan_finds_between_their_borders() {
    let t = TestStore::start().await;
    a_week_of_messages(&t).await;
    t.check_counts().await;
    let first = START.div_euclid(QUARTER_MS);
    let lists = [
        (0..8).map(|n| first / 96 * 96 + n * 96).collect::<Vec<i64>>(),
        (0..8).map(|n| first / 96 * 96 + n * 96 - 20).collect(),
        (0..8).map(|n| first / 96 * 96 + n * 96 + 26).collect(),
        (0..60).map(|n| first + n * 4).collect(),
        vec![first + 3, first + 7, first + 300],
        vec![0, first * 2],
    ];
    let filters = [
        (CountFilter::default(), 0),
        (
            CountFilter {
                class: Some(Class::Otp),
                ..CountFilter::default()
            },
            Class::Otp as i64,
        ),
    ];
    for (filter, class) in filters {
        let counts = t.store.rollup_counts(ORG, &filter, &lists).await.unwrap();
        let mut bucket = 0;
        for pair in lists.iter().flat_map(|borders| borders.windows(2)) {
            let expected = scanned(&t, pair[0] * QUARTER_MS, pair[1] * QUARTER_MS, class).await;
            assert_eq!(sum(&counts, bucket), expected, "{pair:?}");
            bucket += 1;
        }
        assert!(counts.iter().all(|count| count.bucket < bucket && count.messages > 0));
    }
}

#[tokio::test]
async fn a_filter_leaves_only_what_it_names() {
    let t = TestStore::start().await;
    a_week_of_messages(&t).await;
    let borders = [vec![0, START.div_euclid(QUARTER_MS) * 2]];
    let counts = async |filter: CountFilter| t.store.rollup_counts(ORG, &filter, &borders).await.unwrap();
    let by_provider = counts(CountFilter {
        provider: Some(OTHER_PROVIDER),
        ..CountFilter::default()
    });
    assert!(
        by_provider
            .await
            .iter()
            .all(|count| count.provider == Some(OTHER_PROVIDER))
    );
    let by_country = counts(CountFilter {
        country: Some("UG".to_owned()),
        ..CountFilter::default()
    });
    let by_country = by_country.await;
    assert!(!by_country.is_empty() && by_country.iter().all(|count| count.country == *b"UG"));
    let inbound = counts(CountFilter {
        direction: Some(Direction::Inbound),
        ..CountFilter::default()
    });
    assert!(inbound.await.is_empty());
}

#[tokio::test]
async fn a_message_moves_between_states_inside_its_bucket() {
    let t = TestStore::start().await;
    t.submitted("+254700000001", &["a"]).await;
    t.clock.advance(DAY);
    t.report("a", ReportStatus::Delivered).await;
    let first = START.div_euclid(QUARTER_MS);
    let borders = [vec![first, first + 1, first + 96, first + 192]];
    let counts = t
        .store
        .rollup_counts(ORG, &CountFilter::default(), &borders)
        .await
        .unwrap();
    let seen: Vec<_> = counts
        .iter()
        .map(|count| (count.bucket, count.state, count.messages))
        .collect();
    assert_eq!(seen, [(0, MessageState::Delivered, 1)]);
    t.check_counts().await;
}

#[tokio::test]
async fn providers_keep_their_labels_after_they_are_gone() {
    let t = TestStore::start().await;
    for (id, owner, name) in [
        (1, None, "shared"),
        (2, Some(ORG), "own"),
        (3, Some(OTHER_ORG), "theirs"),
    ] {
        t.store
            .provider_insert(super::admin::provider(id, owner, name, id))
            .await
            .unwrap();
    }
    t.store
        .provider_remove(Some(ORG), domain::ProviderId::new(2), t.now())
        .await
        .unwrap();
    let labels = t.store.provider_labels(ORG).await.unwrap();
    let names: Vec<&str> = labels.iter().map(|label| label.name.as_str()).collect();
    assert_eq!(names, ["shared", "own"]);
    assert!(labels.iter().all(|label| label.currency.as_str() == "KES"));
}
