//! The fields of a bulk send's form, one by one as they come: texts into the form, the file into the spool.

use bytes::Bytes;
use domain::Fault;
use engine::SpoolWriter;
use multer::Field;
use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use sha2::{Digest, Sha256};

use super::{BulkForm, FILE};
use crate::ApiState;
use crate::body::{self, Pace};
use crate::closest::closest;
use crate::error::ApiError;
use crate::limits::MAX_LISTED_FAULTS;
use crate::time::{EXPECTED_TIME, Time};

/// Every field of the form.
const FIELDS: [&str; 15] = [
    FILE,
    "phoneColumn",
    "body",
    "region",
    "class",
    "category",
    "from",
    "provider",
    "scheduledAt",
    "dedupe",
    "idempotencyKey",
    "validitySeconds",
    "gsm7Rewrite",
    "callbackUrl",
    "unit",
];

/// A file that has come whole.
pub(super) struct Upload {
    pub(super) writer: SpoolWriter,
    pub(super) hash: Sha256,
}

/// Takes the fields as they come.
pub(super) struct FormReader<'a> {
    api: &'a ApiState,
    pace: Pace,
    form: BulkForm,
    seen: Vec<&'static str>,
    upload: Option<Upload>,
    faults: Vec<Fault>,
}

impl<'a> FormReader<'a> {
    pub(super) fn new(api: &'a ApiState, pace: Pace) -> Self {
        Self {
            api,
            pace,
            form: BulkForm::default(),
            seen: Vec::new(),
            upload: None,
            faults: Vec::new(),
        }
    }

    /// Takes one field; its faults are kept until all have come, so that one answer names them all.
    pub(super) async fn take(&mut self, field: Field<'static>) -> Result<(), ApiError> {
        let name = field.name().unwrap_or_default().to_owned();
        let Some(known) = FIELDS.into_iter().find(|known| *known == name) else {
            if self.faults.len() < MAX_LISTED_FAULTS {
                self.faults.push(unknown_field(&name));
            }
            return Ok(());
        };
        if self.seen.contains(&known) {
            return Err(ApiError::fault(known, "comes twice", "send it once"));
        }
        self.seen.push(known);
        if known == FILE {
            return self.take_file(field).await;
        }
        let bytes = in_time(&self.pace, field.bytes()).await?;
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
        while let Some(piece) = in_time(&self.pace, field.chunk()).await? {
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
            "category" => keep(&mut form.category, text),
            "from" => keep(&mut form.from, text),
            "provider" => keep(&mut form.provider, text),
            "idempotencyKey" => keep(&mut form.idempotency_key, text),
            "callbackUrl" => keep(&mut form.callback_url, text),
            "class" => set(&mut form.class, word(&text), "otp, transactional or promotional"),
            "dedupe" => set(&mut form.dedupe, word(&text), "text or number"),
            "scheduledAt" => set(&mut form.scheduled_at, Time::parse(&text), EXPECTED_TIME),
            "validitySeconds" => set(&mut form.validity_seconds, text.parse().ok(), "a whole number"),
            "unit" => set(&mut form.unit, text.parse().ok(), "the id of a unit"),
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

    /// The whole form with its file, or every fault found.
    pub(super) fn finish(mut self) -> Result<(BulkForm, Upload), ApiError> {
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
pub(crate) async fn in_time<T>(pace: &Pace, step: impl Future<Output = multer::Result<T>>) -> Result<T, ApiError> {
    let step = tokio::time::timeout(pace.patience(), step)
        .await
        .map_err(|_| body::too_slow())?;
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
    use crate::messages::words::{Dedupe, MessageClass};

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
