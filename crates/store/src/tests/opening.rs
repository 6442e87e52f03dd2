//! Opening: migrations, locks, node numbers, ids.

use std::sync::Arc;

use domain::ProviderId;

use super::harness::{Database, MockClock, ORG, START, TestStore};
use crate::conn::Value;
use crate::journal::Side;
use crate::link::{Link, Role};
use crate::{DatabaseUrl, Provider, Store, StoreConfig, StoreError};

#[tokio::test]
async fn a_database_of_a_newer_binary_is_refused() {
    let t = TestStore::start().await;
    t.store
        .write(Side::Front, async |txn| {
            txn.conn
                .execute("INSERT INTO schema_version (version) VALUES ($1)", &[Value::Int(999)])
                .await
        })
        .await
        .unwrap();
    t.store.close().await.unwrap();
    let refused = Store::open(t.config.clone(), Arc::<MockClock>::clone(&t.clock)).await;
    assert!(matches!(refused, Err(StoreError::TooNew { found: 999, .. })));
}

#[tokio::test]
async fn migrating_alone_makes_a_database_that_opens() {
    let database = Database::create().await;
    Store::migrate_only(StoreConfig::new(database.url())).await.unwrap();
    Store::migrate_only(StoreConfig::new(database.url())).await.unwrap();
    drop(database);
}

#[tokio::test]
async fn a_look_from_beside_tells_what_is_there_and_changes_nothing() {
    let database = Database::create().await;
    let config = || StoreConfig::new(database.url());
    match Store::inspect(config()).await.unwrap() {
        None => assert!(matches!(config().url, DatabaseUrl::Sqlite(path) if !path.exists())),
        Some(empty) => assert!(!empty.missing.is_empty() && empty.now.is_some()),
    }
    Store::migrate_only(config()).await.unwrap();
    let found = Store::inspect(config()).await.unwrap().unwrap();
    assert_eq!((&found.missing[..], &found.unknown[..]), (&[][..], &[][..]));
    assert!(
        ["SQLite 3.", "PostgreSQL "]
            .iter()
            .any(|name| found.product.starts_with(name))
    );
    assert_eq!(
        Store::inspect(config()).await.unwrap().map(|again| again.version),
        Some(found.version)
    );
}

#[tokio::test]
async fn a_look_from_beside_sees_a_running_store_and_a_newer_schema() {
    let t = TestStore::start().await;
    t.store
        .write(Side::Front, async |txn| {
            txn.conn
                .execute("INSERT INTO schema_version (version) VALUES ($1)", &[Value::Int(999)])
                .await
        })
        .await
        .unwrap();
    let found = Store::inspect(t.config.clone()).await.unwrap().unwrap();
    assert_eq!((&found.missing[..], &found.unknown[..]), (&[][..], &[999][..]));
    t.queued("+254700000001").await;
}

#[tokio::test]
async fn a_second_process_is_kept_out_of_a_sqlite_file() {
    let t = TestStore::start().await;
    let second = Store::open(t.config.clone(), Arc::<MockClock>::clone(&t.clock)).await;
    match t.config.url {
        DatabaseUrl::Sqlite(_) => assert!(matches!(second, Err(StoreError::Unavailable(_)))),
        DatabaseUrl::Postgres(_) => assert_ne!(second.unwrap().node(), t.store.node()),
    }
}

#[tokio::test]
async fn ids_go_on_above_the_stored_ones_when_the_clock_turns_back() {
    let mut t = TestStore::start().await;
    let message = t.queued("+254700000001").await;
    let last = t.rows("SELECT MAX(id) FROM events").await;
    t.clock.advance(-3_600_000);
    t.restart().await;
    let next = t.store.ids().next(t.now());
    assert!(next > message.id.get() && next > last);
}

#[tokio::test]
async fn a_closed_store_answers_instead_of_hanging() {
    let t = TestStore::start().await;
    t.store.ping().await.unwrap();
    t.store.close().await.unwrap();
    assert!(matches!(t.store.ping().await, Err(StoreError::Unavailable(_))));
    let unit = super::harness::unit(vec![t.message("+254700000001")]);
    assert!(matches!(t.store.accept(unit).await, Err(StoreError::Unavailable(_))));
    t.store.close().await.unwrap();
}

#[tokio::test]
async fn a_closed_stores_entries_can_be_reclaimed_at_once() {
    let mut t = TestStore::start().await;
    let before = t.store.owner();
    t.restart().await;
    assert_eq!(t.store.owners_expired_all(t.now()).await.unwrap(), [before]);
}

