//! A carrier's HTTP request, as adapters take it: whatever its content type, with every header and every pair of its
//! query, repeated ones included.

use std::sync::Arc;

use adapters::{WebhookKind, WebhookRequest};
use axum::extract::{FromRequest, Request};
use axum::http::header::HOST;
use axum::http::request::Parts;
use tenancy::limits::Door;

use super::answer::Refused;
use crate::body;
use crate::limits::MAX_WEBHOOK_BYTES;
use crate::{ApiState, peer, throttle};

/// A webhook that was read whole and belongs to nobody yet.
pub(crate) struct Incoming(WebhookRequest);

impl Incoming {
    /// The webhook, of this kind by its path.
    pub(super) fn of_kind(self, kind: WebhookKind) -> WebhookRequest {
        WebhookRequest { kind, ..self.0 }
    }
}

impl FromRequest<Arc<ApiState>> for Incoming {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &Arc<ApiState>) -> Result<Self, Refused> {
        let (parts, sent) = request.into_parts();
        throttle::at_door(Door::Webhook, &parts, state).await?;
        let bytes = body::read(sent, MAX_WEBHOOK_BYTES, &state.limits).await?;
        let query = parts.uri.query().unwrap_or_default().as_bytes();
        let headers = parts.headers.iter();
        Ok(Self(WebhookRequest {
            kind: WebhookKind::Any,
            method: parts.method.to_string(),
            url: url_of(&parts, state.public_url.as_deref()),
            query: form_urlencoded::parse(query).into_owned().collect(),
            headers: headers
                .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
                .collect(),
            body: bytes,
            peer: peer::of(&parts, &state.limits.trusted_proxies),
            // The engine knows better.
            by_token: false,
            at: state.clock.now_ms(),
        }))
    }
}

/// The URL as the carrier called it: under the address that is configured, else under the one that the request names.
fn url_of(parts: &Parts, public_url: Option<&str>) -> String {
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    if let Some(base) = public_url {
        return format!("{}{path}", base.trim_end_matches('/'));
    }
    let header = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
    let host = header.or_else(|| parts.uri.authority().map(|authority| authority.as_str()));
    format!("http://{}{path}", host.unwrap_or("localhost"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_is_the_one_that_the_carrier_called() {
        for (uri, host, public_url, url) in [
            (
                "/hooks/t?a=1%2B",
                Some("sms.example.org"),
                None,
                "http://sms.example.org/hooks/t?a=1%2B",
            ),
            ("http://a.example/hooks/t", None, None, "http://a.example/hooks/t"),
            ("/hooks/t", None, None, "http://localhost/hooks/t"),
            (
                "/hooks/t?a=1",
                Some("10.0.0.1"),
                Some("https://sms.example.org/"),
                "https://sms.example.org/hooks/t?a=1",
            ),
            (
                "/sms/callback",
                None,
                Some("https://example.org/tuma"),
                "https://example.org/tuma/sms/callback",
            ),
        ] {
            let mut request = axum::http::Request::builder().uri(uri);
            if let Some(host) = host {
                request = request.header("host", host);
            }
            let parts = request.body(()).expect("a request").into_parts().0;
            assert_eq!(url_of(&parts, public_url), url);
        }
    }
}
