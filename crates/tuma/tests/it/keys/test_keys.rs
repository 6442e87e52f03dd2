//! Test keys reach a simulated carrier and nothing else, whatever routes say, whatever restarts.

use std::time::Duration;

use domain::Scope;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use tenancy::NewKey;
use testkit::{Org, ProviderSpec, TestApp};

use crate::numbers::{kenyan, kenyans, magic};

fn test_key() -> NewKey {
    NewKey {
        test: true,
        ..NewKey::default()
    }
}

/// A Tuma with a real provider, to which a route leads everything, and a test key.
async fn case() -> (TestApp, Org) {
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("main").price(5_000_000))
        .start()
        .await;
    let admin = app.key_of("acme", Scope::ALL.into_iter().collect()).await;
    let providers = admin.get("/api/sms/providers").await.expect(200).data()["providers"].clone();
    let main = &providers[0]["providerId"];
    let route = json!({ "name": "all", "providers": [{ "providerId": main }] });
    admin.post("/api/sms/routes", route).await.expect(201);
    let test = app.key_like("acme", test_key()).await;
    assert!(test.key().starts_with("sk_test_"));
    (app, test)
}

fn is_test(message: &Value) -> bool {
    message["test"] == true && message["provider"] == "test"
}

#[tokio::test]
async fn a_test_message_goes_to_the_simulated_carrier_is_marked_and_costs_nothing() {
    let (app, test) = case().await;
    let body = json!({ "to": kenyan(1), "body": "x" });
    let sent = test.post("/api/sms/send", body.clone()).await.expect(202);
    assert_eq!(
        (&sent.data()["test"], sent.text_of("estimatedCost")),
        (&json!(true), "0.00")
    );
    let status = test.wait_for_state(sent.text_of("messageId"), "DELIVERED").await;
    assert!(is_test(&status) && status["cost"]["amount"] == "0.00", "{status}");
    let forced = json!({ "to": kenyan(2), "body": "x", "provider": "main" });
    let forced = test.post("/api/sms/send", forced).await.expect(202);
    assert!(is_test(
        &test.wait_for_state(forced.text_of("messageId"), "DELIVERED").await
    ));
    let unknown = json!({ "to": kenyan(2), "body": "x", "provider": "mian" });
    test.post("/api/sms/send", unknown).await.expect(400);
    test.send_bulk(kenyans(10, 30), "x").await;
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 0, "nothing reached the real provider");

    let live = app.send(&kenyan(1), "x").await;
    let live = app.wait_for_state(&live, "DELIVERED").await;
    assert_eq!((&live["provider"], &live["test"]), (&json!("main"), &Value::Null));
    assert_eq!(app.recorder().count(), 1);
}

#[tokio::test]
async fn a_live_message_never_goes_where_test_messages_go() {
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("main").inactive())
        .start()
        .await;
    let test = app.key_like("acme", test_key()).await;
    let id = test.send(&kenyan(1), "x").await;
    test.wait_for_state(&id, "DELIVERED").await;
    for provider in [None, Some("test"), Some("simulator"), Some("prv_000000000002d")] {
        let mut body = json!({ "to": kenyan(1), "body": "x" });
        if let Some(provider) = provider {
            body["provider"] = json!(provider);
        }
        let answer = app.post("/api/sms/send", body).await;
        assert!([400, 422].contains(&answer.status), "{provider:?}: {}", answer.text);
    }
}

#[tokio::test]
async fn a_test_key_sees_test_messages_alone_and_everybody_sees_which_those_are() {
    let (app, test) = case().await;
    let live = app.send(&kenyan(1), "live").await;
    let tested = test.send(&kenyan(2), "test").await;
    let live_batch = app
        .own()
        .send_bulk(kenyans(10, 2), "live")
        .await
        .text_of("batchId")
        .to_owned();
    let test_batch = test
        .send_bulk(kenyans(20, 3), "test")
        .await
        .text_of("batchId")
        .to_owned();
    app.run_until_idle().await;
    for path in [
        format!("/api/sms/status/{live}"),
        format!("/api/sms/batches/{live_batch}"),
    ] {
        test.get(&path).await.expect(404);
    }
    let cancel = format!("/api/sms/messages/{live}/cancel");
    test.post(&cancel, json!({})).await.expect(404);
    let seen = test.list_all("").await;
    assert!(seen.len() == 4 && seen.iter().all(is_test), "{seen:?}");
    assert_eq!(test.totals().await.values().sum::<i64>(), 4);
    let batches = test.get("/api/sms/batches").await.expect(200).data()["batches"].clone();
    assert_eq!(batches.as_array().map(Vec::len), Some(1), "{batches}");
    assert_eq!(
        (&batches[0]["batchId"], &batches[0]["test"]),
        (&json!(test_batch), &json!(true))
    );

    let all = app.own().list_all("").await;
    assert_eq!(all.iter().filter(|message| is_test(message)).count(), 4);
    assert_eq!(all.len(), 7);
    assert!(is_test(&app.own().status(&tested).await));
}

