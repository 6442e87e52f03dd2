//! `POST /api/sms/send`: one message to one number. The hottest path of the API.
//!
//! Source 001 has the same path with another body. A body is taken for Tuma's own first; only one that is not is looked
//! at for the other's fields, so that this costs the usual body nothing.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Numbers;
use domain::UnitId;
use engine::request::{SendOptions, SendRequest, Sent};
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoResponses, ToSchema};

use crate::ApiState;
use crate::envelope::{RequestMeta, Shape};
use crate::error::ApiError;
use crate::facades::webapp;
use crate::facades::webapp::envelope::{WebappAnswer, WebappRefusal};
use crate::facades::webapp::view::BulkView;
use crate::gate::Authorized;
use crate::json;
use crate::messages::list::phone_of;
use crate::messages::words::{IdempotencyHeader, MessageClass, amount, class_or_default, with_hash};
use crate::openapi::{Answer, ErrorEnvelope};
use crate::time::Time;

/// One message to one number.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = SendRequest, example = json!({
    "to": "+923001234567",
    "body": "Your fee of PKR 5,000 is due on March 1st.",
    "idempotencyKey": "fee-rem-123",
    "metadata": {"studentId": 42, "challanNo": "CH-2026-0001"}
}))]
pub(crate) struct SendBody {
    /// The number: E.164, or as it is dialled in `region`; or a message's id, for the phone that it went to or came from:
    /// who may not see whole numbers answers so.
    to: String,
    /// The text, at most 1,600 characters.
    body: String,
    /// The sender; the provider's own when absent.
    from: Option<String>,
    /// A provider's name or id: sends through it and no other.
    provider: Option<String>,
    /// Transactional when absent.
    class: Option<MessageClass>,
    /// Your own word for what it is, such as `fees`, at most 64 characters; routes may look at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    category: Option<String>,
    /// Not before this time, RFC 3339, at most 400 days ahead.
    #[schema(value_type = Option<String>, format = DateTime)]
    scheduled_at: Option<Time>,
    /// How long the message stays worth sending; the organization's validity when absent.
    validity_seconds: Option<i64>,
    /// Replaces typographic look-alikes (curly quotes, dashes) so that the text fits GSM-7.
    #[serde(default)]
    gsm7_rewrite: bool,
    /// Where the final state is posted.
    callback_url: Option<String>,
    /// Region of a number without `+`, ISO 3166-1; the organization's when absent.
    region: Option<String>,
    /// The unit that it belongs to; where you are limited to one, that one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "unt_01k9zv0d3s8ra")]
    unit: Option<UnitId>,
    /// At most 128 characters: the same key and request get the first answer again. Kept for 24 hours.
    idempotency_key: Option<String>,
    /// Any JSON object of at most 4,096 bytes; kept with the message and returned.
    #[schema(value_type = Option<Object>)]
    metadata: Option<Map<String, Value>>,
}

/// The accepted message: it is on disk.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = SendResponse)]
pub(crate) struct SendAnswer {
    /// The message's id.
    #[schema(value_type = String, example = "msg_01k9zv0d3s8ra")]
    message_id: domain::MessageId,
    /// Set where a test key sent it: it goes to a simulated carrier and costs nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    test: bool,
    /// `QUEUED`, or `SCHEDULED` when it waits for its time.
    #[schema(value_type = String, example = "QUEUED")]
    status: domain::MessageState,
    /// The number in E.164, masked for callers who may not see whole numbers.
    #[schema(example = "+923001234567")]
    to: String,
    /// Segments it takes.
    segments: u16,
    /// `GSM-7` or `UCS-2`.
    #[schema(example = "GSM-7")]
    encoding: &'static str,
    /// What it will cost, decimal.
    #[schema(example = "0.50")]
    estimated_cost: String,
    /// Currency of the cost, ISO 4217.
    #[schema(example = "PKR")]
    currency: String,
    /// When it was accepted.
    #[schema(value_type = String, format = DateTime, example = "2026-02-15T10:30:00.000Z")]
    queued_at: Time,
    /// When it is due, if it waits for its time.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    scheduled_at: Option<Time>,
}

/// Send one message
///
/// Answers 202 when the message is on disk: it will be sent whatever happens to the server. Follow it with
/// `GET /api/sms/status/{messageId}`. A body with `phone_numbers` and `message` is that of `POST /api/v1/sms/send` and is
/// answered as there.
#[utoipa::path(
    post, path = "/api/sms/send", tag = "messages", operation_id = "sendMessage", request_body = EitherBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same as the field `idempotencyKey`")),
    responses((status = 202, description = "Accepted and on disk", body = Answer<SendAnswer>),
        (status = 200, description = "The same, to a body of source 001", body = WebappAnswer<BulkView>), SendRefusals)
)]
pub(crate) async fn send(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    header: IdempotencyHeader,
    request: Request,
) -> Result<Response, ApiError> {
    let bytes = json::read(request, api.limits.body_bytes, &api.limits).await?;
    let mut body = match body_of(&bytes)? {
        EitherBody::Own(body) => body,
        EitherBody::Webapp(body) => {
            let answered = webapp::send::respond(&api, &caller, &meta, header, body).await;
            return answered.map_err(|error| error.in_shape(Shape::Webapp));
        }
    };
    let key = header.or_field(body.idempotency_key.take())?;
    let idempotency = with_hash(key, &body)?;
    let mut request = SendRequest {
        idempotency,
        ..body.into()
    };
    let numbers = caller.numbers();
    if let Ok(message) = request.to.parse() {
        stays_hidden(&request.options, numbers)?;
        request.to = phone_of(&api, &caller, "to", message).await?;
    }
    let sent = api.engine.send(&caller, request).await;
    let sent = sent.map_err(|refusal| ApiError::of(refusal, numbers))?;
    Ok(meta.answer(StatusCode::ACCEPTED, SendAnswer::new(sent, numbers)))
}

