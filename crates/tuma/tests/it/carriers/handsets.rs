//! The phones of simulated carriers, in this process and in one of their own: what is on them, and texts back.

use std::path::Path;

use adapters::simulator::{Config, RecordEntry, Server, read_record};
use serde_json::{Value, json};
use testkit::{ProviderSpec, TestApp, WallClock, eventually};
use tokio::task::JoinHandle;

use crate::numbers::kenyan;

const HANDSETS: &str = "/api/sms/handsets";

/// A carrier at a socket of its own; it ends with the test.
struct Process {
    address: String,
    task: JoinHandle<()>,
}

impl Process {
    async fn start(record: &Path) -> Self {
        let config = Config::parse(r#"{"profile":"fastest"}"#).expect("a good configuration");
        let server = Server::bind("127.0.0.1:0", config, Some(record), &WallClock)
            .await
            .expect("the carrier starts");
        let address = server.local_addr().to_string();
        let task = tokio::spawn(server.run(std::future::pending()));
        Self { address, task }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn two_organizations(carrier: &str) -> TestApp {
    TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .provider(ProviderSpec::simulator(carrier))
        .start()
        .await
}

/// Everything that the API shows and does with phones, on whichever carrier is behind it.
async fn walk(app: &TestApp) {
    let (acme, globex) = (app.org("acme"), app.org("globex"));
    let phone = kenyan(1);
    let path = format!("{HANDSETS}/{}", phone.replace('+', "%2B"));
    let first = acme.send(&phone, "Habari").await;
    acme.wait_for_state(&first, "DELIVERED").await;
    let id = acme.send(&phone, "Your fee is due").await;
    acme.wait_for_state(&id, "DELIVERED").await;

    let listed = acme.get(HANDSETS).await.expect(200).data()["handsets"].clone();
    assert_eq!(listed.as_array().map(Vec::len), Some(1), "{listed}");
    assert_eq!(
        (&listed[0]["number"], &listed[0]["messages"], &listed[0]["last"]["body"]),
        (&json!(phone), &json!(2), &json!("Your fee is due"))
    );
    let on_it = acme.get(&path).await.expect(200).data()["messages"].clone();
    let bodies: Vec<&Value> = on_it
        .as_array()
        .expect("messages")
        .iter()
        .map(|one| &one["body"])
        .collect();
    assert_eq!(bodies, [&json!("Your fee is due"), &json!("Habari")]);
    assert_eq!(on_it[0]["messageId"], id);
    for elsewhere in [HANDSETS, path.as_str()] {
        let theirs = globex.get(elsewhere).await.expect(200).data().clone();
        assert!(!theirs.to_string().contains("fee"), "{theirs}");
    }

    let text = json!({"to": "20880", "body": "STOP"});
    let written = acme.post(&format!("{path}/text"), text).await.expect(201);
    let inbox = acme.get("/api/sms/inbox").await.expect(200).data()["messages"].clone();
    assert_eq!(inbox[0]["messageId"], written.text_of("messageId"));
    assert_eq!(
        (&inbox[0]["from"], &inbox[0]["to"], &inbox[0]["body"]),
        (&json!(phone), &json!("20880"), &json!("STOP"))
    );
    let refused = acme.post("/api/sms/send", json!({"to": phone, "body": "x"})).await;
    assert_eq!(refused.code(), "OPTED_OUT");
}

#[tokio::test]
async fn phones_behind_a_carrier_in_this_process_are_shown_and_written_on() {
    let app = two_organizations(r#"{"profile":"fastest"}"#).await;
    walk(&app).await;
}

#[tokio::test]
async fn phones_behind_a_carrier_process_are_shown_and_written_on_and_what_they_write_is_in_its_record() {
    let folder = tempfile::tempdir().expect("a folder");
    let record = folder.path().join("taken.jsonl");
    let carrier = Process::start(&record).await;
    let settings = json!({"connect": carrier.address, "reconnect_max_ms": 100, "connect_wait_ms": 500});
    let app = two_organizations(&settings.to_string()).await;
    walk(&app).await;
    let texts: Vec<RecordEntry> = read_record(&record)
        .expect("a record")
        .into_iter()
        .filter(|entry| matches!(entry, RecordEntry::Text { .. }))
        .collect();
    let [RecordEntry::Text { from, to, body, .. }] = texts.as_slice() else {
        panic!("{texts:?}")
    };
    assert_eq!((&**from, &**to, &**body), (kenyan(1).as_str(), "20880", "STOP"));

    drop(carrier);
    let acme = app.org("acme");
    eventually("the carrier to be gone", async || {
        let listed = acme.get(HANDSETS).await.expect(200);
        (listed.data()["handsets"] == json!([])).then_some(())
    })
    .await;
    let path = format!("{HANDSETS}/{}/text", kenyan(2).replace('+', "%2B"));
    let unheard = acme.post(&path, json!({"to": "20880", "body": "x"})).await.expect(400);
    assert!(unheard.fault("number").is_some(), "{}", unheard.json);
    let inbox = acme.get("/api/sms/inbox").await.expect(200).data()["messages"].clone();
    assert_eq!(
        inbox.as_array().map(Vec::len),
        Some(1),
        "nothing was stored that the carrier does not know"
    );
}
