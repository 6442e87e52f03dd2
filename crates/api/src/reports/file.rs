//! An answer that is a file to keep.

use axum::body::Body;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::Response;

/// CSV in UTF-8 with a header row.
pub(crate) const CSV: &str = "text/csv; charset=utf-8; header=present";
/// PDF.
pub(crate) const PDF: &str = "application/pdf";

/// A file called `name`, which is made of letters, digits, hyphens and dots.
pub(crate) fn response(content_type: &'static str, name: &str, body: Body) -> Response {
    let mut response = Response::new(body);
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(value) = HeaderValue::try_from(format!("attachment; filename=\"{name}\"")) {
        headers.insert(CONTENT_DISPOSITION, value);
    }
    response
}
