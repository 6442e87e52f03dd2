//! The carrier's webhooks: JSON with up to 2,000 reports or inbound messages, told apart by their fields.
//!
//! An entry that cannot be read does not hold back the others: the carrier would repeat the whole batch for hours. Only
//! a request of which nothing can be read is refused.

use domain::ProviderId;
use serde_json::Value;

use super::codes;
use super::errors::{Error, ErrorKind};
use super::settings::Settings;
use super::{prices, submit};
use crate::http::masked::Masked;
use crate::{Content, Inbound, Report, WebhookRefusal, WebhookRequest, when};

/// What a timeline may show of a report or a message; `keyword` is the text's first word.
const MASKED: Masked = Masked {
    numbers: &["to", "from", "destination", "sender"],
    sentences: &["description"],
    left_out: &["text", "cleanText", "keyword", "message"],
};
/// Numbers longer than this are international ones; shorter ones are shortcodes.
const MAX_SHORTCODE_DIGITS: usize = 8;

/// What a request held.
#[derive(Default)]
pub(super) struct Read {
    /// Delivery reports.
    pub reports: Vec<Report>,
    /// Messages of people.
    pub inbound: Vec<Inbound>,
}

/// Reads a webhook that was let in.
pub(super) fn read(
    request: &WebhookRequest,
    provider: ProviderId,
    settings: &Settings,
) -> Result<Read, WebhookRefusal> {
    let malformed = |what: &str| WebhookRefusal::Malformed(what.to_owned());
    let json: Value = serde_json::from_slice(&request.body).map_err(|_| malformed("it is not JSON"))?;
    let results = json["results"]
        .as_array()
        .ok_or_else(|| malformed("it has no results"))?;
    let mut read = Read::default();
    let (mut unreadable, mut others) = (0_usize, 0_usize);
    for entry in results {
        if codes::status_of(&entry["status"]).is_some() && entry["messageId"].is_string() {
            // Nothing comes of a report that says no more than the answer to the call did.
            read.reports.extend(report(entry, provider));
        } else if let Some(message) = inbound(entry, provider) {
            if is_ours(request, settings, &message.to) {
                read.inbound.push(message);
            } else {
                others += 1;
            }
        } else {
            unreadable += 1;
        }
    }
    if unreadable > 0 && unreadable == results.len() {
        return Err(malformed("none of its results is a report or a message"));
    }
    if others > 0 && others == results.len() {
        return Err(WebhookRefusal::NotMine);
    }
    if unreadable + others > 0 {
        tracing::warn!(%provider, unreadable, others, "some results of a webhook were passed over");
    }
    Ok(read)
}

/// The report in an entry of a webhook or of the log; `None` where it says no more than that the carrier took it.
pub(super) fn report(entry: &Value, provider: ProviderId) -> Option<Report> {
    let id = entry["messageId"].as_str()?;
    let known = codes::status_of(&entry["status"])?;
    let error = Error::read(&entry["error"]);
    let status = known.report?;
    let status = error.as_ref().map_or(status, |error| error.refine_report(status));
    let detail = error.as_ref().and_then(Error::words);
    let blocked = error
        .as_ref()
        .is_some_and(|error| error.kind == Some(ErrorKind::OptedOut));
    // Without an error the status tells why it did not arrive.
    let failed = !matches!(status, domain::ReportStatus::Sent | domain::ReportStatus::Delivered);
    let code = error
        .map(|error| error.id.to_string())
        .or_else(|| failed.then(|| known.id.to_string()));
    let text = |field: &str| entry[field].as_str();
    let to = text("to").or(text("destination"));
    Some(Report {
        provider,
        carrier_id: id.to_owned(),
        to: to.map(international).filter(|to| domain::phone::is_e164(to)),
        reference: submit::reference(id).or_else(|| submit::reference(text("callbackData")?)),
        status,
        error_code: code,
        detail,
        price: prices::cost(entry),
        opted_out: known.opted_out || blocked,
        occurred_at: text("doneAt").or(text("sentAt")).and_then(when::millis),
        raw: MASKED.of_value(entry),
    })
}

fn inbound(entry: &Value, provider: ProviderId) -> Option<Inbound> {
    let text = |field: &str| entry[field].as_str();
    let body = text("text")
        .map(str::to_owned)
        .or_else(|| mms_text(&entry["message"]))?;
    Some(Inbound {
        provider,
        carrier_id: text("messageId").map(str::to_owned),
        from: international(text("from")?),
        to: international(text("to")?),
        content: Content::Text(body),
        part: None,
        opt_out: None,
        sent_at: text("receivedAt").and_then(when::millis),
        likeness: None,
        raw: MASKED.of_value(entry),
    })
}

/// The text parts of an MMS, which comes as a list; its pictures stay at the carrier.
fn mms_text(parts: &Value) -> Option<String> {
    let parts = parts.as_array()?;
    let is_text = |part: &&Value| {
        part["contentType"]
            .as_str()
            .is_none_or(|kind| kind.starts_with("text/"))
    };
    let texts = parts
        .iter()
        .filter(is_text)
        .filter_map(|part| part["value"].as_str().or(part["text"].as_str()));
    Some(texts.collect::<Vec<_>>().join("\n"))
}

/// The carrier writes international numbers without `+`; shortcodes and names stay as they are.
fn international(address: &str) -> String {
    let is_number = address.len() > MAX_SHORTCODE_DIGITS && address.bytes().all(|octet| octet.is_ascii_digit());
    if is_number {
        format!("+{address}")
    } else {
        address.to_owned()
    }
}

/// On a path that several providers share, a message to a number that this one does not have is another's.
fn is_ours(request: &WebhookRequest, settings: &Settings, address: &str) -> bool {
    request.by_token || settings.senders.is_empty() || settings.senders.holds(address)
}
