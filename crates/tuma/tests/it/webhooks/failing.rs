//! Receivers that fail: tried again, given up, disabled; slow ones slow nobody else; private addresses and redirects are
//! not followed; nothing is lost in a crash.

use std::time::Duration;

use doubles::{Answer, Misbehaviour};
use testkit::Logs;

use super::*;
use crate::numbers::{kenyan, kenyans};

/// Moves the clock until `condition` holds.
async fn as_time_goes_by<T>(app: &TestApp, step: Duration, what: &str, condition: impl AsyncFn() -> Option<T>) -> T {
    eventually(what, async || {
        app.advance(step);
        condition().await
    })
    .await
}

async fn deliveries(org: &Org, id: &str, query: &str) -> Vec<Value> {
    let path = format!("{HOOKS}/{id}/deliveries?{query}");
    let page = org.get(&path).await.expect(200);
    page.data()["deliveries"].as_array().expect("a list").clone()
}

#[tokio::test]
async fn what_is_never_taken_is_given_up_and_every_try_is_in_the_log() {
    let app = TestApp::builder()
        .engine(|engine| engine.hooks.retry_ms = vec![1_000, 2_000])
        .start()
        .await;
    let org = admin(&app).await;
    let receiver = answering(Answer::text(500, "x".repeat(5_000))).await;
    let (id, _) = hooked(&org, &receiver, &["message.queued"]).await;
    org.send(&kenyan(1), "x").await;
    let log = as_time_goes_by(&app, Duration::from_secs(1), "the last try", async || {
        let log = deliveries(&org, &id, "").await;
        (log.len() == 3).then_some(log)
    })
    .await;
    let of = |name: &str| log.iter().map(|one| one[name].clone()).collect::<Vec<_>>();
    assert_eq!(of("outcome"), ["GIVEN_UP", "RETRIED", "RETRIED"]);
    assert_eq!(of("attempt"), [3, 2, 1]);
    assert!(
        log.iter()
            .all(|one| one["eventId"] == log[0]["eventId"] && one["httpStatus"] == 500)
    );
    assert_eq!(log[0]["responseBody"].as_str().map(str::len), Some(1_024));
    assert_eq!(log[0]["payload"]["type"], "message.queued");
    let view = eventually("its health", async || {
        let view = org.get(&format!("{HOOKS}/{id}")).await.expect(200).data().clone();
        (view["consecutiveFails"] == 3).then_some(view)
    })
    .await;
    assert_eq!(
        (&view["health"]["status"], &view["active"]),
        (&json!("FAILING"), &json!(true))
    );
    assert!(view["lastTriggeredAt"].is_string() && view["health"]["failingSince"].is_string());
    assert_eq!(app.database().count("SELECT count(*) FROM hook_outbox").await, 0);
}

#[tokio::test]
async fn an_endpoint_that_takes_nothing_for_days_is_disabled_and_the_organization_is_told() {
    let app = TestApp::start().await;
    let org = admin(&app).await;
    let (broken, watcher) = (answering(Answer::text(500, "no")).await, receiver().await);
    let (id, _) = hooked(&org, &broken, &["*"]).await;
    let (_, secret) = hooked(&org, &watcher, &["security.*"]).await;
    let mut number = 0;
    let view = eventually("the end of its patience", async || {
        number += 1;
        org.send(&kenyan(number), "x").await;
        app.advance(Duration::from_secs(12 * 3_600));
        let view = org.get(&format!("{HOOKS}/{id}")).await.expect(200).data().clone();
        (view["active"] == false).then_some(view)
    })
    .await;
    assert_eq!(view["health"]["status"], "DISABLED");
    let reason = view["health"]["reason"].as_str().expect("a reason").to_owned();
    assert!(reason.starts_with("nothing was taken for 1"), "{reason}");
    let body = verified(&wait_for(&watcher, 1).await[0], &secret);
    assert_eq!(body["type"], "security.webhook_disabled");
    assert_eq!(
        (&body["data"]["webhookId"], &body["data"]["reason"]),
        (&json!(id), &json!(reason))
    );
    eventually("the notice in the log", async || {
        Logs::collect().text().contains("a webhook was disabled").then_some(())
    })
    .await;
    app.run_until_idle().await;
    let on = org
        .put(&format!("{HOOKS}/{id}"), json!({"active": true}))
        .await
        .expect(200);
    assert_eq!(
        (&on.data()["consecutiveFails"], &on.data()["health"]["reason"]),
        (&json!(0), &Value::Null)
    );
}

