//! The carrier's delivery reports: JSON, a form or a query, as the account is set up. Nothing in them is signed, and
//! reports of other media than SMS are passed over.

use domain::ProviderId;
use serde_json::Value;

use super::codes;
use super::settings::Settings;
use crate::http::masked::Masked;
use crate::{Report, WebhookRefusal, WebhookRequest, reason};

/// What a timeline may show of a report; accounts may be set to send more than the fields that are known.
const MASKED: Masked = Masked {
    numbers: &[
        "receivernum",
        "RECEIVER_NUMBER",
        "RECEIVERNUM",
        "sendernum",
        "SENDERNUM",
    ],
    sentences: &[],
    left_out: &["hash", "apikey", "textmessage", "TEXTMESSAGE"],
};

/// The reports in a webhook that was let in; none where it is of another medium.
pub(super) fn read(
    request: &WebhookRequest,
    provider: ProviderId,
    settings: &Settings,
) -> Result<Vec<Report>, WebhookRefusal> {
    let pairs = pairs(request);
    let field = |name: &str| {
        let found = pairs.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.trim())
    };
    if field("MEDIUM").is_some_and(|medium| !medium.is_empty() && !medium.eq_ignore_ascii_case("SMS")) {
        return Ok(Vec::new());
    }
    let malformed = |what: &str| WebhookRefusal::Malformed(what.to_owned());
    let id = field(&settings.fields.report_id).filter(|id| !id.is_empty());
    let id = id.ok_or_else(|| malformed("it names no message"))?;
    let word = field(&settings.fields.report_status).ok_or_else(|| malformed("it has no delivery status"))?;
    let word = word.to_uppercase();
    let own = settings.report_words.get(&word).copied();
    let status = own.unwrap_or_else(|| codes::report_word(&word));
    let failed = !matches!(status, domain::ReportStatus::Sent | domain::ReportStatus::Delivered);
    Ok(vec![Report {
        provider,
        carrier_id: id.to_owned(),
        to: None,
        reference: None,
        status,
        error_code: failed.then(|| reason::clean(&word, &[])),
        detail: None,
        price: None,
        opted_out: false,
        occurred_at: None,
        raw: MASKED.of_pairs(&pairs),
    }])
}

/// The fields, wherever they are: the body's before the query's.
fn pairs(request: &WebhookRequest) -> Vec<(String, String)> {
    let mut pairs = request.form();
    if let Ok(Value::Object(object)) = serde_json::from_slice(&request.body) {
        pairs.extend(object.into_iter().filter_map(|(name, value)| match value {
            Value::String(text) => Some((name, text)),
            Value::Number(number) => Some((name, number.to_string())),
            Value::Null => Some((name, String::new())),
            _ => None,
        }));
    }
    pairs.extend(request.query.iter().cloned());
    pairs
}
