//! What one provider does not take goes to the next, at once; what waits in a lane that is shut does too.

use std::time::Duration;

use adapters::ProviderFault;
use domain::Role;
use testkit::{ProviderSpec, Reply, TestApp, eventually};

use crate::numbers::{kenyan, kenyans};

async fn two() -> TestApp {
    TestApp::builder()
        .provider(ProviderSpec::recorder("first").rank(1))
        .provider(ProviderSpec::recorder("second").rank(2))
        .start()
        .await
}

#[tokio::test]
async fn what_one_provider_does_not_take_the_next_one_gets_at_once() {
    let app = two().await;
    for (number, reply) in [
        (1, Reply::Busy),
        (2, Reply::Fault(ProviderFault::Account)),
        (3, Reply::Fault(ProviderFault::Sender)),
        (4, Reply::Fault(ProviderFault::Route)),
    ] {
        app.recorder_of("first").script(&kenyan(number), [reply]);
        let id = app.send(&kenyan(number), "x").await;
        let status = app.wait_for_state(&id, "DELIVERED").await;
        assert_eq!(status["provider"], "second");
        assert_eq!(
            app.own().timeline(&id).await,
            ["QUEUED", "PROVIDER_ERROR", "SUBMITTED", "DELIVERED"]
        );
    }
    assert_eq!(app.recorder_of("first").count(), 4);
    assert_eq!(app.recorder_of("second").count(), 4);
}

#[tokio::test]
async fn a_retry_counts_only_after_the_whole_order_has_failed() {
    let app = two().await;
    app.recorder_of("first").script(&kenyan(1), [Reply::Busy]);
    app.recorder_of("second").script(&kenyan(1), [Reply::Busy]);
    let id = app.send(&kenyan(1), "x").await;
    app.own().wait_for_event(&id, "RETRY").await;
    app.advance(Duration::from_secs(30));
    let status = app.wait_for_state(&id, "DELIVERED").await;
    assert_eq!(status["provider"], "first");
    assert_eq!(
        app.own().timeline(&id).await,
        [
            "QUEUED",
            "PROVIDER_ERROR",
            "PROVIDER_ERROR",
            "RETRY",
            "SUBMITTED",
            "DELIVERED"
        ]
    );
}

#[tokio::test]
async fn a_forced_provider_has_no_failover() {
    let app = two().await;
    app.recorder_of("first")
        .script(&kenyan(1), vec![Reply::Fault(ProviderFault::Route)]);
    let sent = app
        .post(
            "/api/sms/send",
            serde_json::json!({"to": kenyan(1), "body": "x", "provider": "first"}),
        )
        .await
        .expect(202);
    let id = sent.text_of("messageId").to_owned();
    app.wait_for_state(&id, "FAILED").await;
    assert_eq!(app.recorder_of("second").count(), 0);
}

#[tokio::test]
async fn a_provider_that_fails_too_often_is_passed_over_and_tried_again_later() {
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("first").rank(1))
        .provider(ProviderSpec::recorder("second").rank(2))
        .start()
        .await;
    app.recorder_of("first").usually(Reply::Busy);
    for number in kenyans(1, 25) {
        let id = app.send(&number, "x").await;
        app.wait_for_state(&id, "DELIVERED").await;
    }
    let tried = app.recorder_of("first").count();
    assert!((20..=25).contains(&tried), "{tried}");
    let id = app.send(&kenyan(50), "x").await;
    app.wait_for_state(&id, "DELIVERED").await;
    assert_eq!(
        app.recorder_of("first").count(),
        tried,
        "a provider that is DOWN gets nothing"
    );

    app.recorder_of("first").usually(Reply::Take);
    app.advance(Duration::from_secs(60));
    let back = eventually("the first provider to be used again", async || {
        let id = app.send(&kenyan(60), "x").await;
        let status = app.wait_for_state(&id, "DELIVERED").await;
        (status["provider"] == "first").then_some(())
    });
    back.await;
    let id = app.send(&kenyan(61), "x").await;
    assert_eq!(app.wait_for_state(&id, "DELIVERED").await["provider"], "first");
    history(&app).await;
}

