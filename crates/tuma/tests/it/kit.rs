//! The testkit's own promises: a test that leaves work behind fails, and what a carrier is told it does.

use testkit::{Reply, TestApp, eventually};

use crate::numbers::kenyan;

#[tokio::test]
#[should_panic(expected = "the test ended with work that is not processed: 1 messages, 0 files")]
async fn a_test_that_leaves_a_message_behind_fails() {
    let app = TestApp::start().await;
    app.pause_lanes(true);
    app.send(&kenyan(1), "x").await;
}

#[tokio::test]
async fn a_test_may_say_that_it_leaves_messages_behind() {
    let mut app = TestApp::start().await;
    app.pause_lanes(true);
    app.send(&kenyan(1), "x").await;
    app.allow_unprocessed();
}

#[tokio::test]
async fn a_shut_gate_answers_nobody_until_it_is_opened() {
    let app = TestApp::start().await;
    app.recorder().shut_gate();
    app.recorder()
        .script(&kenyan(1), [Reply::Refuse(adapters::Rejection::Refused)]);
    let id = app.send(&kenyan(1), "x").await;
    eventually("the hand-over", async || (app.recorder().open() == 1).then_some(())).await;
    assert_eq!(app.own().timeline(&id).await, ["QUEUED"]);
    app.recorder().open_gate();
    app.wait_for_state(&id, "FAILED").await;
    assert_eq!(app.recorder().open(), 0);
}

#[tokio::test]
async fn everything_that_is_logged_is_collected() {
    let app = TestApp::start().await;
    app.get("/api/sms/messages").await.expect(200);
    // The one line that every request logs, at `debug`.
    assert!(testkit::Logs::collect().text().contains("a request was answered"));
}
