//! Signing in at OpenID Connect issuers: which there are, out to one, back from it, the code of the second factor.
//!
//! Out and back are pages of a browser, not calls of a program: whatever goes wrong, the browser lands on the page that
//! was asked for, which shows the sign-in with a word that says why (`?signIn=…`).

pub(crate) mod callback;
pub(crate) mod code;
pub(crate) mod list;
pub(crate) mod start;

use axum::extract::{FromRequestParts, Path};
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::error::ApiError;

/// The word that asks for a code of the second factor.
const ASKS_FOR_CODE: &str = "code";
/// The longest page that is come back to, in bytes.
const MAX_NEXT_BYTES: usize = 512;

/// The name of an issuer in the path.
pub(crate) struct IssuerInPath(String);

impl<S: Send + Sync> FromRequestParts<S> for IssuerInPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let name = Path::<String>::from_request_parts(parts, state).await;
        name.map(|Path(name)| Self(name)).map_err(|_| no_issuer())
    }
}

fn no_issuer() -> ApiError {
    ApiError::not_found("the issuer")
}

/// A page of ours that may be come back to: never another server's, nor a call of the API.
fn page(text: &str) -> Option<String> {
    let path = text.strip_prefix('/')?;
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'#' | b'\\'));
    let ours = !path.starts_with('/') && !path.starts_with("api/") && text.len() <= MAX_NEXT_BYTES;
    (plain && ours).then(|| text.to_owned())
}

/// Sends the browser on.
fn sent_to(url: &str) -> Result<Response, ApiError> {
    let url = HeaderValue::try_from(url).map_err(|_| ApiError::internal())?;
    let headers = [(LOCATION, url), (CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((StatusCode::SEE_OTHER, headers).into_response())
}

/// Sends the browser to the sign-in, in front of the page that was asked for.
fn sent_to_the_door(next: Option<&str>, word: &str) -> Result<Response, ApiError> {
    let next = next.unwrap_or("/");
    let joint = if next.contains('?') { '&' } else { '?' };
    sent_to(&format!("{next}{joint}signIn={word}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_ours_are_come_back_to() {
        for ours in ["/", "/messages?status=FAILED", "/reports/delivery"] {
            assert_eq!(page(ours).as_deref(), Some(ours));
        }
        let long = format!("/{}", "x".repeat(MAX_NEXT_BYTES));
        for other in [
            "",
            "messages",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nset-cookie: x",
            "/a b",
            "/api/auth/issuers/x/start",
            "/#token",
            "/é",
            &long,
        ] {
            assert_eq!(page(other), None, "{other}");
        }
    }

    #[test]
    fn the_word_is_added_to_what_the_page_was_asked_with() {
        let to = |next: Option<&str>| sent_to_the_door(next, "stale").expect("a redirect").headers()[LOCATION].clone();
        assert_eq!(to(None), "/?signIn=stale");
        assert_eq!(
            to(Some("/messages?status=FAILED")),
            "/messages?status=FAILED&signIn=stale"
        );
    }
}
