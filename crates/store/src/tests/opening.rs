//! Opening: migrations, locks, node numbers, ids.

use std::sync::Arc;

use super::harness::{Database, MockClock, TestStore};
use crate::conn::Value;
use crate::journal::Side;
use crate::{DatabaseUrl, Store, StoreConfig, StoreError};

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
