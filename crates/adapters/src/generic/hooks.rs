//! Webhooks: delivery reports and inbound messages in a form, a query or JSON, with fields named by the settings.
//!
//! An item of a list that cannot be read does not hold back the others: the carrier would repeat the whole list for ever.
//! Only a webhook of which nothing can be read is refused, and one that is longer than is read.

use std::collections::BTreeMap;

use domain::{Fault, ProviderId, ReportStatus};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::answer::{check_pointer, scalar};
use crate::http::public_url;
use crate::{Content, Inbound, Report, WebhookKind, WebhookRefusal, WebhookRequest, raw, reason};

/// The most words that a report's status may be translated from.
const MAX_STATUSES: usize = 100;
/// The most reports or messages of one webhook.
const MAX_ITEMS: usize = 2_000;
/// Numbers longer than this are international ones; shorter ones are shortcodes.
const MAX_SHORTCODE_DIGITS: usize = 8;

/// How reports are written, in settings.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct WrittenReport {
    list: Option<String>,
    id: Option<String>,
    status: Option<String>,
    to: Option<String>,
    error: Option<String>,
    reference: Option<String>,
    statuses: BTreeMap<String, Word>,
    otherwise: Option<Word>,
}

/// How inbound messages are written, in settings.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct WrittenInbound {
    list: Option<String>,
    id: Option<String>,
    from: Option<String>,
    to: Option<String>,
    text: Option<String>,
}

/// What a report's status means.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Word {
    Sent,
    Delivered,
    Failed,
    Rejected,
    Expired,
    Ignore,
}

impl Word {
    const fn status(self) -> Option<ReportStatus> {
        match self {
            Self::Sent => Some(ReportStatus::Sent),
            Self::Delivered => Some(ReportStatus::Delivered),
            Self::Failed => Some(ReportStatus::Failed),
            Self::Rejected => Some(ReportStatus::Rejected),
            Self::Expired => Some(ReportStatus::Expired),
            Self::Ignore => None,
        }
    }
}

/// Where a field is: at a JSON pointer, or under a name in the form, the query or the JSON object.
struct Field(String);

impl Field {
    fn read(field: &str, written: Option<&String>, faults: &mut Vec<Fault>) -> Option<Self> {
        let text = written?;
        if text.is_empty() {
            faults.push(Fault::new(field, "is empty", "name the field, or leave it out"));
        }
        if text.starts_with('/') {
            check_pointer(field, text, faults);
        }
        Some(Self(text.clone()))
    }

    fn needed(field: &str, written: Option<&String>, faults: &mut Vec<Fault>) -> Self {
        Self::read(field, written, faults).unwrap_or_else(|| {
            let mend = "name the carrier's field, or give a JSON pointer such as /message/id";
            faults.push(Fault::new(field, "is missing", mend));
            Self(String::new())
        })
    }
}

/// How reports are read.
pub(super) struct Reports {
    list: Option<String>,
    id: Option<Field>,
    status: Field,
    to: Option<Field>,
    error: Option<Field>,
    reference: Option<Field>,
    statuses: BTreeMap<String, Word>,
    otherwise: Word,
}

impl Reports {
    /// Reads the setting `report`; `has_reference` tells whether the webhook's own URL says which message it is about.
    pub fn read(written: &WrittenReport, has_reference: bool, faults: &mut Vec<Fault>) -> Self {
        if written.statuses.len() > MAX_STATUSES {
            let fault = format!("has {} words, at most {MAX_STATUSES} are kept", written.statuses.len());
            faults.push(Fault::new("report.statuses", fault, "leave out what `otherwise` says"));
        }
        if written.statuses.is_empty() {
            let mend = "say what the carrier's words mean, such as {\"DELIVRD\": \"delivered\"}";
            faults.push(Fault::new("report.statuses", "is empty", mend));
        }
        let reference = Field::read("report.reference", written.reference.as_ref(), faults);
        let id = match has_reference || reference.is_some() {
            true => Field::read("report.id", written.id.as_ref(), faults),
            false => Some(Field::needed("report.id", written.id.as_ref(), faults)),
        };
        list(written.list.as_deref(), "report.list", faults);
        Self {
            list: written.list.clone(),
            id,
            status: Field::needed("report.status", written.status.as_ref(), faults),
            to: Field::read("report.to", written.to.as_ref(), faults),
            error: Field::read("report.error", written.error.as_ref(), faults),
            reference,
            statuses: written.statuses.clone(),
            otherwise: written.otherwise.unwrap_or(Word::Sent),
        }
    }
}

