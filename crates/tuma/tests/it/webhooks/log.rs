//! The log of what was told, and telling again.

use doubles::{Answer, Misbehaviour};

use super::*;
use crate::numbers::{kenyan, kenyans};

async fn page(org: &Org, path: &str) -> Value {
    org.get(path).await.expect(200).data().clone()
}

#[tokio::test]
async fn the_log_is_read_by_page_and_by_filter() {
    let app = TestApp::start().await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    let (id, _) = hooked(&org, &receiver, &["message.queued", "message.delivered"]).await;
    receiver.misbehave(Misbehaviour::Answer(Answer::text(500, "no")));
    let first = org.send(&kenyan(1), "x").await;
    wait_for(&receiver, 1).await;
    let second = org.send(&kenyan(2), "x").await;
    wait_for(&receiver, 3).await;
    let log = format!("{HOOKS}/{id}/deliveries");
    let whole = eventually("three tries", async || {
        let found = page(&org, &log).await;
        (found["deliveries"].as_array().map(Vec::len) == Some(3)).then_some(found)
    })
    .await;
    let newest = &whole["deliveries"][0];
    assert_eq!(
        (&newest["messageId"], &newest["success"]),
        (&json!(second), &json!(true))
    );
    assert_eq!(newest["payload"]["type"], newest["eventType"]);
    assert_eq!(newest["payloadKept"], true);
    assert!(newest["latencyMs"].is_i64() && newest["createdAt"].is_string());
    let failed = page(&org, &format!("{log}?success=false")).await["deliveries"].clone();
    assert_eq!(failed.as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&failed[0]["messageId"], &failed[0]["responseBody"]),
        (&json!(first), &json!("no"))
    );
    for (query, count) in [
        ("eventType=message.delivered", 1),
        ("eventType=message.sent", 0),
        (&*format!("messageId={second}"), 2),
        ("from=2026-03-01&until=2026-03-01", 3),
        ("from=2026-03-02", 0),
    ] {
        let found = page(&org, &format!("{log}?{query}")).await;
        assert_eq!(found["deliveries"].as_array().map(Vec::len), Some(count), "{query}");
    }
    let first_page = page(&org, &format!("{log}?limit=2")).await;
    let cursor = first_page["nextCursor"].as_str().expect("a next page");
    let last_page = page(&org, &format!("{log}?limit=2&cursor={cursor}")).await;
    assert_eq!(last_page["deliveries"].as_array().map(Vec::len), Some(1));
    assert!(last_page["nextCursor"].is_null());
    org.get(&format!("{log}?success=maybe")).await.expect(400);
}

#[tokio::test]
async fn of_many_successes_the_log_keeps_the_figures_and_their_messages_say_the_rest() {
    let app = TestApp::builder()
        .engine(|engine| engine.hooks.log_whole_per_second = 0)
        .start()
        .await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    let (id, _) = hooked(&org, &receiver, &["message.delivered"]).await;
    let message = org.send(&kenyan(1), "x").await;
    let sent = wait_for(&receiver, 1).await.remove(0).json();
    let log = format!("{HOOKS}/{id}/deliveries");
    let found = eventually("the try", async || {
        let found = page(&org, &log).await["deliveries"][0].clone();
        found.is_object().then_some(found)
    })
    .await;
    assert_eq!(
        (&found["payloadKept"], &found["messageId"]),
        (&json!(false), &json!(message))
    );
    assert_eq!(found["payload"]["data"], sent["data"]);
    let delivery = found["deliveryId"].as_str().expect("an id");
    let again = org
        .post(&format!("{log}/{delivery}/replay"), json!({}))
        .await
        .expect(202);
    let requests = wait_for(&receiver, 2).await;
    assert_eq!(requests[1].header("webhook-id"), Some(again.text_of("eventId")));
    assert_eq!(requests[0].header("webhook-id"), requests[1].header("webhook-id"));
    assert_eq!(requests[1].json()["data"], sent["data"]);
}

