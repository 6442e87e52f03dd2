//! Webhooks out and the live stream, through the API and to receivers that misbehave.

mod endpoints;
mod failing;
mod live;
mod log;
mod telling;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::{Role, Scope, Scopes};
use doubles::generic::Generic;
use doubles::{Answer, Double, Recorded};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;
use testkit::{Org, TestApp, eventually};

const HOOKS: &str = "/api/sms/webhooks";

/// A receiver that takes everything.
async fn receiver() -> Double<Generic> {
    let taken = Generic::default().with("/hook", Answer::text(200, "taken"));
    Double::local(taken).await.expect("a receiver")
}

/// A receiver that answers everything so.
async fn answering(answer: Answer) -> Double<Generic> {
    let double = Generic::default().with("/hook", answer);
    Double::local(double).await.expect("a receiver")
}

/// The first organization with a key that may do everything.
async fn admin(app: &TestApp) -> Org {
    app.key_of("acme", Scope::ALL.into_iter().collect::<Scopes>()).await
}

/// A webhook of `org` at `receiver`: its id and its secret.
async fn hooked(org: &Org, receiver: &Double<Generic>, events: &[&str]) -> (String, String) {
    let body = json!({"url": format!("{}/hook", receiver.url()), "events": events});
    let made = org.post(HOOKS, body).await.expect(201);
    (made.text_of("webhookId").to_owned(), made.text_of("secret").to_owned())
}

/// Waits for so many requests; all that came by then.
async fn wait_for(receiver: &Double<Generic>, count: usize) -> Vec<Recorded> {
    eventually("the events", async || {
        let requests = receiver.requests();
        (requests.len() >= count).then_some(requests)
    })
    .await
}

/// The signature that a request must have with this secret.
fn signature(request: &Recorded, secret: &str) -> String {
    let key = STANDARD
        .decode(secret.strip_prefix("whsec_").expect("the prefix"))
        .expect("base64");
    let part = |name| request.header(name).expect("a header of the specification").to_owned();
    let mut mac: Hmac<Sha256> = Hmac::new_from_slice(&key).expect("any length");
    mac.update(format!("{}.{}.", part("webhook-id"), part("webhook-timestamp")).as_bytes());
    mac.update(&request.body);
    format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
}

/// A request's body, which must be signed with this secret alone.
fn verified(request: &Recorded, secret: &str) -> Value {
    let given = request.header("webhook-signature").map(str::to_owned);
    assert_eq!(given, Some(signature(request, secret)));
    request.json()
}

/// The types that were told of a message, in the order in which they came.
fn told(requests: &[Recorded], message: &str) -> Vec<String> {
    let bodies = requests.iter().map(Recorded::json);
    bodies
        .filter(|body| body["data"]["messageId"] == message)
        .map(|body| body["type"].as_str().expect("a type").to_owned())
        .collect()
}
