//! The one error of the API: a status, a stable code, and a message that names field, fault and mend.
//!
//! Handlers return it; [`crate::observe`] writes it into the envelope, because only there the request's id is known.
//! It never holds a body or a key, and a whole phone number only where it repeats to a program what that sent.

use std::borrow::Cow;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::{Fault, Millis, Numbers};
use engine::request::{QuotaUsed, Refusal, Sent};
use serde_json::{Value, json};
use tenancy::TenancyError;

use crate::envelope::Shape;
use crate::limits::{MAX_FIELD_CHARS, MAX_LISTED_FAULTS};
use crate::messages::send::SendAnswer;
use crate::path::PathId;
use crate::throttle::seconds_until;
use crate::time::Time;

/// What somebody is told who has to wait after too many failures.
pub(crate) const TOO_MANY_FAILURES: &str = "there were too many failures; wait before you try again";

/// The stable codes, each with its HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Code {
    InvalidRequest,
    Unauthenticated,
    InsufficientFunds,
    Forbidden,
    NotFound,
    MethodNotAllowed,
    RequestTimeout,
    TooLate,
    IdempotencyConflict,
    PayloadTooLarge,
    UnsupportedMediaType,
    OptedOut,
    NoProvider,
    SecondFactorRequired,
    OrganizationSuspended,
    SecondFactorAsked,
    TooManyRequests,
    Internal,
    Busy,
    Unavailable,
}

