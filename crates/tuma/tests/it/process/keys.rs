//! Keys, limits and networks at the command line, with a server and without one.

use serde_json::json;
use testkit::eventually;

use super::server::Machine;

async fn machine() -> Machine {
    let machine = Machine::new().await;
    machine
        .json(&["org", "create", "Acme", "--slug", "acme", "--region", "KE"])
        .await;
    machine
}

#[tokio::test]
async fn a_key_is_made_changed_and_rotated_and_what_holds_is_told() {
    let machine = machine().await;
    let made = machine
        .json(&[
            "key",
            "create",
            "--name",
            "till",
            "--test",
            "--per-minute",
            "7",
            "--ip",
            "127.0.0.0/8",
        ])
        .await;
    assert_eq!((&made["perMinute"], &made["perDay"]), (&json!(7), &json!(null)));
    let (id, first) = (
        made["id"].as_str().expect("an id"),
        made["apiKey"].as_str().expect("the key"),
    );
    assert!(first.starts_with("sk_test_"));
    let server = machine.serve(&[]).await;
    let answer = server.client(first).get("/api/sms/limits").await.expect(200);
    assert_eq!(answer.header("x-ratelimit-limit"), Some("7"));

    let rotated = machine.json(&["key", "rotate", id, "--overlap", "1h"]).await;
    let second = rotated["apiKey"].as_str().expect("the key");
    for key in [first, second] {
        server.client(key).get("/api/sms/limits").await.expect(200);
    }
    machine.json(&["key", "rotate", id, "--overlap", "0s"]).await;
    for key in [first, second] {
        server.client(key).get("/api/sms/limits").await.expect(401);
    }
    let changed = machine
        .json(&[
            "key",
            "set",
            id,
            "--per-minute",
            "usual",
            "--per-day",
            "0",
            "--anywhere",
            "--name",
            "kiosk",
        ])
        .await;
    assert_eq!((&changed["perMinute"], &changed["perDay"]), (&json!(null), &json!(0)));
    assert_eq!((&changed["networks"], &changed["name"]), (&json!([]), &json!("kiosk")));
    for arguments in [
        &["key", "rotate", id, "--overlap", "40d"][..],
        &["key", "set", id, "--ip", "nowhere"],
        &["key", "create", "--name", "x", "--test", "--scope", "keys:write"],
    ] {
        let refused = machine.tuma.run(arguments).await;
        assert_eq!(refused.code, Some(3), "{arguments:?}: {}", refused.stderr);
    }
}

#[tokio::test]
async fn limits_and_networks_of_an_organization_hold_within_a_second() {
    let machine = machine().await;
    let limits = [
        "org",
        "limits",
        "acme",
        "--per-minute",
        "5",
        "--recipients-per-day",
        "2",
    ];
    machine.json(&limits).await;
    let key = machine
        .json(&["key", "create", "--name", "till", "--scope", "sms:read"])
        .await;
    let server = machine.serve(&[]).await;
    let client = server.client(key["apiKey"].as_str().expect("the key"));
    let shown = client.get("/api/sms/limits").await.expect(200);
    assert_eq!(shown.header("x-ratelimit-limit"), Some("5"));
    let recipients = shown.data()["limits"].as_array().expect("limits").last().cloned();
    assert_eq!(recipients.expect("a quota")["size"], 2);
    machine.json(&["org", "limits", "acme", "--per-minute", "0"]).await;
    let after = client.get("/api/sms/limits").await.expect(200);
    assert_ne!(after.header("x-ratelimit-limit"), Some("5"));

    machine.json(&["network", "deny", "127.0.0.1", "--org", "acme"]).await;
    eventually("the address to be out", async || {
        (client.get("/api/sms/limits").await.status == 403).then_some(())
    })
    .await;
    let lists = machine.json(&["network", "remove", "127.0.0.1", "--org", "acme"]).await;
    assert_eq!((&lists["allow"], &lists["deny"]), (&json!([]), &json!([])));
    client.get("/api/sms/limits").await.expect(200);
    machine.json(&["network", "deny", "127.0.0.0/8", "--platform"]).await;
    client.get("/health").await.expect(403);
    machine.json(&["network", "remove", "127.0.0.0/8", "--platform"]).await;
    client.get("/health").await.expect(200);
}

#[tokio::test]
async fn a_send_that_a_limit_refuses_says_which_and_that_it_may_be_tried_again() {
    let mut machine = machine().await;
    machine.json(&["provider", "add", "--name", "main"]).await;
    let key = machine
        .json(&["key", "create", "--name", "till", "--per-minute", "2"])
        .await;
    let server = machine.serve(&[]).await;
    machine.tuma = machine
        .tuma
        .clone()
        .with("TUMA_URL", &server.url)
        .with("TUMA_API_KEY", key["apiKey"].as_str().expect("the key"));
    let sent = machine.json(&["send", "+254722000001", "x"]).await;
    assert_eq!(sent["status"], "QUEUED");
    machine
        .json(&["status", sent["messageId"].as_str().expect("an id")])
        .await;
    let refused = machine.tuma.run(&["send", "+254722000002", "x"]).await;
    assert_eq!(refused.code, Some(4), "{}", refused.stderr);
    assert!(
        refused.stderr.contains("2 requests a minute of this API key"),
        "{}",
        refused.stderr
    );
}
