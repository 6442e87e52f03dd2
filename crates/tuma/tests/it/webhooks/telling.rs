//! What is told, to whom, in which order, and how it is signed.

use std::time::Duration;

use doubles::{Answer, Misbehaviour};
use testkit::{ProviderSpec, Reply};

use super::*;
use crate::numbers::{kenyan, kenyans};

const WHOLE_LIFE: [&str; 3] = ["message.queued", "message.sent", "message.delivered"];

#[tokio::test]
async fn every_state_of_a_message_is_told_signed_and_in_order() {
    let app = TestApp::start().await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    let (_, secret) = hooked(&org, &receiver, &["*"]).await;
    let metadata = json!({"metadata": {"studentId": 42}});
    let id = org.send_with(&kenyan(1), "x", metadata).await;
    let requests = wait_for(&receiver, 3).await;
    assert_eq!(told(&requests, &id), WHOLE_LIFE);
    let bodies: Vec<Value> = requests.iter().map(|request| verified(request, &secret)).collect();
    let statuses: Vec<&Value> = bodies.iter().map(|body| &body["data"]["status"]).collect();
    assert_eq!(statuses, ["QUEUED", "SUBMITTED", "DELIVERED"]);
    let last = &bodies[2]["data"];
    assert_eq!(
        (&last["to"], &last["metadata"]["studentId"]),
        (&json!(kenyan(1)), &json!(42))
    );
    assert!(last["endedAt"].is_string() && last["body"].is_null());
    let mut ids: Vec<_> = requests
        .iter()
        .map(|one| one.header("webhook-id").map(str::to_owned))
        .collect();
    ids.dedup();
    assert!(ids.len() == 3 && ids.iter().flatten().all(|id| id.starts_with("evt_")));
}

