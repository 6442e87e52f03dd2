//! `POST /api/v1/sms/send` and its twins: up to 100 numbers, all or none.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Response;
use domain::phone::mask;
use domain::template::Template;
use engine::request::{BulkRequest, BulkSent, Dedupe, OnInvalid, Recipient, SendOptions};
use serde::{Deserialize, Serialize};
use tenancy::Caller;
use utoipa::ToSchema;

use super::envelope::{WebappAnswer, answer};
use super::errors::{WebappAuthErrors, WebappBodyErrors, WebappSendErrors, translated};
use super::view::BulkView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json::JsonBody;
use crate::limits::{MAX_LISTED_MESSAGES, MAX_WEBAPP_NUMBERS};
use crate::messages::words::{IdempotencyHeader, with_hash};
use crate::time::Time;

/// A text to some numbers.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WebappSendRequest, example = json!({
    "phone_numbers": ["+1234567890", "+1987654321"],
    "message": "Hello, this is a test message",
    "sender_id": "YourBrand",
    "schedule_time": "2024-06-17T18:00:00Z",
    "callback_url": "https://your-app.com/webhook"
}))]
pub(crate) struct SendBody {
    /// 1 to 100 numbers: E.164, or as they are dialled in the organization's region.
    pub(super) phone_numbers: Vec<String>,
    /// The text, 1 to 1,600 characters.
    pub(super) message: String,
    /// The sender; the provider's own when absent.
    #[serde(default)]
    pub(super) sender_id: Option<String>,
    /// Not before this time, RFC 3339.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub(super) schedule_time: Option<Time>,
    /// Where final states are posted.
    #[serde(default)]
    pub(super) callback_url: Option<String>,
}

/// Send to up to 100 numbers
///
/// All or none: a number that cannot be sent to refuses the call. Numbers that opted out are answered `REJECTED`.
#[utoipa::path(
    post, path = "/api/v1/sms/send", tag = "webapp", operation_id = "webappSend", request_body = SendBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and request get the first answer again")),
    responses((status = 200, description = "Accepted and on disk", body = WebappAnswer<BulkView>),
        WebappAuthErrors, WebappBodyErrors, WebappSendErrors)
)]
pub(crate) async fn webapp_send(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    header: IdempotencyHeader,
    JsonBody(body): JsonBody<SendBody>,
) -> Result<Response, ApiError> {
    respond(&api, &caller, &meta, header, body).await
}

/// Send to up to 100 numbers (the older path)
#[utoipa::path(
    post, path = "/api/send-sms", tag = "webapp", operation_id = "webappSendTwin", request_body = SendBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and request get the first answer again")),
    responses((status = 200, description = "Accepted and on disk", body = WebappAnswer<BulkView>),
        WebappAuthErrors, WebappBodyErrors, WebappSendErrors)
)]
pub(crate) async fn webapp_send_twin(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    header: IdempotencyHeader,
    JsonBody(body): JsonBody<SendBody>,
) -> Result<Response, ApiError> {
    respond(&api, &caller, &meta, header, body).await
}

/// Does what the body asks and answers in source 001's shape.
pub(crate) async fn respond(
    api: &ApiState,
    caller: &Caller,
    meta: &RequestMeta,
    header: IdempotencyHeader,
    body: SendBody,
) -> Result<Response, ApiError> {
    let count = body.phone_numbers.len();
    if count > MAX_WEBAPP_NUMBERS {
        let mend = "send to more of them with POST /api/v1/sms/bulk";
        return Err(ApiError::fault(
            "phone_numbers",
            format!("has {count} entries, at most 100 are taken"),
            mend,
        ));
    }
    let key = header.or_field(None)?;
    let idempotency = with_hash(key, &body)?;
    let request = BulkRequest {
        on_invalid: OnInvalid::Reject,
        idempotency,
        ..request(&body)
    };
    let sent = api.engine.send_bulk(caller, request).await;
    let sent = sent.map_err(|refusal| translated(refusal.into(), |field| value_of(&body, field)))?;
    let view = with_messages(api, caller, sent, &body.phone_numbers).await?;
    Ok(answer(meta, view))
}

/// The same request in Tuma's words.
pub(super) fn request(body: &SendBody) -> BulkRequest {
    let numbers = body.phone_numbers.iter();
    BulkRequest {
        recipients: numbers.map(Recipient::to).collect(),
        body: Template::escaped(&body.message),
        options: SendOptions {
            from: body.sender_id.clone(),
            scheduled_at: body.schedule_time.map(|time| time.0),
            callback_url: body.callback_url.clone(),
            ..SendOptions::default()
        },
        dedupe: Dedupe::Number,
        ..BulkRequest::default()
    }
}

/// A batch with its first messages.
pub(super) async fn with_messages(
    api: &ApiState,
    caller: &Caller,
    sent: BulkSent,
    numbers: &[String],
) -> Result<BulkView, ApiError> {
    let page = api
        .engine
        .batch_messages(caller, sent.batch.id, None, MAX_LISTED_MESSAGES)
        .await?;
    let more = sent.batch.accepted > page.rows.len() as i64;
    Ok(BulkView::new(sent, page.rows, more, numbers))
}

/// What the caller wrote in a field, numbers masked; nothing of the message.
pub(super) fn value_of(body: &SendBody, field: &str) -> Option<String> {
    match field {
        "sender_id" => body.sender_id.as_deref().map(mask),
        "schedule_time" => body.schedule_time.map(|time| time.to_string()),
        "callback_url" => body.callback_url.clone(),
        _ => {
            let place = field.strip_prefix("phone_numbers[")?.strip_suffix(']')?;
            let number = body.phone_numbers.get(place.parse::<usize>().ok()?)?;
            Some(shown(number))
        }
    }
}

/// A number masked; what has no digits to hide is shown as it is.
fn shown(number: &str) -> String {
    if number.chars().any(|c| c.is_ascii_digit()) {
        return mask(number);
    }
    number.chars().filter(|c| !c.is_control()).take(64).collect()
}
