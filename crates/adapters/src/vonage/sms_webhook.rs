//! The SMS API's webhooks: by GET, form or JSON, as the account is set; all become the same fields.

use domain::Millis;
use serde_json::Value;

use super::codes::{ERR_CODES, find};
use super::settings::Mode;
use super::status::{SMS_REPORT_STATUSES, find as find_status};
use super::{VonageAdapter, e164, text_of};
use crate::http::codes::Meaning;
use crate::http::masked::Masked;
use crate::http::{public_url, verify};
use crate::{Report, WebhookAnswer, WebhookRefusal, WebhookRequest, when};

/// How raw webhooks are kept.
pub(super) const MASKED: Masked = Masked {
    numbers: &["msisdn", "to", "from"],
    sentences: &["error-text", "detail", "title"],
    left_out: &["text", "data", "sig", "nonce", "api-key", "body", "keyword"],
};

/// The fields of one webhook.
pub(super) struct Fields(pub Vec<(String, String)>);

impl Fields {
    fn of(request: &WebhookRequest) -> Result<Self, WebhookRefusal> {
        let form = request.form();
        if !form.is_empty() {
            return Ok(Self(form));
        }
        let is_json = request
            .header("content-type")
            .is_some_and(|kind| kind.to_ascii_lowercase().contains("json"));
        if !is_json || request.body.is_empty() {
            return Ok(Self(request.query.clone()));
        }
        match serde_json::from_slice(&request.body) {
            Ok(Value::Object(fields)) => {
                let pairs = fields
                    .iter()
                    .filter_map(|(name, value)| Some((name.clone(), text_of(value)?)));
                Ok(Self(pairs.collect()))
            }
            _ => Err(WebhookRefusal::Malformed("the body is no JSON object".to_owned())),
        }
    }

    /// The first value of this name that says something.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }

    pub fn required(&self, name: &str) -> Result<&str, WebhookRefusal> {
        self.get(name)
            .ok_or_else(|| WebhookRefusal::Malformed(format!("{name} is missing")))
    }

    /// `2026-01-02 10:00:00`, in UTC.
    pub fn time(&self) -> Option<Millis> {
        self.get("message-timestamp").and_then(when::millis)
    }
}

impl VonageAdapter {
    pub(super) async fn take_sms_webhook(&self, request: &WebhookRequest) -> Result<WebhookAnswer, WebhookRefusal> {
        let fields = Fields::of(request)?;
        if fields.0.is_empty() {
            // Vonage tries a URL when it is set, and keeps it only when it answers.
            return Ok(WebhookAnswer::ok());
        }
        if fields.get("api-key").is_some_and(|key| key != self.settings.api_key) {
            return Err(WebhookRefusal::NotMine);
        }
        self.verify_sms(request, &fields)?;
        if fields.get("status").is_some() {
            self.take_sms_report(&fields).await?;
        } else {
            self.take_sms_inbound(&fields).await?;
        }
        Ok(WebhookAnswer::ok())
    }

    fn verify_sms(&self, request: &WebhookRequest, fields: &Fields) -> Result<(), WebhookRefusal> {
        verify::by_address(&self.settings.ranges, request)?;
        match &self.settings.mode {
            Mode::Signature { method, secret } => method.check(secret, &fields.0, request.at, self.settings.max_age_ms),
            Mode::Token => verify::by_token(request),
            Mode::None => Ok(()),
            Mode::Jwt { .. } => Err(WebhookRefusal::NotAuthentic("the settings are those of the other API")),
        }
    }

    async fn take_sms_report(&self, fields: &Fields) -> Result<(), WebhookRefusal> {
        let carrier_id = fields.required("messageId")?.to_owned();
        let Some(status) = find_status(SMS_REPORT_STATUSES, fields.required("status")?) else {
            // To refuse a new word would make Vonage send it for a day.
            tracing::warn!(provider = %self.provider, "a report has a status that is not known");
            return Ok(());
        };
        let code = fields
            .get("err-code")
            .and_then(|code| code.parse().ok())
            .filter(|code| *code != 0);
        let known = code.and_then(|code| find(ERR_CODES, code));
        let mut raw = fields.0.clone();
        if let Some(known) = known {
            raw.push(("meaning".to_owned(), known.text.to_owned()));
            raw.push(("class".to_owned(), known.meaning.as_str().to_owned()));
        }
        let report = Report {
            provider: self.provider,
            carrier_id,
            to: fields.get("msisdn").and_then(e164),
            reference: fields.get("client-ref").and_then(public_url::read_client_reference),
            status,
            error_code: code.map(|code| code.to_string()),
            detail: known.map(|known| known.text.to_owned()),
            // The report's price is one segment's; the whole was told when it was taken.
            price: None,
            opted_out: known.is_some_and(|known| known.meaning == Meaning::OptedOut),
            occurred_at: fields.time(),
            raw: MASKED.of_pairs(&raw),
        };
        Ok(self.sink.reports(vec![report]).await?)
    }
}
