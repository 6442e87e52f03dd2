//! The one page, as each browser gets it: with a nonce of its own for the styles that the application makes, under a
//! policy that lets nothing else in; never kept by anybody. What holds for every answer [`crate::protection`] says.

use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};

use super::Html;

/// What the build writes where the nonce belongs.
const PLACE: &str = "__TUMA_NONCE__";

const NOT_BUILT: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Tuma</title>\
    <h1>This binary was built without the dashboard</h1>\
    <p>The API works: see <a href=\"/docs\">/docs</a>. To have the pages too, build them and then Tuma: \
    <code>make run</code>, or <code>cd web &amp;&amp; npm ci &amp;&amp; npm run build</code> and \
    <code>cargo build</code>. That takes Node.js 20 or newer.</p></html>";

/// The page for one answer.
pub(super) fn with_nonce(index: String, nonce: &str) -> Response {
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; \
         form-action 'self'; frame-ancestors 'none'"
    );
    guarded((StatusCode::OK, index.replace(PLACE, nonce)), &policy)
}

/// What a binary without a dashboard says.
pub(super) fn not_built() -> Response {
    let policy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    guarded((StatusCode::SERVICE_UNAVAILABLE, NOT_BUILT.to_owned()), policy)
}

fn guarded((status, html): Html, policy: &str) -> Response {
    let mut response = (status, html).into_response();
    let headers = response.headers_mut();
    let policy = HeaderValue::try_from(policy).expect("a policy is visible ASCII");
    headers.insert(CONTENT_SECURITY_POLICY, policy);
    for (name, value) in [(CONTENT_TYPE, "text/html; charset=utf-8"), (CACHE_CONTROL, "no-store")] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_nonce_stands_in_the_page_and_in_its_policy() {
        let index =
            format!("<meta property=\"csp-nonce\" nonce=\"{PLACE}\"><script nonce=\"{PLACE}\" src=\"/a.js\"></script>");
        let response = with_nonce(index, "n0nce");
        let policy = response.headers()[CONTENT_SECURITY_POLICY]
            .to_str()
            .expect("text")
            .to_owned();
        assert!(policy.contains("style-src 'self' 'nonce-n0nce'"));
        assert!(!policy.contains("unsafe"));
        assert_eq!(response.headers()[CACHE_CONTROL], "no-store");
        let body = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .expect("a body");
        let page = String::from_utf8_lossy(&body).into_owned();
        assert_eq!(page.matches("n0nce").count(), 2);
        assert!(!page.contains(PLACE));
    }
}
