//! The journal's rules, each shown with the journal held still so that units are certain to share a round.

use std::sync::Arc;
use std::time::Duration;

use domain::{MessageState, ReportStatus};
use futures::StreamExt as _;
use sqlx::Connection as _;
use sqlx::postgres::PgConnection;
use tokio::sync::{Notify, oneshot};

use super::harness::{Database, TestStore, submitted, unit};
use crate::conn::{Conn, Value};
use crate::journal::Side;
use crate::{AcceptUnit, Accepted, DatabaseUrl, Idempotency, Settlement, Store, StoreError};

/// Keeps a journal busy until dropped or released.
struct Hold {
    release: Arc<Notify>,
    held: tokio::task::JoinHandle<()>,
}

impl Hold {
    /// Answers when the journal of this side is inside a round.
    async fn start(store: &Store, side: Side) -> Self {
        let release = Arc::new(Notify::new());
        let (entered, inside) = oneshot::channel();
        let (store, gate) = (store.clone(), Arc::clone(&release));
        let held = tokio::spawn(async move {
            let mut entered = Some(entered);
            let outcome = store
                .write(side, async move |_| {
                    if let Some(entered) = entered.take() {
                        entered.send(()).unwrap();
                        gate.notified().await;
                    }
                    Ok(())
                })
                .await;
            outcome.unwrap();
        });
        inside.await.unwrap();
        Self { release, held }
    }

    async fn release(self) {
        self.release.notify_one();
        self.held.await.unwrap();
    }
}

/// Waits until so many rows are queued.
async fn queued(store: &Store, rows: usize) {
    let waiting = async {
        while store.journal_depth() < rows {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), waiting)
        .await
        .expect("the units were queued");
}

fn keyed(t: &TestStore, key: &str, body: u8) -> AcceptUnit {
    let answer = format!("{{\"body\":{body}}}");
    let idempotency = Idempotency {
        key: key.to_owned(),
        body_hash: [body; 32],
        answer,
    };
    AcceptUnit {
        idempotency: Some(idempotency),
        ..unit(vec![t.message("+254700000001")])
    }
}

#[tokio::test]
async fn a_faulty_unit_fails_its_own_caller_only() {
    let t = TestStore::start().await;
    let taken = t.queued("+254700000001").await;
    let mut faulty = t.message("+254700000002");
    faulty.id = taken.id;
    let (good, other) = (t.message("+254700000003"), t.message("+254700000004"));
    let hold = Hold::start(&t.store, Side::Front).await;
    let units = [vec![good.clone()], vec![faulty], vec![other.clone()]].map(|messages| {
        let store = t.store.clone();
        tokio::spawn(async move { store.accept(unit(messages)).await })
    });
    queued(&t.store, 3).await;
    hold.release().await;
    let [first, second, third] = units;
    assert_eq!(first.await.unwrap().unwrap().accepted, Accepted::New);
    assert!(matches!(second.await.unwrap(), Err(StoreError::Exists(_))));
    assert_eq!(third.await.unwrap().unwrap().accepted, Accepted::New);
    assert_eq!(t.state(good.id).await, MessageState::Queued);
    assert_eq!(t.state(other.id).await, MessageState::Queued);
    t.check_counts().await;
}

#[tokio::test]
async fn a_panic_in_a_unit_fails_its_own_caller_only() {
    let t = TestStore::start().await;
    let hold = Hold::start(&t.store, Side::Front).await;
    let store = t.store.clone();
    let broken = tokio::spawn(async move {
        store
            .write(
                Side::Front,
                async |txn| if txn.now > 0 { panic!("a bug") } else { Ok(()) },
            )
            .await
    });
    let store = t.store.clone();
    let message = t.message("+254700000001");
    let good = tokio::spawn(async move { store.accept(unit(vec![message])).await });
    queued(&t.store, 2).await;
    hold.release().await;
    assert!(matches!(broken.await.unwrap(), Err(StoreError::Internal(_))));
    assert_eq!(good.await.unwrap().unwrap().accepted, Accepted::New);
    t.queued("+254700000002").await;
    t.check_counts().await;
}

