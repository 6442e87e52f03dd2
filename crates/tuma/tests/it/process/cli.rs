//! The command line as people and scripts use it: answers, JSON, exit codes.

use serde_json::Value;
use testkit::Ended;

use super::server::{Machine, Serving, json_of};
use crate::numbers::{kenyan, magic};

/// A machine with the demo running, and `tuma` pointed at it.
pub async fn demo() -> (Machine, Serving) {
    demo_on(Machine::new().await).await
}

/// The same on a machine that is set up already.
pub async fn demo_on(mut machine: Machine) -> (Machine, Serving) {
    let mut child = machine.tuma.start(&["serve", "--demo"]);
    let key = child.said("API key: ").await;
    let docs = child.said("Open:    ").await;
    let url = docs.trim_end_matches("/docs").to_owned();
    machine.tuma = machine.tuma.clone().with("TUMA_URL", &url).with("TUMA_API_KEY", key);
    (machine, Serving { child, url })
}

async fn run(machine: &Machine, arguments: &[&str]) -> Ended {
    machine.tuma.run(arguments).await
}

#[tokio::test]
async fn the_demo_prints_a_key_and_a_curl_line_that_works_and_keeps_the_key() {
    let machine = Machine::new().await;
    let mut keys = Vec::new();
    for _ in 0..2 {
        let mut child = machine.tuma.start(&["serve", "--demo"]);
        keys.push(child.said("API key: ").await);
        let curl = child.said("curl ").await;
        if std::process::Command::new("curl").arg("--version").output().is_ok() {
            let script = format!("curl {curl}");
            let answered = tokio::process::Command::new("sh")
                .args(["-c", &script])
                .output()
                .await
                .expect("a shell");
            let answer: Value = serde_json::from_slice(&answered.stdout).expect("the curl line works as printed");
            assert_eq!(answer["data"]["status"], "QUEUED", "{answer}");
        }
        child.terminate();
        assert_eq!(child.ended().await.code, Some(0));
    }
    assert!(keys[0].starts_with("sk_live_"));
    assert_eq!(keys[0], keys[1]);
}

#[tokio::test]
async fn send_and_status_show_one_message_in_words_and_as_json() {
    let (machine, _server) = demo().await;
    let sent = machine.json(&["send", "0722000001", "Habari"]).await;
    assert_eq!(
        (&sent["status"], &sent["to"]),
        (&Value::from("QUEUED"), &Value::from("+254722000001"))
    );
    let id = sent["messageId"].as_str().expect("an id");

    let followed = run(&machine, &["status", id, "--follow"]).await;
    assert_eq!(followed.code, Some(0), "{}", followed.stderr);
    assert!(followed.stdout.contains("DELIVERED"), "{}", followed.stdout);
    let status = machine.json(&["status", id]).await;
    assert_eq!(status["status"], "DELIVERED");

    let waited = run(&machine, &["send", &kenyan(2), "Habari", "--class", "otp", "--wait"]).await;
    assert_eq!(waited.code, Some(0), "{}", waited.stderr);
    assert!(waited.stdout.contains("DELIVERED"), "{}", waited.stdout);
}

#[tokio::test]
async fn exit_codes_tell_what_happened() {
    let (machine, server) = demo().await;
    let csv = machine.file("mixed.csv", format!("mobile\n{}\n12\n", kenyan(1)));
    let bad = machine.file("bad.csv", format!("mobile\n{}\n12\n", "123"));
    let good = machine.file("good.csv", format!("mobile\n{}\n{}\n", kenyan(2), kenyan(3)));
    let table: [(&[&str], i32); 11] = [
        (&["send", &kenyan(1), "x"], 0),
        (&["send", "--file", &good, "--body", "x"], 0),
        (&["send", &magic(17), "x", "--wait"], 1),
        (&["send"], 2),
        (&["send", &kenyan(1), "x", "--at", "soon"], 2),
        (&["nonsense"], 2),
        (&["send", "12", "x"], 3),
        (&["status", "msg_0000000000000"], 3),
        (&["send", &kenyan(1), "x", "--url", "http://127.0.0.1:9"], 4),
        (&["send", "--file", &csv, "--body", "x"], 5),
        (&["send", "--file", &bad, "--phone-column", "mobile", "--body", "x"], 3),
    ];
    for (arguments, code) in table {
        let ended = run(&machine, arguments).await;
        assert_eq!(
            ended.code,
            Some(code),
            "{arguments:?}: {}\n{}",
            ended.stdout,
            ended.stderr
        );
        assert!(
            code == 0 || !ended.stderr.is_empty() || !ended.stdout.is_empty(),
            "{arguments:?} said nothing"
        );
    }
    let refused = run(&machine, &["--json", "send", "12", "x"]).await;
    let document: Value = serde_json::from_str(refused.stderr.trim()).expect("a refusal in JSON");
    assert_eq!(document["error"]["faults"][0]["field"], "to", "{document}");
    let unknown_key = machine.tuma.clone().with("TUMA_API_KEY", "sk_live_nonsense");
    assert_eq!(unknown_key.run(&["send", &kenyan(1), "x"]).await.code, Some(3));
    drop(server);
}

