//! What the routes of `/api/v1` may refuse, and how Tuma's words for a field become source 001's.

use serde_json::json;
use utoipa::IntoResponses;

use super::envelope::WebappRefusal;
use crate::error::{ApiError, Refused};

/// What any route with a key may answer.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "documentation only")]
pub(crate) enum WebappAuthErrors {
    /// No key, or one that is unknown, revoked or expired
    #[response(status = 401)]
    Unauthenticated(WebappRefusal),
    /// The key lacks the scope that the message names
    #[response(status = 403)]
    Forbidden(WebappRefusal),
    /// A limit is used up: `data.limit` names it, `Retry-After` says in how many seconds it has room again
    #[response(status = 429)]
    TooManyRequests(WebappRefusal),
    /// A fault on our side; quote the request id
    #[response(status = 500)]
    Internal(WebappRefusal),
    /// Nothing was accepted; `Retry-After` says when to try again
    #[response(status = 503)]
    Unavailable(WebappRefusal),
}

/// What a route with a body may answer.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "documentation only")]
pub(crate) enum WebappBodyErrors {
    /// `VALIDATION_ERROR`: `details` names the field and its value
    #[response(status = 400)]
    Invalid(WebappRefusal),
    /// The body stopped coming
    #[response(status = 408)]
    Timeout(WebappRefusal),
    /// The body or the file is too large
    #[response(status = 413)]
    TooLarge(WebappRefusal),
    /// The body is of another content type
    #[response(status = 415)]
    Unsupported(WebappRefusal),
}

/// What sending may answer.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "documentation only")]
pub(crate) enum WebappSendErrors {
    /// `INSUFFICIENT_FUNDS`: the balance does not reach for all of it; nothing was accepted, and `data` says what is missing
    #[response(status = 402)]
    Short(WebappRefusal),
    /// The header `Idempotency-Key` came before with another request
    #[response(status = 409)]
    Conflict(WebappRefusal),
    /// `NO_PROVIDER`: there is nothing to send with
    #[response(status = 422)]
    NoProvider(WebappRefusal),
}

/// What a question may answer.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "documentation only")]
pub(crate) enum WebappQueryErrors {
    /// A parameter is at fault
    #[response(status = 400)]
    Invalid(WebappRefusal),
}

/// What a question about one object may answer.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "documentation only")]
pub(crate) enum WebappIdErrors {
    /// That is no id of this kind, or a parameter is at fault
    #[response(status = 400)]
    Invalid(WebappRefusal),
    /// The caller's organization has no such object
    #[response(status = 404)]
    NotFound(WebappRefusal),
}

/// The refusal with source 001's names for the fields, and the values that `value_of` knows by those names.
pub(super) fn translated(mut error: ApiError, value_of: impl Fn(&str) -> Option<String>) -> ApiError {
    let refused = &mut *error.0;
    for fault in &mut refused.details {
        fault.field = field(&fault.field);
    }
    refused.values = refused.details.iter().map(|fault| value_of(&fault.field)).collect();
    if let Some(batch) = first_batch(refused) {
        refused.data = Some(json!({"first": {"bulk_id": batch}}));
    }
    if let [only] = refused.details.as_slice() {
        refused.message = format!("{}: {}", only.field, only.fault).into();
    } else if let [first, rest @ ..] = refused.details.as_slice() {
        refused.message = format!("{}: {}, and {} more", first.field, first.fault, rest.len()).into();
    }
    error
}

/// The batch that the first call with an idempotency key made.
fn first_batch(refused: &Refused) -> Option<String> {
    let batch = refused.data.as_ref()?["first"]["batchId"].as_str()?;
    Some(batch.to_owned())
}

/// Source 001's name for a field.
fn field(own: &str) -> String {
    let named = match own {
        "to" | "recipients" => "phone_numbers",
        "body" => "message",
        "from" => "sender_id",
        "scheduledAt" => "schedule_time",
        "callbackUrl" => "callback_url",
        "fileId" => "file_id",
        "idempotencyKey" => "Idempotency-Key",
        _ => return numbered(own).unwrap_or_else(|| own.to_owned()),
    };
    named.to_owned()
}

/// `recipients[3].to` is `phone_numbers[3]`; what is wrong with its rendered text is wrong with the message.
fn numbered(own: &str) -> Option<String> {
    let (place, of) = own.strip_prefix("recipients[")?.split_once("].")?;
    Some(match of {
        "body" => "message".to_owned(),
        _ => format!("phone_numbers[{place}]"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Fault;

    #[test]
    fn fields_are_called_as_the_caller_wrote_them() {
        for (own, theirs) in [
            ("recipients[3].to", "phone_numbers[3]"),
            ("recipients[0].body", "message"),
            ("recipients", "phone_numbers"),
            ("scheduledAt", "schedule_time"),
            ("limit", "limit"),
        ] {
            assert_eq!(field(own), theirs);
        }
    }

    #[test]
    fn values_go_with_their_fields() {
        let faults = vec![
            Fault::new("from", "is too long", "shorten it"),
            Fault::new("body", "is empty", "write it"),
        ];
        let error = translated(ApiError::invalid(faults), |name| {
            (name == "sender_id").then(|| "SHOP".to_owned())
        });
        assert_eq!(error.0.values, [Some("SHOP".to_owned()), None]);
        assert_eq!(error.0.message, "sender_id: is too long, and 1 more");
    }
}