#[tokio::test]
async fn equal_keys_in_one_round_are_resolved_there() {
    let t = TestStore::start().await;
    let hold = Hold::start(&t.store, Side::Front).await;
    let units = [keyed(&t, "k", 1), keyed(&t, "k", 1), keyed(&t, "k", 2)].map(|unit| {
        let store = t.store.clone();
        tokio::spawn(async move { store.accept(unit).await.unwrap().accepted })
    });
    queued(&t.store, 3).await;
    hold.release().await;
    let mut answers = Vec::new();
    for answer in units {
        answers.push(answer.await.unwrap());
    }
    let answer = "{\"body\":1}".to_owned();
    assert_eq!(
        answers,
        [
            Accepted::New,
            Accepted::Again(answer.clone()),
            Accepted::Conflict(answer)
        ]
    );
    assert_eq!(t.rows("SELECT COUNT(*) FROM messages").await, 1);
}

#[tokio::test]
async fn a_full_side_is_busy_at_once_and_the_other_still_takes() {
    let t = TestStore::start_with(|config| config.pending_rows = 3).await;
    let message = t.begun("+254700000001").await;
    let front = Hold::start(&t.store, Side::Front).await;
    let waiting: Vec<_> = (0..3)
        .map(|n| {
            let (store, message) = (t.store.clone(), t.message(&format!("+25471000000{n}")));
            tokio::spawn(async move { store.accept(unit(vec![message])).await })
        })
        .collect();
    queued(&t.store, 3).await;
    let refused = t.store.accept(unit(vec![t.message("+254720000000")])).await;
    assert!(matches!(refused, Err(StoreError::Busy)));
    let store = t.store.clone();
    let settlement = Settlement {
        message: message.clone(),
        attempt: 1,
        at: t.now(),
        result: submitted(&["a"]),
    };
    let settled = tokio::spawn(async move { store.settle(vec![settlement]).await });
    front.release().await;
    settled.await.unwrap().unwrap();
    for accepted in waiting {
        assert_eq!(accepted.await.unwrap().unwrap().accepted, Accepted::New);
    }
    assert_eq!(t.state(message.id).await, MessageState::Submitted);
    t.accept(vec![t.message("+254720000001")]).await;
}

#[tokio::test]
async fn a_flood_of_accepts_does_not_keep_a_settlement_waiting() {
    let t = TestStore::start_with(|config| config.round_rows = 2).await;
    let message = t.begun("+254700000001").await;
    let hold = Hold::start(&t.store, Side::Front).await;
    if let DatabaseUrl::Postgres(_) = t.config.url {
        // The back has a journal of its own: it does not wait for the front at all.
        t.settle(&message, submitted(&["a"])).await;
        return hold.release().await;
    }
    let order = Arc::new(parking_lot::Mutex::new(Vec::new()));
    let mut tasks = Vec::new();
    for n in 0..40 {
        let (store, message, order) = (
            t.store.clone(),
            t.message(&format!("+2547100000{n:02}")),
            Arc::clone(&order),
        );
        tasks.push(tokio::spawn(async move {
            store.accept(unit(vec![message])).await.unwrap();
            order.lock().push("accept");
        }));
    }
    queued(&t.store, 40).await;
    let (store, seen) = (t.store.clone(), Arc::clone(&order));
    let settlement = Settlement {
        message,
        attempt: 1,
        at: t.now(),
        result: submitted(&["a"]),
    };
    tasks.push(tokio::spawn(async move {
        store.settle(vec![settlement]).await.unwrap();
        seen.lock().push("settle");
    }));
    queued(&t.store, 41).await;
    hold.release().await;
    for task in tasks {
        task.await.unwrap();
    }
    let place = order.lock().iter().position(|what| *what == "settle").unwrap();
    assert!(place <= 4, "the settlement came after {place} of 40 accepts");
}