#[tokio::test]
async fn many_messages_are_told_whole_and_each_in_order() {
    let app = TestApp::builder()
        .store(|store| (store.hook_memory_per_target, store.hook_memory) = (20, 30))
        .start()
        .await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    hooked(&org, &receiver, &["message.*"]).await;
    org.send_bulk(kenyans(1, 200), "x").await;
    app.run_until_idle().await;
    let requests = wait_for(&receiver, 600).await;
    for message in org.list_all("").await {
        let id = message["messageId"].as_str().expect("an id");
        assert_eq!(told(&requests, id), WHOLE_LIFE, "{id}");
    }
    assert_eq!(requests.len(), 600);
    let left = "SELECT count(*) FROM hook_outbox";
    eventually("nothing left", async || {
        (app.database().count(left).await == 0).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_phones_text_is_told_with_what_it_says() {
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("main").only_for("acme"))
        .start()
        .await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    let (_, secret) = hooked(&org, &receiver, &["message.inbound"]).await;
    app.recorder().text_from("0722000001", "20880", "Habari", "mo-1").await;
    let body = verified(&wait_for(&receiver, 1).await[0], &secret);
    assert_eq!(body["type"], "message.inbound");
    let data = &body["data"];
    assert_eq!((&data["from"], &data["to"]), (&json!(kenyan(1)), &json!("20880")));
    assert_eq!(
        (&data["body"], &data["direction"]),
        (&json!("Habari"), &json!("INBOUND"))
    );
}

#[tokio::test]
async fn other_ends_are_told_too() {
    let app = TestApp::start().await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    hooked(
        &org,
        &receiver,
        &[
            "message.failed",
            "message.rejected",
            "message.cancelled",
            "message.expired",
        ],
    )
    .await;
    app.recorder()
        .script(&kenyan(1), [Reply::Refuse(adapters::Rejection::Refused)]);
    app.recorder()
        .script(&kenyan(2), [Reply::Refuse(adapters::Rejection::InvalidNumber)]);
    let failed = org.send(&kenyan(1), "x").await;
    let rejected = org.send(&kenyan(2), "x").await;
    wait_for(&receiver, 2).await;
    app.pause_lanes(true);
    let cancelled = org.send(&kenyan(3), "x").await;
    let expired = org.send(&kenyan(4), "x").await;
    org.post(&format!("/api/sms/messages/{cancelled}/cancel"), json!({}))
        .await
        .expect(200);
    app.advance(Duration::from_secs(49 * 3_600));
    let requests = wait_for(&receiver, 4).await;
    for (id, kind) in [
        (failed, "message.failed"),
        (rejected, "message.rejected"),
        (cancelled, "message.cancelled"),
        (expired, "message.expired"),
    ] {
        assert_eq!(told(&requests, &id), [kind]);
    }
}

#[tokio::test]
async fn a_failed_event_holds_back_those_of_its_own_message_alone() {
    let app = TestApp::start().await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    let (_, secret) = hooked(&org, &receiver, &["*"]).await;
    receiver.misbehave(Misbehaviour::Answer(Answer::text(500, "no")));
    let first = org.send(&kenyan(1), "x").await;
    app.own().wait_for_state(&first, "DELIVERED").await;
    wait_for(&receiver, 1).await;
    let second = org.send(&kenyan(2), "x").await;
    let requests = wait_for(&receiver, 4).await;
    assert_eq!(told(&requests, &second), WHOLE_LIFE);
    assert_eq!(told(&requests, &first), ["message.queued"], "the others wait for it");
    let requests = eventually("the rest", async || {
        app.advance(Duration::from_secs(5));
        let requests = receiver.requests();
        (told(&requests, &first).len() == 4).then_some(requests)
    })
    .await;
    let types = told(&requests, &first);
    assert_eq!(
        types,
        ["message.queued", "message.queued", "message.sent", "message.delivered"]
    );
    let of_first: Vec<_> = requests
        .iter()
        .filter(|one| one.json()["data"]["messageId"] == *first)
        .collect();
    assert_eq!(of_first[0].header("webhook-id"), of_first[1].header("webhook-id"));
    of_first.iter().for_each(|request| drop(verified(request, &secret)));
}

#[tokio::test]
async fn while_a_secret_is_changed_both_sign() {
    let app = TestApp::start().await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    let (id, old) = hooked(&org, &receiver, &["message.queued"]).await;
    let rotate = format!("{HOOKS}/{id}/rotate-secret");
    let made = org.post(&rotate, json!({"overlapSeconds": 60})).await.expect(200);
    let new = made.text_of("secret").to_owned();
    assert_ne!(new, old);
    assert!(made.data()["rotatingUntil"].is_string());
    org.send(&kenyan(1), "x").await;
    let request = wait_for(&receiver, 1).await.remove(0);
    let both = format!("{} {}", signature(&request, &new), signature(&request, &old));
    assert_eq!(request.header("webhook-signature"), Some(both.as_str()));
    // A test too: a receiver that knows only the old secret is no broken one.
    org.post(&format!("{HOOKS}/{id}/test"), json!({})).await.expect(200);
    let sample = wait_for(&receiver, 2).await.remove(1);
    let both = format!("{} {}", signature(&sample, &new), signature(&sample, &old));
    assert_eq!(sample.header("webhook-signature"), Some(both.as_str()));
    app.advance(Duration::from_secs(60));
    org.send(&kenyan(2), "x").await;
    verified(&wait_for(&receiver, 3).await[2], &new);
    let shown = org.get(&format!("{HOOKS}/{id}")).await.expect(200);
    assert!(shown.data()["rotatingUntil"].is_null());
    app.run_until_idle().await;
}

#[tokio::test]
async fn nothing_is_written_where_nobody_listens() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("clinic", "KE")
        .start()
        .await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    let (id, _) = hooked(&org, &receiver, &["message.delivered"]).await;
    let other = app.org("clinic").send(&kenyan(1), "x").await;
    app.org("clinic").wait_for_state(&other, "DELIVERED").await;
    org.put(&format!("{HOOKS}/{id}"), json!({"active": false}))
        .await
        .expect(200);
    let mine = org.send(&kenyan(2), "x").await;
    app.own().wait_for_state(&mine, "DELIVERED").await;
    assert_eq!(app.database().count("SELECT count(*) FROM hook_outbox").await, 0);
    assert_eq!(app.database().count("SELECT count(*) FROM live_events").await, 0);
    assert!(receiver.requests().is_empty());
}

#[tokio::test]
async fn a_change_of_a_providers_health_is_told_to_all_who_may_use_it() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("clinic", "KE")
        .provider(ProviderSpec::recorder("first").rank(1))
        .provider(ProviderSpec::recorder("second").rank(2))
        .start()
        .await;
    let org = admin(&app).await;
    let other = app.key_of("clinic", Scope::ALL.into_iter().collect()).await;
    let (mine, theirs) = (receiver().await, receiver().await);
    let (_, secret) = hooked(&org, &mine, &["provider.health"]).await;
    hooked(&other, &theirs, &["*"]).await;
    app.recorder_of("first").usually(Reply::Busy);
    for number in kenyans(1, 25) {
        let id = app.send(&number, "x").await;
        app.wait_for_state(&id, "DELIVERED").await;
    }
    let down = |requests: Vec<Recorded>| requests.into_iter().find(|one| one.json()["data"]["status"] == "DOWN");
    let told = eventually("the news", async || down(mine.requests())).await;
    let body = verified(&told, &secret);
    assert_eq!(body["type"], "provider.health");
    let data = &body["data"];
    assert_eq!((&data["provider"], &data["shared"]), (&json!("first"), &json!(true)));
    assert_ne!(data["from"], "DOWN");
    let told = eventually("the news", async || down(theirs.requests())).await;
    assert_eq!(told.json()["type"], "provider.health");
    let of_second = |one: &Recorded| one.json()["data"]["provider"] == "second";
    assert!(
        !mine.requests().iter().any(of_second),
        "that it works, first seen, is no news"
    );
}

