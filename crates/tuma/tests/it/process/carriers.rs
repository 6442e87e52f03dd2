//! Carriers and routes at the command line: tried, explained, and asked why they are slow; with and without a server.

use serde_json::{Value, json};
use testkit::Ended;

use super::server::{Machine, json_of};
use crate::numbers::kenyan;

async fn run(machine: &Machine, arguments: &[&str]) -> Ended {
    machine.tuma.run(&[&["--json"], arguments].concat()).await
}

/// A command that must end with `code`; answers its failure, or its answer where there is none.
async fn ends_with(machine: &Machine, arguments: &[&str], code: i32) -> Value {
    let ended = run(machine, arguments).await;
    assert_eq!(
        ended.code,
        Some(code),
        "{arguments:?}: {}\n{}",
        ended.stdout,
        ended.stderr
    );
    if ended.stdout.is_empty() {
        return serde_json::from_str(ended.stderr.trim()).expect("a failure in JSON");
    }
    json_of(&ended)
}

/// An organization in Kenya with two simulated carriers of its own.
async fn two() -> Machine {
    let machine = Machine::new().await;
    machine
        .json(&["org", "create", "Acme", "--slug", "acme", "--region", "KE"])
        .await;
    for name in ["first", "second"] {
        let settings = r#"{"profile":"fastest"}"#;
        machine
            .json(&[
                "provider",
                "add",
                "--org",
                "acme",
                "--name",
                name,
                "--settings",
                settings,
            ])
            .await;
    }
    machine
}

fn names(decision: &Value) -> Vec<&str> {
    let order = decision["order"].as_array().expect("an order");
    order.iter().filter_map(|one| one["name"].as_str()).collect()
}

#[tokio::test]
async fn routes_are_made_changed_explained_and_removed_with_and_without_a_server() {
    let machine = two().await;
    let made = machine
        .json(&[
            "route",
            "add",
            "kenya",
            "--country",
            "KE",
            "--provider",
            "second=3",
            "--provider",
            "first",
        ])
        .await;
    assert_eq!(made["countries"], json!(["KE"]));
    assert_eq!((&made["order"], &made["sticky"]), (&json!("listed"), &json!(false)));
    assert_eq!(
        (&made["providers"][0]["name"], &made["providers"][0]["weight"]),
        (&json!("second"), &json!(3))
    );
    let alone = machine.json(&["route", "explain", "0722000001"]).await;
    assert_eq!(
        (&alone["by"], &alone["route"]["name"]),
        (&json!("listed"), &json!("kenya"))
    );
    assert_eq!(names(&alone), ["second", "first"]);

    let _server = machine.serve(&[]).await;
    let set = machine
        .json(&[
            "route",
            "set",
            "kenya",
            "--country",
            "",
            "--class",
            "otp",
            "--sticky",
            "true",
        ])
        .await;
    assert_eq!(
        (&set["countries"], &set["classes"], &set["providers"], &set["sticky"]),
        (&json!([]), &json!(["otp"]), &made["providers"], &json!(true))
    );
    testkit::eventually("the server to follow the route", async || {
        let otp = machine
            .json(&["route", "explain", "0722000001", "--class", "otp"])
            .await;
        let other = machine.json(&["route", "explain", "0722000001"]).await;
        (otp["by"] == "listed" && other["by"] == "rank").then_some(())
    })
    .await;
    let listed = machine.json(&["route", "list", "--org", "acme"]).await;
    assert_eq!(listed, json!([set]));
    let id = set["id"].as_str().expect("an id");
    machine.json(&["route", "remove", id]).await;
    assert_eq!(machine.json(&["route", "list"]).await, json!([]));
}

