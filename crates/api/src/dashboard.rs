//! The dashboard: what `web/dist` held when this binary was built, served from inside it.
//!
//! Answers what no route answers. A file that there is comes as it is; a page's address (any path that a browser asks
//! for as a page) gets `index.html`, since the pages are drawn in the browser; everything else stays the API's 404.

mod assets;
mod page;

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::ACCEPT;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::ApiState;
use crate::error::{ApiError, Code};

/// Where only programs ask: what is not found here is never a page.
const OF_PROGRAMS: [&str; 5] = ["/api/", "/hooks/", "/health/", "/assets/", "/payments/"];

/// Answers a request that no route took.
pub(crate) async fn anything_else(State(api): State<Arc<ApiState>>, request: Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return nothing();
    }
    let path = request.uri().path();
    if let Some(file) = assets::find(path, request.headers()) {
        return file;
    }
    if path != "/" && !(may_be_page(path) && wants_page(&request)) {
        return nothing();
    }
    match assets::index() {
        Some(index) => page::with_nonce(index, &api.tenancy.page_nonce()),
        None => page::not_built(),
    }
}

fn nothing() -> Response {
    ApiError::new(Code::NotFound, "there is nothing at this path; see /docs").into_response()
}

/// Files have a point in their name, pages have none.
fn may_be_page(path: &str) -> bool {
    let file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    !file && !OF_PROGRAMS.iter().any(|prefix| path.starts_with(prefix))
}

/// Browsers say that they want a page; programs take anything, and are told that there is nothing.
fn wants_page(request: &Request) -> bool {
    let accepts = request.headers().get_all(ACCEPT).iter();
    accepts
        .filter_map(|value| value.to_str().ok())
        .any(|value| value.contains("text/html"))
}

/// A status and a body of HTML.
type Html = (StatusCode, String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_pages_are_told_from_those_of_files_and_programs() {
        for path in ["/messages", "/messages/msg_01k9", "/inbox/%2B254712345678", "/send"] {
            assert!(may_be_page(path), "{path}");
        }
        for path in [
            "/assets/gone",
            "/made-up.js",
            "/api/sms/made-up",
            "/hooks/x/y/z",
            "/favicon.ico",
        ] {
            assert!(!may_be_page(path), "{path}");
        }
    }
}
