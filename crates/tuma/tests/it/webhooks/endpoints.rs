//! Webhooks made, changed, tried and removed.

use doubles::{Answer, Misbehaviour};

use super::*;

#[tokio::test]
async fn a_webhook_is_made_changed_and_removed_and_its_secret_is_shown_once() {
    let app = TestApp::start().await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    let (id, secret) = hooked(&org, &receiver, &["message.delivered", "security.*"]).await;
    assert!(secret.starts_with("whsec_") && secret.len() > 40);
    let path = format!("{HOOKS}/{id}");
    let shown = org.get(&path).await.expect(200);
    assert!(!shown.text.contains("whsec_"), "{}", shown.text);
    let view = shown.data().clone();
    assert_eq!(view["events"], json!(["message.delivered", "security.*"]));
    assert_eq!(
        (&view["active"], &view["health"]["status"]),
        (&json!(true), &json!("UNKNOWN"))
    );
    assert_eq!(
        view["backlog"],
        json!({"events": 0, "isMore": false, "oldestDueAt": null})
    );
    let change = json!({"description": "the shop", "events": ["message.*"], "active": false});
    let changed = org.put(&path, change).await.expect(200).data().clone();
    assert_eq!(
        (&changed["description"], &changed["url"]),
        (&json!("the shop"), &view["url"])
    );
    assert_eq!(changed["events"].as_array().map(Vec::len), Some(8));
    assert_eq!(changed["health"]["status"], "DISABLED");
    let listed = org.get(HOOKS).await.expect(200);
    assert_eq!(listed.data()["webhooks"], json!([changed]));
    org.delete(&path).await.expect(200);
    assert_eq!(org.get(&path).await.expect(404).code(), "NOT_FOUND");
    let stored = "SELECT count(*) FROM webhooks";
    assert_eq!(app.database().count(stored).await, 0);
}

#[tokio::test]
async fn what_is_wrong_with_a_webhook_is_named() {
    let app = TestApp::start().await;
    let org = admin(&app).await;
    let faulty = |answer: testkit::Answer| {
        let answer = answer.expect(400);
        answer
            .faulty_fields()
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let good = "https://example.org/hook";
    for (body, fields) in [
        (json!({}), vec!["events", "url"]),
        (json!({"url": "http://example.org/hook", "events": ["*"]}), vec!["url"]),
        (json!({"url": "example.org", "events": ["*"]}), vec!["url"]),
        (json!({"url": "https://u:p@example.org", "events": ["*"]}), vec!["url"]),
        (json!({"url": good, "events": []}), vec!["events"]),
        (json!({"url": good, "events": ["*", "message.read"]}), vec!["events[1]"]),
        (
            json!({"url": good, "events": ["*"], "description": "x".repeat(201)}),
            vec!["description"],
        ),
        (json!({"url": good, "events": ["*"], "secret": "mine"}), vec!["secret"]),
    ] {
        assert_eq!(faulty(org.post(HOOKS, body.clone()).await), fields, "{body}");
    }
    let made = org
        .post(HOOKS, json!({"url": good, "events": ["balance.low"]}))
        .await
        .expect(201);
    let path = format!("{HOOKS}/{}", made.text_of("webhookId"));
    assert_eq!(
        faulty(org.put(&path, json!({"url": "ftp://example.org"})).await),
        ["url"]
    );
    let rotate = org
        .post(&format!("{path}/rotate-secret"), json!({"overlapSeconds": 604_801}))
        .await;
    assert_eq!(faulty(rotate), ["overlapSeconds"]);
    let test = org.post(&format!("{path}/test"), json!({"eventType": "message"})).await;
    assert_eq!(faulty(test), ["eventType"]);
    let replay = json!({"from": "2026-03-02T00:00:00Z", "until": "2026-03-01T00:00:00Z", "events": ["x"]});
    assert_eq!(
        faulty(org.post(&format!("{path}/replay"), replay).await),
        ["events[0]", "from"]
    );
}

#[tokio::test]
async fn an_organization_has_at_most_fifty_webhooks() {
    let app = TestApp::start().await;
    let org = admin(&app).await;
    let body = json!({"url": "https://example.org/hook", "events": ["balance.low"]});
    for _ in 0..50 {
        org.post(HOOKS, body.clone()).await.expect(201);
    }
    let refused = org.post(HOOKS, body).await.expect(400);
    assert!(
        refused
            .fault("organization")
            .is_some_and(|(fault, _)| fault.contains("50"))
    );
}

#[tokio::test]
async fn anothers_webhooks_are_not_found() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("clinic", "KE")
        .start()
        .await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    let (id, _) = hooked(&org, &receiver, &["*"]).await;
    let path = format!("{HOOKS}/{id}");
    let tried = org.post(&format!("{path}/test"), json!({})).await.expect(200);
    let delivery = tried.text_of("deliveryId");
    let other = app.key_of("clinic", Scope::ALL.into_iter().collect()).await;
    assert_eq!(other.get(HOOKS).await.expect(200).data()["webhooks"], json!([]));
    for answer in [
        other.get(&path).await,
        other.put(&path, json!({"active": false})).await,
        other.post(&format!("{path}/test"), json!({})).await,
        other.post(&format!("{path}/rotate-secret"), json!({})).await,
        other.get(&format!("{path}/deliveries")).await,
        other.post(&format!("{path}/replay"), json!({})).await,
        other
            .post(&format!("{path}/deliveries/{delivery}/replay"), json!({}))
            .await,
        other.delete(&path).await,
    ] {
        assert_eq!(answer.expect(404).code(), "NOT_FOUND");
    }
    org.get(&path).await.expect(200);
}