#[tokio::test]
async fn what_is_wrong_with_a_route_is_named() {
    let machine = two().await;
    machine.json(&["route", "add", "kenya", "--provider", "first"]).await;
    for (arguments, field) in [
        (vec!["route", "add", "x", "--provider", "third"], "providers[0]"),
        (vec!["route", "add", "x"], "providers"),
        (vec!["route", "add", "kenya", "--provider", "first"], "name"),
        (
            vec!["route", "add", "x", "--provider", "first", "--prefix", "254"],
            "prefixes[0]",
        ),
        (vec!["route", "add", "x", "--provider", "first", "--rank=-1"], "rank"),
        (vec!["route", "set", "uganda", "--active", "false"], "route"),
        (vec!["route", "remove", "uganda"], "route"),
        (vec!["route", "explain", "12"], "to"),
        (
            vec!["route", "explain", "0722000001", "--provider", "third"],
            "provider",
        ),
    ] {
        let refused = ends_with(&machine, &arguments, 3).await;
        assert_eq!(
            refused["error"]["faults"][0]["field"], field,
            "{arguments:?}: {refused}"
        );
    }
    let usage = ["route", "add", "x", "--provider", "first", "--order", "random"];
    assert_eq!(run(&machine, &usage).await.code, Some(2));
}

#[tokio::test]
async fn a_provider_is_tried_with_and_without_a_server_and_says_what_caps_it() {
    let machine = two().await;
    let asked = machine.json(&["provider", "test", "first"]).await;
    assert_eq!(
        asked,
        json!({"provider": "first", "works": null, "why": null, "balance": null})
    );
    // Nobody listens there.
    let settings = json!({"host": "127.0.0.1", "port": 9, "systemId": "acme", "password": "pass1234"});
    machine
        .json(&[
            "provider",
            "add",
            "--name",
            "smsc",
            "--adapter",
            "smpp",
            "--settings",
            &settings.to_string(),
        ])
        .await;
    let ill = ends_with(&machine, &["provider", "test", "smsc"], 1).await;
    assert_eq!(ill["works"], false);
    assert!(ill["why"].as_str().is_some_and(|why| !why.is_empty()), "{ill}");
    let to = kenyan(1);
    for needs_a_server in [
        vec!["provider", "test", "first", "--to", &to],
        vec!["provider", "ceiling", "first"],
    ] {
        let refused = ends_with(&machine, &needs_a_server, 4).await;
        let message = refused["error"]["message"].as_str().expect("words");
        assert!(message.contains("tuma serve"), "{message}");
    }

    let server = machine.serve(&[]).await;
    let key = machine.json(&["key", "create", "--name", "test"]).await;
    let client = server.client(key["apiKey"].as_str().expect("the key"));
    let sent = machine
        .json(&["provider", "test", "first", "--to", &to, "--body", "Habari"])
        .await;
    assert_eq!((&sent["status"], &sent["to"]), (&json!("QUEUED"), &json!(to)));
    let id = sent["messageId"].as_str().expect("an id");
    let status = client.wait_for_state(id, "DELIVERED").await;
    assert_eq!(
        (&status["body"], &status["provider"]),
        (&json!("Habari"), &json!("first"))
    );
    let ceiling = machine.json(&["provider", "ceiling", "first"]).await;
    assert_eq!(
        (&ceiling["cappedBy"], &ceiling["waiting"], &ceiling["health"]),
        (&json!("noWork"), &json!(0), &json!("HEALTHY")),
        "{ceiling}"
    );
    assert!(
        ceiling["latencyMs"].is_number() && ceiling["window"].is_number(),
        "{ceiling}"
    );
    for (arguments, field) in [
        (vec!["provider", "test", "third"], "provider"),
        (vec!["provider", "ceiling", "third"], "provider"),
        (vec!["provider", "test", "first", "--to", "12"], "to"),
        (vec!["provider", "test", "first", "--to", &to, "--org", "other"], "org"),
    ] {
        let refused = ends_with(&machine, &arguments, 3).await;
        assert_eq!(
            refused["error"]["faults"][0]["field"], field,
            "{arguments:?}: {refused}"
        );
    }
}