/// A number that its sender may not see is told to nobody of the sender's choice: callbacks tell numbers whole.
fn stays_hidden(options: &SendOptions, numbers: Numbers) -> Result<(), ApiError> {
    match (numbers, &options.callback_url) {
        (Numbers::Masked, Some(_)) => Err(ApiError::fault(
            "callbackUrl",
            "would be told a number that you may not see",
            "leave it out where `to` is a message's id",
        )),
        _ => Ok(()),
    }
}

/// What the body says, in whichever of the two shapes it is.
fn body_of(bytes: &[u8]) -> Result<EitherBody, ApiError> {
    if let Ok(body) = serde_json::from_slice(bytes) {
        return Ok(EitherBody::Own(body));
    }
    let fields: Fields = serde_json::from_slice(bytes).unwrap_or_default();
    let own = fields.to.is_some() || fields.body.is_some();
    match (fields.phone_numbers.is_some() || fields.message.is_some(), own) {
        (true, true) => Err(ApiError::fault(
            "request",
            "has the fields of two shapes at once",
            "send `to` and `body`, or `phone_numbers` and `message`",
        )),
        (true, false) => json::parse(bytes)
            .map(EitherBody::Webapp)
            .map_err(|error| error.in_shape(Shape::Webapp)),
        (false, _) => json::parse(bytes).map(EitherBody::Own),
    }
}

/// The body of a send in either shape.
#[derive(ToSchema)]
#[serde(untagged)]
#[schema(as = SendEither)]
pub(crate) enum EitherBody {
    /// Tuma's own.
    Own(SendBody),
    /// Source 001's.
    Webapp(webapp::send::SendBody),
}

/// The fields that tell the shapes apart.
#[derive(Default, Deserialize)]
struct Fields {
    phone_numbers: Option<IgnoredAny>,
    message: Option<IgnoredAny>,
    to: Option<IgnoredAny>,
    body: Option<IgnoredAny>,
}

/// A refusal in either shape.
#[derive(ToSchema)]
#[serde(untagged)]
#[schema(as = EitherError)]
#[allow(dead_code, reason = "documentation only")]
pub(crate) enum EitherRefusal {
    /// Tuma's own.
    Own(ErrorEnvelope),
    /// Source 001's.
    Webapp(WebappRefusal),
}

/// What sending may answer, in the shape of the body where that could be read.
#[derive(IntoResponses)]
#[allow(dead_code, reason = "documentation only")]
pub(crate) enum SendRefusals {
    /// A value, a field or the JSON itself is at fault, or the body has both shapes at once
    #[response(status = 400)]
    Invalid(EitherRefusal),
    /// No key, or one that is unknown, revoked or expired; `WWW-Authenticate` says how to send it
    #[response(status = 401)]
    Unauthenticated(ErrorEnvelope),
    /// The key lacks the scope that the message names
    #[response(status = 403)]
    Forbidden(ErrorEnvelope),
    /// The body stopped coming
    #[response(status = 408)]
    Timeout(ErrorEnvelope),
    /// The idempotency key came before with another request; `data.first` has the first answer
    #[response(status = 409)]
    Conflict(EitherRefusal),
    /// The body is too large
    #[response(status = 413)]
    TooLarge(ErrorEnvelope),
    /// The body is of another content type
    #[response(status = 415)]
    Unsupported(ErrorEnvelope),
    /// `OPTED_OUT`: the number opted out, the message is stored as REJECTED; `NO_PROVIDER`: there is nothing to send with
    #[response(status = 422)]
    Refused(EitherRefusal),
    /// A limit is used up: `data.limit` names it, its size and when it has room again, `Retry-After` says in how many
    /// seconds. Every answer has `X-RateLimit-Limit`, `X-RateLimit-Remaining` and `X-RateLimit-Reset` of the limit that
    /// is nearest to its end
    #[response(status = 429)]
    TooManyRequests(EitherRefusal),
    /// A fault on our side; quote the request id
    #[response(status = 500)]
    Internal(EitherRefusal),
    /// The queue is full or the database is unavailable: nothing was accepted; `Retry-After` says when to try again
    #[response(status = 503)]
    Unavailable(EitherRefusal),
}

impl From<SendBody> for SendRequest {
    fn from(body: SendBody) -> Self {
        Self {
            to: body.to,
            body: body.body,
            options: SendOptions {
                from: body.from,
                provider: body.provider,
                class: class_or_default(body.class),
                category: body.category,
                scheduled_at: body.scheduled_at.map(|time| time.0),
                validity_ms: body.validity_seconds.map(|seconds| seconds.saturating_mul(1_000)),
                rewrite_gsm7: body.gsm7_rewrite,
                callback_url: body.callback_url,
                region: body.region,
                unit: body.unit,
            },
            idempotency: None,
            metadata: body.metadata.map(Value::Object),
        }
    }
}

impl SendAnswer {
    /// An accepted message, to be shown to somebody who sees numbers so.
    pub(crate) fn new(sent: Sent, numbers: Numbers) -> Self {
        Self {
            message_id: sent.message,
            test: sent.test,
            status: sent.state,
            to: numbers.show(sent.to),
            segments: sent.segments,
            encoding: sent.encoding.as_str(),
            estimated_cost: amount(sent.cost_micros, &sent.currency),
            currency: sent.currency,
            queued_at: Time(sent.accepted_at),
            scheduled_at: sent.scheduled_at.map(Time),
        }
    }
}
