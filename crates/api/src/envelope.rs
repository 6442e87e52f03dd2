//! The envelope around every answer: `{success, timestamp, data | error, metadata: {requestId, durationMs}}`.
//!
//! A body is written once, straight into the bytes that go out. Paths of other systems have envelopes of their own; which
//! one a request gets is its [`Shape`].

use axum::body::Body;

use axum::extract::FromRequestParts;
use axum::http::header::{CONTENT_TYPE, WWW_AUTHENTICATE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use domain::{Fault, Millis};
use serde::Serialize;
use serde_json::Value;
use std::sync::{Arc, OnceLock};
use tenancy::Caller;
use tenancy::limits::Standing;
use tokio::time::Instant;

use crate::error::{ApiError, Code, Refused};
use crate::throttle;
use crate::time::Time;

const JSON: HeaderValue = HeaderValue::from_static("application/json");
/// Room for the answer to a single send, so that it is written without growing.
const USUAL_BYTES: usize = 512;

/// How answers are wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Tuma's own.
    Own,
    /// Source 001's.
    Webapp,
}

/// A request's id and when it came; put into the request by [`crate::observe`].
#[derive(Debug, Clone)]
pub(crate) struct RequestMeta {
    /// The id in `x-request-id`, visible ASCII.
    pub(crate) id: HeaderValue,
    /// When it came, wall clock.
    pub(crate) at: Millis,
    /// When it came, to measure from.
    pub(crate) started: Instant,
    /// How refusals are wrapped, unless they say otherwise themselves.
    pub(crate) shape: Shape,
    /// Who called, once that is known: [`crate::observe`] looks at it when the request is over.
    pub(crate) caller: Arc<OnceLock<Arc<Caller>>>,
    /// Where the caller stands with its limits, once that is known.
    standing: Arc<OnceLock<Standing>>,
}

impl RequestMeta {
    /// A request with this id that came at `at`.
    pub(crate) fn new(id: HeaderValue, at: Millis, shape: Shape) -> Self {
        Self {
            id,
            at,
            started: Instant::now(),
            shape,
            caller: Arc::default(),
            standing: Arc::default(),
        }
    }

    /// Keeps where the caller stands, for the answer; the first word on it counts.
    pub(crate) fn stand(&self, standing: Standing) {
        // A request is counted once; should it be twice, the first word is as true as the second.
        let _ = self.standing.set(standing);
    }

    /// Where the caller stands.
    pub(crate) fn standing(&self) -> Option<&Standing> {
        self.standing.get()
    }

    /// The request's id as text.
    pub(crate) fn id(&self) -> &str {
        self.id.to_str().unwrap_or_default()
    }

    /// The envelope of a success.
    pub(crate) fn answer<T: Serialize>(&self, status: StatusCode, data: T) -> Response {
        let (timestamp, metadata) = self.stamp();
        json_response(
            status,
            &Success {
                success: true,
                timestamp,
                data,
                metadata,
            },
        )
    }

    /// The envelope of a refusal.
    pub(crate) fn refuse(&self, error: ApiError) -> Response {
        let refused = *error.0;
        let mut response = match refused.shape.unwrap_or(self.shape) {
            Shape::Own => self.refuse_own(&refused),
            Shape::Webapp => crate::facades::webapp::envelope::refuse(self, &refused),
        };
        if let Some(seconds) = refused.retry_after_s {
            throttle::retry_after(seconds, response.headers_mut());
        }
        if refused.code == Code::Unauthenticated {
            let challenge = HeaderValue::from_static("Bearer realm=\"tuma\"");
            response.headers_mut().insert(WWW_AUTHENTICATE, challenge);
        }
        response
    }

    fn refuse_own(&self, refused: &Refused) -> Response {
        let (timestamp, metadata) = self.stamp();
        let envelope = Failure {
            success: false,
            timestamp,
            error: FailureError {
                code: refused.code.as_str(),
                message: &refused.message,
                details: &refused.details,
            },
            data: refused.data.as_ref(),
            metadata,
        };
        json_response(refused.code.status(), &envelope)
    }

    fn stamp(&self) -> (Time, Metadata<'_>) {
        let (timestamp, duration_ms) = self.answered();
        let request_id = self.id();
        (
            timestamp,
            Metadata {
                request_id,
                duration_ms,
            },
        )
    }

    /// When it is answered, if that is now, and how many ms it took.
    pub(crate) fn answered(&self) -> (Time, i64) {
        let duration_ms = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX);
        (Time(self.at.saturating_add(duration_ms)), duration_ms)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for RequestMeta {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        parts.extensions.get::<Self>().cloned().ok_or_else(ApiError::internal)
    }
}

#[derive(Serialize)]
struct Success<'a, T> {
    success: bool,
    timestamp: Time,
    data: T,
    metadata: Metadata<'a>,
}

#[derive(Serialize)]
struct Failure<'a> {
    success: bool,
    timestamp: Time,
    error: FailureError<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    metadata: Metadata<'a>,
}

#[derive(Serialize)]
struct FailureError<'a> {
    code: &'static str,
    message: &'a str,
    details: &'a [Fault],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Metadata<'a> {
    request_id: &'a str,
    duration_ms: i64,
}

/// A JSON answer.
pub(crate) fn json_response<T: Serialize>(status: StatusCode, value: &T) -> Response {
    let mut bytes = Vec::with_capacity(USUAL_BYTES);
    let status = match serde_json::to_writer(&mut bytes, value) {
        Ok(()) => status,
        Err(error) => {
            tracing::error!(%error, "an answer could not be written");
            bytes.clear();
            StatusCode::INTERNAL_SERVER_ERROR
        }
    };
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, JSON);
    response
}
