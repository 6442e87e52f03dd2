//! A file on a balance that ends in the middle of it: what was accepted stays so, and the batch says where to go on.

use serde_json::json;
use tenancy::BillingChange;
use testkit::TestApp;

use super::books::balanced;
use crate::numbers::kenyans;

#[tokio::test]
async fn a_file_that_the_balance_does_not_reach_for_stops_and_says_after_which_row() {
    let app = TestApp::builder().engine(|engine| engine.chunk_rows = 10).start().await;
    app.prepay("acme", 25 * 800_000, BillingChange::default()).await;
    let rows: String = kenyans(1, 40).map(|number| format!("{number}\n")).collect();
    let form = reqwest::multipart::Form::new().text("body", "hello").part(
        "file",
        reqwest::multipart::Part::text(format!("phone\n{rows}")).file_name("fees.csv"),
    );
    let batch = app.own().post_form("/api/sms/send-bulk", form).await.expect(202);
    let batch = app.own().wait_for_batch(batch.text_of("batchId")).await;
    assert_eq!(batch.text_of("status"), "FAILED");
    assert_eq!(batch.number_of("accepted"), 20);
    let failure = batch.json["data"].to_string();
    assert!(
        failure.contains("the balance is short after row 20") && failure.contains("KES 4.00 is left"),
        "{failure}"
    );
    app.run_until_idle().await;
    assert_eq!(app.own().list_all("status=DELIVERED").await.len(), 20);
    assert_eq!(app.balance("acme").await.accounts.available, 5 * 800_000);
    assert_eq!(app.spooled(), 0);
    app.post("/api/sms/send", json!({ "to": "+254722000099", "body": "x" }))
        .await
        .expect(202);
    app.run_until_idle().await;
    balanced(app.database()).await;
}
