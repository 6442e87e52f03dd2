//! `POST /api/sms/send`: one message to one number. The hottest path of the API.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use engine::request::{SendOptions, SendRequest, Sent};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::messages::words::{IdempotencyHeader, MessageClass, amount, class_or_default, with_hash};
use crate::openapi::{Answer, AuthErrors, BodyErrors, SendErrors};
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
    /// The number: E.164, or as it is dialled in `region`.
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
    /// `QUEUED`, or `SCHEDULED` when it waits for its time.
    #[schema(value_type = String, example = "QUEUED")]
    status: domain::MessageState,
    /// The number in E.164.
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
/// `GET /api/sms/status/{messageId}`.
#[utoipa::path(
    post, path = "/api/sms/send", tag = "messages", operation_id = "sendMessage", request_body = SendBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same as the field `idempotencyKey`")),
    responses((status = 202, description = "Accepted and on disk", body = Answer<SendAnswer>), AuthErrors, BodyErrors, SendErrors)
)]
pub(crate) async fn send(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    header: IdempotencyHeader,
    JsonBody(mut body): JsonBody<SendBody>,
) -> Result<Response, ApiError> {
    let key = header.or_field(body.idempotency_key.take())?;
    let idempotency = with_hash(key, &body)?;
    let request = SendRequest {
        idempotency,
        ..body.into()
    };
    let sent = api.engine.send(&caller, request).await?;
    Ok(meta.answer(StatusCode::ACCEPTED, SendAnswer::from(sent)))
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
            },
            idempotency: None,
            metadata: body.metadata.map(Value::Object),
        }
    }
}

impl From<Sent> for SendAnswer {
    fn from(sent: Sent) -> Self {
        Self {
            message_id: sent.message,
            status: sent.state,
            to: sent.to,
            segments: sent.segments,
            encoding: sent.encoding.as_str(),
            estimated_cost: amount(sent.cost_micros, &sent.currency),
            currency: sent.currency,
            queued_at: Time(sent.accepted_at),
            scheduled_at: sent.scheduled_at.map(Time),
        }
    }
}
