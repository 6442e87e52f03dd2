//! The law of tenants: whatever route names something, another organization does not find it. The routes come from the
//! OpenAPI document; a name that this test does not know how to make fails it.

use domain::Role;
use doubles::Double;
use doubles::generic::Generic;
use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use tenancy::BillingChange;
use testkit::{Answer, Browser, TestApp, eventually};

use crate::numbers::kenyan;

/// Names of what belongs to no organization: a phone is nobody's; a carrier's webhook names its provider by a token that
/// nobody else knows; payment providers and issuers are the installation's; a session is a person's, whatever the organization
/// (`people::sessions` asks for another's).
const NOBODYS: [&str; 5] = ["{number}", "{token}", "{sessionId}", "{provider}", "{issuer}"];

/// Who asks for an organization: its owner, and an administrator of the installation who is there.
struct Side {
    owner: Browser,
    administrator: Browser,
}

impl Side {
    async fn of(app: &TestApp, slug: &str) -> Self {
        Self {
            owner: app.signed_in(slug, Role::Owner).await,
            administrator: app.system_administrator(slug).await,
        }
    }

    async fn ask(&self, method: &Method, path: &str) -> (Answer, Answer) {
        let mut answers = Vec::new();
        for browser in [&self.owner, &self.administrator] {
            // What has to be said before it is looked whose it is.
            let body = if path.starts_with("/api/team/") {
                json!({ "role": "viewer" })
            } else {
                json!({})
            };
            let request = browser.request(method.clone(), path).json(&body);
            answers.push(browser.send(request).await);
        }
        let administrators = answers.pop().expect("two");
        (answers.pop().expect("two"), administrators)
    }
}

/// One of everything that belongs to `acme`, by its name in paths.
async fn one_of_everything(app: &TestApp, acme: &Side) -> Vec<(&'static str, String)> {
    let org = app.org("acme");
    app.prepay("acme", 0, BillingChange::default()).await;
    let owner = |path: &'static str, body: Value| acme.owner.post(path, body);
    let provider = owner("/api/sms/providers", json!({ "kind": "simulator", "name": "own" })).await;
    let provider = provider.expect(201).text_of("providerId").to_owned();
    let route = json!({ "name": "own", "providers": [{ "providerId": provider }] });
    let route = owner("/api/sms/routes", route).await.expect(201);
    let key = owner("/api/sms/api-keys", json!({ "name": "own", "scopes": ["sms:send"] })).await;
    let invited = json!({ "email": "baraka@example.org", "role": "operator" });
    let invited = owner("/api/team/invitations", invited).await.expect(201);
    app.person_of("viewer@acme.example", &[("acme", Role::Viewer)]).await;
    let team = acme.owner.get("/api/team").await.expect(200);
    let members = team.data()["members"].as_array().expect("members");
    let member = members
        .iter()
        .find(|member| member["role"] == "viewer")
        .expect("a viewer");
    let member = member["userId"].as_str().expect("an id").to_owned();
    let top_up = json!({ "amount": "100.00", "currency": "KES", "reference": "INV-1" });
    let top_up = acme.administrator.post("/api/sms/balance/top-ups", top_up).await;
    let price = json!({ "prefix": "2547", "price": "0.80", "currency": "KES" });
    let price = acme.administrator.post("/api/sms/prices", price).await;
    let list = Part::text("0722000001\n0722000002\n").file_name("list.txt");
    let sender = owner("/api/sms/senders", json!({ "sender": "ACME", "purpose": "fees" })).await;
    let unit = owner("/api/units", json!({ "name": "North" })).await;
    let file = org
        .post_form("/api/v1/files/upload", Form::new().part("file", list))
        .await;
    let batch = org.send_bulk([kenyan(2)], "secret").await.text_of("batchId").to_owned();
    let message = org.send(&kenyan(1), "secret").await;
    let (webhook, delivery, callback) = told(app, acme).await;
    app.run_until_idle().await;
    vec![
        // A try's id is one of its webhook's, or of the callbacks.
        (
            "{webhookId}/deliveries/{deliveryId}",
            format!("{webhook}/deliveries/{delivery}"),
        ),
        (
            "callback-deliveries/{deliveryId}",
            format!("callback-deliveries/{callback}"),
        ),
        ("{webhookId}", webhook),
        ("{messageId}", message),
        ("{id}", batch.clone()),
        ("{batchId}", batch),
        ("{providerId}", provider),
        ("{routeId}", route.text_of("routeId").to_owned()),
        ("{keyId}", key.expect(201).text_of("keyId").to_owned()),
        ("{invitationId}", invited.text_of("invitationId").to_owned()),
        ("{userId}", member),
        ("{senderId}", sender.expect(201).text_of("senderId").to_owned()),
        ("{unitId}", unit.expect(201).text_of("unitId").to_owned()),
        ("{topUpId}", top_up.expect(201).text_of("topUpId").to_owned()),
        ("{priceId}", price.expect(201).text_of("priceId").to_owned()),
        (
            "{file_id}",
            file.expect(200).data()["file_id"].as_str().expect("an id").to_owned(),
        ),
    ]
}