#[tokio::test]
async fn units_that_queue_while_a_round_commits_share_the_next_one() {
    let t = TestStore::start().await;
    let before = t.rows("SELECT MAX(round) FROM journal_marks WHERE side = 0").await;
    let hold = Hold::start(&t.store, Side::Front).await;
    let tasks: Vec<_> = (0..100)
        .map(|n| {
            let (store, message) = (t.store.clone(), t.message(&format!("+2547100000{n:02}")));
            tokio::spawn(async move { store.accept(unit(vec![message])).await.unwrap() })
        })
        .collect();
    queued(&t.store, 100).await;
    hold.release().await;
    for task in tasks {
        task.await.unwrap();
    }
    let rounds = t.rows("SELECT MAX(round) FROM journal_marks WHERE side = 0").await - before;
    assert_eq!(rounds, 2, "one round held, one with all units");
}

#[tokio::test]
async fn a_full_disk_is_told_to_all_and_the_journal_recovers() {
    let t = TestStore::start_with(|config| config.max_pages = Some(200)).await;
    let DatabaseUrl::Sqlite(_) = t.config.url else { return };
    let mut big = t.message("+254700000001");
    big.body = Arc::from("x".repeat(1_000_000));
    let before = t.rows("SELECT MAX(round) FROM journal_marks").await;
    let hold = Hold::start(&t.store, Side::Front).await;
    let (store, small) = (t.store.clone(), t.message("+254700000002"));
    let neighbour = tokio::spawn(async move { store.accept(unit(vec![small])).await });
    let store = t.store.clone();
    let full = tokio::spawn(async move { store.accept(unit(vec![big])).await });
    queued(&t.store, 2).await;
    hold.release().await;
    assert!(matches!(full.await.unwrap(), Err(StoreError::Unavailable(_))));
    assert!(matches!(neighbour.await.unwrap(), Err(StoreError::Unavailable(_))));
    assert_eq!(t.rows("SELECT COUNT(*) FROM messages").await, 0);
    assert!(t.rows("SELECT MAX(round) FROM journal_marks").await >= before);
    let after = t.queued("+254700000003").await;
    assert_eq!(t.state(after.id).await, MessageState::Queued);
    t.check_counts().await;
}

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
    let (message, runs) = (
        t.message("+254700000001"),
        Arc::new(std::sync::atomic::AtomicUsize::new(0)),
    );
    let hold = Hold::start(&t.store, Side::Front).await;
    let (store, counted) = (t.store.clone(), Arc::clone(&runs));
    let counting = tokio::spawn(async move {
        let work = async move |_: &mut crate::txn::Txn| {
            counted.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
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
        theirs.messages[0].id = domain::MessageId::new(second.ids().next(t.now()));
        let (mine, theirs) = tokio::join!(t.store.accept(keyed(&t, &key, 1)), second.accept(theirs));
        let answers = [mine.unwrap().accepted, theirs.unwrap().accepted];
        let fresh = answers.iter().filter(|answer| **answer == Accepted::New).count();
        assert_eq!(fresh, 1, "{answers:?}");
        assert!(answers.contains(&Accepted::Again("{\"body\":1}".to_owned())));
    }
    assert_eq!(t.rows("SELECT COUNT(*) FROM messages").await, 20);
    t.check_counts().await;
}

#[tokio::test]
async fn the_log_does_not_grow_for_ever_under_steady_load() {
    let t = TestStore::start().await;
    let DatabaseUrl::Sqlite(path) = t.config.url.clone() else {
        return;
    };
    let mut log = path.into_os_string();
    log.push("-wal");
    let body: Arc<str> = Arc::from("x".repeat(100_000));
    for _ in 0..40 {
        let messages = (0..50)
            .map(|_| {
                let mut message = t.message("+254700000001");
                message.body = Arc::clone(&body);
                message
            })
            .collect();
        t.accept(messages).await;
    }
    let bytes = std::fs::metadata(&log).unwrap().len();
    assert!(bytes < 150_000_000, "200 MB were written and the log has {bytes} bytes");
    t.store.close().await.unwrap();
    assert_eq!(std::fs::metadata(&log).map_or(0, |file| file.len()), 0);
}
