//! Stopped or killed in the middle of a file, Tuma takes it further: every row once.

use std::collections::BTreeSet;

use testkit::{Builder, TestApp, eventually};

use super::forms::{BULK, fields, with_file};
use crate::numbers::kenyan;

const ROWS: usize = 4_000;

fn file() -> String {
    let rows: String = (0..ROWS).map(|row| format!("{},{row}\n", kenyan(row))).collect();
    format!("mobile,n\n{rows}")
}

/// Chunks of a few rows and an answer that does not wait, so that there is a middle to stop in.
fn slowly() -> Builder {
    TestApp::builder()
        .engine(|settings| settings.chunk_rows = 20)
        .limits(|limits| limits.file_wait = std::time::Duration::from_millis(1))
}

async fn begun(app: &TestApp) -> String {
    let answer = app
        .own()
        .post_form(BULK, with_file(fields(&[("body", "row {{n}}")]), file()))
        .await
        .expect(202);
    let batch = answer.text_of("batchId").to_owned();
    eventually("the first rows", async || {
        (app.database().count("SELECT count(*) FROM messages").await > 0).then_some(())
    })
    .await;
    batch
}

async fn assert_every_row_once(app: &TestApp, batch: &str) {
    let ended = app.own().wait_for_batch(batch).await;
    assert_eq!(ended.text_of("status"), "DONE", "{}", ended.text);
    let counts = ["row", "accepted", "refused", "duplicates"].map(|name| ended.number_of(name));
    assert_eq!(counts, [ROWS as i64, ROWS as i64, 0, 0]);
    assert_eq!(app.database().count("SELECT count(*) FROM messages").await, ROWS as i64);
    assert_eq!(
        app.database()
            .count("SELECT count(DISTINCT batch_row) FROM messages")
            .await,
        ROWS as i64
    );
    app.run_until_idle().await;
    assert_eq!(app.spooled(), 0);
}

#[tokio::test]
async fn a_file_is_taken_further_after_an_orderly_stop_and_every_row_goes_out_once() {
    let mut app = slowly().start().await;
    let batch = begun(&app).await;
    let mut stops = 0;
    while app
        .database()
        .count("SELECT count(*) FROM batches WHERE state = 1")
        .await
        == 1
        && stops < 3
    {
        app.shutdown().await;
        stops += 1;
        app.start_again().await;
    }
    assert!(stops > 0, "the file was taken before anything could be stopped");
    assert_every_row_once(&app, &batch).await;
    let bodies: BTreeSet<String> = app.recorder().seen().iter().map(|one| one.body.clone()).collect();
    assert_eq!((bodies.len(), app.recorder().count()), (ROWS, ROWS));
}

#[tokio::test]
async fn a_file_is_taken_further_after_a_crash_and_every_row_is_accepted_once() {
    let mut app = slowly().start().await;
    app.pause_lanes(true);
    let batch = begun(&app).await;
    let mut crashes = 0;
    while app
        .database()
        .count("SELECT count(*) FROM batches WHERE state = 1")
        .await
        == 1
        && crashes < 3
    {
        app.crash();
        crashes += 1;
        app.start_again().await;
    }
    assert!(crashes > 0, "the file was taken before anything could crash");
    assert_every_row_once(&app, &batch).await;
    // What had begun at a crash is unknown, and sent again in its time.
    for wait in [30, 120, 480] {
        app.advance(std::time::Duration::from_secs(wait));
        app.run_until_idle().await;
    }
    let bodies: BTreeSet<String> = app.recorder().seen().iter().map(|one| one.body.clone()).collect();
    assert_eq!(bodies.len(), ROWS, "every row went out");
    assert_eq!(app.own().totals().await, [("DELIVERED".to_owned(), ROWS as i64)].into());
}

#[tokio::test]
async fn a_duplicate_is_known_across_a_restart() {
    let mut app = slowly().start().await;
    let twice = format!("{}{}", file(), file().split_once('\n').expect("a header").1);
    let answer = app
        .own()
        .post_form(BULK, with_file(fields(&[("body", "row {{n}}")]), twice))
        .await
        .expect(202);
    let batch = answer.text_of("batchId").to_owned();
    eventually("the first rows", async || {
        (app.database().count("SELECT count(*) FROM messages").await > 0).then_some(())
    })
    .await;
    app.shutdown().await;
    app.start_again().await;
    let ended = app.own().wait_for_batch(&batch).await;
    let counts = ["row", "accepted", "duplicates"].map(|name| ended.number_of(name));
    assert_eq!(counts, [2 * ROWS as i64, ROWS as i64, ROWS as i64]);
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), ROWS);
}