/// How inbound messages are read.
pub(super) struct Messages {
    list: Option<String>,
    id: Option<Field>,
    from: Field,
    to: Field,
    text: Field,
}

impl Messages {
    /// Reads the setting `inbound`.
    pub fn read(written: &WrittenInbound, faults: &mut Vec<Fault>) -> Self {
        list(written.list.as_deref(), "inbound.list", faults);
        Self {
            list: written.list.clone(),
            id: Field::read("inbound.id", written.id.as_ref(), faults),
            from: Field::needed("inbound.from", written.from.as_ref(), faults),
            to: Field::needed("inbound.to", written.to.as_ref(), faults),
            text: Field::needed("inbound.text", written.text.as_ref(), faults),
        }
    }
}

fn list(pointer: Option<&str>, field: &str, faults: &mut Vec<Fault>) {
    if let Some(pointer) = pointer {
        check_pointer(field, pointer, faults);
    }
}

/// A webhook, or one item of its list.
struct Item<'a> {
    pairs: &'a [(String, String)],
    json: &'a Value,
}

impl Item<'_> {
    fn get(&self, field: &Field) -> Option<String> {
        let name = field.0.as_str();
        if name.starts_with('/') {
            return self.json.pointer(name).and_then(scalar);
        }
        let pair = self
            .pairs
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.clone());
        pair.or_else(|| self.json.get(name).and_then(scalar))
    }

    /// A field that has something in it.
    fn filled(&self, field: &Field) -> Option<String> {
        let text = self.get(field)?.trim().to_owned();
        (!text.is_empty()).then_some(text)
    }

    /// All fields for a timeline: no text, no numbers.
    fn raw(&self, text: Option<&Field>, secrets: &[&str]) -> String {
        let mut all = Map::new();
        for (name, value) in self.pairs {
            all.insert(name.clone(), Value::String(value.clone()));
        }
        if !self.json.is_null() {
            all.insert("json".to_owned(), self.json.clone());
        }
        let left_out = text.map(|field| field.0.rsplit('/').next().unwrap_or_default());
        raw::of_value(&cleaned(&Value::Object(all), left_out, secrets))
    }
}

fn cleaned(value: &Value, left_out: Option<&str>, secrets: &[&str]) -> Value {
    let inner = |value| cleaned(value, left_out, secrets);
    match value {
        Value::String(text) => Value::String(reason::clean(text, secrets)),
        Value::Number(number) => Value::String(reason::clean(&number.to_string(), secrets)),
        Value::Array(items) => items.iter().map(inner).collect(),
        Value::Object(fields) => {
            let kept = fields.iter().filter(|(name, _)| Some(name.as_str()) != left_out);
            Value::Object(kept.map(|(name, value)| (name.clone(), inner(value))).collect())
        }
        other => other.clone(),
    }
}

/// What a webhook held.
#[derive(Default)]
pub(super) struct Read {
    /// Delivery reports.
    pub reports: Vec<Report>,
    /// Messages of people.
    pub inbound: Vec<Inbound>,
}

/// How webhooks are read.
pub(super) struct Hooks {
    pub reports: Option<Reports>,
    pub messages: Option<Messages>,
}

impl Hooks {
    /// Reads a webhook that was let in. On the path for both kinds, what has a status is a report.
    pub fn read(
        &self,
        request: &WebhookRequest,
        provider: ProviderId,
        secrets: &[&str],
    ) -> Result<Read, WebhookRefusal> {
        let json: Value = serde_json::from_slice(&request.body).unwrap_or(Value::Null);
        let pairs = [request.form(), request.query.clone()].concat();
        let reports = self.reports.as_ref().filter(|_| request.kind != WebhookKind::Inbound);
        let messages = self.messages.as_ref().filter(|_| request.kind != WebhookKind::Report);
        let mut read = Read::default();
        let (mut readable, mut unreadable) = (0_usize, Vec::new());
        if let Some(how) = reports {
            for json in items(&json, how.list.as_deref())? {
                let item = Item { pairs: &pairs, json };
                if item.filled(&how.status).is_none() {
                    continue;
                }
                match report(how, &item, request, provider, secrets) {
                    Ok(found) => {
                        readable += 1;
                        read.reports.extend(found);
                    }
                    Err(why) => unreadable.push(why),
                }
            }
        }
        if let Some(how) = messages.filter(|_| readable == 0 && unreadable.is_empty()) {
            for json in items(&json, how.list.as_deref())? {
                let item = Item { pairs: &pairs, json };
                match inbound(how, &item, provider, secrets) {
                    Ok(found) => {
                        readable += 1;
                        read.inbound.push(found);
                    }
                    Err(why) => unreadable.push(why),
                }
            }
        }
        if readable > 0 {
            if !unreadable.is_empty() {
                let count = unreadable.len();
                tracing::warn!(%provider, count, "some items of a webhook cannot be read and were passed over");
            }
            return Ok(read);
        }
        let none = || WebhookRefusal::Malformed("it has none of the fields that the settings name".to_owned());
        Err(unreadable.into_iter().next().unwrap_or_else(none))
    }
}

