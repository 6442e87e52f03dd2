//! Lost connections: nobody hears `Ok` without a commit, and nothing is committed twice.
//!
//! SQLite has no connection to lose: there these tests check no more than that the calls work, or nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use domain::{MessageId, MessageState, ReportStatus};
use futures::StreamExt as _;
use sqlx::Connection as _;
use sqlx::postgres::PgConnection;

use super::harness::{Database, TestStore, keyed, unit};
use super::hold::{Hold, queued};
use crate::conn::{Conn, Value};
use crate::journal::Side;
use crate::{Accepted, DatabaseUrl, StoreError};

/// Ends the server's side of every journal connection of a test's database, as a crash of the server would.
async fn kill_connections(database: &Database) {
    let Database::Postgres { server, name } = database else {
        return;
    };
    let mut conn = PgConnection::connect(server).await.unwrap();
    sqlx::query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()",
    )
    .bind(name)
    .execute(&mut conn)
    .await
    .unwrap();
}

#[tokio::test]
async fn a_connection_lost_between_rounds_is_replaced_and_nobody_notices() {
    let t = TestStore::start().await;
    kill_connections(&t.database).await;
    let message = t.submitted("+254700000001", &["a"]).await;
    t.report("a", ReportStatus::Delivered).await;
    assert_eq!(t.state(message.id).await, MessageState::Delivered);
    t.check_counts().await;
}

#[tokio::test]
async fn a_round_whose_connection_dies_before_the_commit_runs_again_once() {
    let t = TestStore::start().await;
    if matches!(t.config.url, DatabaseUrl::Sqlite(_)) {
        return;
    }
    let (message, runs) = (t.message("+254700000001"), Arc::new(AtomicUsize::new(0)));
    let hold = Hold::start(&t.store, Side::Front).await;
    let (store, counted) = (t.store.clone(), Arc::clone(&runs));
    let counting = tokio::spawn(async move {
        let work = async move |_: &mut crate::txn::Txn| {
            counted.fetch_add(1, Ordering::SeqCst);
            Ok(())
        };
        store.write(Side::Front, work).await
    });
    let store = t.store.clone();
    let accepted = tokio::spawn(async move { store.accept(unit(vec![message])).await });
    queued(&t.store, 2).await;
    kill_connections(&t.database).await;
    hold.release().await;
    counting.await.unwrap().unwrap();
    assert_eq!(accepted.await.unwrap().unwrap().accepted, Accepted::New);
    assert_eq!(t.rows("SELECT COUNT(*) FROM messages").await, 1);
    t.check_counts().await;
}

/// Makes the connection die inside the COMMIT: a deferred trigger ends its own backend, before or after another
/// connection has committed the round's mark in its place.
async fn die_in_commit(conn: &mut Conn) -> crate::error::Result<()> {
    conn.batch(
        "CREATE TABLE dying (n BIGINT);
         CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
             'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END';
         CREATE CONSTRAINT TRIGGER dies AFTER INSERT ON dying DEFERRABLE INITIALLY DEFERRED
             FOR EACH ROW EXECUTE FUNCTION die();",
    )
    .await
}

#[tokio::test]
async fn a_commit_that_did_not_take_place_is_run_again_and_answered_once() {
    let t = TestStore::start().await;
    if matches!(t.config.url, DatabaseUrl::Sqlite(_)) {
        return;
    }
    t.store
        .write(Side::Front, async |txn| die_in_commit(&mut txn.conn).await)
        .await
        .unwrap();
    let mut first = true;
    let runs = t
        .store
        .write(Side::Front, async move |txn| {
            if std::mem::take(&mut first) {
                txn.conn
                    .execute("INSERT INTO dying (n) VALUES ($1)", &[Value::Int(1)])
                    .await?;
                return Ok(1);
            }
            Ok(2)
        })
        .await
        .unwrap();
    assert_eq!(
        runs, 2,
        "the first run's answer belongs to a transaction that was not committed"
    );
    assert_eq!(t.rows("SELECT COUNT(*) FROM dying").await, 0);
}

