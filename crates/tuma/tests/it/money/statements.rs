//! Balance, ledger, warnings and statements as callers read them.

use std::time::Duration;

use domain::Role;
use reqwest::Method;
use serde_json::json;
use tenancy::BillingChange;
use testkit::{Browser, TestApp};

use crate::numbers::{kenyan, kenyans};

async fn reader(app: &TestApp) -> Browser {
    app.signed_in("acme", Role::Owner).await
}

#[tokio::test]
async fn the_balance_says_what_can_be_spent() {
    let app = TestApp::start().await;
    let reader = reader(&app).await;
    let unlimited = reader.get("/api/sms/balance").await.expect(200);
    assert_eq!(
        (unlimited.text_of("mode"), &unlimited.json["data"]["available"]),
        ("unlimited", &serde_json::Value::Null)
    );
    let change = BillingChange {
        credit_limit_micros: Some(5_000_000),
        ..BillingChange::default()
    };
    app.prepay("acme", 10_000_000, change).await;
    let balance = reader.get("/api/sms/balance").await.expect(200);
    for (field, text) in [
        ("mode", "prepaid"),
        ("currency", "KES"),
        ("available", "10.00"),
        ("reserved", "0.00"),
        ("creditLimit", "5.00"),
        ("spendable", "15.00"),
        ("refund", "none"),
    ] {
        assert_eq!(balance.text_of(field), text, "{field}");
    }
    // The recorder is the platform's: what is left with its carrier is none of the tenant's business.
    assert_eq!(balance.json["data"]["carriers"], json!([]));
}

#[tokio::test]
async fn a_low_balance_is_told_once_each_time_it_falls() {
    let app = TestApp::start().await;
    let reader = reader(&app).await;
    app.prepay("acme", 4 * 800_000, BillingChange::default()).await;
    reader
        .put("/api/sms/balance/alert", json!({ "below": "2.40" }))
        .await
        .expect(200);
    for n in 1..=4 {
        app.send(&kenyan(n), "x").await;
    }
    app.run_until_idle().await;
    let alerts = reader.get("/api/sms/balance/alerts").await.expect(200);
    assert_eq!(
        alerts.json["data"]["alerts"].as_array().map(Vec::len),
        Some(1),
        "{}",
        alerts.text
    );
    assert_eq!(alerts.json["data"]["alerts"][0]["available"], "1.60");
    assert_eq!(reader.get("/api/sms/balance").await.json["data"]["low"], true);
    let logs = testkit::Logs::collect().text();
    assert!(logs.contains("a balance fell below its threshold"));
    reader
        .put("/api/sms/balance/alert", json!({ "below": null }))
        .await
        .expect(200);
    assert_eq!(reader.get("/api/sms/balance").await.json["data"]["low"], false);
}

#[tokio::test]
async fn a_statement_adds_up_in_every_form() {
    let app = TestApp::start().await;
    app.prepay("acme", 10_000_000, BillingChange::default()).await;
    app.own().send_bulk(kenyans(1, 3), "x").await;
    app.run_until_idle().await;
    app.advance(Duration::from_secs(86_400));
    app.send(&kenyan(4), "x").await;
    app.run_until_idle().await;
    let reader = reader(&app).await;
    let path = "/api/sms/statements?from=2026-03-01&to=2026-03-02";
    let statement = reader.get(path).await.expect(200);
    let data = statement.data();
    assert_eq!(
        (&data["opening"]["available"], &data["closing"]["available"]),
        (&json!("0.00"), &json!("6.80"))
    );
    let kinds: Vec<_> = data["lines"]
        .as_array()
        .expect("lines")
        .iter()
        .map(|line| line["kind"].clone())
        .collect();
    assert_eq!(kinds, ["RESERVE", "SPEND", "TOP_UP", "RESERVE", "SPEND"]);
    let second = reader
        .get("/api/sms/statements?from=2026-03-02&to=2026-03-02")
        .await
        .expect(200);
    assert_eq!(second.json["data"]["opening"]["available"], "7.60");
    let csv = reader.get(&format!("{path}&format=csv")).await.expect(200);
    assert_eq!(
        csv.header("content-type"),
        Some("text/csv; charset=utf-8; header=present")
    );
    assert_eq!(
        csv.header("content-disposition"),
        Some("attachment; filename=\"statement-acme-2026-03-01-2026-03-02.csv\"")
    );
    assert_eq!(csv.text.lines().count(), 8);
    assert!(
        csv.text.ends_with("2026-03-02,CLOSING,,,6.80,0.00,3.20,KES,,\n"),
        "{}",
        csv.text
    );
    let pdf = reader
        .request(Method::GET, &format!("{path}&format=pdf"))
        .send()
        .await
        .expect("Tuma answers");
    assert_eq!(pdf.headers()["content-type"], "application/pdf");
    assert!(pdf.bytes().await.expect("a body").starts_with(b"%PDF-"));
    for (wrong, field) in [
        ("from=2026-03-01", "to"),
        ("from=2026-03-02&to=2026-03-01", "from"),
        ("from=2024-03-01&to=2026-03-01", "from"),
        ("from=soon&to=2026-03-01", "from"),
        ("from=2026-03-01&to=2026-03-01&format=doc", "format"),
    ] {
        let refused = reader.get(&format!("/api/sms/statements?{wrong}")).await.expect(400);
        assert!(refused.fault(field).is_some(), "{wrong}: {}", refused.text);
    }
}

#[tokio::test]
async fn the_ledger_is_read_page_by_page() {
    let app = TestApp::start().await;
    let reader = reader(&app).await;
    let nothing = reader.get("/api/sms/ledger").await.expect(200);
    assert_eq!(nothing.json["data"]["entries"], json!([]));
    reader
        .get("/api/sms/statements?from=2026-03-01&to=2026-03-01")
        .await
        .expect(404);
    app.prepay("acme", 10_000_000, BillingChange::default()).await;
    for n in 1..=3 {
        let id = app.send(&kenyan(n), "x").await;
        app.wait_for_state(&id, "DELIVERED").await;
    }
    let (mut kinds, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = reader
            .get(&format!("/api/sms/ledger?limit=2{cursor}"))
            .await
            .expect(200);
        let entries = page.json["data"]["entries"].as_array().expect("entries").clone();
        kinds.extend(
            entries
                .iter()
                .map(|entry| entry["kind"].as_str().expect("a kind").to_owned()),
        );
        match page.json["data"]["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => break,
        }
    }
    assert_eq!(
        kinds,
        ["SPEND", "RESERVE", "SPEND", "RESERVE", "SPEND", "RESERVE", "TOP_UP"]
    );
}
