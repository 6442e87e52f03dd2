//! Paying in by Stripe Checkout, against a double: credited exactly once, whatever is told how often; and by an
//! administrator of the installation, as no tenant can.

use std::sync::Arc;

use adapters::payments::stripe::{Stripe, StripeSettings};
use domain::Role;
use doubles::{Double, Misbehaviour, stripe};
use serde_json::{Value, json};
use tenancy::BillingChange;
use testkit::{Browser, TestApp, eventually};

use super::books::balanced;

/// The double, and a Tuma that takes payments through it and tells the time as it does.
async fn paid_through() -> (TestApp, Double<stripe::Stripe>) {
    let double = Double::local(stripe::Stripe::new(stripe::Settings::default()))
        .await
        .expect("a double");
    let settings = StripeSettings {
        secret_key: "sk_test_double".to_owned(),
        webhook_secrets: vec!["whsec_old".to_owned(), "whsec_double".to_owned()],
        url: double.url(),
    };
    let provider = Arc::new(Stripe::new(settings, testkit::local_http()));
    let app = TestApp::builder().real_clock().payments(provider).start().await;
    app.prepay("acme", 0, BillingChange::default()).await;
    let webhook = app.own().url("/payments/stripe");
    double.carrier().set(|settings| settings.webhook_url = Some(webhook));
    (app, double)
}

async fn payer(app: &TestApp) -> Browser {
    app.signed_in("acme", Role::Owner).await
}

async fn checkout(payer: &Browser, amount: &str) -> (String, String) {
    let body = json!({
        "amount": amount, "currency": "KES", "successUrl": "https://example.org/paid",
        "cancelUrl": "https://example.org/later",
    });
    let opened = payer.post("/api/sms/balance/checkout", body).await.expect(201);
    let top_up = opened.json["data"]["topUp"].clone();
    assert_eq!(
        (top_up["status"].as_str(), top_up["source"].as_str()),
        (Some("PENDING"), Some("stripe"))
    );
    (
        top_up["topUpId"].as_str().expect("an id").to_owned(),
        top_up["reference"].as_str().expect("a session").to_owned(),
    )
}

async fn status(payer: &Browser, top_up: &str) -> Value {
    let answer = payer
        .get(&format!("/api/sms/balance/top-ups/{top_up}"))
        .await
        .expect(200);
    answer.data().clone()
}

async fn wait_for(payer: &Browser, top_up: &str, word: &str) -> Value {
    eventually(word, async || {
        Some(status(payer, top_up).await).filter(|top_up| top_up["status"] == word)
    })
    .await
}

#[tokio::test]
async fn a_payment_is_credited_once_however_often_it_is_told() {
    let (app, double) = paid_through().await;
    let payer = payer(&app).await;
    double.carrier().set(|settings| settings.repeats = 4);
    let (top_up, session) = checkout(&payer, "500.00").await;
    assert!(double.carrier().pay(&session, double.desk()));
    let paid = wait_for(&payer, &top_up, "PAID").await;
    eventually("every repetition", async || {
        (double.webhooks().len() == 4).then_some(())
    })
    .await;
    assert!(double.webhooks().iter().all(|(_, status)| *status == 200));
    assert_eq!(app.balance("acme").await.accounts.available, 500_000_000);
    let ledger = payer.get("/api/sms/ledger?kind=TOP_UP").await.expect(200);
    let entries = ledger.json["data"]["entries"].as_array().expect("entries").clone();
    assert_eq!(entries.len(), 1);
    assert_eq!(
        (&entries[0]["entryId"], &entries[0]["topUpId"]),
        (&paid["entryId"], &json!(top_up))
    );
    balanced(app.database()).await;
}

#[tokio::test]
async fn stripe_is_asked_as_its_documentation_says() {
    let (app, double) = paid_through().await;
    let payer = payer(&app).await;
    let (top_up, session) = checkout(&payer, "12.34").await;
    let request = double.requests().pop().expect("a request");
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", "/v1/checkout/sessions")
    );
    assert_eq!(request.header("idempotency-key"), Some(top_up.as_str()));
    assert_eq!(
        request.form_value("client_reference_id").as_deref(),
        Some(top_up.as_str())
    );
    assert_eq!(request.form_value("mode").as_deref(), Some("payment"));
    let made = double.carrier().sessions().pop().expect("a session");
    assert_eq!(
        (made.id, made.amount_total, made.currency),
        (session, 1_234, "kes".to_owned())
    );
}

