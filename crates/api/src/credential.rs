//! What a request shows to be let in, and what a browser is given to show: the only place that knows header names.
//!
//! A bearer token comes first, then a key in its own header, then a browser's cookie. A browser sends its cookie whoever
//! made it ask, so a change that a cookie asks for must come with a token that only our own pages can know.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::{AUTHORIZATION, COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use domain::Fault;
use subtle::ConstantTimeEq;

use crate::error::{ApiError, Code};
use crate::{ApiState, protection};

/// The cookie that shows a browser's session.
pub(crate) const SESSION_COOKIE: &str = "tuma_session";
/// Where a browser sends what it keeps for the way through an issuer.
const PASSING_PATH: &str = "/api/auth/issuers";
/// How long it keeps it; what is sealed says for how long it is good.
const PASSING_SECONDS: u32 = 600;
/// What a browser sends along with every change.
pub(crate) const CSRF_HEADER: HeaderName = HeaderName::from_static("x-csrf-token");
const CSRF_FIELD: &str = "X-CSRF-Token";
const X_API_KEY: HeaderName = HeaderName::from_static("x-api-key");

/// What a request shows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Credential<'a> {
    /// A key or a token, in the header of this name.
    Bearer(&'static str, &'a str),
    /// A browser's session.
    Cookie(&'a str),
}

impl<'a> Credential<'a> {
    /// What the request shows; refused where it shows nothing that could be one.
    pub(crate) fn of(headers: &'a HeaderMap) -> Result<Self, ApiError> {
        if let Some(header) = headers.get(AUTHORIZATION) {
            let token = header.to_str().ok().and_then(bearer).filter(|token| !token.is_empty());
            return token
                .map(|token| Self::Bearer("Authorization", token))
                .ok_or_else(|| unauthenticated("Authorization", "is not a bearer token"));
        }
        let key = headers.get(X_API_KEY).and_then(|key| key.to_str().ok());
        if let Some(key) = key.map(str::trim).filter(|key| !key.is_empty()) {
            return Ok(Self::Bearer("X-API-Key", key));
        }
        session_cookie(headers)
            .map(Self::Cookie)
            .ok_or_else(|| unauthenticated("Authorization", "is missing"))
    }
}

/// The token after `Bearer `, whatever the case of that word.
fn bearer(header: &str) -> Option<&str> {
    let (scheme, token) = header.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// The value of the session's cookie, where one was sent.
fn session_cookie(headers: &HeaderMap) -> Option<&str> {
    cookie(headers, SESSION_COOKIE)
}

/// The value of the cookie called `wanted`, where one was sent.
fn cookie<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok());
    cookies
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, value)| *name == wanted && !value.is_empty())
        .map(|(_, value)| value)
}

/// Refuses a change that a cookie asks for without the session's own token beside it.
pub(crate) fn check_csrf(parts: &Parts, expected: &str) -> Result<(), ApiError> {
    if matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(());
    }
    let fault = match parts.headers.get(CSRF_HEADER) {
        None => "is missing",
        Some(given) if given.as_bytes().ct_eq(expected.as_bytes()).into() => return Ok(()),
        Some(_) => "is not this session's",
    };
    let mut error = ApiError::new(Code::Forbidden, format!("the header {CSRF_FIELD} {fault}"));
    let mend = "send the csrfToken of GET /api/auth/me in it";
    error.0.details.push(Fault::new(CSRF_FIELD, fault, mend));
    Err(error)
}

/// The refusal of somebody who shows nothing that lets them in.
pub(crate) fn unauthenticated(field: &'static str, fault: &str) -> ApiError {
    let mut error = ApiError::new(Code::Unauthenticated, format!("the header {field} {fault}"));
    let mend = match field {
        "Cookie" => "sign in again",
        _ => "send `Authorization: Bearer sk_live_…` with a key from `tuma key create`, or sign in",
    };
    error.0.details.push(Fault::new(field, fault, mend));
    error
}

/// The browser that asks: what it shows, and how it is given something else to show.
pub(crate) struct Browser {
    /// The session's cookie, where it sent one.
    pub(crate) cookie: Option<String>,
    /// What it took along to an issuer and brings back, where it did.
    pub(crate) away: Option<String>,
    /// What it is to give back with a code of the second factor, where one is waited for.
    pub(crate) waiting: Option<String>,
    https: bool,
}

/// What a browser keeps for a while on its way through a sign-in at an issuer.
#[derive(Clone, Copy)]
pub(crate) enum Passing {
    /// While it is at the issuer.
    Away,
    /// While a code of the second factor is waited for.
    Waiting,
}

