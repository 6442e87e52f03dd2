//! What every answer tells the browser that gets it: to guess no types, to put it in no frame, to load nothing for it, to
//! keep it nowhere, and to come by TLS from now on where it came by TLS.
//!
//! Said once, in [`crate::observe`], through which every answer goes: the API's, a refusal, a 404, a file. What a handler
//! said itself stays: pages have policies of their own, and files that never change may be kept.

use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, Entry, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
    X_FRAME_OPTIONS, X_XSS_PROTECTION,
};
use axum::http::{Extensions, HeaderMap, HeaderName, HeaderValue};

use crate::{ApiState, peer};

const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
/// An answer of the API is no page: whatever a browser makes of it, it loads nothing and is in no frame.
const NOTHING: HeaderValue = HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'");
/// The pages of `/docs`: scripts and styles of this server alone. Their library sets styles of elements by itself.
pub(crate) const OF_DOCS: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; \
     connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);
/// A year, with all names below this one: a server that is reached by TLS is never again reached without.
const BY_TLS_ALONE: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// What holds for every answer.
const ALWAYS: [(HeaderName, HeaderValue); 7] = [
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (X_XSS_PROTECTION, HeaderValue::from_static("1; mode=block")),
    (
        REFERRER_POLICY,
        HeaderValue::from_static("strict-origin-when-cross-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
];

/// Says it in `headers`; `https` where the browser speaks TLS.
pub(crate) fn write(headers: &mut HeaderMap, https: bool) {
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    for (name, value) in [
        (CONTENT_SECURITY_POLICY, NOTHING),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ] {
        if let Entry::Vacant(place) = headers.entry(name) {
            place.insert(value);
        }
    }
    if https {
        headers.insert(STRICT_TRANSPORT_SECURITY, BY_TLS_ALONE);
    }
}

/// Whether the browser speaks TLS: to the address that this server is known by, or to a trusted proxy in front, which
/// says so.
pub(crate) fn is_https(extensions: &Extensions, headers: &HeaderMap, api: &ApiState) -> bool {
    let public = api.public_url.as_deref().is_some_and(|url| url.starts_with("https://"));
    let said = headers.get(FORWARDED_PROTO).and_then(|proto| proto.to_str().ok());
    public
        || (peer::is_proxy(extensions, &api.limits.trusted_proxies)
            && said.is_some_and(|proto| proto.eq_ignore_ascii_case("https")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_handler_said_of_its_policy_and_of_caches_stays() {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_SECURITY_POLICY, OF_DOCS);
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        write(&mut headers, false);
        assert_eq!(headers[CONTENT_SECURITY_POLICY], OF_DOCS);
        assert_eq!(headers[CACHE_CONTROL], "no-cache");
        assert_eq!(headers[X_FRAME_OPTIONS], "DENY");
        assert!(!headers.contains_key(STRICT_TRANSPORT_SECURITY));
    }

    #[test]
    fn nothing_is_kept_or_loaded_where_nobody_said_otherwise() {
        let mut headers = HeaderMap::new();
        write(&mut headers, true);
        assert_eq!(headers[CONTENT_SECURITY_POLICY], NOTHING);
        assert_eq!(headers[CACHE_CONTROL], "no-store");
        assert_eq!(headers[STRICT_TRANSPORT_SECURITY], BY_TLS_ALONE);
    }
}
