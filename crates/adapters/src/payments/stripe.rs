//! Stripe Checkout: a session for each top-up, and its webhook.
//!
//! A session is created with the top-up's id as idempotency key and as `client_reference_id`, so that one that was
//! created and not answered is found again. Events are signed by `Stripe-Signature`: `t=<seconds>,v1=<HMAC-SHA256 of
//! "t.body", hex>`, with several `v1` while a secret is rolled; older or newer than five minutes they are refused.

use async_trait::async_trait;
use domain::{Currency, TopUpId};
use reqwest::Method;
use serde::Deserialize;
use serde_json::Value;

use super::minor::{finest, of_minor, to_minor};
use super::{Checkout, CheckoutError, CheckoutRequest, EventError, PaymentEvent, PaymentProvider};
use crate::WebhookRequest;
use crate::http::verify::{Hash, hex, hmac, same};
use crate::http::{HttpClient, HttpFailure};

/// The name of its top-ups.
pub const STRIPE: &str = "stripe";
/// Stripe's own address.
pub const STRIPE_URL: &str = "https://api.stripe.com";
/// How old a signature may be, seconds.
const TOLERANCE_SECONDS: i64 = 300;

/// How Stripe is reached and how it signs.
#[derive(Clone)]
pub struct StripeSettings {
    /// The secret key, `sk_live_…` or `sk_test_…` of Stripe.
    pub secret_key: String,
    /// The webhook's signing secret, `whsec_…`; two while it is rolled.
    pub webhook_secrets: Vec<String>,
    /// Where Stripe is: [`STRIPE_URL`], or a double.
    pub url: String,
}

/// The payment provider.
pub struct Stripe {
    settings: StripeSettings,
    http: HttpClient,
}

/// What of a session matters, as Stripe writes it.
#[derive(Deserialize)]
struct Session {
    id: String,
    url: Option<String>,
    #[serde(default)]
    client_reference_id: Option<String>,
    #[serde(default)]
    payment_status: String,
    #[serde(default)]
    amount_total: Option<i64>,
    #[serde(default)]
    currency: Option<String>,
}

#[derive(Deserialize)]
struct Event {
    #[serde(rename = "type")]
    kind: String,
    data: EventData,
}

#[derive(Deserialize)]
struct EventData {
    object: Value,
}

impl Stripe {
    /// A provider with these settings.
    pub fn new(settings: StripeSettings, http: HttpClient) -> Self {
        Self { settings, http }
    }

    fn form(request: &CheckoutRequest, minor: i64) -> String {
        let currency = request.amount.currency.to_string().to_lowercase();
        form_urlencoded::Serializer::new(String::new())
            .append_pair("mode", "payment")
            .append_pair("success_url", &request.success_url)
            .append_pair("cancel_url", &request.cancel_url)
            .append_pair("client_reference_id", &request.top_up.to_string())
            .append_pair("line_items[0][quantity]", "1")
            .append_pair("line_items[0][price_data][currency]", &currency)
            .append_pair("line_items[0][price_data][unit_amount]", &minor.to_string())
            .append_pair("line_items[0][price_data][product_data][name]", &request.description)
            .append_pair("payment_intent_data[metadata][topUpId]", &request.top_up.to_string())
            .finish()
    }

    /// Whether one of the secrets signed the body, not long ago.
    fn check_signature(&self, request: &WebhookRequest) -> Result<(), EventError> {
        let header = request
            .header("stripe-signature")
            .ok_or(EventError::NotAuthentic("it has no Stripe-Signature"))?;
        let (mut at, mut given) = (None, Vec::new());
        for part in header.split(',') {
            match part.trim().split_once('=') {
                Some(("t", seconds)) => at = Some(seconds),
                Some(("v1", signature)) => given.push(signature),
                _ => {}
            }
        }
        let at = at.ok_or(EventError::NotAuthentic("its signature has no time"))?;
        let seconds: i64 = at
            .parse()
            .map_err(|_| EventError::NotAuthentic("its signature has no time"))?;
        let age = (request.at / 1_000).saturating_sub(seconds);
        if !(-TOLERANCE_SECONDS..=TOLERANCE_SECONDS).contains(&age) {
            return Err(EventError::NotAuthentic("its signature is more than five minutes old"));
        }
        let mut signed = Vec::with_capacity(at.len() + 1 + request.body.len());
        signed.extend_from_slice(at.as_bytes());
        signed.push(b'.');
        signed.extend_from_slice(&request.body);
        let authentic = self.settings.webhook_secrets.iter().any(|secret| {
            let expected = hex(&hmac(Hash::Sha256, secret.as_bytes(), &signed));
            given
                .iter()
                .any(|signature| same(signature.to_ascii_lowercase().as_bytes(), expected.as_bytes()))
        });
        if authentic {
            Ok(())
        } else {
            Err(EventError::NotAuthentic("it is not signed with the webhook's secret"))
        }
    }
}

