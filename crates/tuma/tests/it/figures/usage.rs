//! How the API is used: every call counted, a sample of calls kept, nothing of anybody else's.

use domain::Role;
use serde_json::{Value, json};
use testkit::{Browser, TestApp};

use crate::numbers::kenyan;

/// Whoever may look at how the API is used.
async fn watcher(app: &TestApp, slug: &str) -> Browser {
    app.signed_in(slug, Role::Technician).await
}

/// Writes what was gathered so far.
async fn written(app: &TestApp) {
    let tenancy = app.tenancy().clone();
    app.inside(async move { tenancy.usage_flush().await }).await;
}

fn named(list: &Value, field: &str, name: &str) -> Value {
    let found = list.as_array().expect("a list").iter().find(|one| one[field] == name);
    found.unwrap_or_else(|| panic!("no {name} in {list}")).clone()
}

#[tokio::test]
async fn every_call_is_counted_by_route_key_and_status() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("clinic", "KE")
        .start()
        .await;
    for n in 0..30 {
        app.send(&kenyan(n), "x").await;
    }
    app.post("/api/sms/send", json!({})).await.expect(400);
    app.get("/api/sms/status/msg_0000000000001").await.expect(404);
    app.post(
        "/api/v1/sms/send",
        json!({ "phone_numbers": [kenyan(40)], "message": "x" }),
    )
    .await
    .expect(200);
    app.get_bare("/api/sms/messages").await.expect(401);
    app.org("clinic").get("/api/sms/messages").await.expect(200);
    app.run_until_idle().await;
    written(&app).await;

    let watcher = watcher(&app, "acme").await;
    let summary = watcher
        .get("/api/sms/usage/summary?period=today&by=hour")
        .await
        .expect(200)
        .data()
        .clone();
    let calls = app.own();
    let key = named(&summary["apiKeys"], "apiKeyId", &calls.key_id.to_string());
    assert_eq!(key["name"], "test");
    let sends = named(&summary["endpoints"], "endpoint", "/api/sms/send");
    assert_eq!(
        (&sends["requests"], &sends["failed"], &sends["method"]),
        (&json!(31), &json!(1), &json!("POST"))
    );
    assert!(sends["averageMs"].as_f64().is_some_and(|ms| ms >= 0.0), "{sends}");
    assert!(
        sends["requestBytes"].as_i64() > Some(0) && sends["responseBytes"].as_i64() > Some(0),
        "{sends}"
    );
    let status = named(&summary["endpoints"], "endpoint", "/api/sms/status/{messageId}");
    assert_eq!(status["failed"], 1);
    assert_eq!(
        (&summary["byStatus"]["202"], &summary["byStatus"]["400"]),
        (&json!(30), &json!(1))
    );
    assert_eq!(
        (&summary["breakdown"][0]["at"], summary["byStatus"]["401"].is_null()),
        (&json!("2026-03-01T08:00:00+00:00"), true)
    );
    assert_eq!(summary["breakdown"][0]["requests"], summary["total"]["requests"]);

    let theirs = self::watcher(&app, "clinic").await;
    let theirs = theirs.get("/api/sms/usage/summary").await.expect(200);
    assert_eq!(theirs.data()["total"]["requests"], 1);
    app.get("/api/sms/usage").await.expect(403);
}

#[tokio::test]
async fn calls_are_kept_as_they_were_up_to_a_bound() {
    let app = TestApp::start().await;
    for _ in 0..30 {
        app.get("/api/sms/messages").await.expect(200);
    }
    app.get("/api/sms/messages?limit=0").await.expect(400);
    written(&app).await;
    let watcher = watcher(&app, "acme").await;
    let list = async |query: &str| {
        let found = watcher.get(&format!("/api/sms/usage?{query}")).await.expect(200);
        found.data()["calls"].as_array().expect("calls").clone()
    };
    let kept = list("limit=200").await;
    assert!(
        kept.len() > tenancy::MAX_CALLS,
        "ordinary ones up to a bound, and the failed one"
    );
    let failed = &list("status=4xx").await[0];
    assert_eq!(
        (&failed["endpoint"], &failed["method"], &failed["status"]),
        (&json!("/api/sms/messages"), &json!("GET"), &json!(400))
    );
    assert_eq!(
        (&failed["ip"], &failed["apiKeyId"]),
        (&json!("127.0.0.1"), &json!(app.own().key_id.to_string()))
    );
    assert!(
        failed["durationMs"].is_f64() && failed["requestId"].is_string(),
        "{failed}"
    );
    let first = watcher.get("/api/sms/usage?limit=5").await.expect(200);
    let cursor = first.data()["nextCursor"].as_str().expect("there are more").to_owned();
    let second = list(&format!("limit=200&cursor={cursor}")).await;
    assert_eq!(second.len(), kept.len() - 5);
    let own = list(&format!("limit=200&apiKeyId={}", app.own().key_id)).await;
    assert_eq!(own.len(), kept.len());
    assert_eq!(list("endpoint=/api/sms/send").await.len(), 0);
    for (query, field) in [
        ("status=9", "status"),
        ("apiKeyId=x", "apiKeyId"),
        ("cursor=xyz", "cursor"),
        ("limit=0", "limit"),
    ] {
        let answer = watcher.get(&format!("/api/sms/usage?{query}")).await.expect(400);
        assert!(answer.fault(field).is_some(), "{query}");
    }
}

#[tokio::test]
async fn an_answer_that_is_streamed_is_counted_whole_and_the_last_calls_survive_a_stop() {
    let mut app = TestApp::start().await;
    app.own().send_bulk((1..50).map(kenyan), "x").await;
    app.run_until_idle().await;
    let file = app.get("/api/sms/reports/messages.csv").await.expect(200);
    app.shutdown().await;
    app.start_again().await;
    let watcher = watcher(&app, "acme").await;
    let found = watcher
        .get("/api/sms/usage?endpoint=/api/sms/reports/messages.csv")
        .await
        .expect(200);
    assert_eq!(found.data()["calls"][0]["responseBytes"], json!(file.text.len()));
}

#[tokio::test]
async fn what_people_do_is_counted_by_person_and_what_they_may_not_as_well() {
    let app = TestApp::start().await;
    let viewer = app.signed_in("acme", Role::Viewer).await;
    viewer.get("/api/sms/messages").await.expect(200);
    viewer.get("/api/sms/providers").await.expect(403);
    let me = viewer.get("/api/auth/me").await.expect(200);
    let id = me.data()["user"]["userId"].as_str().expect("an id").to_owned();
    app.get("/api/sms/messages").await.expect(200);
    written(&app).await;
    let watcher = watcher(&app, "acme").await;
    let summary = watcher.get("/api/sms/usage/summary?period=today").await.expect(200);
    let theirs = named(&summary.data()["users"], "userId", &id);
    assert_eq!((&theirs["requests"], &theirs["failed"]), (&json!(2), &json!(1)));
    assert_eq!(summary.data()["apiKeys"][0]["requests"], 1);
    let listed = watcher.get(&format!("/api/sms/usage?userId={id}")).await.expect(200);
    let calls = listed.data()["calls"].as_array().expect("calls").clone();
    assert_eq!(calls.len(), 2);
    assert!(
        calls
            .iter()
            .all(|call| call["userId"] == json!(id) && call["apiKeyId"].is_null())
    );
    let both = format!("/api/sms/usage?userId={id}&apiKeyId={}", app.own().key_id);
    assert!(watcher.get(&both).await.expect(400).fault("userId").is_some());
}
