//! Stripe Checkout against its double, over real sockets: what is asked, what is refused, what an event says, and what
//! only looks like one.

use adapters::http::{HttpClient, HttpSettings};
use adapters::payments::stripe::{Stripe, StripeSettings};
use adapters::payments::{CheckoutError, CheckoutRequest, EventError, PaymentEvent, PaymentProvider};
use adapters::{WebhookKind, WebhookRequest};
use domain::{Millis, Money, TopUpId};
use doubles::{Answer, Double, Misbehaviour, stripe};
use serde_json::{Value, json};

const NOW: Millis = 1_772_352_000_000;
const SECRET: &str = "whsec_double";

fn money(amount: &str, currency: &str) -> Money {
    Money::parse(amount, currency.parse().expect("a currency")).expect("an amount")
}

fn request(amount: Money) -> CheckoutRequest {
    CheckoutRequest {
        top_up: TopUpId::new(77),
        amount,
        description: "Beacon House: messages".to_owned(),
        success_url: "https://example.org/paid".to_owned(),
        cancel_url: "https://example.org/later".to_owned(),
    }
}

async fn double() -> (Double<stripe::Stripe>, Stripe) {
    let double = Double::local(stripe::Stripe::new(stripe::Settings::default()))
        .await
        .expect("a double");
    let provider = provider(&double.url(), "sk_test_double");
    (double, provider)
}

fn provider(url: &str, key: &str) -> Stripe {
    let http = HttpClient::new(&HttpSettings {
        allow_private: true,
        ..HttpSettings::default()
    });
    let settings = StripeSettings {
        secret_key: key.to_owned(),
        webhook_secrets: vec!["whsec_old".to_owned(), SECRET.to_owned()],
        url: url.to_owned(),
    };
    Stripe::new(settings, http.expect("TLS is installed"))
}

fn webhook(body: &str, signature: Option<&str>) -> WebhookRequest {
    let header = signature.map(|text| ("stripe-signature".to_owned(), text.to_owned()));
    WebhookRequest {
        kind: WebhookKind::Any,
        method: "POST".to_owned(),
        url: "https://sms.example.org/payments/stripe".to_owned(),
        query: Vec::new(),
        headers: header.into_iter().collect(),
        body: body.to_owned().into(),
        peer: None,
        by_token: false,
        at: NOW,
    }
}

fn session(change: Value) -> Value {
    let mut session = json!({
        "id": "cs_test_1", "object": "checkout.session", "payment_status": "paid", "amount_total": 50_000,
        "currency": "kes", "client_reference_id": TopUpId::new(77).to_string(), "url": null,
    });
    let fields = change.as_object().expect("an object").clone();
    session.as_object_mut().expect("an object").extend(fields);
    session
}

fn event(kind: &str, object: &Value) -> String {
    json!({ "id": "evt_1", "object": "event", "type": kind, "data": { "object": object } }).to_string()
}

fn said(kind: &str, object: &Value) -> Result<PaymentEvent, EventError> {
    let body = event(kind, object);
    let signature = stripe::sign(SECRET, &body, NOW / 1_000);
    provider("https://api.stripe.com", "sk").event(&webhook(&body, Some(&signature)))
}

#[tokio::test]
async fn a_checkout_is_opened_and_the_same_one_again_for_the_same_top_up() {
    let (double, provider) = double().await;
    let first = provider
        .checkout(&request(money("500.00", "KES")))
        .await
        .expect("a page");
    assert!(first.reference.starts_with("cs_test_") && first.url.contains(&first.reference));
    let again = provider
        .checkout(&request(money("500.00", "KES")))
        .await
        .expect("a page");
    assert_eq!(first, again);
    let sessions = double.carrier().sessions();
    assert_eq!((sessions.len(), sessions[0].amount_total), (1, 50_000));
    let other = provider.checkout(&request(money("501.00", "KES"))).await;
    assert!(matches!(other, Err(CheckoutError::Refused(_))), "{other:?}");
}

