//! Stopping, crashing and starting again: what had begun is unknown, what merely waited is not, nothing is lost.

use std::time::Duration;

use serde_json::json;
use testkit::{ProviderSpec, Reply, TestApp, eventually};

use crate::numbers::{kenyan, kenyans};

fn narrow() -> ProviderSpec {
    ProviderSpec::recorder("main").window(3)
}

#[tokio::test]
async fn after_a_crash_only_what_had_begun_is_unknown() {
    let mut app = TestApp::builder().provider(narrow()).start().await;
    app.recorder().shut_gate();
    let mut ids = Vec::new();
    for number in 0..10 {
        ids.push(app.send(&kenyan(number), "x").await);
    }
    eventually("a full window", async || (app.recorder().open() == 3).then_some(())).await;
    let begun: Vec<String> = app
        .recorder()
        .seen()
        .iter()
        .map(|one| one.message.to_string())
        .collect();
    app.crash();
    app.recorder().open_gate();
    app.start_again().await;
    for id in &begun {
        app.own().wait_for_event(id, "UNKNOWN").await;
    }
    app.run_until_idle().await;
    app.advance(Duration::from_secs(30));
    for id in &ids {
        app.wait_for_state(id, "DELIVERED").await;
        let timeline = app.own().timeline(id).await;
        assert_eq!(
            timeline.contains(&"UNKNOWN".to_owned()),
            begun.contains(id),
            "{id}: {timeline:?}"
        );
    }
    assert_eq!(app.recorder().count(), 13, "three were sent again, seven once");
}

#[tokio::test]
async fn under_hold_nothing_is_sent_twice_and_nothing_that_waited_is_held() {
    let mut app = TestApp::builder().provider(narrow()).start().await;
    app.recorder().shut_gate();
    let mut ids = Vec::new();
    for number in 0..10 {
        ids.push(
            app.own()
                .send_with(&kenyan(number), "x", json!({ "class": "promotional" }))
                .await,
        );
    }
    eventually("a full window", async || (app.recorder().open() == 3).then_some(())).await;
    let begun: Vec<String> = app
        .recorder()
        .seen()
        .iter()
        .map(|one| one.message.to_string())
        .collect();
    app.crash();
    app.recorder().open_gate();
    app.start_again().await;
    for id in &ids {
        if begun.contains(id) {
            app.own().wait_for_event(id, "HELD").await;
        } else {
            app.wait_for_state(id, "DELIVERED").await;
        }
    }
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 10);
    app.advance(Duration::from_secs(48 * 3_600 + 120));
    for id in &begun {
        app.wait_for_state(id, "EXPIRED").await;
    }
}

#[tokio::test]
async fn an_orderly_stop_settles_what_is_in_flight_and_loses_nothing() {
    let mut app = TestApp::builder().provider(narrow()).start().await;
    app.recorder().shut_gate();
    app.own().send_bulk(kenyans(1, 200), "x").await;
    eventually("a full window", async || (app.recorder().open() == 3).then_some(())).await;
    // The gate opens while the stop is under way.
    let recorder = app.recorder().clone();
    let opened = tokio::spawn(async move { recorder.open_gate() });
    app.shutdown().await;
    opened.await.expect("no panic");
    let begun = app.recorder().count();
    assert_eq!(
        app.database()
            .count("SELECT count(*) FROM lane_entries WHERE begun_at IS NOT NULL")
            .await,
        0
    );
    assert_eq!(
        app.database()
            .count("SELECT count(*) FROM lane_entries WHERE owner > 0")
            .await,
        0,
        "all is given back"
    );
    assert_eq!(
        app.database().count("SELECT count(*) FROM lane_entries").await,
        200 - begun as i64
    );
    app.start_again().await;
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 200, "nothing went out twice");
    assert_eq!(app.own().totals().await, [("DELIVERED".to_owned(), 200)].into());
}

#[tokio::test]
async fn what_was_accepted_survives_crash_after_crash() {
    let mut app = TestApp::start().await;
    let mut ids = Vec::new();
    for round in 0..5 {
        for number in 0..20 {
            ids.push(app.send(&kenyan(round * 100 + number), "x").await);
        }
        app.crash();
        app.start_again().await;
    }
    app.run_until_idle().await;
    app.advance(Duration::from_secs(30));
    app.run_until_idle().await;
    app.advance(Duration::from_secs(120));
    for id in &ids {
        app.wait_for_state(id, "DELIVERED").await;
    }
    assert_eq!(app.own().totals().await, [("DELIVERED".to_owned(), 100)].into());
}

#[tokio::test]
async fn reports_that_come_after_a_restart_find_their_messages() {
    let mut app = TestApp::start().await;
    app.recorder().usually(Reply::TakeSilently);
    let id = app.send(&kenyan(1), "x").await;
    app.wait_for_state(&id, "SUBMITTED").await;
    app.crash();
    app.start_again().await;
    app.recorder().report(&id, domain::ReportStatus::Delivered).await;
    assert_eq!(app.own().status(&id).await["status"], "DELIVERED");
}

#[tokio::test]
async fn what_the_embedded_carrier_still_has_to_report_is_stored_at_an_orderly_stop() {
    let slow = ProviderSpec::simulator(r#"{"reports":{"delay":{"min_ms":600000,"max_ms":600000}}}"#);
    let mut app = TestApp::builder().provider(slow).start().await;
    let mut ids = Vec::new();
    for number in 0..20 {
        ids.push(app.send(&kenyan(number), "x").await);
    }
    for id in &ids {
        app.wait_for_state(id, "SUBMITTED").await;
    }
    app.shutdown().await;
    app.start_again().await;
    for id in &ids {
        assert_eq!(app.own().status(id).await["status"], "DELIVERED");
    }
}

#[tokio::test]
async fn a_second_tuma_on_the_same_file_is_refused() {
    if testkit::on_postgres() {
        return;
    }
    let app = TestApp::start().await;
    let config = store::StoreConfig::new(app.database().url());
    let second = store::Store::open(config, std::sync::Arc::new(testkit::WallClock)).await;
    assert!(second.is_err(), "two processes would write one file");
}