#[async_trait]
impl PaymentProvider for Stripe {
    fn name(&self) -> &'static str {
        STRIPE
    }

    async fn checkout(&self, request: &CheckoutRequest) -> Result<Checkout, CheckoutError> {
        let Some(minor) = to_minor(request.amount) else {
            let finest = finest(request.amount.currency);
            return Err(CheckoutError::Refused(format!("the amount is finer than {finest}")));
        };
        let call = self
            .http
            .request(Method::POST, format!("{}/v1/checkout/sessions", self.settings.url))
            .bearer_auth(&self.settings.secret_key)
            .header("Idempotency-Key", request.top_up.to_string())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(Self::form(request, minor));
        let answer = self.http.call(call).await.map_err(|failure| match failure {
            HttpFailure::NotSent(why) | HttpFailure::Unanswered(why) => CheckoutError::Unavailable(why),
        })?;
        match answer.status {
            200..=299 => {
                let session: Session = serde_json::from_slice(&answer.body)
                    .map_err(|_| CheckoutError::Unavailable("Stripe's answer cannot be read".to_owned()))?;
                let url = session
                    .url
                    .ok_or_else(|| CheckoutError::Unavailable("Stripe's session has no page".to_owned()))?;
                Ok(Checkout {
                    reference: session.id,
                    url,
                })
            }
            400 | 402 => Err(CheckoutError::Refused(refusal(&answer.body))),
            status => {
                tracing::warn!(status, "Stripe opens no page");
                Err(CheckoutError::Unavailable(format!("Stripe answers {status}")))
            }
        }
    }

    fn event(&self, request: &WebhookRequest) -> Result<PaymentEvent, EventError> {
        self.check_signature(request)?;
        let event: Event =
            serde_json::from_slice(&request.body).map_err(|_| EventError::Malformed("it is no event of Stripe's"))?;
        if !event.kind.starts_with("checkout.session.") {
            return Ok(PaymentEvent::Other);
        }
        let session: Session = serde_json::from_value(event.data.object)
            .map_err(|_| EventError::Malformed("its session cannot be read"))?;
        // Other sessions of the same account are none of ours.
        let top_up = session
            .client_reference_id
            .as_ref()
            .and_then(|id| id.parse::<TopUpId>().ok());
        let Some(top_up) = top_up else {
            return Ok(PaymentEvent::Other);
        };
        match event.kind.as_str() {
            "checkout.session.completed" | "checkout.session.async_payment_succeeded" => paid(top_up, session),
            "checkout.session.expired" => Ok(failed(top_up, "nobody paid in time")),
            "checkout.session.async_payment_failed" => Ok(failed(top_up, "the payment failed")),
            _ => Ok(PaymentEvent::Other),
        }
    }
}

/// A session that is completed is not always paid: slow ways of paying tell later.
fn paid(top_up: TopUpId, session: Session) -> Result<PaymentEvent, EventError> {
    if session.payment_status != "paid" {
        return Ok(PaymentEvent::Other);
    }
    let currency = session
        .currency
        .and_then(|code| code.to_uppercase().parse::<Currency>().ok());
    let amount = session
        .amount_total
        .zip(currency)
        .and_then(|(minor, currency)| of_minor(minor, currency))
        .ok_or(EventError::Malformed("its amount cannot be read"))?;
    Ok(PaymentEvent::Paid {
        top_up,
        reference: session.id,
        amount,
    })
}

fn failed(top_up: TopUpId, why: &str) -> PaymentEvent {
    PaymentEvent::Failed {
        top_up,
        why: why.to_owned(),
    }
}

/// What Stripe says is wrong, without anything that was sent.
fn refusal(body: &[u8]) -> String {
    let answer: Value = serde_json::from_slice(body).unwrap_or(Value::Null);
    let message = answer["error"]["message"].as_str().unwrap_or("Stripe refuses it");
    message
        .chars()
        .filter(|letter| !letter.is_control())
        .take(200)
        .collect()
}
