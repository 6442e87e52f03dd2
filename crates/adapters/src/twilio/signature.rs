//! Whether Twilio signed a webhook.
//!
//! The signed text is the URL as Twilio called it and, for forms, every field's name and value in the order of the
//! names. Twilio is not consistent about the port in the URL, so both spellings are tried, as its own libraries do.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::http::verify::{Hash, hmac, same, sha256_hex};
use crate::{WebhookRefusal, WebhookRequest};

/// How a webhook must be signed.
pub(super) enum Signed<'a> {
    /// HMAC-SHA1 with the auth token.
    ByToken(&'a str),
    /// HMAC-SHA256 with a shared key of this id.
    ByKey(&'a str, &'a str),
}

const SETTINGS_HEADER: &str = "x-twilio-webhooks-signature-settings";
const SHA256: &str = "HMAC_SHA256";

/// Passes when the request is signed so.
pub(super) fn check(signed: &Signed<'_>, request: &WebhookRequest) -> Result<(), WebhookRefusal> {
    let refused = |why| Err(WebhookRefusal::NotAuthentic(why));
    let by_key = setting(request, "algorithm") == Some(SHA256);
    let (hash, key) = match *signed {
        Signed::ByToken(_) if by_key => return refused("it is signed with a shared key, not with the auth token"),
        Signed::ByToken(token) => (Hash::Sha1, token),
        Signed::ByKey(..) if !by_key => return refused("it is not signed with a shared key"),
        Signed::ByKey(id, _) if setting(request, "key") != Some(id) => {
            return refused("it is signed with another shared key");
        }
        Signed::ByKey(_, secret) => (Hash::Sha256, secret),
    };
    let Some(given) = request
        .header("x-twilio-signature")
        .and_then(|text| STANDARD.decode(text.trim()).ok())
    else {
        return refused("it has no signature");
    };
    let body_hash = request.query_value("bodySHA256").map(str::to_ascii_lowercase);
    if body_hash.is_some_and(|hash| !same(hash.as_bytes(), sha256_hex(&request.body).as_bytes())) {
        return refused("the body is not the one that was signed");
    }
    let fields = signed_fields(request);
    let fits = |url: &String| same(&hmac(hash, key.as_bytes(), format!("{url}{fields}").as_bytes()), &given);
    if spellings(&request.url).iter().any(fits) {
        Ok(())
    } else {
        refused("the signature is wrong")
    }
}

/// One entry of `key=…,algorithm=…`.
fn setting<'a>(request: &'a WebhookRequest, name: &str) -> Option<&'a str> {
    let entries = request.header(SETTINGS_HEADER)?.split(',');
    entries
        .filter_map(|entry| entry.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// Names in byte order, each with its distinct values in order, nothing between them.
fn signed_fields(request: &WebhookRequest) -> String {
    let mut fields: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, value) in request.form() {
        fields.entry(name).or_default().insert(value);
    }
    let mut text = String::new();
    for (name, values) in &fields {
        for value in values {
            text.push_str(name);
            text.push_str(value);
        }
    }
    text
}

/// The URL without a port, and with its scheme's.
fn spellings(url: &str) -> Vec<String> {
    let Some((scheme, rest)) = url.split_once("://") else {
        return vec![url.to_owned()];
    };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    let usual = if scheme.eq_ignore_ascii_case("https") {
        "443"
    } else {
        "80"
    };
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|octet| octet.is_ascii_digit()) => (name, port),
        _ => (host, usual),
    };
    vec![
        url.to_owned(),
        format!("{scheme}://{name}{path}"),
        format!("{scheme}://{name}:{port}{path}"),
    ]
}