#[tokio::test]
async fn refusals_are_told_apart_from_a_stripe_that_is_away() {
    let (double, provider) = double().await;
    for amount in [money("0.001", "KES"), money("0.10", "KES"), money("5", "XAF")] {
        let refused = provider.checkout(&request(amount)).await;
        assert!(
            matches!(refused, Err(CheckoutError::Refused(_))),
            "{amount}: {refused:?}"
        );
    }
    let key = self::provider(&double.url(), "sk_wrong")
        .checkout(&request(money("5", "KES")))
        .await;
    assert!(matches!(key, Err(CheckoutError::Unavailable(_))), "{key:?}");
    for how in [
        Misbehaviour::Close,
        Misbehaviour::Answer(Answer::text(500, "")),
        Misbehaviour::Answer(Answer::text(200, "<html>")),
    ] {
        double.misbehave(how);
        let away = provider.checkout(&request(money("5", "KES"))).await;
        assert!(matches!(away, Err(CheckoutError::Unavailable(_))), "{away:?}");
    }
}

#[test]
fn an_event_says_what_became_of_a_payment() {
    let paid = PaymentEvent::Paid {
        top_up: TopUpId::new(77),
        reference: "cs_test_1".to_owned(),
        amount: money("500.00", "KES"),
    };
    let failed = |why: &str| PaymentEvent::Failed {
        top_up: TopUpId::new(77),
        why: why.to_owned(),
    };
    for (kind, change, expected) in [
        ("checkout.session.completed", json!({}), paid.clone()),
        ("checkout.session.async_payment_succeeded", json!({}), paid),
        (
            "checkout.session.completed",
            json!({ "payment_status": "unpaid" }),
            PaymentEvent::Other,
        ),
        (
            "checkout.session.expired",
            json!({ "payment_status": "unpaid" }),
            failed("nobody paid in time"),
        ),
        (
            "checkout.session.async_payment_failed",
            json!({}),
            failed("the payment failed"),
        ),
        (
            "checkout.session.completed",
            json!({ "client_reference_id": null }),
            PaymentEvent::Other,
        ),
        (
            "checkout.session.completed",
            json!({ "client_reference_id": "order-5" }),
            PaymentEvent::Other,
        ),
        ("charge.refunded", json!({}), PaymentEvent::Other),
    ] {
        assert_eq!(said(kind, &session(change.clone())), Ok(expected), "{kind} {change}");
    }
    for change in [
        json!({ "amount_total": null }),
        json!({ "currency": "shillings" }),
        json!({ "amount_total": i64::MAX }),
    ] {
        let event = said("checkout.session.completed", &session(change.clone()));
        assert!(matches!(event, Err(EventError::Malformed(_))), "{change}: {event:?}");
    }
}

#[test]
fn only_what_stripe_signed_just_now_is_an_event() {
    let provider = provider("https://api.stripe.com", "sk");
    let body = event("checkout.session.completed", &session(json!({})));
    let seconds = NOW / 1_000;
    let signed = |secret: &str, at: i64| stripe::sign(secret, &body, at);
    let v1 = |secret: &str| signed(secret, seconds).split(',').nth(1).expect("a v1").to_owned();
    for right in [
        signed(SECRET, seconds),
        signed("whsec_old", seconds),
        signed(SECRET, seconds - 300),
        signed(SECRET, seconds + 300),
        format!("t={seconds},{},{}", v1("whsec_other"), v1(SECRET)),
        format!(" t={seconds} , {} ", v1(SECRET).to_uppercase().replace("V1=", "v1=")),
    ] {
        assert!(provider.event(&webhook(&body, Some(&right))).is_ok(), "{right}");
    }
    for wrong in [
        signed("whsec_other", seconds),
        signed(SECRET, seconds - 301),
        signed(SECRET, seconds + 301),
        v1(SECRET),
        format!("t={},{}", seconds + 1, v1(SECRET)),
        format!("t=now,{}", v1(SECRET)),
        format!("t={seconds},{}", v1(SECRET).replace("v1", "v0")),
        String::new(),
    ] {
        let refused = provider.event(&webhook(&body, Some(&wrong)));
        assert!(
            matches!(refused, Err(EventError::NotAuthentic(_))),
            "{wrong}: {refused:?}"
        );
    }
    assert!(matches!(
        provider.event(&webhook(&body, None)),
        Err(EventError::NotAuthentic(_))
    ));
    let changed = body.replace("50000", "90000");
    let refused = provider.event(&webhook(&changed, Some(&signed(SECRET, seconds))));
    assert!(matches!(refused, Err(EventError::NotAuthentic(_))), "{refused:?}");
    let nonsense = "{}";
    let signature = stripe::sign(SECRET, nonsense, seconds);
    let refused = provider.event(&webhook(nonsense, Some(&signature)));
    assert!(matches!(refused, Err(EventError::Malformed(_))), "{refused:?}");
}
