//! `POST /api/sms/send-bulk`: many messages in one call, as JSON with inline recipients or as a form with a file.
//!
//! The content type decides which; the form is read in [`super::form`].

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::UnitId;
use engine::request::{BulkRequest, Recipient, SendOptions};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::ApiState;
use crate::batches::view::BatchView;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json;
use crate::messages::form::{self, BulkForm};
use crate::messages::words::{Dedupe, IdempotencyHeader, MessageClass, OnInvalid, class_or_default, with_hash};
use crate::openapi::{Answer, AuthErrors, BodyErrors, SendErrors};
use crate::time::Time;

/// Many messages with one template.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = BulkRequest, example = json!({
    "recipients": [
        {"to": "+923001234567", "variables": {"name": "Ali", "amount": "5000"}},
        {"to": "+923009876543", "variables": {"name": "Sara", "amount": "7500"}}
    ],
    "body": "Dear {{name|parent}}, the fee of Rs {{amount}} is due."
}))]
pub(crate) struct BulkBody {
    /// At most 10,000.
    recipients: Vec<RecipientBody>,
    /// The template: `{{name}}`, with a default `{{name|there}}`.
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
    /// What to do with bad recipients: `accept` the good ones (the default) or `reject` the whole call.
    on_invalid: Option<OnInvalid>,
    /// What counts as a duplicate: the same number and rendered `text` (the default), or the same `number`.
    dedupe: Option<Dedupe>,
    /// At most 128 characters: the same key and request get the first answer again. Kept for 24 hours.
    idempotency_key: Option<String>,
    /// Any JSON object of at most 4,096 bytes; kept with every message.
    #[schema(value_type = Option<Object>)]
    metadata: Option<Map<String, Value>>,
    /// Region of numbers without `+`, ISO 3166-1; the organization's when absent.
    region: Option<String>,
    /// How long the messages stay worth sending; the organization's validity when absent.
    validity_seconds: Option<i64>,
    /// Replaces typographic look-alikes (curly quotes, dashes) so that the texts fit GSM-7.
    #[serde(default)]
    gsm7_rewrite: bool,
    /// Where final states are posted.
    callback_url: Option<String>,
    /// The unit that they belong to; where you are limited to one, that one when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "unt_01k9zv0d3s8ra")]
    unit: Option<UnitId>,
}

/// One recipient.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Recipient)]
struct RecipientBody {
    /// The number: E.164, or as it is dialled in `region`.
    to: String,
    /// Values for the template, as text.
    #[serde(default)]
    variables: BTreeMap<String, String>,
}

/// Send many messages
///
/// JSON: up to 10,000 recipients in one transaction. A form: `file` is a CSV or TXT of at most 64 MiB whose encoding,
/// separator and header are detected; it is accepted in chunks and resumed after a restart, so the answer may show a
/// batch that is still `RUNNING`. Bad rows are listed and the good ones accepted; follow the batch with
/// `GET /api/sms/batches/{batchId}`.
#[utoipa::path(
    post, path = "/api/sms/send-bulk", tag = "messages", operation_id = "sendBulk",
    request_body(content((BulkBody = "application/json"), (BulkForm = "multipart/form-data"))),
    params(("Idempotency-Key" = Option<String>, Header, description = "The same as the field `idempotencyKey`")),
    responses((status = 202, description = "The batch is on disk", body = Answer<BatchView>), AuthErrors, BodyErrors, SendErrors)
)]
pub(crate) async fn send_bulk(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    header: IdempotencyHeader,
    request: Request,
) -> Result<Response, ApiError> {
    if form::is_form(request.headers()) {
        let file = form::read(&api, header, request).await?;
        let scheduled_at = file.options.scheduled_at;
        let sent = api.engine.send_file(&caller, file, api.limits.file_wait).await;
        let sent = sent.map_err(|refusal| ApiError::of(refusal, caller.numbers()))?;
        return Ok(meta.answer(StatusCode::ACCEPTED, BatchView::new(sent, scheduled_at)));
    }
    let mut body: BulkBody = json::from_request(request, api.limits.bulk_body_bytes, &api.limits).await?;
    let key = header.or_field(body.idempotency_key.take())?;
    let idempotency = with_hash(key, &body)?;
    let request = BulkRequest {
        idempotency,
        ..body.into()
    };
    let scheduled_at = request.options.scheduled_at;
    let sent = api.engine.send_bulk(&caller, request).await;
    let sent = sent.map_err(|refusal| ApiError::of(refusal, caller.numbers()))?;
    Ok(meta.answer(StatusCode::ACCEPTED, BatchView::new(sent, scheduled_at)))
}

impl From<BulkBody> for BulkRequest {
    fn from(body: BulkBody) -> Self {
        let recipients = body.recipients.into_iter();
        Self {
            recipients: recipients
                .map(|r| Recipient {
                    to: r.to,
                    variables: r.variables,
                })
                .collect(),
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
            on_invalid: body.on_invalid.map(Into::into).unwrap_or_default(),
            dedupe: body.dedupe.map(Into::into).unwrap_or_default(),
            idempotency: None,
            metadata: body.metadata.map(Value::Object),
        }
    }
}
