//! Killed with SIGKILL again and again while it tells events, Tuma tells each of them, and those of a message in their
//! order.

use std::time::Duration;

use doubles::generic::Generic;
use doubles::{Answer, Double};
use testkit::{eventually, eventually_within};

use super::server::Machine;
use crate::numbers::kenyan;

const KILLS: usize = 6;
const MESSAGES: usize = 20;
const ALL_TOLD: Duration = Duration::from_secs(120);
const CARRIER: &str = r#"{
    "magic_numbers": false,
    "response": { "min_ms": 1, "max_ms": 20 },
    "reports": { "delay": { "min_ms": 1, "max_ms": 20 } }
}"#;

/// The types that were told of a message, each where it came first.
fn told(receiver: &Double<Generic>, id: &str) -> Vec<String> {
    let mut types: Vec<String> = Vec::new();
    for request in receiver.requests() {
        let body = request.json();
        let kind = body["type"].as_str().expect("a type").to_owned();
        if body["data"]["messageId"] == id && !types.contains(&kind) {
            types.push(kind);
        }
    }
    types
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_again_and_again_it_tells_every_event_and_each_message_in_order() {
    let mut machine = Machine::new().await;
    machine.tuma = machine.tuma.clone().with("TUMA_HTTP__ALLOW_PRIVATE", "true");
    let taken = Generic::default().with("/hook", Answer::text(200, "taken"));
    let receiver = Double::local(taken).await.expect("a receiver");
    let carrier = machine.carrier(CARRIER).await;
    let key = machine.set_up(&carrier.address, &[]).await;
    let url = format!("{}/hook", receiver.url());
    machine
        .json(&["webhook", "add", &url, "--event", "message.*", "--org", "acme"])
        .await;
    let mut sent = Vec::new();
    for round in 0..KILLS {
        let server = machine.serve(&[]).await;
        let client = server.client(&key);
        let before = receiver.requests().len();
        for number in 0..MESSAGES {
            sent.push(client.send(&kenyan(round * MESSAGES + number + 1), "x").await);
        }
        let goal = before + 5 + round * 5;
        eventually("the moment to kill", async || {
            (receiver.requests().len() >= goal).then_some(())
        })
        .await;
        server.child.kill().await;
        machine.database.left_alone().await;
    }
    let server = machine.serve(&[]).await;
    let left = "SELECT (SELECT count(*) FROM messages WHERE state <= 4) + (SELECT count(*) FROM hook_outbox)";
    let all_told = async || (machine.database.count(left).await == 0).then_some(());
    assert!(
        eventually_within(ALL_TOLD, all_told).await.is_some(),
        "{} messages and events were left",
        machine.database.count(left).await
    );
    for id in &sent {
        let types = told(&receiver, id);
        // What a carrier had taken when a kill came may be known as delivered before it is known as sent.
        let whole = ["message.queued", "message.sent", "message.delivered"];
        assert!(
            types == whole || types == ["message.queued", "message.delivered"],
            "{id}: {types:?}"
        );
    }
    server.child.terminate();
    assert_eq!(server.child.ended().await.code, Some(0));
}
