//! Who calls: the only place where what a request carries becomes a [`Caller`], and where a permission is missed.
//!
//! A key comes as `Authorization: Bearer` or as `X-API-Key`. No handler reads an organization from the request.

use std::sync::Arc;

use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName};
use domain::{Fault, Permission, Scope};
use tenancy::{Actor, AuthError, Caller};

use crate::ApiState;
use crate::error::{ApiError, Code};

const X_API_KEY: HeaderName = HeaderName::from_static("x-api-key");
const API_KEY_FIELD: &str = "X-API-Key";
const BEARER_FIELD: &str = "Authorization";

/// What a request shows to be let in: the header's name, and the text in it.
type Shown<'a> = (&'static str, &'a str);

/// The caller whom the request's headers show.
pub(crate) async fn authenticated(parts: &Parts, state: &ApiState) -> Result<Arc<Caller>, ApiError> {
    let (field, text) = shown(&parts.headers)?;
    let known = state.tenancy.authenticate(text).await;
    known.map_err(|error| refused_key(field, error))
}

/// Refuses a caller that lacks `permission`.
pub(crate) fn permitted(caller: &Caller, permission: Permission) -> Result<(), ApiError> {
    if caller.may(permission) {
        return Ok(());
    }
    let (field, what, mend) = match (caller.actor, Scope::giving(permission)) {
        (Actor::Key(_), Some(scope)) => {
            let word = scope.as_str();
            let mend = format!("use a key with {word}; `tuma key create --scope {word}` makes one");
            (BEARER_FIELD, format!("is a key without the scope {word}"), mend)
        }
        (Actor::Key(_), None) => {
            let mend = "sign in: this is for people";
            (
                BEARER_FIELD,
                "is a key, and no key may do this".to_owned(),
                mend.to_owned(),
            )
        }
        _ => {
            let word = permission.as_str();
            let mend = "ask an administrator of the organization for a role that has it";
            ("role", format!("lacks the permission {word}"), mend.to_owned())
        }
    };
    let mut error = ApiError::new(Code::Forbidden, format!("{field} {what}"));
    error.0.details.push(Fault::new(field, what, mend));
    Err(error)
}

/// The token after `Bearer `, whatever the case of that word; else the key in its own header.
fn shown(headers: &HeaderMap) -> Result<Shown<'_>, ApiError> {
    if let Some(header) = headers.get(AUTHORIZATION) {
        let token = header.to_str().ok().and_then(|text| {
            let (scheme, token) = text.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
        });
        let token = token.filter(|token| !token.is_empty());
        return token
            .map(|token| (BEARER_FIELD, token))
            .ok_or_else(|| unauthenticated(BEARER_FIELD, "is not a bearer token"));
    }
    let key = headers.get(X_API_KEY).and_then(|key| key.to_str().ok());
    match key.map(str::trim).filter(|key| !key.is_empty()) {
        Some(key) => Ok((API_KEY_FIELD, key)),
        None => Err(unauthenticated(BEARER_FIELD, "is missing")),
    }
}

fn refused_key(field: &'static str, error: AuthError) -> ApiError {
    match error {
        AuthError::Unknown => unauthenticated(field, "names no API key"),
        AuthError::Revoked => unauthenticated(field, "names an API key that was revoked"),
        AuthError::Expired => unauthenticated(field, "names an API key that has expired"),
        AuthError::Unavailable => ApiError::new(
            Code::Unavailable,
            "the database is unavailable; nothing was accepted, try again in a second",
        ),
    }
}

fn unauthenticated(field: &'static str, fault: &str) -> ApiError {
    let mut error = ApiError::new(Code::Unauthenticated, format!("the header {field} {fault}"));
    let mend = "send `Authorization: Bearer sk_live_…` with a key from `tuma key create`";
    error.0.details.push(Fault::new(field, fault, mend));
    error
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        let value = |text: &str| HeaderValue::from_str(text).expect("a value");
        pairs.iter().map(|(name, text)| (name.clone(), value(text))).collect()
    }

    #[test]
    fn the_word_bearer_may_be_in_any_case() {
        for header in ["Bearer abc", "bearer abc", "BEARER  abc "] {
            let headers = headers(&[(AUTHORIZATION, header)]);
            assert_eq!(shown(&headers).ok(), Some((BEARER_FIELD, "abc")), "{header}");
        }
    }

    #[test]
    fn anything_else_is_unauthenticated() {
        for header in ["", "abc", "Basic abc", "Bearer", "Bearer ", "Bearer\tabc"] {
            let error = shown(&headers(&[(AUTHORIZATION, header)])).expect_err("refused");
            assert_eq!(error.0.code, Code::Unauthenticated, "{header}");
        }
    }

    #[test]
    fn a_key_may_come_in_its_own_header_and_the_bearer_token_comes_first() {
        assert_eq!(
            shown(&headers(&[(X_API_KEY, " abc ")])).ok(),
            Some((API_KEY_FIELD, "abc"))
        );
        assert!(shown(&headers(&[(X_API_KEY, "")])).is_err());
        let both = [(X_API_KEY, "abc"), (AUTHORIZATION, "Bearer def")];
        assert_eq!(shown(&headers(&both)).ok(), Some((BEARER_FIELD, "def")));
    }
}
