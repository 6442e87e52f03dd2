//! How PostgreSQL's journal finds rows: by key, whatever the planner believes about the tables. Rows are counted, not
//! time. SQLite has one way to run these statements.

use std::time::Duration;

use domain::{MessageState, ReportStatus};
use sqlx::Connection as _;
use sqlx::postgres::PgConnection;

use super::harness::{Database, TestStore, lane_message, submitted};
use crate::{Begun, DatabaseUrl, ReceiptOutcome};

/// Messages that are there when some of them go their way.
const PRESENT: usize = 400;
/// Messages that are handed over and reported, each by rounds of its own.
const MOVED: usize = 30;
/// Rows of a table that a message's way may take a look at.
const LOOKS: i64 = 10;

/// Rows that were read so far of a table or its partitions, by scan or by index.
async fn rows_read(conn: &mut PgConnection, table: &str) -> i64 {
    let sql = "SELECT CAST(SUM(s.seq_tup_read + COALESCE((
            SELECT SUM(i.idx_tup_read) FROM pg_stat_user_indexes i WHERE i.relid = s.relid), 0)) AS BIGINT)
        FROM pg_stat_user_tables s WHERE s.relname = $1 OR s.relname LIKE $1 || '\\_2%'";
    sqlx::query_scalar(sql).bind(table).fetch_one(conn).await.unwrap()
}

/// Waits until no connection of the store is left: a connection that ends tells what it read.
async fn all_gone(conn: &mut PgConnection) {
    let sql = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'tuma'";
    let gone = async {
        while sqlx::query_scalar::<_, i64>(sql).fetch_one(&mut *conn).await.unwrap() > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), gone).await.unwrap();
}

#[tokio::test]
async fn a_message_finds_its_rows_by_key_even_where_statistics_say_that_the_tables_are_empty() {
    let t = TestStore::start().await;
    let (DatabaseUrl::Postgres(url), Database::Postgres { .. }) = (t.config.url.clone(), &t.database) else {
        return;
    };
    // A lane that was used and is empty now, as lanes mostly are.
    t.submitted("+254700000001", &["first"]).await;
    let mut conn = PgConnection::connect(&url).await.unwrap();
    sqlx::raw_sql("ANALYZE").execute(&mut conn).await.unwrap();
    let messages: Vec<_> = (0..PRESENT).map(|n| t.message(&format!("+2547001{n:05}"))).collect();
    let bucket = t.accept(messages.clone()).await.bucket;
    for (n, message) in messages.iter().enumerate().take(MOVED) {
        let (message, id) = (lane_message(message, bucket), format!("id-{n}"));
        assert_eq!(t.begin(std::slice::from_ref(&message)).await, [Begun::Go]);
        t.settle(&message, submitted(&[&id])).await;
        let outcome = t.report(&id, ReportStatus::Delivered).await;
        assert_eq!(outcome, ReceiptOutcome::Moved(MessageState::Delivered));
    }
    t.store.close().await.unwrap();
    all_gone(&mut conn).await;
    for table in ["messages", "lane_entries", "awaited"] {
        let read = rows_read(&mut conn, table).await;
        assert!(
            (MOVED as i64..=MOVED as i64 * LOOKS).contains(&read),
            "{read} rows of {table} were read"
        );
    }
}
