//! `/metrics`: the names of source 002 §8.3, with figures that are true.

use testkit::{ProviderSpec, Reply, TestApp};

use crate::numbers::{kenyan, kenyans};

async fn metrics(app: &TestApp) -> String {
    app.get_bare("/metrics").await.expect(200).text
}

/// The value of the first series of `name` whose labels contain all of `labels`.
fn value(text: &str, name: &str, labels: &[&str]) -> Option<f64> {
    let mut series = text.lines().filter(|line| line.split(['{', ' ']).next() == Some(name));
    let line = series.find(|line| labels.iter().all(|label| line.contains(label)))?;
    line.rsplit(' ').next()?.parse().ok()
}

#[tokio::test]
async fn every_name_of_the_blueprint_is_there() {
    let app = TestApp::start().await;
    let id = app.send(&kenyan(1), "x").await;
    app.wait_for_state(&id, "DELIVERED").await;
    let text = metrics(&app).await;
    for name in [
        "sms_messages_total",
        "sms_queue_depth",
        "sms_dispatch_duration_seconds",
        "sms_delivery_rate",
        "sms_provider_health",
        "sms_api_requests_total",
        "sms_rate_limit_hits_total",
    ] {
        assert!(
            text.lines().any(|line| line.starts_with(name)),
            "{name} is missing:\n{text}"
        );
    }
}

#[tokio::test]
async fn queue_depths_and_totals_are_true() {
    // A name of its own: the tests of a process share their metrics.
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("depth-test"))
        .start()
        .await;
    let provider = "provider=\"depth-test\"";
    app.pause_lanes(true);
    app.own().send_bulk(kenyans(1, 25), "x").await;
    app.send(&kenyan(100), "x").await;
    let text = metrics(&app).await;
    assert_eq!(
        value(&text, "sms_queue_depth", &["queue=\"depth-test/10\""]),
        Some(25.0),
        "{text}"
    );
    assert_eq!(value(&text, "sms_queue_depth", &["queue=\"depth-test/5\""]), Some(1.0));
    assert_eq!(
        value(
            &text,
            "sms_messages_total",
            &[provider, "status=\"QUEUED\"", "direction=\"OUTBOUND\""]
        ),
        Some(26.0)
    );
    app.pause_lanes(false);
    app.recorder()
        .script(&kenyan(1), [Reply::Refuse(adapters::Rejection::Refused)]);
    app.run_until_idle().await;
    let text = metrics(&app).await;
    assert_eq!(value(&text, "sms_queue_depth", &["queue=\"depth-test/10\""]), Some(0.0));
    assert_eq!(
        value(&text, "sms_messages_total", &[provider, "status=\"DELIVERED\""]),
        Some(25.0)
    );
    assert_eq!(
        value(&text, "sms_messages_total", &[provider, "status=\"FAILED\""]),
        Some(1.0)
    );
    assert_eq!(
        value(&text, "tuma_messages", &[provider, "status=\"DELIVERED\""]),
        Some(25.0)
    );
    assert_eq!(value(&text, "sms_provider_health", &[provider]), Some(1.0));
}

#[tokio::test]
async fn every_way_into_a_state_is_counted() {
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("ways-test"))
        .start()
        .await;
    let recorder = app.recorder();
    recorder.shut_gate();
    recorder.script(&kenyan(1), [Reply::TakeAs(vec!["early".to_owned()])]);
    let early = app.send(&kenyan(1), "x").await;
    testkit::eventually("the hand-over", async || (recorder.open() == 1).then_some(())).await;
    recorder.report_id("early", domain::ReportStatus::Delivered).await;
    recorder.open_gate();
    app.wait_for_state(&early, "DELIVERED").await;

    app.pause_lanes(true);
    let cancelled = app.send(&kenyan(2), "x").await;
    app.post(&format!("/api/sms/messages/{cancelled}/cancel"), serde_json::json!({}))
        .await
        .expect(200);
    let expired = app.send(&kenyan(3), "x").await;
    app.advance(std::time::Duration::from_secs(49 * 3_600));
    app.wait_for_state(&expired, "EXPIRED").await;
    let due = serde_json::json!({ "scheduledAt": app.time_ahead(std::time::Duration::from_secs(60)) });
    let scheduled = app.own().send_with(&kenyan(4), "x", due).await;
    app.pause_lanes(false);
    app.advance(std::time::Duration::from_secs(60));
    app.wait_for_state(&scheduled, "DELIVERED").await;

    app.run_until_idle().await;
    let provider = "provider=\"ways-test\"";
    for (state, count) in [
        ("SCHEDULED", 1.0),
        ("QUEUED", 4.0),
        ("DELIVERED", 2.0),
        ("CANCELLED", 1.0),
        ("EXPIRED", 1.0),
    ] {
        // A message is in its state before the count says so.
        let counted = testkit::eventually_within(std::time::Duration::from_secs(5), async || {
            let status = format!("status=\"{state}\"");
            let counted = value(&metrics(&app).await, "sms_messages_total", &[provider, &status]);
            (counted == Some(count)).then_some(())
        });
        assert!(
            counted.await.is_some(),
            "messages that became {state} are not counted right:\n{}",
            metrics(&app).await
        );
    }
}

#[tokio::test]
async fn requests_are_counted_by_route_and_never_by_made_up_paths() {
    let app = TestApp::start().await;
    app.get("/api/sms/status/msg_0000000000000").await.expect(404);
    app.get("/secret-path-of-somebody").await.expect(404);
    let text = metrics(&app).await;
    let labels = [
        "endpoint=\"/api/sms/status/{messageId}\"",
        "method=\"GET\"",
        "status=\"404\"",
    ];
    assert!(
        value(&text, "sms_api_requests_total", &labels).is_some_and(|count| count >= 1.0),
        "{text}"
    );
    assert!(!text.contains("secret-path"), "made-up paths make no series");
    assert!(!text.contains("msg_0000000000000"));
}

#[tokio::test]
async fn metrics_show_no_number() {
    let app = TestApp::start().await;
    app.own().send_bulk(kenyans(654_321, 3), "a very private text").await;
    app.run_until_idle().await;
    let text = metrics(&app).await;
    assert!(!text.contains("722654321") && !text.contains("private"));
}
