//! The form of a bulk send: its fields in any order, its file straight into the spool, whatever comes first.
//!
//! Nothing of the file is kept in memory, and a form that is refused leaves no file behind: the spool's writer removes
//! what is not finished.

use std::time::Duration;

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use domain::Fault;
use engine::SpoolWriter;
use engine::request::{FileRequest, SendOptions};
use multer::{Constraints, Field, Multipart, SizeLimit};
use serde::Serialize;
use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::ApiState;
use crate::closest::closest;
use crate::error::ApiError;
use crate::json;
use crate::limits::{FORM_ALLOWANCE_BYTES, MAX_FORM_TEXT_BYTES};
use crate::messages::words::{Dedupe, IdempotencyHeader, MessageClass, class_or_default, with_hash};
use crate::time::{EXPECTED_TIME, Time};

const FILE: &str = "file";
const FIELDS: [&str; 13] = [
    FILE,
    "phoneColumn",
    "body",
    "region",
    "class",
    "from",
    "provider",
    "scheduledAt",
    "dedupe",
    "idempotencyKey",
    "validitySeconds",
    "gsm7Rewrite",
    "callbackUrl",
];

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
}

/// Whether the body is a form.
pub(crate) fn is_form(headers: &HeaderMap) -> bool {
    json::media_type(headers).is_some_and(|essence| essence.eq_ignore_ascii_case("multipart/form-data"))
}

/// Reads the form; its file lies in the spool afterwards.
pub(crate) async fn read(api: &ApiState, header: IdempotencyHeader, request: Request) -> Result<FileRequest, ApiError> {
    let mut multipart = open(request, api.limits.file_bytes)?;
    let mut reader = FormReader {
        api,
        form: BulkForm::default(),
        seen: Vec::new(),
        upload: None,
        faults: Vec::new(),
    };
    while let Some(field) = in_time(api.limits.body_idle, multipart.next_field()).await? {
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
            scheduled_at: form.scheduled_at.map(|time| time.0),
            validity_ms: form.validity_seconds.map(|seconds| seconds.saturating_mul(1_000)),
            rewrite_gsm7: form.gsm7_rewrite.unwrap_or(false),
            callback_url: form.callback_url,
            region: form.region,
        },
        dedupe: form.dedupe.map(Into::into).unwrap_or_default(),
        idempotency,
    })
}

fn open(request: Request, file_bytes: u64) -> Result<Multipart<'static>, ApiError> {
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
    let limits = SizeLimit::new()
        .whole_stream(file_bytes + FORM_ALLOWANCE_BYTES)
        .per_field(MAX_FORM_TEXT_BYTES as u64)
        .for_field(FILE, file_bytes);
    let constraints = Constraints::new().size_limit(limits);
    Ok(Multipart::with_constraints(
        request.into_body().into_data_stream(),
        boundary,
        constraints,
    ))
}

struct Upload {
    writer: SpoolWriter,
    hash: Sha256,
}

struct FormReader<'a> {
    api: &'a ApiState,
    form: BulkForm,
    seen: Vec<&'static str>,
    upload: Option<Upload>,
    faults: Vec<Fault>,
}