/// The first provider failed and came back: its history says so, page by page, and to its owner why.
async fn history(app: &TestApp) {
    let owner = app.signed_in("acme", Role::Owner).await;
    let providers = owner.get("/api/sms/providers").await.expect(200);
    let all = providers.data()["providers"].as_array().expect("a list").clone();
    let first = all.iter().find(|one| one["name"] == "first").expect("the first");
    let path = format!(
        "/api/sms/providers/{}/health",
        first["providerId"].as_str().expect("an id")
    );
    let whole = eventually("that it is healthy again", async || {
        let page = owner.get(&path).await.expect(200);
        (page.data()["changes"][0]["status"] == "HEALTHY").then_some(page)
    })
    .await;
    let changes = whole.data()["changes"].as_array().expect("a list").clone();
    assert!(changes.iter().any(|change| change["status"] == "DOWN"), "{changes:?}");
    assert!(
        changes.windows(2).all(|two| two[0]["from"] == two[1]["status"]),
        "{changes:?}"
    );
    assert!(
        changes.iter().all(|change| change["reason"].is_null()),
        "it is the platform's"
    );
    let page = owner.get(&format!("{path}?limit=1")).await.expect(200);
    let next = owner
        .get(&format!("{path}?limit=1&cursor={}", page.text_of("nextCursor")))
        .await
        .expect(200);
    assert_eq!(next.data()["changes"][0], changes[1]);
}

#[tokio::test]
async fn what_waits_in_a_lane_that_goes_down_is_moved() {
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("first").rank(1).window(25))
        .provider(ProviderSpec::recorder("second").rank(2))
        .start()
        .await;
    app.recorder_of("first").usually(Reply::Busy);
    app.recorder_of("first").shut_gate();
    let mut ids = Vec::new();
    for number in kenyans(1, 200) {
        ids.push(app.send(&number, "x").await);
    }
    eventually("the window to be full", async || {
        (app.recorder_of("first").open() > 0).then_some(())
    })
    .await;
    app.recorder_of("first").open_gate();
    for id in &ids {
        let status = app.wait_for_state(id, "DELIVERED").await;
        assert_eq!(status["provider"], "second");
    }
    assert!(
        app.recorder_of("first").count() < 100,
        "most of them never went to the first provider"
    );
    assert_eq!(app.recorder_of("second").count(), 200);
}

#[tokio::test]
async fn what_waits_for_a_provider_that_is_removed_goes_to_the_next() {
    let app = two().await;
    let first = app.store().provider_list_all().await.expect("providers").remove(0);
    assert_eq!(first.name, "first");
    app.engine().pause(first.id, true);
    let id = app.send(&kenyan(1), "x").await;
    app.store()
        .provider_remove(None, first.id, app.now_ms())
        .await
        .expect("removed");
    let status = app.wait_for_state(&id, "DELIVERED").await;
    assert_eq!(status["provider"], "second");
    assert_eq!(app.recorder_of("first").count(), 0);
}

#[tokio::test]
async fn a_carrier_that_asks_for_long_patience_is_passed_over_meanwhile() {
    let app = two().await;
    app.recorder_of("first")
        .script(&kenyan(1), [Reply::Throttle(Duration::from_secs(600))]);
    for number in [1, 2] {
        let id = app.send(&kenyan(number), "x").await;
        assert_eq!(app.wait_for_state(&id, "DELIVERED").await["provider"], "second");
    }
    assert_eq!(app.recorder_of("first").count(), 1);
}

#[tokio::test]
async fn sent_is_the_last_state_where_a_provider_gives_no_reports() {
    let mut app = TestApp::builder()
        .provider(ProviderSpec::recorder("main").without_reports())
        .start()
        .await;
    app.recorder().usually(Reply::TakeSilently);
    let id = app.send(&kenyan(1), "x").await;
    let status = app.wait_for_state(&id, "SENT").await;
    assert!(status["endedAt"].is_string(), "{status}");
    app.allow_unprocessed();
}