#[tokio::test]
async fn a_receiver_that_is_gone_ends_its_webhook_at_once() {
    let app = TestApp::start().await;
    let org = admin(&app).await;
    let gone = answering(Answer::text(410, "gone")).await;
    let (id, _) = hooked(&org, &gone, &["message.queued"]).await;
    org.send(&kenyan(1), "x").await;
    eventually("its end", async || {
        let view = org.get(&format!("{HOOKS}/{id}")).await.expect(200);
        (view.data()["active"] == false).then_some(())
    })
    .await;
    app.run_until_idle().await;
    assert_eq!(gone.requests().len(), 1);
}

#[tokio::test]
async fn a_slow_receiver_slows_nobody_else() {
    let app = TestApp::builder()
        .engine(|engine| {
            (engine.hooks.max_open, engine.hooks.max_open_per_endpoint) = (16, 8);
            // Longer than the test: what is open stays open.
            engine.hooks.timeout_ms = 600_000;
        })
        .start()
        .await;
    let org = admin(&app).await;
    let (slow, quick) = (receiver().await, receiver().await);
    (0..200).for_each(|_| slow.misbehave(Misbehaviour::Silence(Duration::from_secs(600))));
    hooked(&org, &slow, &["*"]).await;
    hooked(&org, &quick, &["*"]).await;
    let url = format!("{}/hook", slow.url());
    for number in kenyans(1, 50) {
        org.send_with(&number, "x", json!({"callbackUrl": url})).await;
    }
    app.run_until_idle().await;
    wait_for(&quick, 150).await;
    assert!(slow.requests().len() <= 16, "{}", slow.requests().len());
    let backlog = org.get(HOOKS).await.expect(200).data()["webhooks"][0]["backlog"]["events"].clone();
    assert_eq!(backlog, 150, "everything is kept");
}

#[tokio::test]
async fn a_redirect_is_a_failure_that_says_so() {
    let app = TestApp::start().await;
    let (org, elsewhere) = (admin(&app).await, receiver().await);
    let leads = Answer::text(302, "").with_header("location", format!("{}/hook", elsewhere.url()));
    let redirecting = answering(leads).await;
    let (id, _) = hooked(&org, &redirecting, &["*"]).await;
    let tried = org.post(&format!("{HOOKS}/{id}/test"), json!({})).await.expect(200);
    assert_eq!(
        (&tried.data()["success"], &tried.data()["httpStatus"]),
        (&json!(false), &json!(302))
    );
    assert!(tried.text_of("error").contains("redirects"));
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn what_waits_survives_a_crash_and_an_endpoint_that_is_off() {
    let mut app = TestApp::start().await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    let (id, secret) = hooked(&org, &receiver, &["message.delivered"]).await;
    receiver.misbehave(Misbehaviour::Answer(Answer::text(503, "later")));
    let first = org.send(&kenyan(1), "x").await;
    app.own().wait_for_state(&first, "DELIVERED").await;
    wait_for(&receiver, 1).await;
    org.put(&format!("{HOOKS}/{id}"), json!({"active": false}))
        .await
        .expect(200);
    app.crash();
    app.start_again().await;
    app.advance(Duration::from_secs(300));
    let second = app.send(&kenyan(2), "x").await;
    app.own().wait_for_state(&second, "DELIVERED").await;
    assert_eq!(receiver.requests().len(), 1, "it is off");
    org.put(&format!("{HOOKS}/{id}"), json!({"active": true}))
        .await
        .expect(200);
    let requests = as_time_goes_by(&app, Duration::from_secs(300), "what waited", async || {
        let requests = receiver.requests();
        (requests.len() >= 2).then_some(requests)
    })
    .await;
    verified(&requests[1], &secret);
    assert_eq!(told(&requests, &first), ["message.delivered"; 2]);
    assert!(told(&requests, &second).is_empty(), "nothing is kept while it is off");
}

#[tokio::test]
async fn an_orderly_stop_settles_what_was_taken_and_loses_nothing() {
    let mut app = TestApp::start().await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    hooked(&org, &receiver, &["*"]).await;
    org.send_bulk(kenyans(1, 100), "x").await;
    wait_for(&receiver, 20).await;
    app.shutdown().await;
    app.start_again().await;
    app.run_until_idle().await;
    let left = "SELECT count(*) FROM hook_outbox";
    eventually("nothing left", async || {
        (app.database().count(left).await == 0).then_some(())
    })
    .await;
    let requests = receiver.requests();
    let mut ids: Vec<_> = requests
        .iter()
        .map(|one| one.header("webhook-id").map(str::to_owned))
        .collect();
    ids.sort();
    let all = ids.len();
    ids.dedup();
    assert_eq!((ids.len(), all), (300, 300), "each once");
}
