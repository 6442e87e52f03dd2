//! JSON bodies in: read within a limit and a time, parsed in one pass, and explained when they do not fit.
//!
//! The way of a good body is one read and one parse. Only a bad one is parsed again, to say which field is at fault.

mod explain;

use std::sync::Arc;

use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use domain::Fault;
use serde::de::DeserializeOwned;

use crate::ApiState;
use crate::body;
use crate::error::{ApiError, Code};
use crate::limits::Limits;

/// A JSON body of at most the usual size.
pub(crate) struct JsonBody<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Arc<ApiState>> for JsonBody<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &Arc<ApiState>) -> Result<Self, ApiError> {
        from_request(request, state.limits.body_bytes, &state.limits)
            .await
            .map(Self)
    }
}

/// The request's JSON body of at most `most` bytes.
pub(crate) async fn from_request<T: DeserializeOwned>(
    request: Request,
    most: usize,
    limits: &Limits,
) -> Result<T, ApiError> {
    parse(&read(request, most, limits).await?)
}

/// The bytes of the request's JSON body of at most `most` bytes.
pub(crate) async fn read(request: Request, most: usize, limits: &Limits) -> Result<Bytes, ApiError> {
    if !is_json(request.headers()) {
        return Err(unsupported("application/json"));
    }
    let bytes = body::read(request.into_body(), most, limits).await?;
    // serde would take a list for an object, its values in the order of the fields.
    if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[') {
        return Err(ApiError::fault("request", "is a list", "send a JSON object"));
    }
    Ok(bytes)
}

/// What the bytes of a body say, or which field is at fault.
pub(crate) fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    serde_json::from_slice(bytes).map_err(|error| explain::explain::<T>(bytes, &error))
}

/// The essence of the content type, without its parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<&str> {
    let text = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    Some(text.split(';').next().unwrap_or(text).trim())
}

/// The refusal of a content type.
pub(crate) fn unsupported(expected: &str) -> ApiError {
    let mut error = ApiError::new(Code::UnsupportedMediaType, format!("the body must be {expected}"));
    let fault = Fault::new(
        "Content-Type",
        "is missing or of another type",
        format!("send `Content-Type: {expected}`"),
    );
    error.0.details.push(fault);
    error
}

fn is_json(headers: &HeaderMap) -> bool {
    media_type(headers).is_some_and(|essence| essence.eq_ignore_ascii_case("application/json"))
}