#[tokio::test]
async fn what_the_organization_should_know_is_told_under_its_own_name() {
    let app = TestApp::start().await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    let (_, secret) = hooked(&org, &receiver, &["security.*", "balance.low"]).await;
    let (engine, id) = (app.engine().clone(), org.id);
    let emitted = app.inside(async move {
        let login = store::Emission::security(id, "security.login_failed", r#"{"user":"x"}"#.to_owned());
        let low = store::Emission::balance_low(id, r#"{"balance":"1.00"}"#.to_owned());
        Ok::<_, store::StoreError>((engine.emit(login).await?, engine.emit(low).await?))
    });
    assert_eq!(emitted.await.expect("they are on disk"), (1, 1));
    let requests = wait_for(&receiver, 2).await;
    let bodies = requests.iter().map(|request| verified(request, &secret));
    let mut told: Vec<(String, Value)> = bodies
        .map(|body| (body["type"].as_str().expect("a type").to_owned(), body["data"].clone()))
        .collect();
    told.sort_by(|a, b| a.0.cmp(&b.0));
    let expected = [
        ("balance.low".to_owned(), json!({"balance": "1.00"})),
        ("security.login_failed".to_owned(), json!({"user": "x"})),
    ];
    assert_eq!(told, expected);
}

#[tokio::test]
async fn what_stands_in_the_security_log_is_told() {
    let app = TestApp::start().await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    let (_, secret) = hooked(&org, &receiver, &["security.*"]).await;
    app.person_of("amina@example.org", &[("acme", Role::Viewer)]).await;
    app.browser().sign_in("amina@example.org", "wrong").await.expect(401);
    let body = verified(&wait_for(&receiver, 1).await[0], &secret);
    assert_eq!(body["type"], "security.sign_in_failed");
    let (data, owner) = (&body["data"], app.signed_in("acme", Role::Owner).await);
    let log = owner.get("/api/security/events?kind=sign_in_failed").await.expect(200);
    let event = &log.data()["events"][0];
    assert_eq!(
        (&data["eventId"], &data["userId"], &data["ip"], &data["detail"]),
        (&event["eventId"], &event["user"]["id"], &event["ip"], &event["detail"])
    );
}

#[tokio::test]
async fn only_https_is_taken_for_callbacks_too() {
    let app = TestApp::start().await;
    for (url, status) in [
        ("http://example.org/x", 400),
        ("smpp:1?x", 400),
        ("https://example.org:99999/x", 400),
        ("https://example.org/x", 202),
    ] {
        app.pause_lanes(true);
        let body = json!({"to": kenyan(1), "body": "x", "callbackUrl": url});
        let answer = app.post("/api/sms/send", body).await.expect(status);
        assert_eq!(answer.fault("callbackUrl").is_some(), status == 400, "{url}");
    }
    let left = app.own().list_all("status=QUEUED").await;
    for message in left {
        let id = message["messageId"].as_str().expect("an id");
        app.post(&format!("/api/sms/messages/{id}/cancel"), json!({}))
            .await
            .expect(200);
    }
}
