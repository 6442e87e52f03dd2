//! What a carrier is answered: the adapter's own words, or a refusal with a status and nothing else.
//!
//! Some carriers send the text of an answer to the phone as an SMS, so a refusal has no body; why it was refused stands
//! in a header, for people who look into the carrier's log or try it with curl.

use std::borrow::Cow;

use adapters::WebhookAnswer;
use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::{PaymentError, WebhookError};
use utoipa::IntoResponses;

use crate::error::ApiError;
use crate::throttle;

/// Why a webhook was refused.
const REASON: HeaderName = HeaderName::from_static("x-tuma-reason");
/// When a carrier should send again what could not be stored, seconds.
const RETRY_SECONDS: u64 = 1;

/// A webhook that was not taken.
pub(crate) struct Refused {
    status: StatusCode,
    why: Cow<'static, str>,
    /// The reason is the body too: only where nothing says that a carrier with a phone behind it called.
    told: bool,
    /// When a carrier should try again, seconds.
    retry_after_s: Option<u64>,
}

impl Refused {
    pub(super) fn not_found() -> Self {
        WebhookError::NotFound.into()
    }

    /// Nobody can tell which carrier this is from.
    pub(super) fn unnamed() -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            why: "provider: is missing (name the provider in the query, such as ?provider=twilio)".into(),
            told: true,
            retry_after_s: None,
        }
    }

    fn new(status: StatusCode, why: impl Into<Cow<'static, str>>) -> Self {
        let is_for_later = status == StatusCode::SERVICE_UNAVAILABLE;
        Self {
            status,
            why: why.into(),
            told: false,
            retry_after_s: is_for_later.then_some(RETRY_SECONDS),
        }
    }
}

impl From<WebhookError> for Refused {
    fn from(error: WebhookError) -> Self {
        match error {
            WebhookError::NotFound => Self::new(StatusCode::NOT_FOUND, "no provider takes this"),
            WebhookError::NotAuthentic(why) => Self::new(StatusCode::FORBIDDEN, why),
            WebhookError::Malformed(why) => Self::new(StatusCode::BAD_REQUEST, why),
            WebhookError::NotStored => {
                Self::new(StatusCode::SERVICE_UNAVAILABLE, "it could not be stored; send it again")
            }
        }
    }
}

impl From<PaymentError> for Refused {
    fn from(error: PaymentError) -> Self {
        match error {
            PaymentError::NotFound => Self::new(StatusCode::NOT_FOUND, "there is no such payment provider"),
            PaymentError::Refused(why) => Self::new(StatusCode::BAD_REQUEST, why),
            PaymentError::NotStored => WebhookError::NotStored.into(),
        }
    }
}

impl From<throttle::Refused> for Refused {
    /// An address that calls too often.
    fn from(refused: throttle::Refused) -> Self {
        match refused {
            throttle::Refused::Limited(exceeded) => Self {
                retry_after_s: Some(exceeded.retry_after_s()),
                ..Self::new(StatusCode::TOO_MANY_REQUESTS, exceeded.told())
            },
            throttle::Refused::Full => Self::new(StatusCode::SERVICE_UNAVAILABLE, "too many callers at once"),
        }
    }
}

impl From<ApiError> for Refused {
    /// A body that cannot be read.
    fn from(error: ApiError) -> Self {
        Self::new(error.0.code.status(), error.0.message)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        tracing::debug!(status = self.status.as_u16(), why = %self.why, "a webhook was refused");
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        // A reason that is no header value (not ASCII) is in the log alone.
        if let Ok(reason) = HeaderValue::from_str(&self.why) {
            headers.insert(REASON, reason);
        }
        if let Some(seconds) = self.retry_after_s {
            throttle::retry_after(seconds, headers);
        }
        if self.told {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
            *response.body_mut() = Body::from(format!("{}\n", self.why));
        }
        response
    }
}

/// The adapter's answer.
pub(super) fn taken(answer: WebhookAnswer) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    if !answer.content_type.is_empty() {
        response
            .headers_mut()
            .insert(CONTENT_TYPE, HeaderValue::from_static(answer.content_type));
    }
    response
}

/// What a webhook may be answered.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "documentation only: the answers are made above")]
pub(crate) enum HookAnswers {
    /// Taken and on disk; the body is what this carrier expects
    #[response(status = 200)]
    Taken,
    /// It cannot be read, or nothing says which carrier it is from; `x-tuma-reason` says why
    #[response(status = 400)]
    Malformed,
    /// Its signature, secret or address is not what the provider asks for
    #[response(status = 403)]
    NotAuthentic,
    /// No provider has this token, or none of this kind takes it
    #[response(status = 404)]
    NotFound,
    /// The body stopped coming
    #[response(status = 408)]
    Timeout,
    /// It is larger than 256 KiB
    #[response(status = 413)]
    TooLarge,
    /// This address calls too often; `Retry-After` says when to send it again
    #[response(status = 429)]
    TooOften,
    /// It could not be stored: send it again; `Retry-After` says when
    #[response(status = 503)]
    NotStored,
}
