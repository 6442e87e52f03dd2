//! A thousand parallel sends on a balance for one hundred, over HTTP.

use serde_json::json;
use tenancy::BillingChange;
use testkit::TestApp;

use super::books::balanced;
use crate::numbers::kenyan;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_parallel_sends_on_a_balance_for_a_hundred_accept_exactly_a_hundred() {
    let app = TestApp::start().await;
    app.prepay("acme", 100 * 800_000, BillingChange::default()).await;
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..1_000 {
        let client = app.own().clone();
        tasks.spawn(async move {
            let body = json!({ "to": kenyan(n), "body": "hello" });
            client.post("/api/sms/send", body).await.status
        });
    }
    let statuses = tasks.join_all().await;
    let count = |wanted| statuses.iter().filter(|status| **status == wanted).count();
    assert_eq!((count(202), count(402)), (100, 900));
    app.run_until_idle().await;
    let left = app.balance("acme").await.accounts;
    assert_eq!((left.available, left.reserved, left.spent), (0, 0, 100 * 800_000));
    assert_eq!(app.own().list_all("").await.len(), 100);
    balanced(app.database()).await;
}
