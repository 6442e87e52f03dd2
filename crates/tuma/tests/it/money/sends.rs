//! Sending on a balance: held at the accept, spent or given back at the outcome, refused with what is missing.

use std::time::Duration;

use adapters::Rejection;
use domain::RefundRule;
use serde_json::json;
use tenancy::BillingChange;
use testkit::{ProviderSpec, Reply, TestApp};

use super::books::balanced;
use crate::numbers::{kenyan, kenyans};

/// What a segment costs: 0.80.
const SEGMENT: i64 = 800_000;

async fn prepaid(segments: i64, refund: RefundRule) -> TestApp {
    let app = TestApp::start().await;
    let change = BillingChange {
        refund: Some(refund),
        ..BillingChange::default()
    };
    app.prepay("acme", segments * SEGMENT, change).await;
    app
}

#[tokio::test]
async fn a_message_is_paid_for_when_its_carrier_takes_it() {
    let app = prepaid(10, RefundRule::None).await;
    app.recorder().shut_gate();
    let id = app.send(&kenyan(1), "hello").await;
    let held = app.balance("acme").await.accounts;
    assert_eq!((held.available, held.reserved, held.spent), (9 * SEGMENT, SEGMENT, 0));
    app.recorder().open_gate();
    app.wait_for_state(&id, "DELIVERED").await;
    let paid = app.balance("acme").await.accounts;
    assert_eq!((paid.available, paid.reserved, paid.spent), (9 * SEGMENT, 0, SEGMENT));
    balanced(app.database()).await;
}

#[tokio::test]
async fn what_is_missing_is_named_and_nothing_is_accepted() {
    let app = prepaid(2, RefundRule::None).await;
    let recipients: Vec<_> = kenyans(1, 3).map(|to| json!({ "to": to })).collect();
    let body = json!({ "recipients": recipients, "body": "hello" });
    let answer = app.post("/api/sms/send-bulk", body).await.expect(402);
    assert_eq!(answer.code(), "INSUFFICIENT_FUNDS");
    assert_eq!(
        answer.json["data"],
        json!({ "needed": "2.40", "available": "1.60", "missing": "0.80", "currency": "KES", "messages": 3 })
    );
    assert!(app.own().list_all("").await.is_empty());
    app.own().send_bulk(kenyans(1, 2), "hello").await;
    let answer = app
        .post("/api/sms/send", json!({ "to": kenyan(3), "body": "hello" }))
        .await;
    assert_eq!(answer.expect(402).json["data"]["missing"], "0.80");
    app.run_until_idle().await;
    balanced(app.database()).await;
}

#[tokio::test]
async fn a_credit_limit_is_used_to_its_end() {
    let app = TestApp::start().await;
    let change = BillingChange {
        credit_limit_micros: Some(2 * SEGMENT),
        ..BillingChange::default()
    };
    app.prepay("acme", 0, change).await;
    app.own().send_bulk(kenyans(1, 2), "hello").await;
    app.post("/api/sms/send", json!({ "to": kenyan(3), "body": "hello" }))
        .await
        .expect(402);
    app.run_until_idle().await;
    assert_eq!(app.balance("acme").await.accounts.available, -2 * SEGMENT);
    balanced(app.database()).await;
}

#[tokio::test]
async fn what_no_carrier_took_costs_nothing() {
    let app = prepaid(10, RefundRule::None).await;
    app.recorder().script(&kenyan(1), [Reply::Refuse(Rejection::Refused)]);
    app.recorder()
        .script(&kenyan(2), [Reply::Refuse(Rejection::InvalidNumber)]);
    let (failed, rejected) = (app.send(&kenyan(1), "x").await, app.send(&kenyan(2), "x").await);
    app.wait_for_state(&failed, "FAILED").await;
    app.wait_for_state(&rejected, "REJECTED").await;
    let later = json!({ "scheduledAt": app.time_ahead(Duration::from_secs(3_600)) });
    let scheduled = app.own().send_with(&kenyan(3), "x", later).await;
    assert_eq!(app.balance("acme").await.accounts.reserved, SEGMENT);
    app.post(&format!("/api/sms/messages/{scheduled}/cancel"), json!({}))
        .await
        .expect(200);
    let left = app.balance("acme").await.accounts;
    assert_eq!((left.available, left.reserved, left.spent), (10 * SEGMENT, 0, 0));
    balanced(app.database()).await;
}

