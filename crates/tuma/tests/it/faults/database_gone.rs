//! The database gone and back: no 202 without a commit, nothing lost, nothing sent twice.

use std::time::Duration;

use serde_json::json;
use store::DatabaseUrl;
use testkit::{Builder, Proxy, TestApp, eventually};

use crate::numbers::kenyan;

/// A Tuma that reaches its PostgreSQL over a wire that can be cut.
async fn over_a_wire() -> (Proxy, Builder) {
    let server = std::env::var("TUMA_TEST_POSTGRES_URL").expect("the tests run on PostgreSQL");
    let (_, rest) = server.split_once('@').expect("a URL names user and host");
    let (host, _) = rest.split_once('/').expect("a URL names a database");
    let proxy = Proxy::to(host).await;
    let (host, wire) = (host.to_owned(), proxy.address().to_string());
    let builder = TestApp::builder().store(move |config| {
        if let DatabaseUrl::Postgres(url) = &config.url {
            config.url = DatabaseUrl::Postgres(url.replace(&host, &wire));
        }
        config.reconnect_ms = 500;
    });
    (proxy, builder)
}

#[tokio::test]
async fn while_the_database_is_gone_nothing_is_accepted_and_when_it_is_back_all_goes_on() {
    if !testkit::on_postgres() {
        return;
    }
    let (proxy, builder) = over_a_wire().await;
    let app = builder.start().await;
    let mut accepted = Vec::new();
    for number in 0..20 {
        accepted.push(app.send(&kenyan(number), "x").await);
    }
    app.run_until_idle().await;
    proxy.cut();
    eventually("a refusal", async || {
        let answer = app
            .post("/api/sms/send", json!({ "to": kenyan(900), "body": "x" }))
            .await;
        match answer.status {
            202 => accepted.push(answer.text_of("messageId").to_owned()),
            status => assert_eq!(status, 503, "{}", answer.text),
        }
        (answer.status == 503).then_some(())
    })
    .await;
    eventually("health to say so", async || {
        (app.get_bare("/health/ready").await.status == 503).then_some(())
    })
    .await;
    app.get_bare("/health/live").await.expect(200);
    proxy.mend();
    eventually("the next acceptance", async || {
        let answer = app
            .post("/api/sms/send", json!({ "to": kenyan(901), "body": "x" }))
            .await;
        (answer.status == 202).then(|| accepted.push(answer.text_of("messageId").to_owned()))
    })
    .await;
    for id in &accepted {
        app.wait_for_state(id, "DELIVERED").await;
    }
    app.run_until_idle().await;
    app.get_bare("/health/ready").await.expect(200);
}

#[tokio::test]
async fn cut_again_and_again_under_load_every_202_is_true_and_nothing_goes_out_twice() {
    if !testkit::on_postgres() {
        return;
    }
    let (proxy, builder) = over_a_wire().await;
    let app = builder.start().await;
    let own = app.own().clone();
    let sender = tokio::spawn(async move {
        let mut accepted = Vec::new();
        for number in 0..1_500 {
            let fields = json!({ "to": kenyan(number), "body": "x", "class": "promotional" });
            let answer = own.post("/api/sms/send", fields).await;
            assert!([202, 503].contains(&answer.status), "{}", answer.text);
            if answer.status == 202 {
                accepted.push(answer.text_of("messageId").to_owned());
            }
        }
        accepted
    });
    for _ in 0..4 {
        let before = app.recorder().count();
        let moved = async || (app.recorder().count() > before + 30 || sender.is_finished()).then_some(());
        eventually("some hand-overs", moved).await;
        proxy.cut();
        tokio::task::yield_now().await;
        proxy.mend();
    }
    let accepted = sender.await.expect("no panic");
    for id in &accepted {
        app.wait_for_state(id, "DELIVERED").await;
    }
    app.run_until_idle().await;
    let mut taken: Vec<String> = app
        .recorder()
        .seen()
        .iter()
        .map(|one| one.message.to_string())
        .collect();
    let all = taken.len();
    taken.sort_unstable();
    taken.dedup();
    assert_eq!(taken.len(), all, "under hold nothing goes out twice");
    app.advance(Duration::from_secs(1));
}