#[tokio::test]
async fn keys_are_made_shown_once_and_stop_within_a_second_of_their_revocation() {
    let (machine, server) = demo().await;
    let made = machine
        .json(&["key", "create", "--name", "website", "--scope", "sms:read"])
        .await;
    let (id, key) = (
        made["id"].as_str().expect("an id"),
        made["apiKey"].as_str().expect("the key"),
    );
    let client = server.client(key);
    client.get("/api/sms/messages").await.expect(200);
    client
        .post("/api/sms/send", serde_json::json!({ "to": kenyan(1), "body": "x" }))
        .await
        .expect(403);
    let listed = run(&machine, &["key", "list"]).await;
    assert!(
        listed.stdout.contains("website") && !listed.stdout.contains(key),
        "{}",
        listed.stdout
    );
    assert_eq!(run(&machine, &["key", "revoke", id]).await.code, Some(0));
    testkit::eventually("the key to stop", async || {
        (client.get("/api/sms/messages").await.status == 401).then_some(())
    })
    .await;
}

#[tokio::test]
async fn organizations_providers_and_suppressions_work_with_and_without_a_server() {
    let machine = Machine::new().await;
    machine
        .json(&["org", "create", "Beacon House", "--slug", "beacon", "--region", "PK"])
        .await;
    machine
        .json(&[
            "provider",
            "add",
            "--name",
            "bench",
            "--settings",
            r#"{"profile":"fastest"}"#,
        ])
        .await;
    let suppressed = run(&machine, &["suppress", "0300 1234567", "--org", "beacon"]).await;
    assert_eq!(suppressed.code, Some(0), "{}", suppressed.stderr);
    let server = machine.serve(&[]).await;
    let key = machine
        .json(&["key", "create", "--org", "beacon", "--name", "test"])
        .await;
    let client = server.client(key["apiKey"].as_str().expect("the key"));
    let body = serde_json::json!({ "to": "03001234567", "body": "x" });
    client.post("/api/sms/send", body.clone()).await.expect(422);
    let removed = run(&machine, &["suppress", "remove", "+923001234567", "--org", "beacon"]).await;
    assert_eq!(removed.code, Some(0), "{}", removed.stderr);
    let sent = client.post("/api/sms/send", body).await.expect(202);
    client.wait_for_state(sent.text_of("messageId"), "DELIVERED").await;
    let organizations = machine.json(&["org", "list"]).await;
    assert_eq!(organizations[0]["slug"], "beacon", "{organizations}");
    let taken = run(
        &machine,
        &["org", "create", "Other", "--slug", "beacon", "--region", "PK"],
    )
    .await;
    assert_eq!(taken.code, Some(3), "{}", taken.stderr);
}

#[tokio::test]
async fn the_configuration_is_checked_and_shown_without_its_secrets() {
    let machine = Machine::new().await;
    assert_eq!(run(&machine, &["config", "check"]).await.code, Some(0));
    let wrong = machine.file("wrong.toml", "listenn = \"127.0.0.1:1\"\n");
    let refused = run(&machine, &["config", "check", "--config", &wrong]).await;
    assert_eq!(refused.code, Some(2), "{}", refused.stderr);
    assert!(
        refused.stderr.contains("listenn") && refused.stderr.contains("listen"),
        "{}",
        refused.stderr
    );
    let secret = machine
        .tuma
        .clone()
        .with("TUMA_DATABASE_URL", "postgres://tuma:hunter2@db/tuma");
    let shown = secret.run(&["config", "show"]).await;
    assert_eq!(shown.code, Some(0), "{}", shown.stderr);
    assert!(!shown.stdout.contains("hunter2"), "{}", shown.stdout);
    let out_of_bounds = machine
        .tuma
        .clone()
        .with("TUMA_ENGINE__CHUNK_ROWS", "0")
        .run(&["config", "check"])
        .await;
    assert_eq!(out_of_bounds.code, Some(2), "{}", out_of_bounds.stderr);
}

#[tokio::test]
async fn a_second_server_on_the_same_directory_is_refused() {
    let machine = Machine::new().await;
    let _server = machine.serve(&[]).await;
    let second = run(&machine, &["serve"]).await;
    assert_eq!(second.code, Some(3), "{}", second.stderr);
}

#[tokio::test]
async fn migrate_prepares_a_database_and_may_run_again() {
    let machine = Machine::new().await;
    for _ in 0..2 {
        let ended = run(&machine, &["migrate"]).await;
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    }
    assert_eq!(machine.database.count("SELECT count(*) FROM messages").await, 0);
    let status = json_of(&run(&machine, &["--json", "org", "list"]).await);
    assert_eq!(status, serde_json::json!([]));
}