#[tokio::test]
async fn what_did_not_arrive_is_refunded_where_the_terms_say_so() {
    for (refund, spent) in [(RefundRule::None, SEGMENT), (RefundRule::Failed, 0)] {
        let app = prepaid(10, refund).await;
        app.recorder()
            .script(&kenyan(1), [Reply::TakeAs(vec!["c-1".to_owned()])]);
        let id = app.send(&kenyan(1), "x").await;
        app.wait_for_state(&id, "SUBMITTED").await;
        assert_eq!(app.balance("acme").await.accounts.spent, SEGMENT);
        app.recorder().report_id("c-1", domain::ReportStatus::Failed).await;
        app.wait_for_state(&id, "FAILED").await;
        assert_eq!(app.balance("acme").await.accounts.spent, spent, "{refund}");
        balanced(app.database()).await;
    }
}

#[tokio::test]
async fn another_provider_takes_its_own_price_and_the_rest_is_available_again() {
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("dear").rank(1).price(900_000))
        .provider(ProviderSpec::recorder("cheap").rank(2).price(300_000))
        .start()
        .await;
    app.prepay("acme", 900_000, BillingChange::default()).await;
    app.recorder_of("dear").script(&kenyan(1), [Reply::Busy]);
    let id = app.send(&kenyan(1), "x").await;
    let status = app.wait_for_state(&id, "DELIVERED").await;
    assert_eq!(status["provider"], "cheap");
    assert_eq!(status["cost"]["amount"], "0.30");
    let left = app.balance("acme").await.accounts;
    assert_eq!((left.available, left.reserved, left.spent), (600_000, 0, 300_000));
    balanced(app.database()).await;
}

#[tokio::test]
async fn the_dearest_provider_of_the_order_is_what_is_held() {
    let app = TestApp::builder()
        .provider(ProviderSpec::recorder("cheap").rank(1).price(300_000))
        .provider(ProviderSpec::recorder("dear").rank(2).price(900_000))
        .start()
        .await;
    app.prepay("acme", 899_999, BillingChange::default()).await;
    let refused = app
        .post("/api/sms/send", json!({ "to": kenyan(1), "body": "x" }))
        .await
        .expect(402);
    assert_eq!(refused.json["data"]["needed"], "0.90");
    app.prepay("acme", 1, BillingChange::default()).await;
    app.recorder_of("cheap").script(&kenyan(1), [Reply::Busy]);
    let id = app.send(&kenyan(1), "x").await;
    app.wait_for_state(&id, "DELIVERED").await;
    assert_eq!(app.balance("acme").await.accounts.spent, 900_000);
    balanced(app.database()).await;
}

#[tokio::test]
async fn a_retry_after_402_with_the_same_idempotency_key_is_accepted_once_there_is_money() {
    let app = prepaid(0, RefundRule::None).await;
    let body = json!({ "to": kenyan(1), "body": "x", "idempotencyKey": "fee-1" });
    app.post("/api/sms/send", body.clone()).await.expect(402);
    app.prepay("acme", SEGMENT, BillingChange::default()).await;
    let first = app.post("/api/sms/send", body.clone()).await.expect(202);
    let again = app.post("/api/sms/send", body).await.expect(202);
    assert_eq!(first.text_of("messageId"), again.text_of("messageId"));
    app.run_until_idle().await;
    assert_eq!(app.balance("acme").await.accounts.spent, SEGMENT);
    balanced(app.database()).await;
}

#[tokio::test]
async fn one_organizations_money_is_not_anothers() {
    let app = TestApp::builder()
        .organization("acme", "KE")
        .organization("clinic", "KE")
        .start()
        .await;
    app.prepay("acme", SEGMENT, BillingChange::default()).await;
    app.prepay("clinic", 0, BillingChange::default()).await;
    app.org("clinic")
        .post("/api/sms/send", json!({ "to": kenyan(1), "body": "x" }))
        .await
        .expect(402);
    let id = app.send(&kenyan(1), "x").await;
    app.wait_for_state(&id, "DELIVERED").await;
    assert_eq!(app.balance("clinic").await.accounts, domain::Movement::default());
    balanced(app.database()).await;
}

#[tokio::test]
async fn an_organization_that_pays_nothing_leaves_no_trace_in_the_ledger() {
    let app = TestApp::start().await;
    let id = app.send(&kenyan(1), "x").await;
    app.wait_for_state(&id, "DELIVERED").await;
    assert_eq!(app.database().count("SELECT COUNT(*) FROM ledger_entries").await, 0);
    assert_eq!(app.database().count("SELECT COUNT(*) FROM balances").await, 0);
}