impl Code {
    /// All codes, for the test that the documentation names them.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 20] = [
        Self::InvalidRequest,
        Self::Unauthenticated,
        Self::InsufficientFunds,
        Self::Forbidden,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::RequestTimeout,
        Self::TooLate,
        Self::IdempotencyConflict,
        Self::PayloadTooLarge,
        Self::UnsupportedMediaType,
        Self::OptedOut,
        Self::NoProvider,
        Self::SecondFactorRequired,
        Self::OrganizationSuspended,
        Self::SecondFactorAsked,
        Self::TooManyRequests,
        Self::Internal,
        Self::Busy,
        Self::Unavailable,
    ];

    /// The word that programs compare.
    pub(crate) const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "INVALID_REQUEST",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::InsufficientFunds => "INSUFFICIENT_FUNDS",
            Self::Forbidden => "FORBIDDEN",
            Self::NotFound => "NOT_FOUND",
            Self::MethodNotAllowed => "METHOD_NOT_ALLOWED",
            Self::RequestTimeout => "REQUEST_TIMEOUT",
            Self::TooLate => "TOO_LATE",
            Self::IdempotencyConflict => "IDEMPOTENCY_CONFLICT",
            Self::PayloadTooLarge => "PAYLOAD_TOO_LARGE",
            Self::UnsupportedMediaType => "UNSUPPORTED_MEDIA_TYPE",
            Self::OptedOut => "OPTED_OUT",
            Self::NoProvider => "NO_PROVIDER",
            Self::SecondFactorRequired => "SECOND_FACTOR_REQUIRED",
            Self::SecondFactorAsked => "CODE_REQUIRED",
            Self::OrganizationSuspended => "ORGANIZATION_SUSPENDED",
            Self::TooManyRequests => "TOO_MANY_REQUESTS",
            Self::Internal => "INTERNAL",
            Self::Busy => "BUSY",
            Self::Unavailable => "UNAVAILABLE",
        }
    }

    /// The HTTP status that goes with it.
    pub(crate) const fn status(self) -> StatusCode {
        match self {
            Self::InvalidRequest => StatusCode::BAD_REQUEST,
            Self::InsufficientFunds => StatusCode::PAYMENT_REQUIRED,
            Self::Unauthenticated | Self::SecondFactorAsked => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::SecondFactorRequired | Self::OrganizationSuspended => StatusCode::FORBIDDEN,
            Self::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::RequestTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::TooLate | Self::IdempotencyConflict => StatusCode::CONFLICT,
            Self::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::OptedOut | Self::NoProvider => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Busy | Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

/// A refusal on its way to the caller. Boxed, so that results of handlers stay small.
#[derive(Debug, Clone)]
pub(crate) struct ApiError(pub(crate) Box<Refused>);

/// What the caller gets to read.
#[derive(Debug, Clone)]
pub(crate) struct Refused {
    pub(crate) code: Code,
    pub(crate) message: Cow<'static, str>,
    pub(crate) details: Vec<Fault>,
    /// What exists in spite of the refusal, such as the first answer to the same idempotency key.
    pub(crate) data: Option<Value>,
    /// What the caller wrote in the fields of `details`, where their envelope shows it; numbers are masked.
    pub(crate) values: Vec<Option<String>>,
    /// How it is wrapped, where its path alone does not say it.
    pub(crate) shape: Option<Shape>,
    /// In how many seconds the same call may work.
    pub(crate) retry_after_s: Option<u64>,
}

impl ApiError {
    pub(crate) fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Refused {
            code,
            message: message.into(),
            details: Vec::new(),
            data: None,
            values: Vec::new(),
            shape: None,
            retry_after_s: matches!(code, Code::Busy | Code::Unavailable).then_some(1),
        }))
    }

    /// A refusal of these values, at least one.
    /// Of many, as many are listed as somebody reads: a small body cannot ask for a large answer.
    pub(crate) fn invalid(mut faults: Vec<Fault>) -> Self {
        let all = faults.len();
        faults.truncate(MAX_LISTED_FAULTS);
        for fault in &mut faults {
            shorten(&mut fault.field);
        }
        let message = match faults.as_slice() {
            [] => "the request is at fault".to_owned(),
            [only] => only.to_string(),
            [first, ..] => format!("{first}, and {} more", all - 1),
        };
        let mut error = Self::new(Code::InvalidRequest, message);
        error.0.details = faults;
        error
    }

    /// A refusal of one value.
    pub(crate) fn fault(field: &str, fault: impl Into<String>, mend: impl Into<String>) -> Self {
        Self::invalid(vec![Fault::new(field, fault, mend)])
    }

    /// A refusal of what the caller may not do.
    pub(crate) fn forbidden(fault: Fault) -> Self {
        let mut error = Self::new(Code::Forbidden, fault.to_string());
        error.0.details.push(fault);
        error
    }

    /// A body that is larger than `most` bytes.
    pub(crate) fn too_large(field: &str, most: u64) -> Self {
        let mut error = Self::new(
            Code::PayloadTooLarge,
            format!("the {field} is larger than {most} bytes"),
        );
        error.0.details.push(Fault::new(
            field,
            format!("is larger than {most} bytes"),
            "send it in smaller parts",
        ));
        error
    }

    /// Too much was asked in too short a time: again at `until`.
    pub(crate) fn too_many(message: &'static str, until: Millis, now: Millis) -> Self {
        // Past the end of it: at that very moment it would be refused again.
        Self::new(Code::TooManyRequests, message).retried_after(seconds_until(until + 1, now))
    }

    /// A bug; whoever finds it logs it.
    pub(crate) fn internal() -> Self {
        Self::new(
            Code::Internal,
            "something went wrong on our side; quote the request id when you report it",
        )
    }

    /// Nothing at this path, or not the caller's.
    pub(crate) fn not_found(what: &'static str) -> Self {
        Self::new(Code::NotFound, format!("{what} was not found"))
    }

    /// The same refusal, wrapped like this.
    pub(crate) fn in_shape(mut self, shape: Shape) -> Self {
        self.0.shape = Some(shape);
        self
    }

    /// The balance does not have what a call may cost.
    fn short(short: store::Shortfall) -> Self {
        let money = |micros| domain::Money::new(micros, short.currency);
        let (needed, spendable) = (money(short.needed_micros), money(short.spendable_micros));
        let missing = money(short.needed_micros.saturating_sub(short.spendable_micros));
        let message = match short.messages {
            1 => format!("the balance is short: the message may cost {needed}, and {spendable} is left"),
            count => format!("the balance is short: the {count} messages may cost {needed}, and {spendable} is left"),
        };
        Self::new(Code::InsufficientFunds, message).with_data(json!({
            "needed": needed.amount(),
            "available": spendable.amount(),
            "missing": missing.amount(),
            "currency": short.currency.as_str(),
            "messages": short.messages,
        }))
    }

    /// What the store refuses outside of the engine.
    pub(crate) fn of_store(error: store::StoreError) -> Self {
        Refusal::from(error).into()
    }

    /// What tenancy refuses about the object whose id stood in the path.
    pub(crate) fn of_object<T: PathId>(error: TenancyError) -> Self {
        match error {
            TenancyError::NotFound(_) => Self::not_found(T::NOUN),
            other => other.into(),
        }
    }

    /// The same, for a caller who may come back in so many seconds.
    pub(crate) fn retried_after(mut self, seconds: u64) -> Self {
        self.0.retry_after_s = Some(seconds);
        self
    }

    fn with_data(mut self, data: Value) -> Self {
        self.0.data = Some(data);
        self
    }
}

