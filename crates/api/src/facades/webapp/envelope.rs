//! Source 001's envelope: `{success, timestamp, data, error{code, message, details{field, value}}, metadata{request_id,
//! duration_ms}}`, both `data` and `error` always there.

use axum::http::StatusCode;
use axum::response::Response;
use domain::Fault;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::envelope::{RequestMeta, json_response};
use crate::error::{Code, Refused};
use crate::time::Time;

/// Faults beyond the first that one answer names.
const MAX_MORE: usize = 100;

/// The envelope of a success.
pub(crate) fn answer<T: Serialize>(meta: &RequestMeta, data: T) -> Response {
    let (timestamp, duration_ms) = meta.answered();
    let envelope = Envelope {
        success: true,
        timestamp,
        data,
        error: (),
        metadata: meta_of(meta, duration_ms),
    };
    json_response(StatusCode::OK, &envelope)
}

/// The envelope of a refusal.
pub(crate) fn refuse(meta: &RequestMeta, refused: &Refused) -> Response {
    let (timestamp, duration_ms) = meta.answered();
    let named = |place: usize, fault: &Fault| DetailView {
        field: fault.field.clone(),
        value: refused.values.get(place).cloned().flatten(),
        fault: fault.fault.clone(),
        mend: fault.mend.clone(),
    };
    let mut details = refused
        .details
        .iter()
        .enumerate()
        .map(|(place, fault)| named(place, fault));
    let envelope = Envelope {
        success: false,
        timestamp,
        data: refused.data.as_ref(),
        error: ErrorView {
            code: word(refused.code),
            message: refused.message.to_string(),
            details: details.next(),
            more: details.take(MAX_MORE).collect(),
        },
        metadata: meta_of(meta, duration_ms),
    };
    json_response(refused.code.status(), &envelope)
}

/// Source 001 names one code; the others are Tuma's.
const fn word(code: Code) -> &'static str {
    match code {
        Code::InvalidRequest => "VALIDATION_ERROR",
        other => other.as_str(),
    }
}

fn meta_of(meta: &RequestMeta, duration_ms: i64) -> WebappMetadata<'_> {
    WebappMetadata {
        request_id: meta.id(),
        duration_ms,
    }
}

#[derive(Serialize)]
struct Envelope<'a, T, E> {
    success: bool,
    timestamp: Time,
    data: T,
    error: E,
    metadata: WebappMetadata<'a>,
}

/// About the request.
#[derive(Serialize, ToSchema)]
#[schema(as = WebappMetadata)]
pub(super) struct WebappMetadata<'a> {
    /// The request's id, as in `x-request-id`.
    #[schema(example = "req_00d7f1c2a8400000")]
    request_id: &'a str,
    /// How long it took, ms.
    duration_ms: i64,
}

/// What was refused and why.
#[derive(Serialize, ToSchema)]
#[schema(as = WebappError)]
pub(super) struct ErrorView {
    /// `VALIDATION_ERROR` for values at fault; else as in Tuma's own API.
    #[schema(example = "VALIDATION_ERROR")]
    code: &'static str,
    /// For people.
    message: String,
    /// The first value at fault.
    details: Option<DetailView>,
    /// The others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more: Vec<DetailView>,
}

/// What is wrong with one value.
#[derive(Serialize, ToSchema)]
#[schema(as = WebappErrorDetail)]
pub(super) struct DetailView {
    /// Its path.
    #[schema(example = "phone_numbers[0]")]
    field: String,
    /// The value, where it was read; numbers are masked.
    #[schema(example = "invalid-number")]
    value: Option<String>,
    /// What is wrong.
    fault: String,
    /// How to mend it.
    mend: String,
}

/// A success, as it is documented.
#[derive(ToSchema)]
#[schema(bound = "T: ToSchema")]
#[allow(dead_code, reason = "documentation only: `answer` writes it without owned data")]
pub(crate) struct WebappAnswer<T> {
    /// Always true.
    #[schema(example = true)]
    success: bool,
    /// When it was answered.
    #[schema(value_type = String, format = DateTime)]
    timestamp: String,
    /// The answer.
    data: T,
    /// Always null.
    #[schema(value_type = Option<Object>)]
    error: Option<()>,
    /// About the request.
    #[schema(inline)]
    metadata: WebappMetadata<'static>,
}

/// A refusal, as it is documented.
#[derive(ToSchema)]
#[schema(as = WebappRefusal)]
#[allow(dead_code, reason = "documentation only: `refuse` writes it")]
pub(crate) struct WebappRefusal {
    /// Always false.
    #[schema(example = false)]
    success: bool,
    /// When it was answered.
    #[schema(value_type = String, format = DateTime)]
    timestamp: String,
    /// What exists in spite of the refusal; mostly null.
    data: Option<Value>,
    /// What was refused and why.
    #[schema(inline)]
    error: ErrorView,
    /// About the request.
    #[schema(inline)]
    metadata: WebappMetadata<'static>,
}
