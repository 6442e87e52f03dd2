//! A full disk: no 202 without a commit, and everything goes on once there is room.

use serde_json::json;
use testkit::{TestApp, eventually};

use crate::numbers::kenyan;

const PAGES: u32 = 400;

#[tokio::test]
async fn on_a_full_disk_nothing_is_accepted_that_is_not_committed() {
    if testkit::on_postgres() {
        // The page limit that stands for the full disk is SQLite's.
        return;
    }
    let mut app = TestApp::builder()
        .store(|config| config.max_pages = Some(PAGES))
        .start()
        .await;
    app.pause_lanes(true);
    let mut accepted = Vec::new();
    let refused = loop {
        let body = json!({ "to": kenyan(accepted.len()), "body": "x".repeat(1_500) });
        let answer = app.post("/api/sms/send", body).await;
        if answer.status != 202 {
            break answer.expect(503);
        }
        accepted.push(answer.text_of("messageId").to_owned());
        assert!(accepted.len() < 100_000, "the disk is never full");
    };
    assert_eq!(refused.code(), "UNAVAILABLE");
    assert_eq!(refused.header("retry-after"), Some("1"));
    assert!(accepted.len() > 10);
    let stored = app.database().count("SELECT count(*) FROM messages").await;
    assert_eq!(
        stored,
        accepted.len() as i64,
        "what was answered 202 is stored, and nothing else"
    );
    let health = app.get_bare("/health/live").await;
    assert_eq!(
        health.status, 200,
        "a full disk is no reason to be killed: {}",
        health.text
    );

    app.shutdown().await;
    app.change_store(|config| config.max_pages = None);
    app.start_again().await;
    for id in &accepted {
        app.wait_for_state(id, "DELIVERED").await;
    }
    let again = app.send(&kenyan(999_999), "room again").await;
    app.wait_for_state(&again, "DELIVERED").await;
    eventually("all to be delivered", async || {
        (app.own().totals().await.get("DELIVERED") == Some(&(accepted.len() as i64 + 1))).then_some(())
    })
    .await;
}

#[tokio::test]
async fn many_callers_on_a_full_disk_each_get_a_true_answer() {
    if testkit::on_postgres() {
        return;
    }
    let mut app = TestApp::builder()
        .store(|config| config.max_pages = Some(PAGES))
        .start()
        .await;
    app.pause_lanes(true);
    let callers = (0..16).map(|caller| {
        let own = app.own().clone();
        tokio::spawn(async move {
            let mut accepted = 0;
            for number in 0..100 {
                let body = json!({ "to": kenyan(caller * 1_000 + number), "body": "x".repeat(1_500) });
                let answer = own.post("/api/sms/send", body).await;
                assert!([202, 503].contains(&answer.status), "{}", answer.text);
                accepted += i64::from(answer.status == 202);
            }
            accepted
        })
    });
    let mut accepted = 0;
    for caller in callers.collect::<Vec<_>>() {
        accepted += caller.await.expect("no panic");
    }
    assert!(accepted < 1_600, "the disk was never full");
    assert_eq!(app.database().count("SELECT count(*) FROM messages").await, accepted);
    app.shutdown().await;
    app.change_store(|config| config.max_pages = None);
    app.start_again().await;
    app.run_until_idle().await;
    assert_eq!(app.own().totals().await, [("DELIVERED".to_owned(), accepted)].into());
}
