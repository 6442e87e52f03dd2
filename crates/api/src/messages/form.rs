//! The form of a bulk send: its fields in any order, its file straight into the spool, whatever comes first.
//!
//! Nothing of the file is kept in memory, and a form that is refused leaves no file behind: the spool's writer removes
//! what is not finished.

mod reader;

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use domain::UnitId;
use engine::request::{FileRequest, SendOptions};
use futures::TryStreamExt;
use multer::{Constraints, Multipart, SizeLimit};
use serde::Serialize;
use sha2::Digest;
use utoipa::ToSchema;

use self::reader::FormReader;
pub(crate) use self::reader::in_time;
use crate::ApiState;
use crate::body::Pace;
use crate::error::ApiError;
use crate::json;
use crate::limits::{FORM_ALLOWANCE_BYTES, Limits, MAX_FORM_TEXT_BYTES};
use crate::messages::words::{Dedupe, IdempotencyHeader, MessageClass, class_or_default, with_hash};
use crate::time::Time;

/// The field that holds the file.
pub(crate) const FILE: &str = "file";

/// A file of recipients with one template.
#[derive(Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BulkForm)]
pub(crate) struct BulkForm {
    /// CSV or TXT, at most 64 MiB and 2,000,000 rows.
    #[schema(value_type = String, format = Binary, required = true)]
    #[allow(
        dead_code,
        reason = "documentation only: the file goes to the spool and is never kept here"
    )]
    file: (),
    /// The column of numbers: its header, or `#3` by position; found by itself when absent.
    phone_column: Option<String>,
    /// The template, with the file's headers as variables: `Dear {{student_name}}`.
    #[schema(required = true)]
    body: Option<String>,
    /// Region of numbers without `+`, ISO 3166-1; the organization's when absent.
    region: Option<String>,
    /// Transactional when absent.
    class: Option<MessageClass>,
    /// Your own word for what it is, such as `fees`, at most 64 characters; routes may look at it.
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<String>,
    /// The sender; the provider's own when absent.
    from: Option<String>,
    /// A provider's name or id: sends through it and no other.
    provider: Option<String>,
    /// Not before this time, RFC 3339, at most 400 days ahead.
    #[schema(value_type = Option<String>, format = DateTime)]
    scheduled_at: Option<Time>,
    /// What counts as a duplicate: the same number and rendered `text` (the default), or the same `number`.
    dedupe: Option<Dedupe>,
    /// At most 128 characters: the same key and request get the first answer again. Kept for 24 hours.
    idempotency_key: Option<String>,
    /// How long the messages stay worth sending; the organization's validity when absent.
    validity_seconds: Option<i64>,
    /// `true` replaces typographic look-alikes (curly quotes, dashes) so that the texts fit GSM-7.
    gsm7_rewrite: Option<bool>,
    /// Where final states are posted.
    callback_url: Option<String>,
    /// The unit that they belong to; where you are limited to one, that one when absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "unt_01k9zv0d3s8ra")]
    unit: Option<UnitId>,
}

/// Whether the body is a form.
pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    json::media_type(headers).is_some_and(|essence| essence.eq_ignore_ascii_case("multipart/form-data"))
}

/// Reads the form; its file lies in the spool afterwards.
pub(crate) async fn read(api: &ApiState, header: IdempotencyHeader, request: Request) -> Result<FileRequest, ApiError> {
    let (mut multipart, pace) = open(request, &api.limits)?;
    let mut reader = FormReader::new(api, pace.clone());
    while let Some(field) = in_time(&pace, multipart.next_field()).await? {
        reader.take(field).await?;
    }
    let (mut form, upload) = reader.finish()?;
    let key = header.or_field(form.idempotency_key.take())?;
    let idempotency = with_hash(key, &(&form, <[u8; 32]>::from(upload.hash.finalize())))?;
    let spool = upload.writer.finish().await?;
    Ok(FileRequest {
        spool,
        phone_column: form.phone_column,
        body: form.body.unwrap_or_default(),
        options: SendOptions {
            from: form.from,
            provider: form.provider,
            class: class_or_default(form.class),
            category: form.category,
            scheduled_at: form.scheduled_at.map(|time| time.0),
            validity_ms: form.validity_seconds.map(|seconds| seconds.saturating_mul(1_000)),
            rewrite_gsm7: form.gsm7_rewrite.unwrap_or(false),
            callback_url: form.callback_url,
            region: form.region,
            unit: form.unit,
        },
        dedupe: form.dedupe.map(Into::into).unwrap_or_default(),
        idempotency,
    })
}

/// The form of a request, its field `file` of at most `limits.file_bytes` bytes, and the pace at which it comes.
pub(crate) fn open(request: Request, limits: &Limits) -> Result<(Multipart<'static>, Pace), ApiError> {
    let content_type = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let boundary = multer::parse_boundary(content_type).map_err(|_| {
        ApiError::fault(
            "Content-Type",
            "names no boundary",
            "let your HTTP library build the form and its header",
        )
    })?;
    let sizes = SizeLimit::new()
        .whole_stream(limits.file_bytes + FORM_ALLOWANCE_BYTES)
        .per_field(MAX_FORM_TEXT_BYTES as u64)
        .for_field(FILE, limits.file_bytes);
    let constraints = Constraints::new().size_limit(sizes);
    let pace = Pace::new(limits);
    let counted = pace.clone();
    let pieces = request.into_body().into_data_stream();
    let pieces = pieces.inspect_ok(move |piece| counted.came(piece.len()));
    Ok((Multipart::with_constraints(pieces, boundary, constraints), pace))
}