#[test]
fn urls_tell_the_database() {
    assert!(
        DatabaseUrl::parse("postgres://localhost/tuma") == DatabaseUrl::Postgres("postgres://localhost/tuma".into())
    );
    for text in ["sqlite:data/tuma.db", "sqlite://data/tuma.db", "data/tuma.db"] {
        assert!(
            DatabaseUrl::parse(text) == DatabaseUrl::Sqlite("data/tuma.db".into()),
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_database_of_the_first_version_keeps_its_providers() {
    let database = Database::create().await;
    let config = StoreConfig::new(database.url());
    let link = Link::new(Arc::new(config.clone()), Arc::default());
    let mut conn = link.connect(Role::Writer).await.unwrap();
    let first = if conn.is_postgres() {
        include_str!("../migrations/postgres/0001_messaging.sql")
    } else {
        include_str!("../migrations/sqlite/0001_messaging.sql")
    };
    conn.batch(first).await.unwrap();
    conn.batch(
        "CREATE TABLE schema_version (version BIGINT NOT NULL PRIMARY KEY);
         INSERT INTO schema_version (version) VALUES (1);
         INSERT INTO providers (id, organization_id, adapter, name, config, rank, rate_per_second, send_window,
             price_micros, currency, active, created_at)
         VALUES (31, 7, 'simulator', 'main', '{}', 5, NULL, 10, 800000, 'KES', 1, 1763700800000),
             (32, 0, 'simulator', 'main', '{}', 6, 20, 10, 0, 'KES', 0, 1763700800000);",
    )
    .await
    .unwrap();
    drop(conn);
    let store = Store::open(config, MockClock::at_start()).await.unwrap();
    let providers = store.provider_list_all().await.unwrap();
    let shown: Vec<_> = providers
        .iter()
        .map(|p| (p.id.get(), p.organization, p.reports, p.active, p.updated_at))
        .collect();
    assert_eq!(
        shown,
        [(31, Some(ORG), true, true, START), (32, None, true, false, START)]
    );
    assert!(providers.iter().all(|p| p.hook_token.is_none() && p.secrets.is_empty()));
    let twice = Provider {
        id: ProviderId::new(33),
        ..providers[0].clone()
    };
    assert!(matches!(store.provider_insert(twice).await, Err(StoreError::Exists(_))));
    store.close().await.unwrap();
}

#[tokio::test]
async fn a_version_that_was_left_out_is_applied_whatever_the_newest_is() {
    let mut t = TestStore::start().await;
    let newest = "SELECT MAX(version) FROM schema_version";
    let version = t.rows(newest).await;
    let one_reason_a_number = if matches!(t.config.url, DatabaseUrl::Postgres(_)) {
        "ALTER TABLE suppressions DROP CONSTRAINT suppressions_pkey;
         ALTER TABLE suppressions ADD PRIMARY KEY (organization_id, number);"
    } else {
        "CREATE TABLE older (organization_id INTEGER NOT NULL, number TEXT NOT NULL, reason TEXT NOT NULL,
             at INTEGER NOT NULL, PRIMARY KEY (organization_id, number)) STRICT, WITHOUT ROWID;
         DROP TABLE suppressions;
         ALTER TABLE older RENAME TO suppressions;"
    };
    t.store
        .write(Side::Front, async move |txn| {
            txn.conn.batch(one_reason_a_number).await?;
            txn.conn
                .batch(
                    "ALTER TABLE early_receipts DROP COLUMN detail;
                     ALTER TABLE early_receipts DROP COLUMN opted_out;
                     ALTER TABLE smpp_accounts DROP COLUMN data_coding_0;
                     ALTER TABLE smpp_accounts DROP COLUMN data_coding_1;
                     ALTER TABLE inbound_parts DROP COLUMN likeness;",
                )
                .await?;
            txn.conn
                .batch(
                    "INSERT INTO suppressions (organization_id, number, reason, at)
                         VALUES (7, '+254700000001', 'person', 1763700800000);
                     DELETE FROM schema_version WHERE version = 20;
                     INSERT INTO schema_version (version) VALUES (19);",
                )
                .await
        })
        .await
        .unwrap();
    t.restart().await;
    assert_eq!(t.rows(newest).await, version);
    let kept = t.store.suppression_get(ORG, "+254700000001").await.unwrap();
    assert_eq!((kept[0].reason.as_str(), kept[0].at), ("person", START));
    for reason in ["stop", "carrier"] {
        let more = crate::Suppression {
            reason: reason.to_owned(),
            ..kept[0].clone()
        };
        t.store.suppression_insert(more).await.unwrap();
    }
    assert_eq!(t.rows("SELECT COUNT(*) FROM suppressions").await, 3);
}
