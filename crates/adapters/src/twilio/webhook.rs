//! Twilio's webhooks: status callbacks and inbound messages.
//!
//! What a request is follows from its fields, whatever path it came to. Another account's request is not ours; then it
//! is verified; then it is read; it is answered only after it is stored.

use domain::phone::is_e164;

use super::settings::Mode;
use super::signature::{self, Signed};
use super::{TwilioAdapter, codes, status};
use crate::http::masked::Masked;
use crate::http::{public_url, verify};
use crate::{Content, Inbound, OptOutWord, Report, WebhookAnswer, WebhookRefusal, WebhookRequest};

/// How raw webhooks and messages are kept.
pub(super) const MASKED: Masked = Masked {
    numbers: &["To", "From", "to", "from", "ChannelToAddress"],
    sentences: &["ErrorMessage", "error_message"],
    left_out: &["Body", "body"],
};

const NO_REPLY: &str = r#"<?xml version="1.0" encoding="UTF-8"?><Response/>"#;
/// Words that Twilio acts on by itself: whoever wrote one gets no reply of ours.
const KEYWORDS: [&str; 13] = [
    "STOP",
    "STOPALL",
    "UNSUBSCRIBE",
    "CANCEL",
    "END",
    "QUIT",
    "REVOKE",
    "OPTOUT",
    "START",
    "YES",
    "UNSTOP",
    "HELP",
    "INFO",
];

/// The fields of one webhook.
struct Fields(Vec<(String, String)>);

impl Fields {
    fn of(request: &WebhookRequest) -> Self {
        let form = request.form();
        Self(if form.is_empty() { request.query.clone() } else { form })
    }

    /// The first value of this name that says something.
    fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| value.as_str())
    }

    fn required(&self, name: &str) -> Result<&str, WebhookRefusal> {
        self.get(name)
            .ok_or_else(|| WebhookRefusal::Malformed(format!("{name} is missing")))
    }
}

impl TwilioAdapter {
    pub(super) async fn take_webhook(&self, request: &WebhookRequest) -> Result<WebhookAnswer, WebhookRefusal> {
        let fields = Fields::of(request);
        if fields
            .get("AccountSid")
            .is_some_and(|sid| sid != self.settings.account_sid)
        {
            return Err(WebhookRefusal::NotMine);
        }
        self.verify(request)?;
        let word = fields.get("MessageStatus").or_else(|| fields.get("SmsStatus"));
        match word.map(status::find) {
            Some(Some(status::Step::Inbound)) | None => self.take_inbound(&fields).await,
            Some(Some(step)) => self.take_report(request, &fields, step).await,
            Some(None) => {
                // Twilio adds statuses without notice; to refuse one would only fill Twilio's log of errors.
                tracing::warn!(provider = %self.provider, "a status callback has a status that is not known");
                Ok(no_content())
            }
        }
    }

    fn verify(&self, request: &WebhookRequest) -> Result<(), WebhookRefusal> {
        verify::by_address(&self.settings.ranges, request)?;
        match &self.settings.mode {
            Mode::Signature { auth_token } => signature::check(&Signed::ByToken(auth_token), request),
            Mode::SharedKey { id, secret } => signature::check(&Signed::ByKey(id, secret), request),
            Mode::Token => verify::by_token(request),
            Mode::None => Ok(()),
        }
    }

    async fn take_report(
        &self,
        request: &WebhookRequest,
        fields: &Fields,
        step: status::Step,
    ) -> Result<WebhookAnswer, WebhookRefusal> {
        let sid = fields.get("MessageSid").map_or_else(|| fields.required("SmsSid"), Ok)?;
        let code = fields.get("ErrorCode").and_then(|code| code.parse().ok());
        let Some(said) = step.report(code) else {
            return Ok(no_content());
        };
        let report = Report {
            provider: self.provider,
            carrier_id: sid.to_owned(),
            to: fields.get("To").filter(|to| is_e164(to)).map(str::to_owned),
            reference: public_url::reference(request),
            status: said,
            error_code: code.map(|code| code.to_string()),
            detail: code.and_then(codes::find).map(|known| known.text.to_owned()),
            price: None,
            opted_out: code == Some(status::OPTED_OUT),
            occurred_at: None,
            raw: raw_of(fields, code),
        };
        self.sink.reports(vec![report]).await?;
        Ok(no_content())
    }

    async fn take_inbound(&self, fields: &Fields) -> Result<WebhookAnswer, WebhookRefusal> {
        let sid = fields.get("MessageSid").map_or_else(|| fields.required("SmsSid"), Ok)?;
        let body = fields.get("Body").unwrap_or_default();
        let opt_out = match fields.get("OptOutType") {
            Some("STOP") => Some(OptOutWord::Stop),
            Some("START") => Some(OptOutWord::Start),
            _ => None,
        };
        let inbound = Inbound {
            provider: self.provider,
            carrier_id: Some(sid.to_owned()),
            from: fields.required("From")?.to_owned(),
            to: fields.required("To")?.to_owned(),
            content: Content::Text(body.to_owned()),
            part: None,
            opt_out,
            sent_at: None,
            likeness: None,
            raw: MASKED.of_pairs(&fields.0),
        };
        self.sink.inbound(vec![inbound]).await?;
        let keyword = KEYWORDS.iter().any(|word| body.trim().eq_ignore_ascii_case(word));
        let silent = keyword || fields.get("OptOutType").is_some();
        Ok(twiml(self.settings.twiml_reply.as_deref().filter(|_| !silent)))
    }
}

/// The callback's fields, and what its code means.
fn raw_of(fields: &Fields, code: Option<u32>) -> String {
    let mut pairs = fields.0.clone();
    if let Some(known) = code.and_then(codes::find) {
        pairs.push(("meaning".to_owned(), known.text.to_owned()));
        pairs.push(("class".to_owned(), known.meaning.as_str().to_owned()));
    }
    MASKED.of_pairs(&pairs)
}

fn no_content() -> WebhookAnswer {
    WebhookAnswer {
        status: 204,
        ..WebhookAnswer::ok()
    }
}

fn twiml(reply: Option<&str>) -> WebhookAnswer {
    let body = match reply {
        None => NO_REPLY.to_owned(),
        Some(text) => NO_REPLY.replace(
            "<Response/>",
            &format!("<Response><Message><Body>{}</Body></Message></Response>", escaped(text)),
        ),
    };
    WebhookAnswer {
        status: 200,
        content_type: "text/xml",
        body,
    }
}

/// `text` inside XML; the settings refuse characters that XML cannot have.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
