//! Who goes first: classes by priority, organizations by turns, and never more at once than the window allows.

use serde_json::json;
use testkit::{ProviderSpec, TestApp, eventually};

use crate::numbers::{kenyan, kenyans};

/// Ten calls of 10,000 recipients, five of each organization.
async fn hundred_thousand(app: &TestApp) {
    for call in 0..5 {
        for (place, slug) in ["acme", "globex"].into_iter().enumerate() {
            let first = (call * 2 + place) * 10_000;
            app.org(slug).send_bulk(kenyans(first, 10_000), "bulk").await;
        }
    }
}

#[tokio::test]
async fn an_otp_behind_100_000_bulk_messages_is_the_next_to_be_begun() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .provider(ProviderSpec::recorder("main").window(1))
        .allow_unprocessed()
        .start()
        .await;
    let recorder = app.recorder();
    recorder.shut_gate();
    hundred_thousand(&app).await;
    eventually("the first hand-over", async || (recorder.open() == 1).then_some(())).await;
    let before = recorder.count();
    for slug in ["acme", "globex"] {
        app.org(slug)
            .send_with(&kenyan(999_999), "code", json!({ "class": "otp" }))
            .await;
    }
    recorder.open_gate();
    eventually("the next hand-overs", async || {
        (recorder.count() >= before + 2).then_some(())
    })
    .await;
    let next: Vec<String> = recorder.seen()[before..before + 2]
        .iter()
        .map(|one| one.body.clone())
        .collect();
    assert_eq!(next, ["code", "code"]);
}

#[tokio::test]
async fn a_transactional_message_goes_before_bulk_and_after_otp() {
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("main").window(1))
        .start()
        .await;
    let recorder = app.recorder();
    recorder.shut_gate();
    app.send(&kenyan(500), "first").await;
    eventually("the first hand-over", async || (recorder.open() == 1).then_some(())).await;
    app.own().send_bulk(kenyans(1, 50), "bulk").await;
    app.send(&kenyan(501), "transactional").await;
    app.own()
        .send_with(&kenyan(502), "otp", json!({ "class": "otp" }))
        .await;
    app.own()
        .send_with(&kenyan(503), "promotional", json!({ "class": "promotional" }))
        .await;
    recorder.open_gate();
    app.run_until_idle().await;
    let order: Vec<String> = recorder.seen().iter().map(|one| one.body.clone()).collect();
    assert_eq!(order[..3], ["first", "otp", "transactional"]);
    assert_eq!(order.len(), 54);
}

#[tokio::test]
async fn organizations_take_turns() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .provider(ProviderSpec::recorder("main").window(1))
        .start()
        .await;
    let recorder = app.recorder();
    recorder.shut_gate();
    app.org("acme").send_bulk(kenyans(1, 500), "acme").await;
    eventually("the first hand-over", async || (recorder.open() == 1).then_some(())).await;
    app.org("globex").send_bulk(kenyans(1, 20), "globex").await;
    recorder.open_gate();
    app.run_until_idle().await;
    let order: Vec<String> = recorder.seen().iter().map(|one| one.body.clone()).collect();
    let last_of_globex = order
        .iter()
        .rposition(|body| body == "globex")
        .expect("globex was served");
    assert!(
        last_of_globex <= 42,
        "globex's 20 messages were done only after {last_of_globex} hand-overs"
    );
    assert_eq!(order.len(), 520);
}

#[tokio::test]
async fn a_newcomers_bulk_is_served_although_anothers_fills_the_memory() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .provider(ProviderSpec::recorder("main").window(1))
        .engine(|settings| settings.lane_memory = 200)
        .start()
        .await;
    let recorder = app.recorder();
    recorder.shut_gate();
    app.org("acme").send_bulk(kenyans(1, 600), "acme").await;
    eventually("the first hand-over", async || (recorder.open() == 1).then_some(())).await;
    app.org("globex").send_bulk([kenyan(9_999)], "globex").await;
    recorder.open_gate();
    app.run_until_idle().await;
    let place = recorder
        .seen()
        .iter()
        .position(|one| one.body == "globex")
        .expect("it was handed over");
    assert!(place < 300, "it waited for {place} others");
    assert_eq!(recorder.count(), 601);
}

#[tokio::test]
async fn the_window_is_never_exceeded() {
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("main").window(7))
        .start()
        .await;
    let recorder = app.recorder();
    recorder.shut_gate();
    app.own().send_bulk(kenyans(1, 300), "x").await;
    eventually("a full window", async || (recorder.open() == 7).then_some(())).await;
    recorder.open_gate();
    app.run_until_idle().await;
    assert_eq!((recorder.most_open(), recorder.count()), (7, 300));
}

#[tokio::test]
async fn a_rate_spreads_the_hand_overs_and_loses_none() {
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("main").rate(200))
        .start()
        .await;
    app.own().send_bulk(kenyans(1, 100), "x").await;
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 100);
    // A tenth of a second's worth is the most that may go at once.
    assert!(
        app.recorder().most_open() <= 20,
        "{} at once",
        app.recorder().most_open()
    );
}