#[tokio::test]
async fn a_test_posts_a_signed_sample_and_tells_what_came_of_it() {
    let app = TestApp::start().await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    let (id, secret) = hooked(&org, &receiver, &["balance.low"]).await;
    let path = format!("{HOOKS}/{id}");
    let tried = org
        .post(&format!("{path}/test"), json!({}))
        .await
        .expect(200)
        .data()
        .clone();
    assert_eq!((&tried["success"], &tried["httpStatus"]), (&json!(true), &json!(200)));
    assert_eq!(
        (&tried["responseBody"], &tried["attempt"]),
        (&json!("taken"), &json!(0))
    );
    let body = verified(&receiver.requests()[0], &secret);
    assert_eq!(
        (&body["type"], &body["data"]["test"]),
        (&json!("webhook.test"), &json!(true))
    );
    assert_eq!(tried["payload"], body);
    org.put(&path, json!({"active": false})).await.expect(200);
    receiver.misbehave(Misbehaviour::Answer(Answer::text(503, "not now")));
    let asked = json!({"eventType": "message.inbound"});
    let refused = org
        .post(&format!("{path}/test"), asked)
        .await
        .expect(200)
        .data()
        .clone();
    assert_eq!(
        (&refused["success"], &refused["httpStatus"]),
        (&json!(false), &json!(503))
    );
    assert_eq!(refused["payload"]["data"]["body"], "This is a sample.");
    let health = org.get(&path).await.expect(200).data()["consecutiveFails"].clone();
    assert_eq!(health, 0, "a test says nothing about health");
    let log = org.get(&format!("{path}/deliveries")).await.expect(200).data()["deliveries"].clone();
    assert_eq!(log, json!([refused, tried]));
    org.put(&path, json!({"active": true})).await.expect(200);
    let replayed = org.post(&format!("{path}/replay"), json!({})).await.expect(202);
    assert_eq!(replayed.number_of("events"), 0, "a sample is told once");
}

#[tokio::test]
async fn changes_of_webhooks_are_in_the_log_without_their_secrets() {
    let app = TestApp::start().await;
    let (org, owner) = (admin(&app).await, app.signed_in("acme", Role::Owner).await);
    let body = json!({"url": "https://example.org/hook/s3cret", "events": ["balance.low"]});
    let made = org.post(HOOKS, body).await.expect(201);
    let id = made.text_of("webhookId").to_owned();
    let path = format!("{HOOKS}/{id}");
    org.put(&path, json!({"active": false})).await.expect(200);
    org.post(&format!("{path}/rotate-secret"), json!({})).await.expect(200);
    org.delete(&path).await.expect(200);
    org.put(&path, json!({"active": true})).await.expect(404);
    let log = owner.get("/api/audit?action=webhook").await.expect(200);
    let entries = log.data()["entries"].as_array().expect("a list").clone();
    let actions: Vec<_> = entries.iter().map(|entry| entry["action"].clone()).collect();
    assert_eq!(
        actions,
        [
            "webhook.remove",
            "webhook.rotate_secret",
            "webhook.change",
            "webhook.create"
        ]
    );
    assert!(entries.iter().all(|entry| entry["object"] == id.as_str()));
    assert_eq!(
        (&entries[2]["before"]["active"], &entries[2]["after"]["active"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(entries[3]["after"]["origin"], "https://example.org");
    assert!(
        !log.text.contains("s3cret") && !log.text.contains("whsec_"),
        "{}",
        log.text
    );
}