fn items<'a>(json: &'a Value, list: Option<&str>) -> Result<Vec<&'a Value>, WebhookRefusal> {
    match list.map(|list| json.pointer(list)) {
        None => Ok(vec![json]),
        // To take the first ones and answer "taken" would lose the others.
        Some(Some(Value::Array(items))) if items.len() > MAX_ITEMS => {
            let what = format!("its list has {} items, {MAX_ITEMS} are read at most", items.len());
            Err(WebhookRefusal::Malformed(what))
        }
        Some(Some(Value::Array(items))) => Ok(items.iter().collect()),
        Some(found) => Ok(found.into_iter().collect()),
    }
}

fn report(
    how: &Reports,
    item: &Item<'_>,
    request: &WebhookRequest,
    provider: ProviderId,
    secrets: &[&str],
) -> Result<Option<Report>, WebhookRefusal> {
    let echoed = how.reference.as_ref().and_then(|reference| item.filled(reference));
    let reference = echoed.and_then(|text| public_url::read_client_reference(&text));
    let reference = reference.or_else(|| public_url::reference(request));
    let id = how.id.as_ref().and_then(|id| item.filled(id));
    if id.is_none() && reference.is_none() {
        return Err(WebhookRefusal::Malformed("it names no message".to_owned()));
    }
    let said = item.filled(&how.status).unwrap_or_default();
    let word = how.statuses.get(&said).copied().unwrap_or(how.otherwise);
    let Some(status) = word.status() else { return Ok(None) };
    let failed = !matches!(status, ReportStatus::Sent | ReportStatus::Delivered);
    let error = how.error.as_ref().and_then(|error| item.filled(error));
    let to = how
        .to
        .as_ref()
        .and_then(|to| item.filled(to))
        .map(|to| international(&to));
    Ok(Some(Report {
        provider,
        carrier_id: id.unwrap_or_default(),
        to: to.filter(|to| domain::phone::is_e164(to)),
        reference,
        status,
        error_code: error
            .or_else(|| failed.then_some(said))
            .filter(|_| failed)
            .map(|code| reason::clean(&code, secrets)),
        detail: None,
        price: None,
        opted_out: false,
        occurred_at: None,
        raw: item.raw(None, secrets),
    }))
}

fn inbound(how: &Messages, item: &Item<'_>, provider: ProviderId, secrets: &[&str]) -> Result<Inbound, WebhookRefusal> {
    let needed = |field: &Field, what: &str| {
        item.filled(field)
            .ok_or_else(|| WebhookRefusal::Malformed(format!("it does not say {what}")))
    };
    let text = item.get(&how.text);
    Ok(Inbound {
        provider,
        carrier_id: how.id.as_ref().and_then(|id| item.filled(id)),
        from: international(&needed(&how.from, "who it is from")?),
        to: international(&needed(&how.to, "whom it is to")?),
        content: Content::Text(text.ok_or_else(|| WebhookRefusal::Malformed("it has no text".to_owned()))?),
        part: None,
        opt_out: None,
        sent_at: None,
        likeness: None,
        raw: item.raw(Some(&how.text), secrets),
    })
}

/// An international number with its `+`, which some carriers leave out and others lose in a query; anything else as it
/// is.
fn international(address: &str) -> String {
    let digits = address.strip_prefix('+').unwrap_or(address);
    let is_number = digits.len() > MAX_SHORTCODE_DIGITS && digits.bytes().all(|octet| octet.is_ascii_digit());
    if is_number {
        format!("+{digits}")
    } else {
        address.to_owned()
    }
}
