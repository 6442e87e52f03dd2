//! `POST /api/v1/sms/bulk`: many numbers, inline or of an uploaded file; the good ones go and the others are listed.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::response::Response;
use domain::FileId;
use engine::UploadedRequest;
use engine::request::{BulkRequest, BulkSent, IdempotencyKey, OnInvalid};
use serde::{Deserialize, Serialize};
use tenancy::Caller;
use utoipa::ToSchema;

use super::envelope::{WebappAnswer, answer};
use super::errors::{WebappAuthErrors, WebappBodyErrors, WebappSendErrors, translated};
use super::send::{SendBody, request, value_of, with_messages};
use super::view::BulkView;
use crate::ApiState;
use crate::envelope::RequestMeta;
use crate::error::ApiError;
use crate::gate::Authorized;
use crate::json;
use crate::messages::words::{IdempotencyHeader, with_hash};
use crate::path::refused;
use crate::time::Time;

/// A text to many numbers.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WebappBulkRequest, example = json!({
    "file_id": "fil_01k9zv0d3s8ra",
    "message": "School is closed on Monday.",
    "sender_id": "YourBrand"
}))]
pub(crate) struct BulkBody {
    /// Up to 10,000 numbers; or else `file_id`.
    #[serde(default)]
    phone_numbers: Option<Vec<String>>,
    /// What `POST /api/v1/files/upload` answered, within 24 hours; or else `phone_numbers`.
    #[serde(default)]
    file_id: Option<String>,
    /// The text, 1 to 1,600 characters.
    message: String,
    /// The sender; the provider's own when absent.
    #[serde(default)]
    sender_id: Option<String>,
    /// Not before this time, RFC 3339.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    schedule_time: Option<Time>,
    /// Where final states are posted.
    #[serde(default)]
    callback_url: Option<String>,
}

/// Where the numbers come from.
enum Numbers {
    Inline(Vec<String>),
    File(FileId),
}

/// Send to many numbers
///
/// Numbers that cannot be sent to are listed in `refused` and counted in `failed`; the others go. A file is taken in
/// chunks, so the answer may show a bulk that is still `PROCESSING`; follow it with `GET /api/v1/sms/reports/{id}`.
#[utoipa::path(
    post, path = "/api/v1/sms/bulk", tag = "webapp", operation_id = "webappBulk", request_body = BulkBody,
    params(("Idempotency-Key" = Option<String>, Header, description = "The same key and request get the first answer again")),
    responses((status = 200, description = "Accepted and on disk", body = WebappAnswer<BulkView>),
        WebappAuthErrors, WebappBodyErrors, WebappSendErrors,
        (status = 404, description = "The caller's organization has no such file", body = super::envelope::WebappRefusal))
)]
pub(crate) async fn webapp_bulk(
    State(api): State<Arc<ApiState>>,
    Authorized(caller): Authorized,
    meta: RequestMeta,
    header: IdempotencyHeader,
    request: Request,
) -> Result<Response, ApiError> {
    let mut body: BulkBody = json::from_request(request, api.limits.bulk_body_bytes, &api.limits).await?;
    let idempotency = with_hash(header.or_field(None)?, &body)?;
    let numbers = numbers(&mut body)?;
    let mut body = SendBody::from(body);
    let sent = accept(&api, &caller, (&mut body, numbers), idempotency).await;
    let sent = sent.map_err(|error| translated(error, |field| value_of(&body, field)))?;
    let view = with_messages(&api, &caller, sent, &body.phone_numbers).await?;
    Ok(answer(&meta, view))
}

async fn accept(
    api: &ApiState,
    caller: &Caller,
    (body, numbers): (&mut SendBody, Numbers),
    idempotency: Option<IdempotencyKey>,
) -> Result<BulkSent, ApiError> {
    // What is wrong with the text or the options is wrong with the call, not with each of its numbers.
    let call = request(body);
    api.engine.check_call(caller, &call.options, &call.body).await?;
    match numbers {
        Numbers::Inline(numbers) => {
            body.phone_numbers = numbers;
            let request = BulkRequest {
                on_invalid: OnInvalid::Accept,
                idempotency,
                ..request(body)
            };
            Ok(api.engine.send_bulk(caller, request).await?)
        }
        Numbers::File(file) => {
            let request = UploadedRequest {
                file,
                body: call.body,
                options: call.options,
                idempotency,
            };
            let sent = api.engine.send_uploaded(caller, request, api.limits.file_wait).await;
            sent.map_err(refused::<FileId>)
        }
    }
}

impl From<BulkBody> for SendBody {
    fn from(body: BulkBody) -> Self {
        Self {
            phone_numbers: body.phone_numbers.unwrap_or_default(),
            message: body.message,
            sender_id: body.sender_id,
            schedule_time: body.schedule_time,
            callback_url: body.callback_url,
        }
    }
}

fn numbers(body: &mut BulkBody) -> Result<Numbers, ApiError> {
    match (body.phone_numbers.take(), body.file_id.take()) {
        (Some(numbers), None) => Ok(Numbers::Inline(numbers)),
        (None, Some(file)) => file.parse().map(Numbers::File).map_err(|_| {
            let mend = "give fil_ and 13 letters and digits, as the upload answered";
            ApiError::fault("file_id", "is not an id of a file", mend)
        }),
        (Some(_), Some(_)) => {
            let mend = "send one of the two";
            Err(ApiError::fault("file_id", "comes with phone_numbers", mend))
        }
        (None, None) => {
            let mend = "give up to 10,000 numbers, or the file_id of an upload";
            Err(ApiError::fault("phone_numbers", "is missing", mend))
        }
    }
}