#[tokio::test]
async fn what_was_given_up_is_told_again_as_it_was() {
    let app = TestApp::builder()
        .engine(|engine| engine.hooks.retry_ms = Vec::new())
        .start()
        .await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    let (id, secret) = hooked(&org, &receiver, &["message.queued", "message.sent"]).await;
    (0..4).for_each(|_| receiver.misbehave(Misbehaviour::Answer(Answer::text(500, "no"))));
    for number in kenyans(1, 3) {
        org.send(&number, "x").await;
    }
    app.run_until_idle().await;
    let before = wait_for(&receiver, 6).await;
    let log = format!("{HOOKS}/{id}/deliveries?success=false");
    eventually("the log", async || {
        (page(&org, &log).await["deliveries"].as_array().map(Vec::len) == Some(4)).then_some(())
    })
    .await;
    let replay = format!("{HOOKS}/{id}/replay");
    let one_kind = json!({"failedOnly": true, "events": ["message.failed"]});
    assert_eq!(org.post(&replay, one_kind).await.expect(202).number_of("events"), 0);
    let later = json!({"failedOnly": true, "from": "2026-03-02T00:00:00Z", "until": "2026-03-03T00:00:00Z"});
    assert_eq!(org.post(&replay, later).await.expect(202).number_of("events"), 0);
    let failed = json!({"failedOnly": true});
    assert_eq!(
        org.post(&replay, failed.clone()).await.expect(202).number_of("events"),
        4
    );
    let requests = wait_for(&receiver, 10).await;
    let key = |request: &Recorded| {
        let id = request.header("webhook-id").expect("an id").to_owned();
        (id, String::from_utf8_lossy(&request.body).into_owned())
    };
    let mut again: Vec<_> = requests[6..].iter().map(key).collect();
    let mut first: Vec<_> = before[..4].iter().map(key).collect();
    again.sort();
    first.sort();
    assert_eq!(again, first, "the same ids and the same bodies");
    requests[6..]
        .iter()
        .for_each(|request| drop(verified(request, &secret)));
    assert_eq!(
        org.post(&replay, failed).await.expect(202).number_of("events"),
        0,
        "once"
    );
}

#[tokio::test]
async fn callbacks_have_a_log_and_are_told_again_too() {
    let app = TestApp::builder()
        .engine(|engine| engine.hooks.retry_ms = Vec::new())
        .start()
        .await;
    let (org, receiver) = (admin(&app).await, receiver().await);
    receiver.misbehave(Misbehaviour::Answer(Answer::text(500, "no")));
    let url = format!("{}/hook", receiver.url());
    let message = org.send_with(&kenyan(1), "x", json!({"callbackUrl": url})).await;
    wait_for(&receiver, 1).await;
    let log = "/api/sms/callback-deliveries";
    let found = eventually("the try", async || {
        let found = page(&org, log).await["deliveries"][0].clone();
        found.is_object().then_some(found)
    })
    .await;
    assert_eq!(
        (&found["outcome"], &found["messageId"]),
        (&json!("GIVEN_UP"), &json!(message))
    );
    assert_eq!(
        (&found["url"], &found["eventType"]),
        (&json!(url), &json!("message.delivered"))
    );
    let replayed = org
        .post(&format!("{log}/replay"), json!({"failedOnly": true}))
        .await
        .expect(202);
    assert_eq!(replayed.number_of("events"), 1);
    let requests = wait_for(&receiver, 2).await;
    assert_eq!(requests[0].body, requests[1].body);
    let delivery = found["deliveryId"].as_str().expect("an id");
    org.post(&format!("{log}/{delivery}/replay"), json!({}))
        .await
        .expect(202);
    let requests = wait_for(&receiver, 3).await;
    assert_eq!(requests[2].header("webhook-id"), requests[0].header("webhook-id"));
}

#[tokio::test]
async fn who_may_not_see_numbers_reads_the_log_without_them() {
    let app = TestApp::start().await;
    let (org, receiver) = (
        admin(&app).await,
        answering(Answer::text(200, "took +254722000001")).await,
    );
    let (id, _) = hooked(&org, &receiver, &["message.delivered"]).await;
    let url = format!("{}/hook?phone=%2B254722000001", receiver.url());
    let sent = json!({ "callbackUrl": url, "metadata": {"name": "Wanjiru"} });
    let message = org.send_with(&kenyan(1), "x", sent).await;
    app.wait_for_state(&message, "DELIVERED").await;
    wait_for(&receiver, 2).await;
    let onlooker = app.key_of("acme", [Scope::WebhooksRead].into_iter().collect()).await;
    for path in [
        format!("{HOOKS}/{id}/deliveries"),
        "/api/sms/callback-deliveries".to_owned(),
    ] {
        eventually("the try in the log", async || {
            let found = onlooker.get(&path).await.expect(200);
            (!found.data()["deliveries"].as_array()?.is_empty()).then_some(())
        })
        .await;
        let masked = onlooker.get(&path).await.expect(200);
        assert!(
            !masked.text.contains("722000") && !masked.text.contains("Wanjiru"),
            "{}",
            masked.text
        );
        let data = &masked.data()["deliveries"][0];
        assert_eq!(data["payload"]["data"]["to"], "+254•••••001");
        let whole = org.get(&path).await.expect(200);
        let data = &whole.data()["deliveries"][0];
        assert_eq!(data["payload"]["data"]["to"], kenyan(1).as_str());
        assert_eq!(data["responseBody"], "took +254722000001");
    }
}