impl FormReader<'_> {
    async fn take(&mut self, field: Field<'static>) -> Result<(), ApiError> {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(known) = FIELDS.into_iter().find(|known| *known == name) else {
            self.faults.push(unknown_field(&name));
            return Ok(());
        };
        if self.seen.contains(&known) {
            return Err(ApiError::fault(known, "comes twice", "send it once"));
        }
        self.seen.push(known);
        if known == FILE {
            return self.take_file(field).await;
        }
        let bytes = in_time(self.api.limits.body_idle, field.bytes()).await?;
        match text_of(known, &bytes) {
            Ok(text) if text.is_empty() && known != "body" => {}
            Ok(text) => self.take_text(known, text),
            Err(fault) => self.faults.push(fault),
        }
        Ok(())
    }

    async fn take_file(&mut self, mut field: Field<'static>) -> Result<(), ApiError> {
        let mut upload = Upload {
            writer: self.api.engine.spool().await?,
            hash: Sha256::new(),
        };
        while let Some(piece) = in_time(self.api.limits.body_idle, field.chunk()).await? {
            upload.hash.update(&piece);
            upload.writer.write(&piece).await?;
        }
        self.upload = Some(upload);
        Ok(())
    }

    fn take_text(&mut self, name: &'static str, text: String) {
        let form = &mut self.form;
        let fault = match name {
            "phoneColumn" => keep(&mut form.phone_column, text),
            "body" => keep(&mut form.body, text),
            "region" => keep(&mut form.region, text),
            "from" => keep(&mut form.from, text),
            "provider" => keep(&mut form.provider, text),
            "idempotencyKey" => keep(&mut form.idempotency_key, text),
            "callbackUrl" => keep(&mut form.callback_url, text),
            "class" => set(&mut form.class, word(&text), "otp, transactional or promotional"),
            "dedupe" => set(&mut form.dedupe, word(&text), "text or number"),
            "scheduledAt" => set(&mut form.scheduled_at, Time::parse(&text), EXPECTED_TIME),
            "validitySeconds" => set(&mut form.validity_seconds, text.parse().ok(), "a whole number"),
            "gsm7Rewrite" => set(&mut form.gsm7_rewrite, text.parse().ok(), "true or false"),
            _ => None,
        };
        if let Some(expected) = fault {
            self.faults.push(Fault::new(
                name,
                format!("is not {expected}"),
                format!("write {expected}"),
            ));
        }
    }

    fn finish(mut self) -> Result<(BulkForm, Upload), ApiError> {
        if self.form.body.is_none() {
            self.faults.push(Fault::new(
                "body",
                "is missing",
                "add the template as a field of the form",
            ));
        }
        match self.upload {
            Some(upload) if self.faults.is_empty() => Ok((self.form, upload)),
            Some(_) => Err(ApiError::invalid(self.faults)),
            None => {
                self.faults.push(Fault::new(
                    FILE,
                    "is missing",
                    "add a CSV or TXT file as a field of the form",
                ));
                Err(ApiError::invalid(self.faults))
            }
        }
    }
}

/// Keeps a text; never a fault.
fn keep(place: &mut Option<String>, text: String) -> Option<&'static str> {
    *place = Some(text);
    None
}

/// Keeps a value that could be read, or gives back what was expected.
fn set<T>(place: &mut Option<T>, value: Option<T>, expected: &'static str) -> Option<&'static str> {
    *place = value;
    place.is_none().then_some(expected)
}

/// The variant of a wire enum with this word.
fn word<T: DeserializeOwned>(text: &str) -> Option<T> {
    let from: StrDeserializer<'_, WordError> = text.into_deserializer();
    T::deserialize(from).ok()
}

fn text_of(name: &str, bytes: &Bytes) -> Result<String, Fault> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(_) => Err(Fault::new(name, "is not UTF-8", "encode the form's fields as UTF-8")),
    }
}

fn unknown_field(name: &str) -> Fault {
    let shown: String = name.chars().take(64).collect();
    let mend = match closest(name, FIELDS) {
        Some(near) => format!("did you mean {near}?"),
        None => format!("remove it; known here: {}", FIELDS.join(", ")),
    };
    Fault::new(shown, "is not a known field", mend)
}

/// Waits for the next piece of the form, but not for a caller who has gone quiet.
async fn in_time<T>(idle: Duration, step: impl Future<Output = multer::Result<T>>) -> Result<T, ApiError> {
    let step = tokio::time::timeout(idle, step).await.map_err(|_| json::too_slow())?;
    step.map_err(form_error)
}

fn form_error(error: multer::Error) -> ApiError {
    match error {
        multer::Error::FieldSizeExceeded { limit, field_name } => {
            ApiError::too_large(field_name.as_deref().unwrap_or("field"), limit)
        }
        multer::Error::StreamSizeExceeded { limit } => ApiError::too_large("form", limit),
        other => {
            tracing::debug!(error = %other, "a form could not be read");
            ApiError::fault(
                "form",
                "is broken or ended too early",
                "let your HTTP library build the form, and send it again",
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_json_body() {
        assert!(matches!(word("otp"), Some(MessageClass::Otp)));
        assert!(matches!(word("number"), Some(Dedupe::Number)));
        assert!(word::<MessageClass>("urgent").is_none());
    }

    #[test]
    fn an_unknown_field_is_told_the_nearest_one() {
        assert_eq!(unknown_field("phone_column").mend, "did you mean phoneColumn?");
    }

    #[test]
    fn every_field_of_the_form_is_in_its_schema() {
        let schema = serde_json::to_value(<BulkForm as utoipa::PartialSchema>::schema()).expect("a schema");
        let properties = schema["properties"].as_object().expect("properties");
        for field in FIELDS {
            assert!(properties.contains_key(field), "{field}");
        }
        assert_eq!(properties.len(), FIELDS.len());
    }
}
