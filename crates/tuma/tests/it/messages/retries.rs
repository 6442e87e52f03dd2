//! What is tried again, when, and how often.

use std::time::Duration;

use adapters::Rejection;
use testkit::{ProviderSpec, Reply, TestApp, eventually};

use crate::numbers::{kenyan, kenyans};

const fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

#[tokio::test]
async fn retries_come_after_30_seconds_2_minutes_and_8_minutes_and_then_it_fails() {
    let app = TestApp::start().await;
    app.recorder().script(&kenyan(1), vec![Reply::Busy; 4]);
    let id = app.send(&kenyan(1), "x").await;
    for (attempt, wait) in [(1, 30), (2, 120), (3, 480)] {
        app.run_until_idle().await;
        assert_eq!(app.recorder().count(), attempt);
        app.advance(seconds(wait) - Duration::from_millis(1));
        app.run_until_idle().await;
        assert_eq!(
            app.recorder().count(),
            attempt,
            "the retry after {wait} s came too soon"
        );
        assert_eq!(app.own().status(&id).await["status"], "QUEUED");
        app.advance(Duration::from_millis(1));
        eventually("the retry", async || {
            (app.recorder().count() == attempt + 1).then_some(())
        })
        .await;
    }
    let status = app.wait_for_state(&id, "FAILED").await;
    assert!(
        status["detail"]
            .as_str()
            .is_some_and(|detail| detail.starts_with("All providers exhausted")),
        "{status}"
    );
    assert_eq!(status["attempts"], 4);
    assert_eq!(status["errorCode"], "E1");
    let timeline = app.own().timeline(&id).await;
    assert_eq!(timeline.iter().filter(|event| *event == "RETRY").count(), 3);
    assert_eq!(timeline.last().map(String::as_str), Some("FAILED"));
    let attempts: Vec<u16> = app.recorder().seen().iter().map(|one| one.attempt).collect();
    assert_eq!(attempts, [1, 2, 3, 4]);
}

#[tokio::test]
async fn retries_are_counted_through_stops_and_crashes() {
    let mut app = TestApp::builder()
        .provider(ProviderSpec::recorder("first").rank(1))
        .provider(ProviderSpec::recorder("second").rank(2))
        .start()
        .await;
    for name in ["first", "second"] {
        app.recorder_of(name).script(&kenyan(1), vec![Reply::Busy; 5]);
    }
    let id = app.send(&kenyan(1), "x").await;
    for (retry, wait) in [(1, 30), (2, 120), (3, 480)] {
        eventually("the retry to be on disk", async || {
            let timeline = app.own().timeline(&id).await;
            (timeline.iter().filter(|event| *event == "RETRY").count() == retry).then_some(())
        })
        .await;
        if retry % 2 == 0 {
            app.shutdown().await;
        } else {
            app.crash();
        }
        app.start_again().await;
        assert_eq!(app.own().status(&id).await["attempts"], retry);
        app.advance(seconds(wait));
    }
    let status = app.wait_for_state(&id, "FAILED").await;
    assert_eq!(status["attempts"], 4, "{status}");
    let detail = status["detail"].as_str().expect("why");
    assert!(detail.starts_with("All providers exhausted"), "{detail}");
    assert_eq!(app.recorder_of("first").count(), 4);
    assert_eq!(app.recorder_of("second").count(), 4);
}

#[tokio::test]
async fn a_retry_that_is_taken_is_delivered() {
    let app = TestApp::start().await;
    app.recorder().script(&kenyan(1), [Reply::Busy]);
    let id = app.send(&kenyan(1), "x").await;
    app.own().wait_for_event(&id, "RETRY").await;
    app.advance(seconds(30));
    let status = app.wait_for_state(&id, "DELIVERED").await;
    assert_eq!(status["attempts"], 2);
    let timeline = app.own().timeline(&id).await;
    assert_eq!(
        timeline,
        ["QUEUED", "PROVIDER_ERROR", "RETRY", "SUBMITTED", "DELIVERED"]
    );
}

