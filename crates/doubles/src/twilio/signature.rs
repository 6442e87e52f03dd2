//! How Twilio signs its webhooks.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac::{HMAC_SHA1_FOR_LEGACY_USE_ONLY, HMAC_SHA256, Key, sign};

use super::Settings;

/// The headers of a form webhook.
pub(super) fn headers(settings: &Settings, url: &str, fields: &[(&str, &str)]) -> Vec<(&'static str, String)> {
    let mut sorted = fields.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let text: String = std::iter::once(url)
        .chain(sorted.iter().flat_map(|(name, value)| [*name, *value]))
        .collect();
    let (algorithm, secret) = match &settings.webhook_key {
        Some((_, secret)) => (HMAC_SHA256, secret),
        None => (HMAC_SHA1_FOR_LEGACY_USE_ONLY, &settings.auth_token),
    };
    let tag = sign(&Key::new(algorithm, secret.as_bytes()), text.as_bytes());
    let mut headers = vec![("x-twilio-signature", STANDARD.encode(tag))];
    if let Some((id, _)) = &settings.webhook_key {
        let how = format!("key={id},algorithm=HMAC_SHA256");
        headers.push(("x-twilio-webhooks-signature-settings", how));
    }
    headers
}
