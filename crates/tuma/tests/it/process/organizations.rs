//! Organizations on the command line, beside a running server: stopped, resumed, bounded, given providers and senders.

use serde_json::{Value, json};

use super::cli::demo;
use crate::numbers::kenyan;

#[tokio::test]
async fn an_organization_is_suspended_and_resumed_at_the_command_line_and_the_server_knows() {
    let (machine, _server) = demo().await;
    let number = kenyan(1);
    machine.json(&["send", &number, "before"]).await;
    let stands = machine.json(&["org", "suspend", "demo", "--reason", "unpaid"]).await;
    assert_eq!((&stands["slug"], &stands["reason"]), (&json!("demo"), &json!("unpaid")));
    let refused = machine.tuma.run(&["send", &number, "meanwhile"]).await;
    assert_eq!(refused.code, Some(3), "{}", refused.stderr);
    assert!(refused.stderr.contains("suspended"), "{}", refused.stderr);
    let listed = machine.json(&["org", "list"]).await;
    assert_eq!(listed[0]["suspended"], "unpaid");
    let stands = machine.json(&["org", "resume", "demo"]).await;
    assert_eq!(stands.get("reason"), None);
    let sent = machine.tuma.run(&["send", &number, "after", "--wait"]).await;
    assert_eq!(sent.code, Some(0), "{}", sent.stderr);
}

#[tokio::test]
async fn an_organization_is_bounded_and_given_a_provider_at_the_command_line() {
    let (machine, _server) = demo().await;
    let stands = machine
        .json(&["org", "quota", "demo", "--keys", "1", "--users", "none"])
        .await;
    assert_eq!(stands["quotas"], json!({"users": null, "keys": 1, "providers": null}));
    let full = machine
        .tuma
        .run(&["key", "create", "--org", "demo", "--name", "one more"])
        .await;
    assert_eq!(full.code, Some(3), "{}", full.stderr);
    assert!(full.stderr.contains("keys"), "{}", full.stderr);
    let shown = machine.json(&["org", "show", "demo"]).await;
    assert_eq!(shown["quotas"]["keys"], 1);

    machine
        .json(&["provider", "add", "--name", "spare", "--adapter", "simulator"])
        .await;
    let shared = machine.json(&["provider", "share", "spare", "--with", "demo"]).await;
    assert_eq!(shared["sharedWith"].as_array().map(Vec::len), Some(1));
    let shared = machine.json(&["provider", "share", "spare", "--all"]).await;
    assert_eq!(shared["sharedWith"], Value::Null);
    let nobodys = machine.tuma.run(&["provider", "share", "nothing", "--all"]).await;
    assert_eq!(nobodys.code, Some(3), "{}", nobodys.stderr);
}

#[tokio::test]
async fn an_organization_is_held_to_approved_senders_at_the_command_line() {
    let (machine, _server) = demo().await;
    assert_eq!(
        machine.json(&["sender", "list", "--status", "pending"]).await,
        json!([])
    );
    let held = machine
        .json(&["org", "senders", "demo", "--approved-only", "true"])
        .await;
    assert_eq!(held["approvedSendersOnly"], true);
    let refused = machine.tuma.run(&["send", &kenyan(1), "x", "--from", "ANYBODY"]).await;
    assert_eq!(refused.code, Some(3), "{}", refused.stderr);
    assert!(refused.stderr.contains("from"), "{}", refused.stderr);
    let unknown = machine.tuma.run(&["sender", "approve", "snd_0000000000001"]).await;
    assert_eq!(unknown.code, Some(3), "{}", unknown.stderr);
}
