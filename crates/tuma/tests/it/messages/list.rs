//! The list of messages: filters, pages, bounds and totals.

use std::time::Duration;

use serde_json::json;
use testkit::TestApp;

use crate::numbers::{kenyan, kenyans};

const LIST: &str = "/api/sms/messages";

#[tokio::test]
async fn filters_find_what_they_name_and_nothing_else() {
    let app = TestApp::start().await;
    app.recorder()
        .script(&kenyan(2), [testkit::Reply::Refuse(adapters::Rejection::Refused)]);
    let early = app.send(&kenyan(1), "early").await;
    app.run_until_idle().await;
    app.advance(Duration::from_secs(3_600));
    let failed = app.send(&kenyan(2), "failed").await;
    let batch = app.own().send_bulk(kenyans(3, 4), "bulk").await;
    app.run_until_idle().await;

    let ids = async |query: &str| -> Vec<String> {
        let found = app.own().list_all(query).await;
        found
            .iter()
            .map(|message| message["messageId"].as_str().expect("an id").to_owned())
            .collect()
    };
    assert_eq!(ids("").await.len(), 6);
    assert_eq!(ids("status=FAILED").await, [failed.as_str()]);
    assert_eq!(ids("phone=0722000001").await, [early.as_str()]);
    assert_eq!(ids("phone=%2B254722000001&status=DELIVERED").await, [early.as_str()]);
    assert_eq!(ids(&format!("batchId={}", batch.text_of("batchId"))).await.len(), 4);
    assert_eq!(ids("from=2026-03-01T08:30:00Z").await.len(), 5);
    assert_eq!(ids("to=2026-03-01T08:30:00Z").await, [early.as_str()]);
    assert_eq!(ids("from=2026-03-02").await.len(), 0);
    assert_eq!(ids("direction=INBOUND").await.len(), 0);
    assert_eq!(ids("direction=OUTBOUND&from=2026-03-01&to=2026-03-01").await.len(), 6);
    assert_eq!(ids("phone=0722999999").await.len(), 0);
}

#[tokio::test]
async fn pages_and_cursors_show_every_message_once_newest_first() {
    let app = TestApp::start().await;
    app.own().send_bulk(kenyans(1, 450), "x").await;
    app.run_until_idle().await;
    let by_cursor = app.own().list_all("").await;
    let ids: Vec<&str> = by_cursor
        .iter()
        .map(|message| message["messageId"].as_str().expect("an id"))
        .collect();
    assert_eq!(ids.len(), 450);
    assert!(ids.windows(2).all(|pair| pair[0] > pair[1]), "newest first, each once");

    let mut by_page = Vec::new();
    for page in 1..=10 {
        let answer = app.get(&format!("{LIST}?limit=50&page={page}")).await.expect(200);
        assert_eq!(answer.data()["page"], page);
        assert_eq!(answer.data()["total"], 450);
        by_page.extend(answer.data()["messages"].as_array().expect("a list").clone());
    }
    assert_eq!(by_page, by_cursor);
    let usual = app.get(LIST).await.expect(200);
    assert_eq!(usual.data()["messages"].as_array().map(Vec::len), Some(50));
}

#[tokio::test]
async fn bounds_are_kept_and_named() {
    let app = TestApp::start().await;
    for (query, field) in [
        ("limit=201", "limit"),
        ("limit=0", "limit"),
        ("page=0", "page"),
        ("page=201&limit=50", "page"),
        ("cursor=nonsense", "cursor"),
        ("status=GONE", "status"),
        ("direction=UP", "direction"),
        ("phone=12", "phone"),
        ("from=yesterday", "from"),
        ("campaignId=15", "campaignId"),
        ("batchId=15", "batchId"),
    ] {
        let answer = app.get(&format!("{LIST}?{query}")).await.expect(400);
        assert!(answer.fault(field).is_some(), "{query}: {}", answer.text);
    }
    let past = app.get(&format!("{LIST}?page=201&limit=50")).await.expect(400);
    assert!(past.text.contains("cursor"), "{}", past.text);
    app.get(&format!("{LIST}?limit=200&page=50")).await.expect(200);
}

#[tokio::test]
async fn totals_follow_every_move() {
    let app = TestApp::start().await;
    app.pause_lanes(true);
    app.own().send_bulk(kenyans(1, 10), "x").await;
    let cancelled = app.send(&kenyan(100), "x").await;
    assert_eq!(app.own().totals().await, [("QUEUED".to_owned(), 11)].into());
    app.post(&format!("/api/sms/messages/{cancelled}/cancel"), json!({}))
        .await
        .expect(200);
    assert_eq!(
        app.own().totals().await,
        [("CANCELLED".to_owned(), 1), ("QUEUED".to_owned(), 10)].into()
    );
    app.pause_lanes(false);
    app.run_until_idle().await;
    assert_eq!(
        app.own().totals().await,
        [("CANCELLED".to_owned(), 1), ("DELIVERED".to_owned(), 10)].into()
    );
}

#[tokio::test]
async fn batches_are_listed_newest_first() {
    let app = TestApp::start().await;
    let mut ids = Vec::new();
    for number in 0..5 {
        ids.push(
            app.own()
                .send_bulk([kenyan(number)], "x")
                .await
                .text_of("batchId")
                .to_owned(),
        );
    }
    app.run_until_idle().await;
    ids.reverse();
    let first = app.get("/api/sms/batches?limit=3").await.expect(200);
    let cursor = first.data()["nextCursor"].as_str().expect("there are more").to_owned();
    let second = app
        .get(&format!("/api/sms/batches?limit=3&cursor={cursor}"))
        .await
        .expect(200);
    let listed = [&first, &second]
        .into_iter()
        .flat_map(|page| page.data()["batches"].as_array().expect("a list").clone());
    let listed: Vec<String> = listed
        .map(|batch| batch["batchId"].as_str().expect("an id").to_owned())
        .collect();
    assert_eq!(listed, ids);
    assert!(second.data()["nextCursor"].is_null());
}