#[tokio::test]
async fn a_rejected_message_is_not_retried() {
    let app = TestApp::start().await;
    let table = [
        (1, Rejection::Refused, "FAILED"),
        (2, Rejection::InvalidNumber, "REJECTED"),
        (3, Rejection::OptedOut, "REJECTED"),
    ];
    for (number, kind, state) in table {
        app.recorder().script(&kenyan(number), [Reply::Refuse(kind)]);
        let id = app.send(&kenyan(number), "x").await;
        app.wait_for_state(&id, state).await;
    }
    app.advance(seconds(3_600));
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 3);
}

#[tokio::test]
async fn throttling_pauses_the_lane_and_counts_as_no_attempt() {
    let app = TestApp::builder()
        .engine(|settings| settings.retry.max_retries = 1)
        .start()
        .await;
    let pause = Duration::from_millis(50);
    app.recorder().script(&kenyan(1), vec![Reply::Throttle(pause); 5]);
    let id = app.send(&kenyan(1), "x").await;
    for throttled in 1..=5 {
        eventually("the next try", async || {
            (app.recorder().count() == throttled).then_some(())
        })
        .await;
        app.run_until_idle().await;
        // Each pause is twice the one before, as long as the carrier takes nothing.
        app.advance(seconds(10));
    }
    let status = app.wait_for_state(&id, "DELIVERED").await;
    assert_eq!(status["attempts"], 1, "throttled attempts do not count: {status}");
    assert_eq!(app.recorder().count(), 6);
}

#[tokio::test]
async fn a_throttled_lane_hands_nothing_over_while_other_lanes_go_on() {
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("throttled"))
        .provider(ProviderSpec::recorder("free"))
        .allow_unprocessed()
        .start()
        .await;
    let throttled = app.recorder_of("throttled");
    throttled.script(&kenyan(1), [Reply::Throttle(seconds(3_600))]);
    let fields = serde_json::json!({ "provider": "throttled" });
    let id = app.own().send_with(&kenyan(1), "x", fields.clone()).await;
    app.own().wait_for_event(&id, "RETRY").await;
    let waiting = app.own().send_with(&kenyan(2), "x", fields).await;
    for number in 3..8 {
        let fields = serde_json::json!({ "provider": "free" });
        let other = app.own().send_with(&kenyan(number), "x", fields).await;
        app.wait_for_state(&other, "DELIVERED").await;
    }
    assert_eq!(app.own().status(&waiting).await["status"], "QUEUED");
    assert_eq!(throttled.count(), 1);
}

#[tokio::test]
async fn a_panic_in_an_adapter_makes_its_messages_unknown_and_the_lane_goes_on() {
    let app = TestApp::start().await;
    app.recorder().script(&kenyan(1), [Reply::Panic]);
    let id = app.send(&kenyan(1), "x").await;
    app.own().wait_for_event(&id, "UNKNOWN").await;
    let after = app.send(&kenyan(2), "x").await;
    app.wait_for_state(&after, "DELIVERED").await;
    app.advance(seconds(30));
    app.wait_for_state(&id, "DELIVERED").await;
    assert_eq!(app.recorder().seen_to(&kenyan(1)).len(), 2);
}

#[tokio::test]
async fn a_retry_does_not_hold_up_the_others() {
    let app = TestApp::start().await;
    app.recorder().script(&kenyan(1), vec![Reply::Busy; 4]);
    let stuck = app.send(&kenyan(1), "x").await;
    app.own().wait_for_event(&stuck, "RETRY").await;
    app.own().send_bulk(kenyans(2, 100), "x").await;
    app.run_until_idle().await;
    assert_eq!(
        app.own().totals().await,
        [("DELIVERED".to_owned(), 100), ("QUEUED".to_owned(), 1)].into()
    );
    for wait in [30, 120, 480] {
        app.advance(seconds(wait));
        app.run_until_idle().await;
    }
    app.wait_for_state(&stuck, "FAILED").await;
}
