//! How Vonage signs: the `sig` parameter, and the tokens of the Messages API.

#![allow(
    clippy::disallowed_methods,
    reason = "a double is a carrier of its own, with a clock of its own"
)]

use std::time::{SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use md5::{Digest, Md5};
use ring::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use serde_json::{Value, json};

use super::Settings;
use crate::secret::hex;

/// Seconds since 1970.
pub(super) fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |span| span.as_secs())
}

/// The signature of `fields` by a method of the dashboard.
pub(super) fn sig(method: &str, secret: &str, fields: &[(String, String)]) -> String {
    let mut sorted: Vec<_> = fields.iter().filter(|(name, _)| name != "sig").collect();
    sorted.sort();
    let base: String = sorted
        .iter()
        .map(|(name, value)| format!("&{name}={}", value.replace(['&', '='], "_")))
        .collect();
    let keyed = |algorithm| {
        let key = ring::hmac::Key::new(algorithm, secret.as_bytes());
        hex(ring::hmac::sign(&key, base.as_bytes()).as_ref())
    };
    match method {
        "hmac-md5" => {
            let mut mac = Hmac::<Md5>::new_from_slice(secret.as_bytes()).expect("an HMAC takes a key of any length");
            mac.update(base.as_bytes());
            hex(&mac.finalize().into_bytes())
        }
        "sha1" => keyed(ring::hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY),
        "sha256" => keyed(ring::hmac::HMAC_SHA256),
        "sha512" => keyed(ring::hmac::HMAC_SHA512),
        _ => hex(&Md5::digest(format!("{base}{secret}"))),
    }
}

/// A webhook's token.
pub(super) fn webhook_token(settings: &Settings, number: u64, body: &str) -> String {
    let hash = ring::digest::digest(&ring::digest::SHA256, body.as_bytes());
    let claims = json!({
        "iat": now(), "jti": format!("c0ffee00-0000-4000-8000-{number:012x}"), "iss": "Vonage",
        "payload_hash": hex(hash.as_ref()), "api_key": settings.api_key,
        "application_id": settings.application_id,
    });
    let coded = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", coded(&json!({"alg": "HS256", "typ": "JWT"})), coded(&claims));
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, settings.signature_secret.as_bytes());
    let tag = ring::hmac::sign(&key, signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(tag))
}

/// Whether a request's token is the application's and still valid.
pub(super) fn is_application(settings: &Settings, token: &str) -> bool {
    let Some((signed, signature)) = token.rsplit_once('.') else {
        return false;
    };
    let Ok(signature) = URL_SAFE_NO_PAD.decode(signature) else {
        return false;
    };
    let Some(key) = unhex(&settings.application_key) else {
        return false;
    };
    let key = UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, key);
    let claims = signed
        .split_once('.')
        .and_then(|(_, claims)| URL_SAFE_NO_PAD.decode(claims).ok());
    let claims: Value = claims
        .and_then(|claims| serde_json::from_slice(&claims).ok())
        .unwrap_or_default();
    key.verify(signed.as_bytes(), &signature).is_ok()
        && claims["application_id"] == settings.application_id.as_str()
        && claims["jti"].is_string()
        && claims["exp"].as_u64() > claims["iat"].as_u64()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes().chunks_exact(2);
    let octets: Option<Vec<u8>> = digits
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect();
    octets.filter(|octets| !octets.is_empty())
}