impl Passing {
    const fn cookie(self) -> &'static str {
        match self {
            Self::Away => "tuma_issuer",
            Self::Waiting => "tuma_code",
        }
    }
}

impl Browser {
    pub(crate) fn of(parts: &Parts, api: &ApiState) -> Self {
        Self {
            cookie: session_cookie(&parts.headers).map(str::to_owned),
            away: cookie(&parts.headers, Passing::Away.cookie()).map(str::to_owned),
            waiting: cookie(&parts.headers, Passing::Waiting.cookie()).map(str::to_owned),
            https: protection::is_https(&parts.extensions, &parts.headers, api),
        }
    }

    /// The header that gives it `value` to show.
    pub(crate) fn given(&self, value: &str) -> HeaderValue {
        self.header(value, "")
    }

    /// The header that takes away what it shows.
    pub(crate) fn taken(&self) -> HeaderValue {
        self.header("", "; Max-Age=0")
    }

    /// The header that gives it `value`, which is sealed, to keep for as long as it may take.
    pub(crate) fn passes(&self, passing: Passing, value: &str) -> HeaderValue {
        self.text(
            passing.cookie(),
            value,
            &format!("{PASSING_PATH}; Max-Age={PASSING_SECONDS}"),
        )
    }

    /// The header that takes it away again.
    pub(crate) fn passed(&self, passing: Passing) -> HeaderValue {
        self.text(passing.cookie(), "", &format!("{PASSING_PATH}; Max-Age=0"))
    }

    fn header(&self, value: &str, age: &str) -> HeaderValue {
        self.text(SESSION_COOKIE, value, &format!("/{age}"))
    }

    fn text(&self, name: &str, value: &str, path: &str) -> HeaderValue {
        let secure = if self.https { "; Secure" } else { "" };
        let text = format!("{name}={value}; Path={path}; HttpOnly; SameSite=Lax{secure}");
        HeaderValue::try_from(text).expect("letters, digits and signs are a header value")
    }
}

impl FromRequestParts<Arc<ApiState>> for Browser {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, api: &Arc<ApiState>) -> Result<Self, Infallible> {
        Ok(Self::of(parts, api))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(HeaderName, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, text) in pairs {
            headers.append(name, HeaderValue::from_str(text).expect("a value"));
        }
        headers
    }

    #[test]
    fn the_word_bearer_may_be_in_any_case() {
        for header in ["Bearer abc", "bearer abc", "BEARER  abc "] {
            let headers = headers(&[(AUTHORIZATION, header)]);
            let found = Credential::of(&headers).expect("a token");
            assert_eq!(found, Credential::Bearer("Authorization", "abc"), "{header}");
        }
    }

    #[test]
    fn anything_else_is_unauthenticated() {
        for header in ["", "abc", "Basic abc", "Bearer", "Bearer ", "Bearer\tabc"] {
            let headers = headers(&[(AUTHORIZATION, header), (COOKIE, "tuma_session=abc")]);
            let error = Credential::of(&headers).expect_err("refused");
            assert_eq!(error.0.code, Code::Unauthenticated, "{header}");
        }
    }

    #[test]
    fn a_bearer_token_comes_before_a_key_and_a_key_before_a_cookie() {
        let all = [
            (COOKIE, "tuma_session=ghi"),
            (X_API_KEY, " def "),
            (AUTHORIZATION, "Bearer abc"),
        ];
        let found = |pairs: &[(HeaderName, &str)]| format!("{:?}", Credential::of(&headers(pairs)).expect("one"));
        assert_eq!(found(&all), r#"Bearer("Authorization", "abc")"#);
        assert_eq!(found(&all[..2]), r#"Bearer("X-API-Key", "def")"#);
        assert_eq!(found(&all[..1]), r#"Cookie("ghi")"#);
        assert!(Credential::of(&headers(&[(X_API_KEY, "")])).is_err());
    }

    #[test]
    fn the_cookie_is_found_among_others() {
        for (sent, found) in [
            (&["tuma_session=abc"][..], Some("abc")),
            (&["theme=dark; tuma_session=abc; x=y"], Some("abc")),
            (&["theme=dark", "tuma_session=abc"], Some("abc")),
            (&["tuma_session="], None),
            (&["xtuma_session=abc"], None),
            (&["tuma_session"], None),
            (&[], None),
        ] {
            let pairs: Vec<_> = sent.iter().map(|text| (COOKIE, *text)).collect();
            assert_eq!(session_cookie(&headers(&pairs)), found, "{sent:?}");
        }
    }
}
