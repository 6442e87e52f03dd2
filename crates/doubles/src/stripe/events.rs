//! Events: signed as Stripe signs, told again until they are answered, and sometimes once more than that.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use reqwest::Method;
use ring::hmac;
use serde_json::{Value, json};

use super::Settings;
use crate::Desk;
use crate::secret::hex;

static NUMBER: AtomicU64 = AtomicU64::new(1);

#[allow(clippy::disallowed_methods, reason = "a double has a clock of its own")]
fn now_seconds() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// The header `Stripe-Signature` of a body.
pub fn sign(secret: &str, body: &str, seconds: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let signature = hex(hmac::sign(&key, format!("{seconds}.{body}").as_bytes()).as_ref());
    // Stripe also sends a v0, which is to be passed over.
    format!("t={seconds},v1={signature},v0={}", "0".repeat(64))
}

pub(super) fn event(kind: &str, object: &Value) -> String {
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    json!({
        "id": format!("evt_{number:024}"), "object": "event", "api_version": "2025-03-31.basil",
        "created": now_seconds(), "livemode": false, "pending_webhooks": 1, "type": kind,
        "request": { "id": null, "idempotency_key": null }, "data": { "object": object },
    })
    .to_string()
}

pub(super) async fn deliver(desk: Desk, settings: Settings, body: String) {
    let Some(url) = settings.webhook_url.clone() else {
        return;
    };
    for _ in 0..settings.repeats {
        for _ in 0..settings.attempts {
            let signature = sign(
                &settings.webhook_secret,
                &body,
                now_seconds() + settings.clock_skew_seconds,
            );
            let request = desk
                .webhook(Method::POST, &url)
                .header("content-type", "application/json; charset=utf-8")
                .header("user-agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)")
                .header("stripe-signature", signature)
                .body(body.clone());
            if desk
                .call(request)
                .await
                .is_some_and(|(status, _)| (200..300).contains(&status))
            {
                break;
            }
            tokio::time::sleep(Duration::from_millis(settings.retry_ms)).await;
        }
    }
}
