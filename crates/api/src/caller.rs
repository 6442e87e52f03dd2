//! Who calls: the only place where a request becomes a [`Caller`], and the only place where scopes are checked.
//!
//! A handler names the scope it needs by the extractor it takes; no handler reads an organization from the request.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use domain::{Fault, Scope};
use tenancy::{AuthError, Caller};

use crate::ApiState;
use crate::error::{ApiError, Code};

/// A caller that may send, preview and cancel (`sms:send`).
pub(crate) struct MessageSender(pub(crate) Arc<Caller>);

/// A caller that may read messages and batches (`sms:read`).
pub(crate) struct MessageReader(pub(crate) Arc<Caller>);

/// A caller that may read providers, routes and the callbacks' secret (`providers:read`).
pub(crate) struct ProviderReader(pub(crate) Arc<Caller>);

/// A caller that may change and test providers, and change routes (`providers:write`).
pub(crate) struct ProviderWriter(pub(crate) Arc<Caller>);

/// A caller that may read webhooks and what was told to them (`webhooks:read`).
pub(crate) struct WebhookReader(pub(crate) Arc<Caller>);

/// A caller that may change and test webhooks, and have events told again (`webhooks:write`).
pub(crate) struct WebhookWriter(pub(crate) Arc<Caller>);

impl FromRequestParts<Arc<ApiState>> for MessageSender {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<ApiState>) -> Result<Self, ApiError> {
        caller_with(Scope::SmsSend, parts, state).await.map(Self)
    }
}

impl FromRequestParts<Arc<ApiState>> for MessageReader {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<ApiState>) -> Result<Self, ApiError> {
        caller_with(Scope::SmsRead, parts, state).await.map(Self)
    }
}

impl FromRequestParts<Arc<ApiState>> for ProviderReader {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<ApiState>) -> Result<Self, ApiError> {
        caller_with(Scope::ProvidersRead, parts, state).await.map(Self)
    }
}

impl FromRequestParts<Arc<ApiState>> for ProviderWriter {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<ApiState>) -> Result<Self, ApiError> {
        caller_with(Scope::ProvidersWrite, parts, state).await.map(Self)
    }
}

impl FromRequestParts<Arc<ApiState>> for WebhookReader {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<ApiState>) -> Result<Self, ApiError> {
        caller_with(Scope::WebhooksRead, parts, state).await.map(Self)
    }
}

impl FromRequestParts<Arc<ApiState>> for WebhookWriter {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &Arc<ApiState>) -> Result<Self, ApiError> {
        caller_with(Scope::WebhooksWrite, parts, state).await.map(Self)
    }
}

/// Whether whoever began a stream with `parts` may still read messages. A database that does not answer takes nothing
/// away.
pub(crate) async fn still_reads(parts: &Parts, state: &ApiState) -> bool {
    match caller_with(Scope::SmsRead, parts, state).await {
        Ok(_) => true,
        Err(error) => !matches!(error.0.code, Code::Unauthenticated | Code::Forbidden),
    }
}

async fn caller_with(scope: Scope, parts: &Parts, state: &ApiState) -> Result<Arc<Caller>, ApiError> {
    let caller = state.tenancy.authenticate(bearer(parts)?).await.map_err(refused_key)?;
    if caller.may(scope) {
        return Ok(caller);
    }
    let word = scope.as_str();
    let mut error = ApiError::new(Code::Forbidden, format!("this API key lacks the scope {word}"));
    let mend = format!("use a key with {word}; the operator makes one with `tuma key create`");
    error.0.details.push(Fault::new(
        "Authorization",
        format!("is a key without the scope {word}"),
        mend,
    ));
    Err(error)
}

/// The token after `Bearer `, whatever the case of that word.
fn bearer(parts: &Parts) -> Result<&str, ApiError> {
    let Some(header) = parts.headers.get(AUTHORIZATION) else {
        return Err(unauthenticated("is missing"));
    };
    let token = header.to_str().ok().and_then(|text| {
        let (scheme, token) = text.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
    });
    token
        .filter(|t| !t.is_empty())
        .ok_or_else(|| unauthenticated("is not a bearer token"))
}

fn refused_key(error: AuthError) -> ApiError {
    match error {
        AuthError::Unknown => unauthenticated("names no API key"),
        AuthError::Revoked => unauthenticated("names an API key that was revoked"),
        AuthError::Expired => unauthenticated("names an API key that has expired"),
        AuthError::Unavailable => ApiError::new(
            Code::Unavailable,
            "the database is unavailable; nothing was accepted, try again in a second",
        ),
    }
}

fn unauthenticated(fault: &str) -> ApiError {
    let mut error = ApiError::new(Code::Unauthenticated, format!("the header Authorization {fault}"));
    let mend = "send `Authorization: Bearer sk_live_…` with a key from `tuma key create`";
    error.0.details.push(Fault::new("Authorization", fault, mend));
    error
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    fn parts(authorization: &str) -> Parts {
        let request = Request::builder()
            .header(AUTHORIZATION, authorization)
            .body(())
            .expect("a request");
        request.into_parts().0
    }

    #[test]
    fn the_word_bearer_may_be_in_any_case() {
        for header in ["Bearer abc", "bearer abc", "BEARER  abc "] {
            assert_eq!(bearer(&parts(header)).ok(), Some("abc"), "{header}");
        }
    }

    #[test]
    fn anything_else_is_unauthenticated() {
        for header in ["", "abc", "Basic abc", "Bearer", "Bearer ", "Bearer\tabc"] {
            let error = bearer(&parts(header)).expect_err("refused");
            assert_eq!(error.0.code, Code::Unauthenticated, "{header}");
        }
    }
}