impl From<Refusal> for ApiError {
    /// What it holds of numbers is masked.
    fn from(refusal: Refusal) -> Self {
        Self::of(refusal, Numbers::Masked)
    }
}

impl ApiError {
    /// A refusal, to be shown to somebody who sees numbers so.
    pub(crate) fn of(refusal: Refusal, numbers: Numbers) -> Self {
        match refusal {
            Refusal::Invalid(faults) => Self::invalid(faults),
            Refusal::OptedOut(message) => {
                Self::new(Code::OptedOut, "the number opted out of this organization's messages")
                    .with_data(json!({"messageId": message, "status": domain::MessageState::Rejected}))
            }
            Refusal::Conflict(first) => Self::new(
                Code::IdempotencyConflict,
                "this idempotency key came before with another request",
            )
            .with_data(json!({"first": first_answer(&first, numbers)})),
            // Calls about one object say which in `path::refused`.
            Refusal::NotFound => Self::not_found("what was asked for"),
            Refusal::TooLate(state) => Self::new(
                Code::TooLate,
                format!("too late to cancel: the message is {state}, or its hand-over has begun"),
            ),
            Refusal::NoProvider => Self::new(
                Code::NoProvider,
                "the organization has no active provider; ask the operator to add or activate one",
            ),
            Refusal::Short(short) => Self::short(short),
            Refusal::QuotaUsed(quota) => quota_used(&quota),
            Refusal::Busy => Self::new(
                Code::Busy,
                "the queue is full; nothing was accepted, try again in a second",
            ),
            Refusal::Unavailable => Self::new(
                Code::Unavailable,
                "the database is unavailable; nothing was accepted, try again in a second",
            ),
            Refusal::Internal => Self::internal(),
        }
    }
}

impl From<TenancyError> for ApiError {
    fn from(error: TenancyError) -> Self {
        match error {
            TenancyError::Invalid(fault) => Self::invalid(vec![fault]),
            TenancyError::Forbidden(fault) => {
                let mut error = Self::new(Code::Forbidden, fault.to_string());
                error.0.details.push(fault);
                error
            }
            TenancyError::NotFound(what) => Self::new(Code::NotFound, format!("the {what} was not found")),
            // Who may say when that is over says so: `auth::tenancy_refused`.
            TenancyError::Wait(_) => Self::new(Code::TooManyRequests, TOO_MANY_FAILURES),
            TenancyError::Busy => Self::new(Code::Busy, "too much is asked at once; try again in a second"),
            TenancyError::Unavailable => Self::new(
                Code::Unavailable,
                "the database is unavailable; nothing was changed, try again in a second",
            ),
            TenancyError::Internal => Self::internal(),
        }
    }
}

/// Fields may be the caller's own words: as much of one is repeated as shows which it is.
fn shorten(field: &mut String) {
    if let Some((end, _)) = field.char_indices().nth(MAX_FIELD_CHARS) {
        field.truncate(end);
        field.push('…');
    }
}

/// An organization that has had its recipients for today.
fn quota_used(quota: &QuotaUsed) -> ApiError {
    let retry_after_s = seconds_until(quota.resets_at, quota.asked_at);
    let mut error = ApiError::new(Code::TooManyRequests, quota.to_string()).retried_after(retry_after_s);
    let fault = format!("{} of {} recipients a day are used", quota.used, quota.most);
    let mend = format!(
        "send at most {} more today, or come back at {}",
        left(quota),
        Time(quota.resets_at)
    );
    error
        .0
        .details
        .push(Fault::new("limits.organization.recipientsPerDay", fault, mend));
    error.with_data(json!({"limit": {
        "layer": "organization",
        "per": "day",
        "counts": "recipients",
        "size": quota.most,
        "resetAt": Time(quota.resets_at),
        "retryAfterSeconds": retry_after_s,
    }}))
}

fn left(quota: &QuotaUsed) -> i64 {
    (i64::from(quota.most) - quota.used).max(0)
}

/// The first answer in the shape it was given: that of `send`, or the id of the batch.
fn first_answer(kept: &str, numbers: Numbers) -> Value {
    if let Ok(sent) = serde_json::from_str::<Sent>(kept) {
        return serde_json::to_value(SendAnswer::new(sent, numbers)).unwrap_or(Value::Null);
    }
    match serde_json::from_str::<Value>(kept) {
        Ok(Value::String(batch)) => json!({"batchId": batch}),
        Ok(other) => other,
        Err(_) => Value::Null,
    }
}

impl IntoResponse for ApiError {
    /// Only the status: the envelope is written where the request's id is known.
    fn into_response(self) -> Response {
        let mut response = self.0.code.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
