//! The platform's providers: made, changed and removed over the API, and shared with all or with the chosen.

use domain::{Scope, Scopes};
use serde_json::{Value, json};
use testkit::{Browser, Org, ProviderSpec, TestApp, eventually};

use super::{administrator, noted};
use crate::numbers::kenyan;

const SHARED: &str = "/api/system/providers";

async fn two() -> (TestApp, Browser, Org, Org) {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .provider(ProviderSpec::recorder("main"))
        .start()
        .await;
    let all: Scopes = Scope::ALL.into_iter().collect();
    let (acme, globex) = (app.key_of("acme", all).await, app.key_of("globex", all).await);
    let admin = administrator(&app).await;
    (app, admin, acme, globex)
}

/// The names of the providers that an organization may use.
async fn names(org: &Org) -> Vec<String> {
    let listed = org.get("/api/sms/providers").await.expect(200);
    let all = listed.data()["providers"].as_array().expect("providers").clone();
    all.iter()
        .filter_map(|one| one["name"].as_str())
        .map(str::to_owned)
        .collect()
}

async fn path_of(admin: &Browser, name: &str) -> String {
    let listed = admin.get(SHARED).await.expect(200);
    let all = listed.data()["providers"].as_array().expect("providers").clone();
    let found = all
        .iter()
        .find(|one| one["name"] == name)
        .expect("a provider of this name");
    format!("{SHARED}/{}", found["providerId"].as_str().expect("an id"))
}

#[tokio::test]
async fn a_provider_of_the_platforms_is_made_and_changed_and_nobody_else_sees_its_settings() {
    let (app, admin, acme, _) = two().await;
    let body = json!({
        "kind": "twilio",
        "name": "twilio-eu",
        "settings": {"accountSid": "AC00000000000000000000000000000001", "authToken": "hunter2-hunter2-hunter2-hunter2", "fromNumber": "+15005550006"},
    });
    let made = admin.post(SHARED, body).await.expect(201);
    assert_eq!(
        (&made.data()["shared"], &made.data()["sharedWith"]),
        (&json!(true), &Value::Null)
    );
    assert_eq!(
        made.data()["settings"]["accountSid"],
        "AC00000000000000000000000000000001"
    );
    assert_eq!(made.data()["secretsSet"], json!(["authToken"]));
    assert!(!made.text.contains("hunter2"));
    let path = format!("{SHARED}/{}", made.text_of("providerId"));

    let seen = acme
        .get(&format!("/api/sms/providers/{}", made.text_of("providerId")))
        .await
        .expect(200);
    for field in ["settings", "secretsSet", "webhookPath", "webhookUrl"] {
        assert!(seen.data().get(field).is_none(), "{field}");
    }
    let changed = admin.put(&path, json!({"active": false, "rank": 7})).await.expect(200);
    assert_eq!(
        (&changed.data()["active"], &changed.data()["rank"]),
        (&json!(false), &json!(7))
    );
    assert_eq!(
        admin
            .put(&path, json!({"kind": "smpp"}))
            .await
            .expect(400)
            .faulty_fields(),
        ["kind"]
    );
    assert_eq!(
        admin.put(&path, json!({"rank": -1})).await.expect(400).faulty_fields(),
        ["rank"]
    );
    assert_eq!(
        admin.post(SHARED, json!({})).await.expect(400).faulty_fields(),
        ["kind"]
    );
    admin.delete(&path).await.expect(200);
    admin.get(&path).await.expect(404);
    assert_eq!(names(&acme).await, ["main"]);
    let log = noted(&app, None).await;
    let actions: Vec<_> = log.iter().map(|row| row.action.as_str()).collect();
    assert_eq!(actions[..3], ["provider.remove", "provider.change", "provider.create"]);
    assert!(log.iter().all(|row| !format!("{row:?}").contains("hunter2")));
}

#[tokio::test]
async fn an_organization_that_does_not_share_a_provider_neither_sees_nor_uses_it() {
    let (app, admin, acme, globex) = two().await;
    let path = path_of(&admin, "main").await;
    let only = |ids: &[&Org]| json!({"organizationIds": ids.iter().map(|org| org.id.to_string()).collect::<Vec<_>>()});
    let shared = admin.put(&format!("{path}/sharing"), only(&[&acme])).await.expect(200);
    assert_eq!(shared.data()["sharedWith"], json!([acme.id.to_string()]));
    assert_eq!(
        (names(&acme).await, names(&globex).await),
        (vec!["main".to_owned()], vec![])
    );
    let id = path.rsplit('/').next().expect("an id").to_owned();
    globex.get(&format!("/api/sms/providers/{id}")).await.expect(404);
    globex
        .get(&format!("/api/sms/providers/{id}/ceiling"))
        .await
        .expect(404);
    globex
        .post(&format!("/api/sms/providers/{id}/test"), json!({}))
        .await
        .expect(404);
    let send = json!({"to": kenyan(1), "body": "x"});
    eventually("the engine to know", async || {
        let refused = globex.post("/api/sms/send", send.clone()).await;
        (refused.code() == "NO_PROVIDER").then_some(())
    })
    .await;
    let forced = json!({"to": kenyan(1), "body": "x", "provider": "main"});
    assert_eq!(
        globex.post("/api/sms/send", forced).await.expect(400).faulty_fields(),
        ["provider"]
    );
    let sent = acme.send(&kenyan(2), "x").await;
    acme.wait_for_state(&sent, "DELIVERED").await;

    admin
        .put(&format!("{path}/sharing"), only(&[&globex]))
        .await
        .expect(200);
    assert_eq!(
        (names(&acme).await, names(&globex).await),
        (vec![], vec!["main".to_owned()])
    );
    admin
        .put(&format!("{path}/sharing"), json!({"organizationIds": null}))
        .await
        .expect(200);
    eventually("both to be able to send", async || {
        let answers = [
            acme.post("/api/sms/send", send.clone()).await,
            globex.post("/api/sms/send", send.clone()).await,
        ];
        answers.iter().all(|answer| answer.status == 202).then_some(())
    })
    .await;
    app.run_until_idle().await;
}

#[tokio::test]
async fn sharing_names_organizations_that_there_are_and_providers_of_the_platforms() {
    let (_app, admin, acme, _) = two().await;
    let path = path_of(&admin, "main").await;
    for (body, field) in [
        (json!({}), "organizationIds"),
        (json!({"organizationIds": ["org_0000000000001"]}), "organizationIds[0]"),
    ] {
        let refused = admin.put(&format!("{path}/sharing"), body).await.expect(400);
        assert_eq!(refused.faulty_fields(), [field]);
    }
    let own = acme
        .post("/api/sms/providers", json!({"kind": "simulator", "name": "own"}))
        .await
        .expect(201);
    let own = format!("{SHARED}/{}", own.text_of("providerId"));
    admin.get(&own).await.expect(404);
    admin.put(&own, json!({"rank": 1})).await.expect(404);
    admin.delete(&own).await.expect(404);
    admin
        .put(&format!("{own}/sharing"), json!({"organizationIds": []}))
        .await
        .expect(404);
    let chosen = json!({"kind": "simulator", "name": "reserved"});
    let made = admin
        .post(&format!("{SHARED}?sharing=chosen"), chosen)
        .await
        .expect(201);
    assert_eq!(made.data()["sharedWith"], json!([]));
    assert!(!names(&acme).await.contains(&"reserved".to_owned()));
    let unknown = admin
        .post(&format!("{SHARED}?sharing=some"), json!({"kind": "simulator"}))
        .await;
    assert_eq!(unknown.expect(400).faulty_fields(), ["sharing"]);
}
