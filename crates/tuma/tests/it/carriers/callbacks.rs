//! Callbacks: signed, told at each final state, tried again, never to where they may not go.

use std::time::Duration;

use adapters::Rejection;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use doubles::generic::Generic;
use doubles::{Answer, Double, Misbehaviour, Recorded};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use testkit::{Reply, TestApp, eventually};

use crate::numbers::kenyan;

async fn receiver() -> Double<Generic> {
    let taken = Generic::default().with("/hook", Answer::text(200, "taken"));
    Double::local(taken).await.expect("a receiver")
}

async fn send(app: &TestApp, number: usize, url: &str) -> String {
    app.own()
        .send_with(&kenyan(number), "x", json!({ "callbackUrl": url }))
        .await
}

async fn wait_for(receiver: &Double<Generic>, count: usize) -> Vec<Recorded> {
    eventually("the callbacks", async || {
        let requests = receiver.requests();
        (requests.len() >= count).then_some(requests)
    })
    .await
}

/// Checks a callback as a receiver does that follows the Standard Webhooks specification.
async fn verified(app: &TestApp, request: &Recorded) -> Value {
    let organization = app.own().id;
    let engine = app.engine().clone();
    let secret = app
        .inside(async move { engine.callback_secret(organization).await })
        .await
        .expect("a secret");
    let key = STANDARD
        .decode(secret.strip_prefix("whsec_").expect("the prefix"))
        .expect("base64");
    let part = |name| request.header(name).expect("a header of the specification").to_owned();
    let mut mac: Hmac<Sha256> = Hmac::new_from_slice(&key).expect("any length");
    mac.update(format!("{}.{}.", part("webhook-id"), part("webhook-timestamp")).as_bytes());
    mac.update(&request.body);
    let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    assert_eq!(part("webhook-signature"), expected);
    request.json()
}

#[tokio::test]
async fn each_final_state_is_told_signed_and_once() {
    let app = TestApp::start().await;
    let receiver = receiver().await;
    let url = format!("{}/hook", receiver.url());
    app.recorder().script(&kenyan(2), [Reply::Refuse(Rejection::Refused)]);
    app.recorder()
        .script(&kenyan(3), [Reply::Refuse(Rejection::InvalidNumber)]);
    let mut expected = vec![];
    for (number, state) in [(1, "DELIVERED"), (2, "FAILED"), (3, "REJECTED")] {
        let id = send(&app, number, &url).await;
        app.wait_for_state(&id, state).await;
        expected.push((id, state));
    }
    let requests = wait_for(&receiver, 3).await;
    let mut told = Vec::new();
    for request in &requests {
        let body = verified(&app, request).await;
        assert_eq!(
            body["type"],
            format!(
                "message.{}",
                body["data"]["status"].as_str().expect("a status").to_lowercase()
            )
        );
        told.push((
            body["data"]["messageId"].as_str().expect("an id").to_owned(),
            body["data"]["status"].clone(),
        ));
    }
    for (id, state) in expected {
        assert!(told.contains(&(id.clone(), state.into())), "{id} {state}: {told:?}");
    }
    assert_eq!(told.len(), 3);
}

#[tokio::test]
async fn an_opted_out_number_is_told_too() {
    let app = TestApp::start().await;
    let receiver = receiver().await;
    app.store()
        .suppression_insert(store::Suppression {
            organization: app.own().id,
            number: kenyan(1),
            reason: "stop".to_owned(),
            at: app.now_ms(),
        })
        .await
        .expect("a suppression");
    let body = json!({"to": kenyan(1), "body": "x", "callbackUrl": format!("{}/hook", receiver.url())});
    app.post("/api/sms/send", body).await.expect(422);
    let requests = wait_for(&receiver, 1).await;
    assert_eq!(verified(&app, &requests[0]).await["type"], "message.rejected");
}

#[tokio::test]
async fn a_callback_goes_out_when_its_state_is_on_disk_whoever_looks_for_it_when() {
    let app = TestApp::builder()
        .engine(|engine| engine.poll_ms = 3_600_000)
        .start()
        .await;
    let receiver = receiver().await;
    let url = format!("{}/hook", receiver.url());
    for number in 1..=3 {
        let id = send(&app, number, &url).await;
        app.wait_for_state(&id, "DELIVERED").await;
        wait_for(&receiver, number).await;
    }
}

#[tokio::test]
async fn more_callbacks_than_a_host_takes_at_a_time_are_told_while_no_time_passes() {
    let app = TestApp::start().await;
    let receiver = receiver().await;
    let recipients: Vec<Value> = (0..700).map(|number| json!({ "to": kenyan(number) })).collect();
    let body = json!({
        "body": "x", "recipients": recipients, "callbackUrl": format!("{}/hook", receiver.url()),
    });
    app.post("/api/sms/send-bulk", body).await.expect(202);
    let requests = wait_for(&receiver, 700).await;
    let told: std::collections::HashSet<String> = requests
        .iter()
        .map(|request| request.json()["data"]["messageId"].to_string())
        .collect();
    assert_eq!((requests.len(), told.len()), (700, 700));
}

#[tokio::test]
async fn a_callback_that_is_not_taken_comes_again_with_the_same_id() {
    let app = TestApp::start().await;
    let receiver = receiver().await;
    receiver.misbehave(Misbehaviour::Answer(Answer::text(500, "no")));
    receiver.misbehave(Misbehaviour::Close);
    let id = send(&app, 1, &format!("{}/hook", receiver.url())).await;
    app.wait_for_state(&id, "DELIVERED").await;
    wait_for(&receiver, 1).await;
    for count in [2, 3] {
        eventually("the callback to come again", async || {
            app.advance(Duration::from_secs(300));
            (receiver.requests().len() >= count).then_some(())
        })
        .await;
    }
    let requests = receiver.requests();
    let ids: Vec<_> = requests
        .iter()
        .map(|request| request.header("webhook-id").map(str::to_owned))
        .collect();
    assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
    verified(&app, &requests[2]).await;
}

#[tokio::test]
async fn what_has_to_be_told_survives_a_crash() {
    let mut app = TestApp::start().await;
    let receiver = receiver().await;
    receiver.misbehave(Misbehaviour::Answer(Answer::text(503, "later")));
    let id = send(&app, 1, &format!("{}/hook", receiver.url())).await;
    app.wait_for_state(&id, "DELIVERED").await;
    wait_for(&receiver, 1).await;
    app.crash();
    app.start_again().await;
    eventually("the callback after the crash", async || {
        app.advance(Duration::from_secs(300));
        (receiver.requests().len() >= 2).then_some(())
    })
    .await;
}