/// A webhook of `acme`, and the ids of a try to tell it and of one to tell a callback.
async fn told(app: &TestApp, acme: &Side) -> (String, String, String) {
    let taken = Generic::default().with("/hook", doubles::Answer::text(200, "taken"));
    let receiver = Double::local(taken).await.expect("a receiver");
    let url = format!("{}/hook", receiver.url());
    let hook = json!({ "url": url, "events": ["message.delivered"] });
    let hook = acme.owner.post("/api/sms/webhooks", hook).await.expect(201);
    let webhook = hook.text_of("webhookId").to_owned();
    app.org("acme")
        .send_with(&kenyan(3), "secret", json!({ "callbackUrl": url }))
        .await;
    let logs = [
        format!("/api/sms/webhooks/{webhook}/deliveries"),
        "/api/sms/callback-deliveries".to_owned(),
    ];
    let mut found = Vec::new();
    for log in logs {
        let id = eventually("the try in the log", async || {
            let page = acme.owner.get(&log).await.expect(200);
            page.data()["deliveries"][0]["deliveryId"].as_str().map(str::to_owned)
        });
        found.push(id.await);
    }
    let callback = found.pop().expect("two");
    (webhook, found.pop().expect("two"), callback)
}

#[tokio::test]
async fn every_route_that_names_something_finds_it_for_its_own_organization_alone() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("globex", "KE")
        .start()
        .await;
    let (acme, globex) = (Side::of(&app, "acme").await, Side::of(&app, "globex").await);
    let names = one_of_everything(&app, &acme).await;
    let document = app.get_bare("/api/openapi.json").await.expect(200).json;
    let mut asked = Vec::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        // What is about the installation belongs to no organization (`system` asks who may call it).
        if path.starts_with("/api/system/") {
            continue;
        }
        let named = names
            .iter()
            .fold(path.clone(), |path, (name, id)| path.replace(name, id));
        if named == *path {
            let known = !path.contains('{') || NOBODYS.iter().any(|name| path.contains(name));
            assert!(known, "{path} names something that this test does not know");
            continue;
        }
        for method in methods.as_object().expect("methods").keys() {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).expect("a method");
            asked.push((method, named.clone()));
        }
    }
    // What removes comes last, and routes before the providers that they name.
    asked.sort_by_key(|(method, path)| (*method == Method::DELETE, std::cmp::Reverse(path.clone())));
    assert!(asked.len() >= 20, "only {} routes name something", asked.len());
    for (method, path) in asked {
        let (owner, administrator) = globex.ask(&method, &path).await;
        let (own_owner, own_administrator) = acme.ask(&method, &path).await;
        let found = [&own_owner, &own_administrator]
            .iter()
            .any(|answer| ![403, 404].contains(&answer.status));
        assert!(found, "{method} {path} finds nothing of its own: {}", own_owner.text);
        for (own, other) in [(own_owner, owner), (own_administrator, administrator)] {
            // Who may not call a route is told so whatever it names.
            let expected = if own.status == 403 { 403 } else { 404 };
            assert_eq!(other.status, expected, "{method} {path}: {}", other.text);
        }
    }
}
