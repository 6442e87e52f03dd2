//! What an organization learns of the platform's provider, which it shares with others: what concerns it and no more.

use domain::{Scope, Scopes};
use serde_json::{Value, json};
use testkit::{Org, ProviderSpec, Reply, TestApp, eventually};

use crate::numbers::{kenyan, kenyans};

const PROVIDERS: &str = "/api/sms/providers";

/// Two organizations on a shared provider whose window is one message wide; `acme` has one of its own besides.
async fn two() -> (TestApp, Org, Org) {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .provider(ProviderSpec::recorder("shared").rank(1).window(1))
        .provider(ProviderSpec::recorder("own").rank(2).only_for("acme"))
        .start()
        .await;
    let all: Scopes = Scope::ALL.into_iter().collect();
    let (acme, globex) = (app.key_of("acme", all).await, app.key_of("globex", all).await);
    (app, acme, globex)
}

async fn named(org: &Org, name: &str) -> Value {
    let listed = org.get(PROVIDERS).await.expect(200);
    let all = listed.data()["providers"].as_array().expect("providers").clone();
    all.into_iter()
        .find(|one| one["name"] == name)
        .expect("a provider of this name")
}

async fn ceiling(org: &Org, name: &str) -> Value {
    let provider = named(org, name).await;
    let path = format!(
        "{PROVIDERS}/{}/ceiling",
        provider["providerId"].as_str().expect("an id")
    );
    org.get(&path).await.expect(200).data().clone()
}

fn fields(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect()
}

#[tokio::test]
async fn the_ceiling_of_a_shared_provider_says_what_caps_ones_own_messages_and_no_figure_of_the_lane() {
    const TOLD: [&str; 5] = ["cappedBy", "health", "pausedMs", "waiting", "why"];
    let (app, acme, globex) = two().await;
    let shared = app.recorder_of("shared");
    shared.shut_gate();
    let quiet = ceiling(&acme, "shared").await;
    for number in kenyans(1, 3) {
        globex.send(&number, "x").await;
    }
    eventually("the window to be full", async || (shared.open() == 1).then_some(())).await;
    let theirs = ceiling(&globex, "shared").await;
    assert_eq!(
        (&theirs["cappedBy"], &theirs["waiting"]),
        (&json!("window"), &json!(3)),
        "{theirs}"
    );
    assert_eq!(fields(&theirs), TOLD);
    let ours = ceiling(&acme, "shared").await;
    assert_eq!(fields(&ours), TOLD);
    assert_eq!((&ours["cappedBy"], &ours["waiting"]), (&json!("noWork"), &json!(0)));
    assert_eq!((&ours["why"], &ours["pausedMs"]), (&quiet["why"], &quiet["pausedMs"]));

    acme.send_with(&kenyan(9), "x", json!({"provider": "shared"})).await;
    let ours = ceiling(&acme, "shared").await;
    assert_eq!(
        (&ours["cappedBy"], &ours["waiting"]),
        (&json!("window"), &json!(1)),
        "{ours}"
    );
    let why = ours["why"].as_str().expect("words");
    assert!(!why.contains(|c: char| c.is_ascii_digit()), "{why}");
    shared.open_gate();
    app.run_until_idle().await;
}

#[tokio::test]
async fn the_owner_of_a_provider_sees_every_figure_of_its_lane() {
    let (_app, acme, globex) = two().await;
    let own = ceiling(&acme, "own").await;
    for field in [
        "beginMs",
        "inMemory",
        "journalDepth",
        "latencyMs",
        "open",
        "pausedOrganizations",
        "pausedSenders",
        "perSecond",
        "ratePerSecond",
        "slowed",
        "waiting",
        "window",
        "windowPerSecond",
    ] {
        assert!(own.get(field).is_some(), "{field}: {own}");
    }
    let id = named(&acme, "own").await["providerId"]
        .as_str()
        .expect("an id")
        .to_owned();
    globex.get(&format!("{PROVIDERS}/{id}/ceiling")).await.expect(404);
}

#[tokio::test]
async fn a_shared_providers_health_is_told_without_the_carriers_words_or_counts() {
    let (app, acme, globex) = two().await;
    app.recorder_of("shared").usually(Reply::Busy);
    app.recorder_of("own").usually(Reply::Busy);
    for number in kenyans(1, 8) {
        acme.send(&number, "x").await;
    }
    let degraded = eventually("both to be DEGRADED", async || {
        let (shared, own) = (named(&acme, "shared").await, named(&acme, "own").await);
        let both = shared["health"]["status"] == "DEGRADED" && own["health"]["status"] == "DEGRADED";
        both.then_some((shared, own))
    });
    let (shared, own) = degraded.await;
    assert!(own["health"]["reason"].is_string(), "{own}");
    for seen in [shared, named(&globex, "shared").await] {
        assert_eq!(seen["health"]["reason"], Value::Null, "{seen}");
        for field in ["settings", "secretsSet", "webhookPath", "webhookUrl"] {
            assert!(seen.get(field).is_none(), "{field}");
        }
    }
    app.recorder_of("shared").usually(Reply::Take);
    app.recorder_of("own").usually(Reply::Take);
    app.advance(std::time::Duration::from_secs(31));
    app.run_until_idle().await;
}
