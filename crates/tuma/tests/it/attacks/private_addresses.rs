//! Addresses that somebody has the server call: carriers' and callbacks'. The real binary with the settings of production
//! calls no private one, however it is spelled. Names are looked at when they are called (adapters: `http::guard`).

use doubles::generic::Generic;
use doubles::{Answer, Double};
use reqwest::Client;
use serde_json::{Value, json};
use testkit::{TestApp, eventually};

use crate::numbers::kenyan;
use crate::process::demo_on;
use crate::process::server::Machine;

/// This machine and what only it can reach, in the spellings that URLs and resolvers know.
const PRIVATE: [&str; 26] = [
    "127.0.0.1",
    "127.1",
    "127.0.1",
    "2130706433",
    "0x7f000001",
    "0x7f.1",
    "0177.0.0.1",
    "017700000001",
    "0",
    "0.0.0.0",
    "%31%32%37.0.0.1",
    "１２７.0.0.1",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "a.localhost",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "[::1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:a9fe:a9fe]",
    "[::127.0.0.1]",
    "[fd00::1]",
];

/// The message of the field's fault.
fn fault_of(answer: &Value, field: &str) -> String {
    let details = answer["error"]["details"].as_array().cloned().unwrap_or_default();
    let found = details
        .iter()
        .find(|one| one["field"].as_str().is_some_and(|name| name.ends_with(field)));
    found
        .map(|one| one["fault"].as_str().unwrap_or_default().to_owned())
        .unwrap_or_default()
}

#[tokio::test]
async fn no_private_address_becomes_a_carriers_or_a_callbacks_however_it_is_spelled() {
    testkit::install_tls();
    let mut machine = Machine::new().await;
    machine.tuma = machine.tuma.clone().with("TUMA_HTTP__ALLOW_PRIVATE", "false");
    let (machine, server) = demo_on(machine).await;
    let person = machine
        .json(&["user", "add", "owner@acme.example", "--org", "demo", "--role", "owner"])
        .await;
    let client = Client::new();
    let post = async |path: &str, token: &str, body: Value| -> (u16, Value) {
        let request = client
            .post(format!("{}{path}", server.url))
            .bearer_auth(token)
            .json(&body);
        let answer = request.send().await.expect("Tuma answers");
        (answer.status().as_u16(), answer.json().await.expect("JSON"))
    };
    let login = json!({ "email": "owner@acme.example", "password": person["password"] });
    let (_, token) = post("/api/v1/auth/token", "", login).await;
    let token = token["data"]["access_token"].as_str().expect("a token").to_owned();
    for host in PRIVATE {
        for kind in ["infobip", "twilio", "africastalking", "veevo"] {
            let body = json!({ "kind": kind, "name": "inside", "settings": { "baseUrl": format!("http://{host}/x") } });
            let (status, answer) = post("/api/sms/providers", &token, body).await;
            assert_eq!(status, 400, "{kind} {host}: {answer}");
            let fault = fault_of(&answer, "baseUrl");
            assert!(
                fault.contains("private") || fault.contains("URL"),
                "{kind} {host}: {answer}"
            );
        }
        let body = json!({ "to": kenyan(1), "body": "x", "callbackUrl": format!("http://{host}:8080/") });
        let (status, answer) = post("/api/sms/send", &token, body).await;
        assert_eq!(status, 400, "{host}: {answer}");
        let fault = fault_of(&answer, "callbackUrl");
        assert!(fault.contains("private") || fault.contains("URL"), "{host}: {answer}");
    }
    for scheme in ["file", "ftp", "gopher", "javascript", "data"] {
        let body = json!({ "to": kenyan(1), "body": "x", "callbackUrl": format!("{scheme}://example.com/") });
        assert_eq!(post("/api/sms/send", &token, body).await.0, 400, "{scheme}");
    }
}

#[tokio::test]
async fn a_redirect_leads_nowhere() {
    let app = TestApp::start().await;
    let inside = Double::local(Generic::default().with("/secret", Answer::text(200, "inside")))
        .await
        .expect("a server");
    let away = Answer::text(302, "").with_header("location", format!("{}/secret", inside.url()));
    let outside = Double::local(Generic::default().with("/hook", away))
        .await
        .expect("a server");
    let url = format!("{}/hook", outside.url());
    let id = app
        .own()
        .send_with(&kenyan(1), "x", json!({ "callbackUrl": url }))
        .await;
    app.wait_for_state(&id, "DELIVERED").await;
    eventually("the callback", async || (!outside.requests().is_empty()).then_some(())).await;
    app.run_until_idle().await;
    assert!(inside.requests().is_empty(), "the redirect was followed");
}