#[tokio::test]
async fn what_is_not_signed_now_and_by_stripe_is_refused_and_credits_nothing() {
    let (app, double) = paid_through().await;
    let payer = payer(&app).await;
    for (name, change) in [
        (
            "another secret",
            (|settings| settings.webhook_secret = "whsec_forged".to_owned()) as fn(&mut stripe::Settings),
        ),
        ("an old signature", |settings| {
            settings.webhook_secret = "whsec_double".to_owned();
            settings.clock_skew_seconds = -301;
        }),
        ("a signature to come", |settings| settings.clock_skew_seconds = 302),
    ] {
        double.carrier().set(change);
        double.carrier().set(|settings| settings.attempts = 1);
        let told = double.webhooks().len();
        let (_, session) = checkout(&payer, "500.00").await;
        assert!(double.carrier().pay(&session, double.desk()));
        eventually("the event", async || (double.webhooks().len() > told).then_some(())).await;
        assert_eq!(double.webhooks()[told].1, 400, "{name}");
        assert_eq!(app.balance("acme").await.accounts.available, 0, "{name}");
    }
    let bare = app.own().post_raw("/payments/stripe", "application/json", "{}").await;
    assert_eq!(
        (bare.status, bare.header("x-tuma-reason")),
        (400, Some("it has no Stripe-Signature"))
    );
    assert_eq!(
        app.own()
            .post_raw("/payments/paypal", "application/json", "{}")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_session_that_runs_out_or_fails_credits_nothing() {
    let (app, double) = paid_through().await;
    let payer = payer(&app).await;
    let (expired, session) = checkout(&payer, "500.00").await;
    assert!(double.carrier().expire(&session, double.desk()));
    assert_eq!(
        wait_for(&payer, &expired, "FAILED").await["note"],
        "nobody paid in time"
    );
    let (declined, session) = checkout(&payer, "500.00").await;
    assert!(double.carrier().decline(&session, double.desk()));
    assert_eq!(
        wait_for(&payer, &declined, "FAILED").await["note"],
        "the payment failed"
    );
    assert_eq!(app.balance("acme").await.accounts.available, 0);
}

#[tokio::test]
async fn a_page_that_was_opened_and_not_answered_is_credited_all_the_same() {
    let (app, double) = paid_through().await;
    let payer = payer(&app).await;
    double.misbehave(Misbehaviour::TakeAndClose);
    let body = json!({ "amount": "500.00", "currency": "KES", "successUrl": "https://example.org/paid" });
    payer.post("/api/sms/balance/checkout", body).await.expect(503);
    let session = double.carrier().sessions().pop().expect("the session was made").id;
    assert!(double.carrier().pay(&session, double.desk()));
    let listed = payer.get("/api/sms/balance/top-ups").await.expect(200);
    let top_up = listed.json["data"]["topUps"][0]["topUpId"]
        .as_str()
        .expect("an id")
        .to_owned();
    wait_for(&payer, &top_up, "PAID").await;
    assert_eq!(app.balance("acme").await.accounts.available, 500_000_000);
    balanced(app.database()).await;
}

#[tokio::test]
async fn what_cannot_be_paid_is_refused_by_its_field() {
    let (app, _double) = paid_through().await;
    let payer = payer(&app).await;
    for (body, field) in [
        (
            json!({ "amount": "5", "currency": "USD", "successUrl": "https://a.example" }),
            "currency",
        ),
        (
            json!({ "amount": "0", "currency": "KES", "successUrl": "https://a.example" }),
            "amount",
        ),
        (
            json!({ "amount": "0.001", "currency": "KES", "successUrl": "https://a.example" }),
            "amount",
        ),
        (
            json!({ "amount": "0.10", "currency": "KES", "successUrl": "https://a.example" }),
            "amount",
        ),
        (json!({ "amount": "5", "currency": "KES" }), "successUrl"),
        (
            json!({ "amount": "5", "currency": "KES", "successUrl": "javascript:alert(1)" }),
            "successUrl",
        ),
    ] {
        let refused = payer.post("/api/sms/balance/checkout", body.clone()).await.expect(400);
        assert!(refused.fault(field).is_some(), "{body}: {}", refused.text);
    }
    let without = TestApp::start().await;
    without.prepay("acme", 0, BillingChange::default()).await;
    let body = json!({ "amount": "5", "currency": "KES", "successUrl": "https://a.example" });
    let other = self::payer(&without).await;
    let refused = other.post("/api/sms/balance/checkout", body).await.expect(400);
    assert!(refused.fault("provider").is_some());
    assert_eq!(
        without
            .own()
            .post_raw("/payments/stripe", "application/json", "{}")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn an_administrator_credits_and_corrects_and_a_tenant_cannot() {
    let app = TestApp::start().await;
    app.prepay("acme", 0, BillingChange::default()).await;
    let manager = app.system_administrator("acme").await;
    let body = json!({ "amount": "100.00", "currency": "KES", "reference": "INV-1", "note": "March" });
    let first = manager.post("/api/sms/balance/top-ups", body.clone()).await.expect(201);
    let again = manager.post("/api/sms/balance/top-ups", body.clone()).await.expect(201);
    assert_eq!(first.text_of("topUpId"), again.text_of("topUpId"));
    let more = json!({ "amount": "101.00", "currency": "KES", "reference": "INV-1" });
    assert!(
        manager
            .post("/api/sms/balance/top-ups", more)
            .await
            .expect(400)
            .fault("reference")
            .is_some()
    );
    let out = json!({ "amount": "-20.00", "currency": "KES", "note": "credited twice" });
    let entry = manager.post("/api/sms/balance/adjustments", out).await.expect(201);
    assert_eq!(entry.json["data"]["movement"]["available"], "-20.00");
    let too_much = json!({ "amount": "-80.01", "currency": "KES", "note": "too much" });
    manager.post("/api/sms/balance/adjustments", too_much).await.expect(400);
    let balance = manager.get("/api/sms/balance").await.expect(200);
    assert_eq!(
        (balance.text_of("available"), balance.text_of("paidIn")),
        ("80.00", "80.00")
    );
    let tenant = payer(&app).await;
    tenant.post("/api/sms/balance/top-ups", body).await.expect(403);
    balanced(app.database()).await;
}