#[tokio::test]
async fn files_and_scheduled_messages_stay_test_messages_over_a_restart() {
    let mut app = TestApp::builder()
        .engine(|settings| settings.chunk_rows = 5)
        .start()
        .await;
    let test = app.key_like("acme", test_key()).await;
    let due = json!({ "scheduledAt": app.time_ahead(Duration::from_secs(60)) });
    let scheduled = test.send_with(&kenyan(1), "x", due).await;
    let numbers: Vec<String> = kenyans(100, 40).collect();
    let file = Part::bytes(numbers.join("\n").into_bytes()).file_name("people.txt");
    let form = Form::new().text("body", "x").part("file", file);
    let batch = test.post_form("/api/sms/send-bulk", form).await.expect(202);
    let batch = batch.text_of("batchId").to_owned();
    app.crash();
    // A carrier that starts later gives out later ids.
    app.advance(Duration::from_secs(1));
    app.start_again().await;
    let batch = test.wait_for_batch(&batch).await;
    assert_eq!((batch.text_of("status"), batch.number_of("accepted")), ("DONE", 40));
    app.advance(Duration::from_secs(60));
    assert!(is_test(&test.wait_for_state(&scheduled, "DELIVERED").await));
    // What had begun when it crashed is unknown to the carrier that is there now, and tried again after a while.
    app.advance(Duration::from_secs(60));
    app.run_until_idle().await;
    let all = test.list_all("").await;
    assert!(all.len() == 41 && all.iter().all(is_test), "{all:?}");
    assert_eq!(app.recorder().count(), 0);
    // Reports that the carrier owed died with it.
    app.allow_unprocessed();
}

#[tokio::test]
async fn what_a_test_key_does_changes_nothing_for_live_messages() {
    let (app, test) = case().await;
    let with_key = json!({ "to": kenyan(1), "body": "x", "idempotencyKey": "fee-1" });
    let tested = test.post("/api/sms/send", with_key.clone()).await.expect(202);
    let again = test.post("/api/sms/send", with_key.clone()).await.expect(202);
    assert_eq!(tested.text_of("messageId"), again.text_of("messageId"));
    let live = app.post("/api/sms/send", with_key).await.expect(202);
    assert_ne!(live.text_of("messageId"), tested.text_of("messageId"));
    // The simulated carrier says that this number opted out there.
    let opted_out = test.send(&magic(18), "x").await;
    test.wait_for_state(&opted_out, "REJECTED").await;
    let live = app.send(&magic(18), "x").await;
    app.wait_for_state(&live, "DELIVERED").await;
    let text = json!({ "to": "20880", "body": "STOP" });
    let path = format!("/api/sms/handsets/%2B{}/text", &kenyan(1)[1..]);
    test.post(&path, text).await.expect(422);
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 2);
}

#[tokio::test]
async fn a_test_key_manages_nothing() {
    let app = TestApp::start().await;
    let admin = app.key_of("acme", Scope::ALL.into_iter().collect()).await;
    let body = json!({ "name": "trial", "test": true, "scopes": ["sms:send", "providers:write"] });
    let refused = admin.post("/api/sms/api-keys", body).await.expect(400);
    assert_eq!(refused.faulty_fields(), ["scopes"]);
    let made = json!({ "name": "trial", "test": true });
    let made = admin.post("/api/sms/api-keys", made).await.expect(201);
    assert!(made.text_of("apiKey").starts_with("sk_test_") && made.text_of("prefix").starts_with("sk_test_"));
    let test = app.key_like("acme", test_key()).await;
    for path in [
        "/api/sms/providers",
        "/api/sms/routes",
        "/api/sms/api-keys",
        "/api/sms/networks",
    ] {
        test.get(path).await.expect(403);
    }
    let preview = test.post("/api/sms/preview", json!({ "body": "x" })).await.expect(200);
    assert_eq!(preview.data()["cost"]["amount"], "0.00");
}

#[tokio::test]
async fn a_test_key_reaches_nothing_live_through_lists_files_and_reports_either() {
    let (app, test) = case().await;
    let list = |number: &str| Form::new().part("file", Part::text(format!("{number}\n")).file_name("list.txt"));
    let upload = async |org: &Org, number: &str| {
        let uploaded = org.post_form("/api/v1/files/upload", list(number)).await.expect(200);
        uploaded.text_of("file_id").to_owned()
    };
    let (live_list, test_list) = (upload(app.own(), &kenyan(1)).await, upload(&test, &kenyan(2)).await);
    let files = test.get("/api/v1/files").await.expect(200);
    assert_eq!(files.data()["files"].as_array().map(Vec::len), Some(1));
    test.get(&format!("/api/v1/files/{live_list}")).await.expect(404);
    let bulk = |file: &str| json!({ "file_id": file, "message": "Hello" });
    test.post("/api/v1/sms/bulk", bulk(&live_list)).await.expect(404);
    let live = app.post("/api/v1/sms/bulk", bulk(&live_list)).await.expect(200);
    let tested = test.post("/api/v1/sms/bulk", bulk(&test_list)).await.expect(200);
    app.own().wait_for_batch(live.text_of("bulk_id")).await;
    test.wait_for_batch(tested.text_of("bulk_id")).await;
    app.run_until_idle().await;
    assert_eq!(app.recorder().count(), 1);
    test.get(&format!("/api/v1/sms/reports/{}", live.text_of("bulk_id")))
        .await
        .expect(404);
    let file = test.get("/api/sms/reports/messages.csv").await.expect(200);
    assert!(
        file.text.contains(&kenyan(2)[1..]) && !file.text.contains(&kenyan(1)[1..]),
        "{}",
        file.text
    );
    let batches = test.get("/api/sms/batches").await.expect(200);
    assert_eq!(batches.data()["batches"].as_array().map(Vec::len), Some(1));
    let balance = test.get("/api/v1/account/balance").await.expect(200);
    assert!(
        balance.data()["carriers"].as_array().is_none_or(Vec::is_empty),
        "{balance:?}"
    );
}
