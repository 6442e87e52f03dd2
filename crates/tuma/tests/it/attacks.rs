//! Attacks, each over HTTP on the real router or the real binary. What is attacked elsewhere already is listed with the
//! rest in `docs/security.md`, which a test here holds to the names of the tests.

mod bombs;
mod forgery;
mod headers;
mod injection;
mod listed;
mod private_addresses;
mod templates;

use domain::Role;
use serde_json::Value;
use testkit::{Browser, ProviderSpec, TestApp};

/// What no answer of another organization's may hold.
const THEIRS: &str = "their-very-own-words";

/// Two organizations with a message and an opt-out each, and the owner of the first.
async fn two_organizations() -> (TestApp, Browser) {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .provider(ProviderSpec::recorder("ours").only_for("acme"))
        .provider(ProviderSpec::recorder("theirs").only_for("globex"))
        .start()
        .await;
    app.org("acme").send(&crate::numbers::kenyan(1), "ours").await;
    app.org("globex").send(&crate::numbers::kenyan(2), THEIRS).await;
    app.run_until_idle().await;
    let owner = app.signed_in("acme", Role::Owner).await;
    (app, owner)
}

/// The operations of the document: method, path, and the operation itself.
async fn operations(app: &TestApp) -> Vec<(String, String, Value)> {
    let document = app.get_bare("/api/openapi.json").await.expect(200).json;
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        // A stream has no end to be read; what is given to it is tried in `webhooks::live`.
        let ends = |operation: &Value| operation["responses"]["200"]["content"]["text/event-stream"].is_null();
        for (method, operation) in item
            .as_object()
            .expect("operations")
            .iter()
            .filter(|(_, one)| ends(one))
        {
            found.push((method.to_uppercase(), path.clone(), operation.clone()));
        }
    }
    assert!(found.len() > 100);
    found
}

/// A text as it stands in a URL.
fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