#[tokio::test]
async fn a_commit_that_took_place_is_not_run_again() {
    let t = TestStore::start().await;
    if matches!(t.config.url, DatabaseUrl::Sqlite(_)) {
        return;
    }
    // The round dies in its COMMIT, but its mark is there: exactly what a connection leaves that was lost after the
    // server had committed and before it could say so.
    t.store
        .write(Side::Front, async |txn| die_in_commit(&mut txn.conn).await)
        .await
        .unwrap();
    let Database::Postgres { .. } = &t.database else { return };
    let DatabaseUrl::Postgres(url) = t.config.url.clone() else {
        return;
    };
    let mut first = true;
    let runs = t
        .store
        .write(Side::Front, async move |txn| {
            if !std::mem::take(&mut first) {
                return Ok(2);
            }
            let (owner, side) = (txn.shared.owner, txn.side as i64);
            let mut other = PgConnection::connect(&url).await?;
            sqlx::query("UPDATE journal_marks SET round = round + 1 WHERE owner = $1 AND side = $2")
                .bind(owner)
                .bind(side)
                .execute(&mut other)
                .await?;
            txn.conn
                .execute("INSERT INTO dying (n) VALUES ($1)", &[Value::Int(1)])
                .await?;
            Ok(1)
        })
        .await
        .unwrap();
    assert_eq!(runs, 1, "the round was committed: it must not run again");
}

#[tokio::test]
async fn a_database_that_stays_away_is_told_and_one_that_comes_back_is_used() {
    let t = TestStore::start_with(|config| config.reconnect_ms = 100).await;
    let Database::Postgres { server, name } = &t.database else {
        return;
    };
    let mut admin = PgConnection::connect(server).await.unwrap();
    let allow = |yes: bool| sqlx::AssertSqlSafe(format!("ALTER DATABASE {name} ALLOW_CONNECTIONS {yes}"));
    sqlx::raw_sql(allow(false)).execute(&mut admin).await.unwrap();
    kill_connections(&t.database).await;
    let refused = t.store.accept(unit(vec![t.message("+254700000001")])).await;
    assert!(matches!(refused, Err(StoreError::Unavailable(_))));
    assert!(matches!(t.store.ping().await, Err(StoreError::Unavailable(_))));
    sqlx::raw_sql(allow(true)).execute(&mut admin).await.unwrap();
    let message = t.queued("+254700000002").await;
    assert_eq!(t.state(message.id).await, MessageState::Queued);
    assert_eq!(t.rows("SELECT COUNT(*) FROM messages").await, 1);
}

#[tokio::test]
async fn connections_killed_under_load_lose_and_double_nothing_that_was_answered() {
    let t = TestStore::start().await;
    let messages: Vec<_> = (0..300).map(|n| t.message(&format!("+254700000{n:03}"))).collect();
    let callers = messages.iter().map(|message| {
        let (store, message) = (t.store.clone(), message.clone());
        async move { store.accept(unit(vec![message])).await }
    });
    let killer = async {
        for _ in 0..5 {
            kill_connections(&t.database).await;
        }
    };
    let load = futures::stream::iter(callers).buffered(10).collect::<Vec<_>>();
    let (outcomes, ()) = tokio::join!(load, killer);
    for (message, outcome) in messages.iter().zip(outcomes) {
        match outcome {
            Ok(committed) => {
                assert_eq!(committed.accepted, Accepted::New);
                assert_eq!(t.state(message.id).await, MessageState::Queued);
            }
            Err(StoreError::Unavailable(_)) => {}
            Err(other) => panic!("a lost connection is not {other}"),
        }
    }
    t.check_counts().await;
}

#[tokio::test]
async fn one_of_two_nodes_accepts_a_key_and_the_other_gives_its_answer() {
    let t = TestStore::start().await;
    let Some(second) = t.second_node().await else { return };
    for n in 0..20 {
        let key = format!("key {n}");
        let mut theirs = keyed(&t, &key, 1);
        theirs.messages[0].id = MessageId::new(second.ids().next(t.now()));
        let (mine, theirs) = tokio::join!(t.store.accept(keyed(&t, &key, 1)), second.accept(theirs));
        let answers = [mine.unwrap().accepted, theirs.unwrap().accepted];
        let fresh = answers.iter().filter(|answer| **answer == Accepted::New).count();
        assert_eq!(fresh, 1, "{answers:?}");
        assert!(answers.contains(&Accepted::Again("{\"body\":1}".to_owned())));
    }
    assert_eq!(t.rows("SELECT COUNT(*) FROM messages").await, 20);
    t.check_counts().await;
}
