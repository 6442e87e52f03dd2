//! Lists: filters, pages, cursors and totals.

use serde_json::{Value, json};

use crate::app::App;

/// An app with `count` scheduled messages to as many numbers.
async fn app_with(count: usize) -> App {
    let app = App::start().await;
    let recipients: Vec<Value> = (0..count).map(|n| json!({"to": format!("+2547123{n:05}")})).collect();
    let body = json!({"recipients": recipients, "body": "Hello", "scheduledAt": "2026-04-01T08:00:00Z"});
    let answer = app.post("/api/sms/send-bulk", &body.to_string()).await;
    assert_eq!(answer.data()["accepted"], count);
    app
}

fn ids(page: &Value) -> Vec<String> {
    let messages = page["messages"].as_array().cloned().unwrap_or_default();
    messages
        .iter()
        .map(|message| message["messageId"].as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test]
async fn page_numbers_and_the_cursor_show_the_same_messages() {
    let app = app_with(25).await;
    let mut by_cursor = Vec::new();
    let mut path = "/api/sms/messages?limit=10".to_owned();
    loop {
        let page = app.get(&path).await.data();
        by_cursor.extend(ids(&page));
        match page["nextCursor"].as_str() {
            Some(cursor) => path = format!("/api/sms/messages?limit=10&cursor={cursor}"),
            None => break,
        }
    }
    let mut by_number = Vec::new();
    for page in 1..=3 {
        by_number.extend(ids(&app
            .get(&format!("/api/sms/messages?limit=10&page={page}"))
            .await
            .data()));
    }
    assert_eq!(by_cursor.len(), 25);
    assert_eq!(by_cursor, by_number);
    assert!(by_cursor.windows(2).all(|pair| pair[0] > pair[1]), "newest first");
    assert!(ids(&app.get("/api/sms/messages?limit=10&page=4").await.data()).is_empty());
}

#[tokio::test]
async fn totals_come_from_the_rollups_and_only_where_they_know() {
    let app = app_with(5).await;
    let all = app.get("/api/sms/messages?limit=2").await.data();
    assert_eq!((&all["total"], &all["totalIsMore"]), (&json!(5), &json!(false)));
    assert_eq!(all["totals"], json!({"SCHEDULED": {"messages": 5, "segments": 5}}));
    let none = app.get("/api/sms/messages?status=delivered").await.data();
    assert_eq!(
        (&none["total"], &none["totals"]["SCHEDULED"]["messages"]),
        (&json!(0), &json!(5))
    );
    let one = app.get("/api/sms/messages?phone=0712300003&limit=1").await.data();
    assert_eq!((ids(&one).len(), one.get("total"), one.get("totals")), (1, None, None));
    let off_the_border = app
        .get("/api/sms/messages?from=2026-03-01T07:59:59Z&limit=2")
        .await
        .data();
    assert_eq!(
        (off_the_border.get("total"), &off_the_border["totalIsMore"]),
        (None, &json!(true))
    );
}

#[tokio::test]
async fn messages_are_filtered_by_time_and_direction() {
    let app = app_with(3).await;
    for (query, count) in [
        ("from=2026-03-01", 3),
        ("to=2026-03-01", 3),
        ("to=2026-02-28", 0),
        ("from=2026-03-01T08:00:00.001Z", 0),
        ("to=2026-03-01T08:00:00Z", 0),
        ("direction=OUTBOUND", 3),
        ("direction=inbound", 0),
    ] {
        assert_eq!(
            ids(&app.get(&format!("/api/sms/messages?{query}")).await.data()).len(),
            count,
            "{query}"
        );
    }
}

#[tokio::test]
async fn wrong_parameters_are_all_named() {
    let app = App::start().await;
    for (query, fields) in [
        ("limit=201", vec!["limit"]),
        ("page=201", vec!["page"]),
        ("campaignId=15", vec!["campaignId"]),
        ("status=GONE&phone=12&pge=1", vec!["status", "phone", "pge"]),
        ("limit=%FF", vec!["limit"]),
    ] {
        let answer = app.get(&format!("/api/sms/messages?{query}")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.code().as_str()),
            (400, "INVALID_REQUEST"),
            "{query}"
        );
        assert_eq!(answer.fields(), fields, "{query}");
    }
    let past = app.get("/api/sms/messages?page=201").await.json();
    assert!(
        past["error"]["details"][0]["mend"]
            .as_str()
            .is_some_and(|mend| mend.contains("cursor"))
    );
}

#[tokio::test]
async fn batches_are_listed_newest_first_by_cursor() {
    let app = app_with(1).await;
    let body = json!({"recipients": [{"to": "+254712399999"}], "body": "Hello"}).to_string();
    let second = app.post("/api/sms/send-bulk", &body).await.data()["batchId"].clone();
    let page = app.get("/api/sms/batches?limit=1").await.data();
    assert_eq!(page["batches"][0]["batchId"], second);
    let cursor = page["nextCursor"].as_str().expect("a cursor");
    let rest = app
        .get(&format!("/api/sms/batches?limit=1&cursor={cursor}"))
        .await
        .data();
    assert_eq!(
        (rest["batches"].as_array().map(Vec::len), rest.get("nextCursor")),
        (Some(1), None)
    );
}
