//! Files: messages as CSV, delivery reports as CSV and PDF.

use serde_json::json;
use testkit::TestApp;

use crate::numbers::{kenyan, kenyans};

const MESSAGES: &str = "/api/sms/reports/messages.csv";

fn rows(text: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    reader.records().map(|row| row.expect("a row of CSV")).collect()
}

#[tokio::test]
async fn every_message_is_in_the_file_newest_first() {
    let app = TestApp::start().await;
    app.own().send_bulk(kenyans(1, 1_300), "x").await;
    app.run_until_idle().await;
    let file = app.get(MESSAGES).await.expect(200);
    assert_eq!(
        file.header("content-type"),
        Some("text/csv; charset=utf-8; header=present")
    );
    assert_eq!(
        file.header("content-disposition"),
        Some("attachment; filename=\"messages-2026-03-01.csv\"")
    );
    let rows = rows(&file.text);
    assert_eq!(rows.len(), 1_301);
    assert_eq!(&rows[0][0], "message_id");
    let listed = app.own().list_all("").await;
    let ids: Vec<&str> = listed
        .iter()
        .map(|one| one["messageId"].as_str().expect("an id"))
        .collect();
    assert!(rows[1..].iter().map(|row| &row[0]).eq(ids), "as the list has them");
    let of = |name: &str| rows[0].iter().position(|column| column == name).expect("a column");
    assert_eq!(
        (&rows[1][of("status")], &rows[1][of("provider")], &rows[1][of("cost")]),
        ("DELIVERED", "main", "0.80")
    );
    assert_eq!(&rows[1][of("to")], kenyan(1_300));
}

#[tokio::test]
async fn no_cell_is_a_formula_and_texts_come_back_as_they_were() {
    let app = TestApp::start().await;
    for (number, body) in [
        (1, "=cmd|' /C calc'!A0"),
        (2, "say \"hi\",\nthen go"),
        (3, "@SUM(A1)"),
        (4, "-1+1"),
    ] {
        app.send(&kenyan(number), body).await;
    }
    app.own().send_with(&kenyan(5), "x", json!({ "from": "-SCHOOL" })).await;
    app.run_until_idle().await;
    let rows = rows(&app.get(MESSAGES).await.expect(200).text);
    let bodies: Vec<&str> = rows[1..].iter().rev().map(|row| &row[7]).collect();
    assert_eq!(
        bodies,
        ["'=cmd|' /C calc'!A0", "say \"hi\",\nthen go", "'@SUM(A1)", "'-1+1", "x"]
    );
    assert_eq!(&rows[1][3], "'-SCHOOL");
    for cell in rows.iter().flat_map(|row| row.iter()) {
        let number = cell.starts_with('+') && cell[1..].bytes().all(|byte| byte.is_ascii_digit());
        assert!(number || !cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
}

#[tokio::test]
async fn numbers_are_masked_where_that_is_asked_for_and_filters_hold() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("clinic", "KE")
        .start()
        .await;
    app.send(&kenyan(1), "x").await;
    app.send(&kenyan(2), "x").await;
    app.run_until_idle().await;
    let masked = app.get(&format!("{MESSAGES}?numbers=masked")).await.expect(200);
    assert!(
        masked.text.contains("+254•••••001") && !masked.text.contains(&kenyan(1)),
        "{}",
        masked.text
    );
    let one = rows(&app.get(&format!("{MESSAGES}?phone=0722000002")).await.expect(200).text);
    assert_eq!(one.len(), 2);
    let none = rows(&app.get(&format!("{MESSAGES}?status=FAILED")).await.expect(200).text);
    assert_eq!(none.len(), 1, "the header alone");
    app.get(&format!("{MESSAGES}?numbers=half")).await.expect(400);
    let theirs = rows(&app.org("clinic").get(MESSAGES).await.expect(200).text);
    assert_eq!(theirs.len(), 1);
}

#[tokio::test]
async fn a_delivery_report_is_a_table_or_a_printed_page() {
    let app = TestApp::start().await;
    app.own().send_bulk(kenyans(1, 4), "x").await;
    app.run_until_idle().await;
    let days = app
        .get("/api/sms/reports/delivery.csv?period=last_7_days")
        .await
        .expect(200);
    let days = rows(&days.text);
    assert_eq!(days.len(), 8);
    assert_eq!(
        days[0].iter().take(4).collect::<Vec<_>>(),
        ["period", "sent", "delivered", "failed"]
    );
    assert_eq!(
        days[7].iter().collect::<Vec<_>>(),
        ["2026-03-01", "4", "4", "0", "0", "0", "0", "4", "100.00", "3.20", "KES"]
    );
    let providers = rows(
        &app.get("/api/sms/reports/delivery.csv?table=providers")
            .await
            .expect(200)
            .text,
    );
    assert_eq!((&providers[1][0], &providers[1][1]), ("main", "4"));
    app.get("/api/sms/reports/delivery.csv?table=cells").await.expect(400);

    let printed = app.own().request(
        reqwest::Method::GET,
        "/api/sms/reports/delivery.pdf?period=last_90_days",
    );
    let printed = printed.send().await.expect("an answer");
    assert_eq!(printed.headers()["content-type"], "application/pdf");
    let bytes = printed.bytes().await.expect("a file");
    assert!(bytes.starts_with(b"%PDF-1."), "not a PDF");
}
